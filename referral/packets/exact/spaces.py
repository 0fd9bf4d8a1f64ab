"""How much of everything asked a stretch of time answers, as one number, and sums of such answers with least cost.

An answer is a vector: of each thing asked how many items were taken, at most its cap. A `Space` numbers all of them; a
table holds the least cost of each, `INF` where there is none. Two stretches together are a min-plus convolution.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Costs = NDArray[np.int64]
Truths = NDArray[np.bool_]

INF = 1 << 40
"""Impossible. Sums of many of them stay below 2**63."""

MOST = INF // 2
"""No possible cost is as large; what is larger came from adding to, or taking from, INF."""

NO_ITEMS: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Space:
    """All vectors of counts from 0 to caps, in lexicographic order; the first is all zero."""

    caps: tuple[int, ...]

    @cached_property
    def vectors(self) -> Ints:
        """(answers, things asked): every vector by its number."""
        sides = [cap + 1 for cap in self.caps]
        return np.indices(sides, np.int64).reshape(len(sides), -1).T if sides else np.zeros((1, 0), np.int64)

    @cached_property
    def strides(self) -> Ints:
        """How far apart the numbers of two vectors are that differ by one in one thing asked."""
        sides = [cap + 1 for cap in self.caps]
        return np.array([prod(sides[at + 1 :]) for at in range(len(sides))], np.int64)

    @cached_property
    def by_total(self) -> tuple[Ints, ...]:
        """The numbers of the vectors of each total, from 0 on."""
        totals = self.vectors.sum(axis=1)
        return tuple(np.flatnonzero(totals == total) for total in range(sum(self.caps) + 1))

    def __len__(self) -> int:
        return prod(cap + 1 for cap in self.caps)

    def nothing(self, *shape: int) -> Costs:
        """(*shape, answers): tables of stretches in which nothing is taken."""
        table = np.full((*shape, len(self)), INF, np.int64)
        table[..., 0] = 0
        return table


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Which pairs of vectors add up to which, ordered by sum. starts: where each sum's pairs begin."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    starts: NDArray[np.intp]

    def of(self, whole: int) -> slice:
        """The pairs that add up to one vector."""
        ends = self.starts[whole + 1] if whole + 1 < len(self.starts) else len(self.left)
        return slice(int(self.starts[whole]), int(ends))


@lru_cache(maxsize=64)
def sums(left: Space, right: Space) -> Sums:
    """Of two spaces, within the caps of the left one."""
    added = left.vectors[:, None, :] + right.vectors[None, :, :]
    one, other = np.nonzero((added <= np.array(left.caps, np.int64)).all(axis=2))
    whole = added[one, other] @ left.strides
    order = np.argsort(whole, kind="stable")
    return Sums(one[order], other[order], np.searchsorted(whole[order], np.arange(len(left))))


def together(left: Costs, right: Costs, pairs: Sums) -> Costs:
    """The table of two stretches: (..., left) and (..., right) -> (..., left)."""
    added = left.take(pairs.left, axis=-1) + right.take(pairs.right, axis=-1)
    return np.minimum(np.minimum.reduceat(added, pairs.starts, axis=-1), INF)


def split(left: Costs, right: Costs, pairs: Sums, whole: int) -> tuple[int, int]:
    """The first two answers of least cost that add up to an answer; both tables of one stretch."""
    some = pairs.of(whole)
    best = some.start + int(np.argmin(left[pairs.left[some]] + right[pairs.right[some]]))
    return int(pairs.left[best]), int(pairs.right[best])
