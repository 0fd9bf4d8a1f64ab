"""My list: put in, taken out, side by side, on paper, as a text, and into a plan."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.finder.conftest import Town, with_and_without_scripts
from tests.browser.finder.steps import add, listed, open_list, rows, search, tap

pytestmark = pytest.mark.browser


def with_list(page: Page, town: Town, count: int = 3) -> list[str]:
    """My list of the first places that are found; their names."""
    search(page, town)
    names = add(page, count)
    open_list(page, count)
    return [" ".join(name.split()) for name in names]


@with_and_without_scripts
def test_places_stand_side_by_side_in_the_order_they_were_added(
    open_page: Open, town: Town, *, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    names = with_list(page, town)
    assert listed(page) == names
    assert page.locator(".compare tbody tr").evaluate_all("all => all.map(row => row.cells.length)") == [4] * (
        page.locator(".compare tbody tr").count()
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@with_and_without_scripts
def test_a_place_is_taken_out_of_the_list_and_of_the_results(open_page: Open, town: Town, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    names = with_list(page, town)
    tap(page, page.get_by_role("button", name="Take out").first)
    assert listed(page) == names[1:]
    tap(page, page.get_by_role("link", name="Back to the places"))
    assert [" ".join(row.name.split()) for row in rows(page)[:3]] == names
    tap(page, page.get_by_role("button", name="In my list").first)
    assert page.get_by_role("link", name="My list (1)").is_visible()


def test_a_tap_in_the_list_stays_at_its_row(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    seventh = page.locator(".card").nth(6)
    tap(page, seventh.get_by_role("button", name="Add to my list"))
    expect(page.locator(".card").nth(6)).to_be_in_viewport()
    assert page.locator(".card").nth(6).get_by_role("button", name="In my list").count() == 1


def test_a_place_is_added_on_its_own_page(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    tap(page, page.locator(".card h2 a").first)
    name = page.locator("h1").inner_text()
    tap(page, page.get_by_role("button", name="Add to my list"))
    assert listed(page) == [name]


def test_the_list_is_emptied(open_page: Open, town: Town) -> None:
    page = open_page()
    with_list(page, town, 2)
    tap(page, page.get_by_role("button", name="Empty the list"))
    assert page.get_by_text("Your list is empty.").is_visible()


def test_the_text_of_the_list_names_every_place_and_number(open_page: Open, town: Town) -> None:
    page = open_page()
    names = with_list(page, town)
    href = page.get_by_role("link", name="Send as a text").get_attribute("href") or ""
    assert href.startswith("sms:?&body=")
    text = " ".join(unquote(href).split())
    numbers = page.locator(".compare tr:first-child td").evaluate_all(
        "all => all.map(cell => cell.querySelector('a')?.textContent).filter(Boolean)"
    )
    assert [words for words in (*names, *(number.split(" (")[0] for number in numbers)) if words not in text] == []


def test_the_printed_list_holds_every_place_and_no_buttons(open_page: Open, town: Town) -> None:
    page = open_page()
    names = with_list(page, town)
    numbers = page.locator(".compare a[href^='tel:']").all_inner_texts()
    page.emulate_media(media="print")
    paper = " ".join(str(page.evaluate("document.body.innerText")).split())
    assert [words for words in (*names, *numbers, "988") if words not in paper] == []
    for words in ("Take out", "Empty the list", "Plan a week with these", "Exit"):
        assert words not in paper


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_a_part_of_the_second_place(open_page: Open, town: Town, width: int) -> None:
    page = open_page(width=width)
    with_list(page, town)
    end = page.locator(".compare").evaluate("one => one.getBoundingClientRect().right")
    second = page.locator(".compare thead th").nth(2).evaluate("one => one.getBoundingClientRect().left")
    assert second + 24 <= end


@pytest.mark.parametrize("width", [800, 1366, 1600])
def test_the_list_stands_under_the_header(open_page: Open, town: Town, width: int) -> None:
    page = open_page(width=width)
    with_list(page, town)
    edges = [
        page.locator(part).evaluate("one => one.getBoundingClientRect().left") for part in ("header", "main", "footer")
    ]
    assert len(set(edges)) == 1


def test_print_asks_the_browser_to_print(open_page: Open, town: Town) -> None:
    page = open_page()
    with_list(page, town, 1)
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")


@with_and_without_scripts
def test_a_week_is_planned_with_the_list(open_page: Open, town: Town, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    with_list(page, town, 1)
    tap(page, page.get_by_role("button", name="Plan a week with these"))
    assert re.search(r"/plan(\?s=|$)", page.url)
    assert page.locator("h1").inner_text() == "Who is this plan for?"
    assert page.locator("input[name=state]").first.input_value() != ""
