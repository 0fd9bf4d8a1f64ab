import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from referral.store.unit import SqlStore
from tests.cli.command import EXAMPLE_MAPPING, meeting, meetings_file, run, run_json, sheet_file
from tests.conftest import directory_of

Make = Callable[..., Flask]
REPORT_KEYS = [
    *("source", "format", "read", "added", "changed", "unchanged", "rejected", "vanished", "listings", "warnings"),
    "seconds",
]


def live(app: Flask) -> int:
    total: int = run_json(app, "search", "--limit", "200")["total"]
    return total


def test_a_feed_is_taken_in_and_found_at_once(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    report = run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 3), "--source", "aa")
    assert list(report) == REPORT_KEYS
    assert (report["source"], report["format"]) == ("aa", "meeting-guide")
    assert [report[key] for key in ("read", "added", "changed", "unchanged", "vanished")] == [3, 3, 0, 0, 0]
    assert report["rejected"] == []
    assert report["listings"] == {"added": 3, "changed": 0, "vanished": 0}
    found = run_json(app, "search", "sample group", "--near", "80203")["results"]
    assert sorted(one["id"] for one in found) == ["aa:group-0", "aa:group-1", "aa:group-2"]


def test_the_same_feed_again_changes_nothing(make_app: Make, tmp_path: Path) -> None:
    app, file = make_app(), meetings_file(tmp_path, 3)
    run_json(app, "ingest", "meeting-guide", file, "--source", "aa")
    report = run_json(app, "ingest", "meeting-guide", file, "--source", "aa")
    assert [report[key] for key in ("read", "added", "changed", "unchanged", "vanished")] == [3, 0, 0, 3, 0]
    assert report["listings"] == {"added": 0, "changed": 0, "vanished": 0}


def test_a_changed_feed_says_what_changed_vanished_and_was_rejected(make_app: Make, tmp_path: Path) -> None:
    app, file = make_app(), meetings_file(tmp_path, 4)
    run_json(app, "ingest", "meeting-guide", file, "--source", "aa")
    rows = [meeting(0), meeting(1, name="New Name"), meeting(2), meeting(2, name="Twice"), meeting(9)]
    file.write_text(json.dumps(rows), encoding="utf-8")
    report = run_json(app, "ingest", "meeting-guide", file, "--source", "aa")
    assert [report[key] for key in ("read", "added", "changed", "unchanged", "vanished")] == [5, 1, 1, 2, 1]
    ((reason, outside_id),) = [(one["reason"], one["id"]) for one in report["rejected"]]
    assert (reason, outside_id) == ("duplicate_id", "group-2")
    assert report["rejected"][0].keys() == {"row", "id", "reason"}
    assert report["listings"] == {"added": 1, "changed": 1, "vanished": 1}
    assert live(app) == 4


def test_a_sheet_is_read_by_its_mapping(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    file = sheet_file(
        tmp_path,
        {
            "Program": "Sample Evening Program",
            "Street": "1 Sample Street",
            "Town": "Springfield",
            "ZIP": "62701",
            "Phone": "(217) 555-0123",
            "Last checked": "11/02/2026",
            "Evening groups": "MO,WE,TH 18:00-21:00",
            "Care": "IOP; Coffee",
            "Payment": "Medicaid",
            "Child care": "no",
        },
        {
            "Program": "Sample Shelter for Women",
            "Street": "2 Hidden Street",
            "Town": "Springfield",
            "Keep address secret": "yes",
        },
    )
    report = run_json(app, "ingest", "spreadsheet", file, "--source", "sheet", "--mapping", EXAMPLE_MAPPING)
    assert (report["read"], report["added"]) == (2, 2)
    evening, shelter = run_json(app, "search", "sample", "--kind", "program")["results"]
    if evening["address_hidden"]:
        evening, shelter = shelter, evening
    assert evening["phones"] == [{"number": "+12175550123", "extension": None, "role": "main", "central_line": False}]
    assert [(one["track"], one["day"], one["start"], one["end"]) for one in evening["sessions"]] == [
        ("evening", day, "18:00", "21:00") for day in ("MO", "WE", "TH")
    ]
    assert {"level=iop", "payment=medicaid"} <= set(evening["facts"]["yes"])
    assert "service=childcare" in evening["facts"]["no"]
    assert evening["as_of"] == "2026-11-02"
    assert (shelter["address"], shelter["latitude"]) == ("Springfield, IL", None)


def test_a_dry_run_reports_and_writes_nothing(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    report = run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 3), "--source", "aa", "--dry-run")
    assert report["added"] == 3
    assert live(app) == 0
    assert run_json(app, "source", "list") == {"sources": []}


def test_the_loss_guard_stops_a_feed_cut_short(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 20), "--source", "aa")
    short = meetings_file(tmp_path, 9)
    result = run(app, "ingest", "meeting-guide", short, "--source", "aa", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "11 of the 20 live records of aa" in result.stderr
    assert "--allow-loss" in result.stderr
    assert live(app) == 20
    report = run_json(app, "ingest", "meeting-guide", short, "--source", "aa", "--allow-loss")
    assert (report["vanished"], live(app)) == (11, 9)


def test_half_of_a_feed_may_vanish(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 20), "--source", "aa")
    assert run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 10), "--source", "aa")["vanished"] == 10


def test_real_feeds_do_not_mix_with_the_demo(make_app: Make, tmp_path: Path) -> None:
    app, file = make_app(demo=True), meetings_file(tmp_path, 2)
    result = run(app, "ingest", "meeting-guide", file, "--source", "aa")
    assert result.exit_code == 1
    assert "flask source remove demo" in result.stderr
    assert run(app, "ingest", "meeting-guide", file, "--source", "aa", "--with-demo").exit_code == 0
    assert run(app, "source", "remove", "demo").exit_code == 0
    assert run(app, "ingest", "meeting-guide", file, "--source", "bb").exit_code == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("no-such-format", "{file}", "--source", "aa"), "no-such-format"),
        (("meeting-guide", "{file}"), "--source"),
        (("meeting-guide", "{file}", "--source", "a/b"), "--source"),
        (("meeting-guide", "{file}", "--source", ""), "--source"),
        (("spreadsheet", "{file}", "--source", "aa"), "--mapping"),
        (("bmlt", "{file}", "--source", "aa", "--mapping", "x.toml"), "--mapping"),
        (("meeting-guide", "{file}", "--source", "aa", "--color", "red"), "--color"),
        (("meeting-guide",), "PATH"),
    ],
)
def test_bad_usage_names_the_option(make_app: Make, tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    file = str(meetings_file(tmp_path, 1))
    result = run(make_app(), "ingest", *(arg.format(file=file) for arg in args))
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


@pytest.mark.parametrize(
    ("format_", "content"),
    [
        ("meeting-guide", None),
        ("meeting-guide", '[{"slug": "a", "na'),
        ("meeting-guide", "<html>Not found</html>"),
        ("findtreatment", "this,is,another\n1,2,3\n"),
        ("samhsa-directory", "no workbook"),
    ],
)
def test_a_bad_file_fails_and_changes_nothing(
    make_app: Make, tmp_path: Path, format_: str, content: str | None
) -> None:
    app, file = make_app(), tmp_path / "feed"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    result = run(app, "ingest", format_, file, "--source", "aa", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip()
    assert run_json(app, "source", "list") == {"sources": []}


def test_a_bad_mapping_fails_and_names_the_file(make_app: Make, tmp_path: Path) -> None:
    app, mapping = make_app(), tmp_path / "map.toml"
    result = run(app, "ingest", "spreadsheet", sheet_file(tmp_path), "--source", "aa", "--mapping", mapping)
    assert result.exit_code == 1
    assert "map.toml" in result.stderr
    mapping.write_text("not = [toml", encoding="utf-8")
    result = run(app, "ingest", "spreadsheet", sheet_file(tmp_path), "--source", "aa", "--mapping", mapping)
    assert result.exit_code == 1
    assert "not valid TOML" in result.stderr


def test_people_read_a_summary(make_app: Make, tmp_path: Path) -> None:
    result = run(make_app(), "ingest", "meeting-guide", meetings_file(tmp_path, 2), "--source", "aa")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("aa (meeting-guide): 2 records read in ")
    assert lines[1:3] == [
        "  records   2 added, 0 changed, 0 unchanged, 0 rejected, 0 vanished",
        "  listings  2 added, 0 changed, 0 vanished",
    ]


def test_a_locked_database_says_who_to_wait_for(
    make_app: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SqlStore.__init__.__kwdefaults__ or {}, "busy_timeout_s", 0.05)
    app, file = make_app(), meetings_file(tmp_path, 1)
    holder = sqlite3.connect(tmp_path / "handoff.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    result = run(app, "ingest", "meeting-guide", file, "--source", "aa")
    holder.close()
    assert result.exit_code == 1
    assert "Another command is writing to the database" in result.stderr
    assert directory_of(app).sources.list() == ()
