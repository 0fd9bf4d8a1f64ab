"""Four real feeds in one directory: programs in Colorado, services of Washington and San Francisco, San Jose's AA."""

from datetime import UTC, datetime
from pathlib import Path

from bench.feeds import MAPPINGS, data_folder
from referral.config import Config
from referral.ingest.sources import make_format
from referral.places import OfflinePlaces
from referral.services.imports import Imports
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore

NOW = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
FEEDS = (
    ("spreadsheet", "treatment/co_ownpath_ladders_2023.csv", "ladders", "ladders.toml"),
    ("hsds", "community/dc_2023-04", "dc", "dc.toml"),
    ("meeting-guide", "meetings/aasanjose_2022.json", "aasanjose", None),
    ("linksf", "community/linksf", "linksf", None),
)
"""Format, file or folder, source, mapping."""


class Noon:
    """Monday, November 23, 2026, noon in Denver."""

    def now(self) -> datetime:
        """Always the same moment, so that figures can be repeated."""
        return NOW


def real_directory(home: Path) -> tuple[SqlStore, OfflinePlaces]:
    """A store with the four feeds, and the gazetteer. Raises Skipped when the feeds are not here."""
    data = data_folder()
    config = Config.from_env({"HANDOFF_HOME": str(home)})
    SqlSchema(config.database_url).upgrade()
    store, places = SqlStore(config.database_url), OfflinePlaces(config.places, home)
    imports = Imports(store, places, Noon())
    for name, path, source, mapping in FEEDS:
        format_ = make_format(name, MAPPINGS / mapping if mapping else None, MAPPINGS)
        imports.ingest(format_, data / path, source)
    return store, places
