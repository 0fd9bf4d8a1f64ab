"""What the rules on facts alone say of a listing: worked out once for all listings of equal kind and facts."""

from dataclasses import dataclass, replace

from referral.domain.facts import Answer, Facts
from referral.domain.fit import NO_FIT, Fit, fit_by_facts
from referral.domain.listing import Listing
from referral.domain.need import Need, PerWeek
from referral.domain.vocabulary import GROUPS, Kind
from referral.domain.week import WeekSet
from referral.matching.case import PASS
from referral.matching.eligibility import RULES, SCHEDULE, Case, Rule, Verdict, takes_time
from referral.matching.person import Person, asked_of
from referral.matching.rooms import says


@dataclass(frozen=True, slots=True)
class Granted:
    """Of what is wished for: the facets that a listing confirms, and those that it denies."""

    preferred: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What facts say.

    before: the other rules but that of the schedule, as far as they come before the first no; refused: that no and its
    rule, None without one; verdicts: what was confirmed or is to be asked; fit: without times.
    """

    before: tuple[Rule, ...]
    refused: tuple[Rule, Verdict] | None
    verdicts: tuple[Verdict, ...]
    takes_time: bool
    fit: Fit
    granted: Granted


class ByFacts:
    """One need of one person. Serves any other state of the two that `suits`."""

    def __init__(self, person: Person, need: Need) -> None:
        self.person, self.need, self.asked = person, need, asked_of(person, need)
        self._known: dict[tuple[Kind, Facts], Said] = {}

    def suits(self, person: Person, need: Need) -> bool:
        """True when everything is the same that these rules look at: limits of the week and the way may differ."""
        mine, other = self.person, person
        return (
            (mine.about, mine.answers, mine.gates) == (other.about, other.answers, other.gates)
            and _without_week(self.need) == _without_week(need)
            and self.asked == asked_of(person, need)
        )

    def of(self, listing: Listing) -> Said:
        """What the facts of a listing say."""
        key = listing.kind, listing.facts
        said = self._known.get(key)
        if said is None:
            said = self._known[key] = self._said(listing)
        return said

    def _said(self, listing: Listing) -> Said:
        person, need = self.person, self.need
        case = Case(person, need, listing, self.asked, None, _no_time)
        timed = takes_time(need, listing)
        before: list[Rule] = []
        verdicts: list[Verdict] = []
        for rule in RULES:
            if rule is SCHEDULE:
                continue
            if not rule.by_facts:
                before.append(rule)
                continue
            verdict = rule.judge(case)
            if verdict.answer is Answer.NO:
                return Said(tuple(before), (rule, verdict), (), timed, NO_FIT, Granted())
            if not rule.in_fit and verdict is not PASS:
                verdicts.append(verdict)
        found = fit_by_facts(listing, self.asked)
        return Said(tuple(before), None, tuple(verdicts), timed, found, granted(person, need, listing))


class FactsKnown:
    """`ByFacts` of one person, however their limits and needs change: each made once."""

    def __init__(self) -> None:
        self._made: list[ByFacts] = []

    def of(self, person: Person, need: Need) -> ByFacts:
        """One that suits."""
        known = next((one for one in self._made if one.need.id == need.id and one.suits(person, need)), None)
        if known is None:
            known = ByFacts(person, need)
            self._made.append(known)
        return known


def granted(person: Person, need: Need, listing: Listing) -> Granted:
    """What a listing says of each wish that can be asked of its kind."""
    wished = [facet for facet in person.wishes(need) if listing.kind in GROUPS[facet.split("=", 1)[0]].kinds]
    answers = {facet: says(listing, facet) for facet in wished}
    return Granted(
        tuple(facet for facet in wished if answers[facet] is Answer.YES),
        tuple(facet for facet in wished if answers[facet] is Answer.NO),
    )


def _no_time(_listing: Listing) -> WeekSet:
    return WeekSet()  # no rule on facts asks for it


def _without_week(need: Need) -> Need:
    return replace(need, per_week=PerWeek(), max_per_day=1, avoid_program_days=False)
