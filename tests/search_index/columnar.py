"""A small index over the columnar engine, for its contract: a base built once, and a delta of what changed since."""

from threading import Lock

import numpy as np

from referral.domain.errors import IndexUnavailable, StoreError
from referral.domain.listing import Listing
from referral.domain.ports import Store
from referral.domain.search import SearchPage, SearchQuery
from search_index.build.build_columns import build_columns
from search_index.disk.columns import ListedCards
from search_index.engine import ColumnEngine
from search_index.parts import Part, listings, search, total
from search_index.text.texts import Statistics


def engine_over(listings: tuple[Listing, ...], statistics: Statistics | None = None) -> ColumnEngine:
    columns = build_columns(listings, statistics=statistics is None)
    return ColumnEngine(columns, ListedCards(listings, columns), statistics)


class ColumnarIndex:
    """Follows a store. What it knows of changed listings is kept, so that each is read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._base: ColumnEngine | None = None
        self._base_seq = self._seq = 0
        self._changed: dict[str, Listing | None] = {}
        self._parts: list[Part] = []

    def total(self, query: SearchQuery) -> int:
        return total(self._current(), query)

    def listings(self, query: SearchQuery) -> tuple[Listing, ...]:
        return listings(self._current(), query)

    def search(self, query: SearchQuery) -> SearchPage:
        return search(self._current(), query)

    def _current(self) -> list[Part]:
        try:
            with self._lock, self._store.unit() as unit:
                last = unit.changes.last_seq()
                if self._base is None:
                    self._base = engine_over(tuple(unit.listings.live()))
                    self._seq, self._parts = last, [Part(self._base)]
                elif last != self._seq:
                    changed = dict.fromkeys(listing_id for _, listing_id in unit.changes.since(self._seq))
                    live = unit.listings.get_many(list(changed))
                    self._changed.update((listing_id, live.get(listing_id)) for listing_id in changed)
                    self._seq, self._parts = last, self._made(self._base)
                return self._parts
        except StoreError as error:
            raise IndexUnavailable(error.message) from error

    def _made(self, base: ColumnEngine) -> list[Part]:
        dead = np.zeros(base.columns.documents, np.bool_)
        for listing_id in self._changed:
            docid = base.docid_of(listing_id)
            if docid is not None:
                dead[docid] = True
        fresh = tuple(listing for listing in self._changed.values() if listing is not None)
        return [Part(base, dead), Part(engine_over(fresh, base.statistics))]
