"""What is said of someone else: no question, gate or choice speaks to "you" of a relative or a client."""

import re
from string import Formatter

import pytest

from referral.domain.fit import Reason
from referral.domain.guide import LINES
from referral.domain.packet import Gate
from referral.domain.safety import _ALWAYS
from referral.web.guide import STEPS as GUIDE_STEPS
from referral.web.questionnaire import STEPS as PLAN_STEPS
from referral.wording.others import OTHERS, OTHERS_GATES, OTHERS_RULES, OTHERS_SENTENCES, PERSONS
from referral.wording.packet_text import GATES, RULES, SENTENCES, gate_heading, rule_label, say
from referral.wording.pages import PAGES, has_words, page_words

TABLES = [(OTHERS, PAGES), (OTHERS_GATES, GATES), (OTHERS_SENTENCES, SENTENCES), (OTHERS_RULES, RULES)]
STEPS = (*PLAN_STEPS, *GUIDE_STEPS)
SPEAKS_TO_YOU = re.compile(r"\b(?:you|your|yours|yourself|me|my|i)\b", re.IGNORECASE)
TO_WHO_ASKS = {
    "ask.subject",  # "this plan is: for me"
    "subject.self",
    "subject.family",
    "subject.client",
    "want.family",  # meetings for the relative
    "hint.max_miles",  # "you can leave this out"
    "hint.work_near",
    "guide.now_naloxone",  # for both
    "guide.now_hotline",
}
"""Texts that speak to who answers, whoever it is about."""


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name} - {"person"}


@pytest.mark.parametrize(("others", "own"), TABLES)
def test_every_text_of_others_stands_for_one_of_ours_and_takes_its_values(others: dict, own: dict) -> None:
    assert others.keys() <= own.keys()
    for key, (english, spanish) in others.items():
        assert fields_of(english) == fields_of(spanish) == fields_of(own[key][0])
        assert (english, spanish) != own[key]


def asked() -> list[str]:
    """Every key that the pages of questions say of the person."""
    keys = [f"step.{step.name}" for step in STEPS]
    for step in STEPS:
        for field in step.form():
            keys += [f"{part}.{field.name}" for part in ("ask", "hint", "safety")]
            words = str(getattr(field, "words", ""))
            if words.endswith("."):
                keys += [f"{words}{value or 'none'}" for value in getattr(field, "choices", ())]
    return [key for key in dict.fromkeys(keys) if has_words(key)] + [f"guide.{line}" for line in LINES]


@pytest.mark.parametrize("subject", PERSONS)
def test_no_question_hint_or_choice_speaks_to_you_of_someone_else(subject: str) -> None:
    person = PERSONS[subject][0]
    said = {key: page_words(key, "en", subject).replace(person, "") for key in asked() if key not in TO_WHO_ASKS}
    assert {key: text for key, text in said.items() if SPEAKS_TO_YOU.search(text)} == {}


def test_no_gate_speaks_to_you_of_someone_else() -> None:
    for gate in Gate:
        assert not SPEAKS_TO_YOU.search(gate_heading(gate, "en", "family"))
    actions = {action for codes in _ALWAYS.values() for action in codes}
    to_who_asks = {"g0_naloxone", "g2_after"}  # "give naloxone if you have it", "what you asked for"
    for code in actions - to_who_asks:
        assert not SPEAKS_TO_YOU.search(say(Reason(code), "en", "client")), code


def test_who_speaks_of_oneself_is_spoken_to() -> None:
    for subject in ("self", "nobody", ""):
        assert page_words("step.safe_now", "en", subject) == "Are you safe right now?"
        assert gate_heading("G1", "en", subject) == GATES["G1"][0]
        assert rule_label("week", "en", subject) == RULES["week"][0]


@pytest.mark.parametrize(
    ("subject", "lang", "expected"),
    [
        ("family", "en", "Is the person you help safe right now?"),
        ("client", "en", "Is the client safe right now?"),
        ("family", "es", "¿Está a salvo la persona a quien ayuda ahora?"),
        ("client", "es", "¿Está a salvo el cliente ahora?"),
    ],
)
def test_a_heading_names_the_person(subject: str, lang: str, expected: str) -> None:
    assert page_words("step.safe_now", lang, subject) == expected
