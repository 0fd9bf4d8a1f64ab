"""What finders read, and the finder of one word by its stem."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from search_index.disk.columns import Array, Docs
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.text import code_words
from search_index.text.bits import Answers, Window
from search_index.text.exact_names import ExactNames
from search_index.text.postings import Postings
from search_index.text.weights import (
    EACH_CODED,
    T_OF_IMPACT,
    weighed,
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
    plain: "dict[Hashable, Finder]" = field(default_factory=dict)
    """Finders of whole texts that are plain words, by what was asked."""

    def bits(self, question: Hashable, made: Callable[[], Array], window: Window | None) -> Array | None:
        """See `Finder.bits`, for the answer to a question that `answers` remembers."""
        if window is None:
            return self.answers.get(question, made)
        return self.answers.in_window(question, made, window)

    def remembered(self, text: Hashable, made: "Callable[[], Finder]") -> "Finder":
        """The finder of a whole text, kept at hand: a search asks for it several times, its pages again."""
        known = self.plain.get(text)
        if known is None:
            if len(self.plain) >= _REMEMBERED:
                self.plain.clear()
            known = self.plain[text] = made()
        return known

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

    def scores(self, docs: Docs) -> Array:
        """The score of each of some documents that all match."""
        ...

    def bits(self, window: Window | None = None) -> Array | None:
        """Which documents match, a bit each: of all, or the bytes of a window.

        None where that is not kept at hand; within a window, where it is not asked often.
        """
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
        codes = code_words.terms().get(stem)
        self._codes = Mask() if codes is None else codes.mask
        self._idf = np.float32(texts.statistics.idf(stem))
        self._weights = weighed(T_OF_IMPACT, self._idf)
        self.size = min(texts.statistics.held(stem), texts.postings.documents)
        self._groups = [
            (word, np.uint64(bits), np.uint8(often))
            for word, groups in (() if codes is None else codes.by_word)
            for often, bits in groups
        ]
        self.cost = self.size + len(self._codes.words) * texts.postings.documents // _SCANNED_AT_ONCE

    def find(self) -> Found:
        """See `Finder`."""
        if self._groups:
            docs = docs_of_bits(self._texts.answers.get(self._stem, self._marked), self._texts)
            return docs, self.scores(docs)
        if self.posting is None:
            return NO_DOCS, NO_SCORES
        return self.posting.docs, self._weights.take(self.posting.impacts)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        scores = self.scores(docs)
        return scores > 0, scores

    def scores(self, docs: Docs) -> Array:
        """The score of each document, 0 of those that do not match."""
        texts = self._texts
        if self.posting is None:
            impacts = np.zeros(len(docs), np.uint8)
        else:
            impacts = self.posting.impacts_of(docs, texts.postings.scratch)
        if not self._groups:
            return self._weights.take(impacts)
        times = self._times(docs)
        if len(docs) <= _FEW:
            return self._weighed(docs, impacts, times)
        scores = self._weights.take(impacts)
        coded = (times != 0).nonzero()[0]
        scores[coded] = self._weighed(docs.take(coded), impacts.take(coded), times.take(coded))
        return scores

    def _weighed(self, docs: Docs, impacts: Array, times: Array) -> Array:
        t = EACH_CODED.take(self._texts.coded_words.take(docs))
        t *= times
        t += T_OF_IMPACT.take(impacts)
        return weighed(t, self._idf)

    def _times(self, docs: Docs) -> Array:
        """How often the stem stands in the words of each document's codes."""
        times: Array | None = None
        for word, bits, often in self._groups:
            more = np.bitwise_count(self._texts.facets.word(word, docs) & bits)
            if often != 1:
                more *= often
            times = more if times is None else np.add(times, more, out=times)
        return np.zeros(len(docs), np.uint8) if times is None else times

    def bits(self, window: Window | None = None) -> Array | None:
        """See `Finder`."""
        return self._texts.bits(self._stem, self._marked, window)

    def _marked(self) -> Array:
        held = self._texts.facets.any_yes(None, self._codes)
        if self.posting is not None:
            held[self.posting.docs.astype(np.intp)] = True
        return held


_FEW = 4096
"""Of more documents only those that have the word in their codes are weighed for it."""

MANY = 256
"""More than one document of so many is worth looking through all of them once."""


def docs_of_bits(bits: Array, texts: Texts) -> Docs:
    """The documents whose bits are set."""
    return texts.answers.each(bits).nonzero()[0].astype(np.int32)


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
