"""Items by the windows that they lie in, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from referral.packets.exact.form import Form
from referral.packets.exact.ground import Ground
from referral.packets.exact.spaces import NO_ITEMS, Ints
from referral.packets.exact.ways import NEVER


@dataclass(frozen=True, slots=True)
class Held:
    """Items in windows, as columns, in the order of what they answer. row: place of the window among those chosen."""

    number: Ints
    row: Ints
    start: Ints
    end: Ints
    stop: Ints
    asked: Ints
    cost: Ints

    @classmethod
    def of(cls, form: Form, ground: Ground, rows: Ints) -> "Held":
        """The items asked for whose window has a row. rows: of each window of the ground and of none, -1 = no row."""
        numbers = np.array([number for one in form.asked for number in one.items], np.int64)
        asked = np.repeat(np.arange(len(form.asked)), [len(one.items) for one in form.asked])
        free = np.array([one.packaged for one in form.asked], np.bool_)[asked]
        row = rows[ground.window[numbers]]
        kept = np.flatnonzero(row >= 0)
        cost = np.where(free, 0, ground.cost[numbers])[kept]
        return cls._at(ground, numbers[kept], row[kept], asked[kept], cost)

    @classmethod
    def passing(cls, ground: Ground, rows: Ints, numbers: Ints) -> "Held":
        """The items of packages whose window has a row: they answer nothing, and their packages bear their cost."""
        row = rows[ground.window[numbers]]
        some = numbers[row >= 0]
        return cls._at(ground, some, row[row >= 0], np.full(len(some), NEVER), np.zeros(len(some), np.int64))

    @classmethod
    def _at(cls, ground: Ground, numbers: Ints, row: Ints, asked: Ints, cost: Ints) -> "Held":
        return cls(numbers, row, ground.start[numbers], ground.end[numbers], ground.stop[numbers], asked, cost)

    def between(self, spans: Sequence[tuple[int, int, int]]) -> "Held":
        """Those that lie within each (row, begin, end), counted from its begin; the span's number is their new row."""
        found = [np.flatnonzero((self.row == row) & (self.start >= a) & (self.end <= b)) for row, a, b in spans]
        at = np.concatenate([NO_ITEMS, *found])
        row = np.repeat(np.arange(len(spans)), [len(one) for one in found])
        order = np.argsort(self.asked[at], kind="stable")
        at, row = at[order], row[order]
        begin = np.array([begin for _row, begin, _end in spans], np.int64)[row]
        return Held(
            self.number[at],
            row,
            self.start[at] - begin,
            self.end[at] - begin,
            self.stop[at],
            self.asked[at],
            self.cost[at],
        )
