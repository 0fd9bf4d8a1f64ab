"""The week as a grid of hours to tick: "MO17" is Monday from 5 to 6 pm. Without a script each hour is a box."""

from collections.abc import Collection, Iterable
from itertools import groupby

from referral.domain.errors import BadInput
from referral.domain.week import HOUR_MIN, Day, Span, WeekSet, clock, day_runs, parse_windows

GRID_HOURS = tuple(range(6, 24))
"""The hours that can be painted; earlier ones are slept through, or entered as exact times."""
CELLS = tuple(f"{day.name}{hour:02d}" for day in Day for hour in GRID_HOURS)


def painted_blocks(cells: Iterable[str]) -> list[dict[str, object]]:
    """Days with start and end, in week order; hours that touch are joined. What is no cell is left out."""
    return [
        {"days": day.name, "start": clock(start * HOUR_MIN), "end": clock(end * HOUR_MIN)}
        for day, start, end in _runs(set(cells))
    ]


def painted_windows(cells: Iterable[str]) -> tuple[str, ...]:
    """The same as windows, days of equal times together: ("MO-FR 17:00-21:00", "SA 09:00-12:00")."""
    days: dict[tuple[int, int], list[Day]] = {}
    for day, start, end in _runs(set(cells)):
        days.setdefault((start, end), []).append(day)
    return tuple(
        f"{day_runs(on)} {clock(start * HOUR_MIN)}-{clock(end * HOUR_MIN)}" for (start, end), on in days.items()
    )


def cells_of(windows: Iterable[str]) -> frozenset[str]:
    """The cells whose whole hour lies in the windows; what is no window is left out."""
    free = WeekSet.of(span for window in windows for span in _spans(window))
    return frozenset(
        f"{day.name}{hour:02d}"
        for day in Day
        for hour in GRID_HOURS
        if free.contains(Span.at(day, clock(hour * HOUR_MIN), clock((hour + 1) * HOUR_MIN)))
    )


def _runs(chosen: Collection[str]) -> Iterable[tuple[Day, int, int]]:
    """(day, first hour, hour after the last) of each run of ticked hours."""
    for day in Day:
        hours = [hour for hour in GRID_HOURS if f"{day.name}{hour:02d}" in chosen]
        for _, run in groupby(enumerate(hours), key=lambda pair: pair[1] - pair[0]):
            block = [hour for _, hour in run]
            yield day, block[0], block[-1] + 1


def _spans(window: str) -> tuple[Span, ...]:
    try:
        return parse_windows(window)
    except BadInput:  # a name ("today"), or what the search refuses with a message of its own
        return ()
