"""Answers to single questions about many documents, remembered as a bit each.

What many searches ask in turn (does a document hold this word, is it open to all) is looked through once: at a million
listings joining two remembered answers takes 4 microseconds, and one truth per document of it 60.
"""

from collections.abc import Callable, Hashable

import numpy as np

from search_index.disk.columns import Array, Docs

_FEW = 64
"""Looking up a bit costs about as much as unpacking so many in a row."""


class Answers:
    """Remembers answers about so many documents, up to most_bytes in all. Safe from several threads."""

    def __init__(self, documents: int, most_bytes: int) -> None:
        self._documents = documents
        self._known: dict[Hashable, Array] = {}
        self._most = most_bytes // (documents // 8 + 128)

    def get(self, question: Hashable, made: Callable[[], Array]) -> Array:
        """The bits of an answer, eight documents a byte. made: the answer as one truth per document."""
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

    def of(self, bits: Array, docs: Docs) -> Array:
        """One truth for each of some documents."""
        if len(docs) * _FEW > self._documents:
            return self.each(bits).take(docs)
        place = (docs & 7).astype(np.uint8)
        held: Array = (bits.take(docs >> 3) << place) >= np.uint8(128)
        return held

    def each(self, bits: Array) -> Array:
        """One truth per document."""
        return np.unpackbits(bits, count=self._documents).view(np.bool_)
