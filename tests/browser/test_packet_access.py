"""No packet has a barrier: planned, changed, stopped for safety, in Spanish, in each look."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from referral.wording.pages import page_words
from tests.browser.conftest import Open
from tests.browser.looks import barriers, clipped, too_wide
from tests.browser.test_pages import open_parts
from tests.browser.walk import to_packet

pytestmark = pytest.mark.browser


def changed(page: Page) -> None:
    """A packet of which a place was left out, and one opened."""
    to_packet(page)
    page.locator(".need .card").first.get_by_role("button", name="Not this place").click()
    page.locator("#change").wait_for()
    card = page.locator(".need .card").first
    card.get_by_role("link", name="More about this place").click()
    card.locator(".about-place h2").first.wait_for()


def stopped(page: Page) -> None:
    """A packet that safety stopped."""
    page.goto("/plan?all=1")
    page.locator("input[name=withdrawal_risk][value=yes]").check()
    page.locator("#near").fill("80203")
    page.locator("input[name=level][value=iop]").check()
    page.locator(".onward button[value=next]").click()
    page.get_by_role("button", name=page_words("plan.submit")).click()
    page.get_by_role("heading", name="Your plan", exact=True).wait_for()


def spanish(page: Page) -> None:
    """A packet in Spanish, from the button of the English one."""
    to_packet(page)
    page.get_by_role("button", name="Ver este plan en español").click()
    page.get_by_role("heading", name="Su plan").wait_for()


PACKETS: dict[str, Callable[[Page], None]] = {"changed": changed, "stopped": stopped, "spanish": spanish}


@pytest.mark.parametrize("name", PACKETS)
def test_no_packet_has_a_barrier_or_scrolls_sideways(open_page: Open, name: str) -> None:
    page = open_page("/plan")
    PACKETS[name](page)
    open_parts(page)
    assert barriers(page) == []
    assert too_wide(page) == []
    assert clipped(page) == []
