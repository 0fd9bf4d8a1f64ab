"""What is kept of each ZIP and town, and what a place finder asks of the file that keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from referral.domain.place import Place

SMALL = 500
"""Taken as the population of a town that only the post office names: GeoNames lists those above it."""
DOMINANT = 10
"""A town is meant without its state when it has this many times the people of the next of its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place under its `town_key`. population: None for ZIPs and for towns that only the post office names."""

    place: Place
    key: str
    population: int | None = None

    @property
    def size(self) -> int:
        """Population to compare by."""
        return SMALL if self.population is None else self.population


class Gazetteer(Protocol):
    """ZIPs and towns by name, number and place. Read-only, safe from any thread. Raises StoreUnavailable."""

    def towns(self, key: str) -> Sequence[Entry]:
        """Towns of the same letters as this `town_key` ("de kalb", "dekalb"), most populous first."""
        ...

    def zip_place(self, zip5: str) -> Place | None:
        """The ZIP of these five digits."""
        ...

    def beginning(self, prefix: str, limit: int) -> Sequence[Entry]:
        """Towns whose "key state" ("saint louis mo") begins so, most populous first; ZIPs when prefix holds a digit."""
        ...

    def zips_within(self, south: float, north: float, west: float, east: float) -> Sequence[Place]:
        """ZIPs with a point in this box of degrees, in the order of their numbers."""
        ...

    def towns_within(self, south: float, north: float, west: float, east: float, limit: int) -> Sequence[Place]:
        """Towns of known population with a point in this box of degrees, most populous first."""
        ...


def spelled(entries: Sequence[Entry], key: str) -> Sequence[Entry]:
    """Those spelled as key, or all when none is."""
    return [entry for entry in entries if entry.key == key] or entries


def dominant(entries: Sequence[Entry]) -> Entry | None:
    """The town meant by a bare name, or None: the only one, or the first with ten times the people of any other."""
    if len(entries) > 1 and entries[0].size < DOMINANT * max(entry.size for entry in entries[1:]):
        return None
    return entries[0] if entries else None
