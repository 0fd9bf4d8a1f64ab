"""A parsed text as something that finds documents: the columnar form of `text.matcher`, same matches, same scores.

`find` lists every document, `probe` looks only at given ones: a search lists by its rarest part, or by place, and
probes the rest. Scores of a document add up over the parts that hold it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from search_index import code_words, synonyms
from search_index.analysis import stem_of
from search_index.columns import Array, Docs
from search_index.facet_bits import Mask
from search_index.facets import FacetColumns
from search_index.postings import Posting, Postings, docs_of, member
from search_index.query import And, Node, Not, Or, Phrase, Prefix, Word
from search_index.weights import EACH_CODED, IMPACTS, PLACE_BITS, PLACES, T_OF_IMPACT, impact

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


def finder(tree: Node, texts: Texts) -> Finder:
    """The finder of a tree, its plain words read by their meaning."""
    match tree:
        case And(parts):
            read = [_meant(part, texts) for part in synonyms.read(parts)]
            return read[0] if len(read) == 1 else _All(read, texts)
        case Or(parts):
            return _Any([finder(part, texts) for part in synonyms.spoken(parts)], texts)
        case Word(_, None):
            return _meant(synonyms.read((tree,))[0], texts)
    return _as_written(tree, texts)


def _meant(part: Node | synonyms.Alike, texts: Texts) -> Finder:
    if isinstance(part, synonyms.Alike):
        return _Best([_as_written(one, texts) for one in part.parts], texts)
    return _as_written(part, texts) if isinstance(part, Word) else finder(part, texts)


def _as_written(tree: Node, texts: Texts) -> Finder:
    match tree:
        case Word(text, None):
            return _Stem(stem_of(text), texts)
        case Word(text, field):
            return _Phrase((stem_of(text),), field, texts)
        case Phrase(parts, field):
            return _Phrase(tuple(map(stem_of, parts)), field, texts)
        case Prefix(start, field):
            return _Prefix(start, field, texts)
        case And(parts):
            return _All([_as_written(part, texts) for part in parts], texts)
        case Or(parts):
            return _Any([_as_written(part, texts) for part in parts], texts)
        case Not(part):
            return _Without(_as_written(part, texts), texts)


_SCANNED_AT_ONCE = 8
"""A word of bits of so many documents is looked through while one posting is."""


class _Stem:
    """One word by its stem: in texts, or in the words of codes."""

    def __init__(self, stem: str, texts: Texts) -> None:
        self._texts = texts
        self.posting = texts.postings.get(stem)
        self._codes = code_words.terms().get(stem)
        self._weights = IMPACTS * np.float32(texts.statistics.idf(stem))
        self.size = min(texts.statistics.held(stem), texts.postings.documents)
        words = 0 if self._codes is None else len(self._codes.by_word)
        self.cost = self.size + words * texts.postings.documents // _SCANNED_AT_ONCE

    def find(self) -> Found:
        if self._codes is None:
            if self.posting is None:
                return _NO_DOCS, _NO_SCORES
            return self.posting.docs, self._weights.take(self.posting.impacts)
        held = self._texts.facets.any_yes(None, self._codes.mask)
        if self.posting is not None:
            held[self.posting.docs] = True
        docs = np.flatnonzero(held).astype(np.int32)
        return docs, self.probe(docs)[1]

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        texts = self._texts
        if self.posting is None:
            impacts = np.zeros(len(docs), np.uint8)
        else:
            impacts = self.posting.impacts_of(docs, texts.postings.scratch)
        scores = self._weights.take(impacts)
        held = impacts > 0
        if self._codes is None:
            return held, scores
        words = [(texts.facets.word(word, docs), groups) for word, groups in self._codes.by_word]
        coded = np.flatnonzero(_any_bits(words))
        if len(coded):
            times = _times([(word.take(coded), groups) for word, groups in words])
            t = T_OF_IMPACT.take(impacts.take(coded)) + times * EACH_CODED.take(
                texts.coded_words.take(docs.take(coded))
            )
            scores[coded] = impact(t) * (self._weights[1] / IMPACTS[1])
            held[coded] = True
        return held, scores


_Words = Sequence[tuple[Array, Sequence[tuple[int, int]]]]
"""Words of bits of some documents, each with (how often, which bits)."""


def _any_bits(words: _Words) -> Array:
    """For each document: is any of the bits set."""
    held = np.zeros(len(words[0][0]), np.bool_)
    for word, groups in words:
        held |= (word & np.uint64(sum(bits for _often, bits in groups))) != 0
    return held


def _times(words: _Words) -> Array:
    """How often a stem stands in the words of each document's codes."""
    times = np.zeros(len(words[0][0]), np.float32)
    for word, groups in words:
        for often, bits in groups:
            times += np.bitwise_count(word & np.uint64(bits)) * np.float32(often)
    return times


_NO_DOCS, _NO_SCORES = np.zeros(0, np.int32), np.zeros(0, np.float32)


def _union(parts: Sequence[Docs], texts: Texts) -> Docs:
    """The documents of several ascending arrays, ascending, each once."""
    parts = [docs for docs in parts if len(docs)]
    if len(parts) < 2:
        return parts[0] if parts else np.zeros(0, np.int32)
    if sum(map(len, parts)) * 64 < texts.postings.documents:
        return np.unique(np.concatenate(parts))
    marks = texts.postings.scratch.bytes
    for docs in parts:
        marks[docs] = 1
    union = np.flatnonzero(marks).astype(np.int32)
    marks[union] = 0
    return union


def _coded(mask: Mask, texts: Texts) -> Docs:
    """The documents of which any of these bits is yes."""
    return np.flatnonzero(texts.facets.any_yes(None, mask)).astype(np.int32) if mask else _NO_DOCS


class _Phrase:
    """Stems that stand next to each other in one field, or in the words of one code. One stem: a word of a field."""

    def __init__(self, stems: tuple[str, ...], field: str | None, texts: Texts) -> None:
        self._texts = texts
        self._field = field
        self._stems = [_Stem(stem, texts) for stem in stems]
        self._coded = code_words.phrase(stems) if field is None else Mask()
        self.size = min(stem.size for stem in self._stems)
        self.cost = 2 * sum(stem.size for stem in self._stems)

    def find(self) -> Found:
        postings = self._postings()
        written = _NO_DOCS
        if postings is not None:
            rarest = min(postings, key=lambda posting: len(posting.docs))
            written = self._written(postings, rarest.docs)
        docs = _union([written, _coded(self._coded, self._texts)], self._texts)
        return docs, self._scores(docs)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        postings = self._postings()
        held = self._texts.facets.any_yes(docs, self._coded)
        if postings is not None:
            held |= member(docs, self._written(postings, docs))
        scores = np.zeros(len(docs), np.float32)
        scores[held] = self._scores(docs[held])
        return held, scores

    def _postings(self) -> list[Posting] | None:
        """The entries of every stem; None when no text holds one of them."""
        postings = [stem.posting for stem in self._stems if stem.posting is not None]
        return postings if len(postings) == len(self._stems) else None

    def _written(self, postings: list[Posting], docs: Docs) -> Docs:
        """Those of the documents in whose texts the phrase stands."""
        for posting in postings:
            docs = docs[posting.impacts_of(docs, self._texts.postings.scratch) > 0]
        keys = postings[0].keys_of(docs)
        if self._field is not None:
            keys = _of_field(keys, self._field)
        for step, posting in enumerate(postings[1:], 1):
            keys = keys[member(keys + step, posting.keys_of(docs))]
        return docs_of(keys)

    def _scores(self, docs: Docs) -> Array:
        total = np.zeros(len(docs), np.float32)
        for stem in self._stems:
            total += stem.probe(docs)[1]
        return total


def _of_field(keys: Array, field: str) -> Array:
    first, last = PLACES[field]
    places = keys & ((1 << PLACE_BITS) - 1)
    return keys[(places >= first) & (places < last)]


class _Prefix:
    """Any word that begins so. Scores 1."""

    def __init__(self, start: str, field: str | None, texts: Texts) -> None:
        self._texts = texts
        self._start, self._field = start, field
        self._coded = code_words.beginning(start) if field is None else Mask()
        self._known: Docs | None = None
        first, last = texts.postings.words.beginning(start)
        self.size = self.cost = min((last - first) * 64, texts.postings.documents)

    def find(self) -> Found:
        docs = _union([self._written(), _coded(self._coded, self._texts)], self._texts)
        return docs, np.ones(len(docs), np.float32)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held = member(docs, self._written()) | self._texts.facets.any_yes(docs, self._coded)
        return held, held.astype(np.float32)

    def _written(self) -> Docs:
        """Every document with such a word in its texts; worked out once a search."""
        if self._known is None:
            postings = self._texts.postings
            found = [
                self._of_stem(postings, stem, words, whole=whole)
                for stem, words, whole in postings.spelled(self._start)
            ]
            self._known = _union(found, self._texts)
        return self._known

    def _of_stem(self, postings: Postings, stem: int, words: Array, *, whole: bool) -> Docs:
        posting = postings.posting(stem)
        if whole and self._field is None:
            return posting.docs
        keys = posting.keys() if whole else postings.keys_spelled(stem, words)
        return docs_of(keys if self._field is None else _of_field(keys, self._field))


class _All:
    """Every part matches."""

    def __init__(self, parts: list[Finder], texts: Texts) -> None:
        self._texts = texts
        self._parts = sorted(parts, key=lambda part: (part.cost, part.size))
        self.size = min(part.size for part in parts)
        self.cost = self._parts[0].cost + self._parts[0].size * len(parts)

    def find(self) -> Found:
        cheapest, *others = self._parts
        docs, scores = cheapest.find()
        for part in others:
            held, more = part.probe(docs)
            docs, scores = docs[held], scores[held] + more[held]
        return docs, scores

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held, scores = np.ones(len(docs), np.bool_), np.zeros(len(docs), np.float32)
        for part in self._parts:
            also, more = part.probe(docs)
            held &= also
            scores += more
        scores[~held] = 0
        return held, scores


class _Any:
    """At least one part matches."""

    def __init__(self, parts: list[Finder], texts: Texts) -> None:
        self._texts = texts
        self._parts = parts
        self.size = sum(part.size for part in parts)
        self.cost = sum(part.cost + part.size for part in parts)

    def find(self) -> Found:
        found = [part.find() for part in self._parts]
        union = _union([docs for docs, _scores in found], self._texts)
        if len(union) * 4 < self._texts.postings.documents:
            total = np.zeros(len(union), np.float32)
            for docs, scores in found:
                total[union.searchsorted(docs)] += scores
            return union, total
        every = np.zeros(self._texts.postings.documents, np.float32)
        for docs, scores in found:
            every[docs] += scores
        return union, every.take(union)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held, total = np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.float32)
        for part in self._parts:
            also, scores = part.probe(docs)
            held |= also
            total += scores
        return held, total


class _Best(_Any):
    """At least one part matches, and the best of them counts."""

    def find(self) -> Found:
        found = [part.find()[0] for part in self._parts]
        docs = _union(found, self._texts)
        return docs, self.probe(docs)[1]

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held, best = self._parts[0].probe(docs)
        for part in self._parts[1:]:
            also, scores = part.probe(docs)
            held = held | also
            best = np.maximum(best, scores)
        return held, best


class _Without:
    """The part does not match. Adds nothing to a score."""

    def __init__(self, part: Finder, texts: Texts) -> None:
        self._part = part
        self._texts = texts
        self.size = texts.postings.documents
        self.cost = 64 * texts.postings.documents  # listed last: it only takes away

    def find(self) -> Found:
        docs = np.arange(self._texts.postings.documents, dtype=np.int32)
        held, scores = self.probe(docs)
        return docs[held], scores[held]

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held, _scores = self._part.probe(docs)
        return ~held, np.zeros(len(docs), np.float32)
