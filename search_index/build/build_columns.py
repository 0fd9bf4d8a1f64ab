"""Listings into columns, in one pass and one sort. Memory is bounded by the numbers kept, not by the listings."""

from array import array
from collections.abc import Iterable

import numpy as np

from referral.domain.listing import Listing
from search_index.build.schedule_rows import ScheduleRows
from search_index.build.text_build import text_arrays
from search_index.build.text_rows import TextRows
from search_index.disk.columns import FORMAT, Array, Columns
from search_index.disk.strings import pack
from search_index.engine import ColumnEngine
from search_index.facets.facet_bits import WORD_BITS, WORDS_OF_BITS, encode
from search_index.facets.facet_columns import FacetColumns, facet_arrays
from search_index.space.geo import ONLINE_ONLY, SERVING, UNKNOWN, bands, keys, unit_vectors, unplaced_keys
from search_index.space.reaching import area_key
from search_index.text import code_words
from search_index.text.champions import champion_arrays
from search_index.text.postings import Postings

_BYTES = WORDS_OF_BITS * WORD_BITS // 8
_PLACED = -1
"""Instead of a band, until the points are known."""


def build_columns(listings: Iterable[Listing], *, statistics: bool = True) -> Columns:
    """The columns of listings in any order, each once. statistics: False for a delta, which takes its base's."""
    rows = _Rows()
    for listing in listings:
        rows.add(listing)
    return rows.columns(statistics=statistics)


class _Rows:
    """What one pass collects, in the order given."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._points = array("d")
        self._bands = array("i")
        self._zones: dict[str, int] = {}
        self._states: dict[str, int] = {}
        self._zone = array("H")
        self._state = array("H")
        self._yes, self._no = bytearray(), bytearray()
        self._areas: dict[str, list[int]] = {}
        self._hybrid: list[int] = []
        self._times = ScheduleRows()
        self._texts = TextRows()

    def add(self, listing: Listing) -> None:
        """One listing."""
        number = len(self._ids)
        self._ids.append(listing.id)
        place, point = listing.location, listing.location.point
        self._zone.append(self._zones.setdefault(place.time_zone, len(self._zones) + 1) if place.time_zone else 0)
        state = self._states.setdefault(place.state, len(self._states) + 1) if place.state else 0
        self._state.append(state)
        online_only = listing.online_only
        if point is not None and not online_only:
            self._points.extend((point.latitude, point.longitude))
            self._bands.append(_PLACED)
        else:
            self._points.extend((0.0, float(state)))  # of unknown distance, they stand by state
            self._bands.append(ONLINE_ONLY if online_only else SERVING if listing.serves else UNKNOWN)
        yes, no = encode(listing)
        self._yes += yes.to_bytes(_BYTES, "little")
        self._no += no.to_bytes(_BYTES, "little")
        for area in listing.serves:
            self._areas.setdefault(area_key(area.kind, area.name), []).append(number)
        if "attendance=hybrid" in listing.facts.yes:
            self._hybrid.append(number)
        self._times.add(listing)
        self._texts.add(listing)

    def columns(self, *, statistics: bool) -> Columns:
        """Everything in the order of documents."""
        order, made = self._order()
        made |= facet_arrays(self._yes, self._no, order)
        made |= self._times.arrays(order)
        made |= text_arrays(self._texts, order)
        made["doc.zone"] = np.array(self._zone, np.uint8 if len(self._zones) < 256 else np.uint16)[order]
        made["doc.state"] = np.array(self._state, np.uint8 if len(self._states) < 256 else np.uint16)[order]
        docid = np.empty(len(order), np.int32)
        docid[order] = np.arange(len(order), dtype=np.int32)
        made["hybrid.doc"] = np.sort(docid[self._hybrid])
        made |= self._area_arrays(docid)
        meta = {"format": FORMAT, "documents": len(order), "zones": [*self._zones], "states": [*self._states]}
        columns = Columns(made, meta)
        if statistics:
            made |= _code_statistics(columns)
            made |= champion_arrays(columns, ColumnEngine(columns, _NoCards()).champions)
        return columns

    def _order(self) -> tuple[Array, dict[str, Array]]:
        """The listing of each document, and the columns that follow from it alone."""
        points = np.array(self._points).reshape(-1, 2)
        band = np.array(self._bands, np.int32)
        placed = band == _PLACED
        band[placed] = bands(points[placed, 0])
        by_id = np.array(sorted(range(len(self._ids)), key=self._ids.__getitem__), np.int64)
        rank = np.empty(len(by_id), np.int32)
        rank[by_id] = np.arange(len(by_id), dtype=np.int32)
        order = np.lexsort((rank, points[:, 1], band))
        with_point = order[placed[order]]
        lat, lon = points[with_point].T
        x, y, z = unit_vectors(lat, lon)
        id_rank = rank[order]
        by_rank = np.empty(len(order), np.int32)
        by_rank[id_rank] = np.arange(len(order), dtype=np.int32)
        text, at = pack(self._ids[number] for number in by_id.tolist())
        made: dict[str, Array] = {
            "doc.input": order.astype(np.int32),
            "id.text": text,
            "id.at": at,
            "id.rank": id_rank,
            "id.doc": by_rank,
            "geo.key": np.concatenate(
                [keys(band[with_point], lon), _unplaced_keys(band, points, order[len(with_point) :])]
            ).astype(np.int32),
            "geo.lat": np.ascontiguousarray(lat),
            "geo.lon": np.ascontiguousarray(lon),
            "geo.x": x,
            "geo.y": y,
            "geo.z": z,
        }
        return order, made

    def _area_arrays(self, docid: Array) -> dict[str, Array]:
        names = sorted(self._areas, key=str.encode)
        found = [np.unique(docid[self._areas[name]]) for name in names]
        text, at = pack(names)
        docs = np.zeros(len(names) + 1, np.int64)
        np.cumsum([len(one) for one in found], out=docs[1:])
        joined = np.concatenate(found) if found else np.zeros(0, np.int32)
        return {"area.text": text, "area.at": at, "area.docs": docs, "area.doc": joined}


def _code_statistics(columns: Columns) -> dict[str, Array]:
    """How many documents hold each stem of `code_words.terms`, and how many state each facet."""
    facets, postings = FacetColumns(columns), Postings(columns)
    held = np.zeros(len(code_words.terms()), np.int32)
    for number, stem in enumerate(code_words.terms()):
        marks = facets.any_yes(None, code_words.anywhere(stem))
        posting = postings.get(stem)
        if posting is not None:
            marks[posting.docs] = True
        held[number] = np.count_nonzero(marks)
    every = np.arange(columns.documents, dtype=np.int32)
    return {"code.held": held, "facet.counts": facets.counts(every)}


def _unplaced_keys(band: Array, points: Array, order: Array) -> Array:
    return unplaced_keys(band[order], points[order, 1].astype(np.int32))


class _NoCards:
    """Nobody asks for a listing while the index is built."""

    def get(self, docid: int) -> Listing:
        raise LookupError(docid)
