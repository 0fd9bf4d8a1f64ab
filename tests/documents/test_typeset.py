"""Typst as we use it: what a name holds stays text, faults are ours to report, and nothing comes from elsewhere."""

import re
from hashlib import sha256
from typing import Any

import pytest

from referral.documents import typeset as room
from referral.documents.detail import DETAILS
from referral.documents.glyphs import FONTS, printable
from referral.documents.sheet import sheet
from referral.documents.telling import Telling
from referral.documents.typeset import TEMPLATES, TooLong, typeset
from referral.domain.errors import DocumentFailed
from tests.documents.papers import NOW, case, pages

MARKUP = (
    '#read("/etc/passwd")',
    "*bold* _soft_ $x$",
    "<a href='x'>b</a> @cite",
    r"\#panic() // end",
    "[#let w = 1] ]}",
    "= Heading",
    '"quotes" \\u{41}',
    "{page} {pages}",
    "日本 😀 Việt Łódź \x00\u200b",
)


def data_of(name: str = "calm", **changes: Any) -> dict[str, Any]:
    packet, profile = case(name)
    outside = {"paper": "us-letter", "link": None, "max_pages": None}
    return sheet(Telling.of(packet, profile, NOW, "en", DETAILS[0])) | outside | changes


@pytest.mark.parametrize("template", ["packet.typ", "large.typ"])
@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_a_name_stays_text(template: str, markup: str) -> None:
    data = data_of(notes=[markup])
    data["in_short"][0]["name"] = markup
    (first, *_others) = pages(typeset(template, data, NOW))
    assert re.sub(r"\s", "", printable(markup)) in re.sub(r"\s", "", first)


def test_a_letter_that_no_font_has_is_replaced_everywhere() -> None:
    data = data_of(notes=["日本 Nguyễn"])
    assert "?? Nguyen" in " ".join(pages(typeset("packet.typ", data, NOW)))


def test_more_pages_than_allowed_is_said() -> None:
    with pytest.raises(TooLong):
        typeset("packet.typ", data_of(max_pages=1), NOW)


def test_a_broken_template_is_our_error_and_says_nothing_of_the_person(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    (tmp_path / "packet.typ").write_text('#set document(title: "x")\n#panic(sys.inputs.packet)')
    monkeypatch.setattr(room, "TEMPLATES", tmp_path)
    with pytest.raises(DocumentFailed) as caught:
        typeset("packet.typ", {"secret": "alcohol"}, NOW)
    assert "alcohol" not in caught.value.message


@pytest.mark.parametrize(
    "source",
    [
        "= No title of the document",
        '#set document(title: "x")\n#title()\n== Skipped a level',
        '#set document(title: "x")\n#title()\n#figure(rect())',
    ],
)
def test_what_pdf_ua_forbids_does_not_pass(monkeypatch: pytest.MonkeyPatch, tmp_path, source: str) -> None:
    (tmp_path / "packet.typ").write_text(source)
    monkeypatch.setattr(room, "TEMPLATES", tmp_path)
    with pytest.raises(DocumentFailed):
        typeset("packet.typ", {}, NOW)


def test_made_to_pdf_ua_with_tags_and_language() -> None:
    content = typeset("packet.typ", data_of(lang="es"), NOW)
    assert b"pdfuaid:part" in content
    assert b"/MarkInfo" in content
    assert b"/Lang (es)" in content or b"/Lang(es)" in content


def test_templates_take_nothing_from_elsewhere() -> None:
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.typ")]
    imported = {name for source in sources for name in re.findall(r'(?:import|include)\s+"([^"]+)"', source)}
    assert imported == {"parts.typ", "first.typ", "week.typ", "places.typ", "writing.typ"}
    assert not any(re.search(r"@|\bread\(", source) for source in sources)


def test_only_our_fonts_are_known() -> None:
    assert room._fonts().families() == ["Atkinson Hyperlegible Next"]


def test_fonts_are_the_ones_that_are_named() -> None:
    named = dict(re.findall(r"^\| `([^`]+)`.*`([0-9a-f]{64})` \|$", (FONTS / "FONTS.md").read_text(), re.MULTILINE))
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")} == named
