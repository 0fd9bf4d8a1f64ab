"""What a simple planner makes of a week: the best package first, then each thing where it costs least. Proves nothing.

The baseline for the exact planner, on the same problem and in the same costs. Plain Python, and nothing of the solver:
what a way costs is worked out again here, as `problem.py` says it.
"""

from collections.abc import Iterable
from itertools import pairwise

from referral.packets.exact.problem import (
    TRAVEL_COST,
    WAITING_COST,
    CountNeed,
    Item,
    PackageNeed,
    Problem,
    SingleNeed,
    Solution,
    Window,
)


def greedy(problem: Problem) -> Solution:
    """A possible week. Its cost counts all that `solve` counts."""
    week = _Week(problem)
    packages = tuple(week.take_package(need) for need in problem.packages)
    singles = tuple(week.take_single(need) for need in problem.singles)
    counts = tuple(week.take_some(need) for need in problem.counts)
    return Solution(week.cost, packages, singles, counts, proven=False)


def way_cost(problem: Problem, origin: int, destination: int, gap: int) -> int | None:
    """The cheaper of going straight and going by home in a gap; None when neither is possible.

    Beside home, "by home" is the straight way, so that waiting there is free.
    """
    minutes, most = problem.minutes, problem.max_leg
    direct, back, out = (int(minutes[a, b]) for a, b in ((origin, destination), (origin, 0), (0, destination)))
    ways = []
    if direct <= min(gap, most):
        ways.append(TRAVEL_COST * direct + WAITING_COST * (gap - direct))
    if back + out <= gap and max(back, out) <= most:
        ways.append(TRAVEL_COST * (back + out))
    return min(ways, default=None)


class _Week:
    """A week that is being filled. cost: of what is in it and of what was left out, above the baseline."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._held: list[tuple[Item, ...]] = [() for _window in problem.windows]
        self._now = [self._empty(window) for window in problem.windows]
        # Only a person's own way through an empty window is free: beside what was chosen it is paid.
        self.cost = sum(cost for cost, window in zip(self._now, problem.windows, strict=True) if not window.given)
        self._program_days: set[int] = set()

    def _empty(self, window: Window) -> int:
        """What the way through an empty window costs, possible or not."""
        cost = way_cost(self.problem, window.origin, window.destination, window.length)
        return cost if cost is not None else TRAVEL_COST * int(self.problem.minutes[window.origin, window.destination])

    def _chain(self, window: Window, items: Iterable[Item]) -> int | None:
        """What all ways of a window cost with these items; None when they clash."""
        points = [(0, 0, window.origin), *((item.start, item.end, item.stop) for item in items)]
        points.append((window.length, window.length, window.destination))
        total = 0
        for (_start, end, origin), (start, _end, destination) in pairwise(points):
            cost = way_cost(self.problem, origin, destination, start - end)
            if cost is None:
                return None
            total += cost
        return total

    def _added(self, numbers: Iterable[int]) -> tuple[int, dict[int, tuple[Item, ...]]] | None:
        """(what these items would add in ways, the windows with them); None when they do not fit."""
        changed: dict[int, tuple[Item, ...]] = {}
        for number in numbers:
            item = self.problem.items[number]
            if item.window is None:
                return None
            held = changed.get(item.window, self._held[item.window])
            changed[item.window] = tuple(sorted((*held, item), key=lambda one: one.start))
        total = 0
        for at, items in changed.items():
            cost = self._chain(self.problem.windows[at], items)
            if cost is None:
                return None
            total += cost - self._now[at]
        return total, changed

    def _take(self, cost: int, changed: dict[int, tuple[Item, ...]]) -> None:
        self.cost += cost
        for at, items in changed.items():
            self._held[at] = items
            self._now[at] = self._chain(self.problem.windows[at], items) or 0

    def take_package(self, need: PackageNeed) -> int | None:
        """The number of the package that costs least by itself."""
        best = None
        for number, package in enumerate(need.packages):
            added = self._added(package.items)
            if added is not None and (best is None or added[0] + package.cost < best[0]):
                best = added[0] + package.cost, number, added[1]
        if best is None:
            self.cost += need.unmet
            return None
        cost, number, changed = best
        self._take(cost, changed)
        self._program_days |= {self.problem.windows[at].day for at in changed}
        return number

    def take_single(self, need: SingleNeed) -> int | None:
        """The item that costs least where it can stand."""
        number = self._take_cheapest(need.items)
        if number is None:
            self.cost += need.unmet
        return number

    def _take_cheapest(self, numbers: Iterable[int]) -> int | None:
        best = None
        for number in numbers:
            added = self._added((number,))
            if added is None:
                continue
            cost = added[0] + self.problem.items[number].cost
            if best is None or cost < best[0]:
                best = cost, number, added[1]
        if best is None:
            return None
        self._take(best[0], best[2])
        return best[1]

    def take_some(self, need: CountNeed) -> tuple[int, ...]:
        """Items one by one, the cheapest first, up to what is wished."""
        taken: list[int] = []
        while len(taken) < need.most:
            number = self._take_cheapest(n for n in need.items if n not in taken and self._day_allows(need, n, taken))
            if number is None:
                break
            taken.append(number)
        self.cost += need.short * max(0, need.least - len(taken)) + need.missing * (need.most - len(taken))
        return tuple(sorted(taken))

    def _day_allows(self, need: CountNeed, number: int, taken: list[int]) -> bool:
        window = self.problem.items[number].window
        if window is None:
            return False
        day = self.problem.windows[window].day
        if need.apart and day in self._program_days:
            return False
        return sum(self._day_of(other) == day for other in taken) < need.per_day[day]

    def _day_of(self, number: int) -> int | None:
        window = self.problem.items[number].window
        return None if window is None else self.problem.windows[window].day
