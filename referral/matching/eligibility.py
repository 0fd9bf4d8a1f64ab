"""The rules: each judges one listing for one need of one person, with a name and a reason.

`RULES` stand in the order in which a refusal is counted. `HARD_RULES` never relax, and alone decide when safety
stopped the ranking. docs/matching.md says of each what it asks and where it comes from.
"""

from referral.domain.facts import Answer
from referral.domain.fit import Fit, FitClass
from referral.matching.case import Case, FreeTime, Rule, Verdict, takes_time
from referral.matching.meeting_rules import audience, closed, fellowship
from referral.matching.person_rules import admission, group, medicine, pregnancy, required, substances
from referral.matching.place_rules import area, banned, distance, kind, online, places_of, reached
from referral.matching.week_rules import hours_per_week, schedule

__all__ = [
    "HARD_RULES",
    "RULES",
    "SCHEDULE",
    "Case",
    "FreeTime",
    "Rule",
    "Verdict",
    "places_of",
    "reached",
    "takes_time",
    "with_questions",
]

SCHEDULE = Rule("schedule", schedule, in_fit=True)
"""Judged last: it alone needs the person's trips."""

RULES: tuple[Rule, ...] = (
    Rule("kind", kind, by_facts=True),
    Rule("banned", banned),
    Rule("online", online),
    Rule("distance", distance),
    Rule("admission", admission, in_fit=True, by_facts=True),
    Rule("medicine", medicine, by_facts=True),
    Rule("pregnancy", pregnancy, by_facts=True),
    Rule("substances", substances, by_facts=True),
    Rule("required", required, by_facts=True),
    Rule("fellowship", fellowship, by_facts=True),
    Rule("audience", audience, by_facts=True),
    Rule("closed", closed, by_facts=True),
    Rule("area", area),
    Rule("payment", group("payment", "payment_not_taken"), in_fit=True, by_facts=True),
    Rule("language", group("language", "other_language"), in_fit=True, by_facts=True),
    Rule("hours_per_week", hours_per_week),
    SCHEDULE,
)
HARD_RULES: tuple[Rule, ...] = tuple(
    rule for rule in RULES if rule.name in ("banned", "admission", "medicine", "pregnancy")
)


def with_questions(fit: Fit, verdicts: list[Verdict]) -> Fit:
    """A fit with what further rules confirm or leave open; anything open makes it ask."""
    asks = [ask for verdict in verdicts for ask in verdict.asks if ask not in fit.not_stated]
    matched = [facet for verdict in verdicts for facet in verdict.matched if facet not in fit.matched]
    reasons = [v.reason for v in verdicts if v.reason is not None and v.answer is Answer.NOT_STATED]
    return Fit(
        FitClass.ASK if asks else fit.fit,
        (*fit.matched, *dict.fromkeys(matched)),
        (*fit.not_stated, *dict.fromkeys(asks)),
        (*fit.reasons, *reasons),
        fit.schedule,
    )
