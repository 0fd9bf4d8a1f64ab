"""Our own engines, by name: how each is made over a store, in a folder of its own, and how its steps are timed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

from referral.domain.ports import IndexAdmin, SearchIndex, Store
from referral.domain.search import SearchQuery
from search_index.delta import View
from search_index.disk.generations import Generations
from search_index.live import LiveIndex
from search_index.parts import count, find_text, rank
from search_index.text.query import parse


class Engine(SearchIndex, IndexAdmin, Protocol):
    """What is measured: the two ports of an index."""


@dataclass(frozen=True, slots=True)
class Steps:
    """One search in its steps, each a call that can be repeated.

    parse: the text into a tree. ids: from the tree to exact totals and the ids of the page. counts: facet counts of
    what ids found. first_ms: what ids took when the search was run for the first time.
    """

    parse: Callable[[], object]
    ids: Callable[[], object]
    counts: Callable[[], object]
    first_ms: float


@dataclass(frozen=True, slots=True)
class EngineKind:
    """make: the engine over a store and a folder. kept: what was built stays in the folder, so that others open it.

    size: what it is measured at when no size is named, a few minutes at most. steps: of a search on what is kept in a
    folder, None when they cannot be told apart.
    """

    name: str
    make: Callable[[Store, Path], Engine]
    kept: bool
    size: str
    steps: Callable[[Path], Callable[[SearchQuery], Steps]] | None = None


def _columns(store: Store, folder: Path) -> Engine:
    return LiveIndex(store, folder / "index")


def steps_of(folder: Path) -> Callable[[SearchQuery], Steps]:
    """The steps of searches over the columns kept in a folder."""
    parts = View.of_generation(Generations(folder / "index").open_current()).parts

    def steps(query: SearchQuery) -> Steps:
        tree = parse(query.text)
        started = perf_counter()
        found, _ = find_text(parts, query, tree)
        rank(parts, query, found, by_text=tree is not None)
        first_ms = (perf_counter() - started) * 1000

        def ids() -> object:
            again, _ = find_text(parts, query, tree)
            rows = rank(parts, query, again, by_text=tree is not None)
            return again.total, [row.listing_id for row in rows]

        return Steps(lambda: parse(query.text), ids, lambda: count(parts, query, found), first_ms)

    return steps


ENGINES = {kind.name: kind for kind in (EngineKind("columns", _columns, kept=True, size="100k", steps=steps_of),)}
DEFAULT = "columns"
