"""The safety questions, in two short pages: what may be dangerous now, and what makes stopping dangerous."""

from collections.abc import Mapping

from referral.domain.guide import withdrawal_risk
from referral.domain.need import SAFETY_QUESTIONS, Risk
from referral.web.forms.fields import Answered, StepForm


class SafeNowForm(StepForm):
    """Danger to life, now."""

    emergency = Answered()
    suicidal = Answered()
    harm_others = Answered()
    unsafe_at_home = Answered()


class SafeBodyForm(StepForm):
    """What makes stopping, or outpatient care, dangerous."""

    withdrawal_risk = Answered()
    pregnant = Answered()
    opioids = Answered()
    no_safe_place = Answered()
    more_than_iop = Answered()


def risk(answers: Mapping[str, str], name: str) -> Risk | None:
    """The answer to a question; None when it was not answered."""
    value = answers.get(name)
    return Risk(value) if value in set(Risk) else None


def safety_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Question -> yes, no or unknown, for those that were answered, here or in the guide."""
    found = {name: risk(answers, name) for name in SAFETY_QUESTIONS}
    daily, more = risk(answers, "heavy_daily"), risk(answers, "withdrawal_more")
    found["withdrawal_risk"] = withdrawal_risk(found["withdrawal_risk"], daily, more)
    return {name: answer.value for name, answer in found.items() if answer is not None}
