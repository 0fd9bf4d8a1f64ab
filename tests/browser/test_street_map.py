"""The street map in a real browser: asked for by a tap alone, at hand for a keyboard, readable, never on paper."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from app import create_app, make_site
from referral.config import Config
from referral.wording.pages import page_words
from tests.browser.conftest import Open, Watch, served
from tests.browser.looks import AXE
from tests.browser.test_pages import TARGETS
from tests.browser.tile_server import TileServer, running
from tests.conftest import config_in, directory_of
from tests.web.test_listing_page import MEETINGS, ingest

pytestmark = pytest.mark.browser

MAKER = "Fake Street Makers"
RESULTS = "/search?near=80203&kind=meeting"
SHOW, BACK = page_words("street.show"), page_words("street.back")
LOADED = ".street-map .leaflet-tile-loaded"


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def fresh(tiles: TileServer) -> None:
    """Nothing was asked of the tile server before a test."""
    tiles.refuses = False
    tiles.paths.clear()
    tiles.headers.clear()


def with_tiles(config: Config, tiles: TileServer) -> Config:
    """A configuration whose street map comes from that server."""
    url = f"{tiles.origin}/{{z}}/{{x}}/{{y}}.png"
    return replace(config, tiles_url=url, tiles_attribution=MAKER, tiles_max_zoom="16")


@pytest.fixture(scope="module")
def street_site(demo_config: Config, tiles: TileServer) -> Iterator[str]:
    """The demo on a site with a street map."""
    with served(create_app(with_tiles(demo_config, tiles))) as address:
        yield address


@pytest.fixture
def site(street_site: str) -> str:
    """Where pages are opened."""
    return street_site


@pytest.fixture
def open_streets(open_page: Open, tiles: TileServer, watch: Watch) -> Open:
    """Opens a page with its map open; its requests to the tile server are allowed, and no others."""
    watch.allowed.append(f"elsewhere: {tiles.origin}/")

    def open_(path: str = RESULTS, **options: Any) -> Page:
        page = open_page(path, **options)
        if page.locator("details.map-part > summary").is_visible():
            page.locator("details.map-part > summary").click()
        return page

    return open_


def show(page: Page) -> Page:
    """Tap "Street map" and wait for its pictures."""
    page.get_by_role("button", name=SHOW).click()
    page.locator(LOADED).first.wait_for()
    return page


def to_listing(page: Page) -> None:
    """From results to a place with near meetings on its map."""
    for href in page.evaluate("[...document.querySelectorAll('.card h2 a')].map(a => a.href)"):
        page.goto(href)
        if page.locator(".beside").count() and page.locator(".map-part").count():
            page.locator("details.map-part > summary").click()
            return
    raise AssertionError("no place of the demo has meetings near")


def test_nothing_is_asked_for_before_the_tap(open_streets: Open, tiles: TileServer) -> None:
    page = open_streets()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.locator("svg.map").is_visible()
    page.wait_for_load_state("networkidle")
    assert (tiles.paths, asked) == ([], [])
    show(page)
    own = [urlsplit(url).path.rpartition("/")[2] for url in asked if not url.startswith(tiles.origin)]
    assert sorted(own) == ["street_map.css", "street_map.js"]
    assert tiles.paths


def test_the_tile_server_learns_the_area_and_no_page(open_streets: Open, tiles: TileServer) -> None:
    page = show(open_streets(f"{RESULTS}&radius=5"))
    page.wait_for_load_state("networkidle")
    assert all(path.count("/") == 3 and path.endswith(".png") and "?" not in path for path in tiles.paths)
    assert [one for one in tiles.headers if {"referer", "cookie", "origin"} & one.keys()] == []


def test_the_drawn_map_comes_back_and_nothing_is_loaded_twice(open_streets: Open, tiles: TileServer) -> None:
    page = show(open_streets())
    assert not page.locator("svg.map").is_visible()
    page.get_by_role("button", name=BACK).click()
    assert page.locator("svg.map").is_visible()
    assert not page.locator(".street-map").is_visible()
    page.wait_for_load_state("networkidle")
    before = len(tiles.paths)
    show(page)
    assert page.locator(".street-map .leaflet-map-pane").count() == 1
    assert len(tiles.paths) == before


def test_pins_have_the_numbers_of_the_list_and_lead_to_their_rows(open_streets: Open) -> None:
    page = show(open_streets())
    drawn = page.locator("svg.map .pin-number").all_text_contents()
    numbers = " ".join(page.locator(".street-pin").all_inner_texts()).split()
    assert sorted(numbers) == sorted(drawn)
    page.locator(".street-pin").last.click()
    link = page.locator(".leaflet-popup a").last
    name, number = link.inner_text(), page.locator(".leaflet-popup .number").last.inner_text()
    link.click()
    assert urlsplit(page.url).fragment == f"r{number}"
    assert page.locator(f"#r{number} h2 a").inner_text() == name


def test_a_place_known_by_its_zip_alone_is_a_circle_and_no_pin(
    make_app: Callable[..., Flask], tmp_path: Path, tiles: TileServer, open_streets: Open, watch: Watch
) -> None:
    app, known = make_app(), {"latitude": 39.74, "longitude": -104.99}
    rows = [{**MEETINGS[0], **known}, {**MEETINGS[1], "latitude": None, "longitude": None}]
    ingest(app, tmp_path, rows)
    with served(make_site(with_tiles(config_in(tmp_path), tiles), directory_of(app))) as address:
        watch.allowed.append(f"elsewhere: {address}/")
        page = show(open_streets(f"{address}{RESULTS}"))
        number = page.locator(".card", has_text=str(rows[1]["name"])).locator(".number").inner_text()
        assert page.locator(".street-pin.about").all_inner_texts() == [number]
        assert page.locator(".street-pin:not(.about)").count() == 1
        circle = page.locator("path.street-about").bounding_box()
        label = page.locator(".street-pin.about").bounding_box()
        assert page.locator("path.street-about").count() == 1
        assert circle is not None
        assert label is not None
        assert circle["x"] < label["x"] < label["x"] + label["width"] < circle["x"] + circle["width"]
        page.locator(".card", has_text=str(rows[1]["name"])).locator("h2 a").click()
        page.locator("details.map-part > summary").click()
        show(page)
        assert (page.locator("path.street-about").count(), page.locator(".street-home").count()) == (1, 0)


def test_no_pin_covers_another_at_any_zoom_and_all_stay(open_streets: Open) -> None:
    page = show(open_streets(reduced_motion="reduce"))
    farther = page.get_by_role("button", name=page_words("street.farther"))
    for _ in range(3):
        boxes = [one.bounding_box() for one in page.locator(".street-pin").all()]
        pins = [box for box in boxes if box is not None]
        assert len(pins) == len(page.locator("svg.map .pin-number").all())
        covered = [
            (a, b)
            for at, a in enumerate(pins)
            for b in pins[at + 1 :]
            if abs(a["x"] - b["x"]) < (a["width"] if a["x"] < b["x"] else b["width"])
            and abs(a["y"] - b["y"]) < (a["height"] if a["y"] < b["y"] else b["height"])
        ]
        assert covered == []
        farther.click()


def test_a_keyboard_reaches_pins_reads_them_and_gets_out(open_streets: Open) -> None:
    page = open_streets()
    page.get_by_role("button", name=SHOW).focus()
    page.keyboard.press("Enter")
    page.locator(LOADED).first.wait_for()
    focused = "document.activeElement"
    assert page.evaluate(f"{focused}.textContent") == BACK
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(f"Boolean({focused}.closest('.street-map'))"):
            break
        seen.append(page.evaluate(f"{focused}.getAttribute('aria-label') || {focused}.title"))
    assert seen[0].startswith("Street map around Denver")
    assert {page_words("street.nearer"), page_words("street.farther")} <= set(seen)
    pins = page.locator(".street-pin").count()
    assert len(seen) == pins + 3
    assert page.evaluate(f"Boolean({focused}.closest('.card, .narrow, main'))")

    pin = page.locator(".street-pin").first
    pin.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup a").wait_for()
    assert page.evaluate(f"Boolean({focused}.closest('.leaflet-popup'))")
    assert pin.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert pin.get_attribute("aria-expanded") == "false"
    assert page.evaluate(f"{focused}.classList.contains('street-pin')")


def test_arrow_keys_move_the_map(open_streets: Open, tiles: TileServer) -> None:
    page = show(open_streets(reduced_motion="reduce"))
    page.locator(".street-map").focus()
    before = page.locator(".street-home").bounding_box()
    page.keyboard.press("ArrowRight")
    after = page.locator(".street-home").bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"] - 80


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_no_zoom_is_animated_for_those_who_want_none(open_streets: Open, motion: str) -> None:
    page = show(open_streets(reduced_motion=motion))
    classes = page.locator(".street-map").get_attribute("class") or ""
    still = motion == "reduce"
    assert ("leaflet-fade-anim" in classes, page.locator(".leaflet-proxy").count() == 1) == (not still, not still)
    if still:
        before = page.locator(".street-home").bounding_box()
        page.get_by_role("button", name=page_words("street.nearer")).click()
        assert page.locator(".street-home").bounding_box() != before


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    violations = Axe().run(page, options=AXE).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1366, 1400])
@pytest.mark.parametrize("where", ["results", "listing"])
def test_no_barrier_and_no_sideways_scrolling(open_streets: Open, where: str, width: int, scheme: str) -> None:
    page = open_streets("/search?near=80203&kind=program", width=width, scheme=scheme)
    if where == "listing":
        to_listing(page)
    show(page)
    assert barriers(page) == []
    page.locator(".street-pin").first.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup a").first.wait_for()
    assert [found for found in barriers(page) if found[0] != "target-size"] == []  # it lies over some pins
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    map_, popup = (page.locator(one).bounding_box() for one in (".street-map", ".leaflet-popup-content-wrapper"))
    assert map_ is not None
    assert popup is not None
    assert map_["x"] <= popup["x"]
    zoom = page.locator(".leaflet-bar").bounding_box()
    assert zoom is not None
    assert popup["x"] >= zoom["x"] + zoom["width"] or popup["y"] >= zoom["y"] + zoom["height"]
    assert popup["x"] + popup["width"] <= map_["x"] + map_["width"]


def test_every_target_of_the_map_is_large_enough_for_a_finger(open_streets: Open) -> None:
    page = show(open_streets())
    small = page.evaluate(
        """targets => [...document.querySelectorAll(targets)].filter(e => e.getClientRects().length)
            .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
            .filter(([, box]) => Math.min(box.width, box.height) < 24).map(([words]) => words)""",
        f"{TARGETS}, .street-pin, .leaflet-bar a",
    )
    assert small == []


def test_paper_shows_the_drawn_map_alone(open_streets: Open) -> None:
    page = show(open_streets())
    page.emulate_media(media="print")
    assert page.locator("svg.map").is_visible()
    assert not page.locator(".street").is_visible()


def test_without_a_script_there_is_the_drawn_map_and_no_more(open_streets: Open, tiles: TileServer) -> None:
    page = open_streets(javascript=False)
    assert page.locator("svg.map").is_visible()
    assert not page.locator(".street").is_visible()
    assert tiles.paths == []


def test_a_server_that_refuses_is_said_and_pins_stay(open_streets: Open, tiles: TileServer, watch: Watch) -> None:
    tiles.refuses = True
    watch.allowed.append("403")
    page = open_streets()
    page.get_by_role("button", name=SHOW).click()
    page.locator(".street [role=status]").filter(has_text=page_words("street.missing")).wait_for()
    assert page.locator(".street-pin").count() > 0


def test_a_script_that_does_not_come_leaves_the_drawn_map_and_can_be_asked_again(
    open_streets: Open, watch: Watch
) -> None:
    watch.allowed.append("404")
    page = open_streets()
    page.route("**/street_map.js", lambda route: route.fulfill(status=404, body=""))
    page.get_by_role("button", name=SHOW).click()
    page.locator(".street [role=status]").filter(has_text=page_words("street.failed")).wait_for()
    assert page.locator("svg.map").is_visible()
    page.unroute("**/street_map.js")
    show(page)


def test_nothing_is_kept_in_the_browser(open_streets: Open) -> None:
    page = show(open_streets())
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_spanish_is_spoken_on_the_map_too(open_streets: Open) -> None:
    page = open_streets(f"/es{RESULTS}")
    page.get_by_role("button", name=page_words("street.show", "es")).click()
    page.locator(LOADED).first.wait_for()
    assert page.get_by_role("button", name=page_words("street.nearer", "es")).is_visible()
    assert page.get_by_role("button", name=page_words("street.back", "es")).is_visible()
    assert MAKER in page.locator(".street").inner_text()
