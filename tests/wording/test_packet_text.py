"""Sentences of packets: every emitted code has one, both languages are whole, and they are short."""

import ast
import re
from pathlib import Path

import pytest

from referral.domain.fit import Reason
from referral.domain.packet import Gate
from referral.domain.vocabulary import LIVE_IN_LEVELS
from referral.matching.eligibility import RULES as MATCHING_RULES
from referral.wording.packet_text import GATES, RULES, SENTENCES, gate_heading, rule_label, say, when_words

ROOT = Path(__file__).resolve().parents[2] / "referral"
EMITTERS = [
    ROOT / "domain" / "safety.py",
    ROOT / "domain" / "fit.py",
    *sorted((ROOT / "matching").glob("*.py")),
    *sorted((ROOT / "packets").glob("*.py")),
]
PARAMS = {
    "facet": "payment=private",
    "name": "Harbor House",
    "day": "TU",
    "from": "07:30",
    "to": "16:30",
    "questions": "emergency",
    "listing": "test:1",
    "need": "treatment",
    "why": "banned",
    "origin": "home",
    "destination": "work",
}
"""What parameters look like; numbers otherwise."""
WITH_A_CODE = {"Reason", "refuse", "ask_about", "CrisisLine"}
CODE = re.compile(r"(?:g\d|gv|gy|act|q|after)_[a-z0-9_]+")


def emitted() -> set[str]:
    """Every code that these files name: first arguments of the calls that make reasons, and codes kept in tables."""
    found: set[str] = set()
    for path in EMITTERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in WITH_A_CODE
                and node.args
            ):
                either = (
                    [node.args[0].body, node.args[0].orelse] if isinstance(node.args[0], ast.IfExp) else node.args[:1]
                )
                found |= {str(part.value) for part in either if isinstance(part, ast.Constant)}
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.add(node.value)
    return found - {"after_too_many", "after_without_stop"}


def test_emitted_codes_are_found_by_the_scan() -> None:
    found = emitted()
    assert {"g2_seizure", "act_withdrawal", "q_network", "hours_fit", "too_far", "ask_closed", "free", "few"} <= found
    assert len(found) > 90


def test_every_emitted_code_has_a_sentence() -> None:
    assert emitted() - SENTENCES.keys() == set()


def test_questions_about_what_is_not_stated_have_a_sentence() -> None:
    assert {"q_schedule", "q_admission", "q_distance"} <= SENTENCES.keys()


def test_every_gate_and_rule_has_words() -> None:
    assert set(GATES) == {gate.value for gate in Gate}
    assert {rule.name for rule in MATCHING_RULES} - {"kind"} | {"week"} == set(RULES)


def names(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_say_it_with_the_same_parameters(code: str) -> None:
    english, spanish = SENTENCES[code]
    assert english.strip()
    assert spanish.strip()
    assert names(english) == names(spanish)
    params = {name: PARAMS.get(name, 3) for name in names(english)}
    for lang in ("en", "es"):
        said = say(Reason(code, params), lang)
        assert "{" not in said
        assert len(said) > 5


def test_spanish_is_not_english() -> None:
    every = {**SENTENCES, **GATES, **RULES}
    assert {code for code, (english, spanish) in every.items() if english == spanish} == set()


def test_words_of_parameters_are_labels_and_days() -> None:
    free = Reason("free", {"day": "TH", "from": "12:00", "to": "20:00"})
    assert say(free) == "Be free on Thursday, 12:00 pm to 8:00 pm."
    assert say(free, "es") == "Tener libre el jueves, de 12:00 p. m. a 8:00 p. m."
    assert "payment=" not in say(Reason("q_payment", {"facet": "payment=medicaid"}))


def test_headings_rules_and_days_in_both_languages() -> None:
    assert gate_heading("G0") == "This may be an emergency. Call 911 now."
    assert rule_label("distance", "es") == "demasiado lejos"
    assert (when_words(7), when_words(7, "es")) == ("day 7", "día 7")


@pytest.mark.parametrize("word", ["guarantee", "qualify", "diagnos", "score", "approved", "dose"])
def test_nothing_is_promised_scored_or_diagnosed(word: str) -> None:
    texts = [text for pair in {**SENTENCES, **GATES}.values() for text in pair]
    assert [text for text in texts if word in text.casefold()] == []


def test_seizure_text_says_what_the_contract_asks() -> None:
    said = say(Reason("g2_seizure"))
    for part in ("shake", "sweat", "see things", "seizure", "911", "emergency room", "Do not wait for a bed"):
        assert part in said


def test_live_in_levels_are_named_nowhere_as_codes() -> None:
    texts = " ".join(text for pair in SENTENCES.values() for text in pair)
    assert [level for level in LIVE_IN_LEVELS if "_" in level and level in texts] == []
