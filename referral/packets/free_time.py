"""The free time of a week: windows between what is fixed, and when a person could be at a place, travel included."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.place import Place
from referral.domain.week import DAY_MIN, WEEK_MIN, Day, Span, WeekSet
from referral.packets.travel import Stop, TravelModel
from referral.packets.trips import Miles, Trips

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


_Leads: TypeAlias = tuple[int, ...]
"""Of each place that windows begin or end at: minutes from it to a stop, and back to it; `_NO_WAY` where none is."""

_NO_WAY = 1 << 40
"""Longer than any window."""


class Week:
    """A person's week: its windows, and the trips between places. What is worked out is kept."""

    def __init__(self, profile: Profile, model: TravelModel, like: "Week | None" = None) -> None:
        """like: the same person's week under other limits, whose trips are these; its times too where equal."""
        self.profile = profile
        self.home = _stop(HOME, profile.home)
        self.anchors = {anchor.name: _stop(anchor.name, anchor.place) for anchor in profile.anchors}
        self.trips: Trips = like.trips if like is not None else Trips(model, profile.travel)
        self.miles_of: Miles = like.miles_of if like is not None else Miles()
        self.times: Times = like.times if like is not None and like.is_timed_as(profile) else self._timed()
        self.free, self.windows = self.times.free, self.times.windows

    def is_timed_as(self, profile: Profile) -> bool:
        """True when the times at which the same person could be anywhere are equal, by trips of one length."""
        mine, other = self.profile, profile
        return (mine.busy, mine.sleep, mine.travel.max_leg_min) == (other.busy, other.sleep, other.travel.max_leg_min)

    def _timed(self) -> "Times":
        fixed = tuple(self._fixed())
        free = ~WeekSet.of(span for span, _stop_ in fixed)
        return Times(free, tuple(self._windows(free, fixed)))

    def _fixed(self) -> Iterator[tuple[Span, Stop]]:
        for busy in self.profile.busy:
            for span in busy.spans:
                yield Span(span.start_min, min(WEEK_MIN, span.length_min + busy.buffer_min)), self.place(busy.at)
        for span in self.profile.sleep:
            yield span, self.home

    def _windows(self, free: WeekSet, fixed: tuple[tuple[Span, Stop], ...]) -> Iterator[Window]:
        if not fixed:
            yield Window(Span(QUIET_MIN, WEEK_MIN), self.home, self.home)
            return
        ends = {span.end_min % WEEK_MIN: stop for span, stop in reversed(fixed)}
        starts = {span.start_min: stop for span, stop in reversed(fixed)}
        for run in free.runs:
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
        return self.trips.minutes(origin, destination)

    def table_of_places(self, stops: Sequence[Stop]) -> NDArray[np.int32]:
        """(stops, stops): `minutes` from each to each, of stops no two of which are the same place."""
        return self.trips.table_of_places(stops)

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
        leads = self.times.leads.get(stop.key)
        if leads is None:
            pairs = ((self.lead_min(place, stop), self.lead_min(stop, place)) for place in self.times.ends)
            leads = tuple(_NO_WAY if lead is None else lead for pair in pairs for lead in pair)
            self.times.leads[stop.key] = leads
        return self.times.usable(leads)

    def foresee(self, listings: Iterable[Listing]) -> None:
        """Work out at once the trips to all of these, for `usable` to be asked of them."""
        known, ends = self.times.leads, self.times.ends
        stops = {one.key: one for one in map(self.stop_at, listings) if one is not None and one.key not in known}
        if stops and ends:
            some = list(stops.values())
            leads = _leads_of_all(self.trips, self.profile.travel.max_leg_min, (self.home, *ends), some)
            known.update(zip(stops, map(tuple, leads.tolist()), strict=True))

    def day_of(self, minute: int) -> Day:
        """The day a minute belongs to: that of the last getting up; 24 hours after it, days begin at 4."""
        day = self.times.days.get(minute)
        if day is None:
            awake = min(((minute - span.end_min) % WEEK_MIN for span in self.profile.sleep), default=WEEK_MIN)
            began = minute - (awake if awake < DAY_MIN else QUIET_MIN)
            day = self.times.days[minute] = Day(began % WEEK_MIN // DAY_MIN)
        return day


class Times:
    """The windows of a week, and what follows from them alone. leads: of each stop by its key; days: of minutes."""

    def __init__(self, free: WeekSet, windows: tuple[Window, ...]) -> None:
        self.free, self.windows = free, windows
        self.leads: dict[str, _Leads] = {}
        self.days: dict[int, Day] = {}
        self.ends = tuple({place.key: place for one in windows for place in (one.origin, one.destination)}.values())
        number = {place.key: at for at, place in enumerate(self.ends)}
        self._spans = [(one.span, 2 * number[one.origin.key], 2 * number[one.destination.key] + 1) for one in windows]
        self._usable: dict[_Leads, WeekSet] = {}

    def usable(self, leads: _Leads) -> WeekSet:
        """What is left of the windows at a stop so far away."""
        found = self._usable.get(leads)
        if found is None:
            found = self._usable[leads] = WeekSet.of_pieces(self._cut(leads))
        return found

    def _cut(self, leads: _Leads) -> Iterator[tuple[int, int]]:
        for span, origin, destination in self._spans:
            start, end = span.start_min + leads[origin], span.start_min + span.length_min - leads[destination]
            if start < end:
                turn = 0 if start < WEEK_MIN else WEEK_MIN
                yield start - turn, min(end - turn, WEEK_MIN)
                if end - turn > WEEK_MIN:
                    yield 0, end - turn - WEEK_MIN


def _leads_of_all(trips: Trips, most: int, places: Sequence[Stop], stops: Sequence[Stop]) -> NDArray[np.int64]:
    """(stops, 2 x ends): the leads of each stop. places: home, then the ends; most: of one leg."""
    there, back = trips.between(places, stops).T.astype(np.int64), trips.between(stops, places).astype(np.int64)
    own = trips.table(places).astype(np.int64)
    there, back, own = (np.where(one <= most, one, _NO_WAY) for one in (there, back, own))
    to_stop = np.minimum(there[:, 1:], own[None, 1:, 0] + there[:, :1])
    from_stop = np.minimum(back[:, 1:], back[:, :1] + own[None, 0, 1:])
    leads = np.stack((to_stop, from_stop), axis=2).reshape(len(stops), -1)
    least: NDArray[np.int64] = np.minimum(leads, _NO_WAY)
    return least


def _stop(key: str, place: Place) -> Stop:
    return Stop(key, place.point, place.precision)
