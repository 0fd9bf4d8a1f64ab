"""A home folder with a real database full of made-up listings, made once and kept."""

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench.national import SOURCE, Size, listings
from referral.config import ROOT, Config
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from search_index.live import LiveIndex

KEPT = ROOT / "instance" / "bench"
"""Where home folders are kept unless another folder is named; git does not see it."""


def home_of(size: Size, folder: Path | None = None) -> Config:
    """The settings of a home folder whose database holds the listings of a size, with an index.

    Filled now when it is not yet; what another version made is brought up to this one.
    """
    home = (folder or KEPT) / size.name
    config = Config.from_env({"HANDOFF_HOME": str(home)})
    whole = home / "filled"
    home.mkdir(parents=True, exist_ok=True)
    SqlSchema(config.database_url).upgrade()
    if not whole.exists():
        started = perf_counter()
        _fill(SqlStore(config.database_url), size)
        whole.touch()
        print(f"{size.name}: {size.listings:,} listings written to a database in {perf_counter() - started:.0f} s")
    LiveIndex(SqlStore(config.database_url), config.index).catch_up()
    return config


def _fill(store: SqlStore, size: Size) -> None:
    with store.unit(write=True) as unit:
        run = unit.sources.begin_run(SOURCE, SOURCE, datetime.now(UTC))
        for listing in listings(size):
            unit.listings.save(listing, run)
        unit.sources.finish_run(run, {})
        unit.commit()
    store.close()
