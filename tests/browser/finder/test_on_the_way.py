"""Back, Forward, another language, a page that was open too long: what was asked and picked goes along."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.finder.conftest import Town, with_and_without_scripts
from tests.browser.finder.steps import add, change, found, open_list, rows, search, tap

pytestmark = pytest.mark.browser


@with_and_without_scripts
def test_back_and_forward_keep_the_results_and_where_one_was(open_page: Open, town: Town, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    search(page, town)
    tap(page, change(page, f"where={town.chip}"))
    before, link = rows(page), page.locator(".card h2 a").nth(8)
    link.scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    tap(page, link)
    page.go_back()
    assert rows(page) == before
    page.wait_for_function("y => Math.abs(scrollY - y) < 50", arg=scrolled)
    page.go_back()
    assert change(page, f"where={town.chip}").locator(".count").count() == 1
    page.go_forward()
    assert rows(page) == before
    assert scrolled > 844


def test_back_from_a_place_keeps_my_list(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    names = add(page, 2)
    tap(page, page.locator(".card h2 a").nth(4))
    page.go_back()
    open_list(page, 2)
    tap(page, page.get_by_role("link", name="Back to the places"))
    assert page.get_by_role("link", name="My list (2)").is_visible()
    assert [row.name for row in rows(page)[:2]] == names


def test_the_way_back_to_the_places_stands_on_the_page_of_a_place(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town, town.words)
    before = rows(page)
    tap(page, page.locator(".card h2 a").first)
    tap(page, page.get_by_role("link", name="Back to the places"))
    assert rows(page) == before


@with_and_without_scripts
def test_the_language_switch_keeps_search_place_and_list(open_page: Open, town: Town, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    search(page, town, town.words)
    add(page, 1)
    before = [row.name for row in rows(page)], found(page)
    tap(page, page.get_by_role("link", name="Español"))
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.locator("#near").input_value() == town.near
    assert page.locator("#q").input_value() == town.words
    assert [row.name for row in rows(page)] == before[0]
    assert str(before[1]) in page.locator("h1").inner_text()
    assert page.get_by_role("link", name="Mi lista (1)").is_visible()
    tap(page, page.get_by_role("link", name="English"))
    assert ([row.name for row in rows(page)], found(page)) == before


def test_the_language_switch_keeps_a_place_and_the_list(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    add(page, 1)
    tap(page, page.locator(".card h2 a").nth(1))
    name = page.locator("h1").inner_text()
    tap(page, page.get_by_role("link", name="Español"))
    assert page.locator("h1").inner_text() == name
    tap(page, page.get_by_role("link", name="Mi lista (1)"))
    tap(page, page.get_by_role("link", name="English"))
    assert page.locator(".compare thead a").count() == 1


def outdated(page: Page) -> None:
    """The page again as if its sealed part were too old: what cannot be opened any more."""
    page.goto(re.sub(r"([?&]s=)[^&#]+", r"\1gAAAAABold", page.url))


@with_and_without_scripts
def test_results_that_were_open_too_long_keep_place_and_kind_and_say_so(
    open_page: Open, town: Town, *, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    search(page, town, town.words)
    outdated(page)
    expect(page.locator(".note[role=status]")).to_contain_text("kept for 60 minutes only")
    assert page.locator("#near").input_value() == town.near
    assert page.locator("#q").input_value() == ""
    assert len(rows(page)) > 5


def test_a_list_that_was_open_too_long_says_so(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    add(page, 1)
    open_list(page, 1)
    outdated(page)
    expect(page.locator(".note[role=status]")).to_contain_text("kept for 60 minutes only")
    assert page.get_by_text("Your list is empty.").is_visible()
