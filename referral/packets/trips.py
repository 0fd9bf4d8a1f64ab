"""The trips of one person, each worked out once, however their limits change."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from referral.domain.need import Travel
from referral.domain.place import Point, miles_between
from referral.packets.travel import Stop, TravelModel, trip_min, trip_table, trips_between


class Miles:
    """`miles_between`, remembered: to be kept no longer than the person's packet takes."""

    def __init__(self) -> None:
        self._known: dict[Point, dict[Point, float]] = {}
        self._last: tuple[Point | None, dict[Point, float]] = (None, {})

    def __call__(self, a: Point, b: Point) -> float:
        """Great-circle miles."""
        last, of_a = self._last
        if last is not a:
            of_a = self._known.setdefault(a, {})
            self._last = a, of_a
        miles = of_a.get(b)
        if miles is None:
            miles = of_a[b] = miles_between(a, b)
        return miles


class Trips:
    """Whole minutes with the person's margin. travel: its mode and margin count, limits do not."""

    def __init__(self, model: TravelModel, travel: Travel) -> None:
        self._model, self._travel = model, travel
        self._minutes: dict[tuple[str, str], int] = {}
        self._numbers: dict[str, int] = {}
        self._table: NDArray[np.int32] = np.zeros((0, 0), np.int32)

    def minutes(self, origin: Stop, destination: Stop) -> int:
        """One trip."""
        key = origin.key, destination.key
        known = self._minutes.get(key)
        if known is None:
            known = self._minutes[key] = trip_min(self._model, self._travel, origin, destination)
        return known

    def table(self, stops: Sequence[Stop]) -> NDArray[np.int32]:
        """(stops, stops): from each to each."""
        return trip_table(self._model, self._travel, stops)

    def table_of_places(self, stops: Sequence[Stop]) -> NDArray[np.int32]:
        """(stops, stops): from each to each, of stops no two of which are the same place.

        The largest table is kept: other weeks, and days chosen anew, go among fewer of the same stops.
        """
        if not self._numbers.keys() >= {stop.key for stop in stops}:
            found = trip_table(self._model, self._travel, stops, apart=True)
            if len(stops) >= len(self._numbers):
                self._numbers, self._table = {stop.key: at for at, stop in enumerate(stops)}, found
            return found
        at = np.array([self._numbers[stop.key] for stop in stops], np.intp)
        return self._table[np.ix_(at, at)]

    def between(self, origins: Sequence[Stop], destinations: Sequence[Stop]) -> NDArray[np.int32]:
        """(origins, destinations): from each to each."""
        return trips_between(self._model, self._travel, origins, destinations)
