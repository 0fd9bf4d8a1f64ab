"""A parsed text as something that finds documents: the columnar form of `text.matcher`, same matches, same scores.

`find` lists every document, `probe` looks only at given ones: a search lists by its rarest part, or by place, and
probes the rest. Scores of a document add up over the parts that hold it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, TypeAlias

import numpy as np

from search_index.disk.columns import Array, Docs
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.text import code_words, synonyms
from search_index.text.analysis import stem_of
from search_index.text.bits import Answers
from search_index.text.exact_names import ExactNames, Named, words_of_name
from search_index.text.postings import Posting, Postings, docs_of, member
from search_index.text.query import And, Node, Not, Or, Phrase, Prefix, Word
from search_index.text.weights import (
    EACH_CODED,
    IMPACTS,
    NAME_BONUS,
    PLACE_BITS,
    PLACES,
    SPELLED_NAME_BONUS,
    SYNONYM_GROWTH,
    SYNONYM_SHARE,
    T_OF_IMPACT,
    impact,
    most_of,
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
    stems: "dict[str, _Stem]" = field(default_factory=dict)

    def stem(self, stem: str) -> "_Stem":
        """The finder of a stem; those of words that are searched for again and again are kept at hand."""
        known = self.stems.get(stem)
        if known is None:
            if len(self.stems) >= _REMEMBERED:
                self.stems.clear()
            known = self.stems[stem] = _Stem(stem, self)
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


def finder(tree: Node, texts: Texts) -> Finder:
    """The finder of a whole text: its plain words read by their meaning, listings of exactly this name lifted."""
    read = _read(tree, texts)
    words = words_of_name(tree)
    named = None if words is None else texts.names.find(words)
    if words is None or named is None:
        return read
    return _Named(read, named, _most(tree, texts))


Part: TypeAlias = "Node | synonyms.Alike"
"""What all of a text's parts are, when they all must match."""


def parts_of(tree: Node) -> Sequence[Part]:
    """A text as parts that all must match, its plain words read by their meaning."""
    match tree:
        case And(parts):
            return synonyms.read(parts)
        case Word(_, None):
            return synonyms.read((tree,))
    return (tree,)


def part_finder(part: Part, texts: Texts) -> Finder:
    """The finder of one of `parts_of`."""
    return _meant(part, texts)


def _read(tree: Node, texts: Texts) -> Finder:
    match tree:
        case And() | Word(_, None):
            read = [_meant(part, texts) for part in parts_of(tree)]
            return read[0] if len(read) == 1 else _All(read, texts)
        case Or(parts):
            return _Any([_read(part, texts) for part in synonyms.spoken(parts)], texts)
    return _as_written(tree, texts)


def _meant(part: Part, texts: Texts) -> Finder:
    if isinstance(part, synonyms.Alike):
        asked, *others = part.parts
        most = _most(asked, texts)
        shares = [SYNONYM_SHARE * min(SYNONYM_GROWTH, most / _most(other, texts)) for other in others]
        return _Best([_as_written(one, texts) for one in part.parts], [1.0, *shares], texts)
    return _as_written(part, texts) if isinstance(part, Word) else _read(part, texts)


def _most(tree: Node, texts: Texts) -> float:
    """The most that the words of a text can score; only what names have is looked at."""
    return most_of(texts.statistics.idf(stem) for stem in {*map(stem_of, words_of_name(tree) or ())})


def _as_written(tree: Node, texts: Texts) -> Finder:
    match tree:
        case Word(text, None):
            return texts.stem(stem_of(text))
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


_REMEMBERED = 1024
"""Stems whose finders are kept at hand, a kilobyte each."""

_SCANNED_AT_ONCE = 8
"""A word of bits of so many documents is looked through while one posting is."""


class _Stem:
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
        if self._codes is None:
            if self.posting is None:
                return _NO_DOCS, _NO_SCORES
            return self.posting.docs, self._weights.take(self.posting.impacts)
        docs = _docs_of_bits(self.bits(), self._texts)
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
        return self._texts.answers.get(self._stem, self._marked)

    def _marked(self) -> Array:
        held = self._texts.facets.any_yes(None, Mask() if self._codes is None else self._codes.mask)
        if self.posting is not None:
            held[self.posting.docs.astype(np.intp)] = True
        return held


def _docs_of_bits(bits: Array, texts: Texts) -> Docs:
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
        marks[docs.astype(np.intp)] = 1
    union = marks.nonzero()[0].astype(np.int32)
    marks.fill(0)
    return union


def _coded(mask: Mask, texts: Texts) -> Docs:
    """The documents of which any of these bits is yes."""
    return np.flatnonzero(texts.facets.any_yes(None, mask)).astype(np.int32) if mask else _NO_DOCS


_coded_phrase = lru_cache(maxsize=1024)(code_words.phrase)


class _Phrase:
    """Stems that stand next to each other in one field, or in the words of one code. One stem: a word of a field."""

    def __init__(self, stems: tuple[str, ...], field: str | None, texts: Texts) -> None:
        self._texts, self._words = texts, stems
        self._field = field
        self._stems = [texts.stem(stem) for stem in stems]
        self._coded = _coded_phrase(stems) if field is None else Mask()
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
        held = self._held(docs)
        scores = np.zeros(len(docs), np.float32)
        at = held.nonzero()[0]
        scores[at] = self._scores(docs.take(at))
        return held, scores

    def _held(self, docs: Docs) -> Array:
        """Where many documents are asked about, or were before, all are looked through once and remembered."""
        answers = self._texts.answers
        many = len(docs) * _MANY > self._texts.postings.documents
        bits = self.bits() if many else answers.known((self._words, self._field))
        if bits is not None:
            return answers.of(bits, docs)
        postings = self._postings()
        held = self._texts.facets.any_yes(docs, self._coded)
        if postings is not None:
            held |= member(docs, self._written(postings, docs))
        return held

    def bits(self) -> Array:
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

    def bits(self) -> None:
        return None

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


_MANY = 256
"""More than one document of so many is worth looking through all of them once."""

_RARE = 64
"""What at most one document of so many holds is looked up; of more, bits are joined."""


class _All:
    """Every part matches."""

    def __init__(self, parts: list[Finder], texts: Texts) -> None:
        self._texts = texts
        self._parts = sorted(parts, key=lambda part: (part.cost, part.size))
        self.size = min(part.size for part in parts)
        self.cost = self._parts[0].cost + self._parts[0].size * len(parts)

    def find(self) -> Found:
        bits = self.bits() if self._parts[0].size * _RARE > self._texts.postings.documents else None
        if bits is not None:
            docs = _docs_of_bits(bits, self._texts)
            return docs, self.probe(docs)[1]
        cheapest, *others = self._parts
        docs, scores = cheapest.find()
        for part in others:
            held, more = part.probe(docs)
            at = held.nonzero()[0]
            docs, scores = docs.take(at), scores.take(at) + more.take(at)
        return docs, scores

    def bits(self) -> Array | None:
        known = [part.bits() for part in self._parts]
        bits = [one for one in known if one is not None]
        return np.bitwise_and.reduce(bits) if len(bits) == len(known) else None

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """Each part is asked only about documents that hold those before it; of many, those that hold all."""
        at, scores = np.arange(len(docs)), np.zeros(len(docs), np.float32)
        bits = self.bits() if len(docs) * _MANY > self._texts.postings.documents else None
        if bits is not None:
            at = self._texts.answers.of(bits, docs).nonzero()[0]
            scores = np.zeros(len(at), np.float32)
        left = docs if len(at) == len(docs) else docs.take(at)
        for part in self._parts:
            also, more = part.probe(left)
            kept = also.nonzero()[0]
            if len(kept) == len(left):
                scores = scores + more
            else:
                at, left, scores = at.take(kept), left.take(kept), scores.take(kept) + more.take(kept)
        held, total = np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.float32)
        held[at] = True
        total[at] = scores
        return held, total


class _Any:
    """At least one part matches."""

    def __init__(self, parts: list[Finder], texts: Texts) -> None:
        self._texts = texts
        self._parts = parts
        self.size = sum(part.size for part in parts)
        self.cost = sum(part.cost + part.size for part in parts)

    def find(self) -> Found:
        found = [part.find() for part in self._parts]
        bits = self.bits() if self.size * _RARE > self._texts.postings.documents else None
        docs = (
            _union([one for one, _scores in found], self._texts) if bits is None else _docs_of_bits(bits, self._texts)
        )
        if len(docs) * _RARE < self._texts.postings.documents:
            total = np.zeros(len(docs), np.float32)
            for one, scores in found:
                total[docs.searchsorted(one)] += scores
            return docs, total
        every = np.zeros(self._texts.postings.documents, np.float32)
        for one, scores in found:
            every[one.astype(np.intp)] += scores
        return docs, every.take(docs)

    def bits(self) -> Array | None:
        known = [part.bits() for part in self._parts]
        bits = [one for one in known if one is not None]
        return np.bitwise_or.reduce(bits) if len(bits) == len(known) else None

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held, total = np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.float32)
        for part in self._parts:
            also, scores = part.probe(docs)
            held |= also
            total += scores
        return held, total


class _Best(_Any):
    """At least one part matches, and the best of them counts, each by its share."""

    def __init__(self, parts: list[Finder], shares: list[float], texts: Texts) -> None:
        super().__init__(parts, texts)
        self._shares = [np.float32(share) for share in shares]

    def find(self) -> Found:
        bits = self.bits()
        if bits is None:
            docs = _union([part.find()[0] for part in self._parts], self._texts)
        else:
            docs = _docs_of_bits(bits, self._texts)
        return docs, self.probe(docs)[1]

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held, best = self._parts[0].probe(docs)
        for part, share in zip(self._parts[1:], self._shares[1:], strict=True):
            also, scores = part.probe(docs)
            held = held | also
            best = np.maximum(best, scores * share)
        return held, best


class _Named:
    """A text that is the whole name of some documents, which score a bonus. most: what its words can score."""

    def __init__(self, read: Finder, named: Named, most: float) -> None:
        self._read, self._named = read, named.docs
        self._bonus = np.where(named.spelled, SPELLED_NAME_BONUS, NAME_BONUS).astype(np.float32) * np.float32(most)
        self.size, self.cost = read.size, read.cost

    def find(self) -> Found:
        docs, scores = self._read.find()
        return docs, self._lifted(docs, scores)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        held, scores = self._read.probe(docs)
        return held, np.where(held, self._lifted(docs, scores), scores)

    def bits(self) -> Array | None:
        return self._read.bits()

    def _lifted(self, docs: Docs, scores: Array) -> Array:
        asked = member(self._named, docs)
        lifted = scores.copy()
        lifted[docs.searchsorted(self._named[asked])] += self._bonus[asked]
        return lifted


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

    def bits(self) -> None:
        return None
