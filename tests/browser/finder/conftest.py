"""The finder where it is used: in the demo, and in three places whose real feeds `flask ingest` took in."""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import create_app
from referral.config import ROOT
from tests.browser.conftest import served
from tests.conftest import config_in

FEEDS = (
    ("meeting-guide", "meetings/aasanjose_2022.json", "sanjose", None),
    ("spreadsheet", "treatment/co_ownpath_ladders_2023.csv", "ladders", "ladders.toml"),
    ("hsds", "community/dc_2023-04", "dc", "dc.toml"),
)


@dataclass(frozen=True)
class Town:
    """Where a visitor stands and looks. chip: what the first page narrows by. zone: of the clocks there."""

    name: str
    near: str
    need: str
    words: str
    chip: str
    zone: str
    is_real: bool = True


TOWNS = (
    Town("demo", "80203", "treatment", "outpatient", "payment=medicaid", "America/Denver", is_real=False),
    Town("San Jose", "95112", "meetings", "women", "meeting=open", "America/Los_Angeles"),
    Town("Denver", "80203", "treatment", "outpatient", "payment=medicaid", "America/Denver"),
    Town("Washington", "20001", "other", "housing", "topic=food", "America/New_York"),
)


@pytest.fixture(scope="session")
def real_home(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that holds the three feeds, made once for all workers of a run."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    home = root / "real"
    with (root / "real.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "done").exists():
            home.mkdir()
            _fill(home, shared_data)
            (home / "done").touch()
    return home


def _fill(home: Path, data: Path) -> None:
    run = create_app(config_in(home)).test_cli_runner().invoke
    commands = [["setup"]]
    for format_, path, source, mapping in FEEDS:
        mapped = ["--mapping", str(ROOT / "seed" / "mappings" / mapping)] if mapping else []
        commands.append(["ingest", format_, str(data / path), "--source", source, *mapped])
    for command in [*commands, ["index", "build"]]:
        result = run(args=command)
        assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def real_site(real_home: Path) -> Iterator[str]:
    """The address of the running directory of the three feeds."""
    with served(create_app(config_in(real_home))) as address:
        yield address


with_and_without_scripts = pytest.mark.parametrize(
    "town, javascript",
    [(TOWNS[0], False), *((town, True) for town in TOWNS)],
    ids=["demo without scripts", *(town.name for town in TOWNS)],
    indirect=["town"],
)
"""Each place in turn, and the demo without JavaScript too."""


@pytest.fixture(params=TOWNS, ids=lambda town: town.name)
def town(request: pytest.FixtureRequest) -> Town:
    """Each place in turn; real ones are left out, and say so, when their feeds are not here."""
    found: Town = request.param
    return found


@pytest.fixture
def site(request: pytest.FixtureRequest, town: Town) -> str:
    """The address of the directory that a town is in."""
    return str(request.getfixturevalue("real_site" if town.is_real else "demo_site"))
