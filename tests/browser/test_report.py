"""A visitor says that something is wrong; staff read it on the command line."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.browser.conftest import Open, served
from tests.browser.walk import to_listing, to_results

pytestmark = pytest.mark.browser


@pytest.fixture
def site(demo_copy: Flask) -> Iterator[str]:
    """A directory of its own: its staff have one report to read."""
    with served(demo_copy) as address:
        yield address


@pytest.mark.parametrize("javascript", [True, False])
def test_a_report_is_thanked_for_and_read_by_staff(open_page: Open, demo_copy: Flask, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    to_results(page)
    to_listing(page)
    page.get_by_text("Is something wrong here?").click()
    page.get_by_label("It is closed").check()
    page.get_by_label("Tell us more.").fill("Nobody there on Monday")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you. We will check it.").wait_for()
    listing_id = page.url.split("/listing/")[1].split("/")[0]
    result = demo_copy.test_cli_runner().invoke(args=["reports", "list", "--json"])
    (report,) = json.loads(result.output)["reports"]
    assert (report["listing"], report["kind"], report["note"]) == (listing_id, "closed", "Nobody there on Monday")


def test_a_report_without_a_kind_is_not_sent(open_page: Open, demo_copy: Flask) -> None:
    page = open_page()
    to_results(page)
    to_listing(page)
    page.get_by_text("Is something wrong here?").click()
    page.get_by_role("button", name="Send").click()
    assert page.locator("[name=kind]:invalid").count() == 3
    result = demo_copy.test_cli_runner().invoke(args=["reports", "list"])
    assert result.output == "There are no open reports.\n"
