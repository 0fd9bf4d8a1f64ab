"""The week algebra, against a week written out as 10,080 booleans, and against the calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import BadInput
from referral.domain.week import (
    DAY_MIN,
    WEEK_MIN,
    Day,
    Span,
    WeekSet,
    clock,
    day_runs,
    next_occurrence,
    occurrence,
    offset_min,
    parse_clock,
    parse_days,
    parse_moment,
    parse_windows,
    week_minute,
)

DENVER = "America/Denver"

# Edges of days and of the week come often, so that laws are tried where they break.
EDGES = st.sampled_from([0, 1, DAY_MIN - 1, DAY_MIN, WEEK_MIN - DAY_MIN, WEEK_MIN - 60, WEEK_MIN - 1])
STARTS = st.one_of(EDGES, st.integers(0, WEEK_MIN - 1))
LENGTHS = st.one_of(st.sampled_from([1, 60, DAY_MIN, WEEK_MIN - 1, WEEK_MIN]), st.integers(1, 600))
SPANS = st.builds(Span, STARTS, LENGTHS)
SETS = st.builds(WeekSet.of, st.lists(SPANS, max_size=6))
SHIFTS = st.integers(-2 * WEEK_MIN, 2 * WEEK_MIN)


def minutes_of_span(span: Span) -> set[int]:
    return {minute % WEEK_MIN for minute in range(span.start_min, span.start_min + span.length_min)}


def minutes_of(week: WeekSet) -> set[int]:
    """Written out from the pieces, which are plain numbers."""
    return {minute for start, end in week.pieces for minute in range(start, end)}


@given(st.lists(SPANS, max_size=6))
def test_weekset_of_spans_holds_their_minutes_in_normal_form(spans: list[Span]) -> None:
    week = WeekSet.of(spans)
    assert minutes_of(week) == set().union(*map(minutes_of_span, spans))
    assert all(0 <= start < end <= WEEK_MIN for start, end in week.pieces)
    assert all(end < start for (_, end), (start, _) in zip(week.pieces, week.pieces[1:], strict=False))


@given(SETS, SETS)
def test_weekset_operators_are_those_of_sets(a: WeekSet, b: WeekSet) -> None:
    every = set(range(WEEK_MIN))
    assert minutes_of(a | b) == minutes_of(a) | minutes_of(b)
    assert minutes_of(a & b) == minutes_of(a) & minutes_of(b)
    assert minutes_of(a - b) == minutes_of(a) - minutes_of(b)
    assert minutes_of(~a) == every - minutes_of(a)
    assert (a.minutes, bool(a)) == (len(minutes_of(a)), bool(minutes_of(a)))


@given(SETS, SETS, SETS)
def test_weekset_laws_hold_with_equality_of_values(a: WeekSet, b: WeekSet, c: WeekSet) -> None:
    assert ~~a == a
    assert ~(a | b) == ~a & ~b
    assert a & (b | c) == (a & b) | (a & c)
    assert a | ~a == WeekSet.whole()
    assert a & ~a == WeekSet()


@given(SETS, SPANS, st.integers(-WEEK_MIN, 2 * WEEK_MIN))
def test_weekset_contains_and_holds_are_about_every_minute(week: WeekSet, span: Span, minute: int) -> None:
    assert week.contains(span) == (minutes_of_span(span) <= minutes_of(week))
    assert week.holds(minute) == (minute % WEEK_MIN in minutes_of(week))


@given(SETS, SHIFTS)
def test_weekset_shift_moves_every_minute_and_back(week: WeekSet, by: int) -> None:
    moved = week.shift(by)
    assert minutes_of(moved) == {(minute + by) % WEEK_MIN for minute in minutes_of(week)}
    assert moved.shift(-by) == week


@given(SPANS, SHIFTS)
def test_span_shift_keeps_length_and_moves_around_the_week(span: Span, by: int) -> None:
    assert minutes_of_span(span.shift(by)) == {(minute + by) % WEEK_MIN for minute in minutes_of_span(span)}
    assert span.shift(by).length_min == span.length_min


@given(SETS)
def test_weekset_runs_are_the_longest_stretches_of_the_cyclic_week(week: WeekSet) -> None:
    held = minutes_of(week)
    runs = week.runs
    assert set().union(*map(minutes_of_span, runs)) == held
    assert [run.start_min for run in runs] == sorted(run.start_min for run in runs)
    for run in runs:
        if run.length_min < WEEK_MIN:
            assert (run.start_min - 1) % WEEK_MIN not in held
            assert run.end_min % WEEK_MIN not in held


def naive_longest(held: set[int], within: Span) -> int:
    flags = [minute % WEEK_MIN in held for minute in range(within.start_min, within.end_min)]
    return max((len(list(group)) for free, group in groupby(flags) if free), default=0)


@given(SETS, SPANS.filter(lambda span: span.length_min < WEEK_MIN))
def test_weekset_longest_min_counts_the_longest_stretch_in_a_span(week: WeekSet, within: Span) -> None:
    assert week.longest_min(within) == naive_longest(minutes_of(week), within)


@given(SETS, STARTS)
def test_weekset_longest_min_in_the_whole_week_runs_over_its_seam(week: WeekSet, start: int) -> None:
    assert week.longest_min(Span(start, WEEK_MIN)) == max((run.length_min for run in week.runs), default=0)


@pytest.mark.parametrize(
    ("day", "start", "end", "start_min", "length_min"),
    [
        (Day.MO, "00:00", "01:00", 0, 60),
        (Day.TU, "18:00", "19:30", 2520, 90),
        (Day.FR, "22:00", "02:00", 4 * DAY_MIN + 1320, 240),
        (Day.SU, "23:30", "00:30", 6 * DAY_MIN + 1410, 60),
        (Day.WE, "09:00", "09:00", 2 * DAY_MIN + 540, DAY_MIN),
        (Day.WE, "20:00", "24:00", 2 * DAY_MIN + 1200, 240),
        (Day.WE, "00:00", "24:00", 2 * DAY_MIN, DAY_MIN),
        (Day.WE, "24:00", "01:00", 2 * DAY_MIN, 60),
    ],
)
def test_span_at_reads_an_end_at_or_before_the_start_as_the_next_day(
    day: Day, start: str, end: str, start_min: int, length_min: int
) -> None:
    assert Span.at(day, start, end) == Span(start_min, length_min)


def test_span_says_its_day_and_clocks_across_sunday_midnight() -> None:
    span = Span.at(Day.SU, "23:30", "00:30")
    assert (span.day, span.start_clock, span.end_clock, span.end_min) == (Day.SU, "23:30", "00:30", WEEK_MIN + 30)


@pytest.mark.parametrize(("start", "length"), [(-1, 5), (WEEK_MIN, 5), (0, 0), (0, WEEK_MIN + 1)])
def test_span_outside_the_week_is_refused(start: int, length: int) -> None:
    with pytest.raises(ValueError, match="no span of a week"):
        Span(start, length)


@given(st.integers(0, DAY_MIN - 1))
def test_parse_clock_reads_what_clock_writes(minute: int) -> None:
    assert parse_clock(clock(minute)) == minute


@pytest.mark.parametrize(("text", "minutes"), [("00:00", 0), ("24:00", 0), ("9:05", 545), (" 23:59 ", 1439)])
def test_parse_clock_reads_hours_and_minutes(text: str, minutes: int) -> None:
    assert parse_clock(text) == minutes


@pytest.mark.parametrize("text", ["", "24:01", "25:00", "12:60", "12", "12:5", "-1:00", "12:00pm", "noon", "1:2:3"])
def test_parse_clock_refuses_other_text_and_names_the_field(text: str) -> None:
    with pytest.raises(BadInput, match="is not a time") as raised:
        parse_clock(text, "busy[0].start")
    assert raised.value.field == "busy[0].start"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("MO", [Day.MO]),
        ("mo-fr", [Day.MO, Day.TU, Day.WE, Day.TH, Day.FR]),
        ("FR-MO", [Day.MO, Day.FR, Day.SA, Day.SU]),
        ("SU,MO, WE", [Day.MO, Day.WE, Day.SU]),
        ("MO-WE,TU-TH", [Day.MO, Day.TU, Day.WE, Day.TH]),
        ("TU-TU", [Day.TU]),
    ],
)
def test_parse_days_reads_ranges_and_commas_in_week_order(text: str, days: list[Day]) -> None:
    assert list(parse_days(text)) == days


@pytest.mark.parametrize("text", ["", "MON", "MO-", "-FR", "MO-WE-FR", "MO,,FR", "daily", "0"])
def test_parse_days_refuses_other_text(text: str) -> None:
    with pytest.raises(BadInput, match="is not a day or a range of days"):
        parse_days(text)


@given(st.sets(st.sampled_from(Day), min_size=1))
def test_parse_days_reads_what_day_runs_writes(days: set[Day]) -> None:
    assert set(parse_days(day_runs(days))) == days


def test_parse_windows_makes_one_span_a_day() -> None:
    assert parse_windows("MO, WE 17:30-21:30") == (Span(1050, 240), Span(2 * DAY_MIN + 1050, 240))
    assert parse_windows("SU 22:00-02:00") == (Span(6 * DAY_MIN + 1320, 240),)
    assert parse_windows("SA 00:00-24:00") == (Span(5 * DAY_MIN, DAY_MIN),)


@pytest.mark.parametrize("text", ["", "MO", "17:30-21:30", "MO 17:30", "MO 17:30-", "XX 17:30-21:30", "MO 1730-2130"])
def test_parse_windows_refuses_other_text_and_names_the_field(text: str) -> None:
    with pytest.raises(BadInput) as raised:
        parse_windows(text)
    assert raised.value.field == "--free"


def test_parse_moment_is_a_minute_of_the_week() -> None:
    assert parse_moment("tu 18:15") == DAY_MIN + 18 * 60 + 15


@pytest.mark.parametrize("text", ["", "TU", "18:15", "TU 18:15 x", "TUE 18:15", "TU 1815"])
def test_parse_moment_refuses_other_text(text: str) -> None:
    with pytest.raises(BadInput):
        parse_moment(text)


def test_messages_show_at_most_forty_printable_signs_of_what_was_typed() -> None:
    with pytest.raises(BadInput) as raised:
        parse_clock("\x1b[31m" + "9" * 100)
    assert "\x1b" not in raised.value.message
    assert "9" * 41 not in raised.value.message


def at(text: str, zone: str = DENVER) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_week_minute_is_read_from_the_moments_own_clock() -> None:
    assert week_minute(at("2026-11-24T18:15")) == parse_moment("TU 18:15")


@pytest.mark.parametrize(
    ("zone", "other", "moment", "minutes"),
    [
        ("America/Phoenix", DENVER, "2026-07-01T12:00", -60),
        ("America/Phoenix", DENVER, "2026-12-01T12:00", 0),
        (DENVER, "America/Phoenix", "2026-07-01T12:00", 60),
        ("America/New_York", "America/Los_Angeles", "2026-07-01T12:00", 180),
        (DENVER, DENVER, "2026-07-01T12:00", 0),
        ("Asia/Kolkata", "UTC", "2026-07-01T12:00", 330),
    ],
)
def test_offset_min_is_that_of_the_moment(zone: str, other: str, moment: str, minutes: int) -> None:
    assert offset_min(zone, other, at(moment)) == minutes


# In 2026 the clocks of Denver go forward on Sunday 8 March and back on Sunday 1 November, both at 02:00.
@pytest.mark.parametrize(
    ("window", "now", "starts", "ends"),
    [
        ("TU 18:00-19:00", "2026-11-23T12:00", "2026-11-24T18:00-07:00", "2026-11-24T19:00-07:00"),
        ("TU 18:00-19:00", "2026-11-24T18:30", "2026-11-24T18:00-07:00", "2026-11-24T19:00-07:00"),
        ("TU 18:00-19:00", "2026-11-24T19:00", "2026-12-01T18:00-07:00", "2026-12-01T19:00-07:00"),
        ("SU 23:30-00:30", "2026-11-23T00:10", "2026-11-22T23:30-07:00", "2026-11-23T00:30-07:00"),
        ("SU 23:30-00:30", "2026-11-23T00:30", "2026-11-29T23:30-07:00", "2026-11-30T00:30-07:00"),
        ("SU 09:00-10:00", "2026-03-07T12:00", "2026-03-08T09:00-06:00", "2026-03-08T10:00-06:00"),
        ("SU 09:00-10:00", "2026-10-31T12:00", "2026-11-01T09:00-07:00", "2026-11-01T10:00-07:00"),
        ("SA 23:00-04:00", "2026-03-07T12:00", "2026-03-07T23:00-07:00", "2026-03-08T04:00-06:00"),
        ("SA 23:00-04:00", "2026-10-31T12:00", "2026-10-31T23:00-06:00", "2026-11-01T04:00-07:00"),
        ("SU 01:30-02:30", "2026-03-07T12:00", "2026-03-08T01:30-07:00", "2026-03-08T03:30-06:00"),
        ("SU 02:30-04:00", "2026-03-07T12:00", "2026-03-08T03:30-06:00", "2026-03-08T04:00-06:00"),
        # Readings that the change skips, or an end that would come before the moved start.
        ("SU 02:00-03:00", "2026-03-07T12:00", "2026-03-08T03:00-06:00", "2026-03-08T04:00-06:00"),
        ("SU 02:30-03:00", "2026-03-07T12:00", "2026-03-08T03:30-06:00", "2026-03-08T04:00-06:00"),
        # 01:30 comes twice; the first is meant.
        ("SU 01:30-02:30", "2026-10-31T12:00", "2026-11-01T01:30-06:00", "2026-11-01T02:30-07:00"),
    ],
)
def test_next_occurrence_follows_the_wall_clock(window: str, now: str, starts: str, ends: str) -> None:
    (span,) = parse_windows(window)
    first, last = next_occurrence(span, DENVER, at(now))
    assert (first.isoformat(timespec="minutes"), last.isoformat(timespec="minutes")) == (starts, ends)


def test_next_occurrence_knows_the_second_half_past_one_of_november() -> None:
    span = Span.at(Day.SU, "01:00", "01:45")
    second_0130 = datetime(2026, 11, 1, 8, 30, tzinfo=UTC).astimezone(ZoneInfo(DENVER))
    assert next_occurrence(span, DENVER, second_0130)[0].isoformat() == "2026-11-08T01:00:00-07:00"


def test_next_occurrence_of_the_whole_week_is_the_running_one() -> None:
    first, last = next_occurrence(Span(600, WEEK_MIN), DENVER, at("2026-11-23T09:00"))
    assert (first.isoformat(), last.isoformat()) == ("2026-11-16T10:00:00-07:00", "2026-11-23T10:00:00-07:00")


MOMENTS = st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(SPANS, st.sampled_from([DENVER, "America/Phoenix", "Pacific/Kiritimati", "UTC"]), MOMENTS)
def test_next_occurrence_is_the_first_that_has_not_ended(span: Span, zone: str, now: datetime) -> None:
    start, end = next_occurrence(span, zone, now)
    assert end.timestamp() > now.timestamp()
    assert end.timestamp() > start.timestamp()
    local = now.astimezone(ZoneInfo(zone)).date()
    mondays = [local - timedelta(days=local.weekday() + 7 * weeks) for weeks in (3, 2, 1, 0, -1)]
    later = [pair for pair in (occurrence(span, zone, monday) for monday in mondays) if pair[1] > now]
    assert (start, end) == min(later)


def test_occurrence_is_in_the_week_of_its_monday() -> None:
    start, end = occurrence(Span.at(Day.WE, "09:00", "10:30"), DENVER, date(2026, 11, 23))
    assert [start.isoformat(), end.isoformat()] == ["2026-11-25T09:00:00-07:00", "2026-11-25T10:30:00-07:00"]
