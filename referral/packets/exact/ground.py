"""The windows of a week and the items in them as columns; what is chosen becomes fixed and splits its window."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from referral.packets.exact.problem import Minutes, Problem, Window
from referral.packets.exact.spaces import Ints

SHUT_OUT = -1
"""The window of an item that cannot be taken."""


@dataclass(frozen=True, slots=True)
class Ground:
    """window, start, end, stop, cost: columns of the items. minutes, max_leg: as in the problem."""

    windows: tuple[Window, ...]
    window: Ints
    start: Ints
    end: Ints
    stop: Ints
    cost: Ints
    minutes: Minutes
    max_leg: int

    @classmethod
    def of(cls, problem: Problem) -> "Ground":
        """The columns of a problem."""
        rows = [item if item.window is not None else item._replace(window=SHUT_OUT) for item in problem.items]
        window, start, end, stop, cost = np.array(rows, np.int64).reshape(-1, 5).T.copy()
        return cls(problem.windows, window, start, end, stop, cost, problem.minutes, problem.max_leg)

    @property
    def days(self) -> int:
        """How many days there are."""
        return max((window.day for window in self.windows), default=-1) + 1

    def items_on(self, numbers: Sequence[int]) -> Ints:
        """(days,): how many of these items each day has."""
        window = self.window[np.array(numbers, np.int64)]
        day = np.array([window.day for window in self.windows], np.int64)[window[window != SHUT_OUT]]
        return np.bincount(day, minlength=self.days)

    def days_of(self, items: Iterable[int]) -> frozenset[int]:
        """The days that some items stand on."""
        return frozenset(self.windows[self.window[item]].day for item in items)

    def pinned(self, numbers: Iterable[int]) -> "tuple[Ground, list[int]] | None":
        """(the ground around some items, the windows that are new); None when two of them overlap or one is shut out.

        The first part of a split window keeps its number, further parts come after all others; items keep theirs, and
        those that overlap what is chosen are shut out.
        """
        chosen: dict[int, list[int]] = {}
        for number in sorted(numbers, key=lambda number: (self.start[number], number)):
            chosen.setdefault(int(self.window[number]), []).append(number)
        if SHUT_OUT in chosen or any(self.overlap(items) for items in chosen.values()):
            return None
        windows, window, start, end = list(self.windows), self.window.copy(), self.start.copy(), self.end.copy()
        new = []
        for at, items in chosen.items():
            inside = np.flatnonzero(self.window == at)
            window[inside] = SHUT_OUT
            for part, (begin, one) in enumerate(self.parts(at, items)):
                place = at if part == 0 else len(windows)
                windows[place : place + 1] = [one]
                new.append(place)
                held = inside[(self.start[inside] >= begin) & (self.end[inside] <= begin + one.length)]
                window[held] = place
                start[held] -= begin
                end[held] -= begin
        window[[number for items in chosen.values() for number in items]] = SHUT_OUT
        return replace(self, windows=tuple(windows), window=window, start=start, end=end), new

    def overlap(self, items: list[int]) -> bool:
        """Whether two items of one window, in order of their start, overlap."""
        return any(self.end[first] > self.start[second] for first, second in pairwise(items))

    def parts(self, at: int, items: list[int]) -> list[tuple[int, Window]]:
        """(where it begins, window) before, between and after some items of a window, in order."""
        window = self.windows[at]
        parts, begin, origin = [], 0, window.origin
        for item in items:
            start, stop = int(self.start[item]), int(self.stop[item])
            parts.append((begin, Window(start - begin, origin, stop, window.day, given=False)))
            begin, origin = int(self.end[item]), stop
        parts.append((begin, Window(window.length - begin, origin, window.destination, window.day, given=False)))
        return parts
