"""Answers to single questions about many documents, remembered as a bit each.

What many searches ask in turn (does a document hold this word, is it open to all) is looked through once: at a million
listings joining two remembered answers takes 4 microseconds, and one truth per document of it 60.
"""

from collections.abc import Callable, Hashable

import numpy as np

from search_index.disk.columns import Array, Docs
from search_index.space.stretches import FEW, Stretches, numbers, pieces

_OFTEN = 3
"""So often a question about few documents is answered for them alone; then for all, and remembered."""

_COUNTED = 4096
"""Questions that are counted."""

_FEW = 64
"""Looking up a bit costs about as much as unpacking so many in a row."""


class Answers:
    """Remembers answers about so many documents, up to most_bytes in all. Safe from several threads."""

    def __init__(self, documents: int, most_bytes: int) -> None:
        self._documents = documents
        self._known: dict[Hashable, Array] = {}
        self._most = most_bytes // (documents // 8 + 128)
        self._asked: dict[Hashable, int] = {}

    def get(self, question: Hashable, made: Callable[[], Array]) -> Array:
        """The bits of an answer, eight documents a byte. made: the answer as one truth per document, when not known."""
        known = self._known.get(question)
        if known is None:
            known = np.packbits(made())
            while len(self._known) >= max(self._most, 1):
                self._known.pop(next(iter(self._known), None), None)  # the oldest
            self._known[question] = known
        return known

    def known(self, question: Hashable) -> Array | None:
        """The bits of an answer that is remembered."""
        return self._known.get(question)

    def in_window(self, question: Hashable, made: Callable[[], Array], window: "Window") -> Array | None:
        """The bytes of an answer that speak of a window, None while the question is not asked often."""
        if question not in self._known:
            if len(self._asked) >= _COUNTED:
                self._asked.clear()
            times = self._asked[question] = self._asked.get(question, 0) + 1
            if times < _OFTEN:
                return None
        return window.of(self.get(question, made))

    def of(self, bits: Array, docs: Array) -> Array:
        """One truth for each of some documents."""
        if len(docs) * _FEW > self._documents:
            return self.each(bits).take(docs)
        place = (docs & 7).astype(np.uint8)
        held: Array = (bits.take(docs >> 3) << place) >= np.uint8(128)
        return held

    def each(self, bits: Array) -> Array:
        """One truth per document."""
        return np.unpackbits(bits, count=self._documents).view(np.bool_)


class Window:
    """Some documents, and the bytes of answers that speak of them: answers are joined there, and unpacked once."""

    def __init__(self, docs: Docs | Stretches) -> None:
        self._ranges = docs.ranges if isinstance(docs, Stretches) and len(docs) > FEW else ()
        alone = docs.others if isinstance(docs, Stretches) and self._ranges else numbers(docs)
        self._alone = alone >> 3
        self._place = (alone & 7).astype(np.uint8)

    def of(self, bits: Array) -> Array:
        """The bytes of one answer."""
        alone = bits.take(self._alone)
        if not self._ranges:
            return alone
        return np.concatenate([*(bits[first >> 3 : (last + 7) >> 3] for first, last in self._ranges), alone])

    def truths(self, found: Array) -> Array:
        """One truth for each of the documents."""
        alone: Array = (found[len(found) - len(self._alone) :] << self._place) >= np.uint8(128)
        if not self._ranges:
            return alone
        each = np.unpackbits(found[: len(found) - len(self._alone)]).view(np.bool_)
        at, kept = 0, []
        for first, last in self._ranges:
            begin = at + (first & 7)
            kept.append(slice(begin, begin + last - first))
            at += 8 * (((last + 7) >> 3) - (first >> 3))
        return np.concatenate([pieces(each, kept), alone])
