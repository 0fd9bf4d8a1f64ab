"""The texts of listings as numbered words, collected listing by listing, as `text_build.py` sorts them.

Each distinct spelling is looked at once; a listing costs one regular expression a field and one look-up a word.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from referral.domain.listing import Listing
from search_index import code_words
from search_index.analysis import _WORD, STOP_WORDS, fold
from search_index.columns import Array
from search_index.facet_bits import inapplicable
from search_index.weights import FIRST_PLACE, LAST_PLACE, TEXT_FIELDS

FILLER, BREAK = -1, -2
"""Not words: what is dropped, and what stands between two texts of one field."""

_BLOCK = 20_000
"""Listings whose words are numbered in one go; bounds the memory that numbering takes."""


class _Numbers(dict[str, int]):
    """A word as found -> its number; filler is FILLER. Spellings that differ by an apostrophe share one number."""

    def __init__(self) -> None:
        super().__init__()
        self.spelled: dict[str, int] = {}

    def __missing__(self, found: str) -> int:
        word = found.replace("'", "").replace("’", "")
        number = FILLER if word in STOP_WORDS else self.spelled.setdefault(word, len(self.spelled))
        self[found] = number
        return number


@dataclass(frozen=True, slots=True)
class Block:
    """The words of some listings in order. place: field and position; counts: words of each listing from first."""

    word: Array
    place: Array
    first: int
    counts: Array

    @property
    def listing(self) -> Array:
        """The number of each word's listing."""
        return np.repeat(np.arange(self.first, self.first + len(self.counts), dtype=np.int32), self.counts)


class TextRows:
    """Collects texts in the order given."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._blocks: list[Block] = []
        self._lengths: list[Array] = []
        self._words = array("i")
        self._counts = array("i")
        self._coded = array("H")
        self._town = lru_cache(maxsize=65536)(self._town_words)
        self.listings = 0

    @property
    def spellings(self) -> list[str]:
        """Every distinct word, by number."""
        return list(self._numbers.spelled)

    def add(self, listing: Listing) -> None:
        """The texts of one listing."""
        codes = self._inapplicable_codes(listing)
        place = listing.location
        for words in (
            self._found(listing.name),
            self._found(listing.organization) if listing.organization else (),
            self._town(place.town, place.state),
            codes,
            self._notes(listing),
            self._found(listing.description) if listing.description else (),
        ):
            self._words.extend(words)
            self._counts.append(len(words))
        coded = sum(map(_coded_length, listing.facts.yes)) + _coded_length(listing.kind.value)
        self._coded.append(min(coded, (1 << 16) - 1))
        self.listings += 1
        if self.listings % _BLOCK == 0:
            self._flush()

    def _found(self, text: str) -> list[int]:
        return list(map(self._numbers.__getitem__, _tokens(text)))

    def _town_words(self, town: str | None, state: str | None) -> list[int]:
        return self._found(f"{town or ''} {state or ''}")

    def _notes(self, listing: Listing) -> list[int]:
        texts = [listing.location.name, *(session.notes for _, session in listing.all_sessions)]
        return [number for text in dict.fromkeys(texts) if text for number in (BREAK, *self._found(text))]

    def _inapplicable_codes(self, listing: Listing) -> list[int]:
        """Words of facets that the listing states and its kind does not know, so that no facet bit stands for them."""
        numbers = []
        for facet in sorted(inapplicable(listing)):
            numbers += [self._numbers[word] if word else BREAK for word in code_words.words_of(facet)]
        return numbers

    def _flush(self) -> None:
        words, counts = np.array(self._words, np.int32), np.array(self._counts, np.int32)
        first = self.listings - len(counts) // len(TEXT_FIELDS)
        kept = words != FILLER
        ends = np.cumsum(counts)
        # The position of a word in its field: how many kept ones stand before it there.
        before = np.concatenate([[0], np.cumsum(kept)])
        lengths = before[ends] - before[ends - counts]
        owner = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        place = before[:-1] - before[ends - counts][owner]
        field = owner % len(TEXT_FIELDS)
        place = np.minimum(place + FIRST_PLACE[field], LAST_PLACE[field])
        real = words >= 0
        held = np.bincount(owner[real] // len(TEXT_FIELDS), minlength=len(counts) // len(TEXT_FIELDS))
        self._blocks.append(Block(words[real], place[real].astype(np.uint16), first, held.astype(np.int32)))
        self._lengths.append(np.minimum(lengths, (1 << 16) - 1).astype(np.uint16).reshape(-1, len(TEXT_FIELDS)))
        del self._words[:], self._counts[:]

    def blocks(self) -> Iterator[Block]:
        """Everything collected, in order."""
        if self._counts:
            self._flush()
        yield from self._blocks

    def taken(self) -> Iterator[Block]:
        """As `blocks`, each let go once it is handed out."""
        while self._blocks:
            yield self._blocks.pop(0)

    def lengths(self) -> Array:
        """How many words each field of each listing has, breaks included: (listings, fields)."""
        if self._counts:
            self._flush()
        return np.concatenate(self._lengths) if self._lengths else np.zeros((0, len(TEXT_FIELDS)), np.uint16)

    def coded(self) -> Array:
        """How many words the codes of each listing have, breaks included."""
        return np.array(self._coded, np.uint16)


@lru_cache(maxsize=1024)
def _coded_length(name: str) -> int:
    return len(code_words.words_of(name))


_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}


def _tokens(text: str) -> list[str]:
    """The words of a text as `analysis.all_words` finds them, apostrophes kept; plain ASCII takes a short way."""
    folded = text.lower() if text.isascii() and "." not in text else fold(text)
    if folded.isascii() and "'" not in folded:
        return folded.translate(_SPACES).split()
    return _WORD.findall(folded)
