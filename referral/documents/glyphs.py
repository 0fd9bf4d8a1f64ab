"""Which letters our fonts have: a letter that none has is a fault in a PDF/UA file, so it is replaced before.

Reads the `cmap` table of a TrueType font, format 4 (OpenType 1.9, `cmap`).
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
MISSING = "?"
"""Stands for a letter that cannot be printed at all."""
_SUBSTITUTES = {"\u2192": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2015": "–", "\u02bc": "’", "\u2032": "’"}


@cache
def letters() -> frozenset[str]:
    """Every character that regular and bold both have."""
    return frozenset.intersection(*(_letters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def printable(text: str) -> str:
    """The text with every character that the fonts lack replaced: by its plain letter, else by a question mark.

    Control and format characters go; any white space is one space.
    """
    whole = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(_printable(character) for character in whole)


@cache
def _printable(character: str) -> str:
    if character in letters():
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    if character in _SUBSTITUTES:
        return _SUBSTITUTES[character]
    plain = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    return plain if plain and letters().issuperset(plain) else MISSING


def _letters(font: bytes) -> frozenset[str]:
    """The characters of the font's Unicode map."""
    tables = struct.unpack_from(">H", font, 4)[0]
    places = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    cmap = places[b"cmap"]
    for record in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, _encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * record)
        if platform in (0, 3) and struct.unpack_from(">H", font, cmap + offset)[0] == 4:
            return frozenset(_segments(font, cmap + offset))
    raise ValueError("a font without a Unicode map of format 4")


def _segments(font: bytes, at: int):
    """Characters of a format 4 map; its last segment, 0xFFFF, stands for none."""
    doubled = struct.unpack_from(">H", font, at + 6)[0]
    ends = struct.unpack_from(f">{doubled // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", font, at + 16 + doubled)
    for start, end in zip(starts, ends, strict=True):
        yield from (chr(code) for code in range(start, end + 1) if code != 0xFFFF)
