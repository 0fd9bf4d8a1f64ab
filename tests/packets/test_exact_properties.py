"""What must hold for every week to be planned, however it is changed: oracles that need no second solver."""

from collections.abc import Callable, Collection
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from referral.packets.exact.answers import package_costs, subset_costs
from referral.packets.exact.problem import Item, Problem, Solution
from referral.packets.exact.solve import Planning, solve
from referral.packets.exact.spaces import INF
from tests.packets.exact_brute import Brute
from tests.packets.exact_strategies import problems

EXAMPLES = settings(max_examples=40, deadline=None)


def _used(problem: Problem, solution: Solution) -> set[int]:
    """The items of a solution."""
    packages = zip(problem.packages, solution.packages, strict=True)
    of_packages = {item for need, at in packages if at is not None for item in need.packages[at].items}
    singles = {item for item in solution.singles if item is not None}
    return of_packages | singles | {item for items in solution.counts for item in items}


def _without(problem: Problem, gone: Collection[int]) -> Problem:
    """The same with some items that nobody may take."""
    return _with_items(problem, lambda at, item: item._replace(window=None) if at in gone else item)


def _with_items(problem: Problem, change: Callable[[int, Item], Item]) -> Problem:
    return replace(problem, items=tuple(change(at, item) for at, item in enumerate(problem.items)))


def _renumbered(problem: Problem, order: list[int]) -> Problem:
    """The same with item order[n] as the n-th."""
    new = {old: at for at, old in enumerate(order)}

    def moved(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(new[one] for one in numbers)

    return replace(
        problem,
        items=tuple(problem.items[old] for old in order),
        packages=tuple(
            replace(need, packages=tuple(replace(one, items=moved(one.items)) for one in need.packages))
            for need in problem.packages
        ),
        singles=tuple(replace(need, items=moved(need.items)) for need in problem.singles),
        counts=tuple(
            replace(need, items=moved(need.items), kept=tuple(moved(some) for some in need.kept))
            for need in problem.counts
        ),
    )


@EXAMPLES
@given(problems(pinned=True))
def test_solution_is_possible_and_costs_what_it_says(problem: Problem) -> None:
    solution = solve(problem)
    assert solution.proven
    assert Brute(problem).price_of(solution) == (None if solution.cost == INF else solution.cost)


@EXAMPLES
@given(problems(pinned=True), st.data())
def test_removing_items_is_never_better(problem: Problem, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, max(len(problem.items) - 1, 0))))
    assert solve(_without(problem, gone)).cost >= solve(problem).cost


@EXAMPLES
@given(problems(), st.data())
def test_numbers_of_items_do_not_matter(problem: Problem, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(problem.items))))
    solution, other = solve(problem), solve(_renumbered(problem, order))
    assert (other.cost, other.packages) == (solution.cost, solution.packages)
    assert [None if at is None else order[at] for at in other.singles] == list(solution.singles)
    assert [sorted(order[at] for at in items) for items in other.counts] == [list(items) for items in solution.counts]


@EXAMPLES
@given(problems(), st.randoms(use_true_random=False))
def test_order_of_needs_packages_and_items_does_not_change_the_cost(problem: Problem, random) -> None:
    def shuffled(values):
        return tuple(random.sample(values, len(values)))

    other = replace(
        problem,
        packages=shuffled([replace(need, packages=shuffled(need.packages)) for need in problem.packages]),
        singles=shuffled([replace(need, items=shuffled(need.items)) for need in problem.singles]),
        counts=shuffled([replace(need, items=shuffled(need.items)) for need in problem.counts]),
    )
    assert solve(other).cost == solve(problem).cost


@EXAMPLES
@given(problems(), st.integers(1, 2))
def test_rotating_the_days_does_not_change_the_cost(problem: Problem, by: int) -> None:
    days = max(window.day for window in problem.windows) + 1
    windows = [replace(window, day=(window.day + by) % days) for window in problem.windows]
    counts = [
        replace(need, per_day=tuple(need.per_day[(day - by) % days] for day in range(days))) for need in problem.counts
    ]
    assert solve(replace(problem, windows=tuple(windows), counts=tuple(counts))).cost == solve(problem).cost


@EXAMPLES
@given(problems(home_only=True), st.integers(1, 40))
def test_longer_legs_are_never_worse(problem: Problem, more: int) -> None:
    assert solve(replace(problem, max_leg=problem.max_leg + more)).cost <= solve(problem).cost


@EXAMPLES
@given(problems(), st.integers(1, 2))
def test_higher_limits_of_days_are_never_worse(problem: Problem, more: int) -> None:
    counts = [replace(need, per_day=tuple(cap + more for cap in need.per_day)) for need in problem.counts]
    assert solve(replace(problem, counts=tuple(counts))).cost <= solve(problem).cost


@EXAMPLES
@given(problems())
def test_items_of_the_solution_alone_give_the_same_cost(problem: Problem) -> None:
    solution = solve(problem)
    unused = {*range(len(problem.items))} - _used(problem, solution)
    assert solve(_without(problem, unused)).cost == solution.cost


@EXAMPLES
@given(problems())
def test_banning_an_item_of_the_solution_is_never_better_and_keeping_it_costs_nothing(problem: Problem) -> None:
    solution = solve(problem)
    for at, (need, item) in enumerate(zip(problem.singles, solution.singles, strict=True)):
        if item is not None:
            assert solve(_without(problem, {item})).cost >= solution.cost
            kept = replace(need, items=(item,), unmet=10**7)
            singles = (*problem.singles[:at], kept, *problem.singles[at + 1 :])
            assert solve(replace(problem, singles=singles)).cost == solution.cost


@EXAMPLES
@given(problems(), st.integers(2, 5))
def test_other_units_keep_the_plan(problem: Problem, by: int) -> None:
    scaled = replace(
        problem,
        windows=tuple(replace(window, length=by * window.length) for window in problem.windows),
        items=tuple(
            item._replace(start=by * item.start, end=by * item.end, cost=by * item.cost) for item in problem.items
        ),
        minutes=by * problem.minutes,
        max_leg=by * problem.max_leg,
        packages=tuple(
            replace(
                need,
                unmet=by * need.unmet,
                packages=tuple(replace(one, cost=by * one.cost) for one in need.packages),
            )
            for need in problem.packages
        ),
        singles=tuple(replace(need, unmet=by * need.unmet) for need in problem.singles),
        counts=tuple(
            replace(need, short=by * need.short, missing=by * need.missing, lost=by * need.lost)
            for need in problem.counts
        ),
    )
    solution = solve(problem)
    assert solve(scaled) == replace(solution, cost=by * solution.cost)


def _reversed(problem: Problem) -> Problem:
    """The week run backwards, over the same minutes."""
    windows = [replace(one, origin=one.destination, destination=one.origin) for one in problem.windows]

    def backwards(_at: int, item: Item) -> Item:
        length = 0 if item.window is None else problem.windows[item.window].length
        return item._replace(start=length - item.end, end=length - item.start)

    return replace(_with_items(problem, backwards), windows=tuple(windows))


@EXAMPLES
@given(problems(symmetric=True))
def test_week_run_backwards_costs_the_same(problem: Problem) -> None:
    assert solve(_reversed(problem)).cost == solve(problem).cost


@EXAMPLES
@given(problems(pinned=True))
def test_week_run_backwards_over_ways_back_costs_the_same(problem: Problem) -> None:
    backwards = replace(_reversed(problem), minutes=problem.minutes.T)
    assert solve(backwards).cost == solve(problem).cost


@EXAMPLES
@given(problems())
def test_other_answers_agree_with_the_solution(problem: Problem) -> None:
    solution = solve(problem)
    assert min(subset_costs(problem).costs.values()) == solution.cost
    for need, chosen in enumerate(solution.packages):
        if chosen is not None:
            assert package_costs(problem, need)[chosen] == solution.cost
        else:
            assert all(cost is None or cost >= solution.cost for cost in package_costs(problem, need))


@given(problems(), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_tables_of_a_problem_serve_one_of_fewer_packages(problem: Problem, seed: int) -> None:
    few = [replace(need, packages=need.packages[seed % 2 :: 2], unmet=need.unmet + seed) for need in problem.packages]
    other = replace(problem, packages=tuple(few))
    assert Planning(other, like=Planning(problem)).solution == solve(other)
