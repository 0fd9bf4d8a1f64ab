"""Schedules of HSDS: RRULE fields and the words of exports, as hours of the week."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.listing import Hours
from referral.domain.week import Day, Span
from referral.formats.hsds_days import DayNames, read_day_names
from referral.formats.hsds_schedule import Times, read_schedules
from referral.formats.hsds_times import closed_within, read_clock

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR"]
ALL_DAYS = [*WEEKDAYS, "SA", "SU"]


def hours(*schedules: Mapping[str, object], as_of: date | None = None) -> list[str]:
    """ "MO 09:00-17:00", with the rule behind it when there is one."""
    return [shown(each) for each in read_schedules(schedules, as_of).hours]


def shown(each: Hours) -> str:
    text = f"{each.span.day.name} {each.span.start_clock}-{each.span.end_clock}"
    return f"{text} {each.rrule}" if each.rrule else text


def daily(days: list[str], times: str) -> list[str]:
    return [f"{day} {times}" for day in days]


@pytest.mark.parametrize(
    "text, days",
    [
        ("Monday", "MO"),
        ("Thursdays", "TH"),
        ("MO,TU", "MO TU"),
        ("monday", "MO"),
        ("Friday,Saturday", "FR SA"),
        ("Monday-Friday", "MO TU WE TH FR"),
        ("Monday – Friday", "MO TU WE TH FR"),
        ("Monday through Wednesday", "MO TU WE"),
        ("Mon - Tue & Thur - Fri", "MO TU TH FR"),
        ("Mon, Wed-Fri", "MO WE TH FR"),
        ("Monday, Wednesday, and Friday", "MO WE FR"),
        ("Tuesday and Thursday", "TU TH"),
        ("Sunday - Saturday", "MO TU WE TH FR SA SU"),
        ("Sunday - Monday", "MO SU"),
        ("Friday-Monday", "MO FR SA SU"),
        ("Wendesday", "WE"),
        ("weekdays", "MO TU WE TH FR"),
        ("Daily", "MO TU WE TH FR SA SU"),
    ],
)
def test_day_names_of_every_week(text: str, days: str) -> None:
    names = read_day_names(text)
    assert names is not None
    assert (" ".join(day.name for day in names.weekly), names.monthly, names.every_weeks) == (days, (), 1)


@pytest.mark.parametrize(
    "text, monthly",
    [
        ("Second Saturday", ((Day.SA, (2,)),)),
        ("2nd & 4th Saturday", ((Day.SA, (2, 4)),)),
        ("2nd and 4th Saturdays of every month", ((Day.SA, (2, 4)),)),
        ("First, second, and fourth Tuesday of the month", ((Day.TU, (1, 2, 4)),)),
        ("Last Thursday of each month", ((Day.TH, (-1,)),)),
        ("2MO,-1FR", ((Day.MO, (2,)), (Day.FR, (-1,)))),
        ("+1SU", ((Day.SU, (1,)),)),
    ],
)
def test_day_names_of_the_month(text: str, monthly: tuple[object, ...]) -> None:
    names = read_day_names(text)
    assert names is not None
    assert (names.weekly, names.monthly) == ((), monthly)


@pytest.mark.parametrize(
    "text",
    [
        "Varies based on offered programming",
        "November 1 - March 31",
        "9:00AM",
        "XX",
        "9MO",
        "0MO",
        "-6FR",
        "first",
        "",
        ",",
    ],
)
def test_day_names_that_are_none(text: str) -> None:
    assert read_day_names(text) is None


def test_day_names_keep_what_stands_in_brackets() -> None:
    assert read_day_names("Wed-Thur (Closed 12-2pm)") == DayNames((Day.WE, Day.TH), aside="closed 12-2pm")


@given(st.sets(st.sampled_from(list(Day)), min_size=1))
def test_day_names_read_what_rules_write(days: set[Day]) -> None:
    names = read_day_names(",".join(day.name for day in days))
    assert names == DayNames(tuple(sorted(days)))


@pytest.mark.parametrize(
    "text, minute, offset",
    [
        ("8:30AM", 510, None),
        ("9:00am", 540, None),
        ("12:00AM", 0, None),
        ("12:30 p.m.", 750, None),
        ("7pm", 1140, None),
        ("08:30", 510, None),
        ("10:00:00", 600, None),
        ("24:00", 1440, None),
        ("noon", 720, None),
        ("16:00Z", 960, 0),
        ("09:00-07:00", 540, -420),
        ("09:00+0530", 540, 330),
    ],
)
def test_clock_is_read(text: str, minute: int, offset: int | None) -> None:
    clock = read_clock(text)
    assert clock is not None
    assert (clock.minute, clock.offset_min) == (minute, offset)


@pytest.mark.parametrize("text", ["750", "9", "99:99", "25:00", "13:00pm", "0am", "By appointment", "Nights", ""])
def test_clock_that_is_none(text: str) -> None:
    assert read_clock(text) is None


@pytest.mark.parametrize(
    "text, pause",
    [
        ("closed 12-2pm", (720, 840)),
        ("Closed 1-2pm", (780, 840)),
        ("Closes daily noon to 1pm", (720, 780)),
        ("closed 11am-1pm", (660, 780)),
        ("by appointment", None),
    ],
)
def test_a_break_in_brackets(text: str, pause: tuple[int, int] | None) -> None:
    assert closed_within(text) == pause


def test_weekly_rule_gives_hours_on_each_day() -> None:
    schedule = {"freq": "WEEKLY", "byday": "MO,WE,FR", "opens_at": "09:00", "closes_at": "17:00"}
    assert hours(schedule) == daily(["MO", "WE", "FR"], "09:00-17:00")


def test_blank_frequency_with_days_is_weekly() -> None:
    assert hours({"byday": "TU", "opens_at": "18:30", "closes_at": "20:00"}) == ["TU 18:30-20:00"]


def test_two_schedules_of_one_day_stay_apart() -> None:
    morning = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}
    evening = {"freq": "WEEKLY", "byday": "MO", "opens_at": "17:00", "closes_at": "20:00"}
    assert hours(evening, morning) == ["MO 09:00-12:00", "MO 17:00-20:00"]


def test_touching_schedules_of_one_day_become_one() -> None:
    assert hours(
        {"byday": "MO", "opens_at": "09:00", "closes_at": "12:00"},
        {"byday": "MO", "opens_at": "12:00", "closes_at": "17:00"},
        {"byday": "MO", "opens_at": "16:00", "closes_at": "18:00"},
    ) == ["MO 09:00-18:00"]


def test_night_runs_into_the_next_day() -> None:
    assert hours({"byday": "SU", "opens_at": "19:00", "closes_at": "07:00"}) == ["SU 19:00-07:00"]


@pytest.mark.parametrize(
    "times",
    [
        {"opens_at": "00:00", "closes_at": "23:59"},
        {"opens_at": "00:00", "closes_at": "24:00"},
        {"opens_at": "12:00am", "closes_at": "12:00am"},
        {"dtstart": "24 Hours"},
    ],
)
def test_round_the_clock_is_a_day_for_each_day(times: dict[str, object]) -> None:
    assert hours({"weekday": "Monday-Sunday", **times}) == daily(ALL_DAYS, "00:00-00:00")


def test_all_days_and_hours_in_one_word() -> None:
    assert hours({"weekday": "24-7"}) == daily(ALL_DAYS, "00:00-00:00")


@pytest.mark.parametrize(
    "schedule, expected",
    [
        ({"freq": "MONTHLY", "byday": "2MO"}, ["MO 10:00-12:00 FREQ=MONTHLY;BYDAY=2MO"]),
        (
            {"freq": "MONTHLY", "byday": "1TU,3TU,-1FR"},
            ["TU 10:00-12:00 FREQ=MONTHLY;BYDAY=1TU,3TU", "FR 10:00-12:00 FREQ=MONTHLY;BYDAY=-1FR"],
        ),
        ({"freq": "MONTHLY", "byday": "MO"}, ["MO 10:00-12:00 FREQ=MONTHLY;BYDAY=MO"]),
        ({"freq": "WEEKLY", "byday": "2MO"}, ["MO 10:00-12:00 FREQ=MONTHLY;BYDAY=2MO"]),
        ({"weekday": "2nd & 4th Saturday"}, ["SA 10:00-12:00 FREQ=MONTHLY;BYDAY=2SA,4SA"]),
        ({"freq": "WEEKLY", "interval": 2, "byday": "TH"}, ["TH 10:00-12:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"]),
        ({"weekday": "Every other Tuesday"}, ["TU 10:00-12:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"]),
        ({"freq": "MONTHLY", "interval": 3, "byday": "1SU"}, ["SU 10:00-12:00 FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU"]),
        ({"freq": "WEEKLY", "count": 6, "byday": "TH"}, ["TH 10:00-12:00 FREQ=WEEKLY;COUNT=6;BYDAY=TH"]),
        ({"freq": "MONTHLY", "bymonthday": "15"}, ["MO 10:00-12:00 FREQ=MONTHLY;BYMONTHDAY=15"]),
        ({"dtstart": "2026-12-24"}, ["TH 10:00-12:00 FREQ=WEEKLY;COUNT=1;BYDAY=TH"]),
    ],
)
def test_what_is_not_weekly_keeps_its_rule(schedule: dict[str, object], expected: list[str]) -> None:
    assert hours({**schedule, "opens_at": "10:00", "closes_at": "12:00"}) == expected


def test_weekly_rule_without_days_is_on_the_day_it_starts() -> None:
    schedule = {"freq": "WEEKLY", "dtstart": "2026-11-25", "opens_at": "10:00", "closes_at": "12:00"}
    assert hours(schedule) == ["WE 10:00-12:00"]


def test_weekly_beside_monthly_is_weekly_and_monthly() -> None:
    assert hours(
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"},
        {"freq": "MONTHLY", "byday": "1MO", "opens_at": "09:00", "closes_at": "17:00"},
    ) == ["MO 09:00-12:00", "MO 09:00-17:00 FREQ=MONTHLY;BYDAY=1MO"]


def test_times_in_the_columns_of_dates_are_read() -> None:
    assert hours({"weekday": "Monday - Friday", "dtstart": "8:30AM", "until": "5:30PM"}) == daily(
        WEEKDAYS, "08:30-17:30"
    )


def test_times_in_the_columns_of_dates_win_over_numbers() -> None:
    schedule = {"weekday": "Saturday", "dtstart": "12:30PM", "until": "2:15PM", "opens_at": "750", "closes_at": "855"}
    assert hours(schedule) == ["SA 12:30-14:15"]


def test_columns_shifted_by_one_take_the_days_from_the_name() -> None:
    schedule = {"name": "Main Office - Monday, Tuesday", "weekday": "9:00AM", "dtstart": "5:00PM"}
    assert hours(schedule) == daily(["MO", "TU"], "09:00-17:00")


def test_a_break_in_brackets_is_cut_out() -> None:
    schedule = {"weekday": "Wed-Thur (Closed 12-2pm)", "dtstart": "9:30AM", "until": "7:00PM"}
    assert hours(schedule) == ["WE 09:30-12:00", "WE 14:00-19:00", "TH 09:30-12:00", "TH 14:00-19:00"]


@pytest.mark.parametrize(
    "schedule, remark",
    [
        ({"weekday": "Saturday", "dtstart": "By appointment"}, "Saturday: By appointment"),
        ({"weekday": "Saturday", "dtstart": "9:00AM"}, "Saturday: 9:00AM"),
        (
            {"weekday": "Nov 1 - March 31", "dtstart": "Nights", "until": "Mornings"},
            "Nov 1 - March 31: Nights - Mornings",
        ),
        ({"weekday": "Varies by season"}, "Varies by season"),
        ({"byday": "XX,9MO", "opens_at": "09:00", "closes_at": "17:00"}, "XX,9MO: 09:00 - 17:00"),
        ({"byday": "MO", "opens_at": "99:99", "closes_at": "17:00"}, "MO: 99:99 - 17:00"),
        ({"opens_at": "09:00", "closes_at": "17:00"}, "09:00 - 17:00"),
    ],
)
def test_what_names_no_hours_is_kept_as_a_remark(schedule: dict[str, object], remark: str) -> None:
    assert read_schedules([schedule]) == Times(remarks=(remark,), warnings=("hours_unread",))


def test_equal_times_on_some_days_are_a_slip() -> None:
    assert read_schedules([{"byday": "MO,TU", "opens_at": "4:30pm", "closes_at": "4:30pm"}]) == Times(
        warnings=("hours_typo",)
    )


def test_equal_times_on_all_days_are_round_the_clock() -> None:
    assert hours({"byday": ",".join(ALL_DAYS), "opens_at": "08:00", "closes_at": "08:00"}) == daily(
        ALL_DAYS, "00:00-00:00"
    )


def test_impossibly_long_night_is_a_slip() -> None:
    times = read_schedules([{"byday": "MO", "opens_at": "8:00pm", "closes_at": "4:30pm"}])
    assert times == Times(remarks=("MO: 8:00pm - 4:30pm",), warnings=("hours_typo",))


def test_empty_rows_say_nothing() -> None:
    assert read_schedules([{"byday": "monday"}, {"id": "7"}, {"weekday": "", "dtstart": ""}]) == Times()


def test_texts_of_schedules_are_remarks() -> None:
    schedule = {"byday": "MO", "opens_at": "09:00", "closes_at": "10:00", "description": "Not on holidays."}
    assert read_schedules([schedule]).remarks == ("Not on holidays.",)


@pytest.mark.parametrize(
    "opens, closes, timezone, expected, warnings",
    [
        ("16:00Z", "23:00Z", -7, "MO 09:00-16:00", ()),
        ("16:00Z", "23:00Z", "-7", "MO 09:00-16:00", ()),
        ("09:00-07:00", "17:00-07:00", -7, "MO 09:00-17:00", ()),
        ("09:00-07:00", "17:00-07:00", None, "MO 09:00-17:00", ()),
        ("09:00", "17:00", -5, "MO 09:00-17:00", ()),
        ("09:00Z", "17:00Z", None, "MO 09:00-17:00", ("hours_utc",)),
    ],
)
def test_times_with_an_offset_are_local(
    opens: str, closes: str, timezone: object, expected: str, warnings: tuple[str, ...]
) -> None:
    schedule = {"freq": "WEEKLY", "byday": "MO", "opens_at": opens, "closes_at": closes, "timezone": timezone}
    times = read_schedules([schedule])
    assert ([shown(each) for each in times.hours], times.warnings) == ([expected], warnings)


REGULAR = {"byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}
HOLIDAY = {
    "byday": "MO",
    "opens_at": "10:00",
    "closes_at": "20:00",
    "valid_from": "2026-12-21",
    "valid_to": "2026-12-27",
}


def test_dated_schedules_beside_regular_ones_are_left_out() -> None:
    assert read_schedules([REGULAR, HOLIDAY]) == Times((Hours(Span(540, 480)),), (), ("hours_ended",))


def test_schedules_over_by_the_day_of_confirmation_are_left_out() -> None:
    assert hours(HOLIDAY, as_of=date(2027, 1, 2)) == []
    assert hours(HOLIDAY, as_of=date(2026, 12, 22)) == ["MO 10:00-20:00"]


def test_of_several_seasons_the_last_one_counts() -> None:
    winter = {**REGULAR, "valid_from": "2026-01-01", "valid_to": "2026-03-07"}
    summer = {**REGULAR, "opens_at": "08:00", "valid_from": "2026-03-08", "valid_to": "2026-10-31"}
    assert hours(winter, summer) == ["MO 08:00-17:00"]


rows = st.lists(
    st.tuples(st.sampled_from(list(Day)), st.integers(0, 47), st.integers(1, 32)).map(
        lambda t: (t[0], t[1] * 30, t[2] * 30)
    ),
    max_size=12,
)


@given(rows)
def test_hours_hold_every_minute_stated_and_no_other(stated: list[tuple[Day, int, int]]) -> None:
    schedules = [
        {"byday": day.name, "opens_at": f"{start // 60:02}:{start % 60:02}", "closes_at": clock_at(start + length)}
        for day, start, length in stated
    ]
    found = [each.span for each in read_schedules(schedules).hours]
    expected = {(day * 1440 + start + n) % 10080 for day, start, length in stated for n in range(length)}
    minutes = [(span.start_min + n) % 10080 for span in found for n in range(span.length_min)]
    assert sorted(minutes) == sorted(expected)  # sorted lists: no minute stands in two openings
    assert all(span.length_min <= 1440 for span in found)


def clock_at(minute: int) -> str:
    return f"{minute % 1440 // 60:02}:{minute % 60:02}"


@given(
    st.sampled_from(["2MO", "-1FR", "1TU,3TU", "MO", "5SU"]),
    st.integers(1, 4),
    st.lists(st.sampled_from(ALL_DAYS), max_size=3),
)
def test_monthly_is_never_weekly(byday: str, interval: int, weekly: list[str]) -> None:
    monthly = {"freq": "MONTHLY", "byday": byday, "interval": interval, "opens_at": "13:00", "closes_at": "14:00"}
    others = [{"freq": "WEEKLY", "byday": day, "opens_at": "08:00", "closes_at": "09:00"} for day in weekly]
    found = read_schedules([monthly, *others]).hours
    assert {each.span.day.name for each in found if each.rrule is None} == set(weekly)
    assert all("FREQ=MONTHLY" in (each.rrule or "") for each in found if each.span.start_clock == "13:00")
