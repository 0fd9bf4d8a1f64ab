"""The times of one place as a calendar, read back by others' code: its sessions, on its clocks, and nothing more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from referral.documents.maker import OwnDocuments
from referral.domain.listing import Listing, Mode, Online, Session
from referral.domain.week import DAY_MIN, WEEK_MIN, Span, occurrence
from referral.wording.document_words import document_words
from referral.wording.pages import page_words
from tests.documents.papers import NOW
from tests.factories import DENVER, hours, location, meeting, program, sessions, track

CALENDAR = OwnDocuments().listing_calendar
WEB = Online(url="https://meet.example.org/a", phone="+13035550100,,123#", notes="Passcode: recovery")
ZONES = (DENVER, "America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/St_Johns")
EVENINGS = program(
    name="Willow Recovery",
    tracks=(track("MO,WE,TH 18:00-21:00", name="evening"), track("MO-FR 09:00-12:00", name="day")),
    sessions=sessions("SA 10:00-11:00"),
)


def events(content: bytes | None) -> list[Any]:
    assert content is not None
    return list(Calendar.from_ical(content).walk("VEVENT"))


def span_of(event: Any) -> Span:
    """When an event is, every week."""
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY"
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return Span(start.weekday() * DAY_MIN + start.hour * 60 + start.minute, int(length.total_seconds()) // 60)


def spans_of(found: Listing, number: int | None = None) -> list[Span]:
    return [span_of(event) for event in events(CALENDAR(found, NOW, number=number))]


def test_events_are_the_sessions_of_the_place() -> None:
    assert spans_of(EVENINGS) == [session.span for _track, session in all_weekly(EVENINGS)]


def all_weekly(found: Listing) -> list[tuple[str | None, Session]]:
    """Every session, those of tracks first."""
    return [(name, session) for name, group in found.weekly for session in group]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_group_can_be_taken_alone(number: int) -> None:
    _name, group = EVENINGS.weekly[number - 1]
    assert spans_of(EVENINGS, number) == [session.span for session in group]


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_group_that_is_not_there_makes_no_file(number: int) -> None:
    assert CALENDAR(EVENINGS, NOW, number=number) is None


@pytest.mark.parametrize(
    "found",
    [
        program(hours=hours("MO-FR 08:00-20:00")),
        meeting(sessions=sessions("SU 09:00-10:00", rrule="FREQ=MONTHLY;BYDAY=1SU")),
        meeting("TU 19:00-20:00", location=location(time_zone=None)),
        program(),
    ],
    ids=["opening hours", "monthly", "no zone", "no times"],
)
def test_a_place_without_weekly_sessions_on_known_clocks_has_no_calendar(found: Listing) -> None:
    assert CALENDAR(found, NOW) is None


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("make", [program, meeting])
def test_events_say_no_place_and_no_name(lang: str, make: Callable[..., Listing]) -> None:
    found = replace(EVENINGS, id="test:willow", location=location(streets=("100 Sample Street",)))
    content = CALENDAR(found, NOW, lang) or b""
    assert {str(event["SUMMARY"]) for event in events(content)} == {document_words("appointment", lang)}
    assert all("LOCATION" not in event and "DESCRIPTION" not in event for event in events(content))
    assert [word for word in ("Willow", "willow", "Sample", "evening") if word.encode() in content] == []


def test_what_is_joined_from_afar_says_how_and_what_is_in_person_does_not() -> None:
    found = meeting(
        sessions=(
            *sessions("MO 19:00-20:00"),
            *sessions("TU 19:00-20:00", mode=Mode.ONLINE),
            *sessions("WE 19:00-20:00", mode=Mode.HYBRID),
        ),
        online=WEB,
    )
    in_person, online, hybrid = events(CALENDAR(found, NOW))
    assert "DESCRIPTION" not in in_person
    for event in (online, hybrid):
        assert str(event["DESCRIPTION"]) == "https://meet.example.org/a\nBy phone: +13035550100,,123#"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_end_that_nobody_stated_is_said_to_be_a_guess(lang: str) -> None:
    (session,) = sessions("TU 19:00-20:00")
    found = meeting(sessions=(replace(session, end_assumed=True),))
    (event,) = events(CALENDAR(found, NOW, lang))
    assert str(event["DESCRIPTION"]) == page_words("listing.end_assumed", lang)


def test_ids_stay_the_same_and_no_two_sessions_share_one() -> None:
    now, later = (
        [str(event["UID"]) for event in events(CALENDAR(EVENINGS, moment))] for moment in (NOW, NOW + timedelta(days=9))
    )
    assert now == later
    assert len(set(now)) == len(now)
    other = [str(event["UID"]) for event in events(CALENDAR(replace(EVENINGS, id="test:2"), NOW))]
    assert set(other) & set(now) == set()


def test_two_rows_at_one_time_are_one_event_that_says_how_to_join() -> None:
    found = meeting(sessions=(*sessions("TU 19:00-20:00"), *sessions("TU 19:00-20:00", mode=Mode.ONLINE)), online=WEB)
    (event,) = events(CALENDAR(found, NOW))
    assert "https://meet.example.org/a" in str(event["DESCRIPTION"])


def test_groups_of_one_name_at_one_time_are_one_event() -> None:
    both = program(tracks=(track("MO 18:00-21:00", name="evening"), track("MO,WE 18:00-21:00", name="evening")))
    assert [span.day for span in spans_of(both)] == [0, 2]


def test_the_zone_is_described_for_programs_that_do_not_know_it() -> None:
    calendar = Calendar.from_ical(CALENDAR(EVENINGS, NOW) or b"")
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == DENVER
    assert {event["DTSTART"].params["TZID"] for event in calendar.walk("VEVENT")} == {DENVER}
    assert b"VALARM" not in calendar.to_ical()


def test_a_meeting_over_midnight_ends_on_the_next_day() -> None:
    (event,) = events(CALENDAR(meeting("SU 23:30-00:30"), NOW))
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    assert (start.strftime("%a %H:%M"), end.strftime("%a %H:%M")) == ("Sun 23:30", "Mon 00:30")


@given(
    spans=st.lists(st.builds(Span, st.integers(0, WEEK_MIN - 1), st.integers(1, DAY_MIN)), min_size=1, max_size=4),
    zone=st.sampled_from(ZONES),
    days=st.integers(0, 400),
)
def test_any_sessions_come_back_on_the_clocks_of_their_place(spans: list[Span], zone: str, days: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
    found = meeting(sessions=tuple(map(Session, spans)), location=location(time_zone=zone))
    made = events(CALENDAR(found, now))
    assert [span_of(event) for event in made] == list(dict.fromkeys(spans))
    for event in made:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert start.tzinfo.key == zone
        assert end.astimezone(UTC) > now
        assert start.astimezone(UTC) < now + timedelta(days=15)
        # The same clocks half a year on, on the other side of a change.
        later = start + timedelta(weeks=26)
        monday = (later - timedelta(days=later.weekday())).date()
        wanted, _end = occurrence(span_of(event), zone, monday)
        assert later.astimezone(ZoneInfo("UTC")) == wanted.astimezone(ZoneInfo("UTC"))
