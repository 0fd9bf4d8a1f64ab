"""Why listings are out: every rule that says no to each, and what alone keeps out those that all else speaks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from referral.domain.facts import Answer, Facts
from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.need import Need, OnlineChoice
from referral.domain.vocabulary import Kind
from referral.matching.eligibility import RULES, SCHEDULE, Case, places_of, reached, takes_time
from referral.matching.matches import STAY_MAX_MILES
from referral.matching.person import Person, asked_of, person_of
from referral.packets.attendance import time_at
from referral.packets.free_time import Week
from referral.packets.travel import TravelModel

TRIP = "trip"
"""The blocker of a listing to which no trip keeps within a leg."""

_ONLINE_FACETS = frozenset({"attendance=online", "attendance=hybrid"})
SAID = ("online", "distance", "trip", "schedule", "payment", "language", "fellowship", "required", "hours_per_week")
"""Blockers that one can do something about, so that they are said."""


_BY_PLACE = tuple(rule for rule in RULES if not rule.by_facts and rule is not SCHEDULE)
_NO_WAY = Reason("no_way")


@dataclass(frozen=True, slots=True)
class Blocked:
    """A listing that is out, and every rule that says no. miles_too_far: beyond the limit, 0 when not too far.

    by_video: someone who takes part by video could join.
    """

    listing: Listing
    rules: frozenset[str]
    miles_too_far: float = 0.0
    by_video: bool = False


def blocked(
    person: Person, need: Need, listings: Sequence[Listing], model: TravelModel, week: Week | None = None
) -> tuple[Blocked, ...]:
    """Every rule against each of some listings, in their order. week: the person's, None = to be made.

    The times of a place out of reach are judged as if neither distance nor video mattered.
    """
    profile = person.profile
    anyhow = replace(profile, travel=replace(profile.travel, max_miles=None), online=OnlineChoice.OK)
    week = week or Week(profile, model)
    roaming = Week(anyhow, model, like=week)
    week.foresee(listings)
    video = _Judge(person_of(replace(profile, online=OnlineChoice.OK), person.now, person.miles_of), need)
    strict = _Judge(person, need)
    found = []
    for listing in listings:
        rules = strict.noes(listing, week, roaming)
        joins = profile.online is OnlineChoice.NO and bool(listing.facts.yes & _ONLINE_FACETS or listing.online_only)
        by_video = joins and not video.noes(listing, roaming, roaming)
        found.append(Blocked(listing, rules, strict.miles_too_far(listing), by_video))
    return tuple(found)


class _Judge:
    """All rules for one need of one person."""

    def __init__(self, person: Person, need: Need) -> None:
        self._person, self._need = person, need
        self._asked = asked_of(person, need)
        self._by_facts: dict[tuple[Kind, Facts], frozenset[str]] = {}

    def _limit(self, listing: Listing) -> float | None:
        limit = self._person.profile.travel.max_miles
        return STAY_MAX_MILES if limit is None and not takes_time(self._need, listing) else limit

    def noes(self, listing: Listing, week: Week, roaming: Week) -> frozenset[str]:
        """The names of the rules that say no; roaming: the week for a listing that is out of reach."""
        where = reached(self._person, listing, self._limit(listing))
        used = roaming if where is None else week
        case = Case(self._person, self._need, listing, self._asked, where, lambda one: time_at(used, one))
        noes = set(self._noes_by_facts(case))
        noes.update(rule.name for rule in _BY_PLACE if rule.judge(case).answer is Answer.NO)
        times = SCHEDULE.judge(case)
        if times.answer is Answer.NO:
            noes.add(TRIP if times.reason == _NO_WAY and _is_far(used, listing) else SCHEDULE.name)
        return frozenset(noes)

    def _noes_by_facts(self, case: Case) -> frozenset[str]:
        """Those of the rules on facts alone, worked out once for all listings of equal kind and facts."""
        key = case.listing.kind, case.listing.facts
        if key not in self._by_facts:
            noes = (rule.name for rule in RULES if rule.by_facts and rule.judge(case).answer is Answer.NO)
            self._by_facts[key] = frozenset(noes)
        return self._by_facts[key]

    def miles_too_far(self, listing: Listing) -> float:
        """Miles beyond the limit, from the nearest place of the week; 0 when there is no limit or no point."""
        limit, point = self._limit(listing), listing.location.point
        if limit is None or point is None:
            return 0.0
        miles_of = self._person.miles_of
        return max(0.0, min(miles_of(place.point, point) for place in places_of(self._person)) - limit)


def _is_far(week: Week, listing: Listing) -> bool:
    """True when trips are too long from every place of the week: else free stretches are too short for them."""
    stop = week.stop_at(listing)
    places = (week.home, *week.anchors.values())
    return stop is not None and all(week.lead_min(place, stop) is None for place in places)


def single_blockers(found: Iterable[Blocked], clashed: int = 0) -> tuple[Reason, ...]:
    """What alone keeps listings out, with how many, most first. clashed: matches that only the week shuts out.

    A listing that video alone would open counts for video, whatever else is said of the trip to it.
    """
    groups: dict[str, list[Blocked]] = {}
    for one in found:
        rule = "online" if one.by_video else next(iter(one.rules)) if len(one.rules) == 1 else None
        if rule is not None and rule in SAID:
            groups.setdefault(rule, []).append(one)
    counts = {rule: len(group) for rule, group in groups.items()} | ({"week": clashed} if clashed else {})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Reason(f"only_{rule}", {"count": count, **_miles(groups.get(rule, []))}) for rule, count in ordered)


def _miles(group: list[Blocked]) -> dict[str, int]:
    """How much too far, in whole miles, rounded up; nothing for other blockers."""
    if not group or group[0].rules != {"distance"} or group[0].by_video:
        return {}
    miles = [ceil(one.miles_too_far) for one in group]
    return {"least": min(miles), "most": max(miles)}
