"""A place handed on: shared, printed, reported as wrong; and the way out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EXIT, Open
from tests.browser.finder.conftest import Town
from tests.browser.finder.steps import add, open_list, search, tap

pytestmark = pytest.mark.browser

SHARES = "navigator.share = shared => { window.shared = shared; return Promise.resolve(); }"
SHARES_NOT = "Object.defineProperty(navigator, 'share', { value: undefined })"


def to_first(page: Page, town: Town) -> str:
    """The page of the first place that is found by words; its name."""
    search(page, town, town.words)
    add(page, 1)
    tap(page, page.locator(".card h2 a").first)
    return page.locator("h1").inner_text()


def plain(url: str) -> str:
    """An address without what is asked and sealed in it."""
    return re.sub(r"[?#].*", "", url)


def test_a_place_is_shared_by_an_address_without_what_was_asked(open_page: Open, town: Town) -> None:
    page = open_page()
    page.add_init_script(SHARES)
    name = to_first(page, town)
    page.get_by_role("button", name="Share this page").click()
    shared = page.evaluate("window.shared")
    assert shared["url"] == plain(page.url)
    assert shared["title"].startswith(name)
    page.goto(shared["url"])
    assert page.locator("h1").inner_text() == name
    assert page.get_by_role("link", name="My list").count() == 0


def test_where_nothing_can_be_shared_the_address_is_copied(open_page: Open, town: Town) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script(SHARES_NOT)
    to_first(page, town)
    page.get_by_role("button", name="Share this page").click()
    expect(page.locator("#share-said")).to_have_text("The address was copied.")
    assert page.evaluate("navigator.clipboard.readText()") == plain(page.url)


def test_without_a_script_a_place_can_still_be_sent_as_a_text(open_page: Open, town: Town) -> None:
    page = open_page(javascript=False)
    to_first(page, town)
    assert not page.get_by_role("button", name="Share this page").is_visible()
    assert (page.get_by_role("link", name="Send as a text").get_attribute("href") or "").startswith("sms:?&body=")


def test_a_place_prints_its_number_address_and_times(open_page: Open, town: Town) -> None:
    page = open_page()
    name = to_first(page, town)
    panels = page.locator("article .panel")
    said = [*panels.locator("a[href^='tel:']").all_inner_texts(), *panels.locator(".times li").all_inner_texts()]
    page.emulate_media(media="print")
    paper = str(page.evaluate("document.body.innerText"))
    assert [text for text in (name, *said, "988", "911", "1-800-662-4357") if text not in paper] == []
    for words in ("Share this page", "Add to my list", "Is something wrong here?", "Exit"):
        assert words not in paper


def test_exit_takes_the_list_out_of_the_history(open_page: Open, town: Town) -> None:
    page = open_page()
    page.route(EXIT, lambda route: route.fulfill(body="<title>Weather</title>"))
    search(page, town)
    add(page, 1)
    open_list(page, 1)
    at = page.url
    page.get_by_role("link", name="Exit").click()
    page.wait_for_url(EXIT)
    page.go_back()
    assert page.url != at
