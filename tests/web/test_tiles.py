"""The setting of a tile server: read once, exact about its host, and refused at the start when it is wrong."""

from pathlib import Path

import pytest

from app import create_app
from referral.config import Config
from referral.domain.errors import BadInput
from referral.web.tiles import Tiles, read_tiles

URL = "https://tiles.example.org/map/{z}/{x}/{y}.png"
OSM = "© OpenStreetMap contributors"


def config_of(tmp_path: Path, **env: str) -> Config:
    secret = "a secret that is long enough for a test of settings"
    return Config.from_env({"HANDOFF_HOME": str(tmp_path), "HANDOFF_SECRET_KEY": secret, **env})


def test_without_an_address_there_is_no_street_map() -> None:
    assert read_tiles(None, None, None) is None
    assert read_tiles(None, OSM, "12") is None


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (URL, "https://tiles.example.org"),
        ("https://tiles.example.org:8443/{z}/{x}/{y}@2x.webp?key=a-b_1", "https://tiles.example.org:8443"),
        ("https://Tiles.Example.org/{z}/{x}/{y}", "https://tiles.example.org"),
        ("https://tiles.example.org/t?z={z}&x={x}&y={y}", "https://tiles.example.org"),
        ("http://127.0.0.1:8080/{z}/{x}/{y}.png", "http://127.0.0.1:8080"),
        ("http://localhost:8080/{z}/{y}/{x}.png", "http://localhost:8080"),
    ],
)
def test_pages_may_show_pictures_of_exactly_that_server(url: str, origin: str) -> None:
    assert read_tiles(url, OSM, None) == Tiles(url, origin, OSM, 18)


def test_the_deepest_zoom_can_be_set() -> None:
    tiles = read_tiles(URL, OSM, "14")
    assert tiles is not None
    assert tiles.max_zoom == 14
    assert tiles.host == "tiles.example.org"


@pytest.mark.parametrize(
    "url",
    [
        "tiles.example.org/{z}/{x}/{y}.png",
        "//tiles.example.org/{z}/{x}/{y}.png",
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "http://127.0.0.1.example.org/{z}/{x}/{y}.png",
        "ftp://tiles.example.org/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}/{y}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://{z}.example.org/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}/{y}{r}.png",
        "https://tiles.example.org/{z}/{x}/{y}/}.png",
        "https://*.example.org/{z}/{x}/{y}.png",
        "https://user:word@tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}/{y}.png#a",
        "https://tiles.example.org:99999/{z}/{x}/{y}.png",
        "https://tiles.example.org; script-src *;/{z}/{x}/{y}.png",
        "https://tiles.example.org,evil.example/{z}/{x}/{y}.png",
        "https://tiles.example.org /{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}/{y}.png\n",
        "https://tilés.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/'{z}/{x}/{y}.png",
        'https://tiles.example.org/"{z}/{x}/{y}.png',
        "https://[::1/{z}/{x}/{y}.png",
    ],
)
def test_an_address_that_is_no_template_of_one_host_is_refused(url: str) -> None:
    with pytest.raises(BadInput) as said:
        read_tiles(url, OSM, None)
    assert said.value.field == "HANDOFF_TILES_URL"
    assert "https://tiles.example.org/{z}/{x}/{y}.png" in said.value.message


@pytest.mark.parametrize("attribution", [None, "", "   ", "x" * 201, "two\nlines"])
def test_a_map_that_names_no_maker_is_refused(attribution: str | None) -> None:
    with pytest.raises(BadInput) as said:
        read_tiles(URL, attribution, None)
    assert said.value.field == "HANDOFF_TILES_ATTRIBUTION"


@pytest.mark.parametrize("zoom", ["0", "23", "-1", "x", "1.5", "²", "9" * 30])
def test_a_zoom_that_no_map_has_is_refused(zoom: str) -> None:
    with pytest.raises(BadInput) as said:
        read_tiles(URL, OSM, zoom)
    assert said.value.field == "HANDOFF_TILES_MAX_ZOOM"


@pytest.mark.parametrize(
    ("env", "field"),
    [
        ({"HANDOFF_TILES_URL": "http://tiles.example.org/{z}/{x}/{y}.png"}, "HANDOFF_TILES_URL"),
        ({"HANDOFF_TILES_URL": URL}, "HANDOFF_TILES_ATTRIBUTION"),
        (
            {"HANDOFF_TILES_URL": URL, "HANDOFF_TILES_ATTRIBUTION": OSM, "HANDOFF_TILES_MAX_ZOOM": "99"},
            "HANDOFF_TILES_MAX_ZOOM",
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path: Path, env: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as said:
        create_app(config_of(tmp_path, **env))
    assert said.value.field == field


def test_the_environment_reaches_the_site(tmp_path: Path) -> None:
    env = {"HANDOFF_TILES_URL": URL, "HANDOFF_TILES_ATTRIBUTION": OSM, "HANDOFF_TILES_MAX_ZOOM": "16"}
    app = create_app(config_of(tmp_path, **env))
    assert app.extensions["handoff_tiles"] == Tiles(URL, "https://tiles.example.org", OSM, 16)
    assert create_app(config_of(tmp_path)).extensions["handoff_tiles"] is None
