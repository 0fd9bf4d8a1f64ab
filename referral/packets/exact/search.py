"""Which packages to take when several needs want one: branch and bound over weeks around fixed packages.

A node fixes the packages of some needs. With one need left all its packages are tried at once. With more, the packages
of the need that has fewest are tried in the order of a lower bound: the least cost when the other needs may take any of
their packages' items, as many as some of their packages have, whether these belong together or not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from referral.packets.exact.form import Asked, Form
from referral.packets.exact.ground import Ground
from referral.packets.exact.packages import Packages, passing_items
from referral.packets.exact.problem import PackageNeed
from referral.packets.exact.spaces import INF, MOST
from referral.packets.exact.week import Week

LARGEST_DAY, LARGEST_SUMS, LARGEST_TABLES = 256, 50_000, 1_500_000
"""What is counted out at most: answers of a day, pairs of answers of the week and of a day, items times answers.

At these limits a week takes about half a second.
"""

MAX_WORK = 400_000
"""How much a search may do before the rest is left unproven, in about microseconds."""


def fits(form: Form) -> bool:
    """Whether all answers of a form can be counted out."""
    sums = prod(
        (most + 1) * (cap + 1) - cap * (cap + 1) // 2 for most, cap in zip(form.week.caps, form.day.caps, strict=True)
    )
    items = sum(len(one.items) for one in form.asked)
    return len(form.day) <= LARGEST_DAY and sums <= LARGEST_SUMS and items * len(form.day) <= LARGEST_TABLES


@dataclass(frozen=True, slots=True)
class Found:
    """A possible week. packages: of each need that was searched, by its number; items: all others, ascending."""

    cost: int
    packages: dict[int, int | None]
    items: list[int]

    def beside(self, need: int, package: int | None, cost: int) -> "Found":
        """The same week with the package of another need."""
        return replace(self, cost=self.cost + cost, packages={**self.packages, need: package})


class Search:
    """A search over the packages of some needs. proven: whether all that could be better was looked at."""

    def __init__(self, needs: Sequence[PackageNeed], work: int = MAX_WORK) -> None:
        self.needs, self.proven, self._left = needs, True, work

    def best(self, week: Week, needs: tuple[int, ...], below: int = MOST) -> Found | None:
        """A cheapest week with at most one package of each of these needs; None when none costs less than `below`."""
        self._left -= week.work
        if not needs:
            answer = int(np.argmin(week.costs))
            cost = int(week.costs[answer])
            return Found(cost, {}, week.taken(answer)) if cost < below else None
        if len(needs) == 1:
            return self._best_of_one(week, needs[0], below)
        first = min(needs, key=lambda need: (len(self.needs[need].packages), need))
        rest = tuple(need for need in needs if need != first)
        best: Found | None = None
        for bound, package in self._bounds(week, first, rest):
            if bound >= below:
                continue
            if self._left <= 0 and best is not None:
                self.proven = False
                break
            found = self._with(week, first, package, rest, below)
            if found is not None:
                best, below = found, found.cost
        return best

    def _best_of_one(self, week: Week, need: int, below: int) -> Found | None:
        asked = self.needs[need]
        least = [int(week.costs.min()) + asked.unmet, *Packages(week, asked).least.tolist()]
        at = int(np.argmin(least))
        if least[at] >= below:
            return None
        return self._with(week, need, at - 1 if at else None, (), below)

    def _with(self, week: Week, need: int, package: int | None, rest: tuple[int, ...], below: int) -> Found | None:
        """The best week with a package of a need, or with none of them."""
        asked = self.needs[need]
        if package is None:
            found = self.best(week, rest, below - asked.unmet)
            return found.beside(need, None, asked.unmet) if found else None
        chosen = asked.packages[package]
        around = week.around(chosen.items, passing_items(self.needs[one] for one in rest))
        found = self.best(around, rest, below - chosen.cost) if around else None
        return found.beside(need, package, chosen.cost) if found else None

    def _bounds(self, week: Week, need: int, rest: tuple[int, ...]) -> list[tuple[int, int | None]]:
        """(no week costs less, package or None), the least first."""
        asked = self.needs[need]
        loose = Form((*week.form.asked, any_items(week.ground, [self.needs[one] for one in rest])), week.form.days)
        bounded = fits(loose)
        relaxed = week.asking(loose if bounded else week.form, passing_items([asked]))
        self._left -= relaxed.work
        least = [int(relaxed.costs.min()) + asked.unmet, *Packages(relaxed, asked).least.tolist()]
        order = sorted(range(len(least)), key=lambda at: (least[at], at))
        return [(least[at] if bounded else -MOST, at - 1 if at else None) for at in order]


def any_items(ground: Ground, needs: Iterable[PackageNeed]) -> Asked:
    """What package needs ask for at least: as many items as some of their packages have, of any of them."""
    costs, per_day, items = {0: 0}, np.zeros(ground.days, np.int64), set()
    for need in needs:
        choices = [(0, need.unmet), *((len(one.items), one.cost) for one in need.packages)]
        sizes = {size: min(cost for other, cost in choices if other == size) for size, _cost in choices}
        costs = {
            total: min(costs[total - size] + cost for size, cost in sizes.items() if total - size in costs)
            for total in sorted({total + size for total in costs for size in sizes})
        }
        on_days = [ground.items_on(package.items) for package in need.packages]
        per_day += np.array(on_days, np.int64).reshape(len(on_days), ground.days).max(axis=0, initial=0)
        items |= {item for package in need.packages for item in package.items}
    each = tuple(costs.get(total, INF) for total in range(max(costs) + 1))
    numbers = tuple(sorted(items))
    return Asked(-1, numbers, tuple(per_day.tolist()), each, packaged=True).possible(ground.items_on(numbers))
