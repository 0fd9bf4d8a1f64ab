"""The towns of the shipped file of places: where made-up listings stand, and where searches start."""

import csv
import gzip
from dataclasses import dataclass
from functools import cache

from referral.config import ROOT
from referral.domain.place import Place, Point, Precision

_FILE = ROOT / "seed" / "places" / "places.csv.gz"
_NOT_CONTIGUOUS = frozenset({"AK", "HI", "PR", "GU", "VI", "AS", "MP"})
_POST_OFFICE_ONLY = 500
"""Taken as the people of a town that only the post office names."""


@dataclass(frozen=True, slots=True)
class Town:
    """place: its centre, precision town. population: at least 1."""

    place: Place
    population: int


@cache
def towns(state: str | None = None) -> tuple[Town, ...]:
    """The towns of a state, or of the contiguous United States, most populous first."""
    with gzip.open(_FILE, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] == "town" and row["state"] not in _NOT_CONTIGUOUS]
    found = [_town(row) for row in rows if state is None or row["state"] == state]
    return tuple(sorted(found, key=lambda town: (-town.population, town.place.label)))


def _town(row: dict[str, str]) -> Town:
    place = Place(
        label=f"{row['town']}, {row['state']}",
        point=Point(float(row["latitude"]), float(row["longitude"])),
        precision=Precision.TOWN,
        state=row["state"],
        time_zone=row["time_zone"],
        county=row["county"] or None,
        town=row["town"],
    )
    return Town(place, max(1, int(row["population"] or _POST_OFFICE_ONLY)))
