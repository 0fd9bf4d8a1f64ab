"""Formats of BMLT meetings become facets: by the portable NAWS code (`world_id`), else by the local key."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from referral.domain.vocabulary import canonical
from referral.formats.meeting_rows import text_of


@dataclass(frozen=True, slots=True)
class BmltFormat:
    """One entry of a server's format list.

    key: as in a row's `formats`, local to the server. world_id: NAWS code, None when the server gives none. name: in
    English where the list has it.
    """

    id: str | None
    key: str
    name: str
    world_id: str | None


@dataclass(frozen=True, slots=True)
class Formats:
    """What the formats of one meeting say.

    codes: world codes or keys, upper case. virtual, hybrid, location_closed: VM, HY, TC. warnings: `unknown_format`
    once for each format that says nothing we know, `unknown_language` likewise.
    """

    facets: frozenset[str]
    codes: frozenset[str]
    virtual: bool
    hybrid: bool
    location_closed: bool
    warnings: tuple[str, ...]


WORLD: dict[str, str] = {
    "OPEN": "meeting=open",
    "CLOSED": "meeting=closed",
    "WCHR": "access=wheelchair",
    "BEG": "meeting=beginner",
    "DISC": "meeting=discussion",
    "TOP": "meeting=discussion",
    "STEP": "meeting=step",
    "SPK": "meeting=speaker",
    "S-D": "meeting=speaker meeting=discussion",
    "SWG": "meeting=step meeting=literature",
    "BT": "meeting=literature",
    "IP": "meeting=literature",
    "IW": "meeting=literature",
    "JFT": "meeting=literature",
    "LC": "meeting=literature",
    "LIT": "meeting=literature",
    "GP": "meeting=literature",
    "SPAD": "meeting=literature",
    "MED": "meeting=meditation",
    "M": "meeting=men",
    "W": "meeting=women",
    "Y": "meeting=young_people",
    "GL": "meeting=lgbtq",
    "CW": "meeting=child_friendly",
    "NC": "meeting=no_children",
}
"""NAWS code -> facets."""

WORLD_IGNORED: dict[str, str] = {
    "CAN": "amenity",
    "NS": "amenity",
    "CH": "place",
    "RA": "place",
    "CPT": "theme",
    "TRAD": "theme",
    "QA": "format",
    "VAR": "format",
    "VM": "attendance",
    "HYBR": "attendance",
    "TC": "attendance",
    "LANG": "language",
}
"""NAWS codes that state nothing of ours, and why; attendance and language are read apart."""

LOCAL: dict[str, tuple[str, str]] = {
    "O": ("meeting=open", "open"),
    "C": ("meeting=closed", "closed"),
    "B": ("meeting=beginner", "beginner"),
    "D": ("meeting=discussion", "discussion"),
    "TO": ("meeting=discussion", "topic"),
    "ST": ("meeting=step", "step"),
    "SO": ("meeting=speaker", "speaker"),
    "SD": ("meeting=speaker meeting=discussion", "speaker"),
    "SG": ("meeting=step meeting=literature", "step"),
    "FD": ("meeting=step", "five and dime"),
    "BT": ("meeting=literature", "basic text"),
    "BK": ("meeting=literature", "book"),
    "IP": ("meeting=literature", "pamphlet"),
    "IW": ("meeting=literature", "it works"),
    "JT": ("meeting=literature", "just for today"),
    "LC": ("meeting=literature", "living clean"),
    "GP": ("meeting=literature", "guiding principles"),
    "SPAD": ("meeting=literature", "spiritual principle"),
    "ME": ("meeting=meditation", "meditation"),
    "M": ("meeting=men", "men"),
    "W": ("meeting=women", "women"),
    "YP": ("meeting=young_people", "young"),
    "GL": ("meeting=lgbtq", "gay"),
    "AG": ("meeting=secular", "agnostic"),
    "CW": ("meeting=child_friendly", "child"),
    "CS": ("meeting=child_friendly", "child"),
    "NC": ("meeting=no_children", "child"),
    "ID": ("meeting=id_required", "id"),
    "SC": ("meeting=cameras", "camera"),
    "SL": ("language=asl", "asl"),
    "WC": ("access=wheelchair", "wheelchair"),
}
"""Key of the default English list, upper case -> (facets, a part of its English name).

A server may give a key another meaning: when it names the format, the name must hold that part.
"""

LOCAL_IGNORED: dict[str, str] = {
    "BL": "language",
    "CH": "place",
    "CL": "amenity",
    "IL": "theme",
    "NS": "amenity",
    "PI": "format",
    "RF": "format",
    "RR": "format",
    "TI": "format",
    "TR": "theme",
    "TW": "theme",
    "OE": "format",
    "AB": "format",
    "RA": "place",
    "QA": "format",
    "CP": "theme",
    "VM": "attendance",
    "HY": "attendance",
    "TC": "attendance",
    "WEB": "attendance",
}
"""Keys of the default list that state nothing of ours, and why."""

_LANGUAGE_KEYS = {
    "ES": "es",
    "ENG": "en",
    "EN": "en",
    "FIN": "fi",
    "PER": "fa",
    "L/R": "lt ru",
    "FR": "fr",
    "RU": "ru",
    "PT": "pt",
}
_LANGUAGE_NAMES = {
    "english": "en",
    "espa": "es",
    "spanish": "es",
    "french": "fr",
    "fran": "fr",
    "finnish": "fi",
    "persian": "fa",
    "farsi": "fa",
    "lithuanian": "lt",
    "russian": "ru",
    "polish": "pl",
    "portuguese": "pt",
    "german": "de",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "hebrew": "he",
    "arabic": "ar",
    "hindi": "hi",
    "punjabi": "pa",
    "ukrainian": "uk",
    "vietnamese": "vi",
    "chinese": "zh",
    "mandarin": "zh",
    "greek": "el",
    "hungarian": "hu",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "dutch": "nl",
    "thai": "th",
    "tagalog": "tl",
}


def format_list(entries: Iterable[object]) -> list[BmltFormat]:
    """The formats of a `GetFormats` answer, English entries first. Entries without a key are left out."""
    found = []
    for entry in entries:
        key = text_of(entry.get("key_string")) if isinstance(entry, dict) else None
        if isinstance(entry, dict) and key:
            name = text_of(entry.get("name_string")) or ""
            code = text_of(entry.get("world_id"))
            read = BmltFormat(text_of(entry.get("id")), key, name, code.upper() if code else None)
            found.append((entry.get("lang") != "en", read))
    return [read for _, read in sorted(found, key=lambda pair: pair[0])]


class FormatTable:
    """The formats of one server, by id and by key; English entries win."""

    def __init__(self, formats: Iterable[BmltFormat]) -> None:
        self._by_id: dict[str, BmltFormat] = {}
        self._by_key: dict[str, BmltFormat] = {}
        for one in formats:
            if one.id:
                self._by_id.setdefault(one.id, one)
            self._by_key.setdefault(one.key, one)

    def read(self, row: Mapping[str, object]) -> Formats:
        """What the formats of a row say: by `format_shared_id_list` if all ids are in the list, else by `formats`."""
        named = [self._by_id.get(part) for part in _parts(row.get("format_shared_id_list"))]
        found = [one for one in named if one is not None]
        if not found or len(found) < len(named):
            found = [
                self._by_key.get(key) or BmltFormat(None, key, "", None) for key in _parts(row.get("formats"))
            ] or found
        facets: set[str] = set()
        marks: set[str] = set()
        warnings: list[str] = []
        for one in found:
            stated, warning = facets_of_format(one)
            facets |= stated
            marks |= _marks(one)
            warnings += [warning] if warning else []
        codes = frozenset(
            (one.world_id if one.world_id not in (None, "LANG") else one.key.upper()) or one.key for one in found
        )
        return Formats(frozenset(facets), codes, "VM" in marks, "HY" in marks, "TC" in marks, tuple(warnings))


def facets_of_format(one: BmltFormat) -> tuple[frozenset[str], str | None]:
    """The facets that one format states, and a warning code when it is not known.

    A local key may say more than its world code: New York's `SD`, speaker and discussion, has that of speakers.
    """
    key = one.key.upper()
    if one.world_id == "LANG" or key == "BL":
        return _language(one)
    facets = _facets(WORLD.get(one.world_id or "", "")) | _local(one)
    if facets or one.world_id in WORLD_IGNORED:
        return facets, None
    if not one.world_id and key in _LANGUAGE_KEYS:
        return _language(one)
    return frozenset(), None if key in LOCAL_IGNORED else "unknown_format"


def _local(one: BmltFormat) -> frozenset[str]:
    """By the key, when the format has no name or its name is the usual one."""
    facets, part = LOCAL.get(one.key.upper(), ("", ""))
    usual = not one.name or re.search(rf"\b{re.escape(part)}", one.name, re.IGNORECASE)
    return _facets(facets) if usual and (one.name or not one.world_id) else frozenset()


def _language(one: BmltFormat) -> tuple[frozenset[str], str | None]:
    """By name, else by key. A bilingual meeting states English; the other language is not stated."""
    if one.key.upper() == "BL":
        return frozenset({"language=en"}), None
    name = one.name.casefold()
    codes = {code for part, code in _LANGUAGE_NAMES.items() if part in name}
    codes = codes or set(_LANGUAGE_KEYS.get(one.key.upper(), "").split())
    return frozenset(f"language={code}" for code in codes), None if codes else "unknown_language"


def _marks(one: BmltFormat) -> set[str]:
    """VM, HY, TC: reserved keys of BMLT, and their NAWS codes. WEB is an older key for online."""
    if one.world_id:
        return {{"HYBR": "HY"}.get(one.world_id, one.world_id)}
    key = one.key.upper()
    online = key == "WEB" and re.search("online|internet|^$", one.name, re.IGNORECASE)
    return {"VM"} if online else {key}


def _facets(text: str) -> frozenset[str]:
    return frozenset(canonical(facet) for facet in text.split())


def _parts(value: object) -> list[str]:
    text = text_of(value) or ""
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
