"""The live index: a generation and what changed since, following the store before every search.

Nothing here is the truth. A generation that is missing, damaged or made by another version is built anew from the
database; when the disk takes none, the index is held in memory. Searches work on a `View`, which is never changed: a
new one takes its place in one assignment, and whoever still searches the old one finishes on it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, perf_counter, sleep
from typing import TypeVar

from referral.domain.errors import HandoffError, IndexUnavailable, StoreError
from referral.domain.listing import Listing
from referral.domain.ports import Store, UnitOfWork
from referral.domain.search import SearchPage, SearchQuery
from search_index.build.building import build_generation
from search_index.delta import View
from search_index.disk.generation import BadGeneration, ForeignGeneration, check_files
from search_index.disk.generations import BuildRunning, Generations, Stamp
from search_index.disk.verifying import differences
from search_index.parts import Part, listings, search, total

T = TypeVar("T")

ENGINE = "columns"

MERGE_ROWS = 2_000
"""Changed documents after which a new generation is built behind the searches."""

_FEW_CHANGES = 100
"""So many changes are put over the old generation in less time than a new one takes to open, some 10 ms."""

_IDS_AT_ONCE = 500
"""Listings asked of the store in one go; databases limit the parameters of a statement."""

_WAIT_S, _LOOK_S = 20.0, 0.05
"""How long whoever needs a new generation waits for another builder, and how often it looks."""

_PAUSE_S = 60.0
"""After a build behind the searches was begun, no other is for so long, or until a new generation is live."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A view, and the state of the index folder when it was opened."""

    view: View
    stamp: Stamp | None


class LiveIndex:
    """`SearchIndex` and `IndexAdmin` over a store, in a folder that any number of processes share.

    Safe from several threads; opens nothing before it is first used. start_build: starts a build in another process
    and returns at once; None builds in a thread of this one, which slows its searches for that time.
    """

    def __init__(self, store: Store, folder: Path, start_build: Callable[[], object] | None = None) -> None:
        self._store = store
        self._generations = Generations(folder)
        self._start_build = start_build
        self._lock = Lock()
        self._swapping = Lock()
        self._seen: Seen | None = None
        self._next_build = 0.0

    def search(self, query: SearchQuery) -> SearchPage:
        """The page asked for. Raises IndexUnavailable."""
        return self._answered(search, query)

    def total(self, query: SearchQuery) -> int:
        """How many answer. Raises IndexUnavailable."""
        return self._answered(total, query)

    def listings(self, query: SearchQuery) -> tuple[Listing, ...]:
        """The listings of the page, in its order. Raises IndexUnavailable."""
        return self._answered(listings, query)

    def build(self) -> Mapping[str, int | float | str]:
        """Build anew from the store. Raises IndexUnavailable, at once when another process builds."""
        started = perf_counter()
        self._build()
        figures = self._figures(self._newest())
        return {**figures, "seconds": round(perf_counter() - started, 3)}

    def catch_up(self) -> bool:
        """Build anew when so much changed that searches should not have to; True when it was done.

        Waits for another builder, who may have begun before the changes. Raises IndexUnavailable.
        """
        until = monotonic() + _WAIT_S
        while self._is_far_behind():
            try:
                self._build()
            except BuildRunning:
                if monotonic() > until:
                    raise
                sleep(_LOOK_S)
            else:
                return True
        return False

    def status(self) -> Mapping[str, int | float | str]:
        """What is live, with every change that the store holds now; builds nothing. Raises IndexUnavailable."""
        if self._seen is None:
            try:
                self._generations.open_current()
            except BadGeneration as error:
                last = self._last_seq()
                return {
                    "engine": ENGINE,
                    "listings": 0,
                    "generation": "none",
                    "problem": error.message,
                    "last_change": last,
                }
        view = self._newest()
        return {"engine": ENGINE, **self._figures(view), "changed_since": view.changed, "last_change": view.seq}

    def verify(self) -> tuple[str, ...]:
        """Damaged files, then differences between what is held and the store, as sentences. Reads everything.

        Raises IndexUnavailable.
        """
        view = self._newest()
        faults = check_files(view.generation.path) if view.generation is not None else ()
        try:
            with self._store.unit() as unit:
                return faults + tuple(differences(view, unit.listings.live()))
        except StoreError as error:
            raise _no_database(error) from error

    def _answered(self, answer: Callable[[Sequence[Part], SearchQuery], T], query: SearchQuery) -> T:
        view = self._current()
        try:
            return answer(view.parts, query)
        except BadGeneration:  # a card is damaged where opening did not look
            self._replace(view)
            return answer(self._current().parts, query)

    def _current(self) -> View:
        """A view of the store as it is now."""
        last, seen = self._last_seq(), self._seen
        if seen is None:
            return self._newest()
        if last - seen.view.seq > _FEW_CHANGES:
            return self._newest()
        if seen.stamp != self._generations.stamp():
            self._swap_behind()
        if seen.view.seq == last:
            return seen.view
        with self._lock:
            return self._follow(swap=False)

    def _newest(self) -> View:
        """The view of the store as it is now over the newest generation."""
        with self._lock:
            return self._follow(swap=True)

    def _last_seq(self) -> int:
        try:
            return self._store.last_seq()
        except StoreError as error:
            raise _no_database(error) from error

    def _is_far_behind(self) -> bool:
        """True when no generation can be used, or so much changed since that one is due."""
        try:
            base_seq = self._generations.open_current().base_seq
        except BadGeneration:
            return True
        try:
            with self._store.unit() as unit:
                changed = {listing_id for _seq, listing_id in unit.changes.since(base_seq)}
                return len(changed) >= MERGE_ROWS or unit.changes.last_seq() < base_seq
        except StoreError as error:
            raise _no_database(error) from error

    def _build(self) -> None:
        """A new generation. Raises IndexUnavailable, as BuildRunning at once when another process builds."""
        try:
            build_generation(self._store, self._generations)
        except StoreError as error:
            raise _no_database(error) from error
        except OSError as error:
            raise IndexUnavailable(
                f"The search index cannot be written to {self._generations.folder}: {error.strerror}. "
                "Free some space there or correct its permissions, then run: flask index build"
            ) from error

    def _follow(self, *, swap: bool) -> View:
        """A view with every change until now. Called under the lock. swap: take up the newest generation first."""
        seen, stamp = self._seen, self._generations.stamp()
        if seen is None or (swap and seen.stamp != stamp):
            seen = self._opened(seen, stamp)
        while (view := self._refreshed(seen.view)) is None:
            seen = self._rebuilt() if seen.stamp == stamp else self._opened(None, stamp)
        self._seen = Seen(view, seen.stamp)
        if view.changed >= MERGE_ROWS and seen.stamp == stamp:  # else a newer generation is about to be taken up
            self._build_behind()
        return view

    def _swap_behind(self) -> None:
        """Take up the newest generation while searches go on over the old one, whose answers are the same."""
        if self._swapping.acquire(blocking=False):
            Thread(target=self._swap, name="index-swap", daemon=True).start()

    def _swap(self) -> None:
        try:
            seen, stamp = self._seen, self._generations.stamp()
            fresh = self._opened(seen, stamp)
            view = self._refreshed(fresh.view)  # most of the changes, while searches have the lock
            with self._lock:
                if view is not None and self._seen is not None and self._seen.stamp != stamp:
                    view = self._refreshed(view)
                    self._seen = self._seen if view is None else Seen(view, stamp)
        except IndexUnavailable:
            pass  # of the database: the next search meets it too, and says so
        finally:
            self._swapping.release()

    def _opened(self, seen: Seen | None, stamp: Stamp | None) -> Seen:
        """The live generation; while it cannot be used, what was seen before, or a build."""
        try:
            return Seen(View.of_generation(self._generations.open_current()), stamp)
        except BadGeneration as error:
            if seen is None:
                return self._rebuilt()
            if not isinstance(error, ForeignGeneration):  # another version's is whole, and others search it
                self._build_behind()
            return Seen(seen.view, stamp)

    def _replace(self, damaged: View) -> None:
        """Build anew, unless another thread did so since."""
        with self._lock:
            if self._seen is not None and self._seen.view.generation is damaged.generation:
                self._seen = self._rebuilt()

    def _rebuilt(self) -> Seen:
        """A new generation, or one that another process builds meanwhile, or all listings in memory."""
        before, until = self._generations.stamp(), monotonic() + _WAIT_S
        while True:
            try:
                build_generation(self._store, self._generations)
            except BuildRunning:
                if monotonic() > until:
                    raise
                sleep(_LOOK_S)
            except StoreError as error:
                raise _no_database(error) from error
            except OSError:
                return Seen(self._in_memory(), before)
            stamp = self._generations.stamp()
            if stamp != before:
                with suppress(BadGeneration):
                    return Seen(View.of_generation(self._generations.open_current()), stamp)

    def _refreshed(self, view: View) -> View | None:
        """The view after every change that the store holds now.

        None when only a build helps: the database is younger than the view, or more changed than stayed.
        """
        try:
            with self._store.unit() as unit:
                return _after_changes(view, unit)
        except StoreError as error:
            raise _no_database(error) from error

    def _in_memory(self) -> View:
        try:
            with self._store.unit() as unit:
                return View.in_memory(unit.changes.last_seq(), unit.listings.live())
        except StoreError as error:
            raise _no_database(error) from error

    def _build_behind(self) -> None:
        """Begin a build that nobody waits for. When it fails, the next one is tried after a pause."""
        if monotonic() < self._next_build:
            return
        self._next_build = monotonic() + _PAUSE_S
        if self._start_build is not None:
            with suppress(OSError):
                self._start_build()
            return
        Thread(target=self._build_quietly, name="index-build", daemon=True).start()

    def _build_quietly(self) -> None:
        with suppress(HandoffError, OSError):  # the index that is live stays, and the pause ends
            build_generation(self._store, self._generations, breathing=True)
            self._next_build = 0.0

    def _figures(self, view: View) -> dict[str, int | float | str]:
        generation = view.generation
        if generation is None:
            return {"listings": view.listings, "generation": "in memory"}
        return {
            "listings": view.listings,
            "generation": generation.path.name,
            "built_at": generation.built_at,
            "size_bytes": generation.size_bytes,
        }


def _after_changes(view: View, unit: UnitOfWork) -> View | None:
    if unit.changes.last_seq() < view.seq:
        return None
    changes = unit.changes.since(view.seq)
    if not changes:
        return view
    changed = list(dict.fromkeys(listing_id for _seq, listing_id in changes))
    if len(changed) > max(MERGE_ROWS, view.listings):
        return None
    live = {}
    for at in range(0, len(changed), _IDS_AT_ONCE):
        live.update(unit.listings.get_many(changed[at : at + _IDS_AT_ONCE]))
    return view.after(changes[-1][0], changed, live)


def _no_database(error: StoreError) -> IndexUnavailable:
    return IndexUnavailable(f"The search index cannot read the database: {error.message}")
