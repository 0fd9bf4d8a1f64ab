"""Ways between things that follow each other in a week: straight or by home, by the rules of problem.py.

Going straight costs 3 times the minutes of the way and the difference of the clocks, so of all paths that end at one
stop in time only the least of (its cost - its end) matters, and of all that can be home in time only the least of (its
cost and its way home): both are running minima over time.
"""

from dataclasses import dataclass

import numpy as np

from referral.packets.exact.problem import TRAVEL_COST, WAITING_COST, Minutes
from referral.packets.exact.spaces import INF, Costs, Ints

NEVER = -1
"""The thing asked of a moment that answers nothing."""

_APART = INF << 2
"""Added for each group that stands later, so that a running minimum begins anew with every group."""


def minutes_of(minutes: Minutes, origins: Ints, destinations: Ints) -> Ints:
    """Minutes of many ways. minutes: may be a transposed view."""
    if minutes.flags.c_contiguous:
        return minutes.ravel().take(origins * len(minutes) + destinations).astype(np.int64)
    return minutes.T.ravel().take(destinations * len(minutes) + origins).astype(np.int64)


def way_costs(minutes: Minutes, max_leg: int, origins: Ints, destinations: Ints, gaps: Ints) -> Costs:
    """Least costs of getting from stops to stops within gaps of minutes, all broadcast together; INF where none can."""
    direct = minutes[origins, destinations].astype(np.int64)
    back, out = minutes[origins, 0].astype(np.int64), minutes[0, destinations].astype(np.int64)
    by_home = back + out
    waiting = WAITING_COST * (gaps - direct)
    straight = np.where((direct <= gaps) & (direct <= max_leg), TRAVEL_COST * direct + waiting, INF)
    home = np.where((by_home <= gaps) & (np.maximum(back, out) <= max_leg), TRAVEL_COST * by_home, INF)
    return np.minimum(straight, home)


@dataclass(frozen=True, slots=True)
class Moments:
    """Moments at stops, as columns. row: the window each lies in; time: minutes; asked: what it answers or NEVER."""

    row: Ints
    time: Ints
    stop: Ints
    asked: Ints


@dataclass(frozen=True, slots=True)
class Running:
    """Running minima of paths: (home-comings + 1, answers) and (departures + 1, answers), the first of each INF."""

    home: Costs
    straight: Costs

    def of(self, answers: Ints) -> "Running":
        """Those of some answers."""
        return Running(self.home[:, answers], self.straight[:, answers])


@dataclass(frozen=True, slots=True)
class _Groups:
    """Sources of one row, one thing asked and one stop, in order of their time.

    time, number: of each source, number being that of its group. row, stop, asked, head: of each group, head being its
    first source.
    """

    time: Ints
    number: Ints
    row: Ints
    stop: Ints
    asked: Ints
    head: Ints

    @classmethod
    def of(cls, row: Ints, time: Ints, stop: Ints, asked: Ints) -> "_Groups":
        """The groups of sources that are sorted by row, what they answer, stop and time."""
        new = np.ones(len(row), np.bool_)
        new[1:] = (np.diff(row) != 0) | (np.diff(stop) != 0) | (np.diff(asked) != 0)
        head = np.flatnonzero(new)
        return cls(time, np.cumsum(new) - 1, row[head], stop[head], asked[head], head)


class Ways:
    """All ways from sources, where something ends, to targets in the same row, where something starts.

    once: whether a path takes each thing asked at most once, so that two items of it never follow each other.
    """

    def __init__(
        self, minutes: Minutes, limit: int, sources: Moments, targets: Moments, once: tuple[bool, ...]
    ) -> None:
        self._minutes, self._limit, self._sources, self._targets = minutes, limit, sources, targets
        times = np.concatenate([sources.time, targets.time, [0]])
        self._least = int(times.min())
        self._day = 2 * (int(times.max()) - self._least + limit) + 1  # rows of the clock stand this far apart
        self._by_home()
        self._straight(once)

    def running(self, paths: Costs) -> Running:
        """Of (sources, answers): the cost of a path up to each source."""
        home = paths[self._home_order] + self._home_cost[:, None]
        straight = paths[self._order] + self._order_cost[:, None]
        return Running(_accumulated(home), _accumulated(straight))

    def nothing(self, answers: int) -> Running:
        """Running minima without any path."""
        sizes = len(self._home_order) + 1, len(self._order) + 1
        return Running(np.full((sizes[0], answers), INF, np.int64), np.full((sizes[1], answers), INF, np.int64))

    def into(self, running: Running, targets: slice) -> Costs:
        """(targets, answers): the least cost of a path up to each target, INF where none can."""
        costs = running.home.take(self._home_at[targets], axis=0) + self._home_rest[targets, None]
        first, last = np.searchsorted(self._reached, (targets.start, targets.stop))
        if first < last:
            begin = self._begins[first]
            arcs = slice(begin, self._begins[last])
            ways = running.straight.take(self._arc_at[arcs], axis=0) + self._arc_cost[arcs, None]
            least = np.minimum.reduceat(ways, self._begins[first:last] - begin, axis=0)
            reached = self._reached[first:last] - targets.start
            costs[reached] = np.minimum(costs[reached], least)
        return np.minimum(costs, INF)

    def _clock(self, row: Ints, time: Ints) -> Ints:
        return row * self._day + (time - self._least)

    def _by_home(self) -> None:
        sources, targets = self._sources, self._targets
        back, out = self._home_legs(sources.stop, targets.stop)
        some = np.flatnonzero(back <= self._limit)
        clock = self._clock(sources.row[some], sources.time[some] + back[some])
        order = np.argsort(clock, kind="stable")
        some = some[order]
        self._home_order = some
        self._home_cost = TRAVEL_COST * back[some] - _APART * sources.row[some]
        leaving = self._clock(targets.row, targets.time - np.minimum(out, self._limit))
        at = np.searchsorted(clock[order], leaving, side="right")
        self._home_at = np.where(out <= self._limit, at, 0)
        self._home_rest = np.where(out <= self._limit, TRAVEL_COST * out + _APART * targets.row, INF)

    def _straight(self, once: tuple[bool, ...]) -> None:
        """Arcs from the latest moment of every group that a target can follow, ordered by target."""
        sources, targets = self._sources, self._targets
        order = np.lexsort((sources.time, sources.stop, sources.asked, sources.row))
        groups = _Groups.of(*(part[order] for part in (sources.row, sources.time, sources.stop, sources.asked)))
        self._order, self._order_cost = order, -WAITING_COST * groups.time - _APART * groups.number
        target, group = self._followed(groups, once)
        direct = minutes_of(self._minutes, groups.stop.take(group), targets.stop.take(target))
        near = np.flatnonzero(direct <= self._limit)
        target, group, direct = target[near], group[near], direct[near]
        time = targets.time.take(target)
        clock = self._clock(groups.number, groups.time)
        latest = np.searchsorted(clock, self._clock(group, time - direct), side="right") - 1
        straight = TRAVEL_COST * direct + WAITING_COST * (time - groups.time.take(latest) - direct)
        back, out = self._home_legs(groups.stop, targets.stop)
        # where home is no dearer there is time for it too, straight being at most 4 times the gap; so in longer gaps
        better_by_home = TRAVEL_COST * (back.take(group) + out.take(target)) <= straight
        kept = np.flatnonzero((latest >= groups.head.take(group)) & ~better_by_home)
        self._arc_at = latest[kept] + 1
        self._arc_cost = (TRAVEL_COST - WAITING_COST) * direct[kept] + WAITING_COST * time[kept] + _APART * group[kept]
        self._reached, begins = np.unique(target[kept], return_index=True)
        self._begins = np.append(begins, len(kept))

    def _followed(self, groups: "_Groups", once: tuple[bool, ...]) -> tuple[Ints, Ints]:
        """(target, group) of all groups in a target's row that a path may come from, ordered by target."""
        targets = self._targets
        first, last = (np.searchsorted(groups.row, targets.row, side=side) for side in ("left", "right"))
        target = np.repeat(np.arange(len(targets.row)), last - first)
        group = np.arange(len(target)) - np.repeat(np.cumsum(last - first) - last, last - first)
        alone = np.where(np.array([*once, False])[targets.asked], targets.asked, NEVER - 1)
        early = groups.time[groups.head].take(group) <= targets.time.take(target)
        kept = np.flatnonzero(early & (groups.asked.take(group) != alone.take(target)))
        return target[kept], group[kept]

    def _home_legs(self, origins: Ints, destinations: Ints) -> tuple[Ints, Ints]:
        """Minutes home from each origin, and from home to each destination; very many beyond the limit."""
        back, out = self._minutes[origins, 0].astype(np.int64), self._minutes[0, destinations].astype(np.int64)
        return np.where(back <= self._limit, back, INF), np.where(out <= self._limit, out, INF)


def _accumulated(costs: Costs) -> Costs:
    running = np.full((len(costs) + 1, costs.shape[1]), INF, np.int64)
    np.minimum.accumulate(costs, axis=0, out=running[1:])
    return running
