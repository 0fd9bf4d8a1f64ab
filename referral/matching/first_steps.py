"""Places for a first step of safety: managed withdrawal, and medicine for opioid use beside a program."""

from collections.abc import Iterable
from dataclasses import replace

from referral.domain.admission import admits
from referral.domain.facts import Answer
from referral.domain.fit import ADMISSION, Asked, Fit, FitClass, Reason, fit
from referral.domain.listing import Listing
from referral.domain.match import Match
from referral.domain.need import SAFETY_PREFIX, Need
from referral.domain.reach import reach
from referral.domain.vocabulary import Kind
from referral.domain.week import WeekSet
from referral.matching.eligibility import HARD_RULES, Case, with_questions
from referral.matching.matches import STAY_MAX_MILES, match_of
from referral.matching.person import Person

WITHDRAWAL_NEED = Need(id=f"{SAFETY_PREFIX}withdrawal", kind=Kind.PROGRAM, level="withdrawal")
MEDICINE_NEED = Need(id=f"{SAFETY_PREFIX}opioid_medicine", kind=Kind.PROGRAM)
"""Needs that safety adds: their ids stand in `choices` beside those of the profile."""

BEDS = ("level=withdrawal_hospital", "level=withdrawal_residential")
WITHDRAWAL_SUBSTANCES = ("alcohol", "opioids", "benzodiazepines", "stimulants")
MEDICINE_FACETS = frozenset({"medication=buprenorphine", "medication=methadone", "level=otp"})
"""What makes a place an opioid-medicine option. Naltrexone alone does not."""


def withdrawal_places(person: Person, listings: Iterable[Listing]) -> tuple[Match, ...]:
    """Medically managed withdrawal in a hospital or a residence within 100 miles: substance stated first, then nearest.

    Only who may come, medicine and pregnancy remove a place. One that does not say where people stay, or for which
    substance, is a question; one that offers withdrawal at home only never comes.
    """
    found = [match for listing in listings if (match := _withdrawal_place(person, listing)) is not None]
    return tuple(sorted(found, key=_substance_then_miles))


def _substance_then_miles(match: Match) -> tuple[object, ...]:
    stated = any(facet.startswith("detox=") for facet in match.fit.matched)
    return not stated, _miles(match), match.listing.id


def _miles(match: Match) -> float:
    return float("inf") if match.distance_miles is None else match.distance_miles


def _withdrawal_place(person: Person, listing: Listing) -> Match | None:
    yes = listing.facts.yes
    beds = tuple(facet for facet in BEDS if facet in yes)
    offers = bool(beds) or ("level=withdrawal" in yes and "level=withdrawal_outpatient" not in yes)
    if not offers:
        return None
    named = [f"detox={code}" for code in substances_to_withdraw(person)]
    stated = tuple(facet for facet in named if facet in yes)
    asks = () if stated else tuple(named) or tuple(f"detox={code}" for code in WITHDRAWAL_SUBSTANCES)
    asks += () if beds else BEDS
    found = Fit(FitClass.ASK if asks else FitClass.YES, (*beds, *stated), asks)
    return _first_step(person, WITHDRAWAL_NEED, listing, found)


def _first_step(person: Person, need: Need, listing: Listing, found: Fit) -> Match | None:
    """The match of a listing that no hard rule removes, in person within 100 miles of home."""
    where = reach(listing, person.profile.home, STAY_MAX_MILES, wants_online=False)
    if listing.kind is not Kind.PROGRAM or where is None:
        return None
    case = Case(person, need, listing, Asked(about=person.about), where, lambda _listing: WeekSet())
    verdicts = [rule.judge(case) for rule in HARD_RULES]
    if any(verdict.answer is Answer.NO for verdict in verdicts):
        return None
    answer, facets = admits(listing, person.about)
    if answer is Answer.NOT_STATED and ADMISSION not in found.not_stated:
        reasons = tuple(Reason("ask_admission", {"facet": facet}) for facet in facets)
        found = replace(
            found, fit=FitClass.ASK, not_stated=(*found.not_stated, ADMISSION), reasons=(*found.reasons, *reasons)
        )
    return match_of(case, with_questions(found, verdicts))


def substances_to_withdraw(person: Person) -> tuple[str, ...]:
    """The substances of the profile from which withdrawal can be managed."""
    required = {facet.split("=", 1)[1] for need in person.profile.needs for facet in need.require}
    named = person.about.substances | required
    return tuple(code for code in WITHDRAWAL_SUBSTANCES if code in named)


def medicine_places(person: Person, listings: Iterable[Listing]) -> tuple[Match, ...]:
    """Places with methadone or buprenorphine within 100 miles, never naltrexone alone; pregnancy programs first."""
    found = [match for listing in listings if (match := _medicine_place(person, listing)) is not None]
    return tuple(sorted(found, key=lambda match: _medicine_order(person, match)))


def _medicine_order(person: Person, match: Match) -> tuple[object, ...]:
    welcomes = "population=pregnant_postpartum" in match.listing.facts.yes
    return person.pregnant and not welcomes, match.fit.rank, _miles(match), match.listing.id


def _medicine_place(person: Person, listing: Listing) -> Match | None:
    offered = tuple(sorted(MEDICINE_FACETS & listing.facts.yes))
    if not offered or "medication=excludes" in listing.facts.yes:
        return None
    facets = {"payment": person.profile.payment, "language": person.profile.languages}
    asked = Asked(facets={group: codes for group, codes in facets.items() if codes}, about=person.about)
    found = fit(listing, asked)
    if found.fit is FitClass.NO:
        return None
    return _first_step(person, MEDICINE_NEED, listing, replace(found, matched=(*found.matched, *offered)))
