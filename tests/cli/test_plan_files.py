"""`flask plan --pdf --ics`: files that are whole or not there, and messages that say what to change."""

from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar

from tests.cli.command import run, run_json
from tests.cli.test_plan import SAFE, profile_file

NOW = ("--now", "2026-11-23T12:00")


def test_pdf_and_calendar_are_written_beside_the_json(demo_app: Flask, tmp_path: Path) -> None:
    pdf, ics = tmp_path / "plan.pdf", tmp_path / "week.ics"
    packet = run_json(demo_app, "plan", profile_file(tmp_path), "--pdf", pdf, "--ics", ics, *NOW)
    assert pdf.read_bytes().startswith(b"%PDF-1.7")
    events = list(Calendar.from_ical(ics.read_bytes()).walk("VEVENT"))
    assert len(events) == len(packet["week"]) > 0
    assert {str(event["SUMMARY"]) for event in events} == {"Appointment"}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.pdf", "profile.json", "week.ics"]


def test_options_change_the_files(demo_app: Flask, tmp_path: Path) -> None:
    profile, made = profile_file(tmp_path), {}
    for name, options in {"letter": (), "a4": ("--paper", "a4"), "large": ("--large-print",)}.items():
        result = run(demo_app, "plan", profile, "--pdf", tmp_path / name, *options, *NOW)
        assert (result.exit_code, result.stderr) == (0, f"Wrote {tmp_path / name}.\n")
        made[name] = (tmp_path / name).read_bytes()
    assert len(set(made.values())) == 3
    ics = tmp_path / "week.ics"
    assert run(demo_app, "plan", profile, "--ics", ics, "--full-titles", "--lang", "es", *NOW).exit_code == 0
    assert b"SUMMARY:Cita" not in ics.read_bytes()


def test_a_plan_without_times_writes_no_calendar_and_says_so(demo_app: Flask, tmp_path: Path) -> None:
    ics, pdf = tmp_path / "week.ics", tmp_path / "plan.pdf"
    stopped = profile_file(tmp_path, safety={**SAFE, "suicidal": "yes"})
    result = run(demo_app, "plan", stopped, "--ics", ics, "--pdf", pdf, *NOW)
    assert result.exit_code == 0
    assert "--ics: nothing in this plan has a fixed time" in result.stderr
    assert (ics.exists(), pdf.exists()) == (False, True)


@pytest.mark.parametrize("option", ["--pdf", "--ics"])
def test_a_file_that_cannot_stand_there_is_bad_usage(demo_app: Flask, tmp_path: Path, option: str) -> None:
    for target in (tmp_path / "nowhere" / "file", tmp_path):
        result = run(demo_app, "plan", profile_file(tmp_path), option, target)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{option}: ")
        assert str(target if target.exists() else target.parent) in result.stderr


def test_one_file_for_both_is_bad_usage(demo_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "file"
    result = run(demo_app, "plan", profile_file(tmp_path), "--pdf", file, "--ics", file)
    assert (result.exit_code, file.exists()) == (2, False)
    assert "--ics" in result.stderr


def test_a_bad_target_never_hides_a_safety_answer(demo_app: Flask, tmp_path: Path) -> None:
    profile = profile_file(tmp_path, safety={"suicidal": "yes"})
    result = run(demo_app, "plan", profile, "--pdf", tmp_path / "nowhere" / "file")
    assert result.exit_code == 2
    assert "988" in result.stderr


def test_a_full_disk_leaves_what_was_there(demo_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(b"before")
    monkeypatch.setattr("referral.cli.files.os.fsync", full)
    result = run(demo_app, "plan", profile_file(tmp_path), "--pdf", pdf, *NOW)
    assert result.exit_code == 1
    assert result.stderr.endswith(f"--pdf: {pdf} cannot be written: No space left on device.\n")
    assert pdf.read_bytes() == b"before"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.pdf", "profile.json"]


def test_only_the_owner_may_read_a_plan(demo_app: Flask, tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    assert run(demo_app, "plan", profile_file(tmp_path), "--pdf", pdf, *NOW).exit_code == 0
    assert pdf.stat().st_mode & 0o077 == 0
