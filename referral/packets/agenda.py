"""What stands in a week, and the trips between it. Nothing enters that cannot be reached in time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from referral.domain.packet import Leg, WeekItem
from referral.domain.place import miles_between
from referral.domain.week import WEEK_MIN, Span
from referral.packets.free_time import HOME, Trip, Way, Week, Window
from referral.packets.travel import Stop


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the week and where the person is for it."""

    item: WeekItem
    stop: Stop


@dataclass(frozen=True, slots=True)
class _Point:
    """A moment of a window with a place: [start, end) in minutes from the window's start."""

    start: int
    end: int
    stop: Stop
    entry: Entry | None = None


_Layer = tuple[tuple[Entry, ...], ...]
"""The entries of each window, by start."""


class Agenda:
    """A week that is being filled.

    Two layers are kept possible at once: the week as planned, with reserved time, and the week in which reserved time
    is given up for the items that would yield to it.
    """

    def __init__(self, week: Week) -> None:
        self.week = week
        empty: _Layer = tuple(() for _window in week.windows)
        self._planned = self._open = empty

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything in the week, by start."""
        found = {id(entry): entry for layer in (self._planned, self._open) for window in layer for entry in window}
        return tuple(sorted(found.values(), key=lambda entry: (entry.item.span, entry.item.listing_id)))

    def add(self, entries: tuple[Entry, ...]) -> bool:
        """Enter all or none; False when one of them cannot be reached in time."""
        planned = [entry for entry in entries if entry.item.yields_to is None]
        given_up = [entry for entry in entries if not entry.item.reserved]
        with_planned = self._with(self._planned, planned)
        with_open = self._with(self._open, given_up)
        if with_planned is None or with_open is None:
            return False
        self._planned, self._open = with_planned, with_open
        return True

    def copy(self) -> "Agenda":
        """The same week, to be filled further apart from this one."""
        other = Agenda(self.week)
        other._planned, other._open = self._planned, self._open
        return other

    def without(self, gone: Iterable[Entry]) -> "Agenda | None":
        """The same week without some entries; None when the rest cannot be reached without them."""
        left_out = {id(entry) for entry in gone}
        rest = [entry for entry in self.entries if id(entry) not in left_out]
        smaller = Agenda(self.week)
        return smaller if all(smaller.add((entry,)) for entry in rest) else None

    def _with(self, layer: _Layer, entries: list[Entry]) -> _Layer | None:
        windows = list(layer)
        touched = set()
        for entry in entries:
            at = self.window_of(entry.item.span)
            if at is None:
                return None
            windows[at] = tuple(sorted((*windows[at], entry), key=lambda e: self._offset(at, e)))
            touched.add(at)
        possible = all(self._ways(at, windows[at]) is not None for at in touched)
        return tuple(windows) if possible else None

    def window_of(self, span: Span) -> int | None:
        """The number of the window that holds a span; None when none does."""
        for at, window in enumerate(self.week.windows):
            offset = (span.start_min - window.span.start_min) % WEEK_MIN
            if offset + span.length_min <= window.span.length_min:
                return at
        return None

    def _offset(self, at: int, entry: Entry) -> int:
        return (entry.item.span.start_min - self.week.windows[at].span.start_min) % WEEK_MIN

    def _points(self, at: int, entries: tuple[Entry, ...]) -> list[_Point]:
        window = self.week.windows[at]
        points = [_Point(0, 0, window.origin)]
        for entry in entries:
            start = self._offset(at, entry)
            points.append(_Point(start, start + entry.item.span.length_min, entry.stop, entry))
        points.append(_Point(window.span.length_min, window.span.length_min, window.destination))
        return points

    def _ways(self, at: int, entries: tuple[Entry, ...]) -> list[tuple[_Point, _Point, Way]] | None:
        ways = []
        for a, b in pairwise(self._points(at, entries)):
            way = self.week.way(a.stop, b.stop, b.start - a.end) if b.start >= a.end else None
            if way is None:
                return None
            ways.append((a, b, way))
        return ways

    def travel_min(self) -> int:
        """Minutes on the road in the planned week, trips between fixed places counted too."""
        return sum(self._window_min(at, entries) for at, entries in enumerate(self._planned))

    def _window_min(self, at: int, entries: tuple[Entry, ...]) -> int:
        if not entries:
            return self._empty_min(self.week.windows[at])
        return sum(way.minutes for _a, _b, way in self._ways(at, entries) or ())

    def more_min(self, entry: Entry) -> int | None:
        """Minutes on the road that one more entry adds, may be < 0; None when it cannot be reached in time."""
        at = self.window_of(entry.item.span)
        before = self._planned, self._open
        if at is None or not self.add((entry,)):
            return None
        with_it = self._window_min(at, self._planned[at])
        self._planned, self._open = before
        return with_it - self._window_min(at, self._planned[at])

    def baseline_min(self) -> int:
        """Minutes on the road that the fixed week takes by itself."""
        return sum(self._empty_min(window) for window in self.week.windows)

    def _empty_min(self, window: Window) -> int:
        """A fixed week stands even where a trip takes longer than its gap; then the straight trip is counted."""
        way = self.week.way(window.origin, window.destination, window.span.length_min)
        return way.minutes if way is not None else self.week.minutes(window.origin, window.destination)

    def legs(self) -> tuple[Leg, ...]:
        """Every trip to, between and from the items, by start; trips between fixed places are not listed."""
        legs = set(self._legs(self._planned))
        legs.update(self._legs(self._open, only_yielding=True))
        return tuple(sorted(legs, key=lambda leg: (leg.span, leg.origin, leg.destination)))

    def _legs(self, layer: _Layer, *, only_yielding: bool = False) -> Iterator[Leg]:
        for at, entries in enumerate(layer):
            start = self.week.windows[at].span.start_min
            for a, b, way in self._ways(at, entries) or ():
                touching = [point.entry for point in (a, b) if point.entry is not None]
                if touching and (not only_yielding or any(entry.item.yields_to for entry in touching)):
                    yield from _timed(start, a, b, way)


def _timed(window_start: int, a: _Point, b: _Point, way: Way) -> Iterator[Leg]:
    """A single trip to an item arrives when it starts; any other, and one home, leaves when the last thing ends."""
    if len(way.trips) == 2:
        first, second = way.trips
        yield _leg(window_start + a.end, first)
        yield _leg(window_start + b.start - second.minutes, second)
    elif way.trips:
        trip = way.trips[0]
        late = b.entry is not None and trip.destination.key != HOME
        yield _leg(window_start + (b.start - trip.minutes if late else a.end), trip)


def _leg(start: int, trip: Trip) -> Leg:
    return Leg(
        span=Span(start % WEEK_MIN, trip.minutes),
        origin=trip.origin.key,
        destination=trip.destination.key,
        minutes=trip.minutes,
        miles_straight=miles_between(trip.origin.point, trip.destination.point),
    )
