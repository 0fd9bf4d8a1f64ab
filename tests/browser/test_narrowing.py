"""Narrowing a search in a real browser: with a pointer, with the keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

EVENINGS = [f"{day}{hour}" for day in ("MO", "TU", "WE", "TH", "FR") for hour in range(17, 21)]


def chips(page: Page) -> list[str]:
    """What was asked, as the chips above the results say it."""
    return [
        words.partition("✕")[0].strip() for words in page.locator(".chips:first-of-type .chip-button").all_inner_texts()
    ]


def test_free_times_are_painted_and_narrow_the_results(open_page: Open) -> None:
    page = open_page("/search?near=80203")
    page.get_by_role("button", name="My free times", exact=True).click()
    first, last = (page.get_by_label(label, exact=True) for label in ("Mon 5 pm", "Fri 8 pm"))
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), last.bounding_box()
    assert start is not None
    assert end is not None
    down = (end["y"] - start["y"]) / 3
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    for row in range(4):  # row by row, as a finger goes
        for x in (start["x"], end["x"])[:: 1 if row % 2 == 0 else -1]:
            page.mouse.move(x + 5, start["y"] + 5 + row * down, steps=12)
    page.mouse.up()
    page.get_by_role("button", name="Show places").click()
    page.locator(".card").first.wait_for()
    assert chips(page) == ["Mon to Fri 5 pm to 9 pm"]


def test_free_times_are_ticked_without_javascript(open_page: Open) -> None:
    page = open_page("/search?near=80203", javascript=False)
    page.get_by_role("button", name="My free times", exact=True).click()
    for cell in EVENINGS:
        page.locator(f"input[value={cell}]").check()
    page.get_by_role("button", name="Show places").click()
    assert chips(page) == ["Mon to Fri 5 pm to 9 pm"]


@pytest.mark.parametrize("javascript", [True, False])
def test_enter_in_a_field_searches_and_opens_no_other_page(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/search?near=80203", width=1366, javascript=javascript)
    page.locator("#q").fill("hour")
    page.locator("#q").press("Enter")
    page.locator(".card").first.wait_for()
    assert chips(page) == ["“hour”"]


def reach(page: Page, words: str) -> None:
    """Reach what is called so with the Tab key alone."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.innerText")
        if " ".join(said.split()).startswith(words):
            return
    raise AssertionError(f"the Tab key does not reach {words!r}")


def press(page: Page, words: str) -> None:
    """Reach it, and press Enter on it; it leads to another page."""
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_keyboard_alone_narrows_orders_and_takes_back(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/search?near=80203&kind=meeting", javascript=javascript)
    press(page, "Tonight")
    assert chips(page) == ["Meeting", "Tonight"]
    press(page, "Soonest")
    assert page.locator(".order[aria-pressed]").inner_text() == "Soonest"
    press(page, "Tonight ✕")
    assert chips(page) == ["Meeting"]
    assert page.locator(".order[aria-pressed]").inner_text() == "Soonest"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_keyboard_alone_takes_better_words_and_turns_the_page(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/", javascript=javascript)
    page.get_by_label("Words to look for").fill("houzing")
    page.get_by_label("ZIP code or town").fill("80203")
    page.get_by_role("button", name="Show places").click()
    press(page, "Did you mean housing?")
    assert chips(page)[0] == "“housing”"
    page.goto("/search?near=80203&kind=meeting&page=2")
    page.get_by_role("link", name="Next page").press("Enter")
    page.wait_for_url("**page=3*")
    page.get_by_role("link", name="Previous page").press("Enter")
    page.wait_for_url("**page=2*")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_group_of_filters_opens_and_is_ticked_by_keyboard(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/search?near=80203", width=1366, javascript=javascript)
    reach(page, "Ways to pay")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    press(page, "Show places")
    assert chips(page) == ["Medicaid"]


def test_a_place_is_set_above_results_without_one(open_page: Open) -> None:
    page = open_page("/search?kind=meeting", javascript=False)
    page.locator("#place").fill("80203")
    with page.expect_navigation():
        page.locator("#place").press("Enter")
    assert page.locator("h1").inner_text().endswith("near Denver, CO 80203")
