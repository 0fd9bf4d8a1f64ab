"""Phone numbers inside our own sentences as links that call them."""

import re

from markupsafe import Markup, escape

_NUMBER = re.compile(r"(?<![\d-])(?:1-\d{3}-\d{3}-\d{4}|988|911)(?![\d-])")


def dial(sentence: str) -> Markup:
    """A sentence of `wording/` with its toll-free and three-digit numbers to tap; all else escaped."""
    return Markup(_NUMBER.sub(_link, str(escape(sentence))))  # noqa: S704  escaped, and digits


def _link(found: re.Match[str]) -> str:
    digits = found[0].replace("-", "")
    return f'<a href="tel:{"+" * (len(digits) > 3)}{digits}">{found[0]}</a>'
