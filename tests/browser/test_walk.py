import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.walk import to_listing, to_packet, to_results

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_gets_from_the_start_to_a_number_to_call(open_page: Open, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    to_results(page)
    assert re.search(r"/search\?near=80203&radius=25&s=[\w-]+$", page.url)
    name = page.locator(".card a").first.inner_text()
    to_listing(page)
    assert page.locator("h1").inner_text() == name
    assert page.locator("article a.call").first.get_attribute("href", timeout=1000)
    page.go_back()
    assert page.locator(".card a").first.inner_text() == name


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_gets_a_plan(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/plan", javascript=javascript)
    to_packet(page)
    assert page.url.endswith("/plan/packet")
    assert page.locator("table.week tr").count() >= 3
    assert page.locator(".need").count() == 4


def test_the_first_result_stands_on_the_first_screen_of_a_phone(open_page: Open) -> None:
    page = open_page()
    to_results(page)
    box = page.locator(".card .call").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844


def test_the_crisis_bar_takes_two_lines_on_a_phone(open_page: Open) -> None:
    box = open_page().locator(".crisis").bounding_box()
    assert box is not None
    assert box["height"] <= 66


def test_a_wide_screen_shows_the_search_beside_the_results(open_page: Open) -> None:
    page = open_page(width=1366)
    to_results(page)
    field, card = page.locator("#near").bounding_box(), page.locator(".card").first.bounding_box()
    assert field is not None
    assert card is not None
    assert field["x"] + field["width"] < card["x"]


def leaves(page: Page) -> None:
    page.wait_for_url("https://www.weather.gov/")
    page.go_back()
    assert page.url == "about:blank"


@pytest.mark.parametrize("way", ["link", "shift"])
def test_exit_leaves_nothing_to_go_back_to(open_page: Open, way: str) -> None:
    page = open_page()
    page.route("https://www.weather.gov/", lambda route: route.fulfill(body="<title>Weather</title>"))
    if way == "link":
        page.get_by_role("link", name="Exit").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    leaves(page)


def test_typing_capitals_does_not_leave(open_page: Open) -> None:
    page = open_page()
    page.get_by_label("Words to look for").press_sequentially("ABC")
    for key in ("A", "B", "C", "D"):
        page.keyboard.press(f"Shift+{key}")
    assert page.locator("#q").input_value() == "ABCABCD"


@pytest.mark.parametrize("width", [390, 1060, 1366, 1376, 1440, 1920])
def test_the_first_result_is_near_the_top_at_every_width(open_page: Open, width: int) -> None:
    page = open_page(width=width)
    to_results(page)
    box = page.locator(".card").first.bounding_box()
    assert box is not None
    assert box["y"] < 844


def test_my_list_scrolls_within_itself_and_not_the_page(open_page: Open) -> None:
    page = open_page("/search?near=80203&kind=program")
    for _ in range(3):
        with page.expect_navigation():
            page.get_by_role("button", name="Add to my list").first.click()
    page.get_by_role("link", name="My list (3)").click()
    page.locator(".compare").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
