"""A directory of its own for each real feed, with the real gazetteer and the real store."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from referral.config import ROOT, Config
from referral.ingest.report import ImportReport
from referral.ingest.sources import make_format
from referral.places import OfflinePlaces
from referral.services.imports import Imports
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore

MAPPINGS = ROOT / "seed" / "mappings"
NOW = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)


class Noon:
    """Monday, November 23, 2026, noon in Denver."""

    def now(self) -> datetime:
        return NOW


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> OfflinePlaces:
    """The gazetteer that ships."""
    folder = tmp_path_factory.mktemp("places")
    return OfflinePlaces(Config.from_env({"HANDOFF_HOME": str(folder)}).places, folder)


def empty_store(folder: Path) -> SqlStore:
    url = f"sqlite:///{folder / 'handoff.db'}"
    SqlSchema(url).upgrade()
    return SqlStore(url)


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    """A directory with nothing in it."""
    return empty_store(tmp_path)


Take = Callable[..., ImportReport]


@pytest.fixture
def take(store: SqlStore, places: OfflinePlaces) -> Take:
    """Imports a file: take(format, path, source, mapping=None)."""
    imports = Imports(store, places, Noon())

    def run(name: str, path: Path, source: str, mapping: str | None = None) -> ImportReport:
        made = make_format(name, MAPPINGS / mapping if mapping else None, MAPPINGS)
        return imports.ingest(made, path, source)

    return run
