"""What is asked of a week becomes the solver's whole numbers, and its answer becomes offers again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from referral.domain.listing import Mode
from referral.domain.need import Need
from referral.domain.place import Point
from referral.packets import prices
from referral.packets.exact import problem as exact
from referral.packets.exact.solve import Planning, solve
from referral.packets.exact.spread import spread_out
from referral.packets.free_time import Week
from referral.packets.options import Form, Offer
from referral.packets.travel import SURE, Stop
from referral.packets.wake_periods import Pieces

Priced = tuple[Offer, int]
"""An offer and the price of its fit, in quarter minutes."""


@dataclass(frozen=True, slots=True)
class AskedProgram:
    """One of some sets of offers, each wholly, with the price of each. unmet: the price of none."""

    need: Need
    sets: Sequence[tuple[tuple[Offer, ...], int]]
    unmet: int


@dataclass(frozen=True, slots=True)
class AskedVisit:
    """One of some offers. unmet: the price of none."""

    need: Need
    offers: Sequence[Priced]
    unmet: int


@dataclass(frozen=True, slots=True)
class AskedMeetings:
    """Some offers: at best `most`, at least `least`, per_day[day] a day.

    short, missing: the price of each that is missing to the least, and to the most. kept: ids of listings to keep;
    lost: the price of each of which no offer is taken.
    """

    need: Need
    offers: Sequence[Priced]
    least: int
    most: int
    per_day: tuple[int, ...]
    short: int
    missing: int
    kept: tuple[str, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is asked of a week."""

    programs: Sequence[AskedProgram] = ()
    visits: Sequence[AskedVisit] = ()
    meetings: Sequence[AskedMeetings] = ()


@dataclass(frozen=True, slots=True)
class Solved:
    """Need id -> its offers, by start; none for a need that is not answered. cost: in quarter minutes."""

    offers: dict[str, tuple[Offer, ...]]
    cost: int
    proven: bool


def solved(week: Week, pieces: Pieces, asked: Asked) -> Solved:
    """The cheapest week that answers what is asked, in some pieces of it."""
    return Built(week, pieces, asked).solved()


class Built:
    """A problem with its tables, to be solved for other choices of programs too."""

    def __init__(self, week: Week, pieces: Pieces, asked: Asked) -> None:
        self._asked, self._made = asked, _Made(week, pieces)
        self._problem = self._made.problem(asked)
        self._planning = Planning(self._problem)

    def solved(self) -> Solved:
        """The cheapest week."""
        return self._read(self._problem, self._planning)

    def solved_with(self, programs: Sequence[AskedProgram]) -> Solved | None:
        """The cheapest week with other sets for the same programs; None when one has an offer unknown here."""
        packages = self._made.packages_of(programs)
        if packages is None:
            return None
        problem = replace(self._problem, packages=packages)
        return self._read(problem, Planning(problem, like=self._planning))

    def _read(self, problem: exact.Problem, planning: Planning) -> Solved:
        answer, asked, offers_of = solve(problem, planning), self._asked, self._made.offers_of
        taken: dict[str, tuple[Offer, ...]] = {}
        for program, need, chosen in zip(asked.programs, problem.packages, answer.packages, strict=True):
            taken[program.need.id] = () if chosen is None else offers_of(need.packages[chosen].items)
        for visit, item in zip(asked.visits, answer.singles, strict=True):
            taken[visit.need.id] = () if item is None else offers_of((item,))
        for meetings, items in zip(asked.meetings, answer.counts, strict=True):
            taken[meetings.need.id] = offers_of(items)
        return Solved(taken, answer.cost, answer.proven)


_Key = tuple[str, int, int, Mode, Form, str | None]
"""What tells the offers of a program apart; two of its tracks may share times, and a week names one of them."""


def respread(
    week: Week, pieces: Pieces, meetings: Sequence[AskedMeetings], numbers: Sequence[int], held: Collection[int]
) -> tuple[tuple[Offer, ...], ...] | None:
    """As many meetings of each need on less crowded days, weighed by `prices.CROWDED`; None when these are the best.

    numbers: how many of each need there are; held: the days that hold some.
    """
    made = _Made(week, pieces)
    found = spread_out(made.problem(Asked(meetings=meetings)), numbers, held, prices.CROWDED)
    return None if found is None else tuple(made.offers_of(items) for items in found)


class _Made:
    """Stops and items of a problem while they are numbered."""

    def __init__(self, week: Week, pieces: Pieces) -> None:
        self._week, self._pieces = week, pieces
        self._stops: list[Stop] = []
        self._numbers: dict[Point, int] = {}
        self._by_key: dict[str, int] = {}
        self._stop(week.home)
        self._ends = [(self._stop(piece.origin), self._stop(piece.destination)) for piece in pieces.all]
        self._offers: list[Offer] = []
        self._items: list[exact.Item] = []
        self._known: list[int] = []
        self._number: list[int] = []
        self._of_programs: list[dict[_Key, int | None]] = []

    def offers_of(self, items: Sequence[int]) -> tuple[Offer, ...]:
        """The offers of some items of the problem, by start."""
        found = [self._offers[self._known[item]] for item in items]
        return tuple(sorted(found, key=lambda offer: (offer.start_min, offer.match.listing.id)))

    def problem(self, asked: Asked) -> exact.Problem:
        """Everything in the solver's form. What cannot be reached even alone is left out."""
        sets = [self._add_sets(one.sets) for one in asked.programs]
        visits = [self._add_each(visit.offers) for visit in asked.visits]
        meetings = [self._add_each(one.offers) for one in asked.meetings]
        minutes = self._week.table_of_places(self._stops)
        kept = self._reachable(minutes)
        self._known = np.flatnonzero(kept).tolist()
        number = self._number = np.where(kept, np.cumsum(kept) - 1, -1).tolist()
        return exact.Problem(
            windows=tuple(
                exact.Window(piece.length_min, origin, destination, piece.day, piece.given)
                for piece, (origin, destination) in zip(self._pieces.all, self._ends, strict=True)
            ),
            items=tuple(compress(self._items, kept.tolist())),
            minutes=minutes,
            max_leg=self._week.profile.travel.max_leg_min,
            packages=tuple(
                exact.PackageNeed(_packages(some, number), one.unmet)
                for one, some in zip(asked.programs, sets, strict=True)
            ),
            singles=tuple(
                exact.SingleNeed(_left(items, number), one.unmet)
                for one, items in zip(asked.visits, visits, strict=True)
            ),
            counts=tuple(
                exact.CountNeed(
                    _left(items, number),
                    one.least,
                    one.most,
                    one.per_day,
                    one.short,
                    one.missing,
                    one.need.avoid_program_days,
                    self._kept(one.kept, _left(items, number)),
                    one.lost,
                )
                for one, items in zip(asked.meetings, meetings, strict=True)
            ),
        )

    def _kept(self, listing_ids: Sequence[str], items: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """The items of each listing to keep, without those that have none."""
        of: dict[str, list[int]] = {listing_id: [] for listing_id in listing_ids}
        for item in items if of else ():
            listing_id = self._offers[self._known[item]].match.listing.id
            if listing_id in of:
                of[listing_id].append(item)
        return tuple(tuple(some) for some in of.values() if some)

    def _add_each(self, offers: Sequence[Priced]) -> list[int]:
        """The items of offers that lie in pieces. In one loop and without further calls: a week has thousands."""
        find, items, known, added = self._pieces.at, self._items, self._offers, []
        way, stop = None, 0
        for offer, price in offers:
            found = find(offer.start_min, offer.length_min)
            if found is not None:
                if offer.way is not way:
                    way, stop = offer.way, self._stop(offer.way.stop)
                piece, start = found
                added.append(len(items))
                items.append(exact.Item(piece, start, start + offer.length_min, stop, price))
                known.append(offer)
        return added

    def _add_sets(self, sets: Sequence[tuple[tuple[Offer, ...], int]]) -> list[tuple[tuple[int, ...], int]]:
        """(items, price) of the sets that lie in pieces; equal offers of several sets are one item."""
        known: dict[_Key, int | None] = {}
        self._of_programs.append(known)
        for offers, _price in sets:
            for offer in offers:
                if (key := _key(offer)) not in known:
                    known[key] = self._add(offer, 0)
        return _whole_sets(sets, known)

    def packages_of(self, programs: Sequence[AskedProgram]) -> tuple[exact.PackageNeed, ...] | None:
        """Other sets of the programs that were asked for, in their order; None when one has an unknown offer."""
        needs = []
        for one, known in zip(programs, self._of_programs, strict=True):
            if any(_key(offer) not in known for offers, _price in one.sets for offer in offers):
                return None
            needs.append(exact.PackageNeed(_packages(_whole_sets(one.sets, known), self._number), one.unmet))
        return tuple(needs)

    def _add(self, offer: Offer, price: int) -> int | None:
        return next(iter(self._add_each([(offer, price)])), None)

    def _stop(self, stop: Stop) -> int:
        """The number of a stop; places that are surely the same are one."""
        number = self._by_key.get(stop.key)
        if number is None:
            number = len(self._stops)
            if stop.precision in SURE:
                number = self._numbers.setdefault(stop.point, number)
            if number == len(self._stops):
                self._stops.append(stop)
            self._by_key[stop.key] = number
        return number

    def _reachable(self, minutes: exact.Minutes) -> NDArray[np.bool_]:
        """(items,): which could stand alone in their piece."""
        piece, start, end, stop, _cost = np.array(self._items, np.int64).reshape(-1, 5).T
        origin, destination = np.array(self._ends, np.int64).reshape(-1, 2).T
        length = np.array([one.length_min for one in self._pieces.all], np.int64)
        most = self._week.profile.travel.max_leg_min
        before = _least_way(minutes, most, origin[piece], stop)
        after = _least_way(minutes, most, stop, destination[piece])
        reachable: NDArray[np.bool_] = (before <= start) & (after <= length[piece] - end)
        return reachable


def _least_way(
    minutes: exact.Minutes, most: int, origins: NDArray[np.int64], destinations: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The fewest minutes of ways straight or by home with no leg above `most`; very many where there is none."""
    never = np.iinfo(np.int64).max
    direct, back, out = minutes[origins, destinations], minutes[origins, 0], minutes[0, destinations]
    straight = np.where(direct <= most, direct, never)
    by_home = np.where(np.maximum(back, out) <= most, back.astype(np.int64) + out, never)
    least: NDArray[np.int64] = np.minimum(straight, by_home)
    return least


def _key(offer: Offer) -> _Key:
    return offer.match.listing.id, offer.start_min, offer.length_min, offer.way.mode, offer.form, offer.track


def _whole_sets(
    sets: Sequence[tuple[tuple[Offer, ...], int]], known: Mapping[_Key, int | None]
) -> list[tuple[tuple[int, ...], int]]:
    """(items, price) of the sets of which every offer lies in a piece."""
    found = [(tuple(known[_key(offer)] for offer in offers), price) for offers, price in sets]
    return [(tuple(item for item in items if item is not None), price) for items, price in found if None not in items]


def _left(items: Sequence[int], number: Sequence[int]) -> tuple[int, ...]:
    return tuple(at for item in items if (at := number[item]) >= 0)


def _packages(sets: Sequence[tuple[tuple[int, ...], int]], number: Sequence[int]) -> tuple[exact.Package, ...]:
    """The sets of which every item is left."""
    return tuple(
        exact.Package(_left(items, number), price) for items, price in sets if all(number[item] >= 0 for item in items)
    )
