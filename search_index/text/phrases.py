"""Finders of phrases, of words of one field, and of beginnings of words."""

from functools import lru_cache

import numpy as np

from search_index.disk.columns import Array, Docs
from search_index.facets.facet_bits import Mask
from search_index.text import code_words
from search_index.text.bits import Window
from search_index.text.postings import Posting, Postings, docs_of, member
from search_index.text.texts import MANY, NO_DOCS, Found, Texts, coded, union
from search_index.text.weights import (
    PLACE_BITS,
    PLACES,
)

_coded_phrase = lru_cache(maxsize=1024)(code_words.phrase)


class PhraseFinder:
    """Stems that stand next to each other in one field, or in the words of one code. One stem: a word of a field."""

    def __init__(self, stems: tuple[str, ...], field: str | None, texts: Texts) -> None:
        self._texts, self._words = texts, stems
        self._field = field
        self._stems = [texts.stem(stem) for stem in stems]
        self._coded = _coded_phrase(stems) if field is None else Mask()
        self.size = min(stem.size for stem in self._stems)
        self.cost = 2 * sum(stem.size for stem in self._stems)

    def find(self) -> Found:
        """See `Finder`."""
        postings = self._postings()
        written = NO_DOCS
        if postings is not None:
            rarest = min(postings, key=lambda posting: len(posting.docs))
            written = self._written(postings, rarest.docs)
        docs = union([written, coded(self._coded, self._texts)], self._texts)
        return docs, self.scores(docs)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        held = self._held(docs)
        scores = np.zeros(len(docs), np.float32)
        at = held.nonzero()[0]
        scores[at] = self.scores(docs.take(at))
        return held, scores

    def _held(self, docs: Docs) -> Array:
        """Where many documents are asked about, or were before, all are looked through once and remembered."""
        answers = self._texts.answers
        many = len(docs) * MANY > self._texts.postings.documents
        bits = self._all_bits() if many else answers.known((self._words, self._field))
        if bits is not None:
            return answers.of(bits, docs)
        postings = self._postings()
        held = self._texts.facets.any_yes(docs, self._coded)
        if postings is not None:
            held |= member(docs, self._written(postings, docs))
        return held

    def bits(self, window: Window | None = None) -> Array | None:
        """See `Finder`."""
        return self._texts.bits((self._words, self._field), self._marked, window)

    def _all_bits(self) -> Array:
        return self._texts.answers.get((self._words, self._field), self._marked)

    def _marked(self) -> Array:
        marks = np.zeros(self._texts.postings.documents, np.bool_)
        marks[self.find()[0].astype(np.intp)] = True
        return marks

    def _postings(self) -> list[Posting] | None:
        """The entries of every stem; None when no text holds one of them."""
        postings = [stem.posting for stem in self._stems if stem.posting is not None]
        return postings if len(postings) == len(self._stems) else None

    def _written(self, postings: list[Posting], docs: Docs) -> Docs:
        """Those of the documents in whose texts the phrase stands."""
        for posting in postings:
            docs = docs.take(posting.impacts_of(docs, self._texts.postings.scratch).nonzero()[0])
        keys = postings[0].keys_of(docs)
        if self._field is not None:
            keys = _of_field(keys, self._field)
        for step, posting in enumerate(postings[1:], 1):
            keys = keys[member(keys + step, posting.keys_of(docs))]
        return docs_of(keys)

    def scores(self, docs: Docs) -> Array:
        """See `Finder`."""
        first, *others = self._stems
        total = first.scores(docs)
        for stem in others:
            total = total + stem.scores(docs)
        return total


def _of_field(keys: Array, field: str) -> Array:
    first, last = PLACES[field]
    places = keys & ((1 << PLACE_BITS) - 1)
    return keys[(places >= first) & (places < last)]


class PrefixFinder:
    """Any word that begins so. Scores 1."""

    def __init__(self, start: str, field: str | None, texts: Texts) -> None:
        self._texts = texts
        self._start, self._field = start, field
        self._coded = code_words.beginning(start) if field is None else Mask()
        self._known: Docs | None = None
        first, last = texts.postings.words.beginning(start)
        self.size = self.cost = min((last - first) * 64, texts.postings.documents)

    def find(self) -> Found:
        """See `Finder`."""
        docs = union([self._written(), coded(self._coded, self._texts)], self._texts)
        return docs, np.ones(len(docs), np.float32)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        held = member(docs, self._written()) | self._texts.facets.any_yes(docs, self._coded)
        return held, held.astype(np.float32)

    def scores(self, docs: Docs) -> Array:
        """See `Finder`."""
        return np.ones(len(docs), np.float32)

    def bits(self, window: Window | None = None) -> None:
        """See `Finder`."""
        del window

    def _written(self) -> Docs:
        """Every document with such a word in its texts; worked out once a search."""
        if self._known is None:
            postings = self._texts.postings
            found = [
                self._of_stem(postings, stem, words, whole=whole)
                for stem, words, whole in postings.spelled(self._start)
            ]
            self._known = union(found, self._texts)
        return self._known

    def _of_stem(self, postings: Postings, stem: int, words: Array, *, whole: bool) -> Docs:
        posting = postings.posting(stem)
        if whole and self._field is None:
            return posting.docs
        keys = posting.keys() if whole else postings.keys_spelled(stem, words)
        return docs_of(keys if self._field is None else _of_field(keys, self._field))
