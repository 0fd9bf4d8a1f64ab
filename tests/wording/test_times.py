from datetime import date

import pytest

from referral.domain.listing import Hours, Session, Track
from referral.domain.week import Day, Span, parse_windows
from referral.wording.times import (
    clock_words,
    date_words,
    day_name,
    days_words,
    hours_lines,
    length_words,
    listing_times,
    month_words,
    session_lines,
    span_words,
    weekday_words,
    weekly_words,
    zone_words,
)
from tests.factories import listing

DAY = 1440


@pytest.mark.parametrize(
    ("minute", "english", "spanish"),
    [
        (0, "12:00 am", "12:00 a. m."),
        (59, "12:59 am", "12:59 a. m."),
        (60, "1:00 am", "1:00 a. m."),
        (11 * 60 + 59, "11:59 am", "11:59 a. m."),
        (12 * 60, "12:00 pm", "12:00 p. m."),
        (13 * 60 + 5, "1:05 pm", "1:05 p. m."),
        (23 * 60 + 59, "11:59 pm", "11:59 p. m."),
        (DAY + 18 * 60, "6:00 pm", "6:00 p. m."),
    ],
)
def test_clock_words(minute: int, english: str, spanish: str) -> None:
    assert (clock_words(minute), clock_words(minute, "es")) == (english, spanish)


@pytest.mark.parametrize(
    ("start", "length", "words"),
    [
        (18 * 60, 180, "6:00 pm to 9:00 pm"),
        (23 * 60, 120, "11:00 pm to 1:00 am"),
        (3 * DAY, DAY, "24 hours"),
        (3 * DAY + 60, DAY, "1:00 am to 1:00 am"),
    ],
)
def test_span_words(start: int, length: int, words: str) -> None:
    assert span_words(Span(start, length)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("MO", "Mon"),
        ("MO TU", "Mon, Tue"),
        ("MO TU WE", "Mon to Wed"),
        ("SA MO WE TU", "Mon to Wed, Sat"),
        ("SU SA", "Sat, Sun"),
        ("MO TU WE TH FR SA SU", "Mon to Sun"),
        ("", ""),
    ],
)
def test_days_words(days: str, words: str) -> None:
    assert days_words(Day[name] for name in days.split()) == words


def test_days_have_long_and_spanish_names() -> None:
    assert [day_name(Day.WE), day_name(Day.WE, long=True), day_name(Day.WE, "es", long=True)] == [
        "Wed",
        "Wednesday",
        "miércoles",
    ]


def spans(text: str) -> tuple[Span, ...]:
    return tuple(parse_windows(text, "test"))


def test_equal_times_are_said_once_in_order_of_their_first_day() -> None:
    week = (*spans("TH,MO 18:00-21:00"), *spans("TU 09:00-12:00"))
    assert weekly_words(week) == ("Mon, Thu 6:00 pm to 9:00 pm", "Tue 9:00 am to 12:00 pm")
    assert weekly_words(week, "es") == ("lun, jue 6:00 p. m. a 9:00 p. m.", "mar 9:00 a. m. a 12:00 p. m.")
    assert weekly_words(()) == ()


def test_sessions_and_hours_that_are_not_weekly_are_left_out() -> None:
    (span,) = spans("SU 10:00-11:00")
    assert session_lines([Session(span, rrule="FREQ=MONTHLY;BYDAY=1SU")]) == ()
    assert hours_lines([Hours(span), Hours(span, rrule="FREQ=MONTHLY;BYDAY=1SU")]) == ("Sun 10:00 am to 11:00 am",)


def test_a_listing_says_each_track_apart_and_hours_only_without_sessions() -> None:
    evening = Track("evening", tuple(Session(span) for span in spans("MO,WE 18:00-21:00")))
    plain = Track(None, tuple(Session(span) for span in spans("SA 09:00-12:00")))
    hours = tuple(Hours(span) for span in spans("MO-FR 08:00-17:00"))
    both = listing(kind="program", tracks=(evening, plain), hours=hours)
    assert listing_times(both) == ("Group evening: Mon, Wed 6:00 pm to 9:00 pm", "Sat 9:00 am to 12:00 pm")
    assert listing_times(listing(kind="program", hours=hours)) == ("Mon to Fri 8:00 am to 5:00 pm",)
    assert listing_times(listing(kind="program")) == ()


def test_dates_and_months() -> None:
    assert date_words(date(2026, 11, 3)) == "November 3, 2026"
    assert date_words(date(2026, 11, 3), "es") == "3 de noviembre de 2026"
    assert (month_words(date(2026, 11, 3)), month_words(date(2026, 11, 3), "es")) == (
        "November 2026",
        "noviembre de 2026",
    )


@pytest.mark.parametrize(
    ("zone", "en", "es"),
    [
        ("America/Los_Angeles", "Pacific time", "hora del Pacífico"),
        ("America/Boise", "Boise time", "hora de Boise"),
        ("America/Indiana/Tell_City", "Tell City time", "hora de Tell City"),
    ],
)
def test_zone_is_called_what_people_call_it(zone: str, en: str, es: str) -> None:
    assert (zone_words(zone), zone_words(zone, "es")) == (en, es)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (40, "40 min"), (60, "1 h"), (231, "3 h 51 min"), (1500, "25 h")]
)
def test_a_length_is_hours_and_minutes(minutes: int, words: str) -> None:
    assert length_words(minutes) == words


def test_a_day_has_its_weekday() -> None:
    assert weekday_words(date(2026, 11, 24)) == "Tuesday, November 24"
    assert weekday_words(date(2026, 11, 24), "es") == "martes 24 de noviembre"
