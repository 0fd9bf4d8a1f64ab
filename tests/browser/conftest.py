"""A real browser on a real server. Chromium comes from the system; no test asks the network for anything."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from werkzeug.serving import make_server

from app import create_app
from referral.config import Config
from referral.store.unit import SqlStore
from tests.conftest import config_in

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

EXIT = "https://www.weather.gov/"
"""Where Exit leads: a navigation that the visitor asks for. Tests answer it themselves."""

GONE = "demo:resource-011"
"""A place of the demo that is no longer in its source where these tests look."""

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, or the one that Playwright brought."""
    found = {"executable_path": CHROMIUM} if CHROMIUM else {}
    return {**browser_type_launch_args, **found, "args": ARGS}


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """An app on a port of its own; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def demo_site(demo_config: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running demo: a copy, so that what is reported, kept and gone stays among these tests."""
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(demo_config.home, home, symlinks=True)
    app = create_app(config_in(home))
    with SqlStore(config_in(home).database_url).unit(write=True) as uow:
        uow.listings.vanish([GONE])
        uow.commit()
    with served(app) as address:
        yield address


@pytest.fixture
def site(demo_site: str) -> str:
    """The address that pages are opened at; tests of other communities put theirs in its place."""
    return demo_site


class Watch:
    """What a page must not do: ask anyone else for anything, fail in a script, break a rule of its own."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.wrong: list[str] = []
        self.allowed: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))
        context.on("console", self._said)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", EXIT)):
            self.wrong.append(f"elsewhere: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        """Chromium calls every answer of 400 and above an error: it is one of ours when a page needed the thing."""
        is_page = "Failed to load resource" in message.text and "/assets/" not in message.location["url"]
        if message.type == "error" and not (is_page and "status of 4" in message.text):
            self.wrong.append(f"console: {message.text}")

    @property
    def mistakes(self) -> list[str]:
        return [one for one in self.wrong if not any(words in one for words in self.allowed)]


@pytest.fixture
def watch(site: str) -> Watch:
    """What pages did wrong; a test that breaks something itself names the words of it in `allowed`."""
    return Watch(site)


@pytest.fixture
def open_page(browser: Browser, site: str, watch: Watch) -> Iterator[Open]:
    """Opens a page of the site in a browser of its own; a request to anywhere else or an error fails the test."""
    contexts = []

    def open_(
        path: str = "/", *, width: int = 390, scheme: str = "light", javascript: bool = True, **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 844},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert watch.mistakes == []
