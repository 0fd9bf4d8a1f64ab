"""tantivy with cells of a tenth of a degree as terms, and columns of numpy for what it cannot test.

The quickest way found to use it: ranges over its own columns of latitude and longitude took four to twenty times as
long, and taking ten thousand hits out of it takes fifteen milliseconds. Words, cells and facets are terms of one query;
the exact distance, sessions and the order are worked out over its hits. Without words it is not asked at all: columns
sorted by latitude answer.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import product
from math import ceil, cos, degrees, floor, radians
from pathlib import Path

import numpy as np

from bench import measure
from bench.peers import Absent
from bench.peers.rows import PeerQuery, PeerRow, Stems, unit_vector
from referral.domain.place import EARTH_RADIUS_MILES, Point

try:
    import tantivy
except ImportError as missing:
    raise Absent("tantivy is not installed: install the project with its extra named bench") from missing

_TOP = 20
_CELLS = 10
"""Cells to a degree."""

_BITS = 64
_FIRST_LIMIT = 10_000
"""Hits taken out at the first go; seldom are there more."""


class TantivyPeer:
    """The protocol `Peer`."""

    def __init__(self, folder: Path) -> None:
        self.name = "tantivy cells + numpy"
        self.version = version("tantivy")
        self._folder = folder / "index"
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field("bits", tokenizer_name="whitespace", index_option="basic")
        builder.add_unsigned_field("cell", indexed=True)
        builder.add_unsigned_field("number", fast=True)
        self._schema = builder.build()

    def load(self, rows: Iterable[PeerRow]) -> None:
        """Take the listings in, as one segment."""
        self._folder.mkdir()
        index = tantivy.Index(self._schema, path=str(self._folder))
        writer = index.writer(heap_size=1_000_000_000, num_threads=1)
        bits: list[int] = []
        latitudes: list[float] = []
        vectors: list[tuple[float, float, float]] = []
        spans: list[tuple[int, int]] = []
        span_ends = [0]
        for row in rows:
            writer.add_document(_document(row))
            bits.append(row.bits)
            latitudes.append(row.point.latitude if row.point is not None else np.inf)
            vectors.append(unit_vector(row.point) if row.point is not None else (0.0, 0.0, 0.0))
            spans += row.spans
            span_ends.append(len(spans))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._vectors, self._bits = np.array(vectors), np.array(bits)
        self._by_latitude = np.argsort(latitudes, kind="stable")
        self._latitudes = np.array(latitudes)[self._by_latitude]
        self._span_ends = np.array(span_ends)
        self._spans = np.array(spans).reshape(-1, 2)

    def answer(self, query: PeerQuery) -> tuple[int, list[int]]:
        """(matches, numbers of the best 20)."""
        if not query.words:
            numbers = self._between(query)
            return self._nearest(query, numbers, np.zeros(len(numbers)))
        asked = self._query(query)
        if query.point is None and query.windows is None:
            found = self._searcher.search(asked, limit=_TOP, count=True)
            return found.count, self._numbers([address for _, address in found.hits])
        found = self._searcher.search(asked, limit=_FIRST_LIMIT, count=True)
        if found.count > _FIRST_LIMIT:
            found = self._searcher.search(asked, limit=found.count, count=False)
        numbers = np.array(self._numbers([address for _, address in found.hits]), dtype=np.int64)
        scores = np.array([score for score, _ in found.hits])
        return self._nearest(query, numbers, scores)

    def disk_bytes(self) -> int:
        """The segment's files and the columns."""
        columns = (self._vectors, self._bits, self._by_latitude, self._latitudes, self._span_ends, self._spans)
        return measure.folder_bytes(self._folder) + sum(column.nbytes for column in columns)

    def close(self) -> None:
        """Nothing runs."""

    def _numbers(self, addresses: list) -> list[int]:
        return [int(found or 0) for found in self._searcher.fast_field_values("number", addresses)] if addresses else []

    def _between(self, query: PeerQuery) -> np.ndarray:
        """What lies between the latitudes of the circle and answers the facets."""
        point, tall = query.point or Point(0, 0), degrees((query.radius_miles or 0) / EARTH_RADIUS_MILES)
        first, last = np.searchsorted(self._latitudes, [point.latitude - tall, point.latitude + tall])
        numbers = self._by_latitude[first:last]
        for mask in query.masks:
            numbers = numbers[(self._bits[numbers] & mask) != 0]
        return numbers

    def _nearest(self, query: PeerQuery, numbers: np.ndarray, scores: np.ndarray) -> tuple[int, list[int]]:
        """What lies in the circle and fits the windows, by score and distance."""
        cosines = self._vectors[numbers] @ np.array(unit_vector(query.point or Point(0, 0)))
        kept = cosines >= cos((query.radius_miles or 0) / EARTH_RADIUS_MILES)
        if query.windows is not None:
            kept[kept] = self._fits(numbers[kept], query.windows)
        numbers, scores = numbers[kept], scores[kept]
        miles = EARTH_RADIUS_MILES * np.arccos(np.minimum(1.0, cosines[kept]))
        places = -scores / (1 + miles / 10) if query.words else miles
        first = np.lexsort((numbers, places))[:_TOP]
        return len(numbers), numbers[first].tolist()

    def _fits(self, numbers: np.ndarray, windows: tuple[tuple[int, int], ...]) -> np.ndarray:
        first, last = self._span_ends[numbers], self._span_ends[numbers + 1]
        counts = last - first
        owners = np.repeat(np.arange(len(numbers)), counts)
        at = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
        spans = self._spans[at]
        inside = np.zeros(len(spans), dtype=bool)
        for start, end in windows:
            inside |= (spans[:, 0] >= start) & (spans[:, 1] <= end)
        fits = np.zeros(len(numbers), dtype=bool)
        fits[owners[inside]] = True
        return fits

    def _query(self, query: PeerQuery):
        must, query_of = tantivy.Occur.Must, tantivy.Query
        parts = []
        if query.words:
            groups = [_any([self._wanted(one) for one in group]) for group in query.words]
            parts.append((must, _any(groups) if query.any_word else _all(groups)))
        if query.point is not None and query.radius_miles is not None:
            cells = list(_cells_within(query.point, query.radius_miles))
            parts.append((must, query_of.const_score_query(query_of.term_set_query(self._schema, "cell", cells), 0.0)))
        for mask in query.masks:
            bits = [query_of.term_query(self._schema, "bits", str(b)) for b in range(_BITS) if mask >> b & 1]
            parts.append((must, query_of.const_score_query(_any(bits), 0.0)))
        return query_of.boolean_query(parts)

    def _wanted(self, one: Stems):
        if one.adjacent:
            return tantivy.Query.phrase_query(self._schema, "words", list(one.stems))
        return _all([tantivy.Query.term_query(self._schema, "words", stem) for stem in one.stems])


def _all(parts: list):
    return parts[0] if len(parts) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Must, p) for p in parts])


def _any(parts: list):
    return parts[0] if len(parts) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Should, p) for p in parts])


def _document(row: PeerRow):
    document = tantivy.Document()
    document.add_text("words", " ".join(row.stems))
    document.add_text("bits", " ".join(str(bit) for bit in range(_BITS) if row.bits >> bit & 1))
    document.add_unsigned("number", row.number)
    if row.point is not None:
        document.add_unsigned("cell", _cell(floor(row.point.latitude * _CELLS), floor(row.point.longitude * _CELLS)))
    return document


def _cell(south: int, west: int) -> int:
    return (south + 90 * _CELLS) * 360 * _CELLS + west + 180 * _CELLS


def _cells_within(point: Point, radius_miles: float) -> Iterator[int]:
    """Every cell that the circle may touch."""
    tall = degrees(radius_miles / EARTH_RADIUS_MILES)
    wide = tall / cos(radians(min(89.0, abs(point.latitude) + tall)))
    rows = range(floor((point.latitude - tall) * _CELLS), ceil((point.latitude + tall) * _CELLS))
    columns = range(floor((point.longitude - wide) * _CELLS), ceil((point.longitude + wide) * _CELLS))
    return (_cell(south, west) for south, west in product(rows, columns))
