"""The start page made quicker by its script: suggestions, and the place where one is."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def options(page: Page, field: str) -> list[str]:
    page.locator(f"#{field}-options option").first.wait_for(state="attached")
    return [str(option.get_attribute("value")) for option in page.locator(f"#{field}-options option").all()]


def test_places_and_words_are_offered_while_one_types(open_page: Open) -> None:
    page = open_page()
    page.get_by_label("ZIP code or town").press_sequentially("boul")
    assert options(page, "near")[0] == "Boulder, CO"
    page.get_by_label("Words to look for").press_sequentially("subox")
    assert options(page, "q") == ["Suboxone"]


def test_my_location_becomes_a_zip_code_and_no_coordinates_stand_anywhere(open_page: Open) -> None:
    page = open_page(geolocation={"latitude": 39.7312, "longitude": -104.9826}, permissions=["geolocation"])
    page.get_by_role("button", name="Use my location").click()
    page.wait_for_url(re.compile(r"/search\?near=802\d\d&radius=25$"))
    assert "39.73" not in page.content()
    page.go_back()
    assert page.get_by_label("ZIP code or town").input_value() == ""


def test_a_place_that_is_not_shared_is_said_and_can_be_typed(open_page: Open) -> None:
    page = open_page(permissions=[])
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("does not share where it is").wait_for()
    assert page.evaluate("document.activeElement.id") == "near"


def test_without_javascript_nothing_is_offered_that_does_not_work(open_page: Open) -> None:
    page = open_page(javascript=False)
    assert not page.get_by_role("button", name="Use my location").is_visible()


def test_an_offered_place_leads_to_its_results_by_keyboard(open_page: Open) -> None:
    page = open_page()
    near = page.get_by_label("ZIP code or town")
    near.press_sequentially("boul")
    offered = options(page, "near")
    assert near.get_attribute("list") == "near-options"  # the browser's own list: a headless one draws none
    near.fill(offered[0])
    near.press("Enter")
    page.wait_for_url("**/search?near=Boulder*")
    assert page.locator("h1").inner_text().endswith("near Boulder, CO")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_town_that_several_states_have_is_asked_back_and_nothing_is_lost(
    open_page: Open, *, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.get_by_label("Meetings").check()
    page.get_by_label("ZIP code or town").fill("Aurora")
    page.get_by_label("Words to look for").fill("women")
    page.get_by_role("button", name="Show places").click()
    page.get_by_text("Which one do you mean?").wait_for()
    page.get_by_role("link", name="Aurora, CO").click()
    page.locator(".card").first.wait_for()
    assert page.locator("#near").input_value() == "Aurora, CO"
    assert page.locator("#q").input_value() == "women"
    assert page.locator("#kind").input_value() == "meeting"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_place_nobody_knows_is_said_and_keeps_the_rest(open_page: Open, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.get_by_label("ZIP code or town").fill("Nowhereville")
    page.get_by_label("Words to look for").fill("women")
    page.get_by_role("button", name="Show places").click()
    page.get_by_role("alert").wait_for()
    assert "Nowhereville" not in page.url
    assert page.locator("#near").input_value() == "Nowhereville"
    assert page.locator("#q").input_value() == "women"
