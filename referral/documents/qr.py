"""A link as a QR code in SVG."""

import segno

from referral.wording.document_words import document_words

QUIET_MODULES = 4
"""The light edge that readers need (ISO/IEC 18004)."""


def qr_svg(link: str, lang: str = "en") -> str:
    """An <svg> element, black on white also on a dark page, as readers need it. It grows to the box it stands in."""
    code = segno.make(link, error="m", micro=False)
    made: str = code.svg_inline(
        border=QUIET_MODULES,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        title=document_words("qr_alt", lang),
    )
    return made
