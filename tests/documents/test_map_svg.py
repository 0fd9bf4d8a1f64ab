"""The picture: whole, plain about what it shows, safe to put on a page."""

from xml.etree import ElementTree as ET

import pytest

from referral.config import ROOT
from referral.documents.county_lines import Box, CountyLines
from referral.documents.map_svg import SvgMaps
from referral.domain.place import Pin, Place, Point, Precision
from tests.fakes import FakePlaces

COUNTIES = ROOT / "seed" / "places" / "counties-10m.json.gz"
SVG = "{http://www.w3.org/2000/svg}"
DENVER = FakePlaces().resolve("80203")


@pytest.fixture(scope="module")
def maps() -> SvgMaps:
    return SvgMaps(CountyLines(COUNTIES), FakePlaces())


def drawn(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314  our own picture


def texts(picture: str, kind: str) -> list[str]:
    return [text.text or "" for text in drawn(picture).iter(f"{SVG}text") if text.get("class") == kind]


def test_pins_carry_the_numbers_of_the_list(maps: SvgMaps) -> None:
    pins = [Pin(n, Point(39.73 + n / 100, -104.98), Precision.EXACT) for n in (1, 2, 3)]
    picture = maps.picture(DENVER, pins, "en")
    assert sorted(texts(picture, "pin-number")) == ["1", "2", "3"]
    assert drawn(picture).get("aria-label") == "Map around Denver, CO 80203 with 3 places"


def test_a_place_known_by_its_town_alone_has_a_dashed_pin(maps: SvgMaps) -> None:
    pins = [Pin(1, Point(39.75, -104.98), Precision.ZIP), Pin(2, Point(39.77, -104.98), Precision.STREET)]
    circles = [
        c for c in drawn(maps.picture(DENVER, pins, "en")).iter(f"{SVG}circle") if "pin" in (c.get("class") or "")
    ]
    assert {c.get("class"): "stroke-dasharray" in c.attrib for c in circles} == {"pin about": True, "pin": False}


def test_the_map_speaks_the_language_of_its_page(maps: SvgMaps) -> None:
    assert drawn(maps.picture(DENVER, [], "es")).get("aria-label") == "Mapa alrededor de Denver, CO 80203 con 0 lugares"


def test_names_are_text_and_never_markup() -> None:
    places = FakePlaces()
    odd = Place('<a href="x">&', DENVER.point, Precision.ZIP, "CO", "America/Denver")
    picture = SvgMaps(CountyLines(COUNTIES), places).picture(odd, [], "en")
    assert '<a href="x">&' in (drawn(picture).get("aria-label") or "")
    assert "<a " not in picture


def test_nothing_is_asked_from_elsewhere_and_no_style_stands_inside(maps: SvgMaps) -> None:
    picture = maps.picture(DENVER, [Pin(1, DENVER.point, Precision.EXACT)], "en")
    assert "href" not in picture
    assert "style=" not in picture
    assert "url(" not in picture


def test_a_window_holds_the_counties_that_reach_into_it() -> None:
    lines = CountyLines(COUNTIES)
    assert len(list(lines.within(Box(-105.0, 39.72, -104.99, 39.73)))) < 6
    assert list(lines.within(Box(-140.0, 30.0, -139.0, 31.0))) == []


def test_an_outline_is_closed() -> None:
    for outline in CountyLines(COUNTIES).within(Box(-105.0, 39.72, -104.99, 39.73)):
        assert outline[0] == outline[-1]
