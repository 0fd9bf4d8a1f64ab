"""Hypothesis strategies for weeks to be planned: small ones, in which everything that may happen does happen."""

from itertools import pairwise

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from referral.packets.exact.problem import (
    CountNeed,
    Item,
    Minutes,
    Package,
    PackageNeed,
    Problem,
    SingleNeed,
    Window,
)

FIVES = st.integers(0, 12).map(lambda number: 5 * number)
COSTS = st.integers(0, 40)


@st.composite
def minutes(draw: DrawFn, stops: int, *, symmetric: bool = False) -> Minutes:
    """Minutes between stops, without any order but the zeros of the diagonal."""
    rows = draw(st.lists(st.lists(FIVES, min_size=stops, max_size=stops), min_size=stops, max_size=stops))
    grid = np.array(rows, np.int32)
    np.fill_diagonal(grid, 0)
    return np.maximum(grid, grid.T) if symmetric else grid


@st.composite
def items(draw: DrawFn, windows: tuple[Window, ...], stops: int) -> Item:
    """An item somewhere in a window, or in none."""
    at = draw(st.integers(0, len(windows) - 1))
    start = draw(st.integers(0, (windows[at].length - 20) // 5)) * 5
    length = draw(st.sampled_from((10, 20, 30, 60, 90)))
    window = at if draw(st.integers(0, 30)) else None
    return Item(window, start, min(start + length, windows[at].length), draw(st.integers(0, stops - 1)), draw(COSTS))


class Maker:
    """Collects items while needs are drawn."""

    def __init__(self, draw: DrawFn, *, home_only: bool, symmetric: bool, pinned: bool) -> None:
        self.draw = draw
        self.items: list[Item] = []
        self.stops, self.days = draw(st.integers(1, 4)), draw(st.integers(1, 3))
        self.minutes = draw(minutes(self.stops, symmetric=symmetric))
        end = st.just(0) if home_only else st.integers(0, self.stops - 1)
        own = st.sampled_from((True, True, True, False)) if pinned else st.just(True)
        lengths = st.integers(4, 100).map(lambda number: 5 * number)
        windows = [
            draw(st.builds(Window, lengths, end, end, st.just(day), given=own))
            for day in range(self.days)
            for _ in range(draw(st.integers(1, 2)))
        ]
        self.windows = tuple(windows)

    def some(self, most: int, least: int = 0) -> tuple[int, ...]:
        """The numbers of some new items."""
        first, number = len(self.items), self.draw(st.integers(least, most))
        self.items += [self.draw(items(self.windows, self.stops)) for _ in range(number)]
        return tuple(range(first, first + number))

    def package_need(self) -> PackageNeed:
        """A need of up to three packages of up to three items."""
        packages = [Package(self.some(3, 1), self.draw(COSTS)) for _ in range(self.draw(st.integers(0, 3)))]
        return PackageNeed(tuple(packages), 2_000)

    def single_need(self) -> SingleNeed:
        """A need of one of up to four items."""
        return SingleNeed(self.some(4), 1_500)

    def count_need(self) -> CountNeed:
        """A need of up to three of up to five items."""
        per_day = tuple(self.draw(st.integers(0, 2)) for _ in range(self.days))
        least, most, apart = self.draw(st.integers(0, 2)), self.draw(st.integers(1, 3)), self.draw(st.booleans())
        items, cuts = self.some(5), sorted(self.draw(st.lists(st.integers(0, 4), max_size=2)))
        kept = tuple(some for some in (items[a:b] for a, b in pairwise([0, *cuts])) if some)
        return CountNeed(items, least, most, per_day, 1_000, 120, apart, kept, self.draw(st.sampled_from((300, 4_000))))

    def several(self, make, most: int) -> tuple:
        """Up to so many needs of one sort."""
        return tuple(make() for _ in range(self.draw(st.integers(0, most))))


@st.composite
def problems(draw: DrawFn, *, home_only: bool = False, symmetric: bool = False, pinned: bool = False) -> Problem:
    """A small week with all sorts of needs.

    home_only: every window begins and ends at home. pinned: windows may lie beside something that was chosen, so that
    no week at all may be possible.
    """
    made = Maker(draw, home_only=home_only, symmetric=symmetric, pinned=pinned)
    packages, singles = made.several(made.package_need, 2), made.several(made.single_need, 2)
    counts = made.several(made.count_need, 2)
    most = draw(st.sampled_from((0, 10, 25, 40, 60)))
    return Problem(made.windows, tuple(made.items), made.minutes, most, packages, singles, counts)
