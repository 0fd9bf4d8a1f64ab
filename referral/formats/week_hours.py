"""Openings of the week out of stretches in any order, for formats that state days and times in fields of their own."""

from collections.abc import Iterable, Iterator

from referral.domain.listing import Hours
from referral.domain.week import DAY_MIN, WEEK_MIN, Day, Span, WeekSet

LONGEST_OVERNIGHT_MIN = 16 * 60
"""Hours that close before they open run into the next day. Above this length one of the two is a slip of the pen
("8:00 pm to 4:30 pm").
"""


def weekly_hours(spans: Iterable[Span]) -> tuple[Hours, ...]:
    """Openings by start: stretches that overlap or touch are one, around midnight too; none is longer than a day.

    What is open for more than 24 hours without a break is cut at each midnight.
    """
    pieces = [piece for run in WeekSet.of(spans).runs for piece in _by_day(run)]
    return tuple(Hours(piece) for piece in sorted(pieces))


def _by_day(run: Span) -> Iterator[Span]:
    if run.length_min <= DAY_MIN:
        yield run
        return
    start = run.start_min
    while start < run.end_min:
        midnight = min(run.end_min, (start // DAY_MIN + 1) * DAY_MIN)
        yield Span(start % WEEK_MIN, midnight - start)
        start = midnight


def opening(day: Day, opens_min: int, closes_min: int) -> Span | None:
    """One opening from minutes of the day, 0..1440; None when nobody can say how long it is.

    Closing at 23:59 means midnight. Closing before opening is on the next day, up to LONGEST_OVERNIGHT_MIN. From
    midnight to midnight is the whole day; other equal times are None, as an end that was left as it stood.
    """
    start = opens_min % DAY_MIN
    end = 0 if closes_min == DAY_MIN - 1 else closes_min % DAY_MIN
    if start == end:
        return Span(day * DAY_MIN, DAY_MIN) if start == 0 else None
    length = (end - start) % DAY_MIN
    if 0 < end < start and length > LONGEST_OVERNIGHT_MIN:
        return None
    return Span(day * DAY_MIN + start, length)
