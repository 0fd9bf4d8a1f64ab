"""The picture on a page: well formed, without style, and in words for those who do not see it."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from referral.wording.pages import page_words
from referral.wording.times import span_words
from tests.documents.papers import DOCUMENTS, case

SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str = "calm", lang: str = "en") -> ET.Element:
    packet, profile = case(name)
    return ET.fromstring(DOCUMENTS.week_svg(packet, profile, lang))  # noqa: S314  our own picture


@pytest.mark.parametrize("lang", ["en", "es"])
def test_picture_has_a_title_and_all_items_in_words(lang: str) -> None:
    packet, _profile = case("calm")
    picture = drawn(lang=lang)
    title, described = picture.find(f"{SVG}title"), picture.findtext(f"{SVG}desc") or ""
    assert title is not None
    assert title.text == page_words("packet.week", lang)
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "week-title week-desc"
    assert [item for item in packet.week if f"{span_words(item.span, lang)}, {item.name}" not in described] == []


def test_picture_needs_no_style_and_no_colour() -> None:
    for element in drawn().iter():
        assert element.tag != f"{SVG}style"
        assert "style" not in element.attrib
        paints = {element.get("fill"), element.get("stroke")} - {None, "none", "currentColor"}
        assert all(paint is not None and paint.startswith("url(#week-") for paint in paints)


def test_every_item_has_a_box_with_its_times_and_name() -> None:
    packet, _profile = case("calm")
    titles = [group.findtext(f"{SVG}title") for group in drawn().iter(f"{SVG}g")]
    assert {f"{span_words(item.span)}, {item.name}" for item in packet.week} == set(titles)


def test_reserved_time_is_dashed() -> None:
    dashed = [shape for shape in drawn("reserved").iter(f"{SVG}rect") if shape.get("stroke-dasharray")]
    assert len(dashed) == 4  # three groups and the legend


def test_markup_in_a_name_stays_text() -> None:
    packet, profile = case("calm")
    item = replace(packet.week[0], name='<script>"x"</script> & more')
    svg = DOCUMENTS.week_svg(replace(packet, week=(item,)), profile)
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


@pytest.mark.parametrize("name", ["stopped", "nothing"])
def test_nothing_to_draw_is_no_picture(name: str) -> None:
    assert DOCUMENTS.week_svg(*case(name)) == ""
