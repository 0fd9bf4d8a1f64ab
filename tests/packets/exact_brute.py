"""Every possible week of a tiny problem, tried one by one, by the rules as they are written in problem.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from referral.packets.exact.problem import Problem, Solution


@dataclass(frozen=True)
class Choice:
    """A choice of something, or of nothing, for every need."""

    packages: tuple[int | None, ...]
    singles: tuple[int | None, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def answered(self) -> tuple[tuple[bool, ...], tuple[bool, ...], tuple[int, ...]]:
        """Which needs are met, and how many items each counted one has."""
        return (
            tuple(one is not None for one in self.packages),
            tuple(one is not None for one in self.singles),
            tuple(len(items) for items in self.counts),
        )


def choices(problem: Problem) -> Iterator[Choice]:
    """Every choice, possible or not."""
    packages = [[None, *range(len(need.packages))] for need in problem.packages]
    singles = [[None, *need.items] for need in problem.singles]
    counts = [[some for n in range(need.most + 1) for some in combinations(need.items, n)] for need in problem.counts]
    for package, single, count in product(product(*packages), product(*singles), product(*counts)):
        yield Choice(package, single, count)


class Brute:
    """The price of every choice of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._chain = lru_cache(None)(self._chain_cost)

    def best(self) -> int | None:
        """The least cost of any week; None when there is none."""
        return min((cost for cost in map(self.price, choices(self.problem)) if cost is not None), default=None)

    def by_package(self, need: int) -> list[int | None]:
        """The least cost with each package of a need."""
        least: list[int | None] = [None] * len(self.problem.packages[need].packages)
        for choice in choices(self.problem):
            at, cost = choice.packages[need], self.price(choice)
            if at is not None and cost is not None:
                before = least[at]
                least[at] = cost if before is None else min(cost, before)
        return least

    def by_answer(self) -> dict[tuple[tuple[bool, ...], tuple[bool, ...], tuple[int, ...]], int]:
        """The least cost of each set of needs that a week can answer."""
        least: dict[tuple[tuple[bool, ...], tuple[bool, ...], tuple[int, ...]], int] = {}
        for choice in choices(self.problem):
            cost = self.price(choice)
            if cost is not None:
                least[choice.answered] = min(cost, least.get(choice.answered, cost))
        return least

    def price_of(self, solution: Solution) -> int | None:
        """What a solution costs by the rules; None when it breaks one."""
        return self.price(Choice(solution.packages, solution.singles, solution.counts))

    def price(self, choice: Choice) -> int | None:
        """What a choice costs; None when it is not possible."""
        packaged = [
            item
            for need, at in zip(self.problem.packages, choice.packages, strict=True)
            if at is not None
            for item in need.packages[at].items
        ]
        others = [
            *(item for item in choice.singles if item is not None),
            *(item for some in choice.counts for item in some),
        ]
        taken = [*packaged, *others]
        if any(self.problem.items[item].window is None for item in taken) or not self._counts_allowed(choice, packaged):
            return None
        ways = self._ways(taken)
        if ways is None:
            return None
        return ways + sum(self.problem.items[item].cost for item in others) + self._needs(choice)

    def _counts_allowed(self, choice: Choice, packaged: list[int]) -> bool:
        package_days = {self._day(item) for item in packaged}
        for need, some in zip(self.problem.counts, choice.counts, strict=True):
            days = [self._day(item) for item in some]
            if len(some) > need.most or any(days.count(day) > need.per_day[day] for day in days):
                return False
            if need.apart and package_days.intersection(days):
                return False
        return True

    def _needs(self, choice: Choice) -> int:
        problem = self.problem
        cost = 0
        for package_need, at in zip(problem.packages, choice.packages, strict=True):
            cost += package_need.unmet if at is None else package_need.packages[at].cost
        for single_need, item in zip(problem.singles, choice.singles, strict=True):
            cost += single_need.unmet if item is None else 0
        for need, some in zip(problem.counts, choice.counts, strict=True):
            cost += need.short * max(0, need.least - len(some)) + need.missing * (need.most - len(some))
            cost += need.lost * sum(not set(some) & set(kept) for kept in need.kept)
        return cost

    def _day(self, item: int) -> int:
        window = self.problem.items[item].window
        assert window is not None
        return self.problem.windows[window].day

    def _ways(self, taken: list[int]) -> int | None:
        total = 0
        for at in range(len(self.problem.windows)):
            cost = self._chain(at, tuple(sorted(item for item in taken if self.problem.items[item].window == at)))
            if cost is None:
                return None
            total += cost
        return total

    def _chain_cost(self, window: int, numbers: tuple[int, ...]) -> int | None:
        """What the ways through a window cost above its baseline."""
        of = self.problem.windows[window]
        items = sorted((self.problem.items[number] for number in numbers), key=lambda item: (item.start, item.end))
        empty = self._way(of.origin, of.destination, of.length)
        if of.given:
            baseline = empty if empty is not None else 4 * int(self.problem.minutes[of.origin, of.destination])
            if not items:
                return 0
        else:
            baseline = 0
        time, stop, cost = 0, of.origin, -baseline
        for item in items:
            way = self._way(stop, item.stop, item.start - time)
            if way is None:
                return None
            cost, time, stop = cost + way, item.end, item.stop
        last = self._way(stop, of.destination, of.length - time)
        return None if last is None else cost + last

    def _way(self, origin: int, destination: int, gap: int) -> int | None:
        minutes, most = self.problem.minutes, self.problem.max_leg
        direct = int(minutes[origin, destination])
        back, out = int(minutes[origin, 0]), int(minutes[0, destination])
        costs = []
        if direct <= min(gap, most):
            costs.append(4 * direct + (gap - direct))
        if back + out <= gap and back <= most and out <= most:
            costs.append(4 * (back + out))
        return min(costs, default=None)
