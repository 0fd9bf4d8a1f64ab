"""The counties of the United States as outlines, for a map that asks nobody else.

The file is TopoJSON: arcs shared by neighbours, as steps on a grid. Read once, kept as flat numbers.
"""

import gzip
import json
import threading
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

Outline = list[tuple[float, float]]
"""A closed ring of (longitude, latitude) in degrees; the last point stands again at its beginning or is left out."""


@dataclass(frozen=True, slots=True)
class Box:
    """A window of degrees. It does not cross the 180th meridian: what lies beyond is not drawn."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """True when the two share a point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


@dataclass(frozen=True, slots=True)
class _County:
    """rings: each the arcs that make it, a negative number ~i meaning arc i walked backwards (TopoJSON 1.0, 2.1.4)."""

    box: Box
    rings: tuple[tuple[int, ...], ...]


class CountyLines:
    """The outlines of one TopoJSON file. Safe from any thread; the file is read at the first use."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._arcs: list[array[float]] = []
        self._counties: tuple[_County, ...] = ()

    def within(self, box: Box) -> Iterator[Outline]:
        """The outlines of every county that may reach into a box, whole."""
        self._read()
        for county in self._counties:
            if county.box.meets(box):
                yield from (self._outline(ring) for ring in county.rings)

    def _read(self) -> None:
        with self._lock:
            if not self._counties:
                held = json.loads(gzip.decompress(self._file.read_bytes()))
                self._arcs = [_arc(steps, held["transform"]) for steps in held["arcs"]]
                self._counties = tuple(self._county(shape) for shape in held["objects"]["counties"]["geometries"])

    def _county(self, shape: dict[str, Any]) -> _County:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = tuple(tuple(ring) for polygon in polygons for ring in polygon)
        points = [point for ring in rings for point in self._outline(ring)]
        longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
        return _County(Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes)), rings)

    def _outline(self, ring: tuple[int, ...]) -> Outline:
        outline: Outline = []
        for number in ring:
            flat = self._arcs[number if number >= 0 else ~number]
            points = list(zip(flat[::2], flat[1::2], strict=True))
            outline += (points if number >= 0 else points[::-1])[bool(outline) :]  # arcs share their ends
        return outline


def _arc(steps: list[list[int]], transform: dict[str, list[float]]) -> "array[float]":
    """Steps on the grid as degrees, longitude and latitude in turn."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    longitudes = [west + wide * x for x in accumulate(step[0] for step in steps)]
    latitudes = [south + high * y for y in accumulate(step[1] for step in steps)]
    return array("d", [degree for pair in zip(longitudes, latitudes, strict=True) for degree in pair])
