"""Which bit stands for which facet, and the facets of one listing as two whole numbers.

Every facet of the vocabulary has one bit in `yes` and the same bit in `no`; neither set is not stated. Asked facets
that several stored ones answer (a topic, attendance=online) have a bit of their own beside the stored one. Bits stand
in words of 64; those that every search looks at stand in word 0, languages that hardly anyone states last, in words
that are zero everywhere for most directories and then take no room.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_

from referral.domain.listing import Listing
from referral.domain.vocabulary import GROUPS, Kind, answering_facets
from search_index.text.words import WORDS

WORD_BITS = 64
ONLINE_ONLY = "online_only"
"""Not a facet: set in `yes` for a listing that nobody can attend in person."""

_FIRST_GROUPS = ("restricted", "attendance", "level", "payment")
_FIRST_LANGUAGES = ("en", "es", "asl", "zh", "vi", "tl", "ar", "fr", "ko", "ru", "pt", "ht", "hi", "de", "pl", "uk")
"""What sources state most, and most people in the United States speak."""


def _asked(facet: str) -> str:
    return f"asked {facet}"


def _order() -> list[str]:
    """Every name that has a bit, in the order of the bits."""
    groups = [*_FIRST_GROUPS, *(group for group in GROUPS if group not in (*_FIRST_GROUPS, "language")), "language"]
    names = [*Kind, ONLINE_ONLY]
    for group in groups:
        codes = sorted(GROUPS[group].codes, key=_rareness) if group == "language" else GROUPS[group].codes
        stored = [f"{group}={code}" for code in codes]
        names += stored + [_asked(facet) for facet in stored if answering_facets(facet) != (facet,)]
    return names


def _rareness(language: str) -> tuple[bool, bool]:
    return language not in _FIRST_LANGUAGES, language not in WORDS["language"]


BITS: Mapping[str, int] = {name: bit for bit, name in enumerate(_order())}
"""Kind, ONLINE_ONLY, stored facet or "asked " and facet -> bit."""

WORDS_OF_BITS = -(-len(BITS) // WORD_BITS)
ASKED_BITS: Mapping[str, int] = {
    f"{group}={code}": BITS.get(_asked(f"{group}={code}"), BITS[f"{group}={code}"])
    for group, known in GROUPS.items()
    for code in known.codes
}
"""Asked facet -> its bit."""

DERIVED: Mapping[str, tuple[str, ...]] = {
    facet: answering_facets(facet) for facet in ASKED_BITS if answering_facets(facet) != (facet,)
}
"""Asked facets with a bit of their own -> the stored facets that answer them."""

_ONE = {name: 1 << bit for name, bit in BITS.items()}


@dataclass(frozen=True, slots=True)
class Mask:
    """Some bits. words: (number of the word, its bits), only words with a bit."""

    words: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, names: Iterable[str]) -> "Mask":
        """The bits of names in BITS."""
        return cls.of_bits(BITS[name] for name in names)

    @classmethod
    def asking(cls, facets: Iterable[str]) -> "Mask":
        """The bits that answer asked facets."""
        return _asking(frozenset(facets))

    @classmethod
    def of_bits(cls, bits: Iterable[int]) -> "Mask":
        """Bits by number."""
        words: dict[int, int] = {}
        for bit in bits:
            word, place = divmod(bit, WORD_BITS)
            words[word] = words.get(word, 0) | 1 << place
        return cls(tuple(sorted(words.items())))

    def __bool__(self) -> bool:
        return bool(self.words)


@lru_cache(maxsize=4096)
def _asking(facets: frozenset[str]) -> Mask:
    return Mask.of_bits(ASKED_BITS[facet] for facet in facets)


@cache
def not_applicable(kind: Kind) -> frozenset[str]:
    """The stored facets that a kind answers no, whatever is stated."""
    return frozenset(
        f"{group}={code}" for group, known in GROUPS.items() if kind not in known.kinds for code in known.codes
    )


@cache
def _yes_bits(kind: Kind) -> Mapping[str, int]:
    """Stored facet -> its bit and those that it answers; nothing for what the kind does not know."""
    bits = {f"{group}={code}": _ONE[f"{group}={code}"] for group, known in GROUPS.items() for code in known.codes}
    for facet, stored in DERIVED.items():
        for one in stored:
            bits[one] |= _ONE[_asked(facet)]
    return bits | dict.fromkeys(not_applicable(kind), 0)


_DERIVED_BITS = tuple((_ONE[_asked(facet)], sum(_ONE[one] for one in stored)) for facet, stored in DERIVED.items())
"""(bit, bits that answer it) of every derived facet."""

_ANSWERING = reduce(or_, (answering for _, answering in _DERIVED_BITS), 0)


@lru_cache(maxsize=8_192)
def _derived_no(no: int) -> int:
    """The derived facets all of whose stored ones are no. Sources deny the same again and again."""
    return sum(bit for bit, answering in _DERIVED_BITS if no & answering == answering)


@cache
def _denied(kind: Kind) -> int:
    return sum(map(_ONE.__getitem__, not_applicable(kind)))


def encode(listing: Listing) -> tuple[int, int]:
    """(yes, no) of one listing, as `fit.answer_group` answers: a facet that its kind does not know is no."""
    kind = listing.kind
    no = sum(map(_ONE.__getitem__, listing.facts.no)) | _denied(kind)
    yes = reduce(or_, map(_yes_bits(kind).__getitem__, listing.facts.yes), _ONE[kind])
    return (yes | _ONE[ONLINE_ONLY] if listing.online_only else yes), no | _derived_no(no & _ANSWERING)


def inapplicable(listing: Listing) -> frozenset[str]:
    """Facets that a listing states and its kind does not know: words of its text, never answers."""
    return listing.facts.yes & not_applicable(listing.kind)
