"""One cell of opening hours a day, as people write them."""

import csv
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.week import Day, Span
from referral.formats.opening_hours import (
    BAD_HOURS,
    HOURS_PLACEHOLDER,
    HOURS_TYPO,
    OpenWeek,
    Window,
    is_round_the_clock,
    is_wrapping_typo,
    open_week,
    read_day,
)


def span(day: str, start: str, end: str) -> Span:
    return Span.at(Day[day], start, end)


def week(**cells: str) -> dict[Day, str]:
    return {Day[name]: text for name, text in cells.items()}


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("9:00AM - 5:00PM", ["09:00-17:00"]),
        ("9am-5pm", ["09:00-17:00"]),
        ("9 a.m. – 5 p.m.", ["09:00-17:00"]),
        ("8a-5p", ["08:00-17:00"]),
        ("8.30am to 5.30pm", ["08:30-17:30"]),
        ("8AM-12PM; 1PM-5PM", ["08:00-12:00", "13:00-17:00"]),
        ("8:00am to 12:00pm and 1:00pm to 5:00pm", ["08:00-12:00", "13:00-17:00"]),
        ("9am-noon,\n1pm-5pm", ["09:00-12:00", "13:00-17:00"]),
        ("9am-noon\n1pm-5pm", ["09:00-12:00", "13:00-17:00"]),
        ("9:00 - 17:00", ["09:00-17:00"]),
        ("09:00:00 - 17:00:00", ["09:00-17:00"]),
        ("12:00-24:00", ["12:00-00:00"]),
        ("9-5pm", ["09:00-17:00"]),
        ("1-5pm", ["13:00-17:00"]),
        ("6:00-9:00pm", ["18:00-21:00"]),
        ("11:30-1pm", ["11:30-13:00"]),
        ("12-1pm", ["12:00-13:00"]),
        ("noon to midnight", ["12:00-00:00"]),
        ("10pm-6am", ["22:00-06:00"]),
        ("22:00-06:00", ["22:00-06:00"]),
        ("12:00AM - 12:00AM", ["00:00-00:00"]),
        ("5:00AM - 5:00AM", ["05:00-05:00"]),
        ("12:00AM - 11:30PM", ["00:00-23:30"]),
        ("5:00AM - 12:00AM", ["05:00-00:00"]),
        ("24 hours", ["00:00-00:00"]),
        ("Open 24/7", ["00:00-00:00"]),
        ("", []),
        ("Closed", []),
        ("-", []),
    ],
)
def test_day_reads_as_openings(text: str, openings: list[str]) -> None:
    spans = [span("MO", *opening.split("-")) for opening in openings]
    assert read_day(text) == tuple(Window(one.start_min, one.length_min) for one in spans)


@pytest.mark.parametrize(
    "text",
    [
        "9 - 5",
        "9:00 - 5:00",
        "9:00am - 5:00",
        "9pm-2",
        "8-12am",
        "13pm-2pm",
        "25:00-26:00",
        "9:75am-5pm",
        "0am-5pm",
        "by appointment",
        "8am",
        "8am-12pm, call first",
        "8AM-12PM; closed",
        "Mon 9am-5pm",
        ";",
    ],
)
def test_day_of_two_readings_or_none_is_not_read(text: str) -> None:
    assert read_day(text) is None


def test_day_reads_every_cell_of_ladders(shared_data: Path) -> None:
    with (shared_data / "treatment/co_ownpath_ladders_2023.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = {row[column] for row in csv.DictReader(file) for column in row if column.startswith("HoursofOperation")}
    assert len(cells) == 198
    for cell in cells - {""}:
        start, end = (datetime.strptime(part, "%I:%M%p") for part in cell.split(" - "))  # noqa: DTZ007  clock times
        minutes = int((end - start).total_seconds()) // 60
        length = minutes if minutes > 0 else minutes + 24 * 60
        assert read_day(cell) == (Window(start.hour * 60 + start.minute, length),), cell


@given(st.integers(0, 1439), st.integers(1, 1440), st.sampled_from(["%I:%M%p", "%I:%M %p", "%H:%M"]))
def test_day_reads_what_was_written(start: int, length: int, clock: str) -> None:
    end = (start + length) % 1440
    written = [datetime(2026, 1, 1, at // 60, at % 60).strftime(clock) for at in (start, end)]  # noqa: DTZ001
    is_two_faced = clock == "%H:%M" and end <= start and 60 <= start < 780 and 60 <= end < 780
    expected = None if is_two_faced else (Window(start, length),)
    assert read_day(" - ".join(written)) == expected


@given(st.text(alphabet="0129:apmAPM -–;,/&tonuil\n", max_size=30))
def test_day_of_any_text_is_windows_or_unread(text: str) -> None:
    for window in read_day(text) or ():
        assert 0 <= window.start_min < 1440
        assert 1 <= window.length_min <= 1440


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12AM-12AM", True),
        ("5AM-5AM", True),
        ("12AM-11:30PM", True),
        ("8AM-7AM", True),
        ("12AM-12PM; 12PM-11PM", True),
        ("12AM-10:59PM", False),
        ("5AM-12AM", False),
        ("8AM-8PM; 8AM-8PM", False),
    ],
)
def test_round_the_clock_is_23_hours_in_any_form(text: str, expected: bool) -> None:
    windows = read_day(text)
    assert windows
    assert is_round_the_clock(windows) is expected


@pytest.mark.parametrize(
    ("text", "sibling", "expected"),
    [
        ("9AM-5AM", "9AM-5PM", True),
        ("8PM-4:30PM", "8AM-4:30PM", True),
        ("8PM-6AM", "9AM-5PM", False),  # a night of ten hours
        ("5AM-12AM", "9AM-5PM", False),  # ends at midnight, does not pass it
        ("9AM-5AM", "9AM-5AM", False),  # nothing ordinary beside it
        ("9AM-5AM", "12AM-12AM", False),
    ],
)
def test_wrapping_typo_needs_an_ordinary_sibling(text: str, sibling: str, expected: bool) -> None:
    windows, other = read_day(text), read_day(sibling)
    assert windows
    assert other
    assert is_wrapping_typo(windows, [other]) is expected


def test_week_keeps_the_days_around_a_typo() -> None:
    cells = week(MO="9:00AM - 5:00AM", TU="9:00AM - 5:00PM", WE="", TH="ask us")
    assert open_week(cells) == OpenWeek((span("TU", "09:00", "17:00"),), (BAD_HOURS, HOURS_TYPO))


def test_week_of_blank_days_states_nothing() -> None:
    assert open_week(week(MO="", TU="closed")) == OpenWeek()


def test_week_round_the_clock_is_believed_unless_it_is_the_source_s_default() -> None:
    cells = week(FR="9am-5pm", SA="24 hours", SU="12AM - 12AM")
    whole = (span("SA", "00:00", "00:00"), span("SU", "00:00", "00:00"))
    assert open_week(cells) == OpenWeek((span("FR", "09:00", "17:00"), *whole))
    assert open_week(cells, whole_days_are_default=True) == OpenWeek((), (HOURS_PLACEHOLDER,))


def test_week_round_the_clock_is_24_hours_where_people_stay() -> None:
    cells = week(MO="5AM - 5AM", TU="12AM - 11:30PM", WE="12AM-12PM")
    kept = (span("MO", "00:00", "00:00"), span("TU", "00:00", "00:00"), span("WE", "00:00", "12:00"))
    assert open_week(cells, whole_days_are_default=True, lives_in=True) == OpenWeek(kept)


def test_week_with_one_default_day_loses_that_day_only() -> None:
    cells = week(MO="8AM-8PM", TU="8AM-8AM", WE="8AM-8PM")
    kept = (span("MO", "08:00", "20:00"), span("WE", "08:00", "20:00"))
    assert open_week(cells, whole_days_are_default=True) == OpenWeek(kept, (HOURS_TYPO,))
    assert open_week(cells, whole_days_are_default=True, lives_in=True) == OpenWeek(kept, (HOURS_TYPO,))


def test_week_of_long_nights_alone_is_believed() -> None:
    cells = week(FR="6AM-2AM", SA="6AM-2AM")
    assert open_week(cells).warnings == ()
    assert len(open_week(cells).spans) == 2
