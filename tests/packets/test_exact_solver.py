"""The exact solver against every possible week of tiny problems and against HiGHS on medium ones."""

from dataclasses import replace

import numpy as np
import pytest

from referral.packets.exact.answers import package_costs, subset_costs
from referral.packets.exact.problem import CountNeed, Item, Package, PackageNeed, Problem, SingleNeed, Solution, Window
from referral.packets.exact.search import Search
from referral.packets.exact.solve import Planning, solve
from referral.packets.exact.spaces import INF
from tests.packets.exact_brute import Brute
from tests.packets.exact_instances import City, crowded, medium, several, tiny, town

TINY = [(tiny, 360), (crowded, 200), (several, 40)]
CASES = [
    pytest.param(make, range(at, at + 20), id=f"{make.__name__}-{at}") for make, n in TINY for at in range(0, n, 20)
]


def _least(costs) -> int:
    """The least cost of any week; what the solver says when there is none."""
    return min(costs, default=INF)


@pytest.mark.parametrize("make, seeds", CASES)
def test_solution_is_the_best_of_all_weeks(make, seeds) -> None:
    for seed in seeds:
        problem = make(seed)
        brute, solution = Brute(problem), solve(problem)
        answers = brute.by_answer()
        assert (seed, solution.cost, solution.proven) == (seed, _least(answers.values()), True)
        assert solution.cost == INF or brute.price_of(solution) == solution.cost
        found = subset_costs(problem)
        assert found.proven
        assert {(one.packages, one.singles, one.counts): cost for one, cost in found.costs.items()} == answers


@pytest.mark.parametrize("make, seeds", [case for case in CASES if "several" not in str(case.id)])
def test_package_costs_are_the_best_of_all_weeks_with_each(make, seeds) -> None:
    for seed in seeds:
        problem = make(seed)
        for need in range(len(problem.packages)):
            assert list(package_costs(problem, need)) == Brute(problem).by_package(need)


def _milp_cost(problem: Problem) -> int:
    pytest.importorskip("highspy", reason="HiGHS (highspy) is not installed: make setup")
    from tests.packets.exact_milp import Milp

    return Milp(problem).least_cost()


@pytest.mark.parametrize("seed", range(90))
def test_solution_equals_a_mixed_integer_program(seed) -> None:
    problem = medium(seed)
    solution = solve(problem)
    assert (solution.cost, solution.proven) == (_milp_cost(problem), True)
    assert Brute(problem).price_of(solution) == solution.cost


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_solution_of_a_town_equals_a_mixed_integer_program(seed) -> None:
    problem = town(seed)
    assert solve(problem).cost == _milp_cost(problem)


# --- one rule each

HOME, NEAR, FAR = 0, 1, 2
MINUTES = np.array([[0, 10, 40], [10, 0, 35], [40, 35, 0]], np.int32)
DAY = Window(600, HOME, HOME, 0)


def _visits(*items: Item, window: Window = DAY, max_leg: int = 60) -> Problem:
    """A need for each of the items, in one window."""
    needs = tuple(SingleNeed((number,), 10_000) for number in range(len(items)))
    return Problem((window,), items, MINUTES, max_leg, singles=needs)


def test_long_pause_is_spent_at_home() -> None:
    morning, evening = Item(0, 60, 120, NEAR), Item(0, 400, 460, NEAR)
    assert solve(_visits(morning, evening)).cost == 4 * 4 * 10


def test_short_pause_is_waited_out() -> None:
    first, second = Item(0, 60, 120, NEAR), Item(0, 150, 210, NEAR)
    assert solve(_visits(first, second)).cost == 2 * 4 * 10 + 30


def test_wait_at_home_costs_nothing() -> None:
    assert solve(_visits(Item(0, 300, 360, FAR))).cost == 2 * 4 * 40


def test_leg_beyond_the_limit_is_never_taken() -> None:
    assert solve(_visits(Item(0, 300, 360, FAR), max_leg=39)).singles == (None,)
    assert solve(_visits(Item(0, 300, 360, FAR), max_leg=40)).singles == (0,)


def test_far_place_is_reached_from_a_place_beside_it() -> None:
    beside_work = Window(200, FAR, FAR, 0)
    assert solve(_visits(Item(0, 60, 120, FAR), window=beside_work, max_leg=20)).singles == (0,)


def test_items_that_overlap_clash() -> None:
    solution = solve(_visits(Item(0, 60, 120, NEAR), Item(0, 119, 180, NEAR)))
    assert sorted(solution.singles, key=str) == [0, None] or sorted(solution.singles, key=str) == [1, None]


def test_items_that_touch_at_one_stop_fit() -> None:
    assert solve(_visits(Item(0, 60, 120, NEAR), Item(0, 120, 180, NEAR))).singles == (0, 1)


def test_item_cost_beats_a_short_way() -> None:
    problem = _visits(Item(0, 300, 360, FAR), Item(0, 300, 360, NEAR, cost=300))
    either = replace(problem, singles=(SingleNeed((0, 1), 10_000),))
    assert solve(either).singles == (0,)


def test_waiting_that_was_needed_anyway_is_saved() -> None:
    between_jobs = Window(100, NEAR, NEAR, 0)
    problem = _visits(Item(0, 30, 60, NEAR), window=between_jobs, max_leg=5)
    assert solve(problem).cost == -30


def test_package_is_taken_wholly_or_not_at_all() -> None:
    items = Item(0, 60, 120, NEAR), Item(1, 60, 120, NEAR), Item(None, 0, 0, NEAR), Item(0, 200, 260, FAR)
    packages = Package((0, 1, 2)), Package((3, 1))
    problem = Problem((DAY, replace(DAY, day=1)), items, MINUTES, 60, (PackageNeed(packages, 9_000),))
    assert (solve(problem).packages, package_costs(problem, 0)) == ((1,), (None, 4 * 2 * (40 + 10)))


def test_visit_fits_between_two_sessions_of_a_package() -> None:
    items = Item(0, 60, 180, NEAR), Item(0, 300, 420, NEAR), Item(0, 220, 260, NEAR)
    problem = Problem((DAY,), items, MINUTES, 60, (PackageNeed((Package((1, 0)),), 9_000),), (SingleNeed((2,), 8_000),))
    assert solve(problem) == Solution(80 + 40 + 40, (0,), (2,), ())


def test_visit_fits_exactly_between_two_sessions_of_a_package() -> None:
    items = Item(0, 60, 180, NEAR), Item(0, 220, 340, NEAR), Item(0, 180, 220, NEAR)
    package = PackageNeed((Package((0, 1)),), 9_000)
    problem = Problem((DAY,), items, MINUTES, 60, (package,), (SingleNeed((2,), 8_000),))
    assert solve(problem) == Solution(80, (0,), (2,), ())
    assert package_costs(problem, 0) == (80,)


def _meetings(per_day: tuple[int, ...], *, apart: bool = False, least: int = 2) -> Problem:
    """Two meetings on each of two days, and a package on the first."""
    items = tuple(Item(day, start, start + 60, NEAR) for day in (0, 1) for start in (100, 200))
    need = CountNeed((0, 1, 2, 3), least, 3, per_day, 1_000, 120, apart)
    package = PackageNeed((Package((4,)),), 5_000)
    windows = DAY, replace(DAY, day=1)
    return Problem(windows, (*items, Item(0, 400, 500, NEAR)), MINUTES, 60, (package,), (), (need,))


def test_counted_need_keeps_the_limit_of_each_day() -> None:
    assert [len(one) for one in solve(_meetings((2, 2))).counts] == [3]
    assert solve(_meetings((0, 1))).counts in {((2,),), ((3,),)}


def test_counted_need_apart_keeps_off_the_days_of_a_package() -> None:
    solution = solve(_meetings((2, 2), apart=True))
    assert (solution.packages, solution.counts) == ((0,), ((2, 3),))


def test_too_few_of_a_counted_need_are_taken_rather_than_none() -> None:
    solution = solve(_meetings((0, 1), least=3))
    assert solution.cost == 2 * 4 * 10 * 2 + 2 * 1_000 + 2 * 120


def test_window_of_its_own_time_costs_nothing_even_where_its_way_is_too_long() -> None:
    rushed = Window(20, HOME, FAR, 0)
    assert solve(Problem((rushed,), (), MINUTES, 60)).cost == 0


def test_window_beside_something_chosen_must_be_possible() -> None:
    rushed = Window(20, HOME, FAR, 0, given=False)
    assert solve(Problem((rushed,), (), MINUTES, 60)).cost == INF
    assert solve(Problem((replace(rushed, length=50),), (), MINUTES, 60)).cost == 4 * 40


def test_problem_without_anything_costs_nothing() -> None:
    assert solve(Problem((), (), MINUTES[:1, :1], 60)) == Solution(0, (), (), ())


def test_two_package_needs_without_a_free_minute_stay_unmet() -> None:
    needs = (PackageNeed((), 300), PackageNeed((), 300))
    found = solve(Problem((), (), np.zeros((1, 1), np.int32), 45, packages=needs))
    assert found == Solution(600, (None, None), (), (), proven=True)


def test_needs_without_items_stay_unmet() -> None:
    problem = Problem((DAY,), (), MINUTES, 60, (PackageNeed((), 7),), (SingleNeed((), 5),), ())
    assert solve(problem) == Solution(12, (None,), (None,), ())


def test_first_of_equal_choices_is_taken() -> None:
    same = Item(0, 60, 120, NEAR)
    problem = Problem((DAY,), (same, same, same), MINUTES, 60, (PackageNeed((Package((2,)), Package((1,))), 9),), ())
    single = replace(problem, packages=(), singles=(SingleNeed((1, 0, 2), 1_000),))
    assert (solve(problem).packages, solve(single).singles) == ((None,), (1,))
    dear = replace(problem, packages=(replace(problem.packages[0], unmet=1_000),))
    assert solve(dear).packages == (0,)


# --- limits


def _city(**sizes) -> Problem:
    return City(1, **{"programs": 10, "meetings": 60, "offices": 3, "visits": 1, **sizes}).problem()


def test_week_of_twenty_visits_is_possible_and_not_called_proven() -> None:
    problem = City(6, programs=10, meetings=60, offices=3, visits=20).problem()  # someone without a job
    solution = solve(problem)
    assert not solution.proven
    assert Brute(problem).price_of(solution) == solution.cost
    assert None not in solution.singles


@pytest.mark.parametrize("seed", range(1, 6))
def test_week_of_too_many_visits_keeps_every_rule(seed) -> None:
    problem = City(seed, programs=20, meetings=40, offices=1, visits=14).problem(counts=2)
    packages = problem.packages[0].packages
    problem = replace(
        problem,
        packages=(PackageNeed(packages[::2], 1_200_000), PackageNeed(packages[1::2], 1_200_000)),
        counts=tuple(replace(need, apart=True) for need in problem.counts),
    )
    solution = solve(problem)
    assert Brute(problem).price_of(solution) == solution.cost
    alone = solve(replace(problem, singles=(), counts=()))
    assert solution.packages.count(None) >= alone.packages.count(None)


def test_answers_of_a_week_of_twenty_visits_are_not_called_proven() -> None:
    problem = _city(visits=20)
    found = subset_costs(problem)
    assert not found.proven
    prices = package_costs(problem, 0)
    assert len(prices) == len(problem.packages[0].packages)
    assert _least(price for price in prices if price is not None) == _least(
        cost for answered, cost in found.costs.items() if answered.packages == (True,)
    )


def test_needs_that_cannot_be_met_do_not_hinder_the_proof() -> None:
    problem = _city()
    hopeless = replace(problem, singles=(*problem.singles, *(SingleNeed((), 9_000) for _ in range(19))))
    solution = solve(hopeless)
    assert (solution.cost, solution.proven) == (solve(problem).cost + 19 * 9_000, True)


def test_search_that_is_stopped_gives_a_possible_week() -> None:
    problem = several(3)
    planning = Planning(problem)
    search = Search(problem.packages, work=0)
    found = search.best(planning.week, tuple(range(len(problem.packages))))
    assert found is not None
    assert not search.proven
    assert found.cost >= planning.solution.cost


def test_answers_are_the_same_from_tables_that_were_made_before() -> None:
    problem = _city()
    planning = Planning(problem)
    assert planning.solution == solve(problem)
    assert package_costs(problem, 0, planning) == package_costs(problem, 0)
    assert subset_costs(problem, planning) == subset_costs(problem)


def test_twenty_package_needs_are_planned() -> None:
    problem = _city(programs=60)
    packages = problem.packages[0].packages
    needs = tuple(PackageNeed(packages[at::20], 1_200_000) for at in range(20))
    solution = solve(replace(problem, packages=needs))
    assert Brute(replace(problem, packages=needs)).price_of(solution) == solution.cost
