"""The small changes that would answer an unmet need. Each is tried: judged anew and planned anew before it is said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.match import Match
from referral.domain.need import Busy, Need, OnlineChoice, Profile
from referral.domain.packet import Relaxation
from referral.domain.place import miles_between
from referral.domain.reach import Reach
from referral.domain.vocabulary import Kind
from referral.matching.eligibility import places_of
from referral.matching.matches import judge_all
from referral.matching.person import Person, person_of
from referral.packets.attendance import time_at
from referral.packets.candidates import Candidates
from referral.packets.free_time import Week
from referral.packets.planner import Answered, Draft, draft
from referral.packets.travel import TravelModel, reach_miles

MAX_BLOCKS = 8
"""Busy blocks that are tried one by one, longest first."""
MAX_SHOWN = 4
MILES_STEP = 10
LEG_STEP_MIN = 15
MAX_LEG_MIN = 300


@dataclass(frozen=True, slots=True)
class _Change:
    """A changed profile. rules: the rules whose refusals it may lift."""

    reasons: tuple[Reason, ...]
    profile: Profile
    rules: frozenset[str]


def relaxations(plan: Draft, answered: Answered, candidates: Candidates, model: TravelModel) -> tuple[Relaxation, ...]:
    """Changes that bring at least one listing more and really answer more of the need, most gain first."""
    person, need = plan.person, answered.need
    listings = {listing.id: listing for listing in candidates.by_need.get(need.id, ())}
    found = []
    for change in _changes(person, answered, listings):
        refused = [listings[r.listing_id] for r in answered.judged.refusals if r.rule in change.rules]
        gained = _matching(person, change.profile, need, refused, model)
        clashes = bool(answered.clashed) and "week" in change.rules
        more = _answered_more(plan, answered, change.profile, gained, model) if gained or clashes else 0
        if more > 0:
            found.append(Relaxation(change.reasons, len(gained) or more, lower_bound=not gained))
    found.sort(key=lambda relaxation: -relaxation.gains)
    return tuple(found[:MAX_SHOWN])


def first_farther(
    person: Person, answered: Answered, listings: tuple[Listing, ...], model: TravelModel
) -> Relaxation | None:
    """The first larger distance that brings more places in person for a need that few answer; None when none does."""
    by_id = {listing.id: listing for listing in listings}
    afar = [match.listing for match in answered.judged.matches if match.reach is Reach.ONLINE]
    refused = [by_id[r.listing_id] for r in answered.judged.refusals if r.rule in ("distance", "schedule")]
    for change in _farther(person, [*refused, *afar]):
        gained = _matching(person, change.profile, answered.need, [*refused, *afar], model)
        near = sum(match.reach is Reach.NEAR for match in gained)
        if near:
            return Relaxation(change.reasons, near)
    return None


def _matching(
    person: Person, profile: Profile, need: Need, listings: list[Listing], model: TravelModel
) -> tuple[Match, ...]:
    """Of some listings those that match under a changed profile."""
    week = Week(profile, model)
    changed = next(other for other in profile.needs if other.id == need.id)
    judged = judge_all(person_of(profile, person.now), changed, listings, lambda listing: time_at(week, listing))
    return judged.matches


def _answered_more(
    plan: Draft, answered: Answered, profile: Profile, gained: tuple[Match, ...], model: TravelModel
) -> int:
    """How much more of a need a week planned under a changed profile answers, the other needs kept as they stand."""
    by_need = {one.need.id: tuple(match.listing for match in one.matches) for one in plan.answered.values()}
    by_need[answered.need.id] = tuple(match.listing for match in (*answered.judged.matches, *gained))
    other = draft(person_of(profile, plan.person.now), Candidates(by_need), model)
    changed = next(one for one in profile.needs if one.id == answered.need.id)
    return other.weight(changed) - plan.weight(answered.need)


def _changes(person: Person, answered: Answered, listings: dict[str, Listing]) -> Iterator[_Change]:
    profile, need = person.profile, answered.need
    if profile.online is OnlineChoice.NO and need.kind is not Kind.RESOURCE:
        rules = frozenset({"distance", "schedule", "week"})
        yield _Change((Reason("online_ok"),), replace(profile, online=OnlineChoice.OK), rules)
    refused = [listings[r.listing_id] for r in answered.judged.refusals if r.rule in ("distance", "schedule")]
    yield from _farther(person, refused)
    if profile.payment and need.kind is Kind.PROGRAM:
        yield _Change((Reason("other_payment"),), replace(profile, payment=frozenset()), frozenset({"payment"}))
    if need.fellowships:
        yield _Change(
            (Reason("other_fellowships"),),
            _with_need(profile, replace(need, fellowships=())),
            frozenset({"fellowship", "week"}),
        )
    if need.avoid_program_days:
        changed = _with_need(profile, replace(need, avoid_program_days=False))
        yield _Change((Reason("on_program_days"),), changed, frozenset({"week"}))
    if need.kind is Kind.MEETING and need.max_per_day < need.per_week.min:
        changed = _with_need(profile, replace(need, max_per_day=need.max_per_day + 1))
        yield _Change((Reason("more_a_day", {"count": need.max_per_day + 1}),), changed, frozenset({"week"}))
    yield from _freed(profile)


def _with_need(profile: Profile, need: Need) -> Profile:
    return replace(profile, needs=tuple(need if other.id == need.id else other for other in profile.needs))


def _farther(person: Person, listings: list[Listing]) -> Iterator[_Change]:
    """Distances at which listings lie that are out of reach now, in steps, nearest first."""
    profile = person.profile
    travel = profile.travel
    reach = reach_miles(travel)
    limit = min(reach, travel.max_miles) if travel.max_miles is not None else reach
    points = [listing.location.point for listing in listings if listing.location.point is not None]
    miles = sorted({_step(min(miles_between(place.point, point) for place in places_of(person))) for point in points})
    for target in (one for one in miles if one > limit):
        longer = replace(travel, max_miles=None if travel.max_miles is None else max(travel.max_miles, float(target)))
        while longer.max_leg_min < MAX_LEG_MIN and reach_miles(longer) < target:
            longer = replace(longer, max_leg_min=longer.max_leg_min + LEG_STEP_MIN)
        reasons = []
        if longer.max_miles != travel.max_miles:
            reasons.append(Reason("raise_miles", {"miles": target}))
        if longer.max_leg_min != travel.max_leg_min:
            reasons.append(Reason("raise_leg", {"minutes": longer.max_leg_min}))
        if reasons and reach_miles(longer) >= target:
            changed = replace(profile, travel=longer)
            yield _Change(tuple(reasons), changed, frozenset({"distance", "schedule", "week"}))


def _step(miles: float) -> int:
    return max(1, ceil(miles / MILES_STEP)) * MILES_STEP


def _freed(profile: Profile) -> Iterator[_Change]:
    """One busy block less, longest first."""
    blocks = [(span, at) for at, busy in enumerate(profile.busy) for span in busy.spans]
    blocks.sort(key=lambda block: (-block[0].length_min, block[0].start_min, block[1]))
    for span, at in blocks[:MAX_BLOCKS]:
        busy = profile.busy[at]
        left = Busy(tuple(other for other in busy.spans if other != span), busy.at, busy.buffer_min)
        changed = replace(profile, busy=(*profile.busy[:at], left, *profile.busy[at + 1 :]))
        reason = Reason("free", {"day": span.day.name, "from": span.start_clock, "to": span.end_clock})
        yield _Change((reason,), changed, frozenset({"schedule", "week"}))
