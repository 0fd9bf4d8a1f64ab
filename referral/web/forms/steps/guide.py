"""The questions of the guide, one gate or one thing to weigh a page."""

from werkzeug.datastructures import MultiDict

from referral.domain.guide import Situation, Weight, Weights
from referral.domain.need import SAFETY_QUESTIONS, Safety
from referral.services.profiles import SUBJECTS
from referral.web.forms.fields import Answered, One, StepForm
from referral.web.forms.steps.safety import risk

_SCALE = (Weight.LOW, Weight.MIDDLE, Weight.HIGH, Weight.UNKNOWN)


class EmergencyForm(StepForm):
    """G0; and of whom all other pages speak."""

    emergency = Answered()
    subject = One("subject.", SUBJECTS)


class CrisisForm(StepForm):
    """G1."""

    suicidal = Answered()
    harm_others = Answered()


class WithdrawalForm(StepForm):
    """G2: what happens on stopping, and what makes it dangerous beside daily use."""

    withdrawal_risk = Answered()
    heavy_daily = Answered()
    withdrawal_more = Answered()


class ViolenceForm(StepForm):
    """GV."""

    unsafe_at_home = Answered()


class PregnantForm(StepForm):
    """G3."""

    pregnant = Answered()


class OpioidsForm(StepForm):
    """G4."""

    opioids = Answered()


class MoreForm(StepForm):
    """G5."""

    no_safe_place = Answered()
    more_than_iop = Answered()


class YouthForm(StepForm):
    """GY."""

    under_18 = Answered()


class SeverityForm(StepForm):
    """How much use has taken over."""

    severity = One("severity.", _SCALE)


class SupportForm(StepForm):
    """Home and people."""

    support = One("support.", _SCALE)


class CommitmentForm(StepForm):
    """How ready someone feels."""

    commitment = One("commitment.", _SCALE)


class AccessForm(StepForm):
    """Time and ways."""

    access = One("access.", _SCALE)


def situation_of(data: MultiDict[str, str]) -> Situation:
    """What the answers say. A value that is no answer counts as not answered."""
    weights = {name: data.get(name) for name in ("severity", "support", "commitment", "access")}
    return Situation(
        safety=Safety(**{name: risk(data, name) for name in SAFETY_QUESTIONS}),
        heavy_daily=risk(data, "heavy_daily"),
        withdrawal_more=risk(data, "withdrawal_more"),
        under_18=risk(data, "under_18"),
        weights=Weights(**{name: Weight(value) for name, value in weights.items() if value in set(Weight)}),
    )
