"""The tables of `bench planner`: what was proven, where time goes, how large weeks are, what greed costs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bench.measure import percentile, short, table
from referral.domain.packet import NeedState, Status
from referral.packets.exact.problem import TRAVEL_COST, Problem, Solution
from referral.packets.prices import SURENESS

if TYPE_CHECKING:
    from bench.planner import Planned

_FIRST_WEEK = ("judging", "building", "solving")


def report(done: "Sequence[Planned]") -> str:
    """All tables."""
    return "\n\n".join((_outcomes(done), _times(done), _sizes(done), _greed(done)))


def _outcomes(done: "Sequence[Planned]") -> str:
    met = [one for one in done if one.packet.status is not Status.PARTIAL]
    unmet = [one for one in done if one.packet.status is Status.PARTIAL]
    named = sum(
        {need.need for need in one.packet.needs if need.state is NeedState.UNMET}
        == {gap.need for gap in one.packet.unmet if gap.removed_by}
        for one in unmet
    )
    offered = sum(bool(gap.relaxations) for one in unmet for gap in one.packet.unmet)
    lines = [
        ("every need answered, proven best", sum(one.packet.proven for one in met)),
        ("some need cannot be met, proven, needs named", min(sum(one.packet.proven for one in unmet), named)),
        ("not proven", sum(not one.packet.proven for one in done)),
        ("needs unmet", sum(len(one.packet.unmet) for one in unmet)),
        ("  of them with a way out", offered),
        ("packets that the checker faults", sum(bool(one.faults) for one in done)),
    ]
    faults = Counter(fault for one in done for fault in one.faults)
    return table(["of people", str(len(done))], lines) + "".join(f"\n  {code}: {n}" for code, n in faults.most_common())


def _times(done: "Sequence[Planned]") -> str:
    parts = [*_FIRST_WEEK, "looking farther", "alternates", "other weeks", "substitutes", "other homes", "the rest"]
    lines = [_line(part, [one.spent.ms[part] for one in done]) for part in parts]
    unmet = [one.spent.ms["explaining"] for one in done if one.packet.unmet]
    return table(
        ["processor ms", "people", "p50", "p95", "p99", "max"],
        [
            *lines,
            _line("building and solving", [_sum(one, ("building", "solving")) for one in done]),
            _line("a proven week, judging too", [_sum(one, _FIRST_WEEK) for one in done]),
            _line("explaining what is unmet", unmet),
            _line("the whole packet", [one.spent.total_ms for one in done]),
        ],
    )


def _sum(one: "Planned", parts: Iterable[str]) -> float:
    return sum(one.spent.ms[part] for part in parts)


def _line(name: str, values: Sequence[float]) -> tuple[str, ...]:
    if not values:
        return (name, "0", *"----")
    shares = (short(percentile(values, share)) for share in (0.5, 0.95, 0.99, 1.0))
    return (name, str(len(values)), *shares)


def _sizes(done: "Sequence[Planned]") -> str:
    problems = [one.solved[0] for one in done if one.solved is not None]
    counted = {
        "items": [len(problem.items) for problem in problems],
        "packages": [sum(len(need.packages) for need in problem.packages) for problem in problems],
        "windows": [len(problem.windows) for problem in problems],
        "stops": [len(problem.minutes) for problem in problems],
        "weeks solved for one packet": [len(one.spent.calls.get("solving", ())) for one in done],
    }
    return table(["of a week", "people", "p50", "p95", "p99", "max"], [_line(*one) for one in counted.items()])


def _greed(done: "Sequence[Planned]") -> str:
    pairs = [(*one.solved, one.greed) for one in done if one.solved is not None and one.greed is not None]
    if not pairs:
        return "no week was solved, so none to compare a greedy one with"
    gaps, missed, unsure = [], 0, 0
    for problem, best, greed in pairs:
        gap = greed.cost - best.cost
        if left_out(problem, greed) > left_out(problem, best):
            missed += 1
        elif gap > SURENESS // 2:
            unsure += 1
        else:
            gaps.append(gap / TRAVEL_COST)
    worse = missed + unsure + sum(gap > 0 for gap in gaps)
    lines = [
        ("weeks", len(pairs)),
        ("greedy is worse", f"{100 * worse / len(pairs):.0f} %"),
        ("  misses a need that can be met", missed),
        ("  takes what is less sure", unsure),
        ("gap elsewhere, as minutes of travel a week, mean", short(sum(gaps) / max(1, len(gaps)))),
        ("  p95", short(percentile(gaps, 0.95)) if gaps else "-"),
        ("  max", short(max(gaps, default=0))),
    ]
    return table(["a greedy week", ""], lines)


def left_out(problem: Problem, solution: Solution) -> int:
    """The price of what is not answered: packages, single items, and counted ones short of their least."""
    prices = [*(need.unmet for need in problem.packages), *(need.unmet for need in problem.singles)]
    chosen = (*solution.packages, *solution.singles)
    short = zip(problem.counts, solution.counts, strict=True)
    return sum(price for price, number in zip(prices, chosen, strict=True) if number is None) + sum(
        need.short * max(0, need.least - len(items)) for need, items in short
    )
