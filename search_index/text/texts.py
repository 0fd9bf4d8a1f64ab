"""What finders read, and the finder of one word by its stem."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from search_index.disk.columns import Array, Docs
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.text import code_words
from search_index.text.bits import Answers
from search_index.text.exact_names import ExactNames
from search_index.text.postings import Postings
from search_index.text.weights import (
    EACH_CODED,
    IMPACTS,
    T_OF_IMPACT,
    impact,
)

Found = tuple[Docs, Array]
"""Documents, ascending, and their scores (float32)."""


class Statistics(Protocol):
    """How common a stem is among all documents."""

    def held(self, stem: str) -> int:
        """How many documents hold it."""
        ...

    def idf(self, stem: str) -> float:
        """Its weight, above zero."""
        ...


@dataclass(frozen=True, slots=True)
class Texts:
    """What finders read. coded_words: how many words the codes of each document have."""

    postings: Postings
    facets: FacetColumns
    coded_words: Array
    statistics: Statistics
    names: ExactNames
    answers: Answers
    stems: "dict[str, StemFinder]" = field(default_factory=dict)

    def stem(self, stem: str) -> "StemFinder":
        """The finder of a stem; those of words that are searched for again and again are kept at hand."""
        known = self.stems.get(stem)
        if known is None:
            if len(self.stems) >= _REMEMBERED:
                self.stems.clear()
            known = self.stems[stem] = StemFinder(stem, self)
        return known


class Finder(Protocol):
    """One part of a text. size: about how many documents it finds; cost: about how many `find` passes by."""

    size: int
    cost: int

    def find(self) -> Found:
        """Every document that matches."""
        ...

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """(does it match, score or 0) of each document."""
        ...

    def bits(self) -> Array | None:
        """Which of all documents match, a bit each; None where that is not kept at hand."""
        ...


_REMEMBERED = 1024
"""Stems whose finders are kept at hand, a kilobyte each."""

_SCANNED_AT_ONCE = 8
"""A word of bits of so many documents is looked through while one posting is."""


class StemFinder:
    """One word by its stem: in texts, or in the words of codes."""

    def __init__(self, stem: str, texts: Texts) -> None:
        self._texts, self._stem = texts, stem
        self.posting = texts.postings.get(stem)
        self._codes = code_words.terms().get(stem)
        self._weights = IMPACTS * np.float32(texts.statistics.idf(stem))
        self.size = min(texts.statistics.held(stem), texts.postings.documents)
        self._words = [
            (
                word,
                np.uint64(sum(bits for _often, bits in groups)),
                [(np.float32(often), np.uint64(bits)) for often, bits in groups],
            )
            for word, groups in (() if self._codes is None else self._codes.by_word)
        ]
        self.cost = self.size + len(self._words) * texts.postings.documents // _SCANNED_AT_ONCE

    def find(self) -> Found:
        """See `Finder`."""
        if self._codes is None:
            if self.posting is None:
                return NO_DOCS, NO_SCORES
            return self.posting.docs, self._weights.take(self.posting.impacts)
        docs = docs_of_bits(self.bits(), self._texts)
        return docs, self.probe(docs)[1]

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        texts = self._texts
        if self.posting is None:
            impacts = np.zeros(len(docs), np.uint8)
        else:
            impacts = self.posting.impacts_of(docs, texts.postings.scratch)
        scores = self._weights.take(impacts)
        held = impacts > 0
        if self._codes is None:
            return held, scores
        words = [(texts.facets.word(word, docs), bits, groups) for word, bits, groups in self._words]
        coded = _any_bits(words).nonzero()[0]
        if len(coded):
            times = _times([(word.take(coded), bits, groups) for word, bits, groups in words])
            t = T_OF_IMPACT.take(impacts.take(coded)) + times * EACH_CODED.take(
                texts.coded_words.take(docs.take(coded))
            )
            scores[coded] = impact(t) * (self._weights[1] / IMPACTS[1])
            held[coded] = True
        return held, scores

    def bits(self) -> Array:
        """See `Finder`."""
        return self._texts.answers.get(self._stem, self._marked)

    def _marked(self) -> Array:
        held = self._texts.facets.any_yes(None, Mask() if self._codes is None else self._codes.mask)
        if self.posting is not None:
            held[self.posting.docs.astype(np.intp)] = True
        return held


MANY = 256
"""More than one document of so many is worth looking through all of them once."""


def docs_of_bits(bits: Array, texts: Texts) -> Docs:
    """The documents whose bits are set."""
    return texts.answers.each(bits).nonzero()[0].astype(np.int32)


_Words = Sequence[tuple[Array, np.uint64, Sequence[tuple[np.float32, np.uint64]]]]
"""Words of bits of some documents, each with the bits that count, and (how often, which of them)."""


def _any_bits(words: _Words) -> Array:
    """For each document: is any of the bits set."""
    held: Array | None = None
    for word, bits, _groups in words:
        met = (word & bits) != 0
        held = met if held is None else held | met
    return np.zeros(0, np.bool_) if held is None else held


def _times(words: _Words) -> Array:
    """How often a stem stands in the words of each document's codes."""
    times = np.zeros(len(words[0][0]), np.float32)
    for word, _bits, groups in words:
        for often, bits in groups:
            times += np.bitwise_count(word & bits) * often
    return times


NO_DOCS, NO_SCORES = np.zeros(0, np.int32), np.zeros(0, np.float32)


def union(parts: Sequence[Docs], texts: Texts) -> Docs:
    """The documents of several ascending arrays, ascending, each once."""
    parts = [docs for docs in parts if len(docs)]
    if len(parts) < 2:
        return parts[0] if parts else np.zeros(0, np.int32)
    if sum(map(len, parts)) * 64 < texts.postings.documents:
        return np.unique(np.concatenate(parts))
    marks = texts.postings.scratch.bytes
    for docs in parts:
        marks[docs.astype(np.intp)] = 1
    found = marks.nonzero()[0].astype(np.int32)
    marks.fill(0)
    return found


def coded(mask: Mask, texts: Texts) -> Docs:
    """The documents of which any of these bits is yes."""
    return np.flatnonzero(texts.facets.any_yes(None, mask)).astype(np.int32) if mask else NO_DOCS
