"""Narrowing a search in a real browser: with a pointer, with the keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

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
def test_enter_in_a_field_searches_and_opens_no_other_page(open_page: Open, javascript: bool) -> None:
    page = open_page("/search?near=80203", width=1366, javascript=javascript)
    page.locator("#q").fill("hour")
    page.locator("#q").press("Enter")
    page.locator(".card").first.wait_for()
    assert chips(page) == ["“hour”"]
