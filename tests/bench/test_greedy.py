"""The greedy baseline: a possible week at the price that it states, never cheaper than the best one."""

import numpy as np

from bench.greedy import greedy, way_cost
from referral.packets.exact.problem import CountNeed, Item, Package, PackageNeed, Problem, SingleNeed, Solution, Window
from referral.packets.exact.solve import solve

HOME, NEAR, FAR = 0, 1, 2
MINUTES = np.array([[0, 10, 30], [10, 0, 25], [30, 25, 0]], np.int32)
DAY = Window(600, HOME, HOME, 0)


def problem(*items: Item, **needs) -> Problem:
    return Problem((DAY,), items, MINUTES, 45, **needs)


def test_way_by_home_is_taken_where_waiting_costs_more() -> None:
    week = problem()
    assert way_cost(week, NEAR, FAR, 24) is None
    assert way_cost(week, NEAR, FAR, 25) == 4 * 25
    assert way_cost(week, NEAR, FAR, 45) == 4 * 25 + 20
    assert way_cost(week, NEAR, FAR, 100) == 4 * 40


def test_waiting_at_home_is_free() -> None:
    assert way_cost(problem(), HOME, FAR, 500) == way_cost(problem(), FAR, HOME, 500) == 4 * 30


def test_leg_limit_rules_a_way_out() -> None:
    week = Problem((DAY,), (), MINUTES, 29)
    assert (way_cost(week, HOME, FAR, 500), way_cost(week, NEAR, FAR, 500)) == (None, 4 * 25 + 475)


def test_cheapest_single_is_taken_and_priced() -> None:
    week = problem(Item(0, 100, 160, FAR), Item(0, 100, 160, NEAR, cost=5), singles=(SingleNeed((0, 1), 9000),))
    assert greedy(week) == Solution(4 * 20 + 5, (), (1,), (), proven=False)


def test_greed_takes_the_near_package_and_loses_the_visit_beside_it() -> None:
    # The near package takes the only time of the visit; the far one leaves it.
    items = (Item(0, 100, 300, NEAR), Item(0, 400, 500, FAR), Item(0, 200, 260, NEAR))
    week = problem(
        *items,
        packages=(PackageNeed((Package((0,)), Package((1,))), 9000),),
        singles=(SingleNeed((2,), 3000),),
    )
    taken, best = greedy(week), solve(week)
    assert (taken.packages, taken.singles, taken.cost) == ((0,), (None,), 80 + 3000)
    assert (best.packages, best.singles, best.cost) == ((1,), (2,), 80 + 240)


def test_counted_items_keep_the_cap_of_a_day_and_days_of_programs() -> None:
    days = (DAY, Window(600, HOME, HOME, 1), Window(600, HOME, HOME, 2))
    items = tuple(Item(day, start, start + 60, NEAR) for day in range(3) for start in (100, 300))
    program = Item(0, 500, 560, NEAR)
    need = CountNeed(tuple(range(6)), least=1, most=4, per_day=(1, 1, 1), short=1000, missing=120, apart=True)
    week = Problem(days, (*items, program), MINUTES, 45, (PackageNeed((Package((6,)),), 9000),), (), (need,))
    taken = greedy(week)
    assert taken.counts == ((2, 4),)
    assert taken.cost == 3 * 80 + 2 * 120 == solve(week).cost


def test_what_cannot_be_held_is_left_out_and_paid_for() -> None:
    need = CountNeed((0,), least=2, most=3, per_day=(1,), short=1000, missing=120)
    week = problem(
        Item(None, 0, 60, NEAR),
        packages=(PackageNeed((Package((0,)),), 9000),),
        singles=(SingleNeed((), 3000),),
        counts=(need,),
    )
    assert greedy(week) == Solution(9000 + 3000 + 2 * 1000 + 3 * 120, (None,), (None,), ((),), proven=False)


def test_empty_way_beside_something_chosen_is_paid() -> None:
    beside = Window(100, NEAR, FAR, 0, given=False)
    week = Problem((beside,), (Item(0, 40, 50, NEAR, cost=7),), MINUTES, 45)
    assert greedy(week).cost == solve(week).cost == 4 * 40
    asked = Problem((beside,), week.items, MINUTES, 45, singles=(SingleNeed((0,), 9000),))
    assert greedy(asked).cost == solve(asked).cost == 7 + 40 + 4 * 25 + 25
