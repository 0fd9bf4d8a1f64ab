"""The texts of listings as numbered words, collected listing by listing, as `text_build.py` sorts them."""

from array import array
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from referral.domain.listing import Listing
from search_index.build.numbering import BREAK_MARK, FIELD_END, FIELD_MARK, FILLER, Numbering
from search_index.disk.columns import Array
from search_index.facets.facet_bits import inapplicable
from search_index.text import code_words
from search_index.text.analysis import _WORD, fold
from search_index.text.weights import FIRST_PLACE, LAST_PLACE, TEXT_FIELDS

_BLOCK = 2_048
"""Listings whose words are numbered in one go: few enough for their text to stay in a processor's cache."""

_END, _NEXT = f" {FIELD_MARK} ", f" {BREAK_MARK} "


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Words in the order of listings and fields. place: field and position; counts: words of each listing.

    spellings: every distinct word, by its number in word.
    """

    spellings: list[str]
    word: Array
    place: Array
    counts: Array


class TextRows:
    """Collects texts in the order given."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self._texts: list[str] = []
        self._word, self._place, self._counts = array("i"), array("H"), array("i")
        self._lengths: list[Array] = []
        self._coded = array("H")
        self.listings = 0

    def add(self, listing: Listing) -> None:
        """The texts of one listing."""
        place = listing.location
        fields = (  # in the order of TEXT_FIELDS
            _plain(listing.name),
            _plain(listing.organization) if listing.organization else "",
            _town(place.town, place.state),
            _inapplicable_codes(listing),
            _notes(listing),
            _plain(listing.description) if listing.description else "",
            "",
        )
        self._texts.append(_END.join(fields))
        coded = sum(map(_coded_length, listing.facts.yes)) + _coded_length(listing.kind.value)
        self._coded.append(min(coded, (1 << 16) - 1))
        self.listings += 1
        if len(self._texts) == _BLOCK:
            self._flush()

    def _flush(self) -> None:
        numbers = self._numbering.of("".join(self._texts))
        ends = np.flatnonzero(numbers == FIELD_END)
        listings = len(ends) // len(TEXT_FIELDS)
        owner = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=-1))
        # The position of a word in its field: how many kept ones stand before it there.
        kept = (numbers != FILLER) & (numbers != FIELD_END)
        before = np.cumsum(kept) - kept
        lengths = np.diff(before[ends], prepend=0)
        place = before - (before[ends] - lengths)[owner]
        field = owner % len(TEXT_FIELDS)
        place = np.minimum(place + FIRST_PLACE[field], LAST_PLACE[field])
        real = numbers >= 0
        held = np.bincount(owner[real] // len(TEXT_FIELDS), minlength=listings)
        self._word.frombytes(numbers[real].tobytes())
        self._place.frombytes(place[real].astype(np.uint16).tobytes())
        self._counts.frombytes(held.astype(np.int32).tobytes())
        self._lengths.append(np.minimum(lengths, (1 << 16) - 1).astype(np.uint16).reshape(-1, len(TEXT_FIELDS)))
        self._texts.clear()

    def taken(self) -> Occurrences:
        """Everything collected; it is let go here, as there is much of it."""
        if self._texts:
            self._flush()
        held = [np.array(column, copy=False) for column in (self._word, self._place, self._counts)]
        spellings = list(self._numbering.spelled)
        self._word, self._place, self._counts = array("i"), array("H"), array("i")
        self._numbering = Numbering()
        return Occurrences(spellings, *held)

    def lengths(self) -> Array:
        """How many words each field of each listing has, breaks included: (listings, fields)."""
        if self._texts:
            self._flush()
        return np.concatenate(self._lengths) if self._lengths else np.zeros((0, len(TEXT_FIELDS)), np.uint16)

    def coded(self) -> Array:
        """How many words the codes of each listing have, breaks included."""
        return np.array(self._coded, np.uint16)


@lru_cache(maxsize=1024)
def _coded_length(name: str) -> int:
    return len(code_words.words_of(name))


def _plain(text: str) -> str:
    """A text whose words, found as letters and digits, are those that `analysis.all_words` finds."""
    folded = text.lower() if text.isascii() and "." not in text else fold(text)
    if folded.isascii() and "'" not in folded:
        return folded
    return " ".join(_WORD.findall(folded)).replace("'", "").replace("’", "")


@lru_cache(maxsize=65536)
def _town(town: str | None, state: str | None) -> str:
    return _plain(f"{town or ''} {state or ''}")


def _notes(listing: Listing) -> str:
    texts = [listing.location.name]
    if listing.sessions or listing.tracks:
        texts += [session.notes for _, session in listing.all_sessions]
    return "".join([_NEXT + _plain(text) for text in dict.fromkeys(texts) if text])


def _inapplicable_codes(listing: Listing) -> str:
    """Words of facets that the listing states and its kind does not know, so that no facet bit stands for them."""
    found = inapplicable(listing)
    return "".join([_coded_text(facet) for facet in sorted(found)]) if found else ""


@lru_cache(maxsize=1024)
def _coded_text(facet: str) -> str:
    return "".join([f" {word}" if word else _NEXT for word in code_words.words_of(facet)])
