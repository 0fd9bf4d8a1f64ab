"""The week algebra: minutes 0..10079 from Monday 00:00, half-open, cyclic, wall clock of an IANA zone.

A `Span` is one stretch that may run past Sunday midnight; a `WeekSet` is any set of minutes of the week.
Concrete dates come in only through `offset_min`, `occurrence` and `next_occurrence`, which take the moment they speak
of.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from referral.domain.errors import BadInput

HOUR_MIN = 60
DAY_MIN = 24 * HOUR_MIN
WEEK_MIN = 7 * DAY_MIN


class Day(IntEnum):
    """Weekdays by their RFC 5545 names; the value is the number of days since Monday."""

    MO = 0
    TU = 1
    WE = 2
    TH = 3
    FR = 4
    SA = 5
    SU = 6


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """[start_min, start_min + length_min): start 0..10079, length 1..10080.

    Crosses Sunday midnight when the end passes 10080.
    """

    start_min: int
    length_min: int

    def __post_init__(self) -> None:
        if not (0 <= self.start_min < WEEK_MIN and 1 <= self.length_min <= WEEK_MIN):
            raise ValueError(f"no span of a week: start {self.start_min}, length {self.length_min}")

    @classmethod
    def at(cls, day: Day, start: str, end: str) -> "Span":
        """The span from "HH:MM" on a day to the next "HH:MM".

        An end at or before the start is on the next day; equal is 24 hours.
        """
        first, last = parse_clock(start), parse_clock(end)
        return cls(day * DAY_MIN + first, (last - first) % DAY_MIN or DAY_MIN)

    @property
    def end_min(self) -> int:
        """Start plus length; past 10080 when the span crosses Sunday midnight."""
        return self.start_min + self.length_min

    @property
    def day(self) -> Day:
        """The day of the start."""
        return Day(self.start_min // DAY_MIN)

    @property
    def start_clock(self) -> str:
        """The start as "HH:MM"."""
        return clock(self.start_min)

    @property
    def end_clock(self) -> str:
        """The end as "HH:MM", 00:00 to 23:59."""
        return clock(self.end_min)

    def shift(self, minutes: int) -> "Span":
        """The same length, moved by minutes (negative: earlier), around the week."""
        return Span((self.start_min + minutes) % WEEK_MIN, self.length_min)


@dataclass(frozen=True, slots=True)
class WeekSet:
    """A set of minutes of the week. pieces: disjoint, sorted, not touching, 0 <= start < end <= 10080.

    One stretch over Sunday midnight is two pieces; `runs` joins them. Made by `WeekSet.of`; equal sets compare equal.
    """

    pieces: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "WeekSet":
        """The union of spans in any order."""
        return cls.of_pieces(piece for span in spans for piece in _split(span))

    @classmethod
    def whole(cls) -> "WeekSet":
        """Every minute of the week."""
        return cls(((0, WEEK_MIN),))

    @classmethod
    def of_pieces(cls, pieces: Iterable[tuple[int, int]]) -> "WeekSet":
        """The union of pieces (start, end) in any order, 0 <= start < end <= 10080."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(pieces):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return cls(tuple(merged))

    @property
    def minutes(self) -> int:
        """How many minutes the set holds, 0..10080."""
        return sum(end - start for start, end in self.pieces)

    @property
    def runs(self) -> tuple[Span, ...]:
        """The maximal stretches of the cyclic week, by start.

        A stretch over Sunday midnight is one span, and so is the whole week.
        """
        pieces = self.pieces
        if len(pieces) > 1 and pieces[0][0] == 0 and pieces[-1][1] == WEEK_MIN:
            joined = (pieces[-1][0], WEEK_MIN + pieces[0][1])
            pieces = (*pieces[1:-1], joined)
        return tuple(Span(start, end - start) for start, end in pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __or__(self, other: "WeekSet") -> "WeekSet":
        return self.of_pieces(self.pieces + other.pieces)

    def __and__(self, other: "WeekSet") -> "WeekSet":
        return WeekSet(tuple(_intersect(self.pieces, other.pieces)))

    def __sub__(self, other: "WeekSet") -> "WeekSet":
        return self & ~other

    def __invert__(self) -> "WeekSet":
        edges = [0, *(edge for piece in self.pieces for edge in piece), WEEK_MIN]
        return WeekSet(tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b))

    def contains(self, span: Span) -> bool:
        """True when every minute of the span is in the set."""
        if span.end_min <= WEEK_MIN:
            return self._has(span.start_min, span.end_min)
        return self._has(span.start_min, WEEK_MIN) and self._has(0, span.end_min - WEEK_MIN)

    def _has(self, start: int, end: int) -> bool:
        """True when one piece holds [start, end): the last that begins by its start."""
        at = bisect_right(self.pieces, (start, WEEK_MIN)) - 1
        return at >= 0 and end <= self.pieces[at][1]

    def holds(self, minute: int) -> bool:
        """True when minute (any whole number, taken around the week) is in the set."""
        at = minute % WEEK_MIN
        return any(a <= at < b for a, b in self.pieces)

    def shift(self, minutes: int) -> "WeekSet":
        """Every minute moved by minutes (negative: earlier), around the week."""
        return WeekSet.of(Span(start, end - start).shift(minutes) for start, end in self.pieces)

    def longest_min(self, within: Span) -> int:
        """The longest unbroken stretch of the set inside one span, in minutes; 0 when they do not meet."""
        met = self & WeekSet.of((within,))
        if within.length_min == WEEK_MIN:
            return max((run.length_min for run in met.runs), default=0)
        offset = within.start_min
        local = met.shift(-offset).pieces
        return max((end - start for start, end in local), default=0)


def _split(span: Span) -> Iterator[tuple[int, int]]:
    yield span.start_min, min(span.end_min, WEEK_MIN)
    if span.end_min > WEEK_MIN:
        yield 0, span.end_min - WEEK_MIN


def _intersect(a: tuple[tuple[int, int], ...], b: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            yield start, end
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1


def clock(minute: int) -> str:
    """Minute of any day or week as "HH:MM"."""
    hours, minutes = divmod(minute % DAY_MIN, HOUR_MIN)
    return f"{hours:02d}:{minutes:02d}"


_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")


def parse_clock(text: str, field: str = "time") -> int:
    """ "HH:MM" as minutes 0..1439 since midnight; "24:00" reads as 0. Raises BadInput."""
    found = _CLOCK.fullmatch(text.strip())
    if found:
        minutes = int(found[1]) * HOUR_MIN + int(found[2])
        if minutes <= DAY_MIN:
            return minutes % DAY_MIN
    raise BadInput(field, f'"{_shown(text)}" is not a time. Write hours and minutes like 17:30.')


def parse_days(text: str, field: str = "days") -> tuple[Day, ...]:
    """ "MO-FR", "MO,WE,SA-SU", "FR-MO" as days in week order, each once. Raises BadInput."""
    found: set[Day] = set()
    for part in text.upper().split(","):
        names = [name.strip() for name in part.split("-")]
        if len(names) > 2 or any(name not in Day.__members__ for name in names):
            raise BadInput(
                field,
                f'"{_shown(text)}" is not a day or a range of days. Write MO TU WE TH FR SA SU, like MO-FR or MO,WE.',
            )
        first, last = Day[names[0]], Day[names[-1]]
        found.update(Day((first + step) % 7) for step in range((last - first) % 7 + 1))
    return tuple(sorted(found))


def parse_windows(text: str, field: str = "--free") -> tuple[Span, ...]:
    """ "MO-FR 17:30-21:30" as one span a day. Raises BadInput."""
    parts = text.strip().rsplit(None, 1)
    times = parts[-1].split("-") if parts else []
    if len(parts) != 2 or len(times) != 2:
        raise BadInput(field, f'"{_shown(text)}" is not a window. Write days and times like "MO-FR 17:30-21:30".')
    parse_clock(times[0], field), parse_clock(times[1], field)
    return tuple(Span.at(day, times[0], times[1]) for day in parse_days(parts[0].replace(" ", ""), field))


def parse_moment(text: str, field: str = "--at") -> int:
    """ "TU 18:15" as a minute of the week. Raises BadInput."""
    parts = text.split()
    if len(parts) != 2 or parts[0].upper() not in Day.__members__:
        raise BadInput(field, f'"{_shown(text)}" is not a day and a time. Write them like "TU 18:15".')
    return Day[parts[0].upper()] * DAY_MIN + parse_clock(parts[1], field)


def _shown(text: str) -> str:
    """At most 40 printable characters of what was typed, for a message."""
    return "".join(c for c in text if c.isprintable())[:40]


def consecutive_days(days: Iterable[Day]) -> list[list[Day]]:
    """Days in week order, split where a day is missing: [[MO, TU], [SA]]."""
    runs: list[list[Day]] = []
    for day in sorted(set(days)):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def day_runs(days: Iterable[Day]) -> str:
    """Days in the form that `parse_days` reads: "MO-TH,SA"."""
    runs = consecutive_days(days)
    return ",".join(run[0].name if len(run) == 1 else f"{run[0].name}-{run[-1].name}" for run in runs)


def week_minute(moment: datetime) -> int:
    """The minute of the week that an aware datetime shows on its own clock."""
    return moment.weekday() * DAY_MIN + moment.hour * HOUR_MIN + moment.minute


def offset_min(zone: str, other: str, now: datetime) -> int:
    """Minutes by which clocks in `zone` are ahead of clocks in `other` at an aware moment."""
    if zone == other:
        return 0
    ahead, behind = now.astimezone(ZoneInfo(zone)).utcoffset(), now.astimezone(ZoneInfo(other)).utcoffset()
    if ahead is None or behind is None:
        raise ValueError("a zone without an offset")
    return int((ahead - behind).total_seconds() // 60)


def occurrence(span: Span, zone: str, monday: date) -> tuple[datetime, datetime]:
    """Start and end of a span in the week that begins on a Monday, aware, by the wall clock of zone.

    Across a change of clocks both ends keep their wall-clock reading; a reading that the change skips is moved on by
    the gap, and when that passes the end, the end follows at the usual length.
    """
    midnight = datetime(monday.year, monday.month, monday.day)  # noqa: DTZ001  naive on purpose: a wall-clock reading
    tz = ZoneInfo(zone)
    start = _real(midnight + timedelta(minutes=span.start_min), tz)
    end = _real(midnight + timedelta(minutes=span.end_min), tz)
    return start, end if end > start else start + timedelta(minutes=span.length_min)


def _real(reading: datetime, tz: ZoneInfo) -> datetime:
    """The moment of a wall-clock reading; one inside the spring gap is moved to the clock after it."""
    return datetime.fromtimestamp(reading.replace(tzinfo=tz).timestamp(), tz)


def next_occurrence(span: Span, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """The running or else the next occurrence of a weekly span: the first whose end is after an aware moment."""
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today - timedelta(days=today.weekday() + 7)
    for week in range(4):
        start, end = occurrence(span, zone, monday + timedelta(weeks=week))
        if end.timestamp() > now.timestamp():  # in one zone, `>` would compare clock faces
            return start, end
    raise ValueError("a weekly span always comes again")
