"""Safety before ranking: what the answers and the rest of a profile mean together, and which gates apply.

Pure. Nothing is diagnosed or scored: a yes or unsure shows what to do first, and three gates stop the ranking.
Gates and their order: `packet.Gate`.
"""

from collections.abc import Collection
from dataclasses import fields, replace

from referral.domain.fit import Reason
from referral.domain.need import SAFETY_QUESTIONS, Need, Profile, Risk, Safety
from referral.domain.packet import CrisisLine, Gate, GateNotice

OPIOID_MEDICINES = frozenset({"buprenorphine", "methadone"})
"""Medicines that a person takes because of opioids, and that a place must not make them stop."""

WITHDRAWAL_LEVELS = frozenset({"withdrawal", "withdrawal_outpatient", "withdrawal_residential", "withdrawal_hospital"})
SUPPLY_UNSURE = frozenset({"stimulants", "benzodiazepines"})
"""Substances that are often mixed with fentanyl when their source is unknown."""

EMERGENCY_LINE = CrisisLine("line_911", "911")
LIFELINE = CrisisLine("line_988", "988")
VETERANS_LINE = CrisisLine("line_988_veterans", "988, press 1")
HELPLINE = CrisisLine("line_helpline", "1-800-662-4357")
POISON_LINE = CrisisLine("line_poison", "1-800-222-1222")
VIOLENCE_LINE = CrisisLine("line_violence", "1-800-799-7233")


def effective_answers(profile: Profile) -> Safety:
    """The answers, with what the rest of the profile says counted in; the riskier one wins, even over a no.

    None stays for a question that neither an answer nor the rest of the profile speaks to.
    """
    said = profile.safety
    return replace(
        said,
        opioids=Risk.YES if _speaks_of_opioids(profile) else said.opioids,
        pregnant=Risk.UNKNOWN if said.pregnant is None and _speaks_of_pregnancy(profile) else said.pregnant,
        withdrawal_risk=_at_least_unknown(said.withdrawal_risk)
        if any(asks_for_withdrawal(need) for need in profile.needs)
        else said.withdrawal_risk,
    )


def asks_for_withdrawal(need: Need) -> bool:
    """True for a need of any withdrawal level, or one that requires withdrawal care."""
    return need.level in WITHDRAWAL_LEVELS or any(
        facet.startswith(("detox=", "level=withdrawal")) for facet in need.require
    )


def _at_least_unknown(answer: Risk | None) -> Risk:
    return Risk.YES if answer is Risk.YES else Risk.UNKNOWN


def _speaks_of_opioids(profile: Profile) -> bool:
    about = profile.about
    required = {facet for need in profile.needs for facet in need.require}
    required |= {f"level={need.level}" for need in profile.needs}
    named = {"treats=opioids", "detox=opioids", "level=otp"} | {f"medication={code}" for code in OPIOID_MEDICINES}
    return "opioids" in about.substances or bool(about.medications & OPIOID_MEDICINES) or bool(required & named)


def _speaks_of_pregnancy(profile: Profile) -> bool:
    required = {facet for need in profile.needs for facet in need.require}
    return "pregnant_postpartum" in profile.about.groups or "population=pregnant_postpartum" in required


def questions_not_asked(profile: Profile) -> tuple[str, ...]:
    """Names of the safety questions that nothing answers, in their order."""
    answers = effective_answers(profile)
    return tuple(field.name for field in fields(Safety) if getattr(answers, field.name) is None)


def wants_naloxone(profile: Profile) -> bool:
    """True when naloxone belongs on page 1: opioids yes or unsure, or a supply that often holds fentanyl."""
    return _risk(effective_answers(profile).opioids) or bool(profile.about.substances & SUPPLY_UNSURE)


def gates_of(profile: Profile) -> tuple[GateNotice, ...]:
    """All gates that apply, in their order, each with its actions. G6 belongs to the guide and is never here."""
    answers = effective_answers(profile)
    applies = {
        Gate.EMERGENCY: _risk(answers.emergency),
        Gate.CRISIS: _risk(answers.suicidal) or _risk(answers.harm_others),
        Gate.WITHDRAWAL: _risk(answers.withdrawal_risk),
        Gate.VIOLENCE: _risk(answers.unsafe_at_home),
        Gate.PREGNANT: _risk(answers.pregnant),
        Gate.OPIOIDS: _risk(answers.opioids),
        Gate.MORE_THAN_IOP: _risk(answers.no_safe_place) or _risk(answers.more_than_iop),
        Gate.YOUTH: profile.about.is_minor,
    }
    return tuple(GateNotice(gate, _actions(gate, profile, answers)) for gate in Gate if applies.get(gate))


def sure_gates(profile: Profile) -> frozenset[Gate]:
    """Those of its gates that apply without any "not sure": by a yes, or by the rest of the profile.

    For how gates are shown alone: what was not sure raises its gate all the same.
    """
    calm = {name: Risk.NO for name in SAFETY_QUESTIONS if getattr(profile.safety, name) is Risk.UNKNOWN}
    return frozenset(notice.gate for notice in gates_of(replace(profile, safety=replace(profile.safety, **calm))))


def lines_beside(gates: Collection[Gate]) -> tuple[CrisisLine, ...]:
    """The lines that answer day and night for what gates are about: 911, 988 and the helpline always."""
    fitting = ((Gate.VIOLENCE, VIOLENCE_LINE), (Gate.EMERGENCY, POISON_LINE))
    return (EMERGENCY_LINE, LIFELINE, HELPLINE, *(line for gate, line in fitting if gate in gates))


def stops(gates: tuple[GateNotice, ...]) -> bool:
    """True when one of the gates stops the ranking."""
    return any(notice.gate.stops for notice in gates)


def crisis_lines(profile: Profile) -> tuple[CrisisLine, ...]:
    """The lines of page 1: 911, 988 and the helpline always; others where they fit."""
    answers = effective_answers(profile)
    lines = [EMERGENCY_LINE, LIFELINE]
    if "veterans" in profile.about.groups or "active_duty" in profile.about.groups:
        lines.append(VETERANS_LINE)
    if _risk(answers.unsafe_at_home):
        lines.append(VIOLENCE_LINE)
    lines.append(HELPLINE)
    if _risk(answers.emergency) or questions_not_asked(profile):
        lines.append(POISON_LINE)
    return tuple(lines)


def _risk(answer: Risk | None) -> bool:
    return answer is not None and answer.is_risk


_ALWAYS: dict[Gate, tuple[str, ...]] = {
    Gate.EMERGENCY: ("g0_call_911", "g0_stay", "g0_naloxone", "g0_poison"),
    Gate.CRISIS: ("g1_call_988", "g1_options", "g1_danger_now"),
    Gate.WITHDRAWAL: ("g2_seizure", "g2_do_not_stop", "g2_call_today", "g2_helpline", "g2_stay_with", "g2_after"),
    Gate.VIOLENCE: ("gv_hotline", "gv_safe_phone", "gv_alone"),
    Gate.PREGNANT: ("g3_call_today", "g3_priority", "g3_do_not_stop"),
    Gate.OPIOIDS: ("g4_naloxone", "g4_tolerance", "g4_medicines", "g4_naltrexone"),
    Gate.MORE_THAN_IOP: ("g5_ask_more",),
    Gate.YOUTH: ("gy_youth", "gy_guardian"),
}


def _actions(gate: Gate, profile: Profile, answers: Safety) -> tuple[Reason, ...]:
    codes = list(_ALWAYS[gate])
    if gate is Gate.CRISIS and "veterans" in profile.about.groups:
        codes.insert(1, "g1_veterans")
    if gate is Gate.PREGNANT and answers.opioids is not Risk.NO:
        codes.append("g3_medicines")
    if gate is Gate.MORE_THAN_IOP and _risk(answers.no_safe_place):
        codes.append("g5_housing")
    return tuple(Reason(code) for code in codes)
