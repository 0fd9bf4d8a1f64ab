"""Meetings on days apart: never fewer, never less sure, never dearer than what spreading is worth, and said."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.packets import prices
from referral.packets.check import violations
from referral.packets.exact.problem import CountNeed, Problem, Window
from referral.packets.exact.solve import solve
from referral.packets.exact.spread import crowding, spread_out
from referral.packets.plan import plan
from referral.wording.packet_text import say
from tests.packets.city import IOP_NEED, NOW, aa, everywhere, iop, planned, profile_of
from tests.packets.exact_brute import Brute, Choice
from tests.packets.exact_instances import Maker
from tests.packets.test_plan import note

PRICE = 40
THREE = {"id": "m", "kind": "meeting", "per_week": {"min": 3, "target": 3}}


# --- neighbouring days


@pytest.mark.parametrize(
    ("days", "pairs"),
    [((), 0), ((3,), 0), ((0, 1), 1), ((0, 6), 1), ((0, 2, 4), 0), ((0, 1, 2), 2), ((0, 1, 3, 5), 0), (range(7), 0)],
)
def test_crowding_counts_the_neighbours_that_could_be_apart(days, pairs: int) -> None:
    assert crowding(days) == pairs


@given(st.sets(st.integers(0, 6)), st.integers(0, 6))
def test_crowding_does_not_turn_on_the_day_a_week_begins(days: set[int], by: int) -> None:
    assert crowding({(day + by) % 7 for day in days}) == crowding(days) >= 0


# --- the exact choice of days


def week_of_meetings(seed: int) -> Problem:
    """Seven days with one or two counted needs and little else in them."""
    made = Maker(seed, Random(seed).randint(2, 4), 30)
    made.windows = tuple(Window(made.random.randint(120, 300), 0, 0, day) for day in range(7))
    random, counts = made.random, []
    for _ in range(random.choice((1, 1, 2))):
        items, most, per_day = made.some(4, 7), random.randint(2, 3), (random.randint(1, 2),) * 7
        kept = (items[:2],) if random.random() < 0.3 else ()
        counts.append(CountNeed(items, 1, most, per_day, 1000, 120, kept=kept, lost=5000))
    return Problem(made.windows, tuple(made.items), made.minutes, 60, counts=tuple(counts))


def days_of(problem: Problem, items) -> set[int]:
    return {problem.windows[problem.items[item].window].day for item in items}


def every_week(problem: Problem, numbers: list[int]) -> Iterator[tuple[int, tuple[tuple[int, ...], ...]]]:
    """(cost and price of crowded days, items) of every possible week with so many of each need."""
    brute = Brute(problem)
    for counts in product(*(combinations(need.items, n) for need, n in zip(problem.counts, numbers, strict=True))):
        cost = brute.price(Choice((), (), counts))
        if cost is not None:
            yield cost + PRICE * crowding(days_of(problem, [item for some in counts for item in some])), counts


@pytest.mark.parametrize("seed", range(60))
def test_days_are_the_best_of_all_weeks_with_as_many_items(seed: int) -> None:
    problem = week_of_meetings(seed)
    first = solve(problem)
    numbers = [len(items) for items in first.counts]
    held = days_of(problem, [item for items in first.counts for item in items])
    found = spread_out(problem, numbers, held, PRICE)
    weeks = list(every_week(problem, numbers))
    best = min(cost for cost, _counts in weeks)
    if found is None:
        assert first.cost + PRICE * crowding(held) == best
    else:
        assert [cost for cost, counts in weeks if counts == found] == [best]
        assert best < first.cost + PRICE * crowding(held)


def test_some_weeks_are_spread_and_some_are_not() -> None:
    """So that the test above is about something."""
    moved = 0
    for seed in range(60):
        problem = week_of_meetings(seed)
        first = solve(problem)
        held = days_of(problem, [item for items in first.counts for item in items])
        moved += spread_out(problem, [len(items) for items in first.counts], held, PRICE) is not None
    assert 5 <= moved <= 50


# --- whole packets


def days(packet) -> list[str]:
    return [item.span.day.name for item in packet.week if item.need == "m"]


def test_meetings_as_near_are_taken_on_days_apart() -> None:
    packet = planned(profile_of(THREE), aa("test:a", "MO-SU 19:00-20:00"))
    assert days(packet) == ["MO", "WE", "FR"]
    assert (packet.status, note(packet, "meetings_spread")) == ("proven_optimal", [])


def test_a_few_minutes_are_given_for_days_apart_and_said() -> None:
    near, farther = aa("test:near", "MO,TU,WE 19:00-20:00"), aa("test:farther", "FR,SU 19:00-20:00", miles=1.5)
    packet = planned(profile_of(THREE), near, farther)
    assert days(packet) == ["MO", "WE", "FR"]
    (said,) = note(packet, "meetings_spread")
    alone = planned(profile_of(THREE), near)
    assert said == {"minutes": packet.totals.travel_min - alone.totals.travel_min}
    assert 0 < said["minutes"] <= 2 * prices.CROWDED // 4
    assert say(next(one for one in packet.notes if one.code == "meetings_spread")).startswith("Your meetings")


def test_a_long_way_is_not_gone_for_days_apart() -> None:
    near, far = aa("test:near", "MO,TU,WE 19:00-20:00"), aa("test:far", "FR,SU 19:00-20:00", miles=9)
    assert days(planned(profile_of(THREE), near, far)) == ["MO", "TU", "WE"]


def test_an_unsure_meeting_is_not_taken_for_days_apart() -> None:
    unsure = aa("test:unsure", "FR,SU 19:00-20:00")
    unsure = replace(unsure, facts=replace(unsure.facts, yes=unsure.facts.yes - {"language=en"}))
    assert days(planned(profile_of(THREE), aa("test:sure", "MO,TU,WE 19:00-20:00"), unsure)) == ["MO", "TU", "WE"]


def test_a_kept_meeting_stays_where_it_is() -> None:
    near, mine = aa("test:near", "MO,WE,FR 19:00-20:00"), aa("test:mine", "TU 19:00-20:00")
    packet = planned(profile_of(THREE, pins=["test:mine"]), near, mine)
    assert [item.listing_id for item in packet.week if item.span.day.name == "TU"] == ["test:mine"]


def test_meetings_stay_off_program_days() -> None:
    evenings = {**THREE, "avoid_program_days": True}
    listings = iop(tracks=(), sessions=()), aa("test:a", "MO-SU 12:00-13:00", "MO-SU 19:00-20:00")
    packet = planned(profile_of(IOP_NEED, evenings), *listings)
    programs = {item.span.day for item in packet.week if item.need == "treatment"}
    meetings = {item.span.day for item in packet.week if item.need == "m"}
    assert len(programs) == len(meetings) == 3
    assert programs & meetings == set()


@pytest.mark.parametrize("seed", range(30))
def test_spread_weeks_hold_as_many_meetings_and_pass_the_checker(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    windows = [f"{random.choice(('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'))} 19:00-20:00" for _ in range(8)]
    listings = [aa(f"test:{at}", window, miles=random.uniform(0.5, 6)) for at, window in enumerate(windows)]
    profile = profile_of({**THREE, "per_week": {"min": 1, "target": random.randint(2, 5)}})
    packet = plan(profile, everywhere(profile, *listings), NOW)
    assert violations(packet, profile, {one.id: one for one in listings}, NOW) == ()
    monkeypatch.setattr(prices, "CROWDED", 0)
    before = plan(profile, everywhere(profile, *listings), NOW)
    assert len(packet.week) == len(before.week)
    crowded = [crowding([item.span.day for item in one.week]) for one in (packet, before)]
    more = packet.totals.travel_min - before.totals.travel_min
    assert crowded[0] <= crowded[1]
    assert more == sum(int(one["minutes"]) for one in note(packet, "meetings_spread"))
