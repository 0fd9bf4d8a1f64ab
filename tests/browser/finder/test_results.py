"""Search, narrow, order, page: the result page keeps every count and order that it promises."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import Open
from tests.browser.finder.conftest import Town, with_and_without_scripts
from tests.browser.finder.steps import all_groups, change, confirmed, found, places, rows, search, tap, told, unplaced

pytestmark = pytest.mark.browser

NEAR = ".found > ol:first-of-type"
WEEK_MIN = 7 * 24 * 60
NEAR_DAYS = {"today": 0, "tonight": 0, "tomorrow": 1}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@with_and_without_scripts
def test_words_and_a_place_lead_to_places_with_those_words(open_page: Open, town: Town, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    search(page, town, town.words)
    assert f"near={town.near}" in page.url
    assert town.words not in page.url
    assert page.locator("#q").input_value() == town.words
    assert 0 < len(rows(page)) <= 20
    assert all(re.match(r"about \d", row.about) for row in rows(page, NEAR))


@with_and_without_scripts
def test_a_chip_finds_as_many_as_it_told_and_gives_them_back(open_page: Open, town: Town, *, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    search(page, town)
    before, chip = found(page), change(page, f"where={town.chip}")
    expected = told(chip)
    tap(page, chip)
    assert 0 <= expected - confirmed(page) <= unplaced(page)
    assert found(page) <= before
    tap(page, change(page, f"where={town.chip}"))
    assert found(page) == before


def test_ticks_find_as_many_as_they_told(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    page.locator(".change > summary").click()
    page.locator(".more > summary").click()
    tick = page.locator(".tick", has=page.locator(f'[value="{town.chip}"]'))
    group = page.locator("details.group", has=page.locator(f'[value="{town.chip}"]'))
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    expected = told(tick)
    tick.locator("input").check()
    tap(page, page.locator(".search button[type=submit]"))
    assert 0 <= expected - confirmed(page) <= unplaced(page)
    assert page.locator(f'.tick input[value="{town.chip}"]').is_checked()


def test_what_is_confirmed_stands_before_what_must_be_asked(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    tap(page, change(page, f"where={town.chip}"))
    seen = [rank_of_fit(row.fit) for row in rows(page, NEAR)]
    assert seen == sorted(seen)


def rank_of_fit(words: str) -> int:
    return ("Fits", "Open", "Ask").index(words.split(maxsplit=1)[0])


def test_nearest_puts_the_nearest_first(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    tap(page, change(page, "sort=distance"))
    miles = [float(re.match(r"(?:about )?([\d.]+) mile", row.about)[1]) for row in rows(page, NEAR)]  # type: ignore[index]
    assert len(miles) > 5
    assert miles == sorted(miles)


def test_soonest_puts_first_what_comes_first(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    now = datetime.now(ZoneInfo(town.zone))
    tap(page, change(page, "sort=next"))
    waits = [wait_min(row.when, now) for row in rows(page, NEAR)]
    assert len(waits) > 5
    assert waits == sorted(waits)


def wait_min(when: str, now: datetime) -> float:
    """Minutes until it begins, as its row says: none when it is open now, without end when nobody knows."""
    if when.startswith(("Meeting now", "Open now", "Open day and night")):
        return 0
    if when.startswith(("Hours not stated", "Times not stated", "You stay there")):
        return WEEK_MIN
    day, hour, minute, half = re.search(r"(\w+) (\d+):(\d\d) (am|pm)", when.lower()).groups()  # type: ignore[union-attr]
    if day == "tonight" and int(hour) % 12 < 4 and half == "am":
        day = "today" if now.hour < 4 else "tomorrow"  # half past midnight is tonight
    weekday = (now.weekday() + NEAR_DAYS[day]) % 7 if day in NEAR_DAYS else DAYS.index(day.capitalize())
    start = (weekday * 24 + int(hour) % 12 + 12 * (half == "pm")) * 60 + int(minute)
    return (start - (now.weekday() * 24 + now.hour) * 60 - now.minute) % WEEK_MIN


@pytest.mark.parametrize("order", ["best", "distance"])
def test_all_pages_hold_every_place_once(open_page: Open, town: Town, order: str) -> None:
    page = open_page(f"/search?near={town.near}&radius=25&sort={order}")
    seen = [place for group in all_groups(page) for place in group.places]
    assert len(seen) == len(set(seen))
    assert len(seen) == found(page)


def test_a_page_says_which_it_is_and_leads_back(open_page: Open, town: Town) -> None:
    page = open_page(f"/search?near={town.near}&radius=50")
    first = places(page)
    tap(page, page.get_by_role("link", name="Next page"))
    assert page.locator(".pages span").inner_text().startswith("Page 2 of ")
    tap(page, page.get_by_role("link", name="Previous page"))
    assert places(page) == first


def test_each_row_leads_to_a_page_of_its_name(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    shown = rows(page)
    for row in shown:
        answer = page.goto(row.href)
        assert answer is not None
        assert answer.status == 200
        assert page.locator("h1").inner_text() == " ".join(row.name.split())


def test_nothing_found_says_what_would_help_and_does(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town, "zeppelin")
    assert page.locator("h1").inner_text() == "Nothing found"
    way = page.locator(".ways a").first
    expected = int(re.search(r"(\d+) places?$", way.inner_text())[1])  # type: ignore[index]
    tap(page, way)
    assert found(page) == expected
