"""The composition root: makes the real parts, hands them to the use cases, and those to web and command line.

`flask` finds `create_app` here; so does a WSGI server (`app:create_app`).
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from referral import cli, web
from referral.config import ROOT, Config
from referral.documents.county_lines import CountyLines
from referral.documents.maker import OwnDocuments
from referral.documents.map_svg import SvgMaps
from referral.domain.errors import BadInput
from referral.places import OfflinePlaces, StreetGeocoder
from referral.sealing import FernetSealer, LinkSeals, SecretFile
from referral.services.directory import Directory
from referral.services.imports import Imports
from referral.services.kept_packets import KeptPackets
from referral.services.listings import Listings
from referral.services.nearby import Nearby
from referral.services.packets import Packets
from referral.services.reports import Reports
from referral.services.searches import Searches
from referral.services.setup import Setup
from referral.services.sources import Sources
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from referral.travel import make_roads
from referral.web.tiles import read_tiles
from search_index.live import LiveIndex
from seed.demo import DemoCommunity

_BUILD_NICENESS = 10
"""Of a build behind searches, on the scale of nice(1): they come first when both want the processor."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Now, aware, UTC."""
        return datetime.now(UTC)


def create_app(config: Config | None = None) -> Flask:
    """The whole application. config: None reads the environment.

    Raises HandoffError when a server is started without a secret key; commands of `flask` do without until they seal.
    """
    config = config or Config.from_env()
    secret = SecretFile(config.home / "secret_key", config.secret_key)
    if os.environ.get("FLASK_RUN_FROM_CLI") != "true":
        secret.read()
    return make_site(config, build_directory(config, secret))


def make_site(config: Config, directory: Directory) -> Flask:
    """The web application and its commands over some use cases."""
    app = Flask(__name__, static_folder=None, template_folder="templates")
    app.config.update(MAPPINGS=config.mappings, MAX_CONTENT_LENGTH=256 * 1024)
    trust_proxies(app, config.proxies)
    web.register(app, directory, read_tiles(config.tiles_url, config.tiles_attribution, config.tiles_max_zoom))
    cli.register(app, directory)
    return app


def trust_proxies(app: Flask, count: str | None) -> None:
    """Take the visitor's address and scheme from so many proxies before us. Raises BadInput for what is no number."""
    if count is None:
        return
    if not count.isdecimal():
        raise BadInput("HANDOFF_PROXIES", "give how many proxies stand before the server, such as 1.")
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=int(count), x_proto=int(count), x_host=0)  # type: ignore[method-assign]


def build_directory(config: Config, secret: SecretFile) -> Directory:
    """The use cases over the real parts."""
    clock = SystemClock()
    store = SqlStore(config.database_url)
    places = OfflinePlaces(config.places, config.home)
    index = LiveIndex(store, config.index, make_builder(config))
    imports = Imports(store, places, clock, make_geocoder(config), index)
    kept_packets = KeptPackets(store, LinkSeals(secret), clock)
    return Directory(
        searches=Searches(index, places, clock),
        listings=Listings(store),
        nearby=Nearby(index, clock),
        packets=Packets(index, store, places, clock, make_roads(config.travel_engine, config.travel_url)),
        kept_packets=kept_packets,
        documents=OwnDocuments(),
        imports=imports,
        sources=Sources(store, index),
        reports=Reports(store, clock),
        setup=Setup(
            secret=secret,
            schema=SqlSchema(config.database_url),
            store=store,
            imports=Imports(store, places, clock),
            kept_packets=kept_packets,
            demo=DemoCommunity(),
            index=index,
        ),
        index=index,
        places=places,
        maps=SvgMaps(CountyLines(config.counties), places),
        sealer=FernetSealer(secret),
        clock=clock,
    )


_begun: list[subprocess.Popen[bytes]] = []
"""Builds that this process started; they end on their own, also when the application that asked for them is gone."""


def make_builder(config: Config) -> Callable[[], object]:
    """Starts `flask index build` beside this process, so that searches keep their processor while an index is made."""
    env = os.environ | {"HANDOFF_HOME": str(config.home), "HANDOFF_DATABASE_URL": config.database_url}

    def start() -> None:
        _begun[:] = [build for build in _begun if build.poll() is None]  # one that has ended leaves the process table
        command = [sys.executable, "-m", "flask", "--app", "app", "index", "build"]
        silent = subprocess.DEVNULL
        build = subprocess.Popen(command, cwd=ROOT, env=env, stdin=silent, stdout=silent, stderr=silent)  # noqa: S603  our own
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, build.pid, _BUILD_NICENESS)
        _begun.append(build)

    return start


def make_geocoder(config: Config) -> StreetGeocoder | None:
    """The geocoder that staff may turn on for an import; None unless one is configured. Raises BadInput."""
    if config.geocoder is None:
        return None
    given = {"domain": config.geocoder_domain, "user_agent": config.geocoder_agent}
    options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return StreetGeocoder(config.geocoder, **options)
