from xml.etree import ElementTree as ET

from referral.documents.qr import qr_svg
from referral.wording.document_words import document_words
from tests.documents.papers import DOCUMENTS, LINK

SVG = "{http://www.w3.org/2000/svg}"


def test_code_is_black_on_white_without_style_and_has_a_name() -> None:
    svg = qr_svg(LINK, "es")
    assert "style" not in svg
    assert f"<title>{document_words('qr_alt', 'es')}</title>" in svg
    assert 'stroke="#000"' in svg
    assert 'fill="#fff"' in svg


def test_code_depends_on_the_link_alone() -> None:
    assert DOCUMENTS.qr_svg(LINK) == qr_svg(LINK) != qr_svg(f"{LINK}x")


def test_code_has_a_view_box_to_grow_in() -> None:
    picture = ET.fromstring(qr_svg(LINK).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314  our own
    assert "viewBox" in picture.attrib
    assert "width" not in picture.attrib
