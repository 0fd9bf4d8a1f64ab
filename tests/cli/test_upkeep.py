"""Sources, reports, index and setup."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.cli.command import meetings_file, run, run_json
from tests.conftest import directory_of

Make = Callable[..., Flask]


def test_sources_are_listed_and_removed_with_all_they_brought(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    assert "There is no source yet" in run(app, "source", "list").stdout
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 3), "--source", "aa")
    (source,) = run_json(app, "source", "list")["sources"]
    assert {key: source[key] for key in ("name", "format", "records", "listings", "demo")} == {
        "name": "aa",
        "format": "meeting-guide",
        "records": 3,
        "listings": 3,
        "demo": False,
    }
    assert run(app, "source", "list").stdout.startswith("aa ")
    result = run(app, "source", "remove", "aa")
    assert (result.exit_code, result.stdout) == (0, "Removed aa: 3 listings are gone.\n")
    assert run_json(app, "search")["total"] == 0
    assert run(app, "source", "remove", "aa").exit_code == 1


def test_reports_are_listed_and_closed(make_app: Make) -> None:
    app = make_app(demo=True)
    assert run(app, "reports", "list").stdout == "There are no open reports.\n"
    number = directory_of(app).reports.add("demo:program-28", "wrong", "The number rings elsewhere")
    (report,) = run_json(app, "reports", "list")["reports"]
    assert (report["id"], report["listing"], report["kind"], report["closed"]) == (
        number,
        "demo:program-28",
        "wrong",
        None,
    )
    name = directory_of(app).listings.get("demo:program-28").listing.name
    assert report["name"] == name
    assert f"  demo:program-28  {name}  The number rings elsewhere\n" in run(app, "reports", "list").stdout
    assert run(app, "reports", "close", number).exit_code == 0
    assert run_json(app, "reports", "list") == {"reports": []}
    (closed,) = run_json(app, "reports", "list", "--all")["reports"]
    assert closed["closed"] is not None
    assert run(app, "reports", "close", 999).exit_code == 1
    assert run(app, "reports", "close", "first").exit_code == 2


def test_a_report_names_a_place_that_has_vanished_too(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 3), "--source", "aa")
    last = max(run_json(app, "search")["results"], key=lambda one: one["id"])
    directory_of(app).reports.add(last["id"], "closed")
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 2), "--source", "aa")
    assert last["id"] not in {one["id"] for one in run_json(app, "search")["results"]}
    (report,) = run_json(app, "reports", "list")["reports"]
    assert (report["listing"], report["name"]) == (last["id"], last["name"])


def test_index_is_built_shown_and_verified(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 3), "--source", "aa")
    assert run_json(app, "index", "build")["listings"] == 3
    assert run_json(app, "index", "status")["listings"] == 3
    assert run_json(app, "index", "verify") == {"ok": True, "problems": []}
    assert run(app, "index", "verify").stdout == "Index and database agree.\n"


def test_setup_can_be_run_again(make_app: Make) -> None:
    app = make_app()
    first, second = run(app, "setup", "--demo"), run(app, "setup", "--demo")
    assert first.stdout.splitlines()[0].startswith("Loaded the fictional demo community: 490 listings.")
    assert "flask source remove demo" in first.stdout
    assert (second.exit_code, second.stdout) == (0, "Ready: 490 listings can be searched.\n")


def test_setup_loads_no_demo_beside_real_feeds(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    run_json(app, "ingest", "meeting-guide", meetings_file(tmp_path, 3), "--source", "aa")
    assert run(app, "setup", "--demo").stdout == "Ready: 3 listings can be searched.\n"


def test_commands_before_setup_name_the_command_that_helps(tmp_path: Path) -> None:
    from app import create_app
    from tests.conftest import config_in

    app = create_app(config_in(tmp_path))
    for args in (("search", "x"), ("source", "list"), ("reports", "list"), ("index", "status")):
        result = run(app, *args)
        assert (result.exit_code, result.stdout) == (1, ""), args
        assert result.stderr.strip()


def test_every_command_explains_itself(demo_app: Flask) -> None:
    for group in ("ingest", "search", "plan", "setup", "source", "reports", "index"):
        result = run(demo_app, group, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage:")
