"""A week without packages, or around chosen ones: the tables of windows become days, and days become the week."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, reduce

import numpy as np

from referral.packets.exact.form import Form
from referral.packets.exact.ground import Ground
from referral.packets.exact.paths import Paths
from referral.packets.exact.spaces import INF, MOST, NO_ITEMS, Costs, Ints, Truths, split, together


class Week:
    """The tables of one ground. held: of each window its paths, and its row there.

    packaged: days that hold a chosen package; spent: what was paid for what is fixed; work: what its new tables take.
    """

    def __init__(
        self,
        form: Form,
        ground: Ground,
        held: Sequence[tuple[Paths, int]],
        *,
        packaged: frozenset[int] = frozenset(),
        spent: int = 0,
        work: int = 0,
    ) -> None:
        self.form, self.ground, self.work, self.spent = form, ground, work, spent
        self._held, self._packaged = held, packaged

    @classmethod
    def of(cls, form: Form, ground: Ground, passing: Ints = NO_ITEMS) -> "Week":
        """A week with nothing fixed. passing: the items of packages that may be asked about."""
        return cls(form, ground, []).asking(form, passing)

    def asking(self, form: Form, passing: Ints) -> "Week":
        """The same week, with what is fixed in it, asked for something else."""
        windows = range(len(self.ground.windows))
        paths = Paths.of(form, self.ground, windows, passing)
        held = [(paths, at) for at in windows]
        return Week(form, self.ground, held, packaged=self._packaged, spent=self.spent, work=paths.work)

    def around(self, numbers: Iterable[int], passing: Ints = NO_ITEMS, *, packaged: bool = True) -> "Week | None":
        """The week with some items fixed; None when they cannot stand together. packaged: they are of a package."""
        numbers = list(numbers)
        pinned = self.ground.pinned(numbers)
        if pinned is None:
            return None
        ground, new = pinned
        spent = self.spent - sum(self.baseline(at) for at in new if at < len(self._held))
        paths = Paths.of(self.form, ground, new, passing)
        places = {at: (paths, row) for row, at in enumerate(new)}
        held = [places.get(at) or self._held[at] for at in range(len(ground.windows))]
        days = self._packaged | self.ground.days_of(numbers) if packaged else self._packaged
        return Week(self.form, ground, held, packaged=days, spent=spent, work=paths.work)

    # --- tables

    @cached_property
    def by_day(self) -> list[list[int]]:
        """The windows of each day."""
        windows: list[list[int]] = [[] for _day in range(self.form.days)]
        for at, window in enumerate(self.ground.windows):
            windows[window.day].append(at)
        return windows

    def alone(self, window: int) -> Costs:
        """(answers of a day,): least cost of each in a window, without packages."""
        paths, row = self._held[window]
        table: Costs = paths.alone[row]
        return table

    def paths_of(self, window: int) -> Paths:
        """The paths that a window is one of."""
        return self._held[window][0]

    def baseline(self, window: int) -> int:
        """What a window costs anyway."""
        paths, row = self._held[window]
        return int(paths.baseline[row])

    def joined(self, windows: Collection[int]) -> Costs:
        """(answers of a day,): least cost of each in some windows of a day."""
        if not windows:
            return self.form.day.nothing()
        pairs = self.form.within_day
        return reduce(lambda left, right: together(left, right, pairs), [self.alone(at) for at in windows])

    @cached_property
    def days(self) -> Costs:
        """(days, answers of a day): least cost of each, without further packages."""
        longest = max((len(windows) for windows in self.by_day), default=0)
        table = self.form.day.nothing(self.form.days)
        for place in range(longest):
            some = [day for day, windows in enumerate(self.by_day) if place < len(windows)]
            added = np.stack([self.alone(self.by_day[day][place]) for day in some])
            table[some] = together(table[some], added, self.form.within_day) if place else added
        return np.where(self._allowed, table, INF)

    @cached_property
    def _allowed(self) -> Truths:
        allowed = self.form.plain.copy()
        if self._packaged:
            some = sorted(self._packaged)
            allowed[some] = self.form.packaged[some]
        return allowed

    @cached_property
    def sums(self) -> list[Costs]:
        """Least cost of each answer of the week in the first days: none of them, one, ... all."""
        found = [self.form.week.nothing()]
        for day in self.days:
            found.append(together(found[-1], day, self.form.adding_day))
        return found

    def without(self, days: Collection[int]) -> Costs:
        """(answers of the week,): least cost of each in all other days."""
        first = min(days, default=self.form.days)
        rest = [self.days[day] for day in range(first, self.form.days) if day not in days]
        return reduce(lambda left, right: together(left, right, self.form.adding_day), rest, self.sums[first])

    @property
    def standing(self) -> int:
        """What the week costs with what is fixed and nothing more, what it leaves out not included."""
        return int(self.sums[-1][0]) + self.spent

    @cached_property
    def costs(self) -> Costs:
        """(answers of the week,): least cost of each, what it leaves out and what was spent included."""
        total = self.sums[-1] + self.form.costs
        return np.where(total < MOST, total + self.spent, INF)

    # --- the way back

    def taken(self, answer: int) -> list[int]:
        """The items of a cheapest week of an answer, ascending; of equal weeks the first."""
        found: list[int] = []
        for day in reversed(range(self.form.days)):
            answer, of_day = split(self.sums[day], self.days[day], self.form.adding_day, answer)
            found += self.taken_on(day, of_day)
        return sorted(found)

    def taken_on(self, day: int, answer: int) -> list[int]:
        """The items of a cheapest day of an answer; of equal days the first."""
        windows, found = self.by_day[day], []
        joined = [self.form.day.nothing()]
        for at in windows:
            joined.append(together(joined[-1], self.alone(at), self.form.within_day))
        for place in reversed(range(len(windows))):
            answer, inside = split(joined[place], self.alone(windows[place]), self.form.within_day, answer)
            paths, row = self._held[windows[place]]
            found += paths.taken(row, inside)
        return found
