"""Trips on a road network for one packet: each asked for once, many at a time.

The server says how long the road takes; what a door costs (to the car, to park) is added as for great circles. Where
its map does not hold a place the great circle stands in.
"""

from collections.abc import Callable, Collection, Sequence
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from referral.domain.errors import TravelUnavailable
from referral.domain.need import TravelMode
from referral.domain.place import Point
from referral.domain.ports import Roads
from referral.packets.travel import GOING, GreatCircle, Table, miles_table
from referral.packets.venue_trips import Sheet, VenueTrips

BUDGET_S = 4.0
"""Seconds that one packet waits for the server in all; after them it is planned with great circles."""

TOP_MILES_PER_HOUR: dict[TravelMode, float] = {
    TravelMode.CAR: 85,
    TravelMode.BUS: 85,
    TravelMode.BIKE: 25,
    TravelMode.WALK: 6,
}
"""No road is quicker in a straight line: the highest speed limit in the United States, and the pace of the strong."""

LONGEST_LEG_MIN = 300.0
"""No profile asks for a longer trip, and no relaxation offers one: what is out of its reach is not asked for."""

BAND_ROWS = 100
"""Origins of a large table that are asked for at once: as many as a server's own blocks have."""

_OFF_MAP = -1.0
"""Road minutes of a pair that the server's map does not hold; nan is a pair that was not asked for."""


class RoadTrips:
    """The travel model of one packet, for one thread.

    own: the person's places, home and anchors; their trips are not remembered beyond the packet, and the trips between
    them exist whatever the map says: the person makes them. estimated: True once a great circle stood in.
    """

    def __init__(
        self,
        roads: Roads,
        own: Collection[Point],
        venues: VenueTrips,
        budget_s: float = BUDGET_S,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self.version = f"{roads.version}-1"
        self.estimated = False
        self._roads, self._own, self._venues = roads, frozenset(own), venues
        self._left_s, self._clock = budget_s, clock
        self._sheets: dict[TravelMode, list[Sheet]] = {mode: [] for mode in TravelMode}
        self._single: dict[tuple[Point, Point, TravelMode], float] = {}
        self._circle = GreatCircle()

    def ask_ahead(self, places: Collection[Point], mode: TravelMode) -> None:
        """Ask for all trips between the person's own places and others, both ways. Raises TravelUnavailable."""
        self.ask_between(self._own, places, mode)

    def ask_between(self, origins: Collection[Point], places: Collection[Point], mode: TravelMode) -> None:
        """Ask for all trips between some places and others, the person's own among these. Raises TravelUnavailable."""
        some = sorted({*origins}, key=_order)
        everywhere = sorted(self._own.union(origins, places), key=_order)
        self._road(some, everywhere, mode)
        self._road(everywhere, some, mode)

    def minutes(self, origin: Point, destination: Point, mode: TravelMode) -> float:
        """Minutes of one trip without margin, inf when there is no way. Asked for alone when no table held it."""
        road = self._known(origin, destination, mode)
        if road is None:
            road = float(self._road([origin], [destination], mode)[0, 0])
            self._single[origin, destination, mode] = road
        if road == _OFF_MAP or (road == float("inf") and {origin, destination} <= self._own):
            self.estimated = True
            return self._circle.minutes(origin, destination, mode)
        return GOING[mode].overhead_min + road

    def between(self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode) -> Table:
        """(origins, destinations): minutes from each to each without margin. Need not be metric."""
        (rows, of_rows), (columns, of_columns) = _distinct(origins), _distinct(destinations)
        road = self._road(rows, columns, mode)[np.ix_(of_rows, of_columns)]
        own = self._are_own(origins)[:, None] & self._are_own(destinations)[None, :]
        stands_in = (road == _OFF_MAP) | (np.isinf(road) & own)
        self.estimated |= bool(stands_in.any())
        circle = self._circle.between(origins, destinations, mode)
        minutes: Table = np.where(stands_in, circle, GOING[mode].overhead_min + road)
        return minutes

    def table(self, points: Sequence[Point], mode: TravelMode) -> Table:
        """(points, points): minutes from each to each without margin, 0 on the diagonal. Need not be metric."""
        minutes = self.between(points, points, mode)
        np.fill_diagonal(minutes, 0)
        return minutes

    def miles_within(self, minutes: float, mode: TravelMode) -> float:
        """Straight-line miles at the top speed of a mode. Only a ferry carries a walker farther."""
        return max(0.0, (minutes - GOING[mode].overhead_min) / 60 * TOP_MILES_PER_HOUR[mode])

    def _known(self, origin: Point, destination: Point, mode: TravelMode) -> float | None:
        for sheet in self._sheets[mode]:
            row, column = sheet.rows.get(origin), sheet.columns.get(destination)
            if row is not None and column is not None:
                return float(sheet.minutes[row, column])
        return self._single.get((origin, destination, mode))

    def _road(self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode) -> Table:
        """(origins, destinations): road minutes, each point once a side; inf and `_OFF_MAP` as they are.

        Asks for the rows of which little is known, then for the rest: a place more is a row and a column more.
        """
        known = self._on_sheets(origins, destinations, mode)
        if not np.isnan(known).any():
            return known
        known = self._recalled(known, origins, destinations, mode)
        unknown = np.isnan(known)
        new = np.flatnonzero(unknown.sum(axis=1) * 2 > len(destinations))
        self._ask(known, (new, np.arange(len(destinations))), origins, destinations, mode)
        unknown = np.isnan(known)
        rest = np.flatnonzero(unknown.any(axis=1)), np.flatnonzero(unknown.any(axis=0))
        self._ask(known, rest, origins, destinations, mode)
        if known.size > 1:
            self._sheets[mode].append(Sheet.of(origins, destinations, known))
        return known

    def _on_sheets(self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode) -> Table:
        """What this packet knows already, nan elsewhere; no time from a place to itself."""
        known: Table = np.full((len(origins), len(destinations)), np.nan)
        for sheet in self._sheets[mode]:
            sheet.fill(known, origins, destinations)
        columns = {point: at for at, point in enumerate(destinations)}
        for row, point in enumerate(origins):
            if point in columns:
                known[row, columns[point]] = 0.0
        return known

    def _recalled(
        self, known: Table, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode
    ) -> Table:
        """With all that is known without asking, nan elsewhere. The person's own places are in no sheet of the venues.

        Of pairs that no leg joins the least time that they could take.
        """
        remembered: Table = np.full(known.shape, np.nan)
        self._venues.fill(remembered, origins, destinations, mode)
        known = np.where(np.isnan(known), remembered, known)
        miles = miles_table(origins, destinations)
        out_of_reach = np.isnan(known) & (miles > self.miles_within(LONGEST_LEG_MIN, mode))
        out_of_reach &= ~(self._are_own(origins)[:, None] & self._are_own(destinations)[None, :])
        known[out_of_reach] = miles[out_of_reach] / TOP_MILES_PER_HOUR[mode] * 60
        return known

    def _are_own(self, points: Sequence[Point]) -> NDArray[np.bool_]:
        return np.array([point in self._own for point in points], np.bool_)

    def _ask(
        self,
        known: Table,
        wanted: tuple[NDArray[np.intp], NDArray[np.intp]],
        origins: Sequence[Point],
        destinations: Sequence[Point],
        mode: TravelMode,
    ) -> None:
        """Ask for some rows and columns of a table and enter them.

        A large table comes in bands of rows, each remembered when it is there: a packet that runs out of time has then
        done a part of the next one's work.
        """
        rows, columns = wanted
        if not len(columns):
            return
        others = [destinations[at] for at in columns]
        height = BAND_ROWS if len(columns) > BAND_ROWS else max(1, len(rows))
        for top in range(0, len(rows), height):
            band = rows[top : top + height]
            asked = self._answered([origins[at] for at in band], others, mode)
            there = np.ix_(band, columns)
            known[there] = np.where(np.isnan(known[there]), asked, known[there])

    def _answered(self, origins: list[Point], destinations: list[Point], mode: TravelMode) -> Table:
        """What the server says, `_OFF_MAP` where it does not know. Raises TravelUnavailable."""
        if self._left_s <= 0:
            raise TravelUnavailable("The travel server takes too long for this packet.")
        began = self._clock()
        said = np.array(self._roads.minutes(origins, destinations, mode, self._left_s), np.float64)
        self._left_s -= self._clock() - began
        asked: Table = np.where(np.isnan(said), _OFF_MAP, said)
        rows, columns = np.flatnonzero(~self._are_own(origins)), np.flatnonzero(~self._are_own(destinations))
        if len(rows) and len(columns):
            some, others = [origins[at] for at in rows], [destinations[at] for at in columns]
            self._venues.remember(some, others, mode, asked[np.ix_(rows, columns)])
        return asked


def _distinct(points: Sequence[Point]) -> tuple[list[Point], NDArray[np.intp]]:
    """Each point once, and the place of each of the given ones among these."""
    places = list(dict.fromkeys(points))
    numbers = {point: at for at, point in enumerate(places)}
    return places, np.array([numbers[point] for point in points], np.intp)


def _order(point: Point) -> tuple[float, float]:
    return point.latitude, point.longitude
