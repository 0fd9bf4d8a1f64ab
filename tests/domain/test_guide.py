"""The guide: which gates and lines follow from which answers, over every combination."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from referral.domain.guide import (
    BRING,
    LINES,
    Guidance,
    Situation,
    Weight,
    Weights,
    age_years,
    guidance,
    surely_raised,
    withdrawal_risk,
)
from referral.domain.need import SAFETY_QUESTIONS, Risk, Safety

YES, NO, UNSURE = Risk.YES, Risk.NO, Risk.UNKNOWN
LOW, MIDDLE, HIGH, UNKNOWN = Weight.LOW, Weight.MIDDLE, Weight.HIGH, Weight.UNKNOWN
CALM = Situation(Safety(**dict.fromkeys(SAFETY_QUESTIONS, NO)), NO, NO, NO)
STEADY = Weights(MIDDLE, HIGH, HIGH, HIGH)
STOPS = {"G0", "G1", "G2"}

GATE_OF = {
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
ORDER = ("G0", "G1", "G2", "GV", "G3", "G4", "G5", "GY", "G6")
NOW_OF = {
    "G0": ["now_911"],
    "G1": ["now_988"],
    "G2": ["now_withdrawal"],
    "GV": ["now_hotline"],
    "G3": ["now_pregnant"],
    "G4": ["now_naloxone", "now_opioid_medicine"],
    "G5": ["now_more"],
    "GY": ["now_youth"],
    "G6": ["now_less"],
}


def gates(found: Guidance) -> list[str]:
    return [notice.gate.value for notice in found.gates]


def weights() -> Iterator[Weights]:
    """Every combination of the four, also left out."""
    return (Weights(*four) for four in product((None, *Weight), repeat=4))


def situations() -> Iterator[tuple[Situation, list[str]]]:
    """Yes and no to every question, also of age: 1,024 situations with the gates that the table gives them."""
    for answers in product((NO, YES), repeat=len(SAFETY_QUESTIONS) + 1):
        *nine, under = answers
        said = dict(zip(SAFETY_QUESTIONS, nine, strict=True))
        raised = {GATE_OF[name] for name, answer in said.items() if answer is YES} | ({"GY"} if under is YES else set())
        yield replace(CALM, safety=Safety(**said), under_18=under), [code for code in ORDER if code in raised]


def test_every_combination_of_gates_shows_them_in_order_and_asks_for_each() -> None:
    for situation, raised in situations():
        found = guidance(replace(situation, weights=STEADY))
        assert gates(found) == raised
        asked = [line for code in raised for line in NOW_OF[code]]
        iop = [] if STOPS & set(raised) or "G5" in raised else ["now_iop"]
        assert list(found.ask_for_now) == [*asked, *iop, "now_assessment"]
        assert ("about_iop_after" in found.ask_about) == bool(STOPS & set(raised))


@pytest.mark.parametrize("name", SAFETY_QUESTIONS)
def test_not_sure_counts_as_yes(name: str) -> None:
    sure, unsure = (guidance(replace(CALM, safety=replace(CALM.safety, **{name: answer}))) for answer in (YES, UNSURE))
    assert sure == unsure
    assert gates(sure) == [GATE_OF[name]]


@pytest.mark.parametrize("name", SAFETY_QUESTIONS)
def test_a_gate_is_sure_where_a_yes_raises_it(name: str) -> None:
    for answer, sure in ((YES, {GATE_OF[name]}), (UNSURE, set())):
        situation = replace(CALM, safety=replace(CALM.safety, **{name: answer}))
        assert {gate.value for gate in surely_raised(situation)} - {"G6"} == sure


def test_one_yes_makes_a_gate_sure_whatever_else_was_not_sure() -> None:
    for answers in product((NO, UNSURE, YES), repeat=len(SAFETY_QUESTIONS)):
        said = dict(zip(SAFETY_QUESTIONS, answers, strict=True))
        sure = surely_raised(replace(CALM, safety=Safety(**said)))
        assert {gate.value for gate in sure} - {"G6"} == {GATE_OF[one] for one, answer in said.items() if answer is YES}


def test_daily_use_is_sure_only_together_with_what_makes_it_worse() -> None:
    for daily, more in product((NO, UNSURE, YES), repeat=2):
        sure = surely_raised(replace(CALM, heavy_daily=daily, withdrawal_more=more))
        assert ("G2" in sure) == (daily is more is YES)


def test_not_sure_of_age_asks_each_place_and_never_for_care_for_teens() -> None:
    found = guidance(replace(CALM, under_18=UNSURE))
    assert gates(found) == ["GY"]
    assert [action.code for notice in found.gates for action in notice.actions] == ["gy_ask_age"]
    assert found.ask_for_now == ("now_iop", "now_assessment")
    assert surely_raised(replace(CALM, under_18=UNSURE)) == {"G6"}
    assert surely_raised(replace(CALM, under_18=YES)) == {"GY", "G6"}


def expected_about(weighed: Weights) -> list[str]:
    """The lines to ask about when no gate applies, said once more as a table."""
    mild, cannot = weighed.severity is LOW, weighed.access is LOW
    rows = [
        ("about_day_program", weighed.severity not in (LOW, MIDDLE)),
        ("about_regular", mild and not cannot),
        ("about_peer", weighed.support is not HIGH),
        ("about_family", weighed.support in (HIGH, MIDDLE)),
        ("about_start", weighed.commitment is HIGH),
        ("about_first_talk", weighed.commitment is not HIGH),
        ("about_times", weighed.access is not HIGH),
        ("about_rides", weighed.access is not HIGH),
        ("about_fewer_hours", cannot and not mild),
        ("about_medicine", True),
        ("about_cost", True),
    ]
    return [line for line, said in rows if said]


def test_every_combination_of_weights_has_its_lines() -> None:
    for weighed in weights():
        found = guidance(replace(CALM, weights=weighed))
        less = weighed.severity is LOW and weighed.access is LOW
        assert gates(found) == (["G6"] if less else [])
        assert list(found.ask_for_now) == ["now_less" if less else "now_iop", "now_assessment"]
        assert list(found.ask_about) == expected_about(weighed)
        assert found.bring == BRING


def test_commitment_never_screens_out() -> None:
    for situation, _raised in list(situations())[::33]:
        for severity, support, access in product((None, *Weight), repeat=3):
            asked = {
                guidance(replace(situation, weights=Weights(severity, support, mood, access))).ask_for_now
                for mood in (None, LOW, HIGH)
            }
            assert len(asked) == 1


@pytest.mark.parametrize("gate", ["G0", "G1", "G2", "GV", "G3", "G5"])
def test_less_care_is_never_asked_for_beside_a_gate_that_asks_for_more(gate: str) -> None:
    names = [name for name, code in GATE_OF.items() if code == gate]
    mild = replace(CALM, weights=Weights(LOW, HIGH, HIGH, LOW))
    for name in names:
        found = guidance(replace(mild, safety=replace(CALM.safety, **{name: UNSURE})))
        assert gates(found) == [gate]
        assert "now_less" not in found.ask_for_now
        assert "about_regular" not in found.ask_about


@pytest.mark.parametrize("name", ["opioids"])
def test_less_care_can_stand_beside_opioid_medicine(name: str) -> None:
    found = guidance(replace(CALM, safety=replace(CALM.safety, **{name: YES}), weights=Weights(LOW, HIGH, HIGH, LOW)))
    assert gates(found) == ["G4", "G6"]


def test_no_family_sessions_where_home_is_not_safe() -> None:
    home = replace(CALM, weights=STEADY)
    assert "about_family" in guidance(home).ask_about
    unsafe = replace(home, safety=replace(CALM.safety, unsafe_at_home=UNSURE))
    assert "about_family" not in guidance(unsafe).ask_about


def test_a_safe_place_to_sleep_is_asked_about_only_where_there_is_none() -> None:
    homeless = replace(CALM, safety=replace(CALM.safety, no_safe_place=UNSURE))
    assert "about_housing" in guidance(homeless).ask_about
    assert "about_housing" not in guidance(replace(CALM, safety=replace(CALM.safety, more_than_iop=YES))).ask_about


def expected_withdrawal(said: Risk | None, daily: Risk | None, more: Risk | None) -> Risk | None:
    if said in (YES, UNSURE):
        return said
    if {daily, more} <= {YES, UNSURE}:
        return YES if daily is more is YES else UNSURE
    return said


def test_every_combination_of_withdrawal_answers() -> None:
    for said, daily, more in product((None, NO, UNSURE, YES), repeat=3):
        meant = expected_withdrawal(said, daily, more)
        assert withdrawal_risk(said, daily, more) == meant
        asked = replace(
            CALM, safety=replace(CALM.safety, withdrawal_risk=said), heavy_daily=daily, withdrawal_more=more
        )
        assert gates(guidance(asked)) == (["G2"] if meant in (YES, UNSURE) else [])


@pytest.mark.parametrize(
    ("stated", "under", "meant"),
    [
        (None, None, None),
        (34, None, 34),
        (34, NO, 34),
        (None, NO, None),
        (None, YES, 17),
        (None, UNSURE, None),
        (15, UNSURE, 15),
        (15, YES, 15),
        (34, YES, 17),
        (34, UNSURE, 34),
    ],
)
def test_age_under_18_wins(stated: int | None, under: Risk | None, meant: int | None) -> None:
    assert age_years(stated, under) == meant


def test_nothing_answered_is_calm_and_complete() -> None:
    found = guidance(Situation())
    assert gates(found) == []
    assert found.ask_for_now == ("now_iop", "now_assessment")


def test_every_line_can_be_said() -> None:
    said: set[str] = set(BRING)
    for situation, _raised in situations():
        for weighed in (Weights(LOW, LOW, LOW, LOW), Weights(LOW, HIGH, HIGH, HIGH), Weights(HIGH, LOW, LOW, LOW)):
            found = guidance(replace(situation, weights=weighed))
            said |= {*found.ask_for_now, *found.ask_about}
    assert said == set(LINES)
    assert len(LINES) == len(set(LINES))
