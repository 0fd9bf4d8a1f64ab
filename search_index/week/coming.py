"""When each document comes next, in microseconds from now: for sorting by it.

A document's spans recur every week by its clock. While no clock changes, arithmetic on minutes of the week says when;
in the weeks around a change the calendar of `week.next_occurrence` does.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from referral.domain.week import WEEK_MIN, Span, next_occurrence, week_minute
from search_index.disk.columns import Array, Columns, Docs
from search_index.week.schedule import rows

NEVER = np.iinfo(np.int64).max
"""Of a document without weekly times or without a zone."""

_MINUTE = 60_000_000
_WEEK = WEEK_MIN * _MINUTE
_LOOKED_AT_DAYS = range(-15, 20, 5)
"""Around now. A clock that changes changes back no sooner than in five days."""


class Coming:
    """The next times of documents of one part at one moment."""

    def __init__(self, columns: Columns, now: datetime) -> None:
        self._columns = columns
        self._now = now
        self._zones: list[str | None] = [None, *columns.meta["zones"]]

    def next_start(self, docs: Docs) -> Array:
        """int64 microseconds from now to each document's next start, negative when it is running."""
        columns = self._columns
        first = np.full(len(docs), NEVER, np.int64)
        zones = columns["doc.zone"].take(docs)
        tracks, owners = rows(columns["track.at"], docs)
        for name, (number, places) in {
            "session": rows(columns["session.at"], docs),
            "hours": rows(columns["hours.at"], docs),
            "tracked": rows(columns["tracked.at"], tracks),
        }.items():
            owned = owners.take(places) if name == "tracked" else places
            if len(number):
                start = columns[f"{name}.start"].take(number).astype(np.int64)
                length = columns[f"{name}.end"].take(number) - start
                starts = self._starts(start, length, zones.take(owned))
                np.minimum.at(first, owned, starts)
        first[zones == 0] = NEVER
        return first

    def _starts(self, start: Array, length: Array, zones: Array) -> Array:
        """Microseconds to the next start of each span, by the clock of its zone."""
        starts = np.full(len(start), NEVER, np.int64)
        for number in np.flatnonzero(np.bincount(zones)).tolist():
            zone = self._zones[number]
            if zone is not None:
                here = zones == number
                starts[here] = self._in_zone(start[here], length[here], zone)
        return starts

    def _in_zone(self, start: Array, length: Array, zone: str) -> Array:
        tz = ZoneInfo(zone)
        offsets = {(self._now + timedelta(days=days)).astimezone(tz).utcoffset() for days in _LOOKED_AT_DAYS}
        if len(offsets) > 1:
            return self._by_calendar(start, length, zone)
        local = self._now.astimezone(tz)
        now = week_minute(local) * _MINUTE + local.second * 1_000_000 + local.microsecond
        wait: Array = (start * _MINUTE - now) % _WEEK
        running = wait - _WEEK + length * _MINUTE > 0
        wait[running] -= _WEEK
        return wait

    def _by_calendar(self, start: Array, length: Array, zone: str) -> Array:
        spans, which = np.unique(np.stack([start, length], 1), axis=0, return_inverse=True)
        now = self._now.astimezone(UTC)
        waits = [
            (next_occurrence(Span(*span), zone, self._now)[0].astimezone(UTC) - now) // timedelta(microseconds=1)
            for span in spans.tolist()
        ]
        return np.array(waits, np.int64)[which.ravel()]
