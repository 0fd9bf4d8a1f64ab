"""Reads what people type as a place, without knowing which places exist."""

import re
import unicodedata
from dataclasses import dataclass

from referral.domain.folding import folded
from referral.places.states import CODES, LONGEST

LONGEST_TEXT = 120
"""Signs of the longest text that is read as a place: a full address is shorter."""

_MARKS = re.compile("['\u2019\u2018\u02bb\u02bc`]")
_INITIALS = re.compile(r"\b([a-z])\.\s*(?=[a-z]\b)")
_WORD = re.compile(r"[a-z0-9]+")
_COUNTRY = re.compile(r"[\s,]+(?:usa|u\.s\.a\.?|u\.s\.|us|united states(?: of america)?)$", re.IGNORECASE)
_ZIP = re.compile(r"(?:^|(?<=[\s,]))([0-9]{5})(?:[- ]?[0-9]{4})?$")
_DEGREES = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?)\s*°?\s*"
_COORDINATES = re.compile(rf"^{_DEGREES}([NS]?)(?:\s*[,;]\s*|\s+){_DEGREES}([EW]?)$", re.IGNORECASE)

_LONG_FORMS = {
    "afb": "air force base",
    "bch": "beach",
    "ctr": "center",
    "ft": "fort",
    "gdns": "gardens",
    "hts": "heights",
    "jct": "junction",
    "mt": "mount",
    "mtn": "mountain",
    "nyc": "new york",
    "pk": "park",
    "pt": "point",
    "spgs": "springs",
    "st": "saint",
    "ste": "sainte",
    "twp": "township",
    "vlg": "village",
}
_SIDES = {"e": "east", "n": "north", "s": "south", "w": "west"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read words as a town. town: folded words, () for a state alone. state: postal code or None."""

    town: tuple[str, ...]
    state: str | None


def clean(text: str) -> str:
    """The text in NFKC without control, format or private signs; every run of space is one space."""
    if text.isascii() and text.isprintable():  # nearly all, and the same as below
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    signs = (" " if c.isspace() else c for c in plain)
    return " ".join("".join(c for c in signs if c == " " or unicodedata.category(c)[0] not in "CZ").split())


def shown(text: str) -> str:
    """At most 40 signs of a cleaned text, to repeat in a message."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def words(text: str) -> tuple[str, ...]:
    """The words of a text in a-z and 0-9: accents, apostrophes and hyphens folded, "D.C." as "dc"."""
    return tuple(_WORD.findall(_INITIALS.sub(r"\1", _MARKS.sub("", folded(text)))))


def town_key(town: tuple[str, ...]) -> str:
    """The one spelling under which a town is kept: "St. Paul" and "Saint Paul", "N Platte" and "North Platte" agree."""
    if len(town) > 1 and town[0] in _SIDES:
        town = (_SIDES[town[0]], *town[1:])
    return " ".join(_LONG_FORMS.get(word, word) for word in town)


def split_state(found: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Every (words before it, postal code) when words end in a state's name or code; the longest name first."""
    ends = range(min(LONGEST, len(found)), 0, -1)
    splits = [(found[:-n], CODES[" ".join(found[-n:])]) for n in ends if " ".join(found[-n:]) in CODES]
    if not splits and len(found) > 1 and len(found[-1]) == len(found[-2]) == 1 and "".join(found[-2:]) in CODES:
        splits = [(found[:-2], CODES["".join(found[-2:])])]  # "d c"
    return splits


def split_zip(text: str) -> tuple[str, str | None]:
    """(text before it, five digits) of a cleaned text that ends in a ZIP or ZIP+4, else (text, None); no country."""
    text = _COUNTRY.sub("", text)
    match = _ZIP.search(text)
    return (text[: match.start()], match[1]) if match else (text, None)


def readings(text: str) -> list[Reading]:
    """The ways to read a cleaned text without ZIP, likeliest first.

    "Denver, CO" is a town and a state. "kansas city missouri" may be one name, or a town and a state: both are given,
    since "Port Washington" is a town. "DC" alone is its one town.
    """
    before, comma, last = text.rpartition(",")
    found = words(text)
    after_comma = [state for town, state in split_state(words(last)) if comma and not town]
    splits = [(words(before), after_comma[0])] if after_comma else split_state(found)
    named = [Reading(town or (("washington",) if state == "DC" else ()), state) for town, state in splits]
    return named if after_comma else [Reading(found, None), *named]


def read_address_end(text: str) -> str | None:
    """The last two parts of a text with two commas or more ("12 Elm St, Walden, CO" gives "Walden, CO"), else None."""
    parts = [part.strip() for part in _COUNTRY.sub("", text).split(",")]
    return ", ".join(parts[-2:]) if len(parts) > 2 else None


def read_coordinates(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) as written, in any range, or None when the text is no pair of numbers.

    Reads "39.73,-104.98", "39.73 -104.98" and "39.73° N, 104.98° W".
    """
    match = _COORDINATES.match(text)
    if match is None:
        return None
    latitude = -float(match[1]) if match[2].upper() == "S" else float(match[1])
    longitude = -float(match[3]) if match[4].upper() == "W" else float(match[3])
    return latitude, longitude
