"""Places and distance: where a search starts, how far a listing is, and how sure we are of it."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.7613
"""Mean radius (IUGG), statute miles."""


class Precision(StrEnum):
    """How well a point is known. Town and ZIP points are said as "about"."""

    EXACT = "exact"
    STREET = "street"
    TOWN = "town"
    ZIP = "zip"
    NONE = "none"

    @property
    def is_about(self) -> bool:
        """True when a distance from this point must be said as "about"."""
        return self in (Precision.TOWN, Precision.ZIP)


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84 degrees: latitude -90..90, longitude -180..180. Raises ValueError outside."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"no point on Earth: {self.latitude}, {self.longitude}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a search or a week starts. Made by the `Places` port, never by hand from a visitor's text.

    label: what people call it ("Denver, CO 80203", "Springfield, IL", "39.74, -104.98").
    state: two letters; county, town and zip5 are None where the gazetteer does not say.
    time_zone: IANA name.
    """

    label: str
    point: Point
    precision: Precision
    state: str | None
    time_zone: str
    county: str | None = None
    town: str | None = None
    zip5: str | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on a map, by the number that it has in a list."""

    number: int
    point: Point
    precision: Precision


def miles_between(a: Point, b: Point) -> float:
    """Great-circle statute miles on a sphere (haversine); within 0.4 % of the WGS 84 ellipsoid."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half_lat = sin((lat_b - lat_a) / 2)
    half_lon = sin(radians(b.longitude - a.longitude) / 2)
    h = half_lat * half_lat + cos(lat_a) * cos(lat_b) * half_lon * half_lon
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, h)))
