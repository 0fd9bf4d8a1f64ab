"""Type codes of a meeting become facts. The same code means different things in different fellowships."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from referral.domain.facts import CLOSED_FOR_NOW, Facts, FactsBuilder
from referral.domain.listing import Mode
from referral.domain.vocabulary import canonical, facets_of
from referral.formats.meeting_type_tables import COMMON, OTHER, TABLES

CLOSED_GROUPS = {group: facets_of(group) for group in ("fellowship", "attendance")}
"""A meeting is of one fellowship and attended in one way, so that stating one denies the others."""


@dataclass(frozen=True, slots=True)
class Types:
    """What the type codes of one meeting say.

    facets: as stated. codes: all known codes, upper case, also those without a facet. location_closed: `TC`, nobody
    meets at the address. online: `ONL`. warnings: `unknown_type` once for each code that the fellowship's list does not
    hold.
    """

    facets: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    location_closed: bool = False
    online: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The codes of one fellowship, upper case.

    facets: code -> what it states. ignored: code -> why it states nothing of ours.
    """

    facets: dict[str, frozenset[str]]
    ignored: dict[str, str]


@cache
def code_table(fellowship: str) -> CodeTable:
    """The codes of a fellowship: its own list over the common languages and attendance codes."""
    table = CodeTable({}, {})
    for text in (COMMON, TABLES.get(fellowship, OTHER)):
        for line in text.strip().splitlines():
            meaning, _, codes = line.partition(":")
            for code in codes.upper().split():
                table.facets.pop(code, None)
                table.ignored.pop(code, None)
                if meaning.startswith("-"):
                    table.ignored[code] = meaning.removeprefix("-")
                else:
                    table.facets[code] = frozenset(_facet(word) for word in meaning.split())
    return table


def _facet(word: str) -> str:
    return canonical(word if "=" in word else f"meeting={word}")


def read_types(fellowship: str, value: object) -> Types:
    """What a feed's `types` say: a list of codes, or one text with commas. Codes compare without case.

    None is an empty list. Entries that are no text or number, and codes that the fellowship does not know, are left out
    with a warning.
    """
    table = code_table(fellowship)
    entries = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else [value]
    facets: set[str] = set()
    codes: set[str] = set()
    warnings: list[str] = []
    for entry in entries:
        code = str(entry).strip().upper() if isinstance(entry, str | int) and not isinstance(entry, bool) else None
        if code in table.facets or code in table.ignored:
            codes.add(code)
            facets |= table.facets.get(code, frozenset())
        elif code != "" and not (entry is None and value is None):
            warnings.append("bad_type" if code is None else "unknown_type")
    return Types(frozenset(facets), frozenset(codes), "TC" in codes, "ONL" in codes, tuple(warnings))


def meeting_facts(
    fellowship: str, facets: Iterable[str], mode: Mode, *, english: bool = True, room_closed: bool = False
) -> Facts:
    """The facts of one meeting from the facets that its codes state.

    A women's meeting admits women only, a men's meeting men only; one that names both restricts nobody. Open and closed
    at once contradict each other. english: the source is of an English-speaking country, so that a meeting is held in
    English unless its codes name other languages only; sign language stands beside the spoken one.
    room_closed: people met in a room that is closed for now.
    """
    stated = set(facets)
    builder = FactsBuilder(CLOSED_GROUPS)
    if {"meeting=open", "meeting=closed"} <= stated:
        stated -= {"meeting=open", "meeting=closed"}
        builder.conflict("meeting=open", "meeting=closed")
    if ("meeting=women" in stated) != ("meeting=men" in stated):
        stated.add("restricted=women_only" if "meeting=women" in stated else "restricted=men_only")
    if not any(facet.startswith("fellowship=") for facet in stated):
        stated.add(f"fellowship={fellowship}")
    if english and not any(facet.startswith("language=") and facet != "language=asl" for facet in stated):
        stated.add("language=en")
    builder.yes(*stated, f"attendance={mode}")
    if room_closed:
        builder.deny("attendance=in_person", CLOSED_FOR_NOW)
    return builder.build()
