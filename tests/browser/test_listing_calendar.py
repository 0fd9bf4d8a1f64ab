"""A place's times go into a calendar from its page, and not from a packet, where someone at home may look."""

import pytest
from icalendar import Calendar

from referral.wording.pages import page_words
from tests.browser.conftest import Open
from tests.browser.walk import to_packet

pytestmark = pytest.mark.browser
ADD = page_words("calendar.add")


def test_one_tap_on_a_page_gives_the_file(open_page: Open) -> None:
    page = open_page("/search?near=80203&kind=meeting")
    page.locator(".card a").first.click()
    with page.expect_download() as given:
        page.get_by_role("link", name=ADD).click()
    assert given.value.suggested_filename == "calendar.ics"
    content = given.value.path().read_bytes()
    assert len(Calendar.from_ical(content).walk("VEVENT")) >= 1


def test_a_packet_takes_the_times_of_a_place_in_and_not_its_calendar(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    page.locator("details.part, details").first.wait_for()
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    card = page.locator(".need .card").first
    card.get_by_role("link", name="More about this place").click()
    about = card.locator(".about-place")
    about.get_by_role("heading", name="Times").wait_for()
    assert about.get_by_text(ADD).count() == 0
