"""HSDS schedules as hours of the week: RRULE fields of 2.x and 3.x, and the words that exports write into them.

Weekly hours are merged within the days. What is not weekly (a place in the month, every other week, a count) keeps its
rule in `Hours.rrule`, so that it is shown and never planned.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from referral.domain.listing import Hours
from referral.domain.week import DAY_MIN, Day, Span
from referral.formats.hsds_days import DayNames, read_day_names
from referral.formats.hsds_times import Clock, closed_within, read_clock, says_all_day
from referral.formats.meeting_rows import text_of
from referral.formats.week_hours import opening, weekly_hours

Schedule = Mapping[str, object]
"""One schedule with the field names of HSDS 3, and `weekday` of older exports."""

_LIMITS = ("count", "byweekno", "bymonthday", "byyearday")
"""Fields that make a rule other than every week."""


@dataclass(frozen=True, slots=True)
class Times:
    """When one can come.

    remarks: what was written and is no weekly hour, as written. warnings: `hours_unread` (a text that names no hours),
    `hours_typo` (times that cannot be), `hours_ended` (rows out of date, left out), `hours_utc` (times in Z without an
    offset of their place, taken as local).
    """

    hours: tuple[Hours, ...] = ()
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """The texts of one schedule that tell days and times."""

    days: str | None
    opens: str | None
    closes: str | None

    @property
    def as_written(self) -> str:
        times = " - ".join(part for part in (self.opens, self.closes) if part)
        return ": ".join(part for part in (self.days, times) if part)


def read_schedules(schedules: Sequence[Schedule], as_of: date | None = None) -> Times:
    """The hours of one service at one place.

    as_of: the day the source last confirmed the service; schedules over by then, or not begun, are left out. Beside
    schedules without an end, those with one are holidays and seasons, and left out too.
    """
    reader = _Reader()
    stated = [schedule for schedule in schedules if _says_something(schedule)]
    current = _current(stated, as_of)
    if len(current) < len(stated):
        reader.warnings.append("hours_ended")
    for schedule in current:
        reader.read(schedule)
    return reader.times()


class _Reader:
    """Collects what schedules say: spans of every week, hours by a rule, and openings of unknown length."""

    def __init__(self) -> None:
        self._weekly: list[Span] = []
        self._ruled: dict[Hours, None] = {}
        self._endless: dict[Day, int] = {}
        self._remarks: list[str] = []
        self.warnings: list[str] = []

    def read(self, schedule: Schedule) -> None:
        self._remarks += [text for key in ("description", "notes") if (text := text_of(schedule.get(key)))]
        row = _texts(schedule)
        names = _days(schedule, row)
        if row.opens is None and row.closes is None and not (names and names.always):
            if row.days and names is None:
                self._unread(row)
            return
        times = _times(row, names, schedule, self.warnings)
        if names is None or not times:
            self._unread(row)
            return
        for days, rule in _recurrences(names, schedule):
            for day in days:
                for opens, closes in times:
                    self._add(day, opens, closes, rule, row)

    def times(self) -> Times:
        # The same time as opening and closing is round the clock when it stands at all seven days, else a slip.
        if len(self._endless) == len(Day):
            self._weekly += [Span(day * DAY_MIN + opens, DAY_MIN) for day, opens in self._endless.items()]
        elif self._endless:
            self.warnings.append("hours_typo")
        hours = (*weekly_hours(self._weekly), *self._ruled)
        return Times(hours, tuple(dict.fromkeys(self._remarks)), tuple(dict.fromkeys(self.warnings)))

    def _add(self, day: Day, opens: int, closes: int, rule: str | None, row: _Row) -> None:
        span = opening(day, opens, closes)
        if span is None and opens % DAY_MIN == closes % DAY_MIN and rule is None:
            self._endless[day] = opens % DAY_MIN
        elif span is None:
            self.warnings.append("hours_typo")
            self._remarks.append(row.as_written)
        elif rule is None:
            self._weekly.append(span)
        else:
            self._ruled[Hours(span, rule)] = None

    def _unread(self, row: _Row) -> None:
        self.warnings.append("hours_unread")
        if row.as_written:
            self._remarks.append(row.as_written)


def _says_something(schedule: Schedule) -> bool:
    fields = ("opens_at", "closes_at", "dtstart", "until", "weekday", "description", "notes", "bymonthday", "freq")
    return any(text_of(schedule.get(field)) for field in fields)


def _current(schedules: Sequence[Schedule], as_of: date | None) -> list[Schedule]:
    live = [schedule for schedule in schedules if as_of is None or _holds_on(schedule, as_of)]
    endless = [schedule for schedule in live if _end(schedule) is None]
    if endless or not live:
        return endless
    last = max(end for schedule in live if (end := _end(schedule)) is not None)
    return [schedule for schedule in live if _end(schedule) == last]


def _holds_on(schedule: Schedule, day: date) -> bool:
    begins, end = _date(schedule.get("valid_from")), _end(schedule)
    return (begins is None or begins <= day) and (end is None or day <= end)


def _end(schedule: Schedule) -> date | None:
    ends = [end for key in ("valid_to", "until") if (end := _date(schedule.get(key)))]
    return min(ends, default=None)


def _date(value: object) -> date | None:
    text = text_of(value)
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _texts(schedule: Schedule) -> _Row:
    """Days and times, also of exports that write times into dtstart and until, or all three one column to the left."""
    weekday, byday, start, until = (text_of(schedule.get(key)) for key in ("weekday", "byday", "dtstart", "until"))
    days = weekday or byday
    if weekday and read_clock(weekday) and start and read_clock(start):
        return _Row(_days_in_name(text_of(schedule.get("name"))), weekday, start)
    if start and not _date(start):
        return _Row(days, start, None if _date(until) else until)
    return _Row(days, text_of(schedule.get("opens_at")), text_of(schedule.get("closes_at")))


def _days_in_name(name: str | None) -> str | None:
    """The days at the end of a schedule's own name: "Main Office - Monday, Tuesday"."""
    tail = name.rsplit(" - ", 1)[-1] if name else None
    return tail if tail and read_day_names(tail) else None


def _days(schedule: Schedule, row: _Row) -> DayNames | None:
    """The days of a row; else, of a rule without any, the day it starts on; a daily rule has all."""
    if row.days is not None:
        return read_day_names(row.days)
    start = _date(schedule.get("dtstart"))
    if (text_of(schedule.get("freq")) or "").upper() == "DAILY":
        return DayNames(tuple(Day))
    if start is not None:
        return DayNames((Day(start.weekday()),))
    return DayNames((Day.MO,)) if text_of(schedule.get("bymonthday")) else None


def _times(row: _Row, names: DayNames | None, schedule: Schedule, warnings: list[str]) -> list[tuple[int, int]]:
    """(opens, closes) in minutes of the day, without the break that stands in brackets; empty when not readable."""
    if (names is not None and names.always) or says_all_day(row.opens) or says_all_day(row.closes):
        return [(0, DAY_MIN)]
    opens, closes = read_clock(row.opens or ""), read_clock(row.closes or "")
    if opens is None or closes is None:
        return []
    start, end = (_local(clock, schedule, warnings) for clock in (opens, closes))
    pause = closed_within(names.aside) if names is not None and names.aside else None
    if pause and start < pause[0] < pause[1] < end:
        return [(start, pause[0]), (pause[1], end)]
    return [(start, end)]


def _local(clock: Clock, schedule: Schedule, warnings: list[str]) -> int:
    """Minutes of the local day: one with an offset is moved to the `timezone` of its schedule if stated."""
    zone_hours = schedule.get("timezone")
    if clock.offset_min is None:
        return clock.minute
    try:
        zone_min = round(float(str(zone_hours)) * 60)
    except ValueError:
        if clock.offset_min == 0:
            warnings.append("hours_utc")
        return clock.minute
    return (clock.minute + zone_min - clock.offset_min) % DAY_MIN


def _recurrences(names: DayNames, schedule: Schedule) -> Iterator[tuple[tuple[Day, ...], str | None]]:
    """(days, rule) pairs; the rule is None for what comes every week."""
    freq = (text_of(schedule.get("freq")) or "").upper()
    every = _whole(schedule.get("interval")) or names.every_weeks
    limits = {key.upper(): text for key in _LIMITS if (text := text_of(schedule.get(key)))}
    says_days = any(text_of(schedule.get(key)) for key in ("weekday", "byday"))
    if not freq and not says_days and "BYMONTHDAY" not in limits:
        limits = {"COUNT": "1"}  # a date and no rule: it happens once
    if freq in ("", "WEEKLY", "DAILY") and every == 1 and not limits:
        yield names.weekly, None
    else:
        freq = freq or ("MONTHLY" if "BYMONTHDAY" in limits else "WEEKLY")
        for day in names.weekly:
            byday = None if "BYMONTHDAY" in limits and not says_days else day.name
            yield (day,), _rule(freq, every, limits, byday)
    for day, places in names.monthly:
        byday = ",".join(f"{place}{day.name}" for place in places)
        yield (day,), _rule("YEARLY" if freq == "YEARLY" else "MONTHLY", every, limits, byday)


def _rule(freq: str, every: int, limits: Mapping[str, str], byday: str | None) -> str:
    """A rule of RFC 5545, its parts in a fixed order."""
    stated = {"FREQ": freq, "INTERVAL": str(every) if every > 1 else "", **limits, "BYDAY": byday or ""}
    return ";".join(f"{key}={value}" for key, value in stated.items() if value)


def _whole(value: object) -> int | None:
    text = text_of(value)
    try:
        return int(float(text)) if text else None
    except ValueError:
        return None
