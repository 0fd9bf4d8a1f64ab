"""SAMHSA's directory of 12,744 facilities, imported twice: new, then unchanged. Seconds and peak memory of each.

Needs the real feed: HANDOFF_SHARED names the folder that holds data/ (default ../shared).
"""

import argparse
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import measure
from bench.feeds import MAPPINGS, data_folder
from referral.config import Config
from referral.ingest.report import ImportReport
from referral.ingest.sources import make_format
from referral.places import OfflinePlaces
from referral.services.imports import Imports
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore

FILE = "treatment/national-directory-su-facilities-2023.xlsx"


class Now:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Now, aware, UTC."""
        return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> None:
    argparse.ArgumentParser(prog="python -m bench ingest", description=__doc__).parse_args(arguments)
    file = data_folder() / FILE
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as temporary:
        home = Path(temporary)
        runs = [("first import", measure.apart(_take, home, file)), ("again", measure.apart(_take, home, file))]
    lines = [
        (name, f"{run.value.read:,}", f"{run.value.added:,}", f"{run.value.unchanged:,}",
         measure.short(run.value.seconds), measure.short(run.peak_mb))
        for name, run in runs
    ]  # fmt: skip
    print(measure.table(["SAMHSA directory", "read", "added", "unchanged", "seconds", "peak MB"], lines))


def _take(home: Path, file: Path) -> ImportReport:
    config = Config.from_env({"HANDOFF_HOME": str(home)})
    SqlSchema(config.database_url).upgrade()
    places = OfflinePlaces(config.places, home)
    places.prepare()
    imports = Imports(SqlStore(config.database_url), places, Now())
    return imports.ingest(make_format("samhsa-directory", None, MAPPINGS), file, "samhsa")
