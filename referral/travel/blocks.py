"""A table of times in blocks that a server takes, each asked for in what is left of the time."""

from collections.abc import Callable, Iterator, Sequence
from math import isqrt
from time import monotonic

from referral.domain.errors import TravelUnavailable
from referral.domain.place import Point

Rows = list[list[float]]
"""Minutes: one row for each origin."""

MAX_SECONDS = 1e7
"""Of one trip, four months; what is longer is no travel time."""


def in_blocks(
    origins: Sequence[Point],
    destinations: Sequence[Point],
    sides: tuple[int, int],
    within_s: float,
    ask: Callable[[Sequence[Point], Sequence[Point], float], Rows],
) -> Rows:
    """The whole table. sides: most origins and destinations of a block; ask: a block within some seconds."""
    end = monotonic() + within_s
    rows: Rows = [[] for _ in origins]
    for top in range(0, len(origins), sides[0]):
        for left in range(0, len(destinations), sides[1]):
            block = ask(origins[top : top + sides[0]], destinations[left : left + sides[1]], end - monotonic())
            for at, part in enumerate(block, top):
                rows[at] += part
    return rows


def sides_of(origins: int, destinations: int, most_pairs: int, most_points: int) -> tuple[int, int]:
    """The largest block of a table, as even as its sides allow, of at most so many pairs and points."""
    high = max(1, min(origins, isqrt(most_pairs), most_points // 2))
    wide = max(1, min(destinations, most_pairs // high, most_points - high))
    return max(1, min(origins, most_pairs // wide, most_points - wide)), wide


def minutes_of(seconds: object, rows: int, columns: int) -> Rows:
    """A table as minutes: null = no way = inf. Raises TravelUnavailable when it is not of this shape, or not times."""
    if not isinstance(seconds, list) or len(seconds) != rows:
        raise malformed()
    return [list(_row(row, columns)) for row in seconds]


def _row(row: object, columns: int) -> Iterator[float]:
    if not isinstance(row, list) or len(row) != columns:
        raise malformed()
    for value in row:
        if value is None:
            yield float("inf")
        elif isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MAX_SECONDS:
            yield value / 60
        else:
            raise malformed()


def malformed() -> TravelUnavailable:
    """The error of an answer that cannot be read."""
    return TravelUnavailable("The travel server answered with something that is not a table of times.")
