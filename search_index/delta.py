"""What changed since a generation was built, in memory, by the same code that builds generations.

A `View` is what a search sees at one moment and is never changed: the base, a few small segments with the listings
that changed, newest last, and for each of them the documents that count no more. Segments grow by powers: a new one
swallows those before it that are not much larger, so that a change costs little on average, however many came before,
and few segments stand at any time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from referral.domain.listing import Listing
from search_index.build.build_columns import build_columns
from search_index.disk.cards import RECORDS, StoredCards
from search_index.disk.columns import Array, ListedCards
from search_index.disk.generation import Generation
from search_index.engine import ColumnEngine
from search_index.parts import Part

_MUCH_LARGER = 3
"""A segment at least this many times as large as what comes after it is left alone."""


@dataclass(frozen=True, slots=True)
class Held:
    """A place among `View.parts`."""

    part: int
    docid: int


@dataclass(frozen=True, slots=True)
class View:
    """Every live listing after change number seq.

    base_seq: the last change in the base. generation: where the base is stored, None when it is in memory only.
    segments: changed listings, each once over all of them.
    """

    base: Part
    base_seq: int
    seq: int
    generation: Generation | None = None
    segments: tuple[Part, ...] = ()

    @classmethod
    def of_generation(cls, generation: Generation) -> "View":
        """What a generation holds, without anything newer."""
        cards = StoredCards(generation.blobs[RECORDS], generation.columns.arrays, generation.tokens)
        engine = ColumnEngine(generation.columns, cards)
        return cls(Part(engine), generation.base_seq, generation.base_seq, generation)

    @classmethod
    def in_memory(cls, seq: int, listings: Iterable[Listing]) -> "View":
        """These listings in memory only, for a disk that takes no generation."""
        held = list(listings)
        columns = build_columns(held)
        return cls(Part(ColumnEngine(columns, ListedCards(held, columns))), seq, seq)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything to search."""
        return (self.base, *self.segments)

    @property
    def listings(self) -> int:
        """How many are live."""
        return sum(_alive(part) for part in self.parts)

    @property
    def changed(self) -> int:
        """How many documents the base would gain and lose if it were built now."""
        return _gone(self.base) + sum(_alive(part) for part in self.segments)

    def place_of(self, listing_id: str) -> Held | None:
        """Where a listing is held, None when it is not live here."""
        for number, part in enumerate(self.parts):
            docid = part.engine.docid_of(listing_id)
            if docid is not None and (part.dead is None or not part.dead[docid]):
                return Held(number, docid)
        return None

    def after(self, seq: int, changed: Iterable[str], live: Mapping[str, Listing]) -> "View":
        """The view after a change. changed: ids that may differ; live: those of them that are live."""
        ids = list(changed)
        base = _without(self.base, ids)
        segments = [part for old in self.segments if _alive(part := _without(old, ids))]
        new = list(live.values())
        while segments and new and _alive(segments[-1]) < _MUCH_LARGER * len(new):
            new += _listings_of(segments.pop())
        if new:
            columns = build_columns(new, statistics=False)
            engine = ColumnEngine(columns, ListedCards(new, columns), self.base.engine.statistics)
            segments.append(Part(engine))
        return replace(self, seq=seq, base=base, segments=tuple(segments))


def _gone(part: Part) -> int:
    return 0 if part.dead is None else int(np.count_nonzero(part.dead))


def _alive(part: Part) -> int:
    return part.engine.columns.documents - _gone(part)


def _without(part: Part, ids: Iterable[str]) -> Part:
    """The part without some listings; the same when it holds none of them."""
    docs = (part.engine.docid_of(listing_id) for listing_id in ids)
    found = [docid for docid in docs if docid is not None]
    if not found:
        return part
    dead: Array = np.zeros(part.engine.columns.documents, np.bool_) if part.dead is None else part.dead.copy()
    dead[found] = True
    return Part(part.engine, dead)


def living(part: Part) -> list[int]:
    """The documents of a part that count."""
    docs = range(part.engine.columns.documents)
    return list(docs) if part.dead is None else np.flatnonzero(~part.dead).tolist()


def _listings_of(segment: Part) -> list[Listing]:
    cards = cast("ListedCards", segment.engine.cards)  # segments are made above and nowhere else
    return [cards.get(docid) for docid in living(segment)]
