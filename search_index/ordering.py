"""The documents of one page out of many, without sorting those before and after it.

Order: bucket (fit, then reach), then a value, then the id. A value may be rough: then documents whose values are within
`error` of each other are asked for their exact ones.
"""

from collections.abc import Callable, Iterable
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
    """What documents are ordered by within a bucket, of those at some places (None = of all).

    exact: None when rough ones are exact; asked only where a rough one is finite.
    """

    rough: Callable[[Array | None], Array]
    ties: Callable[[Array | None], Array]
    exact: Exact | None = None
    error: float = 0.0


def page(buckets: Array, values: Values, offset: int, limit: int, *, alone: bool) -> list[Row]:
    """Rows offset to offset + limit of the whole order. buckets: of each document.

    alone: no rows of another part are compared with these, so that their values need not be exact where order is sure.
    """
    last = min(offset + limit, len(buckets))
    if offset >= last:
        return []
    if len(buckets) <= _FEW:
        return _of_few(buckets, values, offset, last, alone=alone)
    rows: list[Row] = []
    before = 0
    for bucket, size in enumerate(np.bincount(buckets).tolist()):
        first, end = max(offset - before, 0), min(last - before, size)
        if first < end:
            places = (buckets == bucket).nonzero()[0] if size < len(buckets) else np.arange(size)
            rows += [Row(place, bucket, value) for place, value in _slice(places, values, first, end, alone=alone)]
        before += size
    return rows


_FEW = 512
"""So few documents are sorted at once, whatever their buckets."""


def _of_few(buckets: Array, values: Values, first: int, last: int, *, alone: bool) -> list[Row]:
    rough = values.rough(None)
    if values.exact is not None and not alone:
        rough = _exactly(rough, range(len(rough)), values.exact)
    order = np.lexsort((values.ties(None), rough, buckets))
    ordered, of = rough.take(order), buckets.take(order)
    if values.exact is not None and alone:
        _settle(order, _near(ordered, values.error) & (of[1:] == of[:-1]), values, values.exact, last)
    chosen = slice(first, last)
    return list(map(Row, order[chosen].tolist(), of[chosen].tolist(), ordered[chosen].tolist()))


def _slice(places: Array, values: Values, first: int, last: int, *, alone: bool) -> list[tuple[int, float]]:
    """(place, value) of ranks first to last among places."""
    rough = values.rough(places)
    if first > 0 or last < len(places):
        low, high = (np.inf, np.inf) if rough.min() == np.inf else _edges(rough, first, last, values.error)
        if low == high and (values.exact is None or low == np.inf):
            # All of the page ties: then so do, perhaps, very many more, of which only the ids are looked at.
            below, tied = int(np.count_nonzero(rough < low)), places.take((rough == low).nonzero()[0])
            chosen = _ranks(values.ties(tied), first - below, last - below)
            return [(place, float(low)) for place in tied.take(chosen).tolist()]
        first_kept = int(np.count_nonzero(rough < low)) if first else 0
        kept = (((rough >= low) & (rough <= high)) if first else rough <= high).nonzero()[0]
        places, rough = places.take(kept), rough.take(kept)
        first, last = first - first_kept, last - first_kept
    if values.exact is not None and not alone:
        rough = _exactly(rough, places.tolist(), values.exact)
    order = np.lexsort((values.ties(places), rough))
    places, ordered = places.take(order), rough.take(order)
    if values.exact is not None and alone:
        _settle(places, _near(ordered, values.error), values, values.exact, last)
    return list(zip(places[first:last].tolist(), ordered[first:last].tolist(), strict=True))


def _exactly(rough: Array, places: Iterable[int], exact: Exact) -> Array:
    """The exact values of documents at places."""
    found = zip(rough.tolist(), places, strict=True)
    return np.array([exact(place) if value < np.inf else value for value, place in found])


def _near(ordered: Array, error: float) -> Array:
    """For each finite value but the first: is it so near to the one before that exact ones may change places."""
    near: Array = (ordered[1:] <= ordered[:-1] + 2 * error) & (ordered[1:] < np.inf)
    return near


def _settle(places: Array, near: Array, values: Values, exact: Exact, last: int) -> None:
    """Put the documents of each run of near values into the order of their exact ones, which cost 2 us each.

    near: for each place but the first, does it belong to the run of the one before. Runs after the last are left alone.
    """
    first = end = -1
    for at in near.nonzero()[0].tolist():
        if at != end:
            _resolve(places[first : end + 1], values, exact)
            first = at
            if first >= last:
                return
        end = at + 1
    _resolve(places[first : end + 1], values, exact)


def _resolve(run: Array, values: Values, exact: Exact) -> None:
    if len(run) > 1:
        run[:] = run[np.lexsort((values.ties(run), np.array([exact(place) for place in run.tolist()])))]


def _edges(rough: Array, first: int, last: int, error: float) -> tuple[float, float]:
    """Values between which everything lies that may be of rank first to last - 1."""
    edges = np.partition(rough, (first, last - 1) if first else last - 1)
    low = edges[first] if first else edges[:last].min()
    return low - 2 * error, edges[last - 1] + 2 * error


def _ranks(ids: Array, first: int, last: int) -> Array:
    """Where the ids of ranks first to last - 1 are, in their order.

    Ids are spread over all numbers, so that the first ones lie below a number that is easily guessed; to part the ids
    by rank takes ten times as long.
    """
    guess = int(ids.max()) * (2 * last + 16) // len(ids)
    near = (ids <= guess).nonzero()[0]
    if len(near) < last:
        near = np.argpartition(ids, last - 1)[:last] if last < len(ids) else np.arange(len(ids))
    return near.take(ids.take(near).argsort())[first:last]
