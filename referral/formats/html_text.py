"""Plain text out of feeds' notes: HTML, entities, odd spaces, control characters. Imported through `files.py`."""

import re
import unicodedata
from html.parser import HTMLParser

_LINE_TAGS = (
    "address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tr ul"
)
_BREAKS = frozenset(_LINE_TAGS.split())
"""Tags that begin or end a line."""

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
"""Tags whose content is not for reading."""

_MARKED_SECTION = re.compile(r"<!\[[^>]*>?")
"""Conditional comments and CDATA marks: the parser of the standard library gives up on unknown ones."""

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Soft hyphens, zero-width spaces, byte order marks, marks that turn the reading direction. Joiners are kept."""

_KEPT = "\n\u200c\u200d"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        if tag in _SILENT:
            self._silent += 1
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        self._break_at(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as above
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _break_at(self, tag: str) -> None:
        self.parts.append("\n" if tag in _BREAKS else " " if tag in ("td", "th") else "")


def plain_text(html: str | None) -> str | None:
    """Text for reading, in NFC, or None when nothing is left.

    Tags are taken out, entities resolved once, runs of spaces folded. Line breaks stay, those of block tags included,
    at most one empty line in a row. Scripts, comments, control and invisible characters go. A lone "<" or "&" stays.
    """
    if not html:
        return None
    text = html.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text or "&" in text:
        reader = _Reader()
        reader.feed(_MARKED_SECTION.sub("", text))
        reader.close()
        text = "".join(reader.parts)
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _KEPT else _instead(c) for c in _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or None


def _instead(control: str) -> str:
    """A space for an odd space, a tab or another control character; nothing for what is no character."""
    return " " if unicodedata.category(control) in ("Cc", "Zs", "Zl", "Zp") else ""
