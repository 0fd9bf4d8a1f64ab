"""Answers become the profile that the command line reads."""

from typing import Any

import pytest

from referral.web.forms.answers import profile_of
from tests.web.visits import visit_of

WANT = {"start": "first", "want": ["treatment", "meetings"]}


def profile(**answers: object) -> dict[str, Any]:
    return profile_of(visit_of(**answers))


def needs(**answers: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = profile(**answers).get("needs", [])
    return found


def test_nothing_answered_is_a_profile_without_home_and_needs() -> None:
    assert profile() == {"travel": {"mode": "car"}, "online": "ok"}


def test_a_whole_profile() -> None:
    found = profile(
        **WANT,
        subject="client",
        near=" 80203 ",
        mode="bus",
        max_leg="60",
        max_miles="7.5",
        online="no",
        level="iop",
        parts=["childcare", "holistic"],
        substances=["alcohol"],
        topics=["housing"],
        meetings="3",
        fellowships=["AA", "NA"],
        kinds=["beginner"],
        apart="yes",
        payment=["medicaid"],
        languages=["es"],
        age="34",
        gender="man",
        groups=["veterans"],
        medications=["buprenorphine"],
        emergency="no",
        opioids="unknown",
    )
    assert found == {
        "for": "client",
        "home": {"place": "80203"},
        "travel": {"mode": "bus", "max_leg_min": 60, "max_miles": 7.5},
        "online": "no",
        "about": {
            "substances": ["alcohol"],
            "age": 34,
            "gender": "man",
            "medications": ["buprenorphine"],
            "groups": ["veterans"],
        },
        "payment": ["medicaid"],
        "languages": ["es"],
        "safety": {"emergency": "no", "opioids": "unknown"},
        "needs": [
            {
                "id": "treatment",
                "kind": "program",
                "level": "iop",
                "require": ["service=childcare"],
                "prefer": ["service=holistic"],
            },
            {
                "id": "meetings",
                "kind": "meeting",
                "per_week": {"min": 1, "target": 3},
                "fellowships": ["AA", "NA"],
                "prefer": ["meeting=beginner"],
                "avoid_program_days": True,
            },
            {"id": "housing", "kind": "resource", "topic": "housing"},
        ],
    }


def test_a_level_left_open_is_a_program_of_any_level() -> None:
    program = [{"id": "treatment", "kind": "program"}]
    assert needs(start="first", want=["treatment"]) == program
    assert needs(start="first", want=["treatment"], level="any") == program
    assert needs(level="any") == program


@pytest.mark.parametrize(
    ("answers", "program"),
    [
        ({}, {"level": "outpatient", "prefer": ["service=group_therapy", "service=aftercare"]}),
        (
            {"step_down": "weekly_group"},
            {"level": "outpatient", "prefer": ["service=group_therapy", "service=aftercare"]},
        ),
        ({"step_down": "fewer_hours"}, {"level": "outpatient", "prefer": ["service=aftercare"]}),
        (
            {"step_down": "fewer_hours", "hours": "3"},
            {"level": "outpatient", "prefer": ["service=aftercare"], "hours_per_week": 3},
        ),
        ({"step_down": "no_program"}, None),
    ],
)
def test_aftercare_is_a_step_down(answers: dict[str, str], program: dict[str, object] | None) -> None:
    expected = [] if program is None else [{"id": "treatment", "kind": "program", **program}]
    assert needs(start="after", want=["treatment"], level="iop", **answers) == expected
    assert needs(start="after", **answers) == expected


def test_a_relative_gets_family_sessions_and_a_meeting() -> None:
    program, meeting = needs(subject="family", level="iop")
    assert program["prefer"] == ["service=family"]
    assert (meeting["fellowships"], meeting["per_week"]) == (["AlAnon", "NarAnon"], {"min": 0, "target": 1})
    assert needs(subject="family", level="iop", parts=["family"])[0]["prefer"] == ["service=family"]
    assert [need["id"] for need in needs(subject="family", start="first", want=["treatment"])] == ["treatment"]
    assert [need["id"] for need in needs(subject="self", want=["family"])] == []


def test_painted_hours_that_touch_are_one_block() -> None:
    cells = ["SA09", "SA10", "SA12", "SU23", "SA99", "junk"]
    assert profile(cells=cells)["busy"] == [
        {"days": "SA", "start": "09:00", "end": "11:00"},
        {"days": "SA", "start": "12:00", "end": "13:00"},
        {"days": "SU", "start": "23:00", "end": "00:00"},
    ]


def test_presets_exact_and_written_times_count_together() -> None:
    found = profile(busy=["school_run"], from_TU="18:00", to_TU="19:30", busy_text="SA 09:00-12:00; SU 08:00-09:00")
    assert found["busy"] == [
        {"days": "MO-FR", "start": "14:30", "end": "16:00"},
        {"days": "TU", "start": "18:00", "end": "19:30"},
        {"days": "SA", "start": "09:00", "end": "12:00"},
        {"days": "SU", "start": "08:00", "end": "09:00"},
    ]


def test_shifts_are_at_work_when_its_place_is_known() -> None:
    found = profile(busy=["day_shift", "school_run"], work_near="80216")
    assert found["anchors"] == [{"name": "work", "place": "80216"}]
    assert [block.get("at") for block in found["busy"]] == ["work", None]


def test_who_works_nights_sleeps_by_day() -> None:
    assert profile(busy=["night_shift"])["sleep"] == [
        {"days": "TU-SA", "start": "07:00", "end": "14:00"},
        {"days": "SA,SU", "start": "23:00", "end": "06:00"},
    ]
    assert "sleep" not in profile(busy=["day_shift"])


def test_withdrawal_answers_of_the_guide_count_together() -> None:
    assert profile(heavy_daily="yes", withdrawal_more="unknown")["safety"] == {"withdrawal_risk": "unknown"}
    assert "safety" not in profile(heavy_daily="yes", withdrawal_more="no")


@pytest.mark.parametrize(
    ("answers", "age"),
    [
        ({"under_18": "yes"}, 17),
        ({"under_18": "unknown"}, None),
        ({"under_18": "unknown", "age": "34"}, 34),
        ({"under_18": "no"}, None),
        ({"under_18": "yes", "age": "34"}, 17),
        ({"under_18": "yes", "age": "old"}, "old"),
        ({"age": "34"}, 34),
    ],
)
def test_someone_under_18_stays_so(answers: dict[str, str], age: object) -> None:
    assert profile(**answers).get("about", {}).get("age") == age


def test_busy_times_are_typed_in_either_language() -> None:
    assert profile(busy_text="lunes a viernes 9-17; SA 9am-noon")["busy"] == [
        {"days": "MO-FR", "start": "09:00", "end": "17:00"},
        {"days": "SA", "start": "09:00", "end": "12:00"},
    ]
