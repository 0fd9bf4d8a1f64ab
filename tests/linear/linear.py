"""The linear engine: every search looks at every live listing, in memory. Right for tens of thousands of listings."""

from collections.abc import Mapping
from threading import Lock
from time import perf_counter

from referral.domain.errors import IndexUnavailable, StoreError
from referral.domain.listing import Listing
from referral.domain.ports import Store, UnitOfWork
from referral.domain.search import SearchPage, SearchQuery
from tests.linear.scan import answer
from tests.linear.snapshot import Snapshot

_IDS_AT_ONCE = 500
"""Listings asked of the store in one go; databases limit the parameters of a statement."""


class LinearIndex:
    """`SearchIndex` and `IndexAdmin` over a snapshot that follows the store's changes.

    Safe from several threads: a search works on one snapshot, which is never changed; one thread at a time makes the
    next. The first use reads every listing; `build` does so at a chosen time.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._snapshot: Snapshot | None = None

    def search(self, query: SearchQuery) -> SearchPage:
        """The page asked for. Raises IndexUnavailable."""
        started = perf_counter()
        return answer(self._current(), query, started)

    def total(self, query: SearchQuery) -> int:
        """How many answer. Raises IndexUnavailable."""
        return self.search(query).total

    def listings(self, query: SearchQuery) -> tuple[Listing, ...]:
        """The listings of the page. Raises IndexUnavailable."""
        return tuple(hit.listing for hit in self.search(query).hits)

    def build(self) -> Mapping[str, int | float | str]:
        """Read every listing anew. Raises IndexUnavailable."""
        started = perf_counter()
        with self._lock:
            self._snapshot = None
        built = self._current()
        return {"listings": len(built.entries), "seconds": round(perf_counter() - started, 3)}

    def catch_up(self) -> bool:
        """Nothing to do: whatever changed is read by the next search. False."""
        return False

    def status(self) -> Mapping[str, int | float | str]:
        """Engine, listings, last change seen. Raises IndexUnavailable."""
        current = self._current()
        return {"engine": "linear", "listings": len(current.entries), "last_change": current.seq}

    def verify(self) -> tuple[str, ...]:
        """Differences between what is held and the store, as sentences by id. Raises IndexUnavailable."""
        held = {listing_id: entry.listing for listing_id, entry in self._current().entries.items()}
        try:
            with self._store.unit() as unit:
                stored = {listing.id: listing for listing in unit.listings.live()}
        except StoreError as error:
            raise _unavailable(error) from error
        return tuple(
            f"{listing_id} {_difference(listing_id in held, listing_id in stored)}"
            for listing_id in sorted(held.keys() | stored.keys())
            if held.get(listing_id) != stored.get(listing_id)
        )

    def _current(self) -> Snapshot:
        """The snapshot of the store as it is now."""
        try:
            with self._store.unit() as unit:
                known = self._snapshot
                if known is not None and unit.changes.last_seq() == known.seq:
                    return known
            with self._lock, self._store.unit() as unit:
                self._snapshot = fresh = _refreshed(self._snapshot, unit)
                return fresh
        except StoreError as error:
            raise _unavailable(error) from error


def _refreshed(known: Snapshot | None, unit: UnitOfWork) -> Snapshot:
    """The snapshot after every change that the unit sees. A database younger than the snapshot is read anew."""
    last = unit.changes.last_seq()
    if known is None or last < known.seq:
        return Snapshot.of(last, unit.listings.live())
    changes = unit.changes.since(known.seq)
    if not changes:
        return known
    changed = list(dict.fromkeys(listing_id for _seq, listing_id in changes))
    live = {}
    for at in range(0, len(changed), _IDS_AT_ONCE):
        live.update(unit.listings.get_many(changed[at : at + _IDS_AT_ONCE]))
    return known.after(changes[-1][0], changed, live)


def _unavailable(error: StoreError) -> IndexUnavailable:
    return IndexUnavailable(f"The search index cannot read the database: {error.message}")


def _difference(held: bool, stored: bool) -> str:
    if not held:
        return "is live in the database and missing from the index."
    return "differs between the database and the index." if stored else "is in the index and not live in the database."
