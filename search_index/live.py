"""The live index: a generation and what changed since, following the store before every search.

Nothing here is the truth. A generation that is missing, damaged or made by another version is built anew from the
database; when the disk takes none, the index is held in memory. Searches work on a `View`, which is never changed: a
new one takes its place in one assignment, and whoever still searches the old one finishes on it.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, perf_counter, sleep

from referral.domain.errors import HandoffError, IndexUnavailable, StoreError
from referral.domain.ports import Store, UnitOfWork
from referral.domain.search import SearchPage, SearchQuery
from search_index.building import build_generation
from search_index.delta import View
from search_index.generation import BadGeneration, ForeignGeneration, check_files
from search_index.generations import BuildRunning, Generations, Stamp
from search_index.parts import search
from search_index.verifying import differences

MERGE_ROWS = 2_000
"""Changed documents after which a new generation is built behind the searches."""

_IDS_AT_ONCE = 500
"""Listings asked of the store in one go; databases limit the parameters of a statement."""

_WAIT_S, _LOOK_S = 20.0, 0.05
"""How long a search without any index waits for another builder, and how often it looks."""

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
        self._seen: Seen | None = None
        self._next_build = 0.0

    def search(self, query: SearchQuery) -> SearchPage:
        """The page asked for. Raises IndexUnavailable."""
        view = self._current()
        try:
            return search(view.parts, query)
        except BadGeneration:  # a card is damaged where opening did not look
            self._replace(view)
            return search(self._current().parts, query)

    def build(self) -> Mapping[str, int | float | str]:
        """Build anew from the store. Raises IndexUnavailable, at once when another process builds."""
        started = perf_counter()
        try:
            build_generation(self._store, self._generations)
        except StoreError as error:
            raise _no_database(error) from error
        except OSError as error:
            raise IndexUnavailable(
                f"The search index cannot be written to {self._generations.folder}: {error.strerror}. "
                "Free some space there or correct its permissions, then run: flask index build"
            ) from error
        figures = self._figures(self._current())
        return {**figures, "seconds": round(perf_counter() - started, 3)}

    def status(self) -> Mapping[str, int | float | str]:
        """What is live, with every change that the store holds now. Raises IndexUnavailable."""
        view = self._current()
        return {"engine": "columns", **self._figures(view), "changed_since": view.changed, "last_change": view.seq}

    def verify(self) -> tuple[str, ...]:
        """Damaged files, then differences between what is held and the store, as sentences. Reads everything.

        Raises IndexUnavailable.
        """
        view = self._current()
        faults = check_files(view.generation.path) if view.generation is not None else ()
        try:
            with self._store.unit() as unit:
                return faults + tuple(differences(view, unit.listings.live()))
        except StoreError as error:
            raise _no_database(error) from error

    def _current(self) -> View:
        """The view of the store as it is now."""
        try:
            with self._store.unit() as unit:
                last = unit.changes.last_seq()
        except StoreError as error:
            raise _no_database(error) from error
        seen = self._seen
        if seen is None or seen.view.seq != last:
            with self._lock:
                return self._follow()
        if seen.stamp != self._generations.stamp() and self._lock.acquire(blocking=False):
            try:  # the answer is the same, so only one thread opens the new generation and no other waits for it
                return self._follow()
            finally:
                self._lock.release()
        return seen.view

    def _follow(self) -> View:
        """The newest generation with every change since. Called under the lock."""
        seen, stamp = self._seen, self._generations.stamp()
        if seen is None or seen.stamp != stamp:
            seen = self._opened(seen, stamp)
        while (view := self._refreshed(seen.view)) is None:
            seen = self._rebuilt()
        self._seen = Seen(view, seen.stamp)
        if view.changed >= MERGE_ROWS:
            self._build_behind()
        return view

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
