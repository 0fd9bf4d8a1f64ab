"""Is outpatient right for me? Which lines to ask for, to ask about and to bring follow from which answers.

Pure. Nothing is scored and no level of care is called right: the lines say what is reasonable to ask about. What was
not answered, or not surely, counts as the riskier answer, but for age: neither care for teens nor for adults is the
safer guess, so who is not sure is told to ask. Source of the gates: `safety.py`; G6 is of the guide alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from referral.domain.fit import Reason
from referral.domain.need import ADULT_AGE_YEARS, SAFETY_QUESTIONS, About, Profile, Risk, Safety
from referral.domain.packet import Gate, GateNotice
from referral.domain.place import Place, Point, Precision
from referral.domain.safety import gates_of, sure_gates

NOWHERE = Place("", Point(0, 0), Precision.NONE, None, "UTC")
"""Home of someone of whom the safety answers alone are known."""

UNDER_AGE_YEARS = ADULT_AGE_YEARS - 1
"""Stands for the age of someone who is under 18 and gave no age."""


class Weight(StrEnum):
    """An answer to one of the four things to weigh."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Weights:
    """The four things to weigh; None when not answered.

    severity: how much use has taken over. support: people and home that help. commitment: how ready someone feels; it
    informs and never screens out. access: whether about nine hours a week can be given.
    """

    severity: Weight | None = None
    support: Weight | None = None
    commitment: Weight | None = None
    access: Weight | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the guide asks. heavy_daily, withdrawal_more: risky together, though neither is alone."""

    safety: Safety = field(default_factory=Safety)
    heavy_daily: Risk | None = None
    withdrawal_more: Risk | None = None
    under_18: Risk | None = None
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the guide ends in. gates: all that apply, in order. The lists hold codes of `wording/`, none twice."""

    gates: tuple[GateNotice, ...]
    ask_for_now: tuple[str, ...]
    ask_about: tuple[str, ...]
    bring: tuple[str, ...]


def withdrawal_risk(said: Risk | None, heavy_daily: Risk | None, more: Risk | None) -> Risk | None:
    """The risk of withdrawal from three answers: what happens on stopping, daily use, and what makes stopping worse.

    The last two count only together. None when nothing was answered; a no holds only where nothing speaks against it.
    """
    if said is not None and said.is_risk:
        return said
    if heavy_daily is not None and more is not None and heavy_daily.is_risk and more.is_risk:
        return Risk.YES if heavy_daily is more is Risk.YES else Risk.UNKNOWN
    return said


def age_years(stated: int | None, under_18: Risk | None) -> int | None:
    """The age to plan with: the one stated, but never 18 or more for someone who said to be under 18."""
    if under_18 is not Risk.YES:
        return stated
    return UNDER_AGE_YEARS if stated is None else min(stated, UNDER_AGE_YEARS)


def guidance(situation: Situation) -> Guidance:
    """The gates and the three lists of a situation."""
    gates = _gates(situation)
    seen = _Seen(situation, frozenset(notice.gate for notice in gates))
    if seen.needs_less:
        less = GateNotice(Gate.LESS_THAN_IOP, (Reason("g6_ask_less"), Reason("g6_more_later")))
        gates = (*gates, less)
    return Guidance(gates, _lines(_NOW, seen), _lines(_ABOUT, seen), BRING)


def surely_raised(situation: Situation) -> frozenset[Gate]:
    """Those gates of a situation that rest on no "not sure"."""
    calm = _profile(_without_doubt(situation))
    return sure_gates(calm) | {Gate.LESS_THAN_IOP}


def _without_doubt(situation: Situation) -> Situation:
    """The situation with no in place of every "not sure"."""

    def sure(answer: Risk | None) -> Risk | None:
        return Risk.NO if answer is Risk.UNKNOWN else answer

    said = situation.safety
    return replace(
        situation,
        safety=Safety(**{name: sure(getattr(said, name)) for name in SAFETY_QUESTIONS}),
        heavy_daily=sure(situation.heavy_daily),
        withdrawal_more=sure(situation.withdrawal_more),
        under_18=sure(situation.under_18),
    )


def _gates(situation: Situation) -> tuple[GateNotice, ...]:
    """All that apply. Who is not sure of being under 18 is told to ask each place about age, and no more."""
    gates = gates_of(_profile(situation))
    if situation.under_18 is Risk.UNKNOWN:
        return (*gates, GateNotice(Gate.YOUTH, (Reason("gy_ask_age"),)))
    return gates


def _profile(situation: Situation) -> Profile:
    about = About(age_years=age_years(None, situation.under_18))
    return Profile(home=NOWHERE, needs=(), time_zone="UTC", safety=_whole(situation), about=about)


def _whole(situation: Situation) -> Safety:
    said = situation.safety
    risk = withdrawal_risk(said.withdrawal_risk, situation.heavy_daily, situation.withdrawal_more)
    return replace(said, withdrawal_risk=risk)


_UNSTEADY = frozenset({Gate.EMERGENCY, Gate.CRISIS, Gate.WITHDRAWAL, Gate.VIOLENCE, Gate.PREGNANT, Gate.MORE_THAN_IOP})
"""Gates beside which less care is never the thing to ask for."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A situation and the gates it raises, as the rules of the lists read it."""

    situation: Situation
    gates: frozenset[Gate]

    @property
    def weights(self) -> Weights:
        return self.situation.weights

    @property
    def stopped(self) -> bool:
        return any(gate.stops for gate in self.gates)

    @property
    def mild(self) -> bool:
        """Use has taken over little, and nothing is unsteady."""
        return self.weights.severity is Weight.LOW and not self.gates & _UNSTEADY

    @property
    def needs_less(self) -> bool:
        return self.mild and self.weights.access is Weight.LOW

    @property
    def homeless(self) -> bool:
        answer = self.situation.safety.no_safe_place
        return answer is not None and answer.is_risk

    def has(self, gate: Gate) -> bool:
        return gate in self.gates


_Rule = tuple[str, Callable[[_Seen], bool]]
"""A line and when it is said."""

_NOW: tuple[_Rule, ...] = (
    ("now_911", lambda seen: seen.has(Gate.EMERGENCY)),
    ("now_988", lambda seen: seen.has(Gate.CRISIS)),
    ("now_withdrawal", lambda seen: seen.has(Gate.WITHDRAWAL)),
    ("now_hotline", lambda seen: seen.has(Gate.VIOLENCE)),
    ("now_pregnant", lambda seen: seen.has(Gate.PREGNANT)),
    ("now_naloxone", lambda seen: seen.has(Gate.OPIOIDS)),
    ("now_opioid_medicine", lambda seen: seen.has(Gate.OPIOIDS)),
    ("now_more", lambda seen: seen.has(Gate.MORE_THAN_IOP)),
    ("now_youth", lambda seen: seen.situation.under_18 is Risk.YES),
    ("now_less", lambda seen: seen.needs_less),
    ("now_iop", lambda seen: not seen.stopped and not seen.has(Gate.MORE_THAN_IOP) and not seen.needs_less),
    ("now_assessment", lambda _seen: True),
)
_NOT_SURELY_HIGH = (Weight.LOW, Weight.MIDDLE, Weight.UNKNOWN, None)
_HIGH_OR_UNSURE = (Weight.HIGH, Weight.UNKNOWN, None)

_ABOUT: tuple[_Rule, ...] = (
    ("about_iop_after", lambda seen: seen.stopped),
    ("about_housing", lambda seen: seen.homeless),
    (
        "about_day_program",
        lambda seen: seen.weights.severity in _HIGH_OR_UNSURE and not seen.stopped and not seen.has(Gate.MORE_THAN_IOP),
    ),
    ("about_regular", lambda seen: seen.mild and not seen.needs_less),
    ("about_peer", lambda seen: seen.weights.support in _NOT_SURELY_HIGH),
    (
        "about_family",
        lambda seen: seen.weights.support in (Weight.HIGH, Weight.MIDDLE) and not seen.has(Gate.VIOLENCE),
    ),
    ("about_start", lambda seen: seen.weights.commitment is Weight.HIGH),
    ("about_first_talk", lambda seen: seen.weights.commitment in _NOT_SURELY_HIGH),
    ("about_times", lambda seen: seen.weights.access in _NOT_SURELY_HIGH),
    ("about_rides", lambda seen: seen.weights.access in _NOT_SURELY_HIGH),
    ("about_fewer_hours", lambda seen: seen.weights.access is Weight.LOW and not seen.needs_less and not seen.stopped),
    ("about_medicine", lambda _seen: True),
    ("about_cost", lambda _seen: True),
)

BRING = ("bring_history", "bring_use", "bring_medicines", "bring_wishes", "bring_goals")
"""What to have at hand for an assessment, whatever was answered."""

LINES = (*(code for code, _ in _NOW), *(code for code, _ in _ABOUT), *BRING)
"""Every line, in the order in which it can be said."""


def _lines(rules: tuple[_Rule, ...], seen: _Seen) -> tuple[str, ...]:
    return tuple(code for code, applies in rules if applies(seen))
