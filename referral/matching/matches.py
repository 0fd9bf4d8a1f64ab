"""Listings become matches or refusals, and matches an order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from referral.domain.facts import Answer
from referral.domain.fit import Fit, FitClass, Reason, with_times
from referral.domain.listing import Listing
from referral.domain.match import Match, Refusal
from referral.domain.need import Need, OnlineChoice
from referral.domain.packet import Gate
from referral.domain.reach import Reach
from referral.domain.vocabulary import Kind
from referral.matching.by_facts import ByFacts, Granted, Said, granted
from referral.matching.case import PASS
from referral.matching.eligibility import SCHEDULE, Case, FreeTime, Rule, Verdict, reached, with_questions
from referral.matching.person import Person
from referral.matching.week_rules import scheduled

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


def judge_all(
    person: Person,
    need: Need,
    listings: Iterable[Listing],
    free_time: FreeTime,
    *,
    ahead: Callable[[Sequence[Listing]], None] | None = None,
    by_facts: ByFacts | None = None,
) -> Judged:
    """Every listing judged for one need; matches in the order of `order_of`.

    ahead: told of all listings whose free time will be asked for, before it is. by_facts: that `suits`, None = new.
    """
    judged = _Judge(person, need, free_time, by_facts or ByFacts(person, need))
    passed, refusals = [], []
    for listing in listings:
        one = judged.but_for_time(listing)
        if isinstance(one, _Passed):
            passed.append(one)
        elif one.rule != "kind":
            refusals.append(one)
    if ahead is not None:
        ahead([one.case.listing for one in passed if one.said.takes_time])
    matches = []
    for one in passed:
        result = judged.in_time(one)
        if isinstance(result, Match):
            matches.append(result)
        else:
            refusals.append(result)
    matches.sort(key=lambda match: order_of(person, need, match))
    return Judged(tuple(matches), tuple(sorted(refusals, key=lambda refusal: refusal.listing_id)))


def judge(person: Person, need: Need, listing: Listing, free_time: FreeTime) -> Match | Refusal:
    """One listing for one need. free_time is asked only when everything else is well."""
    judged = _Judge(person, need, free_time, ByFacts(person, need))
    passed = judged.but_for_time(listing)
    return judged.in_time(passed) if isinstance(passed, _Passed) else passed


@dataclass(frozen=True, slots=True)
class _Passed:
    """A listing that no rule refuses but, it may be, that of the schedule. verdicts: of rules that say something."""

    case: Case
    said: Said
    verdicts: list[Verdict]


class _Judge:
    """Judges listings for one need."""

    def __init__(self, person: Person, need: Need, free_time: FreeTime, by_facts: ByFacts) -> None:
        self._person, self._need, self._free_time, self._by_facts = person, need, free_time, by_facts
        self._limit = person.profile.travel.max_miles
        self._stay_limit = STAY_MAX_MILES if self._limit is None else self._limit

    def but_for_time(self, listing: Listing) -> _Passed | Refusal:
        """The refusal of the first rule but that of the schedule, else what the rules said."""
        said = self._by_facts.of(listing)
        if said.refused is not None and not said.before:
            return _refusal(listing, *said.refused)
        where = reached(self._person, listing, self._limit if said.takes_time else self._stay_limit)
        case = Case(self._person, self._need, listing, self._by_facts.asked, where, self._free_time)
        verdicts = list(said.verdicts)
        for rule in said.before:
            verdict = rule.judge(case)
            if verdict.answer is Answer.NO:
                return _refusal(listing, rule, verdict)
            if verdict is not PASS:
                verdicts.append(verdict)
        if said.refused is not None:
            return _refusal(listing, *said.refused)
        return _Passed(case, said, verdicts)

    def in_time(self, passed: _Passed) -> Match | Refusal:
        """The match, or the refusal of the schedule."""
        verdict, times = scheduled(passed.case)
        if verdict.answer is Answer.NO:
            return _refusal(passed.case.listing, SCHEDULE, verdict)
        found = with_times(passed.said.fit, times)
        if passed.verdicts:
            found = with_questions(found, passed.verdicts)
        return match_of(passed.case, found, passed.said.granted)


def _refusal(listing: Listing, rule: Rule, verdict: Verdict) -> Refusal:
    return Refusal(listing.id, rule.name, verdict.reason or Reason(rule.name))


def match_of(case: Case, found: Fit, wishes: Granted | None = None) -> Match:
    """The match of a case that no rule refused; a place of unknown distance is a question. wishes: where known."""
    wishes = wishes or granted(case.person, case.need, case.listing)
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
        preferred=wishes.preferred,
        conflicts=wishes.conflicts,
    )


_FOR_SOME = frozenset(
    f"meeting={code}"
    for code in ("lgbtq", "transgender", "nonbinary", "native", "people_of_color", "seniors", "young_people")
)
"""Meetings held for one group of people: they come after others unless they are wished for."""


def wish_points(need: Need, match: Match) -> int:
    """How far a match is from what is wished for, less is better: denied wishes less the confirmed ones.

    A meeting for one group of people, that is not wished for, counts as a denied wish.
    """
    for_some = match.listing.facts.yes & _FOR_SOME
    for_others = len(for_some.difference(need.prefer)) if for_some else 0
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
