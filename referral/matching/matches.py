"""Listings become matches or refusals, and matches an order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from referral.domain.facts import Answer, Facts
from referral.domain.fit import Fit, FitClass, Reason, fit
from referral.domain.listing import Listing
from referral.domain.match import Match, Refusal
from referral.domain.need import Need, OnlineChoice
from referral.domain.packet import Gate
from referral.domain.reach import Reach
from referral.domain.vocabulary import GROUPS, Kind
from referral.domain.week import WeekSet
from referral.matching.eligibility import RULES, Case, FreeTime, Rule, Verdict, reached, takes_time, with_questions
from referral.matching.person import Person, asked_of
from referral.matching.rooms import says
from referral.matching.week_rules import as_counted

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
    judged = _Judge(person, need, free_time)
    for listing in listings:
        result = judged.of(listing)
        if isinstance(result, Match):
            matches.append(result)
        elif result.rule != "kind":
            refusals.append(result)
    matches.sort(key=lambda match: order_of(person, need, match))
    return Judged(tuple(matches), tuple(sorted(refusals, key=lambda refusal: refusal.listing_id)))


def judge(person: Person, need: Need, listing: Listing, free_time: FreeTime) -> Match | Refusal:
    """One listing for one need. free_time is asked only when everything else is well."""
    return _Judge(person, need, free_time).of(listing)


@dataclass(frozen=True, slots=True)
class _ByFacts:
    """What the rules that turn on facts alone say of all listings of equal facts.

    before: the other rules, as far as they come before the first no; refused: that no and its rule, None without one;
    verdicts: what was confirmed or is to be asked.
    """

    before: tuple[Rule, ...]
    refused: tuple[Rule, Verdict] | None
    verdicts: tuple[Verdict, ...]


class _Judge:
    """Judges listings for one need. What turns on facts alone is worked out once for all listings of equal facts."""

    def __init__(self, person: Person, need: Need, free_time: FreeTime) -> None:
        self._person, self._need, self._free_time = person, need, free_time
        self._asked = asked_of(person, need)
        self._known: dict[tuple[Kind, Facts], _ByFacts] = {}

    def of(self, listing: Listing) -> Match | Refusal:
        """The match, or the refusal of the first rule that says no."""
        key = listing.kind, listing.facts
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _by_facts(self._case(listing))
        if known.refused is not None and not known.before:
            return _refusal(listing, *known.refused)
        case = self._case(listing)
        verdicts = list(known.verdicts)
        for rule in known.before:
            verdict = rule.judge(case)
            if verdict.answer is Answer.NO:
                return _refusal(listing, rule, verdict)
            if not rule.in_fit:
                verdicts.append(verdict)
        if known.refused is not None:
            return _refusal(listing, *known.refused)
        counted = as_counted(self._person, self._need, listing)
        found = fit(counted, replace(self._asked, free=case.free_time(listing) if case.takes_time else None))
        return match_of(case, with_questions(found, verdicts))

    def _case(self, listing: Listing) -> Case:
        person, need = self._person, self._need
        limit = person.profile.travel.max_miles
        if limit is None and not takes_time(need, listing):
            limit = STAY_MAX_MILES
        where = reached(person, listing, limit)
        return Case(person, need, listing, self._asked, where, _once(self._free_time))


def _refusal(listing: Listing, rule: Rule, verdict: Verdict) -> Refusal:
    return Refusal(listing.id, rule.name, verdict.reason or Reason(rule.name))


def _by_facts(case: Case) -> _ByFacts:
    before, verdicts = [], []
    for rule in RULES:
        if not rule.by_facts:
            before.append(rule)
            continue
        verdict = rule.judge(case)
        if verdict.answer is Answer.NO:
            return _ByFacts(tuple(before), (rule, verdict), ())
        if not rule.in_fit:
            verdicts.append(verdict)
    return _ByFacts(tuple(before), None, tuple(verdicts))


def _once(free_time: FreeTime) -> FreeTime:
    """The times of one listing, worked out once: both the rule of the schedule and the fit need them."""
    known: list[WeekSet] = []

    def times(listing: Listing) -> WeekSet:
        if not known:
            known.append(free_time(listing))
        return known[0]

    return times


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
        preferred=tuple(facet for facet in wished if says(case.listing, facet) is Answer.YES),
        conflicts=tuple(facet for facet in wished if says(case.listing, facet) is Answer.NO),
    )


def _kinds_of(facet: str) -> frozenset[Kind]:
    return GROUPS[facet.split("=", 1)[0]].kinds


_FOR_SOME = tuple(
    f"meeting={code}"
    for code in ("lgbtq", "transgender", "nonbinary", "native", "people_of_color", "seniors", "young_people")
)
"""Meetings held for one group of people: they come after others unless they are wished for."""


def wish_points(need: Need, match: Match) -> int:
    """How far a match is from what is wished for, less is better: denied wishes less the confirmed ones.

    A meeting for one group of people, that is not wished for, counts as a denied wish.
    """
    yes = match.listing.facts.yes
    for_others = sum(facet in yes and facet not in need.prefer for facet in _FOR_SOME)
    return len(match.conflicts) - len(match.preferred) + for_others


def order_of(person: Person, need: Need, match: Match) -> tuple[object, ...]:
    """The sort key of a match: kept ones, then safety, fit, wishes, reach, distance and id."""
    profile, listing = person.profile, match.listing
    yes = listing.facts.yes
    return (
        listing.id not in profile.pins,
        person.pregnant and need.kind is Kind.PROGRAM and "population=pregnant_postpartum" not in yes,
        match.reach is Reach.UNKNOWN,
        match.fit.rank,
        any(asked.startswith("level=") for asked in match.fit.not_stated),
        profile.online is OnlineChoice.PREFER and match.reach is not Reach.ONLINE,
        wish_points(need, match),
        Gate.MORE_THAN_IOP in person.gates and not yes & {"level=residential", "level=php"},
        match.reach.rank,
        match.distance_miles if match.distance_miles is not None else float("inf"),
        listing.id,
    )
