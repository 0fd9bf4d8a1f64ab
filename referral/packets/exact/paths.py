"""All paths through some windows at once: the least cost of every answer, with and without an item of a package.

A path grows by one item at a time, in all windows together, so an answer of three items takes three rounds. Paths grow
from the beginnings of the windows on, and from their ends back; an item of a package joins one of each.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from referral.packets.exact.form import Form
from referral.packets.exact.ground import Ground
from referral.packets.exact.held import Held
from referral.packets.exact.problem import TRAVEL_COST, Minutes, Window
from referral.packets.exact.spaces import INF, MOST, Costs, Ints, together
from referral.packets.exact.ways import NEVER, Moments, Running, Ways, way_costs


class Paths:
    """Some windows and the items in them. passing: items of packages, whose tables may be asked for."""

    def __init__(self, form: Form, ground: Ground, windows: Sequence[Window], items: Held, passing: Held) -> None:
        self.form, self._ground, self._windows, self.items, self.passing = form, ground, windows, items, passing
        columns = [(one.length, one.origin, one.destination, one.given) for one in windows]
        self._length, self._origin, self._destination, self._given = np.array(columns, np.int64).reshape(-1, 4).T
        ends = np.searchsorted(items.asked, np.arange(len(form.asked)), side="right").tolist()
        self._blocks = [slice(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]

    @classmethod
    def of(cls, form: Form, ground: Ground, windows: Sequence[int], passing: Ints) -> "Paths":
        """Some windows of a ground, with what lies in them of the items asked for and of packages."""
        rows = np.full(len(ground.windows) + 1, -1, np.int64)
        rows[list(windows)] = np.arange(len(windows))
        held = Held.of(form, ground, rows), Held.passing(ground, rows, passing)
        return cls(form, ground, [ground.windows[at] for at in windows], *held)

    def between(self, pairs: Sequence[tuple[int, int]]) -> Costs:
        """(pairs, answers): least cost from one passing item to a later one of its window, neither included."""
        one = self.passing
        spans = [(int(one.row[a]), int(one.end[a]), int(one.start[b])) for a, b in pairs]
        windows = [
            Window(end - begin, int(one.stop[a]), int(one.stop[b]), self._windows[row].day, given=False)
            for (row, begin, end), (a, b) in zip(spans, pairs, strict=True)
        ]
        return Paths(self.form, self._ground, windows, self.items.between(spans), one.between([])).alone

    @cached_property
    def _limit(self) -> int:
        """The longest leg that could be taken."""
        return min(self._ground.max_leg, int(self._length.max(initial=0)))

    @cached_property
    def _way_through(self) -> Costs:
        ground = self._ground
        return way_costs(ground.minutes, ground.max_leg, self._origin, self._destination, self._length)

    @cached_property
    def baseline(self) -> Costs:
        """(windows,): what each costs anyway."""
        anyway = TRAVEL_COST * self._ground.minutes[self._origin, self._destination].astype(np.int64)
        return np.where(self._given > 0, np.where(self._way_through < INF, self._way_through, anyway), 0)

    @cached_property
    def alone(self) -> Costs:
        """(windows, answers): least cost of each above the baseline, without packages."""
        ended = self._ways.into(self._running, self._ends)
        table = np.where(ended < MOST, ended - self.baseline[:, None], INF)
        table[:, 0] = np.where(self._given > 0, 0, self._way_through)
        return table

    @cached_property
    def before(self) -> Costs:
        """(passing, answers): least cost from its window's beginning up to each item of a package."""
        return self._ways.into(self._running, self._passing)

    @cached_property
    def after(self) -> Costs:
        """(passing, answers): least cost from each item of a package to its window's end."""
        length = self._length
        ways = self._ways_of(
            self._ground.minutes.T,
            self._destination,
            length[self.items.row] - self.items.end,
            length[self.items.row] - self.items.start,
            length[self.passing.row] - self.passing.end,
        )
        return ways.into(self._grown(ways)[1], self._passing)

    @cached_property
    def through(self) -> Costs:
        """(passing, answers): least cost above the baseline of the window with each item of a package."""
        table = together(self.before, self.after, self.form.within_day)
        return np.where(table < MOST, table - self.baseline[self.passing.row, None], INF)

    @cached_property
    def place(self) -> dict[int, int]:
        """The place of each item of a package among those passing."""
        return {number: at for at, number in enumerate(self.passing.number.tolist())}

    @property
    def work(self) -> int:
        """How much the tables take, in about microseconds."""
        return 2_000 + len(self.form.day) * (len(self.items.number) + len(self.passing.number)) // 2

    # --- growth

    @property
    def _passing(self) -> slice:
        return slice(len(self.items.number), len(self.items.number) + len(self.passing.number))

    @property
    def _ends(self) -> slice:
        return slice(self._passing.stop, self._passing.stop + len(self._windows))

    @cached_property
    def _ways(self) -> Ways:
        items, passing = self.items, self.passing
        return self._ways_of(self._ground.minutes, self._origin, items.start, items.end, passing.start)

    def _ways_of(self, minutes: Minutes, origins: Ints, starts: Ints, ends: Ints, passing: Ints) -> Ways:
        """Ways from items and origins to items, items of packages and the windows' ends, which count forward only."""
        items, rows = self.items, np.arange(len(self._windows))
        nothing = np.full(len(rows), NEVER)
        sources = Moments(
            np.concatenate([items.row, rows]),
            np.concatenate([ends, np.zeros(len(rows), np.int64)]),
            np.concatenate([items.stop, origins]),
            np.concatenate([items.asked, nothing]),
        )
        targets = Moments(
            np.concatenate([items.row, self.passing.row, rows]),
            np.concatenate([starts, passing, self._length]),
            np.concatenate([items.stop, self.passing.stop, self._destination]),
            np.concatenate([items.asked, self.passing.asked, nothing]),
        )
        once = tuple(cap < 2 for cap in self.form.day.caps)
        return Ways(minutes, self._limit, sources, targets, once)

    @cached_property
    def _paths(self) -> Costs:
        """(items and windows, answers): least cost from the window's beginning to an item, it included."""
        return self._forward[0]

    @cached_property
    def _running(self) -> Running:
        return self._forward[1]

    @cached_property
    def _forward(self) -> tuple[Costs, Running]:
        return self._grown(self._ways)

    def _grown(self, ways: Ways) -> tuple[Costs, Running]:
        space, items = self.form.day, len(self.items.number)
        paths = np.full((items + len(self._windows), len(space)), INF, np.int64)
        paths[items:, 0] = 0
        known = ways.nothing(len(space))
        for answers in space.by_total:
            alive = answers[(paths[:, answers] < MOST).any(axis=0)]
            if not len(alive):
                break
            running = ways.running(paths[:, alive])
            known.home[:, alive], known.straight[:, alive] = running.home, running.straight
            for asked, block in enumerate(self._blocks):
                some = np.flatnonzero(space.vectors[alive, asked] < space.caps[asked])
                if len(some) and block.start < block.stop:
                    found = ways.into(running.of(some), block) + self.items.cost[block, None]
                    paths[block, alive[some] + space.strides[asked]] = np.minimum(found, INF)
        return paths, known

    # --- the way back

    def taken(self, row: int, answer: int) -> list[int]:
        """The items of a cheapest way through a window to an answer without packages; of equal ones the first."""
        found: list[int] = []
        stop, time, cost = self._destination[row], self._length[row], self.alone[row, answer] + self.baseline[row]
        while answer:
            held = np.flatnonzero(self.items.row == row)
            known = self._paths[held, answer]
            steps = self._steps(held, int(stop), int(time))
            at = held[np.flatnonzero(known + steps == cost)[0]]
            found.append(int(self.items.number[at]))
            stop, time, cost = self.items.stop[at], self.items.start[at], self._paths[at, answer] - self.items.cost[at]
            answer -= int(self.form.day.strides[self.items.asked[at]])
        return found[::-1]

    def _steps(self, held: Ints, stop: int, time: int) -> Costs:
        ground = self._ground
        return way_costs(
            ground.minutes, ground.max_leg, self.items.stop[held], np.array(stop), time - self.items.end[held]
        )
