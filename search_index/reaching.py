"""Which documents can be reached from a place, and how: the columnar form of `domain/reach.py`.

Online-only documents stand together, and so do those of unknown distance (see `geo.py`). `area.*` lists the documents
that serve each area by name, `hybrid.doc` those that can be joined from afar besides.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from referral.domain.place import Place
from referral.domain.search import SearchQuery
from search_index.columns import Array, Columns, Docs
from search_index.facet_bits import Mask
from search_index.facets import FacetColumns, Sheet
from search_index.geo import Circle, Geography
from search_index.postings import all_of, distinct, member
from search_index.strings import Strings

NEAR, AREA, ONLINE, UNKNOWN = 0, 1, 2, 3
"""Ranks of `Reach`."""
OUT = 255

_HYBRID, _PROGRAM = Mask.of(("attendance=hybrid",)), Mask.of(("program",))
_NONE = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Reached:
    """Documents with their reach, ascending. chords: to the place, meaningful where near; None without a place."""

    docs: Docs
    ranks: Array
    chords: Array | None = None

    def only(self, kept: Array) -> "Reached":
        """Some of them."""
        return Reached(self.docs[kept], self.ranks[kept], None if self.chords is None else self.chords[kept])


class Region:
    """What one search can reach: of given documents (`reached`), or within a radius (`inside` and `apart`)."""

    def __init__(self, directory: "Directory", query: SearchQuery) -> None:
        columns, geography, facets = directory.columns, directory.geography, directory.facets
        self._directory = directory
        self._columns, self._geography, self._facets = columns, geography, facets
        self._place, self._wants_online = query.place, query.wants_online
        states: list[str] = columns.meta["states"]
        here = None if query.place is None else query.place.state
        self._state = states.index(here) + 1 if here in states else len(states) + 1 if here else 0
        self._serving = _NONE if query.place is None else directory.serving(query.place)
        self._circle: Circle | None = None
        self._slices: Array | None = None
        self.size = columns.documents
        """About how many documents `inside` and `apart` look at."""
        if query.place is not None and query.radius_miles is not None:
            self._circle = Circle(query.place.point, query.radius_miles)
            self._slices = geography.slices(self._circle)
            self.size = int((self._slices[:, 1] - self._slices[:, 0]).sum()) + len(self._serving)
            if self._wants_online:
                self.size += geography.unknown_from - geography.online_from + len(directory.hybrid)

    @property
    def is_limited(self) -> bool:
        """True within a radius."""
        return self._slices is not None

    def inside(self) -> Reached:
        """The documents within the radius."""
        if self._slices is None or self._place is None or self._circle is None:
            raise ValueError("only a radius limits a region")
        docs = all_of(self._slices)
        chords = self._geography.chords(docs, self._place.point)
        inside = self._geography.within(docs, chords, self._circle)
        docs = docs[inside]
        return Reached(docs, np.zeros(len(docs), np.uint8), chords[inside])

    def apart(self) -> Iterator[tuple[Sheet, Callable[[Docs], Reached]]]:
        """Documents that may be reached otherwise, and what tells which of them are. No two share a document."""
        geography, sheet = self._geography, self._facets.sheet
        unknown = all_of(geography.unknown(self._state or None))
        if len(unknown):
            yield sheet(unknown), self._only(UNKNOWN)
        if len(self._serving):
            yield sheet(self._serving), self._only(AREA)
        if self._wants_online:
            yield sheet(slice(geography.online_from, geography.unknown_from)), self.reached
            yield self._directory.hybrid_sheet, self._joined

    def _only(self, rank: int) -> Callable[[Docs], Reached]:
        """What is reached in one way; in other ways these documents are reached among others."""

        def reached(docs: Docs) -> Reached:
            found = self.reached(docs)
            return found.only(found.ranks == rank)

        return reached

    def _joined(self, docs: Docs) -> Reached:
        """Hybrid documents that are joined from afar. Only those around the circle need a closer look."""
        if self._slices is None:
            return self._only(ONLINE)(docs)
        ranges = np.concatenate([self._slices, self._geography.unknown(None)])
        close = (ranges.ravel().searchsorted(docs, side="right") & 1).astype(np.bool_)
        close |= member(docs, self._serving)
        far = docs[~close]
        far = far[self._may_join(far)]
        closer = self._only(ONLINE)(docs[close])
        joined = np.sort(np.concatenate([far, closer.docs]))
        return Reached(joined, np.full(len(joined), ONLINE, np.uint8), np.zeros(len(joined), np.float32))

    def reached(self, docs: Docs) -> Reached:
        """Those of the documents that can be reached."""
        if self._place is None:
            ranks = np.zeros(len(docs), np.uint8)
            first, last = self._cuts(docs)
            ranks[first:last] = ONLINE
            return Reached(docs, ranks)
        ranks = np.full(len(docs), OUT, np.uint8)
        placed = int(docs.searchsorted(np.int32(self._geography.placed)))
        chords = np.zeros(len(docs), np.float32)
        chords[:placed] = self._geography.chords(docs[:placed], self._place.point)
        if self._circle is None:
            ranks[:placed] = NEAR
        else:
            ranks[:placed][self._geography.within(docs[:placed], chords[:placed], self._circle)] = NEAR
        far = np.flatnonzero(ranks)
        if len(far):
            ranks[far] = self._not_near(docs[far])
        found = Reached(docs, ranks, chords)
        kept = ranks != OUT
        return found if kept.all() else found.only(kept)

    def _cuts(self, docs: Docs) -> tuple[int, int]:
        """Where among the documents the online-only ones begin and end."""
        edges = np.array([self._geography.online_from, self._geography.unknown_from], np.int32)
        first, last = docs.searchsorted(edges).tolist()
        return first, last

    def _not_near(self, docs: Docs) -> Array:
        """The reach of documents that are not near."""
        ranks = np.full(len(docs), OUT, np.uint8)
        first, last = self._cuts(docs)
        if self._wants_online:
            joined = self._facets.any_yes(docs, _HYBRID)
            joined[first:last] = True
            joined[joined] = self._may_join(docs[joined])
            ranks[joined] = ONLINE
        if len(self._serving):
            served = member(docs, self._serving)
            served[first:last] = False
            ranks[served] = AREA
        tail = docs[last:]
        unknown = np.ones(len(tail), np.bool_) if self._circle is None else ~self._elsewhere(tail)
        ranks[last:][unknown] = UNKNOWN
        return ranks

    def _may_join(self, docs: Docs) -> Array:
        """Programs are licensed by state; anyone may join a meeting."""
        joins = ~self._facets.any_yes(docs, _PROGRAM)
        if self._state:
            joins |= self._columns["doc.state"].take(docs) == self._state
        return joins

    def _elsewhere(self, docs: Docs) -> Array:
        """Known to be in another state than the place: no question within a radius."""
        states = self._columns["doc.state"].take(docs)
        elsewhere: Array = (states != 0) & (states != self._state) & (self._state != 0)
        return elsewhere


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
        self.hybrid: Docs = columns["hybrid.doc"]

    @cached_property
    def hybrid_sheet(self) -> Sheet:
        """Of all hybrid documents, kept at hand."""
        return self.facets.sheet(self.hybrid).kept()

    def serving(self, place: Place) -> Docs:
        """The documents with a service area that holds a place, by `reach.holds`."""
        return self._served(place.state, place.county, place.town, place.zip5)

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
