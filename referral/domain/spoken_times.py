"""Words at the ends of a search that say when or where, and not what: "NA meeting tonight", "iop near me".

They stand in no listing, or by chance in its name, so a search for them finds nothing. What stands in quotation marks,
or belongs to an AND, OR or NOT, is left alone.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from referral.domain.folding import folded

NEAR_ME, FREE = "near_me", "free"

PHRASES: dict[str, tuple[str, ...]] = {
    "now": (
        "now",
        "right now",
        "open now",
        "open right now",
        "ahora",
        "ahora mismo",
        "abierto ahora",
        "abiertos ahora",
    ),
    "today": ("today", "open today", "later today", "hoy", "hoy mismo", "abierto hoy", "abiertos hoy"),
    "tonight": ("tonight", "tonite", "open tonight", "this evening", "esta noche"),
    "mornings": (
        *("morning", "mornings", "in the morning", "in the mornings", "weekday mornings", "por la mañana"),
        *("en la mañana", "por las mañanas", "mañanas"),
    ),
    "afternoons": (
        *("afternoon", "afternoons", "in the afternoon", "in the afternoons", "weekday afternoons", "por la tarde"),
        *("en la tarde", "por las tardes", "tardes"),
    ),
    "evenings": (
        *("evening", "evenings", "in the evening", "in the evenings", "weekday evenings", "weeknights", "nights"),
        *("at night", "por la noche", "en la noche", "por las noches", "noches", "noche"),
    ),
    "weekends": (
        *("weekend", "weekends", "this weekend", "on the weekend", "on weekends", "fin de semana"),
        *("este fin de semana", "fines de semana", "los fines de semana"),
    ),
    NEAR_ME: (
        *("near me", "close to me", "around me", "nearby", "near here", "close by", "cerca de mí", "cerca de aquí"),
        *("cerca", "aquí cerca"),
    ),
    FREE: ("free", "for free", "gratis"),
}
"""What is meant -> how people say it, in both languages."""

_JOINS = frozenset({"and", "or", "not"})
_CONNECTORS = frozenset({"for", "on", "at", "in", "para", "en", "los", "las"})
_NOT_COST = frozenset({"smoke", "drug", "alcohol", "sugar", "gluten", "violence"})
"""With one of these before it, free means without."""
_GENERIC = frozenset({"the", "group", "groups", "meeting", "demo", "grupo", "reunion", "el", "la"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that words say. what: a key of PHRASES; words: as they were typed."""

    what: str
    words: str


def spoken(text: str, also: Collection[str] = ()) -> tuple[str, tuple[Said, ...]]:
    """(remaining words, what was said), from the end of a search inward, then from its beginning.

    The remaining words are a part of text, unchanged. also: FREE, when it is to be heard too.
    """
    heard: list[Said] = []
    while True:
        found = _at_end(text, also) or _at_start(text, also)
        if found is None:
            return text, tuple(heard)
        text, one = found
        heard.append(one)


def bears_name(text: str, name: str) -> bool:
    """Whether a listing of this name is called as the text says: the same words in the same order, in one piece.

    A single word must be all of the name, but for words as "group".
    """
    sought, words = _words(text), _words(name)
    if len(sought) == 1:
        return [word for word in words if word not in _GENERIC] == sought
    return any(words[at : at + len(sought)] == sought for at in range(len(words))) if sought else False


def _at_end(text: str, also: Collection[str]) -> tuple[str, Said] | None:
    tokens = text.split()
    for count in range(min(_LONGEST, len(tokens)), 0, -1):
        what = _meant(tokens[-count:], also)
        before = _folded(tokens[-count - 1]) if len(tokens) > count else ""
        if what is None or before in _JOINS or (what == FREE and before in _NOT_COST):
            continue
        kept = text.rsplit(maxsplit=count)[0].strip() if len(tokens) > count else ""
        if kept.count('"') % 2 == 0:
            return _without_connector(kept), Said(what, " ".join(tokens[-count:]))
    return None


def _at_start(text: str, also: Collection[str]) -> tuple[str, Said] | None:
    tokens = text.split()
    for count in range(min(_LONGEST, len(tokens)), 0, -1):
        what = _meant(tokens[:count], also)
        after = _folded(tokens[count]) if len(tokens) > count else ""
        if what is not None and after not in _JOINS:
            kept = text.split(maxsplit=count)[count].strip() if len(tokens) > count else ""
            return kept, Said(what, " ".join(tokens[:count]))
    return None


def _meant(tokens: list[str], also: Collection[str]) -> str | None:
    """What these words mean, all of them together."""
    what = _MEANT.get(" ".join(map(_folded, tokens)))
    return None if what == FREE and FREE not in also else what


def _without_connector(kept: str) -> str:
    """The words without "for" and the like at their end: "meetings for" tonight."""
    parts = kept.rsplit(maxsplit=1)
    while parts and _folded(parts[-1]) in _CONNECTORS:
        kept = parts[0] if len(parts) > 1 else ""
        parts = kept.rsplit(maxsplit=1)
    return kept


def _folded(word: str) -> str:
    """Small letters without accents and without the signs that end a sentence."""
    return folded(word).strip(",.;!?¡¿")


def _words(text: str) -> list[str]:
    return _WORD.findall(_folded(text))


_MEANT = {_folded(phrase): what for what, phrases in PHRASES.items() for phrase in phrases}
_LONGEST = max(len(phrase.split()) for phrase in _MEANT)
