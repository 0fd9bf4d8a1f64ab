"""The free time of a week: windows between what is fixed, and when a person could be at a place, travel included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.place import Place
from referral.domain.week import DAY_MIN, WEEK_MIN, Day, Span, WeekSet
from referral.packets.travel import Stop, TravelModel, trip_min, trip_table

HOME = "home"
QUIET_MIN = 4 * 60
"""Where days without sleep are cut: at 4, when hardly anything meets. A week without anything fixed begins then."""

WAITING_COST = 1
TRAVEL_COST = 4
"""A minute of travel costs as much as four minutes of waiting away from home; time at home costs nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of free time. The person comes from origin and must be at destination when it ends."""

    span: Span
    origin: Stop
    destination: Stop


@dataclass(frozen=True, slots=True)
class Trip:
    """One leg of a way."""

    origin: Stop
    destination: Stop
    minutes: int


@dataclass(frozen=True, slots=True)
class Way:
    """How to get from one stop to the next: nothing, one trip, or two by home. cost: quarter minutes."""

    trips: tuple[Trip, ...]
    cost: int

    @property
    def minutes(self) -> int:
        """Minutes on the road."""
        return sum(trip.minutes for trip in self.trips)


class Week:
    """A person's week: its windows, and the trips between places. Trips are worked out once."""

    def __init__(self, profile: Profile, model: TravelModel) -> None:
        self.profile = profile
        self.home = _stop(HOME, profile.home)
        self.anchors = {anchor.name: _stop(anchor.name, anchor.place) for anchor in profile.anchors}
        self._model = model
        self._minutes: dict[tuple[str, str], int] = {}
        self._usable: dict[str, WeekSet] = {}
        fixed = tuple(self._fixed())
        self.free = ~WeekSet.of(span for span, _stop_ in fixed)
        self.windows = tuple(self._windows(fixed))
        ends = (place for window in self.windows for place in (window.origin, window.destination))
        self._ends = tuple({place.key: place for place in ends}.values())

    def _fixed(self) -> Iterator[tuple[Span, Stop]]:
        for busy in self.profile.busy:
            for span in busy.spans:
                yield Span(span.start_min, min(WEEK_MIN, span.length_min + busy.buffer_min)), self.place(busy.at)
        for span in self.profile.sleep:
            yield span, self.home

    def _windows(self, fixed: tuple[tuple[Span, Stop], ...]) -> Iterator[Window]:
        if not fixed:
            yield Window(Span(QUIET_MIN, WEEK_MIN), self.home, self.home)
            return
        ends = {span.end_min % WEEK_MIN: stop for span, stop in reversed(fixed)}
        starts = {span.start_min: stop for span, stop in reversed(fixed)}
        for run in self.free.runs:
            yield Window(run, ends[run.start_min], starts[run.end_min % WEEK_MIN])

    def place(self, name: str) -> Stop:
        """Home or an anchor by its name."""
        return self.home if name == HOME else self.anchors[name]

    def stop_at(self, listing: Listing) -> Stop | None:
        """Where a listing is attended in person; None when its place is not known."""
        point = listing.location.point
        return None if point is None else Stop(listing.id, point, listing.location.precision)

    def minutes(self, origin: Stop, destination: Stop) -> int:
        """Whole minutes of one trip, margin included."""
        key = origin.key, destination.key
        if key not in self._minutes:
            self._minutes[key] = trip_min(self._model, self.profile.travel, origin, destination)
        return self._minutes[key]

    def table(self, stops: Sequence[Stop]) -> NDArray[np.int32]:
        """(stops, stops): `minutes` from each to each."""
        return trip_table(self._model, self.profile.travel, stops)

    def way(self, origin: Stop, destination: Stop, gap_min: int) -> Way | None:
        """The cheaper of going straight and going by home within a gap; None when neither is possible."""
        most = self.profile.travel.max_leg_min
        direct = self.minutes(origin, destination)
        ways = []
        if direct <= gap_min and direct <= most:
            straight = (Trip(origin, destination, direct),) if direct else ()
            at_home = self.home.same_place(origin) or self.home.same_place(destination)
            waiting = 0 if at_home else gap_min - direct
            ways.append(Way(straight, TRAVEL_COST * direct + WAITING_COST * waiting))
        back, out = self.minutes(origin, self.home), self.minutes(self.home, destination)
        if back and out and back + out <= gap_min and max(back, out) <= most:
            by_home = (Trip(origin, self.home, back), Trip(self.home, destination, out))
            ways.append(Way(by_home, TRAVEL_COST * (back + out)))
        return min(ways, key=lambda way: way.cost, default=None)

    def lead_min(self, origin: Stop, destination: Stop) -> int | None:
        """The fewest minutes from one stop to another, straight or by home; None when no way keeps within a leg."""
        most = self.profile.travel.max_leg_min
        direct = self.minutes(origin, destination)
        back, out = self.minutes(origin, self.home), self.minutes(self.home, destination)
        possible = ([direct] if direct <= most else []) + ([back + out] if max(back, out) <= most else [])
        return min(possible, default=None)

    def usable(self, stop: Stop) -> WeekSet:
        """The minutes at which the person could be at a stop, if nothing else were chosen."""
        if stop.key not in self._usable:
            self._usable[stop.key] = WeekSet.of(self._cut(stop))
        return self._usable[stop.key]

    def _cut(self, stop: Stop) -> Iterator[Span]:
        leads = {place.key: (self.lead_min(place, stop), self.lead_min(stop, place)) for place in self._ends}
        for window in self.windows:
            before, after = leads[window.origin.key][0], leads[window.destination.key][1]
            if before is not None and after is not None and before + after < window.span.length_min:
                start = (window.span.start_min + before) % WEEK_MIN
                yield Span(start, window.span.length_min - before - after)

    def day_of(self, minute: int) -> Day:
        """The day a minute belongs to: that of the last getting up; 24 hours after it, days begin at 4."""
        awake = min(((minute - span.end_min) % WEEK_MIN for span in self.profile.sleep), default=WEEK_MIN)
        began = minute - (awake if awake < DAY_MIN else QUIET_MIN)
        return Day(began % WEEK_MIN // DAY_MIN)


def _stop(key: str, place: Place) -> Stop:
    return Stop(key, place.point, place.precision)
