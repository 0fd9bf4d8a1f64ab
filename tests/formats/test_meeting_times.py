from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.listing import Mode
from referral.domain.week import Day
from referral.formats.meeting_times import (
    is_blank,
    length_between,
    make_sessions,
    monthly_rule,
    read_clock,
    read_days,
    read_duration,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (0, "SU"),
        (1, "MO"),
        (6, "SA"),
        ("0", "SU"),
        (" 3 ", "WE"),
        (2.0, "TU"),
        ("Sunday", "SU"),
        ("thurs", "TH"),
        ("Tues.", "TU"),
        ("Mondays", "MO"),
        ("sa", "SA"),
        ([5, 0, 5], "FR SU"),
        (["0", "Wednesday"], "WE SU"),
        ("Monday, Wednesday,5", "MO WE FR"),
        ([0, 1, 2, 3, 4, 5, 6], "MO TU WE TH FR SA SU"),
    ],
)
def test_days_are_read(value: object, days: str) -> None:
    assert read_days(value) == tuple(Day[name] for name in days.split())


@pytest.mark.parametrize(
    "value",
    [
        7,
        -1,
        "7",
        "",
        None,
        [],
        True,
        1.5,
        "someday",
        "s",
        "t",
        "1-5",
        [1, 9],
        [1, None],
        {},
        "१",
        "Monday and",
        10**400,
    ],
)
def test_days_that_are_unreadable(value: object) -> None:
    assert read_days(value) is None


def test_days_of_bmlt_begin_with_one() -> None:
    assert [read_days(str(number), sunday=1) for number in range(9)] == [
        None,
        (Day.SU,),
        (Day.MO,),
        (Day.TU,),
        (Day.WE,),
        (Day.TH,),
        (Day.FR,),
        (Day.SA,),
        None,
    ]


@pytest.mark.parametrize(
    ("value", "clock"),
    [
        ("19:30", "19:30"),
        ("7:05", "07:05"),
        ("19:30:00", "19:30"),
        ("7:00 PM", "19:00"),
        ("7:00PM", "19:00"),
        ("7pm", "19:00"),
        ("7 p.m.", "19:00"),
        ("11:00 AM", "11:00"),
        ("12:00 AM", "00:00"),
        ("12:30 pm", "12:30"),
        ("noon", "12:00"),
        ("12 Noon", "12:00"),
        ("Midnight", "00:00"),
        ("00:00", "00:00"),
        ("24:00", "00:00"),
    ],
)
def test_times_are_read(value: str, clock: str) -> None:
    hours, minutes = clock.split(":")
    assert read_clock(value) == int(hours) * 60 + int(minutes)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        None,
        1930,
        7,
        19.5,
        True,
        "7",
        "19",
        "24:01",
        "25:00",
        "19:60",
        "13:00 PM",
        "0:30 am",
        "soon",
        "7:00 xm",
        [],
        "19h30",
    ],
)
def test_times_that_are_unreadable(value: object) -> None:
    assert read_clock(value) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_reads_the_same_in_both_notations(hour: int, minute: int) -> None:
    moment = datetime(2026, 11, 23, hour, minute)  # noqa: DTZ001 - a wall-clock reading
    expected = hour * 60 + minute
    assert read_clock(moment.strftime("%H:%M")) == expected
    assert read_clock(moment.strftime("%I:%M %p")) == expected


@given(json_values)
def test_no_value_raises(value: object) -> None:
    days, time, duration = read_days(value), read_clock(value), read_duration(value)
    assert days is None or set(days) <= set(Day)
    assert time is None or 0 <= time < 1440
    assert duration is None or 1 <= duration <= 1440
    assert not (is_blank(value) and (days or time is not None))


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("01:30:00", 90),
        ("24:00:00", 1440),
        ("1:15", 75),
        ("00:00:00", None),
        ("", None),
        ("24:01:00", None),
        (90, None),
        ("x", None),
    ],
)
def test_durations_are_read(value: object, minutes: int | None) -> None:
    assert read_duration(value) == minutes


@pytest.mark.parametrize(
    ("start", "end", "minutes"), [(1140, 1200, 60), (1380, 0, 60), (1380, 30, 90), (600, 600, 1440), (600, 540, 1380)]
)
def test_end_at_or_before_the_start_is_on_the_next_day(start: int, end: int, minutes: int) -> None:
    assert length_between(start, end) == minutes


def test_sessions_past_sunday_midnight_and_without_an_end() -> None:
    late, assumed = (
        make_sessions([Day.SU], 23 * 60, length, mode=Mode.ONLINE, name="Late", outside_id="late", notes="back door")[0]
        for length in (90, None)
    )
    assert (late.span.day, late.span.start_clock, late.span.end_clock, late.end_assumed) == (
        Day.SU,
        "23:00",
        "00:30",
        False,
    )
    assert (assumed.span.length_min, assumed.end_assumed) == (60, True)
    assert (assumed.mode, assumed.outside_id, assumed.notes, assumed.rrule) == (Mode.ONLINE, "late", "back door", None)


@pytest.mark.parametrize(
    ("name", "day", "rule"),
    [
        ("Happy, Joyous, Free 2nd & 4th Fridays Only", Day.FR, "FREQ=MONTHLY;BYDAY=2FR,4FR"),
        ('Cabin "First Saturday Monthly Meeting"', Day.SA, "FREQ=MONTHLY;BYDAY=1SA"),
        ("LAST SUNDAY BREAKFAST", Day.SU, "FREQ=MONTHLY;BYDAY=-1SU"),
        ("Third Saturday-Through an Open Mind", Day.SA, "FREQ=MONTHLY;BYDAY=3SA"),
        ("1st and 3rd Monday", Day.MO, "FREQ=MONTHLY;BYDAY=1MO,3MO"),
        ("First Saturday Breakfast", Day.SU, None),
        ("Monthly Business Meeting District 19", Day.SU, "FREQ=MONTHLY"),
        ("Living Clean (No Mtg On The 1st Wednesday of month!)", Day.WE, None),
        ("Closed on 3rd Saturday every month", Day.SA, None),
        ("Third Tradition: Monday Miracles", Day.MO, None),
        ("First Things First", Day.MO, None),
        ("Wake Up on 3rd St.", Day.TH, None),
    ],
)
def test_names_that_say_a_meeting_is_not_weekly(name: str, day: Day, rule: str | None) -> None:
    assert monthly_rule(name, day) == rule
