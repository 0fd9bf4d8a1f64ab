"""The times of listings as rows of columns, as `schedule.py` reads them."""

from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from referral.domain.listing import Hours, Listing, Session
from referral.domain.vocabulary import GROUPS
from referral.domain.week import WEEK_MIN, Span, WeekSet
from search_index.disk.columns import Array

LEVELS = GROUPS["level"].codes
"""`track.level` has one bit a level, in this order; 0 is any level."""

UNENDING = (1 << 16) - 1
"""`hours.until` of a place that never closes."""


_Times: TypeAlias = tuple[int, int]
"""Start and length in minutes. Spans would be sorted, hashed and compared by Python, at a tenth of the speed."""


class ScheduleRows:
    """Collects the weekly times of listings in the order given."""

    def __init__(self) -> None:
        self._counts = {name: array("i") for name in ("session", "track", "tracked", "hours")}
        self._spans = {name: array("H") for name in ("session", "tracked", "hours")}
        self._tracks = array("H")
        self._until = array("H")

    def add(self, listing: Listing) -> None:
        """The times of one listing."""
        sessions = listing.sessions
        self._counts["session"].append(self._add_spans("session", _weekly(sessions)) if sessions else 0)
        for track in listing.tracks:
            weekly = _weekly(track.sessions)
            level = 0 if track.level is None else 1 << LEVELS.index(track.level)
            self._tracks.extend((level, track.needed, len(weekly) == len(track.sessions)))
            self._counts["tracked"].append(self._add_spans("tracked", weekly))
        self._counts["track"].append(len(listing.tracks))
        hours = listing.hours
        openings = tuple(sorted(_weekly(hours))) if hours else ()
        self._counts["hours"].append(self._add_spans("hours", openings))
        self._until.extend(_untils(openings))

    def _add_spans(self, name: str, spans: Sequence[_Times]) -> int:
        held = self._spans[name]
        for start_min, length_min in spans:
            held.append(start_min)
            held.append(start_min + length_min)
        return len(spans)

    def arrays(self, order: Array) -> dict[str, Array]:
        """The columns, of listings in another order: docid -> listing."""
        made: dict[str, Array] = {}
        pick = self._put(made, "session", order, _pairs(self._spans["session"]), ("start", "end"))
        pick = self._put(made, "hours", order, _pairs(self._spans["hours"]), ("start", "end"))
        made["hours.until"] = _numbers(self._until)[pick]
        tracks = _numbers(self._tracks).reshape(-1, 3)
        pick = self._put(made, "track", order, tracks, ("level", "needed", "weekly"))
        made["track.weekly"] = made["track.weekly"].astype(np.bool_)
        self._put(made, "tracked", pick, _pairs(self._spans["tracked"]), ("start", "end"))
        return made

    def _put(self, made: dict[str, Array], name: str, order: Array, held: Array, columns: tuple[str, ...]) -> Array:
        """Columns of rows whose owners stand in another order; returns which row went where."""
        counts = np.frombuffer(self._counts[name], np.int32) if self._counts[name] else np.zeros(0, np.int32)
        first = np.cumsum(counts) - counts
        sizes = counts[order]
        at = np.zeros(len(order) + 1, np.int32)
        np.cumsum(sizes, out=at[1:])
        pick: Array = np.arange(at[-1], dtype=np.int64) + np.repeat(first[order] - at[:-1], sizes)
        made[f"{name}.at"] = at
        for number, column in enumerate(columns):
            made[f"{name}.{column}"] = held[:, number][pick]
        return pick


def _numbers(held: "array[int]") -> Array:
    return np.frombuffer(held, np.uint16) if held else np.zeros(0, np.uint16)


def _pairs(held: "array[int]") -> Array:
    return _numbers(held).reshape(-1, 2)


def _weekly(held: Sequence[Session] | Sequence[Hours]) -> list[_Times]:
    return [(one.span.start_min, one.span.length_min) for one in held if one.rrule is None]


@lru_cache(maxsize=4096)
def _untils(openings: tuple[_Times, ...]) -> tuple[int, ...]:
    """For each opening the end of the stretch of touching openings that it is part of, seen from its start."""
    runs = WeekSet.of([Span(*opening) for opening in openings]).runs
    if any(run.length_min == WEEK_MIN for run in runs):
        return (UNENDING,) * len(openings)
    return tuple(
        next(
            start_min + run.length_min - since
            for run in runs
            if (since := (start_min - run.start_min) % WEEK_MIN) < run.length_min
        )
        for start_min, _length_min in openings
    )
