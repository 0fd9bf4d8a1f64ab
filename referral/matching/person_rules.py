"""Rules on who may come and what is safe for whom: admission, medicine, pregnancy, substances, payment, language."""

from collections.abc import Callable

from referral.domain.admission import admits
from referral.domain.facts import Answer
from referral.domain.fit import answer_group, depends_on_conflict
from referral.domain.need import Risk
from referral.domain.safety import WITHDRAWAL_LEVELS
from referral.domain.vocabulary import GROUPS, Kind
from referral.matching.case import PASS, Case, Verdict, ask_about, confirm, refuse
from referral.matching.rooms import says

_ACCEPTS = "medication=accepts"
_EXCLUDES = "medication=excludes"
_PREGNANCY = "population=pregnant_postpartum"
_OPIOID_CARE = frozenset({"medication=buprenorphine", "medication=methadone", _ACCEPTS, "level=otp"})
"""What makes a place safe for someone who is pregnant and uses opioids: such medicine, or acceptance of it."""
_STAYS_TO_WITHDRAW = frozenset({"level=withdrawal_residential", "level=withdrawal_hospital", "level=residential"})
_TREATS_NOTHING = frozenset({"recovery_housing", "crisis"}) | WITHDRAWAL_LEVELS
"""Levels that shelter or calm a person, or end the use of a substance (`detox`), and treat none."""


def admission(case: Case) -> Verdict:
    """Age, gender and groups: a restriction or a stated list that leaves the person out."""
    answer, facets = admits(case.listing, case.person.about)
    if answer is not Answer.NO:
        return PASS
    return refuse("not_admitted", facet=facets[0])


def medicine(case: Case) -> Verdict:
    """A place that makes people stop their opioid medicine is never for someone who takes it.

    A record that contradicts itself on this is never a yes, whatever else it says of medicines.
    """
    medicines = case.person.opioid_medicines
    if not medicines or case.listing.kind is not Kind.PROGRAM:
        return PASS
    facts = case.listing.facts
    if _EXCLUDES in facts.yes:
        return refuse("medicine_excluded")
    helps = (_ACCEPTS, *(f"medication={code}" for code in sorted(medicines)))
    stated = tuple(facet for facet in helps if facet in facts.yes)
    if stated and not depends_on_conflict(case.listing, frozenset({_ACCEPTS, _EXCLUDES})):
        return confirm(stated)
    return ask_about("ask_medicine", _ACCEPTS)


def pregnancy(case: Case) -> Verdict:
    """Places that refuse pregnant people, withdrawal at home, and naltrexone as the only medicine beside opioids."""
    if not case.person.pregnant:
        return PASS
    facts = case.listing.facts
    if "restricted=men_only" in facts.yes or _PREGNANCY in facts.no:
        return refuse("not_when_pregnant")
    if "withdrawal_outpatient" in case.levels and not facts.yes & _STAYS_TO_WITHDRAW:
        return refuse("not_when_pregnant")
    verdict = _pregnant_with_opioids(case)
    if verdict is PASS and depends_on_conflict(case.listing, frozenset({_PREGNANCY})):
        return ask_about("ask_facet", _PREGNANCY)
    return verdict


def _pregnant_with_opioids(case: Case) -> Verdict:
    """Stopping opioids, or naltrexone, can end a pregnancy: never such a place, and a question when opioids are unsaid.

    A record that lists naltrexone and neither another medicine for opioids nor acceptance of one offers that alone.
    """
    opioids, yes = case.person.answers.opioids, case.listing.facts.yes
    stops = _EXCLUDES in yes or ("medication=naltrexone" in yes and not yes & _OPIOID_CARE)
    if case.listing.kind is not Kind.PROGRAM or not stops or opioids is Risk.NO:
        return PASS
    return ask_about("ask_medicine", _ACCEPTS) if opioids is None else refuse("not_when_pregnant")


def substances(case: Case) -> Verdict:
    """No only when the record denies every named substance; a question when it confirms none.

    A place with methadone or buprenorphine treats opioids, said or not.
    """
    named = sorted(f"treats={code}" for code in case.person.about.substances)
    asks_treatment = case.need.kind is Kind.PROGRAM and case.need.level not in _TREATS_NOTHING
    if case.listing.kind is not Kind.PROGRAM or not named or not asks_treatment:
        return PASS
    facts = case.listing.facts
    if facts.yes & set(named) or ("treats=opioids" in named and facts.yes & (_OPIOID_CARE - {_ACCEPTS})):
        return PASS
    unsaid = tuple(facet for facet in named if facet not in facts.no)
    return ask_about("ask_facet", *unsaid) if unsaid else refuse("does_not_treat")


def required(case: Case) -> Verdict:
    """Every required facet, judged one by one: a denied one refuses, an unsaid one is a question."""
    if not case.need.require:
        return PASS
    answers = {facet: says(case.listing, facet) for facet in case.need.require}
    denied = [facet for facet, answer in answers.items() if answer is Answer.NO]
    if denied:
        return refuse("lacks", facet=denied[0])
    matched = tuple(facet for facet, answer in answers.items() if answer is Answer.YES)
    unsaid = tuple(facet for facet in answers if facet not in matched)
    if not unsaid:
        return confirm(matched)
    asked = ask_about("ask_facet", *unsaid)
    return Verdict(asked.answer, asked.reason, asked.asks, matched)


def group(name: str, code: str) -> Callable[[Case], Verdict]:
    """The rule of a group of which any asked code will do, payment or language. code: of a refusal."""

    def judge(case: Case) -> Verdict:
        codes = case.asked.facets.get(name)
        if not codes or case.listing.kind not in GROUPS[name].kinds:
            return PASS
        answer, facets = answer_group(case.listing, name, codes)
        if answer is Answer.NO:
            return refuse(code)
        return PASS if answer is Answer.YES else ask_about("ask_facet", *facets)

    return judge
