"""Safety: which answers raise which gates in which order, what the rest of a profile adds, what is always shown."""

from dataclasses import replace
from itertools import combinations, product

import pytest

from referral.domain.need import SAFETY_QUESTIONS, About, Need, Profile, Risk, Safety
from referral.domain.packet import Gate
from referral.domain.safety import (
    crisis_lines,
    effective_answers,
    gates_of,
    lines_beside,
    questions_not_asked,
    stops,
    sure_gates,
    wants_naloxone,
)
from referral.domain.vocabulary import Kind
from tests.factories import place

STATES = (None, Risk.NO, Risk.UNKNOWN, Risk.YES)
RISKS = (Risk.UNKNOWN, Risk.YES)
CALM = Safety(**dict.fromkeys(SAFETY_QUESTIONS, Risk.NO))
IOP = Need("treatment", Kind.PROGRAM, level="iop")

RAISES = {
    "emergency": "G0",
    "suicidal": "G1",
    "harm_others": "G1",
    "withdrawal_risk": "G2",
    "unsafe_at_home": "GV",
    "pregnant": "G3",
    "opioids": "G4",
    "no_safe_place": "G5",
    "more_than_iop": "G5",
}
"""Each question alone raises this gate."""
ORDER = ["G0", "G1", "G2", "GV", "G3", "G4", "G5", "GY"]


def person(safety: Safety = CALM, *needs: Need, **about) -> Profile:
    """Someone who asks for an IOP unless other needs are given."""
    return Profile(home=place(), needs=needs or (IOP,), time_zone="America/Denver", safety=safety, about=About(**about))


def codes(profile: Profile) -> list[str]:
    return [notice.gate.value for notice in gates_of(profile)]


def actions(profile: Profile, gate: str) -> list[str]:
    return [what.code for notice in gates_of(profile) if notice.gate == gate for what in notice.actions]


def expected(safety: Safety) -> list[str]:
    """The gates of answers, worked out from the table alone."""
    raised = {RAISES[name] for name in SAFETY_QUESTIONS if getattr(safety, name) in RISKS}
    return [code for code in ORDER if code in raised]


def test_table_speaks_of_every_question() -> None:
    assert sorted(RAISES) == sorted(SAFETY_QUESTIONS)


@pytest.mark.parametrize(
    "asked", [*list(combinations(SAFETY_QUESTIONS, 4))[::6], SAFETY_QUESTIONS[:6], SAFETY_QUESTIONS[3:]]
)
def test_all_answers_to_some_questions_raise_their_gates_in_order(asked: tuple[str, ...]) -> None:
    for answers in product(STATES, repeat=len(asked)):
        safety = replace(CALM, **dict(zip(asked, answers, strict=True)))
        gates = gates_of(person(safety))
        assert [notice.gate.value for notice in gates] == expected(safety)
        assert stops(gates) == bool({"G0", "G1", "G2"} & set(expected(safety)))
        assert questions_not_asked(person(safety)) == tuple(n for n in SAFETY_QUESTIONS if getattr(safety, n) is None)


def every_answer(states: tuple[Risk | None, ...]) -> None:
    """All answers to all nine questions, each of these states."""
    for answers in product(states, repeat=len(SAFETY_QUESTIONS)):
        safety = Safety(**dict(zip(SAFETY_QUESTIONS, answers, strict=True)))
        gates = gates_of(person(safety))
        raised = expected(safety)
        assert [notice.gate.value for notice in gates] == raised
        assert stops(gates) == (raised[:1] in (["G0"], ["G1"], ["G2"]))


def test_every_combination_of_the_nine_answers_raises_all_its_gates_in_order() -> None:
    every_answer((Risk.NO, Risk.UNKNOWN, Risk.YES))


@pytest.mark.slow
def test_questions_not_asked_raise_nothing_beside_every_combination_of_the_others() -> None:
    every_answer(STATES)


def test_unsure_raises_what_yes_raises() -> None:
    for name in SAFETY_QUESTIONS:
        unsure, sure = (person(replace(CALM, **{name: answer})) for answer in RISKS)
        assert codes(unsure) == codes(sure) == [RAISES[name]]


def test_sure_is_what_a_yes_raises_and_nothing_else_of_the_answers() -> None:
    for answers in product((Risk.NO, Risk.UNKNOWN, Risk.YES), repeat=len(SAFETY_QUESTIONS)):
        said = dict(zip(SAFETY_QUESTIONS, answers, strict=True))
        sure = {RAISES[name] for name, answer in said.items() if answer is Risk.YES}
        assert {gate.value for gate in sure_gates(person(Safety(**said)))} == sure


@pytest.mark.parametrize(
    ("profile", "gate"),
    [
        (person(replace(CALM, opioids=Risk.UNKNOWN), substances=frozenset({"opioids"})), "G4"),
        (person(replace(CALM, withdrawal_risk=Risk.UNKNOWN), Need("a", Kind.PROGRAM, level="withdrawal")), "G2"),
        (person(replace(CALM, pregnant=None), groups=frozenset({"pregnant_postpartum"})), "G3"),
        (person(CALM, age_years=16), "GY"),
    ],
)
def test_what_the_rest_of_a_profile_says_is_sure(profile: Profile, gate: str) -> None:
    assert {one.value for one in sure_gates(profile)} == {gate}


def test_the_lines_beside_gates_are_those_that_fit() -> None:
    assert [line.phone for line in lines_beside([])] == ["911", "988", "1-800-662-4357"]
    assert [line.phone for line in lines_beside([Gate.VIOLENCE])][3:] == ["1-800-799-7233"]
    assert [line.phone for line in lines_beside([Gate.EMERGENCY])][3:] == ["1-800-222-1222"]


def test_nothing_asked_raises_no_gate_and_is_said() -> None:
    profile = person(Safety())
    assert codes(profile) == []
    assert questions_not_asked(profile) == SAFETY_QUESTIONS


def test_guide_gate_is_never_raised_by_a_profile() -> None:
    assert Gate.LESS_THAN_IOP not in {notice.gate for notice in gates_of(person(Safety(), age_years=17))}
    assert [gate.value for gate in Gate] == [*ORDER, "G6"]


OPIOIDS = [
    {"substances": frozenset({"opioids"})},
    {"medications": frozenset({"buprenorphine"})},
    {"medications": frozenset({"methadone"})},
]
OPIOID_NEEDS = [
    Need("a", Kind.PROGRAM, require=("treats=opioids",)),
    Need("a", Kind.PROGRAM, require=("medication=methadone",)),
    Need("a", Kind.PROGRAM, level="otp"),
]


@pytest.mark.parametrize("said", STATES)
@pytest.mark.parametrize("about", OPIOIDS)
def test_opioids_anywhere_beat_the_answer(said: Risk | None, about: dict) -> None:
    profile = person(replace(CALM, opioids=said), **about)
    assert effective_answers(profile).opioids is Risk.YES
    assert codes(profile) == ["G4"]
    assert wants_naloxone(profile)


@pytest.mark.parametrize("said", STATES)
@pytest.mark.parametrize("need", OPIOID_NEEDS)
def test_opioids_in_a_need_beat_the_answer(said: Risk | None, need: Need) -> None:
    assert codes(person(replace(CALM, opioids=said), need)) == ["G4"]


@pytest.mark.parametrize("about", [{"medications": frozenset({"naltrexone"})}, {"substances": frozenset({"alcohol"})}])
def test_other_medicine_and_substances_leave_the_answer(about: dict) -> None:
    assert codes(person(CALM, **about)) == []


@pytest.mark.parametrize(
    "level", ["withdrawal", "withdrawal_outpatient", "withdrawal_residential", "withdrawal_hospital"]
)
@pytest.mark.parametrize(
    ("said", "meant"), [(None, "unknown"), (Risk.NO, "unknown"), (Risk.UNKNOWN, "unknown"), (Risk.YES, "yes")]
)
def test_asking_for_withdrawal_is_a_risk_of_withdrawal(level: str, said: Risk | None, meant: str) -> None:
    profile = person(replace(CALM, withdrawal_risk=said), Need("a", Kind.PROGRAM, level=level))
    assert effective_answers(profile).withdrawal_risk == meant
    assert codes(profile) == ["G2"]


def test_required_detox_is_a_risk_of_withdrawal_and_of_its_substance() -> None:
    profile = person(CALM, Need("a", Kind.PROGRAM, level="residential", require=("detox=opioids",)))
    assert codes(profile) == ["G2", "G4"]


@pytest.mark.parametrize(
    ("said", "meant"), [(None, Risk.UNKNOWN), (Risk.NO, Risk.NO), (Risk.UNKNOWN, Risk.UNKNOWN), (Risk.YES, Risk.YES)]
)
def test_group_of_pregnant_people_is_unknown_only_when_not_asked(said: Risk | None, meant: Risk) -> None:
    profile = person(replace(CALM, pregnant=said), groups=frozenset({"pregnant_postpartum"}))
    assert effective_answers(profile).pregnant is meant


@pytest.mark.parametrize(("age", "gates"), [(0, ["GY"]), (17, ["GY"]), (18, []), (None, [])])
def test_under_18_is_the_youth_gate(age: int | None, gates: list[str]) -> None:
    assert codes(person(CALM, age_years=age)) == gates


def test_effective_answers_are_never_less_risky_than_said() -> None:
    rank = {None: 0, Risk.NO: 1, Risk.UNKNOWN: 2, Risk.YES: 3}
    needs = (IOP, Need("w", Kind.PROGRAM, level="withdrawal", require=("treats=opioids",)))
    for answer in STATES:
        profile = person(
            Safety(**dict.fromkeys(SAFETY_QUESTIONS, answer)), *needs, groups=frozenset({"pregnant_postpartum"})
        )
        effective = effective_answers(profile)
        assert all(rank[getattr(effective, name)] >= rank[answer] for name in SAFETY_QUESTIONS)


def test_withdrawal_page_opens_with_the_seizure_text() -> None:
    assert actions(person(replace(CALM, withdrawal_risk=Risk.YES)), "G2")[:3] == [
        "g2_seizure",
        "g2_do_not_stop",
        "g2_call_today",
    ]


def test_pregnancy_page_says_priority_and_not_to_stop() -> None:
    pregnant = replace(CALM, pregnant=Risk.YES)
    assert actions(person(pregnant), "G3") == ["g3_call_today", "g3_priority", "g3_do_not_stop"]
    assert actions(person(replace(pregnant, opioids=Risk.UNKNOWN)), "G3")[-1] == "g3_medicines"


def test_recovery_housing_is_named_only_without_a_safe_place() -> None:
    assert actions(person(replace(CALM, more_than_iop=Risk.YES)), "G5") == ["g5_ask_more"]
    assert actions(person(replace(CALM, no_safe_place=Risk.YES)), "G5") == ["g5_ask_more", "g5_housing"]


def test_violence_page_names_hotline_and_safe_phone_and_no_family() -> None:
    assert actions(person(replace(CALM, unsafe_at_home=Risk.YES)), "GV") == ["gv_hotline", "gv_safe_phone", "gv_alone"]


@pytest.mark.parametrize(
    ("profile", "phones"),
    [
        (person(), ["911", "988", "1-800-662-4357"]),
        (person(CALM, groups=frozenset({"veterans"})), ["911", "988", "988, press 1", "1-800-662-4357"]),
        (person(replace(CALM, unsafe_at_home=Risk.YES)), ["911", "988", "1-800-799-7233", "1-800-662-4357"]),
        (person(replace(CALM, emergency=Risk.YES)), ["911", "988", "1-800-662-4357", "1-800-222-1222"]),
        (person(Safety()), ["911", "988", "1-800-662-4357", "1-800-222-1222"]),
    ],
)
def test_lines_are_always_there(profile: Profile, phones: list[str]) -> None:
    assert [line.phone for line in crisis_lines(profile)] == phones


@pytest.mark.parametrize("substance", ["stimulants", "benzodiazepines"])
def test_naloxone_is_wanted_for_a_supply_of_unknown_source(substance: str) -> None:
    assert wants_naloxone(person(CALM, substances=frozenset({substance})))


@pytest.mark.parametrize(("said", "wanted"), [(None, False), (Risk.NO, False), (Risk.UNKNOWN, True), (Risk.YES, True)])
def test_naloxone_follows_the_opioid_answer(said: Risk | None, wanted: bool) -> None:
    assert wants_naloxone(person(replace(CALM, opioids=said))) is wanted


def test_veterans_in_crisis_are_told_their_line() -> None:
    profile = person(replace(CALM, suicidal=Risk.YES), groups=frozenset({"veterans"}))
    assert actions(profile, "G1")[:2] == ["g1_call_988", "g1_veterans"]
