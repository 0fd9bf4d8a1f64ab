"""The documents of one page out of many, without sorting those before and after it.

Order: bucket (fit, then reach), then a value, then the id. A value may be rough: then documents whose values are within
`error` of each other are asked for their exact ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from search_index.disk.columns import Array

Exact = Callable[[int], float]
"""The exact value of the document at a place."""


class Row(NamedTuple):
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


def page(buckets: Array, values: Values, offset: int, limit: int, *, alone: bool) -> list[Row]:
    """Rows offset to offset + limit of the whole order. buckets: of each document.

    alone: no rows of another part are compared with these, so that their values need not be exact where order is sure.
    """
    rows: list[Row] = []
    if not len(buckets) or limit <= 0:
        return rows
    before = 0
    for bucket, size in enumerate(np.bincount(buckets).tolist()):
        first, last = max(offset - before, 0), min(offset + limit - before, size)
        if first < last:
            places = (buckets == bucket).nonzero()[0] if size < len(buckets) else np.arange(size)
            rows += [Row(place, bucket, value) for place, value in _slice(places, values, first, last, alone=alone)]
        before += size
    return rows


def _slice(places: Array, values: Values, first: int, last: int, *, alone: bool) -> list[tuple[int, float]]:
    """(place, value) of ranks first to last among places."""
    rough = values.rough(places)
    if first > 0 or last < len(places):
        low, high = _edges(rough, first, last, values.error)
        if low == high and (values.exact is None or low == np.inf):
            # All of the page ties: then so do, perhaps, very many more, of which only the ids are looked at.
            tied = (rough == low).nonzero()[0]
            below = int(np.count_nonzero(rough < low))
            ids = values.ties(places.take(tied))
            chosen = tied[_ranks(ids, first - below, last - below)]
            return [(place, float(low)) for place in places[chosen].tolist()]
        first_kept = int(np.count_nonzero(rough < low)) if first else 0
        kept = (((rough >= low) & (rough <= high)) if first else rough <= high).nonzero()[0]
        places, rough = places.take(kept), rough.take(kept)
        first, last = first - first_kept, last - first_kept
    if values.exact is not None and not (alone and _is_sure(rough, values.error)):
        rough = np.array([values.exact(place) for place in places.tolist()])
    order = np.lexsort((values.ties(places), rough))[first:last]
    return list(zip(places.take(order).tolist(), rough.take(order).tolist(), strict=True))


def _is_sure(rough: Array, error: float) -> bool:
    """True when no two values are so near that exact ones might stand in another order. Exact ones cost 2 us each."""
    ordered = np.sort(rough)
    return bool((ordered[1:] > ordered[:-1] + 2 * error).all())


def _edges(rough: Array, first: int, last: int, error: float) -> tuple[float, float]:
    """Values between which everything lies that may be of rank first to last - 1."""
    edges = np.partition(rough, (first, last - 1) if first else last - 1)
    low = edges[first] if first else edges[:last].min()
    return low - 2 * error, edges[last - 1] + 2 * error


def _ranks(ids: Array, first: int, last: int) -> Array:
    """Where the ids of ranks first to last - 1 are, in their order."""
    near = np.argpartition(ids, last - 1)[:last] if last < len(ids) else np.arange(len(ids))
    return near[np.argsort(ids[near])][first:last]
