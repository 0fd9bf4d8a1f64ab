"""Schedules as columns: does a session, a track or a visit fit free time, for many documents at once.

The columnar form of `fit.judge_schedule`. For each document `session.*` holds weekly sessions attended alone, `track.*`
and `tracked.*` its tracks and their weekly sessions, `hours.*` its weekly openings; `at` arrays say where a document's
(or a track's) rows begin. `hours.until` is the end of the stretch of touching openings that an opening belongs to.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from referral.domain.fit import SOON_MIN, Asked
from referral.domain.vocabulary import LIVE_IN_LEVELS, topic_facets
from referral.domain.week import DAY_MIN, WEEK_MIN, WeekSet, offset_min
from search_index.build.schedule_rows import LEVELS, UNENDING
from search_index.disk.columns import Array, Columns, Docs
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.week.week_tables import begin_tables, reach_tables

YES, OPEN, ASK, NO = 0, 1, 2, 3
"""Answers of a schedule, worse and worse, so that the worse of two is their maximum."""
NOT_ASKED = 255

_IOP_MIN, _SHORT_IOP_MIN = 180, 120
_NEVER_CLOSED = 1 << 24
"""Later than any minute, where UNENDING stands in 16 bits."""


def rows(at: Array, owners: Array) -> tuple[Array, Array]:
    """(numbers of the rows, place of its owner among owners) of every row that the owners have."""
    first = at.take(owners)
    counts = at.take(owners + 1) - first
    before = np.cumsum(counts) - counts
    number = np.repeat(first - before, counts)
    number += np.arange(len(number))
    return number, np.repeat(np.arange(len(owners), dtype=np.int32), counts)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Asked time in the clocks of the documents judged. shifts: minutes ahead, distinct; which: of each document."""

    shifts: tuple[int, ...]
    which: Array | None

    def look_up(self, table: Array, minutes: Array, places: Array) -> Array:
        """The entries of `table` for minutes of documents at places."""
        if self.which is None:
            return table.take(minutes)
        return table.take(minutes + self.which.take(places).astype(np.int32) * WEEK_MIN)

    def minute(self, at: int, documents: int) -> Array:
        """A minute of the week by each document's clock."""
        shifted = (np.array(self.shifts, np.int32) + at) % WEEK_MIN
        if self.which is None:
            return np.full(documents, shifted[0])
        return shifted.take(self.which)


class Schedules:
    """The times of one part."""

    def __init__(self, columns: Columns, facets: FacetColumns) -> None:
        self._columns = columns
        self._facets = facets
        self._zones: list[str | None] = [None, *columns.meta["zones"]]
        self._kept = [ZoneInfo(zone) for zone in columns.meta["zones"]]  # else each is read from its file again
        self._shifts = lru_cache(maxsize=256)(self._shifts_of_zones)
        self._tracks = len(columns["track.level"]) > 0

    def judge(self, docs: Docs, asked: Asked) -> Array | None:
        """YES, OPEN, ASK, NO or NOT_ASKED for each document; None when no time is asked."""
        if asked.free is None and asked.at is None:
            return None
        levels = self._levels(docs, asked)
        clock = self._clock(docs, asked)
        answers = np.zeros(len(docs), np.uint8)
        if asked.free is not None:
            answers = np.maximum(
                answers, _Free(self._columns, self._facets, docs, asked.free, clock, levels, asked).answers()
            )
        if asked.at is not None:
            answers = np.maximum(answers, self._at(docs, clock.minute(asked.at, len(docs))))
        for code in levels.keys() & LIVE_IN_LEVELS:
            answers[levels[code]] = NOT_ASKED
        return answers

    def _levels(self, docs: Docs, asked: Asked) -> dict[str, Array]:
        """Asked level -> which of the documents state it. Only programs do."""
        facets = {f"level={code}" for code in asked.facets.get("level", ())}
        facets.update(facet for topic in asked.facets.get("topic", ()) for facet in topic_facets(topic))
        return {
            facet.removeprefix("level="): self._facets.any_yes(docs, Mask.of((facet,)))
            for facet in sorted(facets)
            if facet.startswith("level=")
        }

    def _clock(self, docs: Docs, asked: Asked) -> _Clock:
        if asked.zone is None or asked.now is None:
            return _Clock((0,), None)
        shifts, which = self._shifts(asked.zone, asked.now)
        return _Clock(shifts, None if len(shifts) == 1 else which.take(self._columns["doc.zone"].take(docs)))

    def _shifts_of_zones(self, asked_zone: str, now: datetime) -> tuple[tuple[int, ...], Array]:
        """(minutes ahead of the asked zone, distinct; which of them each zone is)."""
        minutes = [0 if zone is None else offset_min(zone, asked_zone, now) for zone in self._zones]
        shifts = tuple(sorted({*minutes}))
        return shifts, np.array([shifts.index(one) for one in minutes], np.uint8)

    def _at(self, docs: Docs, minutes: Array) -> Array:
        """Yes: a session runs or starts soon, or a resource is open; open: a program is open."""
        columns = self._columns
        yes, known = np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.bool_)
        number, places = rows(columns["session.at"], docs)
        known[places] = True
        yes[places[_running_or_soon(columns, "session", number, minutes.take(places))]] = True
        if self._tracks:
            tracks, owners = rows(columns["track.at"], docs)
            number, places = rows(columns["tracked.at"], tracks)
            places = owners.take(places)
            known[places] = True
            yes[places[_running_or_soon(columns, "tracked", number, minutes.take(places))]] = True
        number, places = rows(columns["hours.at"], docs)
        known[places] = True
        is_open = np.zeros(len(docs), np.bool_)
        start, end = columns["hours.start"].take(number), columns["hours.end"].take(number)
        since = (minutes.take(places) - start.astype(np.int32)) % WEEK_MIN
        is_open[places[since < end.astype(np.int32) - start]] = True
        answers = np.where(known, np.uint8(NO), np.uint8(ASK))
        programs = self._facets.any_yes(docs, _PROGRAMS)
        answers[is_open] = np.where(programs[is_open], np.uint8(OPEN), np.uint8(YES))
        answers[yes] = YES
        return answers


_PROGRAMS = Mask.of(("program",))


def _running_or_soon(columns: Columns, name: str, number: Array, minutes: Array) -> Array:
    start = columns[f"{name}.start"].take(number).astype(np.int32)
    length = columns[f"{name}.end"].take(number) - start
    until = (start - minutes) % WEEK_MIN
    soon: Array = (until <= SOON_MIN) | ((minutes - start) % WEEK_MIN < length)
    return soon


@dataclass(frozen=True, slots=True)
class _Free:
    """Documents against free time. levels: asked level -> which of them state it."""

    columns: Columns
    facets: FacetColumns
    docs: Docs
    free: WeekSet
    clock: _Clock
    levels: dict[str, Array]
    asked: Asked

    def answers(self) -> Array:
        """YES, OPEN, ASK or NO of each document."""
        known, fits = self._sessions()
        answers = np.where(known, np.where(fits, np.uint8(YES), np.uint8(NO)), np.uint8(ASK))
        if not known.all():
            has_hours = self.columns["hours.at"].take(self.docs + 1) > self.columns["hours.at"].take(self.docs)
            open_ = np.flatnonzero(has_hours & ~known)
            answers[open_] = self._hours(open_)
        return answers

    def _inside(self, name: str, number: Array, places: Array) -> Array:
        """Which rows of sessions lie in free time."""
        reach = reach_tables(self.free, self.clock.shifts)
        start, end = self.columns[f"{name}.start"].take(number), self.columns[f"{name}.end"].take(number)
        held: Array = end <= self.clock.look_up(reach, start.astype(np.int32), places)
        return held

    def _sessions(self) -> tuple[Array, Array]:
        """(are weekly sessions stated that count, does one session or a whole track of them fit) of each document."""
        columns, docs = self.columns, self.docs
        known, fits = np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.bool_)
        number, places = rows(columns["session.at"], docs)
        if len(number):
            known[places] = True
            fits[places.take(self._inside("session", number, places).nonzero()[0])] = True
        tracks, owners = rows(columns["track.at"], docs)
        if len(tracks):
            counted = columns["track.weekly"].take(tracks) & self._of_levels(tracks, owners)
            tracks, owners = tracks[counted], owners[counted]
            known[owners] = True
            number, of_track = rows(columns["tracked.at"], tracks)
            inside = self._inside("tracked", number, owners.take(of_track))
            held = np.bincount(of_track[inside], minlength=len(tracks))
            fits[owners[held >= columns["track.needed"].take(tracks)]] = True
        return known, fits

    def _of_levels(self, tracks: Array, owners: Array) -> Array:
        """Which tracks count: those of an asked level that the document states, and those of no level."""
        of_track = self.columns["track.level"].take(tracks)
        stated = np.zeros(len(self.docs), np.uint16)
        for code, states in self.levels.items():
            stated |= states.astype(np.uint16) << np.uint16(LEVELS.index(code))
        asked = stated.take(owners)
        counts: Array = (asked == 0) | (of_track == 0) | ((asked & of_track) != 0)
        return counts

    def _hours(self, places: Array) -> Array:
        """The answers of documents that have opening hours alone. places: which of self.docs."""
        docs = self.docs[places]
        days = _Days(self, docs, places)
        levels = {code: states[places] for code, states in self.levels.items()}
        answers = np.full(len(docs), NO, np.uint8)
        unasked = np.ones(len(docs), np.bool_)
        for code, states in levels.items():
            unasked &= ~states
            answers[states] = np.minimum(answers[states], self._level(code, days)[states])
        programs = self.facets.any_yes(docs, _PROGRAMS)
        if (unasked & programs).any():
            one_visit = np.where(days.holding(60) >= 1, np.uint8(OPEN), np.uint8(NO))
            answers[unasked & programs] = one_visit[unasked & programs]
        if not programs.all():
            visit = np.where(days.holding(self.asked.visit_min) >= 1, np.uint8(YES), np.uint8(NO))
            answers[~programs] = visit[~programs]
        return answers

    def _level(self, code: str, days: "_Days") -> Array:
        """What opening hours say of a level: OPEN, ASK (an intensive program with short days) or NO."""
        if code == "iop":
            full = days.holding(_SHORT_IOP_MIN if self.asked.wants_adolescent else _IOP_MIN) >= 3
            if self.asked.wants_adolescent:
                return np.where(full, np.uint8(OPEN), np.uint8(NO))
            short = days.holding(_SHORT_IOP_MIN) >= 3
            return np.where(full, np.uint8(OPEN), np.where(short, np.uint8(ASK), np.uint8(NO)))
        if code == "php":
            enough = (days.holding(300) >= 4) | (days.holding(240) >= 5)
        elif code == "otp":
            enough = days.holding(30) >= 5
        else:
            enough = days.holding(60) >= 1
        return np.where(enough, np.uint8(OPEN), np.uint8(NO))


class _Days:
    """On how many days so many free minutes on end can begin inside the opening hours of each document."""

    def __init__(self, free: _Free, docs: Docs, places: Array) -> None:
        columns = free.columns
        self._free = free
        self._documents = len(docs)
        number, self._owners = rows(columns["hours.at"], docs)
        self._places = places.take(self._owners)
        self._start = columns["hours.start"].take(number).astype(np.int32)
        self._end = columns["hours.end"].take(number)
        self._until = columns["hours.until"].take(number).astype(np.int32)
        self._until[self._until == UNENDING] = _NEVER_CLOSED
        self._counts: dict[int, Array] = {}

    def holding(self, minutes: int) -> Array:
        """The number of days of each document."""
        if minutes not in self._counts:
            self._counts[minutes] = self._counted(minutes)
        return self._counts[minutes]

    def _counted(self, minutes: int) -> Array:
        free = self._free
        begin = begin_tables(free.free, minutes, free.clock.shifts)
        first = free.clock.look_up(begin, self._start, self._places)
        holds = (first < self._end) & (first + minutes <= self._until)
        days = self._owners[holds] * 7 + self._start[holds] // DAY_MIN
        once = np.concatenate([[True], days[1:] != days[:-1]]) if len(days) else np.zeros(0, np.bool_)
        return np.bincount(days[once] // 7, minlength=self._documents)
