"""The way to a street map: only where tiles are configured, only on pages with a map, and only what a pin needs."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, make_site
from referral.config import Config
from referral.web.security import CONTENT_SECURITY_POLICY
from tests.conftest import directory_of
from tests.web.page import Page
from tests.web.test_listing_calendar import shown
from tests.web.test_listing_page import MEETINGS, ingest

URL = "https://tiles.example.org/map/{z}/{x}/{y}.png"
HOST = "https://tiles.example.org"
ATTRIBUTION = "© Street Map & <Makers>"
RESULTS = "/search?near=80203&kind=meeting"
WITH_MAP = (RESULTS, "/es/search?near=80203&kind=program")
WITHOUT_MAP = (
    "/",
    "/search",
    "/search?near=99501&radius=5&kind=program",
    "/search?page=0",
    "/plan",
    "/about/privacy",
    "/list",
    "/nope",
    "/health",
)


@pytest.fixture(scope="module")
def street_app(demo_config: Config) -> Flask:
    """The demo community on a site with a tile server."""
    return create_app(replace(demo_config, tiles_url=URL, tiles_attribution=ATTRIBUTION))


@pytest.fixture
def streets(street_app: Flask) -> FlaskClient:
    return street_app.test_client()


def policy(client: FlaskClient, path: str) -> str:
    return client.get(path, buffered=True).headers["Content-Security-Policy"]


def data_of(page: Page) -> dict[str, Any]:
    """What the page holds for its street map."""
    (text,) = re.findall(r'<script type="application/json">(.*?)</script>', page.source, flags=re.DOTALL)
    found: dict[str, Any] = json.loads(text)
    return found


def listing_with_map(client: FlaskClient, kind: str = "program") -> str:
    return next(href for href in shown(client, kind) if 'class="map"' in Page(client.get(href)).source)


def test_pages_with_a_map_may_show_pictures_of_that_server_alone(streets: FlaskClient) -> None:
    wanted = CONTENT_SECURITY_POLICY.replace("img-src 'self' data:", f"img-src 'self' data: {HOST}")
    assert wanted != CONTENT_SECURITY_POLICY
    for path in (*WITH_MAP, listing_with_map(streets)):
        assert policy(streets, path) == wanted
        assert streets.get(path).headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", WITHOUT_MAP)
def test_pages_without_a_map_may_not(streets: FlaskClient, path: str) -> None:
    assert policy(streets, path) == CONTENT_SECURITY_POLICY


def test_without_a_tile_server_nothing_of_it_is_on_any_page(client: FlaskClient) -> None:
    for path in (*WITH_MAP, *WITHOUT_MAP, listing_with_map(client)):
        answer = client.get(path, buffered=True)
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        text = answer.get_data(as_text=True)
        assert [
            word
            for word in ("street-", "street.js", "leaflet", "application/json", "Street map", "Mapa de calles")
            if word in text
        ] == []


def test_the_page_itself_is_the_same_but_for_the_way_to_the_street_map(
    client: FlaskClient, streets: FlaskClient
) -> None:
    for path in (RESULTS, listing_with_map(client)):
        plain, more = (one.get(path).get_data(as_text=True) for one in (client, streets))
        without = re.sub(r'<div class="street screen" .*?</script>\n</div>\n', "", more, flags=re.DOTALL)
        without = re.sub(r'<script src="/assets/\w+/street.js" defer></script>\n?', "", without)
        same = [re.sub(r"s=[\w-]+|\s+", " ", text) for text in (plain, without)]
        assert re.sub(r'value="[\w-]{60,}"', "", same[0]) == re.sub(r'value="[\w-]{60,}"', "", same[1])


def test_leaflet_is_not_part_of_the_page_until_it_is_asked_for(streets: FlaskClient) -> None:
    source = Page(streets.get(RESULTS)).source
    loaded = re.findall(r'<(?:script|link)[^>]*(?:src|href)="/assets/\w+/([\w.]+)"', source)
    assert sorted(loaded) == ["exit.js", "icon.svg", "search.js", "site.css", "street.js"]
    later = re.findall(r'data-(?:script|sheet)="(/assets/\w+/[\w.]+)"', source)
    assert [address.rpartition("/")[2] for address in later] == ["street_map.js", "street_map.css"]
    script, sheet = (streets.get(address).get_data(as_text=True) for address in later)
    assert "Leaflet 1.9.4" in script
    assert ".leaflet-pane" in sheet
    assert HOST not in re.sub(r'<script type="application/json">.*?</script>', "", source, flags=re.DOTALL)


def test_pins_have_the_numbers_and_links_of_the_list(streets: FlaskClient) -> None:
    for path in (RESULTS, f"{RESULTS}&page=2"):
        page = Page(streets.get(path))
        rows = {
            int(number): html.unescape(name)
            for number, name in re.findall(
                r'id="r(\d+)">\s*<h2><span class="number"[^>]*>\d+</span><a [^>]*>([^<]*)</a>', page.source
            )
        }
        places = [place for mark in data_of(page)["marks"] for place in mark["places"]]
        assert places
        for place in places:
            assert place["href"] == f"#r{place['number']}"
            assert rows[place["number"]] == place["name"]
        drawn = {int(one) for one in re.findall(r'class="pin-number"[^>]*>(\d+)<', page.source)}
        assert {place["number"] for place in places} == drawn


def test_the_middle_is_where_the_search_began(streets: FlaskClient) -> None:
    data = data_of(Page(streets.get(RESULTS)))
    assert data["middle"] == {"at": [39.7313, -104.9811], "about": False, "name": "Denver, CO 80203"}
    assert (data["url"], data["max_zoom"]) == (URL, 18)


def test_what_was_asked_is_not_in_the_data(streets: FlaskClient) -> None:
    asked = {"near": "80203", "q": "meeting", "where": "meeting=women", "free": "evenings"}
    page = Page(streets.get(streets.post("/search", data=asked).headers["Location"]))
    assert set(data_of(page)) == {"url", "max_zoom", "middle", "marks", "words"}
    assert [word for word in ("women", "evenings", "s=") if word in json.dumps(data_of(page)["middle"])] == []
    marks = [{key for place in mark["places"] for key in place} for mark in data_of(page)["marks"]]
    assert all(keys == {"number", "name", "href"} for keys in marks)


def site_of(make_app: Callable[..., Flask], folder: Path, *meetings: dict[str, object]) -> FlaskClient:
    """A site with a tile server that lists some meetings at one street in Denver, changed as they say."""
    app = make_app()
    ingest(app, folder, [{**MEETINGS[0], "slug": f"m{at}", **one} for at, one in enumerate(meetings)])
    config = Config(home=folder, database_url="", tiles_url=URL, tiles_attribution=ATTRIBUTION)
    return make_site(config, directory_of(app)).test_client()


def test_a_place_known_by_its_zip_alone_is_about_there(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    client = site_of(
        make_app, tmp_path, {"name": "Zip Group", "latitude": None, "longitude": None}, {"name": "Street Group"}
    )
    about = {
        one["name"]: mark["about"] for mark in data_of(Page(client.get(RESULTS)))["marks"] for one in mark["places"]
    }
    assert about == {"Zip Group": True, "Street Group": False}
    middles = [
        data_of(Page(client.get(f"/listing/aa:m{at}/{name}-group")))["middle"]
        for at, name in ((0, "zip"), (1, "street"))
    ]
    assert [(one["name"], one["about"]) for one in middles] == [("Zip Group", True), ("Street Group", False)]


def test_rows_of_one_group_are_one_number_on_both_maps(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    client = site_of(
        make_app,
        tmp_path,
        {"name": "Group", "types": ["O"]},
        {"name": "Group", "types": ["C"], "day": 3},
        {"name": "Other", "day": 4},
    )
    page = Page(client.get(RESULTS))
    rows = re.findall(r'<li class="card" id="r(\d+)">', page.source)
    assert len(rows) == 2
    places = [place for mark in data_of(page)["marks"] for place in mark["places"]]
    assert sorted(str(place["number"]) for place in places) == sorted(rows)
    assert sorted(re.findall(r'class="pin-number"[^>]*>(\d+)<', page.source)) == sorted(rows)


def test_places_in_one_building_are_one_mark_with_all_their_numbers(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    client = site_of(make_app, tmp_path, {"name": "One"}, {"name": "Two"}, {"name": "Three", "latitude": 39.75})
    marks = data_of(Page(client.get(RESULTS)))["marks"]
    assert sorted(len(mark["places"]) for mark in marks) == [1, 2]


def test_a_hidden_address_is_on_no_street_map(streets: FlaskClient) -> None:
    private = 0
    for number in (1, 2, 3, 4):
        page = Page(streets.get(f"/search?near=80203&kind=program&page={number}"))
        for href in {href for _, href in page.links if href.startswith("/listing/")}:
            one = Page(streets.get(href))
            if "The address is kept private. Call first." in one.words:
                private += 1
                assert "application/json" not in one.source
                assert HOST not in policy(streets, href)
                names = {place["name"] for mark in data_of(page)["marks"] for place in mark["places"]}
                assert one.h1 not in names
    assert private


@pytest.mark.parametrize(("lang", "said"), [("", "sees your internet address"), ("/es", "ve su dirección de internet")])
def test_the_page_says_who_learns_what_before_anything_is_loaded(streets: FlaskClient, lang: str, said: str) -> None:
    page = Page(streets.get(f"{lang}{RESULTS}"))
    assert "tiles.example.org" in page.words
    assert said in page.words
    assert "© Street Map &amp; &lt;Makers&gt;" in page.source


def test_markup_in_a_name_cannot_end_the_data(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    client = site_of(make_app, tmp_path, {"name": "Tea & </script><script>alert(1)</script>"})
    page = Page(client.get(RESULTS))
    assert "<script>alert" not in page.source
    (mark,) = data_of(page)["marks"]
    assert html.escape(mark["places"][0]["name"]) in page.source


@pytest.mark.parametrize("lang", ["", "/es"])
def test_the_privacy_page_speaks_of_the_street_map_where_there_is_one(
    client: FlaskClient, streets: FlaskClient, lang: str
) -> None:
    plain, more = (Page(one.get(f"{lang}/about/privacy")) for one in (client, streets))
    assert set(more.headings) - set(plain.headings) == {"Mapa de calles" if lang else "Street map"}
    never = "Ningún mapa, letra o programa de otro sitio" if lang else "No map, font or script from somewhere else"
    assert never in plain.words
    assert never not in more.words
