"""Tables of Valhalla's `sources_to_targets` (https://valhalla.github.io/valhalla/): one server for all but buses."""

from collections.abc import Sequence
from time import monotonic

from referral.domain.errors import TravelUnavailable
from referral.domain.need import TravelMode
from referral.domain.place import Point
from referral.travel.blocks import Rows, in_blocks, malformed, minutes_of, sides_of
from referral.travel.json_server import JsonServer

COSTINGS = {TravelMode.CAR: "auto", TravelMode.BIKE: "bicycle", TravelMode.WALK: "pedestrian"}
"""Its timetables (`multimodal`) serve single routes, not tables; so the bus is not asked for."""

MAX_PAIRS = 2_500
"""`max_matrix_location_pairs` as it ships."""
MAX_POINTS = 1_000
DIGITS = 5
"""Of coordinates: to one metre."""
CUTOFF_METRES = 5_000
"""A point this far from every road is not on the map; without a cutoff it may be moved by 35 km."""
MAX_REFUSALS = 40
"""Of one table; a server that refuses more often is not the one for these places."""

NO_ROAD = 171
"""No road near one of the points, and it does not say which."""
NO_DATA = 172
"""No map at one of the points."""
NOT_TOGETHER = (154, 170, 442)
"""Too far apart, in regions that nothing joins, no path: of some pairs, and nothing is said of the others."""


class Valhalla:
    """One server. The points asked for stand in the body of the request, so they are in no usual log."""

    version = "valhalla"

    def __init__(self, url: str) -> None:
        self._server = JsonServer(url)

    def knows(self, mode: TravelMode) -> bool:
        """True for all but the bus."""
        return mode in COSTINGS

    def minutes(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode, within_s: float
    ) -> Rows:
        """As the port says."""
        if mode not in COSTINGS:
            raise TravelUnavailable(f"Valhalla has no tables for {mode}.")
        table = _Table(self._server, mode)
        sides = sides_of(len(origins), len(destinations), MAX_PAIRS, MAX_POINTS)
        return in_blocks(origins, destinations, sides, within_s, table.block)


class _Table:
    """One table being asked for. A single bad point makes Valhalla refuse a block, so bad ones are looked for."""

    def __init__(self, server: JsonServer, mode: TravelMode) -> None:
        self._server, self._mode = server, mode
        self._refusals = 0
        self._off_map: set[Point] = set()

    def block(self, origins: Sequence[Point], destinations: Sequence[Point], within_s: float) -> Rows:
        end = monotonic() + within_s
        some = [point for point in origins if point not in self._off_map]
        others = [point for point in destinations if point not in self._off_map]
        if not some or not others:
            return [[float("nan")] * len(destinations) for _ in origins]
        said = self._ask(some, others, end)
        if said in (NO_ROAD, NO_DATA):
            found = self._without_road(tuple(dict.fromkeys((*some, *others))), end)
            if not found:
                raise self._refused(said)
            self._off_map |= found
            return self.block(origins, destinations, end - monotonic())
        rows = said if isinstance(said, list) else self._halves(some, others, said, end)
        times = {point: dict(zip(others, row, strict=True)) for point, row in zip(some, rows, strict=True)}
        unknown: dict[Point, float] = {}
        return [[times.get(a, unknown).get(b, float("nan")) for b in destinations] for a in origins]

    def _halves(self, origins: Sequence[Point], destinations: Sequence[Point], code: int, end: float) -> Rows:
        """A block that was refused because some of its pairs do not go together. A single pair that does not: no way.

        nan for one that is farther than this server goes.
        """
        if code not in NOT_TOGETHER:
            raise self._refused(code)
        if len(origins) == len(destinations) == 1:
            return [[float("nan" if code == NOT_TOGETHER[0] else "inf")]]
        high, wide = (len(origins) + 1) // 2, (len(destinations) + 1) // 2
        sides = (high, len(destinations)) if len(origins) > 1 else (1, wide)
        return in_blocks(origins, destinations, sides, end - monotonic(), self.block)

    def _without_road(self, points: Sequence[Point], end: float) -> set[Point]:
        """Which of some points are on no road: those whose table from the first to all is refused, halved until one."""
        said = self._ask(points[:1], points, end)
        if said not in (NO_ROAD, NO_DATA):
            return set()
        if len(points) == 1:
            return {points[0]}
        middle = len(points) // 2
        return self._without_road(points[:middle], end) | self._without_road(points[middle:], end)

    def _ask(self, origins: Sequence[Point], destinations: Sequence[Point], end: float) -> Rows | int:
        """The rows of a block, or the code of the refusal."""
        question = {
            "sources": [_location(point) for point in origins],
            "targets": [_location(point) for point in destinations],
            "costing": COSTINGS[self._mode],
        }
        status, said = self._server.ask("/sources_to_targets", question, within_s=end - monotonic())
        if not isinstance(said, dict):
            raise malformed()
        if status == 200:
            return minutes_of(_seconds(said.get("sources_to_targets")), len(origins), len(destinations))
        code = said.get("error_code")
        self._refusals += 1
        if not isinstance(code, int) or self._refusals > MAX_REFUSALS:
            raise self._refused(code)
        return code

    def _refused(self, code: object) -> TravelUnavailable:
        number = f" ({code})" if isinstance(code, int) else ""
        return TravelUnavailable(f"The travel server refused a table{number}.")


def _location(point: Point) -> dict[str, float]:
    return {
        "lat": round(point.latitude, DIGITS),
        "lon": round(point.longitude, DIGITS),
        "search_cutoff": CUTOFF_METRES,
    }


def _seconds(said: object) -> object:
    """The rows of seconds of an answer: of objects with a `time`, or of `durations` where a server answers in brief."""
    if isinstance(said, dict):
        return said.get("durations")
    if not isinstance(said, list):
        raise malformed()
    return [
        [pair.get("time") if isinstance(pair, dict) else False for pair in row] if isinstance(row, list) else row
        for row in said
    ]
