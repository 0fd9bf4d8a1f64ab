import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from referral.domain.need import SAFETY_QUESTIONS
from tests.cli.command import run, run_json

SAFE = dict.fromkeys(SAFETY_QUESTIONS, "no")
PROFILE: dict[str, Any] = {
    "home": {"place": "80203"},
    "busy": [{"days": "MO-FR", "start": "08:00", "end": "17:00"}],
    "payment": ["medicaid"],
    "safety": SAFE,
    "needs": [
        {"id": "treatment", "kind": "program", "level": "iop"},
        {"id": "meetings", "kind": "meeting", "per_week": {"min": 1, "target": 2}},
        {"id": "home", "kind": "resource", "topic": "housing"},
    ],
}
PACKET_KEYS = {
    *("status", "proven", "crisis", "gates", "first_actions", "needs", "week", "legs", "choices", "alternates"),
    *("substitutes", "unmet", "after", "aftercare", "totals", "check_again_on", "weights_version", "as_of", "seconds"),
}


def profile_file(folder: Path, **changes: Any) -> Path:
    file = folder / "profile.json"
    file.write_text(json.dumps({**PROFILE, **changes}), encoding="utf-8")
    return file


def test_json_holds_what_is_documented(demo_app: Flask, tmp_path: Path) -> None:
    packet = run_json(demo_app, "plan", profile_file(tmp_path), "--now", "2026-11-23T12:00")
    assert packet.keys() >= PACKET_KEYS
    assert [need["need"] for need in packet["needs"]] == ["treatment", "meetings", "home"]
    assert packet["gates"] == []
    assert {"911", "988", "1-800-662-4357"} <= {line["phone"] for line in packet["crisis"]}


def test_the_same_question_has_the_same_answer(demo_app: Flask, tmp_path: Path) -> None:
    first, again = (run_json(demo_app, "plan", profile_file(tmp_path), "--now", "2026-11-23T12:00") for _ in range(2))
    assert {**first, "seconds": 0} == {**again, "seconds": 0}


def test_safety_stops_the_week_and_is_no_failure(demo_app: Flask, tmp_path: Path) -> None:
    packet = run_json(demo_app, "plan", profile_file(tmp_path, safety={**SAFE, "suicidal": "yes"}))
    assert (packet["status"], packet["week"], packet["gates"][0]["code"]) == ("stopped_for_safety", [], "G1")


def test_text_is_read_in_two_languages(demo_app: Flask, tmp_path: Path) -> None:
    english = run(demo_app, "plan", profile_file(tmp_path))
    spanish = run(demo_app, "plan", profile_file(tmp_path), "--lang", "es")
    assert (english.exit_code, spanish.exit_code) == (0, 0)
    assert "YOUR WEEK" in english.stdout
    assert "SU SEMANA" in spanish.stdout
    assert "YOUR WEEK" not in spanish.stdout


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"home": {"place": "Nowhereville"}}, "home.place"),
        ({"home": None}, "home"),
        ({"needs": "iop"}, "needs"),
        ({"needs": [{"kind": "program", "level": "castle"}]}, "needs[0].level"),
        ({"busy": [{"days": "XX", "start": "08:00", "end": "17:00"}]}, "busy[0].days"),
        ({"about": {"age": -4}}, "about.age"),
        ({"travel": {"max_miles": -1}}, "travel.max_miles"),
        ({"payment": ["gold"]}, "payment"),
        ({"safety": {"suicidal": "maybe"}}, "safety.suicidal"),
    ],
)
def test_a_bad_profile_names_its_path(demo_app: Flask, tmp_path: Path, changes: dict[str, object], path: str) -> None:
    result = run(demo_app, "plan", profile_file(tmp_path, **changes), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert path in result.stderr


@pytest.mark.parametrize("content", [None, "", "{", "[]", "\x00", '{"home": {}}', "[" * 100_000, "9" * 1_100_000])
def test_what_is_no_profile_is_bad_usage(demo_app: Flask, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "profile.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    result = run(demo_app, "plan", file, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr) < 500


def test_a_bad_moment_and_a_bad_language_are_bad_usage(demo_app: Flask, tmp_path: Path) -> None:
    file = profile_file(tmp_path)
    assert run(demo_app, "plan", file, "--now", "soon").exit_code == 2
    assert run(demo_app, "plan", file, "--lang", "fr").exit_code == 2


def test_a_bad_profile_never_hides_a_safety_answer(demo_app: Flask, tmp_path: Path) -> None:
    result = run(demo_app, "plan", profile_file(tmp_path, safety={"suicidal": "yes"}, needs=[]), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "988" in result.stderr
