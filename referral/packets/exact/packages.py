"""Every package of one need tried at once: each replaces the tables of the windows and days that it stands on."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise

import numpy as np

from referral.packets.exact.ground import SHUT_OUT
from referral.packets.exact.paths import Paths
from referral.packets.exact.problem import PackageNeed
from referral.packets.exact.spaces import INF, MOST, Costs, Ints, together
from referral.packets.exact.week import Week


@dataclass(frozen=True, slots=True)
class Part:
    """What a package takes of one day. stays: (window, its items in order) for each window it stands in."""

    day: int
    stays: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def windows(self) -> tuple[int, ...]:
        """The windows it stands in."""
        return tuple(window for window, _items in self.stays)


def passing_items(needs: Iterable[PackageNeed]) -> Ints:
    """The items of all packages of some needs, each once, ascending."""
    return np.array(sorted({item for need in needs for one in need.packages for item in one.items}), np.int64)


class Packages:
    """The packages of a need in a week whose paths know their items."""

    def __init__(self, week: Week, need: PackageNeed) -> None:
        self._week, self._need, self._form = week, need, week.form

    @cached_property
    def tables(self) -> Costs:
        """(packages, answers of the week): least cost with each package, all it leaves out included."""
        tables = np.full((len(self._need.packages), len(self._form.week)), INF, np.int64)
        for days, numbers in self._by_days.items():
            total = self._week.without(days)[None, :]
            for place in range(len(days)):
                of_day = [self._tables_of_parts[self._parts[number][place]] for number in numbers]
                total = together(total, np.stack(of_day), self._form.adding_day)
            tables[numbers] = total
        own = np.array([package.cost for package in self._need.packages], np.int64)[:, None] + self._week.spent
        return np.where(tables < MOST, tables + self._form.costs + own, INF)

    @cached_property
    def least(self) -> Costs:
        """(packages,): least cost of a week with each."""
        least: Costs = self.tables.min(axis=1)
        return least

    # --- where packages stand

    @cached_property
    def _parts(self) -> dict[int, tuple[Part, ...]]:
        """Package -> its parts, in order of their days; without those that cannot stand at all."""
        found, window = {}, self._week.ground.window.tolist()
        for number, package in enumerate(self._need.packages):
            parts = self._parts_of(package.items, window)
            if parts is not None:
                found[number] = parts
        return found

    def _parts_of(self, items: tuple[int, ...], window_of: list[int]) -> tuple[Part, ...] | None:
        ground = self._week.ground
        stays: dict[int, list[int]] = {}
        for item in items:
            stays.setdefault(window_of[item], []).append(item)
        if SHUT_OUT in stays:
            return None
        of_day: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for window, inside in sorted(stays.items()):
            inside.sort(key=ground.start.__getitem__)
            if ground.overlap(inside):
                return None
            of_day.setdefault(ground.windows[window].day, []).append((window, tuple(inside)))
        return tuple(Part(day, tuple(of_day[day])) for day in sorted(of_day))

    @cached_property
    def _by_days(self) -> dict[tuple[int, ...], list[int]]:
        """Days -> the packages that stand on just these."""
        found: dict[tuple[int, ...], list[int]] = {}
        for number, parts in self._parts.items():
            found.setdefault(tuple(part.day for part in parts), []).append(number)
        return found

    # --- tables

    @cached_property
    def _tables_of_parts(self) -> dict[Part, Costs]:
        """(answers of a day,) of the day of each part, with it."""
        alike: dict[tuple[int, ...], list[Part]] = {}
        for part in dict.fromkeys(part for parts in self._parts.values() for part in parts):
            alike.setdefault(part.windows, []).append(part)
        found: dict[Part, Costs] = {}
        for windows, parts in alike.items():
            day = parts[0].day
            table = self._week.joined([at for at in self._week.by_day[day] if at not in windows])[None, :]
            for place in range(len(windows)):
                stays = [part.stays[place] for part in parts]
                table = together(table, self._through(stays), self._form.within_day)
            found.update(zip(parts, np.where(self._form.packaged[day], table, INF), strict=True))
        return found

    def _through(self, stays: list[tuple[int, tuple[int, ...]]]) -> Costs:
        """(stays, answers of a day): one window with the items of each stay, which are all in it."""
        paths = self._week.paths_of(stays[0][0])
        table = np.empty((len(stays), len(self._form.day)), np.int64)
        places = [tuple(paths.place[item] for item in items) for _window, items in stays]
        one = [at for at, items in enumerate(places) if len(items) == 1]
        table[one] = paths.through[[places[at][0] for at in one]]
        several = [at for at, items in enumerate(places) if len(items) > 1]
        if several:
            table[several] = self._through_all(paths, [places[at] for at in several], stays[0][0])
        return table

    def _through_all(self, paths: Paths, places: list[tuple[int, ...]], window: int) -> Costs:
        """(places, answers of a day): one window with several items of a package, by their places in its paths."""
        pairs = list(dict.fromkeys(pair for items in places for pair in pairwise(items)))
        between = dict(zip(pairs, paths.between(pairs), strict=True))
        tables = []
        for items in places:
            steps = [paths.before[items[0]], *(between[pair] for pair in pairwise(items)), paths.after[items[-1]]]
            tables.append(reduce(lambda left, right: together(left, right, self._form.within_day), steps))
        table = np.stack(tables)
        return np.where(table < MOST, table - self._week.baseline(window), INF)
