"""Finders of several parts: all of them, any of them, the best of them, none of them, and names lifted."""

from collections.abc import Hashable
from functools import reduce
from operator import and_, or_

import numpy as np

from search_index.disk.columns import Array, Docs
from search_index.text.bits import Window
from search_index.text.exact_names import Named
from search_index.text.texts import MANY, Finder, Found, Texts, docs_of_bits, union
from search_index.text.weights import (
    NAME_BONUS,
    SPELLED_NAME_BONUS,
)

_RARE = 64
"""What at most one document of so many holds is looked up; of more, bits are joined."""


class AllOf:
    """Every part matches."""

    def __init__(self, parts: list[Finder], texts: Texts) -> None:
        self._texts = texts
        self._parts = sorted(parts, key=lambda part: (part.cost, part.size))
        self.size = min(part.size for part in parts)
        self.cost = self._parts[0].cost + self._parts[0].size * len(parts)

    def find(self) -> Found:
        """See `Finder`."""
        bits = self.bits() if self._parts[0].size * _RARE > self._texts.postings.documents else None
        if bits is not None:
            docs = docs_of_bits(bits, self._texts)
            return docs, self.probe(docs)[1]
        cheapest, *others = self._parts
        docs, scores = cheapest.find()
        for part in others:
            held, more = part.probe(docs)
            at = held.nonzero()[0]
            docs, scores = docs.take(at), scores.take(at) + more.take(at)
        return docs, scores

    def bits(self, window: Window | None = None) -> Array | None:
        """See `Finder`."""
        known = [part.bits(window) for part in self._parts]
        bits = [one for one in known if one is not None]
        return reduce(and_, bits) if len(bits) == len(known) else None

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """Each part is asked only about documents that hold those before it; of many, those that hold all."""
        at, scores = np.arange(len(docs)), np.zeros(len(docs), np.float32)
        bits = self.bits() if len(docs) * MANY > self._texts.postings.documents else None
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

    def scores(self, docs: Docs) -> Array:
        """See `Finder`."""
        first, *others = self._parts
        total = first.scores(docs)
        for part in others:
            total = total + part.scores(docs)
        return total


class AnyOf:
    """At least one part matches."""

    def __init__(self, parts: list[Finder], texts: Texts) -> None:
        self._texts = texts
        self._parts = parts
        self.size = sum(part.size for part in parts)
        self.cost = sum(part.cost + part.size for part in parts)

    def find(self) -> Found:
        """See `Finder`."""
        found = [part.find() for part in self._parts]
        bits = self.bits() if self.size * _RARE > self._texts.postings.documents else None
        docs = union([one for one, _scores in found], self._texts) if bits is None else docs_of_bits(bits, self._texts)
        if len(docs) * _RARE < self._texts.postings.documents:
            total = np.zeros(len(docs), np.float32)
            for one, scores in found:
                total[docs.searchsorted(one)] += scores
            return docs, total
        every = np.zeros(self._texts.postings.documents, np.float32)
        for one, scores in found:
            every[one.astype(np.intp)] += scores
        return docs, every.take(docs)

    def bits(self, window: Window | None = None) -> Array | None:
        """See `Finder`."""
        known = [part.bits(window) for part in self._parts]
        bits = [one for one in known if one is not None]
        return reduce(or_, bits) if len(bits) == len(known) else None

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        held, total = np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.float32)
        for part in self._parts:
            also, scores = part.probe(docs)
            held |= also
            total += scores
        return held, total

    def scores(self, docs: Docs) -> Array:
        """See `Finder`."""
        return self.probe(docs)[1]


class BestOf(AnyOf):
    """At least one part matches, and the best of them counts, each by its share. meaning: what they all mean."""

    def __init__(self, parts: list[Finder], shares: list[float], texts: Texts, meaning: Hashable) -> None:
        super().__init__(parts, texts)
        self._shares = [np.float32(share) for share in shares]
        self._meaning = meaning

    def bits(self, window: Window | None = None) -> Array | None:
        """See `Finder`. Remembered as one answer."""
        return self._texts.bits(self._meaning, self._marked, window)

    def _marked(self) -> Array:
        bits = super().bits()
        if bits is None:
            raise AssertionError("what means the same is made of words and phrases alone")
        return self._texts.answers.each(bits)

    def find(self) -> Found:
        """See `Finder`."""
        bits = self.bits()
        if bits is None:
            docs = union([part.find()[0] for part in self._parts], self._texts)
        else:
            docs = docs_of_bits(bits, self._texts)
        return docs, self.probe(docs)[1]

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        held, best = self._parts[0].probe(docs)
        for part, share in zip(self._parts[1:], self._shares[1:], strict=True):
            also, scores = part.probe(docs)
            held = held | also
            best = np.maximum(best, scores * share)
        return held, best


class NamedFinder:
    """A text that is the whole name of some documents, which score a bonus. most: what its words can score."""

    def __init__(self, read: Finder, named: Named, most: float) -> None:
        self._read, self._named = read, named.docs
        self._bonus = np.where(named.spelled, SPELLED_NAME_BONUS, NAME_BONUS).astype(np.float32) * np.float32(most)
        self.size, self.cost = read.size, read.cost

    def find(self) -> Found:
        """See `Finder`."""
        docs, scores = self._read.find()
        return docs, self._lifted(docs, scores)

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        held, scores = self._read.probe(docs)
        return held, np.where(held, self._lifted(docs, scores), scores)

    def scores(self, docs: Docs) -> Array:
        """See `Finder`."""
        return self._lifted(docs, self._read.scores(docs))

    def bits(self, window: Window | None = None) -> Array | None:
        """See `Finder`."""
        return self._read.bits(window)

    def _lifted(self, docs: Docs, scores: Array) -> Array:
        at = self._named.searchsorted(docs)
        np.minimum(at, len(self._named) - 1, out=at)
        bonus = self._bonus.take(at)
        bonus *= self._named.take(at) == docs
        lifted: Array = scores + bonus
        return lifted


class Without:
    """The part does not match. Adds nothing to a score."""

    def __init__(self, part: Finder, texts: Texts) -> None:
        self._part = part
        self._texts = texts
        self.size = texts.postings.documents
        self.cost = 64 * texts.postings.documents  # listed last: it only takes away

    def find(self) -> Found:
        """See `Finder`."""
        docs = np.arange(self._texts.postings.documents, dtype=np.int32)
        held, scores = self.probe(docs)
        return docs[held], scores[held]

    def probe(self, docs: Docs) -> tuple[Array, Array]:
        """See `Finder`."""
        held, _scores = self._part.probe(docs)
        return ~held, np.zeros(len(docs), np.float32)

    def scores(self, docs: Docs) -> Array:
        """See `Finder`."""
        return np.zeros(len(docs), np.float32)

    def bits(self, window: Window | None = None) -> None:
        """See `Finder`."""
        del window
