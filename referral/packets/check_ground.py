"""The checker's own map and week: places, trips and taken minutes, worked out from the profile alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import asin, ceil, cos, isinf, pi, sin, sqrt
from typing import TypeAlias

from referral.domain.listing import Listing
from referral.domain.need import Profile, TravelMode
from referral.domain.place import Place, Point, Precision
from referral.packets.check_clock import holds, mark

_WEEK = 7 * 24 * 60
_DAY = 24 * 60
_SURE = (Precision.EXACT, Precision.STREET)

_PACE: dict[str, tuple[float, float]] = {
    "car": (5, 60 * 1.33 / 28),
    "bus": (10, 60 * 1.45 / 12),
    "bike": (2, 60 * 1.30 / 9),
    "walk": (0, 60 * 1.25 / 3),
}
"""Minutes before a trip begins, and minutes a straight-line mile."""

RoadMinutes: TypeAlias = Callable[[Point, Point, TravelMode], float]
"""Minutes of one trip from door to door without margin, as a travel server answered them; inf = no way."""

_NEVER = 10_000_000
"""Whole minutes where there is no way; what the planner calls so."""


def miles(a: Point, b: Point) -> float:
    """Straight-line miles by the chord between two points of a sphere."""

    def vector(point: Point) -> tuple[float, float, float]:
        lat, lon = point.latitude * pi / 180, point.longitude * pi / 180
        return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)

    chord = sqrt(sum((x - y) ** 2 for x, y in zip(vector(a), vector(b), strict=True)))
    return 2 * 3958.7613 * asin(min(1.0, chord / 2))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the week."""

    key: str
    point: Point
    precision: Precision


class Ground:
    """The person's week and map."""

    def __init__(self, profile: Profile, listings: Mapping[str, Listing], road: RoadMinutes | None = None) -> None:
        self.profile = profile
        self._road = road
        self.listings = listings
        self.places: dict[str, Place] = {"home": profile.home}
        self.places.update((anchor.name, anchor.place) for anchor in profile.anchors)
        self.taken = bytearray(_WEEK)
        self.left_at: dict[int, str] = {}
        self.due_at: dict[int, str] = {}
        blocks = [
            (span.start_min, min(_WEEK, span.length_min + busy.buffer_min), busy.at)
            for busy in profile.busy
            for span in busy.spans
        ]
        blocks += [(span.start_min, span.length_min, "home") for span in profile.sleep]
        self.fixed = bool(blocks)
        for start, length, at in blocks:
            mark(self.taken, start, length)
            self.left_at.setdefault((start + length) % _WEEK, at)
            self.due_at.setdefault(start, at)
        self.stretches = tuple(self._stretches())

    def is_free(self, start: int, length: int) -> bool:
        """True when no minute is taken."""
        return holds(self.taken, 0, start, length)

    def _stretches(self) -> Iterator[tuple[int, int, str, str]]:
        """Start, length, where the person comes from and must be after, for every stretch of free time."""
        if not self.fixed:
            yield 4 * 60, _WEEK, "home", "home"
            return
        first = self.taken.find(1)
        turned = self.taken[first:] + self.taken[:first]
        at = turned.find(0)
        while at >= 0:
            end = turned.find(1, at)
            length = (end if end >= 0 else _WEEK) - at
            start = (first + at) % _WEEK
            yield start, length, self.left_at[start], self.due_at[(start + length) % _WEEK]
            at = turned.find(0, at + length)

    def spot(self, key: str) -> Spot | None:
        """Home, an anchor or a listing by its key; None for a listing without a point."""
        place = self.places.get(key)
        if place is not None:
            return Spot(key, place.point, place.precision)
        location = self.listings[key].location if key in self.listings else None
        if location is None or location.point is None:
            return None
        return Spot(key, location.point, location.precision)

    def same(self, a: str, b: str) -> bool:
        """True when no trip lies between two keys."""
        first, second = self.spot(a), self.spot(b)
        if a == b or first is None or second is None:
            return a == b
        return first.point == second.point and first.precision in _SURE and second.precision in _SURE

    def trip(self, a: str, b: str) -> int:
        """The fewest minutes of a trip, margin included."""
        first, second = self.spot(a), self.spot(b)
        if first is None or second is None or self.same(a, b):
            return 0
        exact = self._minutes(first.point, second.point) * (1 + self.profile.travel.margin)
        return _NEVER if isinf(exact) else max(1, ceil(exact - 1e-6))

    def _minutes(self, a: Point, b: Point) -> float:
        """Minutes of one trip without margin."""
        if self._road is not None:
            return self._road(a, b, self.profile.travel.mode)
        before, per_mile = _PACE[self.profile.travel.mode]
        return before + per_mile * miles(a, b)

    def lead(self, a: str, b: str) -> int:
        """The fewest minutes from one place to another, straight or by home, every trip within the longest one."""
        most = self.profile.travel.max_leg_min
        straight, back, out = self.trip(a, b), self.trip(a, "home"), self.trip("home", b)
        return min(straight if straight <= most else _NEVER, back + out if max(back, out) <= most else _NEVER)

    def day_of(self, minute: int) -> int:
        """The day a minute belongs to: that of getting up, when this was within 24 hours; else one from 4 to 4."""
        ends = [span.start_min + span.length_min for span in self.profile.sleep]
        since = min(((minute - end) % _WEEK for end in ends), default=_WEEK)
        return (minute - (since if since < _DAY else 4 * 60)) % _WEEK // _DAY
