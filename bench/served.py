"""The whole site over a made-up country whose index was built before, without filling a database for it.

Only listings come from there. Everything else of the site works on an empty database, which is asked for changes before
every search, as always. Found by a WSGI server as
`bench.served:create_app()`; BENCH_SIZE names the size and BENCH_INDEX the folder that `bench search --folder` made.
"""

import os
from dataclasses import replace
from pathlib import Path

from flask import Flask

from app import SystemClock, build_directory, make_site
from bench import engines
from bench.national import SIZES, Size
from bench.streamed import StreamedStore
from referral.config import Config
from referral.sealing import SecretFile
from referral.services.searches import Searches
from referral.store.unit import SqlStore


class FollowedStore(StreamedStore):
    """Made-up listings that ask a real database for changes, and find none."""

    def __init__(self, size: Size, database: SqlStore) -> None:
        super().__init__(size)
        self._database = database

    def last_seq(self) -> int:
        """That of the one fill, and of what the database holds: nothing."""
        return super().last_seq() + self._database.last_seq()


def create_app() -> Flask:
    """The site as `app.create_app` makes it, searching another index."""
    config = Config.from_env()
    directory = build_directory(config, SecretFile(config.home / "secret_key", config.secret_key))
    store = FollowedStore(SIZES[os.environ["BENCH_SIZE"]], SqlStore(config.database_url)).as_store()
    index = engines.ENGINES[engines.DEFAULT].make(store, Path(os.environ["BENCH_INDEX"]))
    return make_site(config, replace(directory, searches=Searches(index, directory.places, SystemClock())))
