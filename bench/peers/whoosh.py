"""Whoosh as its documentation shows it: terms, keywords, numeric ranges; its hits are tested for what is left."""

from collections.abc import Iterable
from math import cos, degrees, radians
from pathlib import Path

import whoosh
from whoosh import fields, index, query, scoring
from whoosh.analysis import SpaceSeparatedTokenizer

from bench import measure
from bench.peers.rows import PeerQuery, PeerRow, Stems
from referral.domain.place import EARTH_RADIUS_MILES, Point, miles_between

_TOP = 20
_BITS = 64


class WhooshPeer:
    """The protocol `Peer`."""

    def __init__(self, folder: Path) -> None:
        self.name = "Whoosh, plainly"
        self.version = ".".join(map(str, whoosh.__version__))
        self._folder = folder / "index"
        self._schema = fields.Schema(
            words=fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True),
            bits=fields.KEYWORD,
            latitude=fields.NUMERIC(float),
            longitude=fields.NUMERIC(float),
            number=fields.STORED,
        )

    def load(self, rows: Iterable[PeerRow]) -> None:
        """Take the listings in."""
        self._folder.mkdir()
        made = index.create_in(str(self._folder), self._schema)
        self._points: list[Point | None] = []
        self._spans: list[tuple[tuple[int, int], ...]] = []
        with made.writer(limitmb=512) as writer:
            for row in rows:
                where = {} if row.point is None else {"latitude": row.point.latitude, "longitude": row.point.longitude}
                bits = " ".join(str(bit) for bit in range(_BITS) if row.bits >> bit & 1)
                writer.add_document(words=" ".join(row.stems), bits=bits, number=row.number, **where)
                self._points.append(row.point)
                self._spans.append(row.spans)
        self._searcher = made.searcher(weighting=scoring.BM25F())

    def answer(self, asked: PeerQuery) -> tuple[int, list[int]]:
        """(matches, numbers of the best 20)."""
        limit = None if asked.point is not None else _TOP
        hits = self._searcher.search(_words_of(asked), filter=_filter_of(asked), limit=limit)
        if limit:
            return len(hits), [hit["number"] for hit in hits]
        found = []
        for hit in hits:
            number = hit["number"]
            miles = self._miles(number, asked)
            if miles is not None and self._fits(number, asked):
                found.append((-hit.score / (1 + miles / 10) if asked.words else miles, number))
        return len(found), [number for _, number in sorted(found)[:_TOP]]

    def disk_bytes(self) -> int:
        """The files of the index."""
        return measure.folder_bytes(self._folder)

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()

    def _miles(self, number: int, asked: PeerQuery) -> float | None:
        """The distance inside the radius, None outside."""
        point = self._points[number]
        if point is None or asked.point is None:
            return None
        miles = miles_between(asked.point, point)
        return miles if asked.radius_miles is None or miles <= asked.radius_miles else None

    def _fits(self, number: int, asked: PeerQuery) -> bool:
        if asked.windows is None:
            return True
        return any(a <= start and end <= b for start, end in self._spans[number] for a, b in asked.windows)


def _words_of(asked: PeerQuery) -> query.Query:
    groups = [query.Or(list(map(_wanted, group))) for group in asked.words]
    if not groups:
        return query.Every()
    return query.Or(groups) if asked.any_word else query.And(groups)


def _wanted(one: Stems) -> query.Query:
    if one.adjacent:
        return query.Phrase("words", list(one.stems))
    return query.And([query.Term("words", stem) for stem in one.stems])


def _filter_of(asked: PeerQuery) -> query.Query:
    parts: list[query.Query] = [
        query.Or([query.Term("bits", str(bit)) for bit in range(_BITS) if mask >> bit & 1]) for mask in asked.masks
    ]
    if asked.point is not None and asked.radius_miles is not None:
        tall = degrees(asked.radius_miles / EARTH_RADIUS_MILES) + 1e-6
        wide = tall / cos(radians(min(89.0, abs(asked.point.latitude) + tall)))
        sides = (("latitude", asked.point.latitude, tall), ("longitude", asked.point.longitude, wide))
        parts += [query.NumericRange(name, middle - half, middle + half) for name, middle, half in sides]
    return query.And(parts)
