"""Whom to call first and what to ask."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from referral.domain.fit import Fit, FitClass
from referral.domain.listing import Phone, PhoneRole
from referral.domain.match import Match
from referral.domain.reach import Reach
from referral.matching.person import person_of
from referral.packets.first_actions import opening_of, phone_of, questions_for
from tests.factories import hours, program
from tests.packets.city import CALM, IOP_NEED, NOW, profile_of

INTAKE = Phone("+13035550101", role=PhoneRole.INTAKE)
MAIN = Phone("+13035550102", extension="7")
CENTRAL = Phone("+18005550103", role=PhoneRole.INTAKE, central_line=True)


@pytest.mark.parametrize(
    ("phones", "dialled"),
    [
        ((), None),
        ((MAIN, INTAKE), "+13035550101"),
        ((CENTRAL, MAIN), "+13035550102;ext=7"),
        ((CENTRAL,), "+18005550103"),
    ],
)
def test_own_intake_number_comes_first(phones: tuple[Phone, ...], dialled: str | None) -> None:
    assert phone_of(program(phones=phones)) == dialled


FRIDAY_NIGHT = datetime(2026, 11, 27, 21, 0, tzinfo=ZoneInfo("America/Denver"))


@pytest.mark.parametrize(
    ("windows", "now", "call", "by"),
    [
        (("MO-FR 08:00-17:00",), NOW, "now", date(2026, 11, 23)),
        (("TU-FR 08:00-17:00",), NOW, "at_opening", date(2026, 11, 24)),
        (("MO-FR 08:00-17:00",), FRIDAY_NIGHT, "at_opening", date(2026, 11, 30)),
        ((), NOW, "at_opening", date(2026, 11, 24)),
        ((), FRIDAY_NIGHT, "at_opening", date(2026, 11, 30)),
    ],
)
def test_call_is_due_now_or_at_the_next_opening(windows: tuple[str, ...], now: datetime, call: str, by: date) -> None:
    opening = opening_of(program(hours=hours(*windows)), person_of(profile_of(IOP_NEED), now))
    assert (opening.call.value, opening.by) == (call, by)


def asked(profile_changes: dict, fit: Fit, **listing) -> list[str]:
    match = Match(program(**listing), fit, Reach.NEAR)
    return [question.code for question in questions_for(person_of(profile_of(IOP_NEED, **profile_changes), NOW), match)]


def test_questions_begin_with_what_is_not_stated() -> None:
    fit = Fit(FitClass.ASK, ("payment=private",), ("schedule", "admission", "language=es", "service=childcare"))
    assert asked({}, fit, as_of=date(2026, 1, 1)) == [
        "q_schedule",
        "q_admission",
        "q_language",
        "q_facet",
        "q_opening",
        "q_network",
        "q_bring",
    ]


def test_questions_follow_the_person() -> None:
    fit = Fit(FitClass.YES)
    pregnant = {"safety": {**CALM, "pregnant": "yes"}, "about": {"medications": ["methadone"]}, "payment": []}
    assert asked(pregnant, fit, as_of=date(2026, 1, 1)) == [
        "q_opening",
        "q_cost",
        "q_priority",
        "q_keep_medicine",
        "q_bring",
    ]


@pytest.mark.parametrize(("as_of", "old"), [(None, True), (date(2025, 11, 22), True), (date(2025, 11, 24), False)])
def test_old_and_undated_words_are_asked_about(as_of: date | None, old: bool) -> None:
    assert ("q_still_right" in asked({}, Fit(FitClass.YES), as_of=as_of)) is old
