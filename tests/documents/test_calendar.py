"""The calendar file read back by others' code: the same week, on the same clocks, in every season, and nothing more."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from referral.domain.listing import Mode
from referral.domain.packet import Packet, WeekItem
from referral.domain.week import DAY_MIN, WEEK_MIN, Span, occurrence
from referral.wording.document_words import document_words
from tests.documents.papers import DOCUMENTS, NOW, case

WEEKS = 24
"""From the end of October into April: both changes of clocks lie in between."""


def events(content: bytes | None) -> list[Any]:
    assert content is not None
    return list(Calendar.from_ical(content).walk("VEVENT"))


def happenings(event: Any) -> list[datetime]:
    """Starts of an event over the weeks, as its rule and its zone give them."""
    start = event["DTSTART"].dt
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start.replace(tzinfo=None))
    until = start.replace(tzinfo=None) + timedelta(weeks=WEEKS)
    return [one.replace(tzinfo=start.tzinfo) for one in rule.between(start.replace(tzinfo=None), until, inc=True)]


@pytest.mark.parametrize("name", ["calm", "reserved", "city 3", "full"])
def test_events_are_the_items_of_every_week_across_changes_of_clocks(name: str) -> None:
    packet, profile = case(name)
    made = events(DOCUMENTS.calendar(packet, profile, NOW))
    assert len(made) == len(packet.week)
    for event, item in zip(made, packet.week, strict=True):
        starts = happenings(event)
        offsets = {start.utcoffset() for start in starts}
        assert len(offsets) == 2
        assert event["DTSTART"].params["TZID"] == profile.time_zone
        for start in starts:
            monday = (start - timedelta(days=start.weekday())).date()
            wanted, _end = occurrence(item.span, profile.time_zone, monday)
            assert start == wanted
        length = event["DTEND"].dt.replace(tzinfo=None) - event["DTSTART"].dt.replace(tzinfo=None)
        assert length == timedelta(minutes=item.span.length_min)


def test_first_events_are_the_next_ones() -> None:
    packet, profile = case("calm")
    for event in events(DOCUMENTS.calendar(packet, profile, NOW)):
        assert NOW - timedelta(days=1) < event["DTSTART"].dt < NOW + timedelta(days=7)


def test_zone_is_described_with_the_change_to_come_and_no_history() -> None:
    packet, profile = case("calm")
    calendar = Calendar.from_ical(DOCUMENTS.calendar(packet, profile, NOW) or b"")
    (zone,) = calendar.walk("VTIMEZONE")
    parts: list[Any] = zone.subcomponents
    begins = [part["DTSTART"].dt for part in parts]
    begins += [one.dt for part in parts if "RDATE" in part for one in part["RDATE"].dts]
    assert min(begins).year >= 2025
    assert datetime(2026, 11, 1, 2) in begins  # noqa: DTZ001  wall clocks, as the standard writes them
    assert b"VALARM" not in calendar.to_ical()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_neutral_events_say_no_place_and_no_name(lang: str) -> None:
    packet, profile = case("calm")
    content = DOCUMENTS.calendar(packet, profile, NOW, lang)
    assert {str(event["SUMMARY"]) for event in events(content)} == {document_words("appointment", lang)}
    assert all("LOCATION" not in event and "DESCRIPTION" not in event for event in events(content))
    words = {word for item in packet.week for word in (item.name, item.listing_id)}
    assert [word for word in words if word.encode() in (content or b"")] == []


def test_full_titles_name_the_place_and_its_number() -> None:
    packet, profile = case("calm")
    made = events(DOCUMENTS.calendar(packet, profile, NOW, full_titles=True))
    assert [str(event["SUMMARY"]) for event in made] == [item.name for item in packet.week]
    program = next(event for event in made if str(event["SUMMARY"]) == "Program test:iop")
    assert "(303) 555-0123" in str(program["DESCRIPTION"])
    assert str(program["LOCATION"]) == "Denver, CO"
    online = next(event for event, item in zip(made, packet.week, strict=True) if item.mode is Mode.ONLINE)
    assert "https://meet.example.org/a" in str(online["DESCRIPTION"])
    assert "LOCATION" not in online


def test_time_that_is_only_kept_free_is_tentative() -> None:
    packet, profile = case("reserved")
    made = events(DOCUMENTS.calendar(packet, profile, NOW))
    assert [str(event["STATUS"]) for event in made] == [
        "TENTATIVE" if item.reserved or item.book else "CONFIRMED" for item in packet.week
    ]
    assert any(item.reserved for item in packet.week)


def test_ids_stay_the_same_a_week_later_and_differ_from_each_other() -> None:
    packet, profile = case("calm")
    now, later = (
        [str(event["UID"]) for event in events(DOCUMENTS.calendar(packet, profile, moment))]
        for moment in (NOW, NOW + timedelta(days=9))
    )
    assert now == later
    assert len(set(now)) == len(now)


@pytest.mark.parametrize("name", ["stopped", "nothing"])
def test_a_plan_without_times_has_no_calendar(name: str) -> None:
    packet, profile = case(name)
    assert DOCUMENTS.calendar(packet, profile, NOW) is None


def _one(span: Span) -> Packet:
    packet, _profile = case("calm")
    return replace(packet, week=(WeekItem("meetings", "test:a", "One", span, Mode.IN_PERSON),))


@given(st.builds(Span, st.integers(0, WEEK_MIN - 1), st.integers(1, DAY_MIN)), st.integers(0, 400), st.booleans())
def test_any_item_begins_on_its_day_and_clock_and_not_in_a_skipped_hour(span: Span, days: int, east: bool) -> None:
    _packet, profile = case("calm")
    zone = "America/New_York" if east else "America/Denver"
    now = NOW + timedelta(days=days)
    (event,) = events(DOCUMENTS.calendar(_one(span), replace(profile, time_zone=zone), now))
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    assert (start.weekday(), start.strftime("%H:%M"), end.strftime("%H:%M")) == (
        span.day,
        span.start_clock,
        span.end_clock,
    )
    assert end.astimezone(ZoneInfo("UTC")) > now - timedelta(minutes=1)
