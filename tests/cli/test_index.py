"""The index as the shell shows it: plain words, JSON with its keys, and what happens to it after large changes."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from referral.cli import index as index_command
from referral.domain.errors import IndexUnavailable
from search_index import live
from tests.cli.command import meetings_file, run, run_json
from tests.conftest import directory_of

Make = Callable[..., Flask]
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STATUS: dict[str, int | float | str] = {
    "engine": "columns",
    "listings": 24512,
    "generation": "g000012",
    "built_at": "2026-11-24T11:56:30+00:00",
    "size_bytes": 378_400_000,
    "changed_since": 1,
    "last_change": 30118,
}


def current(folder: Path) -> str:
    return (folder / "index" / "CURRENT").readlink().name


def test_status_is_said_in_plain_words() -> None:
    assert list(index_command._lines(STATUS, NOW)) == [
        ("listings", "24,512"),
        ("generation", "g000012, built 3 minutes ago (2026-11-24 11:56 UTC), 378 MB on disk"),
        ("changed", "1 entry since it was built, also searched"),
        ("last change", "number 30,118 of the database"),
    ]


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=1, hours=5), "1 day ago"),
        (timedelta(days=400), "400 days ago"),
    ],
)
def test_ages_are_said_in_whole_units(passed: timedelta, said: str) -> None:
    assert index_command._ago(passed.total_seconds()) == said


@pytest.mark.parametrize(
    ("size_bytes", "said"), [(0, "0 bytes"), (999, "999 bytes"), (15_301, "15 kB"), (1_378_000_000, "1,378 MB")]
)
def test_sizes_are_said_in_a_unit_that_fits(size_bytes: int, said: str) -> None:
    assert index_command._size(size_bytes) == said


def test_build_and_status_name_the_same_generation(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 1), "--source", "aa")
    assert run(app, "index", "build").stdout.startswith("Built g000002 in ")
    shown = run(app, "index", "status").stdout.splitlines()
    assert (shown[0], shown[1][:31]) == ("listings     1", "generation   g000002, built jus")
    assert set(run_json(app, "index", "status")) == set(STATUS)


def test_status_before_any_build_says_so_and_builds_nothing(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    shutil.rmtree(tmp_path / "index")
    app = make_app_again(tmp_path)
    shown = run(app, "index", "status")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[0] == (
        "index        none that can be used. There is no search index yet. "
        "The next search builds one, or: flask index build"
    )
    assert run_json(app, "index", "status")["generation"] == "none"
    assert not (tmp_path / "index").exists()


def make_app_again(home: Path) -> Flask:
    from app import create_app
    from tests.conftest import config_in

    return create_app(config_in(home))


def test_verify_names_the_command_that_mends(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 2), "--source", "aa")
    run_json(app, "index", "build")
    cards = tmp_path / "index" / current(tmp_path) / "cards.bin"
    with cards.open("r+b") as file:
        file.write(b"\0\0\0")
    result = run(app, "index", "verify")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "cards.bin of g000002 is cut short or damaged.")
    assert result.stderr.endswith("To build the index anew from the database: flask index build\n")


def test_large_import_and_removal_build_the_index_and_small_ones_do_not(
    make_app: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MERGE_ROWS", 5)
    app = make_app()
    assert current(tmp_path) == "g000001"
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 4), "--source", "few")
    assert current(tmp_path) == "g000001"
    big = meetings_file(tmp_path, 6)
    run_json(app, "ingest", "meeting-guide", big, "--source", "many", "--dry-run")
    assert current(tmp_path) == "g000001"
    run_json(app, "ingest", "meeting-guide", big, "--source", "many")
    assert (current(tmp_path), run_json(app, "index", "status")["changed_since"]) == ("g000002", 0)
    assert run(app, "source", "remove", "few").exit_code == 0
    assert current(tmp_path) == "g000002"
    assert run(app, "source", "remove", "many").exit_code == 0
    assert (current(tmp_path), run_json(app, "search")["total"]) == ("g000003", 0)


def test_import_stands_when_the_index_cannot_be_built(
    make_app: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()

    def fail() -> bool:
        raise IndexUnavailable("The search index cannot be written to here.")

    monkeypatch.setattr(directory_of(app).index, "catch_up", fail)
    result = run(app, "ingest", "meeting-guide", meetings_file(tmp_path, 3), "--source", "aa")
    assert result.exit_code == 0
    assert (
        "To mend that run: flask index build. The reason: The search index cannot be written to here." in result.stderr
    )
    assert run_json(app, "search")["total"] == 3
    result = run(app, "source", "remove", "aa")
    assert (result.exit_code, result.stdout) == (0, "Removed aa: 3 listings are gone.\n")
    assert "To mend that run: flask index build." in result.stderr


def test_setup_builds_anew_beside_an_empty_directory_and_leaves_a_fresh_index(make_app: Make, tmp_path: Path) -> None:
    app = make_app(demo=True)
    assert current(tmp_path) == "g000001"
    run(app, "setup")
    assert current(tmp_path) == "g000001"
    for file in tmp_path.glob("handoff.db*"):
        file.unlink()
    assert run(app, "setup").stdout == "Ready: 0 listings can be searched.\n"
    assert (current(tmp_path), run_json(app, "search")["total"]) == ("g000002", 0)
