"""Typst as we use it: our template and fonts, data as JSON, PDF/UA-1 or nothing.

What is printed reaches Typst as one JSON string in `sys.inputs`, never as source, so that markup in a name stays text.
System fonts, the fonts that Typst brings and packages from the network are not used.
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from referral.documents.glyphs import FONTS, printable
from referral.domain.errors import DocumentFailed

TEMPLATES = Path(__file__).parent / "templates"
STANDARD: Final = "ua-1"
TOO_LONG = "more pages than allowed"
"""What `packet.typ` panics with when it would need more pages than it may."""
_AS_IT_IS = frozenset({"qr", "url"})
"""Keys whose text is no words: a picture, an address."""


class TooLong(Exception):
    """The document does not fit the pages it may have."""


def typeset(template: str, data: dict[str, Any], made: datetime) -> bytes:
    """The PDF of a template, made to the rules of PDF/UA-1. made: aware; the same input gives the same bytes.

    Raises TooLong, and DocumentFailed for everything else, without a word of the data in its message.
    """
    try:
        return typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=STANDARD,
            sys_inputs={"packet": json.dumps(_printable(data), ensure_ascii=False)},
            package_path=TEMPLATES,
            package_cache_path=TEMPLATES,
            timestamp=int(made.timestamp()),
        )
    except typst.TypstError as error:
        if TOO_LONG in error.message:
            raise TooLong from None
        raise DocumentFailed from error


@cache
def _fonts() -> typst.Fonts:
    """Ours only, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _printable(value: Any, key: str = "") -> Any:
    """The same data with every text made of letters that the fonts have."""
    if isinstance(value, str):
        return value if key in _AS_IT_IS else printable(value)
    if isinstance(value, dict):
        return {name: _printable(one, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one, key) for one in value]
    return value
