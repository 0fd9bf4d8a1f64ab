"""Road minutes that were asked for: of one table, and those between places of listings that many packets share."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from referral.domain.need import TravelMode
from referral.domain.place import Point
from referral.packets.travel import Table

MAX_VENUES = 1_500
"""Places of listings whose trips are remembered, for each mode: a table of 18 MB."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Road minutes between numbered origins (rows) and destinations (columns); nan where they are not known."""

    rows: dict[Point, int]
    columns: dict[Point, int]
    minutes: Table

    @classmethod
    def of(cls, origins: Sequence[Point], destinations: Sequence[Point], minutes: Table) -> "Sheet":
        """A table of distinct origins and distinct destinations."""
        return cls(
            {point: at for at, point in enumerate(origins)},
            {point: at for at, point in enumerate(destinations)},
            minutes,
        )

    def fill(self, known: Table, origins: Sequence[Point], destinations: Sequence[Point]) -> None:
        """Enter what this sheet knows into a table of origins and destinations."""
        rows = [(to, at) for to, point in enumerate(origins) if (at := self.rows.get(point)) is not None]
        columns = [(to, at) for to, point in enumerate(destinations) if (at := self.columns.get(point)) is not None]
        if rows and columns:
            to_rows, from_rows = zip(*rows, strict=True)
            to_columns, from_columns = zip(*columns, strict=True)
            mine = self.minutes[np.ix_(from_rows, from_columns)]
            there = np.ix_(to_rows, to_columns)
            known[there] = np.where(np.isnan(mine), known[there], mine)


class VenueTrips:
    """Road minutes between places of listings, for all packets of this process; never to or from a person's own places.

    Bounded: when it is full it begins anew. A restart empties it, as is due when the map of the server has changed.
    Safe from several threads.
    """

    def __init__(self, most: int = MAX_VENUES) -> None:
        self._most = most
        self._sheets: dict[TravelMode, Sheet] = {}
        self._lock = Lock()

    def fill(self, known: Table, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode) -> None:
        """Enter what is remembered into a table of origins and destinations."""
        with self._lock:
            if mode in self._sheets:
                self._sheets[mode].fill(known, origins, destinations)

    def remember(self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode, known: Table) -> None:
        """Keep a table; one of more places than can be kept is not."""
        points = dict.fromkeys((*origins, *destinations))
        if len(points) > self._most:
            return
        with self._lock:
            sheet = self._sheets.get(mode)
            if sheet is None or len(sheet.rows.keys() | points.keys()) > self._most:
                numbers: dict[Point, int] = {}
                sheet = self._sheets[mode] = Sheet(numbers, numbers, np.full((self._most, self._most), np.nan))
            for point in points:
                sheet.rows.setdefault(point, len(sheet.rows))
            rows, columns = [sheet.rows[point] for point in origins], [sheet.columns[point] for point in destinations]
            sheet.minutes[np.ix_(rows, columns)] = known
