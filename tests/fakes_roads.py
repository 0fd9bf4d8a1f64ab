"""A `Roads` in memory that remembers what it was asked; runs through the contract of tests/travel."""

from collections.abc import Callable, Sequence

from referral.domain.errors import TravelUnavailable
from referral.domain.need import TravelMode
from referral.domain.place import Point, miles_between


def at_60_mph(a: Point, b: Point) -> float:
    """A mile a minute along the straight line: quicker than any estimate."""
    return miles_between(a, b)


class FakeRoads:
    """Answers from a function of two points. asked: (origins, destinations) of every question.

    fails_after: how many questions are answered before the server is gone; None = it stays.
    """

    version = "fake"

    def __init__(
        self, road: Callable[[Point, Point], float] = at_60_mph, *, fails_after: int | None = None, bus: bool = False
    ) -> None:
        self._road = road
        self._fails_after = fails_after
        self._bus = bus
        self.asked: list[tuple[tuple[Point, ...], tuple[Point, ...]]] = []

    def knows(self, mode: TravelMode) -> bool:
        return self._bus or mode is not TravelMode.BUS

    def minutes(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode, within_s: float
    ) -> list[list[float]]:
        if within_s <= 0 or not self.knows(mode) or self._fails_after == len(self.asked):
            raise TravelUnavailable("The made-up server is gone.")
        self.asked.append((tuple(origins), tuple(destinations)))
        return [[self._road(a, b) for b in destinations] for a in origins]

    @property
    def pairs(self) -> int:
        """How many pairs were asked for."""
        return sum(len(origins) * len(destinations) for origins, destinations in self.asked)
