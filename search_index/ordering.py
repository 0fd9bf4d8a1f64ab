"""The documents of one page out of many, without sorting those before and after it.

Order: bucket (fit, then reach), then a value, then the id. A value may be rough: then every document whose value is
within `error` of the page's edges is asked for its exact one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from search_index.columns import Array

Exact = Callable[[int], float]
"""The exact value of the document at a place."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a page. place: among the documents given; key: comparable with rows of other parts, id apart."""

    place: int
    bucket: int
    value: float


@dataclass(frozen=True, slots=True)
class Values:
    """What documents are ordered by within a bucket. rough: of each place; exact: None when rough ones are exact."""

    rough: Callable[[Array], Array]
    ties: Callable[[Array], Array]
    exact: Exact | None = None
    error: float = 0.0


def page(buckets: Array, values: Values, offset: int, limit: int) -> list[Row]:
    """Rows offset to offset + limit of the whole order. buckets: of each document."""
    rows: list[Row] = []
    if not len(buckets) or limit <= 0:
        return rows
    before = 0
    for bucket, size in enumerate(np.bincount(buckets).tolist()):
        first, last = max(offset - before, 0), min(offset + limit - before, size)
        if first < last:
            places = np.flatnonzero(buckets == bucket) if size < len(buckets) else np.arange(size)
            rows += [Row(place, bucket, value) for place, value in _slice(places, values, first, last)]
        before += size
    return rows


def _slice(places: Array, values: Values, first: int, last: int) -> list[tuple[int, float]]:
    """(place, value) of ranks first to last among places."""
    rough = values.rough(places)
    if first > 0 or last < len(places):
        low, high = _edges(rough, first, last, values.error)
        if low == high and (values.exact is None or low == np.inf):
            # All of the page ties: then so do, perhaps, very many more, of which only the ids are looked at.
            tied = np.flatnonzero(rough == low)
            below = int(np.count_nonzero(rough < low))
            ids = values.ties(places[tied])
            chosen = tied[_ranks(ids, first - below, last - below)]
            return [(place, float(low)) for place in places[chosen].tolist()]
        first_kept = int(np.count_nonzero(rough < low))
        kept = np.flatnonzero((rough >= low) & (rough <= high))
        places, rough = places[kept], rough[kept]
        first, last = first - first_kept, last - first_kept
    ids = values.ties(places)
    if values.exact is not None:
        rough = np.array([values.exact(place) for place in places.tolist()])
    order = np.lexsort((ids, rough))[first:last]
    return list(zip(places[order].tolist(), rough[order].tolist(), strict=True))


def _edges(rough: Array, first: int, last: int, error: float) -> tuple[float, float]:
    """Values between which everything lies that may be of rank first to last - 1."""
    edges = np.partition(rough, (first, last - 1))
    return edges[first] - 2 * error, edges[last - 1] + 2 * error


def _ranks(ids: Array, first: int, last: int) -> Array:
    """Where the ids of ranks first to last - 1 are, in their order."""
    near = np.argpartition(ids, last - 1)[:last] if last < len(ids) else np.arange(len(ids))
    return near[np.argsort(ids[near])][first:last]
