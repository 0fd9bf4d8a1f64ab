"""A week to be planned, in whole numbers: what the solver, its oracles and its tests share. Nothing here solves.

Minutes are whole and count from the start of a window; stops are rows of `minutes`, stop 0 is home; costs are quarter
minutes, so that a minute of waiting away from home is 1 and a minute of travel 4. Between two things that follow each
other with a gap of g minutes, d minutes apart directly and v minutes by home:

* straight is possible when d <= g and d <= max_leg, and costs 4d + (g - d); beside home the waiting is free: 4d;
* by home is possible when v <= g and both of its legs <= max_leg, and costs 4v;
* the cheaper one is taken; when neither is possible the two clash.

A window without items costs what it costs anyway (`baseline`), possible or not: the fixed week stands.
"""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Minutes: TypeAlias = NDArray[np.int32]
"""(stops, stops): whole minutes of one trip, margin included; 0 on the diagonal. Need not be symmetric nor metric."""

TRAVEL_COST, WAITING_COST = 4, 1


@dataclass(frozen=True, slots=True)
class Window:
    """Free time between two fixed things. day: number of the wake period it belongs to, from 0 on, in order.

    given: the way through it is the person's own, so an empty window costs nothing more, even where its trip is longer
    than its time. Else it lies beside something that was chosen, and its empty way must be possible and is paid.
    """

    length: int
    origin: int
    destination: int
    day: int
    given: bool = True


class Item(NamedTuple):
    """One session or visit that could stand in the week, [start, end) of its window, at a stop.

    window: None for one that something chosen has shut out. cost: of its fit, in quarter minutes, at least 0.
    """

    window: int | None
    start: int
    end: int
    stop: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """Items that are taken together or not at all, in any windows. cost: of the whole, their own costs not counted."""

    items: tuple[int, ...]
    cost: int = 0


@dataclass(frozen=True, slots=True)
class PackageNeed:
    """At most one of these packages. unmet: cost of none."""

    packages: tuple[Package, ...]
    unmet: int


@dataclass(frozen=True, slots=True)
class SingleNeed:
    """At most one of these items. unmet: cost of none."""

    items: tuple[int, ...]
    unmet: int


@dataclass(frozen=True, slots=True)
class CountNeed:
    """Some of these items: at most `most`, at most per_day[day] on a day.

    short: cost of each that is missing to `least`; missing: of each that is missing to `most`. apart: none on a day
    that holds an item of a package. kept: sets of its items without common ones, such as the sessions of a group to
    keep; lost: cost of each set of which none is taken.
    """

    items: tuple[int, ...]
    least: int
    most: int
    per_day: tuple[int, ...]
    short: int
    missing: int
    apart: bool = False
    kept: tuple[tuple[int, ...], ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything to be planned. An item belongs to one need only."""

    windows: tuple[Window, ...]
    items: tuple[Item, ...]
    minutes: Minutes
    max_leg: int
    packages: tuple[PackageNeed, ...] = ()
    singles: tuple[SingleNeed, ...] = ()
    counts: tuple[CountNeed, ...] = ()


@dataclass(frozen=True, slots=True)
class Solution:
    """A possible week of least cost. cost: needs, fits and ways together, above the baseline.

    Where not even an empty week is possible beside what was chosen before, cost is `spaces.INF` and nothing is taken.
    packages: for each need the number of its package, None = unmet; singles: for each need its item, None = unmet;
    counts: for each need its items, ascending. proven: False when a limit stopped the search before the proof.
    """

    cost: int
    packages: tuple[int | None, ...]
    singles: tuple[int | None, ...]
    counts: tuple[tuple[int, ...], ...]
    proven: bool = True
