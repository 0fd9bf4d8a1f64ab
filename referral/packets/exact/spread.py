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
from referral.packets.exact.spaces import INF, MOST, Costs, Ints, split, together
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
    """A week with items on exactly these days. answer: of the week; sums: as in `Week.sums`, day by day of them."""

    cost: int
    answer: int
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
    answers = _answers(week, numbers)
    if not len(answers):
        return None
    now = tuple(sorted(held))
    best = _best(week, answers, now, price)
    if best is None or best.days == now:
        return None
    items = set(_items(week, best))
    return tuple(tuple(sorted(items & {*need.items})) for need in problem.counts)


def _answers(week: Week, numbers: Sequence[int]) -> Ints:
    """The numbers of the answers with so many items of each need, in parts of it or not."""
    vectors = week.form.week.vectors
    matching = np.ones(len(vectors), np.bool_)
    for need, number in enumerate(numbers):
        parts = [at for at, one in enumerate(week.form.asked) if one.need == need]
        matching &= vectors[:, parts].sum(axis=1) == number
    return np.flatnonzero(matching)


def _best(week: Week, answers: Ints, now: Days, price: int) -> _Found | None:
    """The cheapest days; the present ones are tried first, then the least crowded, while they could be cheaper."""
    own = week.form.costs[answers]
    least = int((week.sums[-1][answers] + own).min())
    total = int(week.form.week.vectors[answers[0]].sum())
    best: _Found | None = None
    for days in _sets(now, total):
        if best is not None and least + price * crowding(days) >= best.cost:
            break
        sums = _sums(week, days)
        costs = sums[-1][answers] + own
        at = int(np.argmin(costs))
        cost = int(costs[at]) + price * crowding(days)
        if cost < MOST and (best is None or cost < best.cost):
            best = _Found(cost, int(answers[at]), days, sums)
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


def _items(week: Week, found: _Found) -> Iterator[int]:
    answer = found.answer
    for place in reversed(range(len(found.days))):
        day = found.days[place]
        answer, of_day = split(found.sums[place], _held(week, day), week.form.adding_day, answer)
        yield from week.taken_on(day, of_day)
