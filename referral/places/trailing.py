"""A place at the end of a search: "library burlingame", "food 20001", "iop near Walden, CO".

A place that was not meant hides every listing elsewhere, and a place that was missed is still searched as words. So in
doubt it is no place: a town needs its state, or its ZIP, when it is small or when its name is also a word.
"""

import re

from referral.domain.place import Place
from referral.places import parse
from referral.places.gazetteer import Entry, Gazetteer, dominant, spelled
from referral.places.states import CODES, PROSE_CODES

LONGEST_TOWN = 4
"""Words of the longest town that is looked for."""
LARGE = 10_000
"""People in the smallest town that is taken without its state."""
PROSE_LARGE = 1_000
"""People in the smallest town that is taken before a lower-case code that is also a word ("in", "me", "or")."""

_ORDINARY = """
airport alice anthem antelope badger beacon bear bell beverly brick champion clark cocoa commerce converse
crystal daphne defiance dent donna eagle echelon elizabeth eloise enterprise estelle fountain freedom
friendship golden grace grapevine halfway harmony hercules holiday homestead hope howard humble independence
industry justice keystone liberal liberty linda loop magna mango martin media mentor mercy mobile mustang
normal opportunity orange orchards pace page paradise paramount parkway parole petal plantation plum progress
prosper protection reading recovery republic ridge roy sandy serenity shirley spring stuart success summit
sunrise surprise temple transfer union unity victory vista walnut welcome worth young bonita esperanza
libertad paz salida vida
"""
ORDINARY = frozenset({*_ORDINARY.split(), "el centro", "new hope"})
"""Towns whose name is a word of directories or of everyday English or Spanish, a first name or an insurer.

They need a state or a ZIP: "reading pa", "Hope, AR".
"""

_GENERIC = """
agency bank center central church circle clinic college court day exchange gate gateway hall haven home
hospital house lodge man many mission north office park place point post reserve school shelter south star
start station street university valley village west women casa centro hogar
"""
GENERIC = frozenset(_GENERIC.split())
"""Towns whose name is a kind of place or person: before a state they need a comma ("recovery center co" is no town)."""

CONNECTORS = frozenset({"around", "at", "by", "close", "from", "in", "near", "to", "cerca", "de", "en"})
"""Words between what is searched and where; taken off the end of what remains."""
_JOINS = frozenset({"and", "no", "not", "o", "or", "sin", "u", "without", "y"})
"""After one of these the last words are part of what is asked ("detox or boston")."""

_ARTICLES = frozenset({"a", "an", "the", "del", "el", "la", "las", "los"})
"""After one of these a word is no town's whole name: "clinica del pueblo"."""

_TOWN_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’‘ʻ.\-][^\W_]*)*,?")
_ZIP = re.compile(r"([0-9]{5})(?:-[0-9]{4})?")


def find_trailing(text: str, gazetteer: Gazetteer) -> tuple[str, Place] | None:
    """(remaining words, place) of the longest place at the end of a search, else None.

    Remaining words are the beginning of text, unchanged, without "in", "near" and the like at their end. Nothing is
    taken out of quotation marks, after NOT, AND or OR, or with a sign of the query language.
    """
    tokens = text.split()
    whole = True  # the last words are not the end of a longer name: "dorado" in "el dorado", "carolina" in a state
    for count in range(min(LONGEST_TOWN + 4, len(tokens)), 0, -1):
        head, tail = tokens[:-count], tokens[-count:]
        before = head[-1].casefold() if head else ""
        if before in _JOINS or " ".join(head).count('"') % 2:
            continue
        alone = whole and bool(head) and before not in _ARTICLES
        if (place := _place(tail, gazetteer, alone=alone)) is not None:
            return _beginning(text, count), place
        whole = whole and not _is_name(parse.words(" ".join(tail)), gazetteer)
    return None


def _beginning(text: str, taken: int) -> str:
    """The text without its last words and the connectors before them."""
    kept = text.rsplit(maxsplit=taken)[0] if len(text.split()) > taken else ""
    while (parts := kept.rsplit(maxsplit=1)) and parts[-1].strip(",").casefold() in CONNECTORS:
        kept = parts[0] if len(parts) > 1 else ""
    return kept.rstrip(" ,")


def _is_name(found: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """True for the name of a town of any size, or of a state."""
    if not 0 < len(found) <= LONGEST_TOWN:
        return False
    key = parse.town_key(found)
    return " ".join(found) in CODES or any(entry.key == key for entry in gazetteer.towns(key))


def _place(tail: list[str], gazetteer: Gazetteer, *, alone: bool) -> Place | None:
    """The place that these words are, all of them, or None."""
    zip_match = _ZIP.fullmatch(tail[-1])
    named = tail[:-1] if zip_match else tail
    if not all(_TOWN_WORD.fullmatch(word) for word in named):
        return None
    if zip_match is None:
        return _town(named, gazetteer, alone=alone)
    place = gazetteer.zip_place(zip_match[1])
    return place if place is not None and _agrees(named, place) else None


def _agrees(named: list[str], place: Place) -> bool:
    """True when the words before a ZIP say the same place: its state, its town, or a town with its state."""
    found = parse.words(" ".join(named))
    alone = parse.town_key(found) not in ORDINARY | GENERIC and _is_town(found, place)
    return (
        not found
        or alone
        or any(state == place.state and (not town or _is_town(town, place)) for town, state in parse.split_state(found))
    )


def _is_town(town: tuple[str, ...], place: Place) -> bool:
    return place.town is not None and parse.town_key(town) == parse.town_key(parse.words(place.town))


def _town(named: list[str], gazetteer: Gazetteer, *, alone: bool) -> Place | None:
    """The town of these words: with its state, or alone when it is large, unambiguous and no ordinary word."""
    text = " ".join(named)
    for reading in parse.readings(text):
        if not 0 < len(reading.town) <= LONGEST_TOWN:
            continue
        key = parse.town_key(reading.town)
        entries = gazetteer.towns(key)
        if reading.state is not None:
            found = spelled([entry for entry in entries if entry.place.state == reading.state], key)
            if found and _means_state(named, key, found[0]):
                return found[0].place
        elif alone and "," not in text.rstrip(","):
            one = dominant([entry for entry in entries if entry.key == key])
            if one is not None and _may_stand_alone(one):
                return one.place
    return None


def _may_stand_alone(town: Entry) -> bool:
    """True for a large town with a name of its own; "washington" is first of all another state."""
    unlike = town.key not in ORDINARY | GENERIC and CODES.get(town.key) in (None, town.place.state)
    return unlike and town.size >= LARGE


def _means_state(named: list[str], key: str, town: Entry) -> bool:
    """True when the last word or words after a town are meant as its state."""
    if any(word.endswith(",") for word in named[:-1]):
        return True
    if key in GENERIC:
        return False
    return named[-1].rstrip(",") not in PROSE_CODES or (key not in ORDINARY and town.size >= PROSE_LARGE)
