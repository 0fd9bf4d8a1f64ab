"""How long a trip takes without a road network: straight line, a detour factor, a speed and an overhead for each mode.

Figures: detour factors after Newell 1980 (about 1.2), O'Sullivan (1.21 to 1.23), Levinson and El-Geneidy 2009, Giacomin
and Levinson 2015 (51 US metropolitan areas; short trips have more detour) and Huang and Levinson 2015 (transit has more
detour than roads). Speeds and overheads (walking to the car or stop, parking, waiting) are this project's own
estimates of door-to-door travel in a town; the person's margin is added to every trip.
"""

from dataclasses import dataclass
from math import ceil
from typing import Protocol

from referral.domain.need import Travel, TravelMode
from referral.domain.place import Point, Precision, miles_between


class TravelModel(Protocol):
    """Minutes between two points. Safe from several threads.

    Raises TravelUnavailable when a backend does not answer.
    """

    @property
    def version(self) -> str:
        """Name of the model and its data, for records of how a packet was made."""
        ...

    def minutes(self, origin: Point, destination: Point, mode: TravelMode) -> float:
        """Minutes of one trip without margin, at least 0."""
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


@dataclass(frozen=True, slots=True)
class Stop:
    """Somewhere to be. key: "home", the name of an anchor, or the id of a listing."""

    key: str
    point: Point
    precision: Precision

    def same_place(self, other: "Stop") -> bool:
        """True for one stop, and for two whose points are equal and sure: no trip lies between them."""
        sure = (Precision.EXACT, Precision.STREET)
        both_sure = self.precision in sure and other.precision in sure
        return self.key == other.key or (both_sure and self.point == other.point)


def trip_min(model: TravelModel, travel: Travel, origin: Stop, destination: Stop) -> int:
    """Whole minutes of a trip with the person's margin, rounded up; 0 without a trip, else at least 1."""
    if origin.same_place(destination):
        return 0
    minutes = model.minutes(origin.point, destination.point, travel.mode) * (1 + travel.margin)
    return max(1, ceil(round(minutes, 6)))


def reach_miles(travel: Travel) -> float:
    """The farthest straight-line miles of one trip by great circle; 0 when the overhead alone takes too long."""
    going = GOING[travel.mode]
    minutes = travel.max_leg_min / (1 + travel.margin) - going.overhead_min
    return max(0.0, minutes / 60 * going.miles_per_hour / going.detour)
