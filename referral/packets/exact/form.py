"""What a week is asked for, in one form for single needs, counted needs and packages that are not chosen yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from referral.packets.exact.problem import CountNeed, SingleNeed
from referral.packets.exact.spaces import INF, Costs, Ints, Space, Sums, Truths, sums


@dataclass(frozen=True, slots=True)
class Shared:
    """What the parts of one counted need ask for together. per_day, costs: as in `Asked`, of the sum of their items."""

    per_day: tuple[int, ...]
    costs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Some of these items. per_day: the most a day may hold; costs: of each number taken, from none to the most.

    need: its number, the singles' first, then the counted ones'. apart: none on a day that holds an item of a package.
    packaged: its items are those of packages. shared: of a need of several parts, each of which has the same number.
    """

    need: int
    items: tuple[int, ...]
    per_day: tuple[int, ...]
    costs: tuple[int, ...]
    apart: bool = False
    packaged: bool = False
    shared: Shared | None = None

    @classmethod
    def single(cls, number: int, need: SingleNeed, days: int) -> "Asked":
        """At most one item."""
        return cls(number, need.items, (1,) * days, (need.unmet, 0))

    @classmethod
    def count(cls, number: int, need: CountNeed) -> "Asked":
        """Some items, as many as the need allows."""
        costs = [
            need.short * max(0, need.least - taken) + need.missing * (need.most - taken)
            for taken in range(need.most + 1)
        ]
        return cls(number, need.items, need.per_day, tuple(costs), apart=need.apart)

    @classmethod
    def parts(cls, number: int, need: CountNeed) -> "list[Asked]":
        """A counted need in parts: each set to keep, and what is left. One part where nothing is to be kept."""
        whole = cls.count(number, need)
        if not need.kept:
            return [whole]
        shared, held = Shared(whole.per_day, whole.costs), {item for some in need.kept for item in some}
        rest = tuple(item for item in need.items if item not in held)
        free = (0,) * need.most
        return [
            *(cls(number, some, need.per_day, (need.lost, *free), need.apart, shared=shared) for some in need.kept),
            cls(number, rest, need.per_day, (0, *free), need.apart, shared=shared),
        ]

    def taken(self, items: Iterable[int]) -> int:
        """How many of some items are of this need."""
        return len({*self.items}.intersection(items))

    def possible(self, items_on: Ints) -> "Asked":
        """The same without numbers that cannot be reached. items_on: how many of its items each day has."""
        per_day = np.minimum(np.array(self.per_day[: len(items_on)], np.int64), items_on)
        return replace(self, per_day=tuple(per_day.tolist()), costs=self.costs[: int(per_day.sum()) + 1])


@dataclass(frozen=True)
class Form:
    """All that a week is asked for. days: how many it has."""

    asked: tuple[Asked, ...]
    days: int

    @cached_property
    def day(self) -> Space:
        """What one day can answer."""
        return Space(tuple(min(max(one.per_day, default=0), len(one.costs) - 1) for one in self.asked))

    @cached_property
    def week(self) -> Space:
        """What the week can answer."""
        return Space(tuple(len(one.costs) - 1 for one in self.asked))

    @cached_property
    def within_day(self) -> Sums:
        """Two answers of one day."""
        return sums(self.day, self.day)

    @cached_property
    def adding_day(self) -> Sums:
        """An answer of the week so far and one of a day."""
        return sums(self.week, self.day)

    @cached_property
    def costs(self) -> Costs:
        """(answers of the week,): what each costs in what it leaves out."""
        total = np.zeros(len(self.week), np.int64)
        for at, one in enumerate(self.asked):
            total += np.array(one.costs, np.int64)[self.week.vectors[:, at]]
        for shared, places in self._shared:
            costs = np.array([*shared.costs, INF], np.int64)
            total += costs[np.minimum(self.week.vectors[:, places].sum(axis=1), len(shared.costs))]
        return np.minimum(total, INF)

    @cached_property
    def _shared(self) -> list[tuple[Shared, list[int]]]:
        """What parts ask for together, and their places among all that is asked."""
        places: dict[int, list[int]] = {}
        for at, one in enumerate(self.asked):
            if one.shared is not None:
                places.setdefault(one.need, []).append(at)
        parts = [(self.asked[some[0]].shared, some) for some in places.values()]
        return [(shared, some) for shared, some in parts if shared is not None]

    @cached_property
    def plain(self) -> Truths:
        """(days, answers of a day): which answers a day without a chosen package may give."""
        allowed = np.ones((self.days, len(self.day)), np.bool_)
        for at, one in enumerate(self.asked):
            allowed &= self.day.vectors[None, :, at] <= np.array(one.per_day[: self.days], np.int64)[:, None]
        for shared, places in self._shared:
            together = self.day.vectors[:, places].sum(axis=1)
            allowed &= together[None, :] <= np.array(shared.per_day[: self.days], np.int64)[:, None]
        return allowed

    @cached_property
    def packaged(self) -> Truths:
        """(days, answers of a day): which answers a day with a chosen package may give."""
        apart = [at for at, one in enumerate(self.asked) if one.apart]
        allowed: Truths = self.plain & np.all(self.day.vectors[:, apart] == 0, axis=1)[None, :]
        return allowed
