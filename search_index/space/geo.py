"""Documents in geographic order, circles as a few slices of that order, and distances by chords.

Documents are ordered by (latitude band of 0.1 degree, longitude). `geo.key` holds band << 20 | longitude in 2**20
steps, ascending, so that a circle is one slice a band. `geo.x`, `geo.y`, `geo.z` are unit vectors in float32: the
straight line (chord) between two of them grows with the great circle and needs no trigonometry. It is off by under
`CHORD_ERROR`; documents that near an edge are decided by `domain.place.miles_between` on `geo.lat` and `geo.lon`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import acos, asin, cos, degrees, floor, pi, radians, sin

import numpy as np

from referral.domain.place import EARTH_RADIUS_MILES, Point, miles_between
from search_index.disk.columns import Array, Columns, Docs

BANDS_PER_DEGREE = 10
SERVING = 180 * BANDS_PER_DEGREE + 1
"""Band of documents without a point that name an area: their distance is no question."""
ONLINE_ONLY = SERVING + 1
"""Band of documents that are online only, wherever their point is."""
UNKNOWN = ONLINE_ONLY + 1
"""Band of documents without a point, of which nothing else is known: the last of all."""

_LONGITUDE_BITS = 20
_STEPS = 1 << _LONGITUDE_BITS
CHORD_ERROR = np.float32(5e-7)
"""Of a float32 chord, in Earth radii: about ten feet."""


def bands(latitudes: Array) -> Array:
    """0 at the south pole to 1800 at the north pole."""
    found: Array = np.floor((latitudes + 90) * BANDS_PER_DEGREE).astype(np.int32)
    return found


def keys(band: Array, longitudes: Array) -> Array:
    """Band, then longitude, as one int32."""
    steps = np.clip(((longitudes + 180) * (_STEPS / 360)).astype(np.int32), 0, _STEPS - 1)
    return (band << _LONGITUDE_BITS) | steps


def unplaced_keys(band: Array, states: Array) -> Array:
    """Band without points, then the number of the state, as one int32."""
    return (band << _LONGITUDE_BITS) | states


def unit_vectors(latitudes: Array, longitudes: Array) -> tuple[Array, Array, Array]:
    """x, y, z in float32."""
    lat, lon = np.radians(latitudes), np.radians(longitudes)
    level = np.cos(lat)
    x, y, z = level * np.cos(lon), level * np.sin(lon), np.sin(lat)
    return x.astype(np.float32), y.astype(np.float32), z.astype(np.float32)


def miles_of_chords(chords: Array) -> Array:
    """Great-circle miles of chords in Earth radii."""
    miles: Array = 2 * EARTH_RADIUS_MILES * np.arcsin(np.minimum(chords / 2, 1))
    return miles


@lru_cache(maxsize=256)
def _unit_vector(point: Point) -> Array:
    """Of one point: (3, 1)."""
    lat, lon = radians(point.latitude), radians(point.longitude)
    return np.array([[cos(lat) * cos(lon)], [cos(lat) * sin(lon)], [sin(lat)]], np.float32)


@dataclass(frozen=True, slots=True)
class Circle:
    """Everything within a radius of a point. chord: of the radius, 2 = the whole Earth."""

    centre: Point
    radius_miles: float

    @property
    def chord(self) -> float:
        """Of the radius, in Earth radii."""
        return 2 * sin(min(max(self.radius_miles, 0.0) / EARTH_RADIUS_MILES, pi) / 2)


class Geography:
    """The points of one part."""

    def __init__(self, columns: Columns) -> None:
        self._key = columns["geo.key"]
        self._axes: Sequence[Array] = (columns["geo.x"], columns["geo.y"], columns["geo.z"])
        self._lat, self._lon = columns["geo.lat"], columns["geo.lon"]
        self.placed = len(self._lat)
        """Documents 0..placed-1 have a point."""
        starts = np.array([ONLINE_ONLY, UNKNOWN], np.int32) << _LONGITUDE_BITS
        self.online_from, self.unknown_from = self._key.searchsorted(starts).tolist()
        """The first document that is online only; the first of those whose distance is unknown, the last ones."""
        self.edges = np.array([self.online_from, self.unknown_from], np.int32)
        """Both."""

    def unknown(self, state: int | None) -> Array:
        """Ranges of the documents of unknown distance that may be in a state: of that number or 0; None = any."""
        if state is None:
            return np.array([[self.unknown_from, len(self._key)]], np.int32)
        base = UNKNOWN << _LONGITUDE_BITS
        edges = np.array([base, base + 1, base + state, base + state + 1], np.int32)
        return self._key.searchsorted(edges).astype(np.int32).reshape(-1, 2)

    def point(self, docid: int) -> Point:
        """Where a document with a point is."""
        return Point(float(self._lat[docid]), float(self._lon[docid]))

    def slices(self, circle: Circle) -> Array:
        """Ranges [first, last) of documents, ascending, that hold every document of the circle and some around it."""
        bounds = self._key.searchsorted(_key_bounds(circle)).astype(np.int32).reshape(-1, 2)
        return bounds[bounds[:, 0] < bounds[:, 1]]

    def chords(self, docs: Docs, centre: Point) -> Array:
        """float32 chords to documents that have a point."""
        apart = np.empty((3, len(docs)), np.float32)
        for row, axis in zip(apart, self._axes, strict=True):
            axis.take(docs, out=row, mode="clip")  # without clip numpy fills a copy of the row first
        apart -= _unit_vector(centre)
        apart *= apart
        chords: Array = np.add.reduce(apart, axis=0)
        return np.sqrt(chords, out=chords)

    def within(self, docs: Docs, chords: Array, circle: Circle) -> Array:
        """For each document with a point: is it in the circle, exactly as `miles_between` says."""
        edge = np.float32(circle.chord)
        inside = chords <= edge + CHORD_ERROR
        for at in (inside & (chords >= edge - CHORD_ERROR)).nonzero()[0].tolist():
            inside[at] = miles_between(circle.centre, self.point(int(docs[at]))) <= circle.radius_miles
        return inside


_SLACK_DEGREES = 1e-3
"""Wider than any rounding of angles and longitude steps; the circle itself is tested afterwards."""


def _key_bounds(circle: Circle) -> Array:
    """Keys first, last, first, last … of one or two stretches of longitude in every band that the circle meets."""
    latitude, longitude = circle.centre.latitude, circle.centre.longitude
    radius = degrees(min(circle.radius_miles / EARTH_RADIUS_MILES, pi)) + _SLACK_DEGREES
    south, north = _band(max(latitude - radius, -90.0)), _band(min(latitude + radius, 90.0))
    if abs(latitude) + radius >= 90 or radius >= 90:  # a pole is inside: whole bands are right, and rare enough
        return np.array([south << _LONGITUDE_BITS, (north + 1) << _LONGITUDE_BITS], np.int32)
    bounds: list[int] = []
    for band, half in zip(range(south, north + 1), _half_widths(latitude, radius, south, north), strict=True):
        west, east = longitude - half, longitude + half
        if half >= 180:
            bounds += (_key(band, -180.0), _key(band, 180.0) + 1)
        elif west < -180:  # over the date line: one stretch from its west, one to its east
            bounds += (_key(band, -180.0), _key(band, east) + 1, _key(band, west + 360), _key(band, 180.0) + 1)
        elif east > 180:
            bounds += (_key(band, -180.0), _key(band, east - 360) + 1, _key(band, west), _key(band, 180.0) + 1)
        else:
            bounds += (_key(band, west), _key(band, east) + 1)
    # Both ends of a nearly whole band may fall into one step of longitude.
    return np.maximum.accumulate(np.array(bounds, np.int32))


def _band(latitude: float) -> int:
    return floor((latitude + 90) * BANDS_PER_DEGREE)


def _key(band: int, longitude: float) -> int:
    step = int((longitude + 180) * (_STEPS / 360))
    return band << _LONGITUDE_BITS | (step if 0 <= step < _STEPS else 0 if step < 0 else _STEPS - 1)


def _half_widths(latitude: float, radius: float, south: int, north: int) -> Iterator[float]:
    """Degrees of longitude to each side of the centre that the circle reaches in each band; 180 = all around.

    The circle is widest where sin(lat) = sin(centre) / cos(radius), and narrows from there to both sides, so that a
    band's widest line is that one or its border towards it.
    """
    sine, cosine, cos_radius = sin(radians(latitude)), cos(radians(latitude)), cos(radians(radius))
    widest = asin(max(-1.0, min(1.0, sine / cos_radius)))
    slack = _SLACK_DEGREES / cosine
    step = radians(1 / BANDS_PER_DEGREE)
    low = radians(south / BANDS_PER_DEGREE - 90)
    for _ in range(south, north + 1):
        high = low + step
        at = min(max(widest, low), high)
        ratio = (cos_radius - sin(at) * sine) / (cos(at) * cosine)
        yield 180.0 if ratio <= -1 else slack if ratio >= 1 else degrees(acos(ratio)) + slack
        low = high
