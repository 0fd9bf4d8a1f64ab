"""How long a trip takes without a road network: straight line, a detour factor, a speed and an overhead for each mode.

Detour factors stand above Newell 1980 (about 1.2 for random points of a city), since short trips have more (Giacomin
and Levinson 2015, 51 US metropolitan areas) and transit too (Huang and Levinson 2015). Speeds and overheads (walking to
the car or stop, parking, waiting) are this project's own estimates of door-to-door travel in a town; the person's
margin is added to every trip. Why one factor serves all distances: docs/decisions/0005-travel-times.md.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, isinf
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from referral.domain.need import Travel, TravelMode
from referral.domain.place import EARTH_RADIUS_MILES, Point, Precision, miles_between

Table: TypeAlias = NDArray[np.float64]
"""(origins, destinations): minutes without margin; inf where there is no way."""

NO_WAY_MIN = 10_000_000
"""Whole minutes of a trip that cannot be made: longer than any gap or leg; a sum of many fits 32 bits."""


class TravelModel(Protocol):
    """Minutes between two points. Safe from several threads.

    Raises TravelUnavailable when a backend does not answer.
    """

    @property
    def version(self) -> str:
        """Name of the model and its data, for records of how a packet was made."""
        ...

    def minutes(self, origin: Point, destination: Point, mode: TravelMode) -> float:
        """Minutes of one trip without margin, at least 0; inf when there is no way."""
        ...

    def between(self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode) -> Table:
        """(origins, destinations): `minutes` from each to each."""
        ...

    def table(self, points: Sequence[Point], mode: TravelMode) -> Table:
        """(points, points): `minutes` from each to each, 0 on the diagonal.

        Neither symmetric nor metric in general: going by a third point may be quicker than going straight.
        """
        ...

    def ask_between(self, origins: Collection[Point], places: Collection[Point], mode: TravelMode) -> None:
        """Ask for the trips between some places and many others, both ways, at once and not one by one."""
        ...

    def miles_within(self, minutes: float, mode: TravelMode) -> float:
        """Straight-line miles that no trip of so many minutes goes beyond: what lies farther can be left out."""
        ...


@dataclass(frozen=True, slots=True)
class Going:
    """One way to get around."""

    overhead_min: float
    detour: float
    miles_per_hour: float


GOING: dict[TravelMode, Going] = {
    TravelMode.CAR: Going(overhead_min=5, detour=1.33, miles_per_hour=28),
    TravelMode.BUS: Going(overhead_min=10, detour=1.45, miles_per_hour=12),
    TravelMode.BIKE: Going(overhead_min=2, detour=1.30, miles_per_hour=9),
    TravelMode.WALK: Going(overhead_min=0, detour=1.25, miles_per_hour=3),
}


@dataclass(frozen=True, slots=True)
class GreatCircle:
    """Travel by straight line and detour; asks nobody, so no one learns where a person lives."""

    version: str = "great-circle-1"

    def minutes(self, origin: Point, destination: Point, mode: TravelMode) -> float:
        """Minutes of one trip without margin."""
        going = GOING[mode]
        return going.overhead_min + miles_between(origin, destination) * going.detour / going.miles_per_hour * 60

    def between(self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode) -> Table:
        """(origins, destinations): minutes from each to each without margin."""
        going = GOING[mode]
        return going.overhead_min + miles_table(origins, destinations) * going.detour / going.miles_per_hour * 60

    def table(self, points: Sequence[Point], mode: TravelMode) -> Table:
        """(points, points): minutes from each to each without margin, 0 on the diagonal. Symmetric and metric."""
        minutes = self.between(points, points, mode)
        np.fill_diagonal(minutes, 0)
        return minutes

    def ask_between(self, origins: Collection[Point], places: Collection[Point], mode: TravelMode) -> None:
        """Nothing: there is nobody to ask."""

    def miles_within(self, minutes: float, mode: TravelMode) -> float:
        """Straight-line miles of a trip of so many minutes; 0 when the overhead alone takes longer."""
        going = GOING[mode]
        return max(0.0, (minutes - going.overhead_min) / 60 * going.miles_per_hour / going.detour)


def miles_table(origins: Sequence[Point], destinations: Sequence[Point]) -> NDArray[np.float64]:
    """(origins, destinations): `miles_between` each."""
    lat_a, lon_a = _radians(origins)
    lat_b, lon_b = _radians(destinations)
    half_lat = np.sin((lat_b[None, :] - lat_a[:, None]) / 2)
    half_lon = np.sin((lon_b[None, :] - lon_a[:, None]) / 2)
    h = half_lat * half_lat + np.cos(lat_a)[:, None] * np.cos(lat_b)[None, :] * half_lon * half_lon
    miles: Table = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return miles


def _radians(points: Sequence[Point]) -> NDArray[np.float64]:
    """(2, points): latitudes and longitudes."""
    found: NDArray[np.float64] = np.radians([(point.latitude, point.longitude) for point in points]).reshape(-1, 2).T
    return found


SURE = (Precision.EXACT, Precision.STREET)
"""Precisions of a point that is where the place is."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Somewhere to be. key: "home", the name of an anchor, or the id of a listing."""

    key: str
    point: Point
    precision: Precision

    def same_place(self, other: "Stop") -> bool:
        """True for one stop, and for two whose points are equal and sure: no trip lies between them."""
        both_sure = self.precision in SURE and other.precision in SURE
        return self.key == other.key or (both_sure and self.point == other.point)


def trip_min(model: TravelModel, travel: Travel, origin: Stop, destination: Stop) -> int:
    """Whole minutes of a trip with the person's margin, rounded up; 0 without a trip, else at least 1.

    `NO_WAY_MIN` when there is no way.
    """
    if origin.same_place(destination):
        return 0
    minutes = model.minutes(origin.point, destination.point, travel.mode) * (1 + travel.margin)
    return NO_WAY_MIN if isinf(minutes) else max(1, ceil(round(minutes, 6)))


def trip_table(model: TravelModel, travel: Travel, stops: Sequence[Stop], *, apart: bool = False) -> NDArray[np.int32]:
    """(stops, stops): `trip_min` from each to each, asked for at once. apart: no two of them are the same place.

    Rounding up keeps the triangle inequality where the model has it. A road server need not have it: times are rounded,
    points are moved to the nearest road, and equal places cost nothing. So nothing may be left out on the ground that
    going by home, or by any third place, takes longer.
    """
    minutes = model.table([stop.point for stop in stops], travel.mode)
    return _whole(minutes, travel, np.eye(len(stops), dtype=np.bool_) if apart else _same_places(stops, stops))


def trips_between(
    model: TravelModel, travel: Travel, origins: Sequence[Stop], destinations: Sequence[Stop]
) -> NDArray[np.int32]:
    """(origins, destinations): `trip_min` from each to each, asked for at once."""
    points = [stop.point for stop in origins], [stop.point for stop in destinations]
    return _whole(model.between(*points, travel.mode), travel, _same_places(origins, destinations))


def _whole(minutes: Table, travel: Travel, same: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Whole minutes with the person's margin; 0 where no trip lies between."""
    longer = minutes * (1 + travel.margin)
    whole = np.where(np.isinf(longer), NO_WAY_MIN, np.maximum(1, np.ceil(np.round(longer, 6))))
    return np.where(same, 0, whole).astype(np.int32)


def _same_places(origins: Sequence[Stop], destinations: Sequence[Stop]) -> NDArray[np.bool_]:
    """(origins, destinations): `Stop.same_place`."""
    stops = [*origins, *destinations]
    keys, points = _numbered(stop.key for stop in stops), _numbered(stop.point for stop in stops)
    sure = np.array([stop.precision in SURE for stop in stops], np.bool_)
    at = len(origins)
    same_point = (points[:at, None] == points[None, at:]) & sure[:at, None] & sure[None, at:]
    same: NDArray[np.bool_] = (keys[:at, None] == keys[None, at:]) | same_point
    return same


def _numbered(values: Iterable[Hashable]) -> NDArray[np.intp]:
    """The same number for equal values."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.intp)


def reach_miles(travel: Travel, model: TravelModel | None = None) -> float:
    """The farthest straight-line miles of one trip; 0 when the overhead alone takes too long.

    model: None = great circle.
    """
    return (model or GreatCircle()).miles_within(travel.max_leg_min / (1 + travel.margin), travel.mode)
