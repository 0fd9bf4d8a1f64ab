"""A real browser on a real server. Chromium comes from the system; no test asks the network for anything."""

import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Request
from werkzeug.serving import make_server

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

EXIT = "https://www.weather.gov/"
"""Where Exit leads: a navigation that the visitor asks for. Tests answer it themselves."""

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, or the one that Playwright brought."""
    found = {"executable_path": CHROMIUM} if CHROMIUM else {}
    return {**browser_type_launch_args, **found, "args": ARGS}


@pytest.fixture(scope="session")
def site(demo_app: Flask) -> Iterator[str]:
    """The address of the running demo."""
    server = make_server("127.0.0.1", 0, demo_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Opens a page of the site in a browser of its own; a request to anywhere else fails the test."""
    contexts = []
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((site, "data:", EXIT)):
            elsewhere.append(request.url)

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
        context.on("request", note)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert elsewhere == []
