"""Counted items on other days of the week: as many of each need, on days that are less crowded.

Whether two days are neighbours is no matter of one day or window, so the tables of a week cannot price it. But there
are only 128 sets of days, and most of them cannot be better: each that could is looked up in the tables of the days.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from referral.packets.exact.problem import Problem
from referral.packets.exact.solve import Planning
from referral.packets.exact.spaces import INF, MOST, Costs, split, together
from referral.packets.exact.week import Week

DAYS = 7

Days = tuple[int, ...]
"""Some days of the week, ascending."""


def crowding(days: Collection[int]) -> int:
    """How many pairs of neighbouring days there are beyond those that so many days of seven must have.

    The last and the first day of the week are neighbours.
    """
    pairs = sum((day + 1) % DAYS in days for day in days)
    least = DAYS if len(days) == DAYS else max(0, 2 * len(days) - DAYS)
    return pairs - least


@dataclass(frozen=True, slots=True)
class _Found:
    """A week with items on exactly these days. sums: as in `Week.sums`, day by day of them."""

    cost: int
    days: Days
    sums: list[Costs]


def spread_out(
    problem: Problem, numbers: Sequence[int], held: Collection[int], price: int
) -> tuple[tuple[int, ...], ...] | None:
    """The items of each counted need, ascending: so many of each, cheapest with `price` for each crowded pair of days.

    problem: of counted needs alone, in seven days. held: the days that hold items now, kept where others cost as much.
    None when these days are the best, and for a week too large to be counted out.
    """
    planning = Planning(problem)
    if len(planning.groups) > 1:
        return None
    week = planning.week
    answer = _answer(week, numbers)
    if answer is None:
        return None
    now = tuple(sorted(held))
    best = _best(week, answer, now, price)
    if best is None or best.days == now:
        return None
    items = set(_items(week, best, answer))
    return tuple(tuple(sorted(items & {*need.items})) for need in problem.counts)


def _answer(week: Week, numbers: Sequence[int]) -> int | None:
    """The number of the answer with so many items of each need; None where that many cannot be taken."""
    space = week.form.week
    if any(number > cap for number, cap in zip(numbers, space.caps, strict=True)):
        return None
    return int(np.array(numbers, np.int64) @ space.strides)


def _best(week: Week, answer: int, now: Days, price: int) -> _Found | None:
    """The cheapest days; the present ones are tried first, then the least crowded, while they could be cheaper."""
    least = int(week.sums[-1][answer])
    total = int(week.form.week.vectors[answer].sum())
    best: _Found | None = None
    for days in _sets(now, total):
        bound = least + price * crowding(days)
        if best is not None and bound >= best.cost:
            if days != now:
                break
            continue
        sums = _sums(week, days)
        cost = int(sums[-1][answer]) + price * crowding(days)
        if cost < MOST and (best is None or cost < best.cost):
            best = _Found(cost, days, sums)
    return best


def _sets(now: Days, total: int) -> Iterator[Days]:
    """Days that so many items could stand on, the least crowded first, after the present ones."""
    every = [days for size in range(1, min(total, DAYS) + 1) for days in combinations(range(DAYS), size)]
    yield now
    yield from sorted((days for days in every if days != now), key=lambda days: (crowding(days), days))


def _sums(week: Week, days: Days) -> list[Costs]:
    """Least cost of each answer of the week in the first of these days, each of which holds something."""
    found = [week.form.week.nothing()]
    for day in days:
        found.append(together(found[-1], _held(week, day), week.form.adding_day))
    return found


def _held(week: Week, day: int) -> Costs:
    """(answers of a day,): least cost of each on a day that holds something."""
    if day >= len(week.days):
        return np.full(len(week.form.day), INF, np.int64)
    table: Costs = week.days[day].copy()
    table[0] = INF
    return table


def _items(week: Week, found: _Found, answer: int) -> Iterator[int]:
    for place in reversed(range(len(found.days))):
        day = found.days[place]
        answer, of_day = split(found.sums[place], _held(week, day), week.form.adding_day, answer)
        yield from week.taken_on(day, of_day)
