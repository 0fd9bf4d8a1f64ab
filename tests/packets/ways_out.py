"""What a change to a profile really yields: planned anew from nothing, every listing a candidate for every need."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.need import Busy, Need, OnlineChoice, Profile
from referral.domain.packet import NeedState, Relaxation
from referral.domain.vocabulary import Kind
from referral.domain.week import Span
from referral.matching.person import person_of
from referral.packets.candidates import Candidates
from referral.packets.changes import MOST_LEG_MIN, MOST_MILES, apply
from referral.packets.planner import Answered, Draft, draft
from referral.packets.travel import GreatCircle
from tests.packets.city import NOW
from tests.packets.crowd import city


def week_of(
    profile: Profile, listings: tuple[Listing, ...], only: dict[str, tuple[Listing, ...]] | None = None
) -> Draft:
    """The planned week; only: listings of some needs in place of all."""
    by_need = {need.id: listings for need in profile.needs} | (only or {})
    return draft(person_of(profile, NOW), Candidates(by_need), GreatCircle())


def unmet(plan: Draft) -> list[Answered]:
    """The needs that nothing answers."""
    return [one for one in plan.answered.values() if one.state is NeedState.UNMET]


def changed_by(profile: Profile, change: tuple[Reason, ...]) -> Profile:
    """The profile with some of the parts of a change."""
    return apply(profile, Relaxation(change, 1))


def gained(profile: Profile, change: tuple[Reason, ...], need: str, listings: tuple[Listing, ...]) -> int:
    """Meetings more a week, or listings each of which the week can hold."""
    before, wider = week_of(profile, listings), changed_by(profile, change)
    after = week_of(wider, listings)
    if before.answered[need].need.kind is Kind.MEETING:
        return after.weight(after.answered[need].need) - before.weight(before.answered[need].need)
    matches = after.answered[need].judged.matches
    weeks = (week_of(wider, listings, {need: (match.listing,)}) for match in matches)
    return sum(week.answered[need].state is not NeedState.UNMET for week in weeks)


def parts_of(change: tuple[Reason, ...]) -> Iterator[tuple[Reason, ...]]:
    """The change with one part left out, each in turn; nothing for a change of one part."""
    return iter(() if len(change) == 1 else combinations(change, len(change) - 1))


def loosened(profile: Profile, need: Need) -> Profile:
    """A need with every limit gone that may give way, written here on its own: sleep and who one is stay."""
    dropped = ("service=", "approach=")
    free = replace(
        need,
        fellowships=(),
        avoid_program_days=False,
        max_per_day=max(need.max_per_day, 2),
        require=tuple(facet for facet in need.require if not facet.startswith(dropped)),
    )
    return replace(
        profile,
        needs=tuple(free if one.id == need.id else one for one in profile.needs),
        busy=(),
        payment=profile.payment and profile.payment | {"self_pay", "sliding_fee", "assistance", "free"},
        online=OnlineChoice.OK if profile.online is OnlineChoice.NO else profile.online,
        travel=replace(
            profile.travel,
            max_leg_min=max(MOST_LEG_MIN, profile.travel.max_leg_min),
            max_miles=None if profile.travel.max_miles is None else max(float(MOST_MILES), profile.travel.max_miles),
        ),
    )


def hard_case(seed: int) -> tuple[Profile, tuple[Listing, ...]]:
    """Someone of the city with less time, shorter trips and narrower wishes than most."""
    rng = Random(seed)
    profile, listings = city(seed, size=30)
    blocks = tuple(
        Busy((Span(rng.randrange(7) * 1440 + rng.choice((6, 8, 12, 16, 17)) * 60, rng.choice((4, 6, 10)) * 60),), at)
        for at in rng.choices(("home", "work"), k=rng.choice((0, 3, 7, 10)))
    )
    travel = replace(
        profile.travel,
        max_leg_min=rng.choice((10, 15, 25, 45)),
        max_miles=rng.choice((None, 0.5, 2.0, 5.0)),
    )
    return replace(
        profile,
        busy=(*profile.busy, *blocks),
        travel=travel,
        online=rng.choice((OnlineChoice.NO, OnlineChoice.NO, OnlineChoice.OK)),
        payment=frozenset(rng.choice(((), ("private",), ("va",)))),
        languages=frozenset(rng.choice(((), ("en",), ("es",)))),
    ), listings
