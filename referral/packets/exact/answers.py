"""What else the tables of a week say: the price of every package, and which needs fit together at what cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from referral.packets.exact.packages import Packages, passing_items
from referral.packets.exact.problem import PackageNeed, Problem
from referral.packets.exact.search import MAX_WORK, Search
from referral.packets.exact.solve import Planning
from referral.packets.exact.spaces import INF, MOST, Costs
from referral.packets.exact.week import Week


@dataclass(frozen=True, slots=True)
class Answered:
    """Needs that one week answers. packages, singles: whether each need is met; counts: how many items of each."""

    packages: tuple[bool, ...]
    singles: tuple[bool, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SubsetCosts:
    """Which needs fit together. costs: the least of a week that answers just these; what is not in it does not fit.

    Costs are as in `Solution`, so the least of them is its cost. proven: False when a limit stopped the search: what
    is in `costs` is possible then, but may be had for less, and something may be missing.
    """

    costs: dict[Answered, int]
    proven: bool = True


def package_costs(problem: Problem, need: int, planning: Planning | None = None) -> tuple[int | None, ...]:
    """The least cost of a week with each package of a need, as in `Solution`; None = there is no such week.

    planning: where the problem was solved before, so that its tables are not made again.

    Where `solve` plans in groups, the first group alone is asked for: compare these costs with each other only. Where
    several needs take packages and the work is too much, a cost may be that of a possible week that is not the least.
    """
    week = (planning or Planning(problem)).week
    others = tuple(other for other in range(len(problem.packages)) if other != need)
    if not others:
        return tuple(_possible(cost) for cost in Packages(week, problem.packages[need]).least.tolist())
    search, costs = Search(problem.packages), []
    for package in problem.packages[need].packages:
        around = week.around(package.items, passing_items(problem.packages[other] for other in others))
        found = search.best(around, others) if around else None
        costs.append(found.cost + package.cost if found else None)
    return tuple(costs)


def subset_costs(problem: Problem, planning: Planning | None = None) -> SubsetCosts:
    """The least cost of each set of needs that one week answers. planning: as in `package_costs`.

    Where `solve` plans in groups, the first group alone is asked for, and nothing is proven.
    """
    planning = planning or Planning(problem)
    tables = _Tables(problem.packages)
    least = tables.of(planning.week, tuple(range(len(problem.packages))))
    costs: dict[Answered, int] = {}
    for packages, table in least.items():
        for vector in np.flatnonzero(table < MOST).tolist():
            answer, cost = _answered(planning, packages, vector), int(table[vector])
            costs[answer] = min(cost, costs.get(answer, cost))
    return SubsetCosts(costs, proven=tables.proven and len(planning.groups) == 1 and planning.keeps)


def _possible(cost: int) -> int | None:
    return cost if cost < MOST else None


def _answered(planning: Planning, packages: tuple[bool, ...], vector: int) -> Answered:
    form, singles = planning.groups[0], len(planning.problem.singles)
    taken = [0] * (singles + len(planning.problem.counts))
    for one, number in zip(form.asked, form.week.vectors[vector].tolist(), strict=True):
        taken[one.need] += number
    return Answered(packages, tuple(number > 0 for number in taken[:singles]), tuple(taken[singles:]))


class _Tables:
    """Least costs of every answer of a week, apart for the needs whose packages are taken."""

    def __init__(self, needs: Sequence[PackageNeed]) -> None:
        self.needs, self.proven, self._left = needs, True, MAX_WORK

    def of(self, week: Week, needs: tuple[int, ...]) -> dict[tuple[bool, ...], Costs]:
        """Which of these needs, in their order, have a package -> (answers of the week,)."""
        self._left -= week.work
        if not needs:
            return {(): week.costs}
        first = min(needs, key=lambda need: (len(self.needs[need].packages), need))
        at, need = needs.index(first), self.needs[first]
        rest = (*needs[:at], *needs[at + 1 :])
        if not rest:
            return {(False,): week.costs + need.unmet, (True,): Packages(week, need).tables.min(axis=0, initial=INF)}
        found: dict[tuple[bool, ...], Costs] = {}
        for package in (None, *need.packages):
            if found and self._left <= 0:
                self.proven = False
                break
            around = week.around(package.items, passing_items(self.needs[one] for one in rest)) if package else week
            cost = package.cost if package else need.unmet
            for others, table in self.of(around, rest).items() if around else ():
                key = (*others[:at], package is not None, *others[at:])
                found[key] = np.minimum(found.get(key, INF), table + cost)
        return found
