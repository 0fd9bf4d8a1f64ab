"""Listings become matches or refusals, and matches an order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from referral.domain.facts import Answer
from referral.domain.fit import Asked, Fit, FitClass, Reason, fit
from referral.domain.listing import Listing
from referral.domain.match import Match, Refusal
from referral.domain.need import Need, OnlineChoice
from referral.domain.packet import Gate
from referral.domain.reach import Reach
from referral.domain.vocabulary import GROUPS, Kind
from referral.matching.eligibility import RULES, Case, FreeTime, reached, takes_time, with_questions
from referral.matching.person import Person, asked_of

STAY_MAX_MILES = 100.0
"""How far a place to stay, or a first step of safety, is looked for when the person sets no limit."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One need's listings. matches: best first; refusals: by listing id, without those of another kind."""

    matches: tuple[Match, ...]
    refusals: tuple[Refusal, ...]

    @property
    def removed_by(self) -> tuple[tuple[str, int], ...]:
        """Rule -> how many listings it took out first, most first."""
        counts: dict[str, int] = {}
        for refusal in self.refusals:
            counts[refusal.rule] = counts.get(refusal.rule, 0) + 1
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def judge_all(person: Person, need: Need, listings: Iterable[Listing], free_time: FreeTime) -> Judged:
    """Every listing judged for one need; matches in the order of `order_of`."""
    matches, refusals = [], []
    asked = asked_of(person, need)
    for listing in listings:
        result = _judge(person, need, listing, asked, free_time)
        if isinstance(result, Match):
            matches.append(result)
        elif result.rule != "kind":
            refusals.append(result)
    matches.sort(key=lambda match: order_of(person, need, match))
    return Judged(tuple(matches), tuple(sorted(refusals, key=lambda refusal: refusal.listing_id)))


def judge(person: Person, need: Need, listing: Listing, free_time: FreeTime) -> Match | Refusal:
    """One listing for one need. free_time is asked only when everything else is well."""
    return _judge(person, need, listing, asked_of(person, need), free_time)


def _judge(person: Person, need: Need, listing: Listing, asked: Asked, free_time: FreeTime) -> Match | Refusal:
    limit = person.profile.travel.max_miles
    if limit is None and not takes_time(need, listing):
        limit = STAY_MAX_MILES
    case = Case(person, need, listing, asked, reached(person, listing, limit), free_time)
    verdicts = []
    for rule in RULES:
        verdict = rule.judge(case)
        if verdict.answer is Answer.NO:
            return Refusal(listing.id, rule.name, verdict.reason or Reason(rule.name))
        if not rule.in_fit:
            verdicts.append(verdict)
    found = fit(listing, replace(asked, free=free_time(listing) if case.takes_time else None))
    return match_of(case, with_questions(found, verdicts))


def match_of(case: Case, found: Fit) -> Match:
    """The match of a case that no rule refused; a place of unknown distance is a question."""
    wished = [facet for facet in case.person.wishes(case.need) if case.listing.kind in _kinds_of(facet)]
    where = case.reached
    if where is None:
        raise ValueError("a match is in reach")
    if where.reach is Reach.UNKNOWN:
        found = replace(
            found,
            fit=FitClass.ASK,
            not_stated=(*found.not_stated, "distance"),
            reasons=(*found.reasons, Reason("distance_unknown")),
        )
    return Match(
        listing=case.listing,
        fit=found,
        reach=where.reach,
        distance_miles=where.distance_miles,
        precision=where.precision,
        preferred=tuple(facet for facet in wished if case.listing.says(facet) is Answer.YES),
        conflicts=tuple(facet for facet in wished if case.listing.says(facet) is Answer.NO),
    )


def _kinds_of(facet: str) -> frozenset[Kind]:
    return GROUPS[facet.split("=", 1)[0]].kinds


_FOR_SOME = tuple(
    f"meeting={code}"
    for code in ("lgbtq", "transgender", "nonbinary", "native", "people_of_color", "seniors", "young_people")
)
"""Meetings held for one group of people: they come after others unless they are wished for."""


def order_of(person: Person, need: Need, match: Match) -> tuple[object, ...]:
    """The sort key of a match: kept ones, then safety, fit, wishes, reach, distance and id."""
    profile, listing = person.profile, match.listing
    yes = listing.facts.yes
    for_others = sum(facet in yes and facet not in need.prefer for facet in _FOR_SOME)
    return (
        listing.id not in profile.pins,
        person.pregnant and need.kind is Kind.PROGRAM and "population=pregnant_postpartum" not in yes,
        match.reach is Reach.UNKNOWN,
        match.fit.rank,
        any(asked.startswith("level=") for asked in match.fit.not_stated),
        profile.online is OnlineChoice.PREFER and match.reach is not Reach.ONLINE,
        len(match.conflicts) - len(match.preferred) + for_others,
        Gate.MORE_THAN_IOP in person.gates and not yes & {"level=residential", "level=php"},
        match.reach.rank,
        match.distance_miles if match.distance_miles is not None else float("inf"),
        listing.id,
    )
