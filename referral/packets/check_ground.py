"""The checker's own map and week: places, trips and taken minutes, worked out from the profile alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.place import Place, Point, Precision
from referral.packets.check_rules import miles

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


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the week."""

    key: str
    point: Point
    precision: Precision


class Ground:
    """The person's week and map."""

    def __init__(self, profile: Profile, listings: Mapping[str, Listing]) -> None:
        self.profile = profile
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
            self._take(start, length)
            self.left_at.setdefault((start + length) % _WEEK, at)
            self.due_at.setdefault(start, at)
        self.stretches = tuple(self._stretches())

    def _take(self, start: int, length: int) -> None:
        first = min(length, _WEEK - start)
        self.taken[start : start + first] = b"\1" * first
        self.taken[: length - first] = b"\1" * (length - first)

    def is_free(self, start: int, length: int) -> bool:
        """True when no minute is taken."""
        first = min(length, _WEEK - start)
        return not any(self.taken[start : start + first]) and not any(self.taken[: length - first])

    def _stretches(self) -> Iterator[tuple[int, int, str, str]]:
        """Start, length, where the person comes from and must be after, for every stretch of free time."""
        if not self.fixed:
            yield 4 * 60, _WEEK, "home", "home"
            return
        starts = [m for m in range(_WEEK) if not self.taken[m] and self.taken[m - 1]]
        for start in starts:
            length = 1
            while not self.taken[(start + length) % _WEEK]:
                length += 1
            yield start, length, self.left_at[start], self.due_at[(start + length) % _WEEK]

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
        before, per_mile = _PACE[self.profile.travel.mode]
        exact = (before + per_mile * miles(first.point, second.point)) * (1 + self.profile.travel.margin)
        return max(1, ceil(exact - 1e-4))

    def day_of(self, minute: int) -> int:
        """The day a minute belongs to: that of getting up, when this was within 24 hours."""
        ends = [span.start_min + span.length_min for span in self.profile.sleep]
        since = min(((minute - end) % _WEEK for end in ends), default=_WEEK)
        return (minute - (since if since < _DAY else 0)) % _WEEK // _DAY
