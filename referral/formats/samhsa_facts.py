"""What a set of SAMHSA codes says as facts: the table of `samhsa_codes.py`, and rules for codes that count together.

The surveys ask every facility about settings (level) and telehealth (attendance), so there silence beside a stated code
means no. Everywhere else it is not stated: 2,238 of the 12,744 facilities of 2023 name no age group at all, and most of
the 2,407 that name only children run programs for adults, so ages never exclude.
"""

from collections.abc import Callable
from enum import Enum

from referral.domain.facts import GENERAL_SUD, Facts, FactsBuilder
from referral.domain.vocabulary import facets_of
from referral.formats.samhsa_codes import KNOWN, STATES


class Survey(Enum):
    """Which questions a facility was asked. The value holds the levels that its answers can express."""

    SUBSTANCE_USE = frozenset(
        {
            "level=outpatient",
            "level=iop",
            "level=php",
            "level=residential",
            "level=inpatient",
            "level=otp",
            "level=recovery_housing",
            "level=withdrawal",
            "level=withdrawal_outpatient",
            "level=withdrawal_residential",
            "level=withdrawal_hospital",
        }
    )
    MENTAL_HEALTH = frozenset({"level=outpatient", "level=php", "level=residential", "level=inpatient"})


Codes = frozenset[str]
Rule = Callable[[Codes, FactsBuilder], None]

_UMBRELLAS = {
    "level=outpatient": ("OP", frozenset({"ORT", "OIT", "ODT", "OMB", "OD"})),
    "level=residential": ("RES", frozenset({"RL", "RS", "RD"})),
    "level=inpatient": ("HI", frozenset({"HIT", "HID"})),
}
"""Level -> (the code for any care in this setting, the codes that say which care)."""

_WITHDRAWAL = {
    "OD": "level=withdrawal_outpatient",
    "RD": "level=withdrawal_residential",
    "HID": "level=withdrawal_hospital",
}
"""Code -> the kind of withdrawal care that it names."""

_GENERAL = ("treats=alcohol", "treats=opioids", "treats=stimulants", "treats=cannabis")

_ONLY = {"OUDO": ("treats=opioids", "restricted=opioid_only"), "AUDO": ("treats=alcohol", "restricted=alcohol_only")}
"""Code -> the one thing treated, the restriction."""

_OPIOID_MEDICINE = frozenset(
    {"BU", "BUM", "BMW", "BWN", "BWON", "BERI", "BSDM", "UB", "MU", "METH", "MM", "MMW", "OTP"}
)
"""Codes of buprenorphine or methadone as treatment."""

_PAYERS = frozenset({"MD", "MC", "PI", "MI", "SI", "SF", "SS"})
"""What contradicts "no payment accepted". Funds and payment assistance do not."""


def facts_of(codes: Codes, survey: Survey) -> Facts:
    """The facts that upper-case codes state together. Codes that nothing knows are left out: see `warnings_of`."""
    builder = FactsBuilder({"level": _expressible_levels(codes, survey), "attendance": facets_of("attendance")})
    builder.yes("language=en", "attendance=in_person")
    builder.yes(*_stated(codes) - _left_out_by_only(codes))
    for rule in RULES:
        rule(codes, builder)
    return builder.build()


def warnings_of(codes: Codes, facts: Facts) -> tuple[str, ...]:
    """`unknown_code` when a code is in no table, `conflicting_codes` when codes contradict each other."""
    conflicting = any(reason == "conflict" for _, reason in facts.reasons)
    return (("unknown_code",) if codes - KNOWN else ()) + (("conflicting_codes",) if conflicting else ())


def _stated(codes: Codes) -> frozenset[str]:
    return frozenset(facet for code in codes for facet in STATES.get(code, ()))


def _expressible_levels(codes: Codes, survey: Survey) -> frozenset[str]:
    """The levels that silence may deny: no kind of withdrawal beside an unspecified one, nor that one beside a kind."""
    if codes & _WITHDRAWAL.keys():
        return survey.value - {"level=withdrawal"}
    return survey.value - set(_WITHDRAWAL.values()) if "DT" in codes else survey.value


def _left_out_by_only(codes: Codes) -> frozenset[str]:
    """What a program for one substance does not treat, even if it lists mental health or gambling services."""
    return facets_of("treats") - {"treats=opioids", "treats=alcohol"} if codes & _ONLY.keys() else frozenset()


def _settings(codes: Codes, builder: FactsBuilder) -> None:
    """The umbrella settings count only where no code says which care: OP with OIT is no regular outpatient care."""
    for level, (umbrella, finer) in _UMBRELLAS.items():
        if umbrella in codes and not codes & finer:
            builder.yes(level)


def _withdrawal(codes: Codes, builder: FactsBuilder) -> None:
    """Withdrawal without a word on where is of unspecified kind."""
    if "DT" in codes and not codes & _WITHDRAWAL.keys():
        builder.yes("level=withdrawal")


def _general_substance_use(codes: Codes, builder: FactsBuilder) -> None:
    """A general program treats the usual substances, unless it serves one group only; denials are their own rules."""
    if "SA" in codes and not codes & {"OUDO", "AUDO", "DUO"}:
        for facet in _GENERAL:
            builder.derive(facet, GENERAL_SUD)


def _one_substance_only(codes: Codes, builder: FactsBuilder) -> None:
    only = sorted(codes & _ONLY.keys())
    if not only:
        return
    treated = {_ONLY[code][0] for code in only}
    builder.yes(*treated)
    builder.no(*facets_of("treats") - treated)
    restrictions = [_ONLY[code][1] for code in only]
    builder.yes(*restrictions)
    if len(only) == 2:
        builder.conflict(*treated, *restrictions)
    elif only == ["AUDO"] and "OTP" in codes:
        builder.conflict("treats=opioids", *restrictions)


def _no_opioid_treatment(codes: Codes, builder: FactsBuilder) -> None:
    """NOOP, which buprenorphine, methadone or a place for opioids only contradict. MOA does not: others prescribe."""
    if "NOOP" not in codes:
        return
    builder.no("treats=opioids")
    against = codes & (_OPIOID_MEDICINE | {"OUDO"})
    if against:
        builder.conflict("treats=opioids", *_medicines(against))
    if "OUDO" in codes:
        builder.conflict("restricted=opioid_only")


def _no_opioid_medicine(codes: Codes, builder: FactsBuilder) -> None:
    """NMOA, which accepting or giving such medicine contradicts. Naltrexone does not: it is given for alcohol too."""
    if "NMOA" not in codes:
        return
    against = codes & (_OPIOID_MEDICINE | {"MOA"})
    if against:
        builder.conflict("medication=excludes", "medication=accepts", *_medicines(against))
        return
    builder.yes("medication=excludes")
    builder.no("medication=accepts", "medication=buprenorphine", "medication=methadone")


def _no_alcohol_treatment(codes: Codes, builder: FactsBuilder) -> None:
    if "NAUT" not in codes or "OUDO" in codes:
        return
    builder.no("treats=alcohol")
    against = codes & {"PMAT", "ACMA", "AUDO"}
    if against:
        builder.conflict("treats=alcohol", *_medicines(against))
    if "AUDO" in codes:
        builder.conflict("restricted=alcohol_only")


def _no_alcohol_medicine(codes: Codes, builder: FactsBuilder) -> None:
    """NMAUT, which giving such medicine contradicts. Accepting people who take it (ACMA) does not."""
    if "NMAUT" not in codes:
        return
    against = codes & {"PMAT", "ACM", "DSF"}
    builder.yes("medication=no_alcohol_medication")
    builder.no("medication=alcohol_medication")
    if against:
        builder.conflict("medication=no_alcohol_medication", "medication=alcohol_medication", *_medicines(against))


def _free_of_charge(codes: Codes, builder: FactsBuilder) -> None:
    """NP. Any payer puts "free" in doubt; private insurance is in doubt too, public insurance stays what it says."""
    if "NP" in codes and codes & _PAYERS:
        builder.conflict("payment=free", *_stated(codes & {"PI"}))


def _one_gender_only(codes: Codes, builder: FactsBuilder) -> None:
    """FEM without MALE, or the reverse. A program of its own for those left out contradicts."""
    for accepted, left_out, here, there, theirs in (
        ("FEM", "MALE", "women", "men", {"MN"}),
        ("MALE", "FEM", "men", "women", {"WN", "PW"}),
    ):
        if accepted not in codes or left_out in codes:
            continue
        builder.yes(f"restricted={here}_only", f"population={here}")
        builder.no(f"population={there}")
        if codes & theirs:
            builder.conflict(f"restricted={here}_only", f"population={there}")


def _medicines(codes: Codes) -> frozenset[str]:
    return _stated(codes) & facets_of("medication")


RULES: tuple[Rule, ...] = (
    _settings,
    _withdrawal,
    _general_substance_use,
    _one_substance_only,
    _no_opioid_treatment,
    _no_opioid_medicine,
    _no_alcohol_treatment,
    _no_alcohol_medicine,
    _free_of_charge,
    _one_gender_only,
)
"""Read after the table, each by itself: an order would change nothing."""
