"""Which documents can be reached from a place, and how: the columnar form of `domain/reach.py`.

Online-only documents stand together, and so do those of unknown distance (see `geo.py`). `area.*` lists the documents
that serve each area by name, `hybrid.doc` those that can be joined from afar besides.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from referral.domain.place import Place
from referral.domain.search import SearchQuery
from search_index.disk.columns import Array, Columns, Docs
from search_index.disk.strings import Strings
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.space.afar import Afar
from search_index.space.geo import Circle, Geography
from search_index.space.stretches import Stretches, all_of, pieces, split
from search_index.text.postings import distinct, member

NEAR, AREA, ONLINE, UNKNOWN = 0, 1, 2, 3
"""Ranks of `Reach`."""
OUT = 255

_HYBRID, _PROGRAM = Mask.of(("attendance=hybrid",)), Mask.of(("program",))
_NONE = np.zeros(0, np.int32)
_PLACES = 32
"""Circles kept at hand, some 20 kilobytes each."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Documents with their reach, ascending. chords: to the place, infinite where not near; None without a place."""

    docs: Docs
    ranks: Array
    chords: Array | None = None

    def only(self, kept: Array) -> "Reached":
        """Those at some places: numpy takes several times as long by truths."""
        chords = None if self.chords is None else self.chords.take(kept)
        return Reached(self.docs.take(kept), self.ranks.take(kept), chords)


@dataclass(frozen=True, slots=True)
class Apart:
    """Documents that a place reaches without being near: of unknown distance, or serving its area. Ascending."""

    docs: Docs
    ranks: Array


class Around:
    """What may be reached within a circle: the ranges of documents around it, and those reached wherever they are.

    among: the documents of both. hybrid: those that can be joined from outside the circle, wherever they are.
    """

    def __init__(self, geography: Geography, circle: Circle, apart: Apart, hybrid: Docs, afar: Afar) -> None:
        self.circle = circle
        self.ranges = geography.slices(circle)
        within, without_ = split(apart.docs, self.ranges)
        self.among = Stretches([(first, last) for first, last in self.ranges.tolist()], pieces(apart.docs, without_))
        self.serving = pieces(apart.docs, within)
        """Those of the ranges that serve the area: reached outside the circle too."""
        self.hybrid = pieces(hybrid, split(hybrid, self.ranges)[0])
        """Those of the ranges that can be joined from outside the circle."""
        self._ranks = pieces(apart.ranks, without_)
        self.has_unknown = bool((self._ranks == UNKNOWN).any())
        """Is the distance of one of them a question."""
        self.afar = afar.held(self.ranges, apart.docs)
        """Those of both among what can be joined from afar."""

    def ranks_of(self, places: Array | None) -> Array:
        """The reach of others than neighbours, all or by their places in `among`."""
        return self._ranks if places is None else self._ranks.take(places - self.among.neighbours)


class Region:
    """What one search can reach: of given documents (`reached`), or within a radius (`around` and `afar`)."""

    def __init__(self, directory: "Directory", query: SearchQuery, *, wants_online: bool) -> None:
        self._directory = directory
        self._geography = directory.geography
        self._place, self.wants_online = query.place, wants_online
        self.around: Around | None = None
        """What the radius leaves, None without one."""
        self.size = directory.columns.documents
        """About how many documents are looked at."""
        if query.place is not None and query.radius_miles is not None:
            self.around = directory.around(query.place, query.radius_miles)
            self.size = len(self.around.among) + (len(directory.afar.docs) // 8 if wants_online else 0)

    @property
    def has_unknown(self) -> bool:
        """May the distance of something reached be a question."""
        return self._place is not None and (self.around is None or self.around.has_unknown)

    @property
    def state(self) -> int:
        """The number of the state that the place is in."""
        return self._directory.number_of(None if self._place is None else self._place.state)

    def within(self, around: Around, docs: Docs, places: Array | None) -> tuple[Reached, Array]:
        """(those of the documents that are reached, their places) of some of `around.among`.

        places: where they stand there; None = they are all of them.
        """
        neighbours = around.among.neighbours if places is None else int(places.searchsorted(around.among.neighbours))
        ranks, chords = np.empty(len(docs), np.uint8), np.empty(len(docs), np.float32)
        chords[neighbours:] = np.inf
        ranks[neighbours:] = around.ranks_of(None if places is None else places[neighbours:])
        here = docs[:neighbours]
        if neighbours:
            chords[:neighbours] = found = self._geography.chords(here, around.circle.centre)
            inside = self._geography.within(here, found, around.circle)
            np.subtract(inside.view(np.uint8), 1, out=ranks[:neighbours])  # near is 0, and one less than that is out
            if len(around.serving):
                _reach(here, around.serving, AREA, ranks, chords)
            if self.wants_online and len(around.hybrid):
                _reach(here, self._directory.joinable(around.hybrid, self.state), ONLINE, ranks, chords)
        kept = (ranks != OUT).nonzero()[0]
        return Reached(docs.take(kept), ranks.take(kept), chords.take(kept)), kept

    def reached(self, docs: Docs) -> tuple[Reached, Array | None]:
        """(those of the documents that can be reached, their places; None = all)."""
        if self._place is None:
            ranks = np.zeros(len(docs), np.uint8)
            first, last = self._cuts(docs)
            ranks[first:last] = ONLINE
            return Reached(docs, ranks), None
        ranks = np.full(len(docs), OUT, np.uint8)
        placed = int(docs.searchsorted(np.int32(self._geography.placed)))
        chords = np.full(len(docs), np.inf, np.float32)
        chords[:placed] = self._geography.chords(docs[:placed], self._place.point)
        if self.around is None:
            ranks[:placed] = NEAR
        else:
            ranks[:placed][self._geography.within(docs[:placed], chords[:placed], self.around.circle)] = NEAR
        far = ranks.nonzero()[0]
        if len(far):
            ranks[far] = self._not_near(docs.take(far))
            chords[far] = np.inf
        found, kept = Reached(docs, ranks, chords), (ranks != OUT).nonzero()[0]
        return (found, None) if len(kept) == len(docs) else (found.only(kept), kept)

    def _cuts(self, docs: Docs) -> tuple[int, int]:
        """Where among the documents the online-only ones begin and end."""
        first, last = docs.searchsorted(self._geography.edges).tolist()
        return first, last

    def _not_near(self, docs: Docs) -> Array:
        """The reach of documents that are not near."""
        directory = self._directory
        ranks = np.full(len(docs), OUT, np.uint8)
        first, last = self._cuts(docs)
        if self.wants_online:
            joined = directory.facets.any_yes(docs, _HYBRID)
            joined[first:last] = True
            joined[joined] = directory.may_join(docs[joined], self.state)
            ranks[joined] = ONLINE
        serving = _NONE if self._place is None else directory.serving(self._place)
        if len(serving):
            served = member(docs, serving)
            served[first:last] = False
            ranks[served] = AREA
        tail = docs[last:]
        unknown = np.ones(len(tail), np.bool_) if self.around is None else ~self._elsewhere(tail)
        ranks[last:][unknown] = UNKNOWN
        return ranks

    def _elsewhere(self, docs: Docs) -> Array:
        """Known to be in another state than the place: no question within a radius."""
        states, here = self._directory.columns["doc.state"].take(docs), self.state
        elsewhere: Array = (states != 0) & (states != here) & (here != 0)
        return elsewhere


def _reach(docs: Docs, among: Docs, rank: int, ranks: Array, chords: Array) -> None:
    """Give this rank to those documents that stand among others and are out. Both ascending."""
    if len(among):
        at = docs.searchsorted(among)
        np.minimum(at, len(docs) - 1, out=at)
        at = at[(docs.take(at) == among) & (ranks.take(at) == OUT)]
        ranks[at] = rank
        chords[at] = np.inf


def area_key(kind: str, name: str) -> str:
    """How an area stands in `area.text`; every nation is one."""
    return "nation" if kind == "nation" else f"{kind} {name.casefold()}"


class Directory:
    """Where the documents of one part are and which areas they serve."""

    def __init__(self, columns: Columns, facets: FacetColumns) -> None:
        self.columns, self.facets = columns, facets
        self.geography = Geography(columns)
        self._areas = Strings(columns["area.text"], columns["area.at"])
        self._served = lru_cache(maxsize=1024)(self._found)
        self._apart = lru_cache(maxsize=1024)(self._found_apart)
        self.around = lru_cache(maxsize=_PLACES)(self._found_around)
        """What may be reached within a radius of a place: pages, counts and narrower searches ask for it again."""
        self._numbers = {state: number for number, state in enumerate(columns.meta["states"], 1)}
        self._hybrid: Docs = columns["hybrid.doc"]
        self.afar = Afar(columns, facets, range(self.geography.online_from, self.geography.unknown_from))

    def number_of(self, state: str | None) -> int:
        """Of a state in `doc.state`: 0 for None, one that no document has for a state without documents."""
        return self._numbers.get(state, len(self._numbers) + 1) if state else 0

    def serving(self, place: Place) -> Docs:
        """The documents with a service area that holds a place, by `reach.holds`."""
        return self._served(place.state, place.county, place.town, place.zip5)

    def apart(self, place: Place) -> Apart:
        """What a radius around a place reaches wherever it is, near or not."""
        return self._apart(place.state, place.county, place.town, place.zip5)

    def may_join(self, docs: Docs, state: int) -> Array:
        """Which of some documents may be joined from a state: it licenses programs; anyone may join a meeting."""
        joins = ~self.facets.any_yes(docs, _PROGRAM)
        if state:
            joins |= self.columns["doc.state"].take(docs) == state
        return joins

    def joinable(self, docs: Docs, state: int) -> Docs:
        """Those that may be."""
        return docs[self.may_join(docs, state)]

    def _found_around(self, place: Place, radius_miles: float) -> Around:
        return Around(self.geography, Circle(place.point, radius_miles), self.apart(place), self._hybrid, self.afar)

    def _found_apart(self, *where: str | None) -> Apart:
        serving = self._found(*where)
        first, last = serving.searchsorted(self.geography.edges).tolist()
        serving = np.concatenate([serving[:first], serving[last:]])  # those online only are joined
        unknown = all_of(self.geography.unknown(self.number_of(where[0]) or None))
        ranks = np.repeat(np.array([AREA, UNKNOWN], np.uint8), [len(serving), len(unknown)])
        return Apart(np.concatenate([serving, unknown]), ranks)

    def _found(self, state: str | None, county: str | None, town: str | None, zip5: str | None) -> Docs:
        names = {
            "state": state,
            "county": county and state and f"{county}, {state}",
            "town": town and state and f"{town}, {state}",
            "zip": zip5,
        }
        keys = ["nation", *(area_key(kind, name) for kind, name in names.items() if name)]
        at, listed = self.columns["area.docs"], self.columns["area.doc"]
        numbers = [number for key in keys if (number := self._areas.find(key)) is not None]
        found = [listed[at[number] : at[number + 1]] for number in numbers]
        if len(found) < 2:
            return found[0] if found else _NONE
        return distinct(np.sort(np.concatenate(found)))
