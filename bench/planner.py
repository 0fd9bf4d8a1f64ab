"""Two hundred people plan their weeks in a made-up city, and others in Colorado: proof, time, the price of greed.

Listings are in memory and one core is used. Each person is planned three times and counts with the quickest run, in
processor time. Every packet goes through the independent checker. With `--colorado FILE` (the state's list of programs)
the same is done for people in Colorado, with made-up meetings and tracks.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import colorado, planner_report
from bench.city import city
from bench.greedy import greedy
from bench.people import CITY_GROUND, PEOPLE, BenchPerson, Ground, people
from bench.real import NOW
from bench.stages import Spent, Stage, Stopwatch
from referral.domain.facts import Answer
from referral.domain.fit import answer_group
from referral.domain.listing import Listing
from referral.domain.need import Need
from referral.domain.packet import Packet
from referral.matching.matches import judge_all
from referral.matching.person import kinds_of, levels_of
from referral.packets import backups, homes, options, planner, relaxations, substitutes
from referral.packets import plan as plans
from referral.packets.candidates import Candidates
from referral.packets.check import violations
from referral.packets.exact.problem import Problem, Solution
from referral.packets.exact.solve import solve

RUNS = 3
ORACLE_PAIRS = 6_000
"""Items that could follow each other in a week, at most, for HiGHS to be asked."""

STAGES = (
    Stage("judging", judge_all),
    Stage("building", planner.draft),
    Stage("solving", solve, keep=True),
    Stage("explaining", relaxations.unmet_needs, whole=True),
    Stage("looking farther", relaxations.first_farther, whole=True),
    Stage("alternates", backups.alternates, whole=True),
    Stage("other weeks", backups.other_weeks, whole=True),
    Stage("substitutes", substitutes.substitutes, whole=True),
    Stage("other homes", homes.home_weeks, whole=True),
    Stage("the rest", plans.plan),
)
"""Building is all of the draft that is neither judging nor solving."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One person's packet, what it cost, and what the checker says. solved: the problem of the week, None if none."""

    person: BenchPerson
    packet: Packet
    spent: Spent
    faults: tuple[str, ...]
    solved: tuple[Problem, Solution] | None
    greed: Solution | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench planner", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--grid", type=int, choices=(30, 60), default=options.VISIT_GRID_MIN, help="minutes")
    parser.add_argument("--colorado", type=Path, metavar="FILE", help="the state's list of programs, as published")
    parser.add_argument("--oracle", type=int, default=20, metavar="N", help="weeks that HiGHS solves too, where it is")
    given = parser.parse_args(arguments)
    options.VISIT_GRID_MIN = given.grid
    _report("the made-up city", city(), CITY_GROUND, given)
    if given.colorado is not None:
        listings = (*colorado.with_tracks(colorado.programs(given.colorado)), *colorado.meetings())
        _report("Colorado, with made-up meetings and tracks", listings, colorado.ground(), given)


def _report(name: str, listings: tuple[Listing, ...], ground: Ground, given: argparse.Namespace) -> None:
    print(f"\n{name}: {given.people} people, {len(listings):,} listings, a grid of {given.grid} minutes\n", flush=True)
    done = [planned(person, listings) for person in people(given.people, ground)]
    print(planner_report.report(done))
    print(f"\n{agreement([one.solved for one in done if one.solved is not None], given.oracle)}")


def agreement(solved: Sequence[tuple[Problem, Solution]], most: int) -> str:
    """In how many weeks HiGHS finds the same least cost; only of weeks that it solves in about a second."""
    try:
        from tests.packets.exact_milp import Milp  # the tests' own oracle, which shares nothing with the solver
    except ModuleNotFoundError as missing:
        return f"HiGHS was not asked: {missing.name} is not installed"
    small = [(problem, best) for problem, best in solved if _pairs(problem) <= ORACLE_PAIRS][:most]
    agreeing = sum(Milp(problem).least_cost() == best.cost for problem, best in small)
    return f"HiGHS finds the same cost for {agreeing} of {len(small)} weeks"


def _pairs(problem: Problem) -> int:
    held = Counter(item.window for item in problem.items)
    return sum(number * number // 2 for number in held.values())


def planned(person: BenchPerson, listings: Sequence[Listing]) -> Planned:
    """One person planned over some listings."""
    candidates = Candidates({need.id: answering(need, listings) for need in person.profile.needs})
    runs = []
    for _run in range(RUNS):
        with Stopwatch(STAGES).running("referral.packets") as spent:
            packet = plans.plan(person.profile, candidates, NOW)
        runs.append(spent)
    quickest = min(runs, key=lambda one: one.total_ms)
    faults = violations(packet, person.profile, {listing.id: listing for listing in listings}, NOW)
    # A first week, and another when its visits were looked for everywhere; then smaller ones beside what was chosen.
    weeks = [(args[0], solution) for args, solution in quickest.calls.get("solving", ()) if _is_whole(args[0])]
    if not weeks:
        return Planned(person, packet, quickest, faults, None)
    return Planned(person, packet, quickest, faults, weeks[-1], greedy(weeks[-1][0]))


def _is_whole(problem: Problem) -> bool:
    return all(window.given for window in problem.windows)


def answering(need: Need, listings: Sequence[Listing]) -> tuple[Listing, ...]:
    """The listings that do not deny a need's kind, level and topic: what an index would hand to the planner."""
    kinds, levels = kinds_of(need), levels_of(need)
    asked = [("level", levels)] if levels else []
    if need.topic is not None:
        asked.append(("topic", frozenset({need.topic})))
    return tuple(
        listing
        for listing in listings
        if listing.kind in kinds
        and all(answer_group(listing, group, codes)[0] is not Answer.NO for group, codes in asked)
    )


if __name__ == "__main__":
    main()
