"""Free time as tables by minute of the week, so that one gather says whether a session or a visit fits.

Ends are counted on past Sunday midnight, as those of `Span` are: a stretch from SU 23:00 to MO 01:00 ends at 10140 for
who looks from Sunday and at 60 for who looks from Monday.
"""

from functools import lru_cache

import numpy as np

from referral.domain.week import WEEK_MIN, Span, WeekSet
from search_index.disk.columns import Array

NEVER = 1 << 20
"""A minute that no opening reaches."""

ALWAYS = NEVER
"""The end of a stretch without end: every minute of the week is free."""


@lru_cache(maxsize=16)
def reach_tables(free: WeekSet, shifts: tuple[int, ...]) -> Array:
    """`reach_table` of free time moved by each of these minutes, one after the other."""
    return np.concatenate([reach_table(free.shift(shift) if shift else free) for shift in shifts])


@lru_cache(maxsize=16)
def begin_tables(free: WeekSet, minutes: int, shifts: tuple[int, ...]) -> Array:
    """`begin_table` of free time moved by each of these minutes, one after the other."""
    return np.concatenate([begin_table(free.shift(shift) if shift else free, minutes) for shift in shifts])


@lru_cache(maxsize=32)
def reach_table(free: WeekSet) -> Array:
    """For each minute the end of the free stretch that holds it, 0 when it is not free. int32[10080].

    A span lies in free time iff its end is at most `reach[start]`.
    """
    reach = np.zeros(WEEK_MIN, np.int32)
    for run in free.runs:
        if run.length_min == WEEK_MIN:
            reach[:] = ALWAYS
        else:
            reach[run.start_min : run.end_min] = run.end_min
            reach[: max(run.end_min - WEEK_MIN, 0)] = run.end_min - WEEK_MIN
    return reach


@lru_cache(maxsize=32)
def begin_table(free: WeekSet, minutes: int) -> Array:
    """For each minute the next one at which so many free minutes on end begin; NEVER without. int32[10080]."""
    begin = np.full(WEEK_MIN, NEVER, np.int32)
    runs = [run for run in free.runs if run.length_min >= minutes]
    if any(run.length_min == WEEK_MIN for run in runs):
        return np.arange(WEEK_MIN, dtype=np.int32)
    upto = 0
    for first, last in sorted(_beginnings(runs, minutes)):
        if last < upto or upto >= WEEK_MIN:
            continue
        begin[upto : max(first, 0)] = first
        here = np.arange(max(first, upto), min(last + 1, WEEK_MIN), dtype=np.int32)
        begin[here] = here
        upto = last + 1
    return begin


def _beginnings(runs: list[Span], minutes: int) -> list[tuple[int, int]]:
    """First and last minute at which such a stretch can begin, in this week, the one before and the one after."""
    return [
        (run.start_min + shift, run.end_min - minutes + shift) for run in runs for shift in (-WEEK_MIN, 0, WEEK_MIN)
    ]
