"""Listings by their whole name: a text that is exactly a name finds those that bear it before all others.

The key of a name is the exclusive or of the marks of its stems, each once, so that neither order nor filler nor
punctuation matters; a mark is a stem's number, mixed into 64 bits, of which a key keeps 32. `name.key` holds the keys,
ascending, and `name.doc` their documents, ascending within a key. Names of one key ("Legal Service", "Legal Services")
differ in `name.spelled`, by document: the sum over the words of the name of mark(word) times its place, 32 bits of it.
Among a million names one text in four thousand meets the key of another name; that lifts a document too high only if
the text finds it as well.
"""

from dataclasses import dataclass

import numpy as np

from search_index.disk.columns import Array, Columns, Docs
from search_index.text.analysis import stem_of
from search_index.text.postings import Postings
from search_index.text.query import And, Node, Not, Or, Prefix, Word
from search_index.text.weights import PLACES

_LAST_PLACE = PLACES["name"][1]
"""A name is the first field: what stands in it at all stands there first."""


@dataclass(frozen=True, slots=True)
class Named:
    """The documents that bear a name, ascending. spelled: of each, is it written with the same words in this order."""

    docs: Docs
    spelled: Array


class ExactNames:
    """The names of one part."""

    def __init__(self, columns: Columns, postings: Postings) -> None:
        self._keys, self._docs = columns["name.key"], columns["name.doc"]
        self._spelled = columns["name.spelled"]
        self._postings = postings

    def find(self, words: tuple[str, ...]) -> Named | None:
        """Who bears the name of these words, None when nobody does."""
        stems = []
        for stem in dict.fromkeys(map(stem_of, words)):
            posting = self._postings.get(stem)
            if posting is None:
                return None
            stems.append(posting.stem)
        key = np.bitwise_xor.reduce(_marks(np.array(stems, np.int64))).astype(np.uint32)
        first = int(self._keys.searchsorted(key))
        if first == len(self._keys) or self._keys[first] != key:
            return None
        docs = self._docs[first : int(self._keys.searchsorted(key, side="right"))]
        return Named(docs, self._spelled.take(docs) == self._spelling(words))

    def _spelling(self, words: tuple[str, ...]) -> np.uint32:
        numbers = [self._postings.words.find(word) for word in words]
        if None in numbers:
            return np.uint32(0)
        marks = _marks(np.array(numbers, np.int64)) * np.arange(1, len(words) + 1, dtype=np.uint64)
        spelling: np.uint32 = marks.sum(dtype=np.uint64).astype(np.uint32)
        return spelling


def words_of_name(tree: Node) -> tuple[str, ...] | None:
    """The words of a text that may be a name: quoted or not, anywhere or in `name`. None when more is asked."""
    found: list[str] = []
    return tuple(found) if _gathered(tree, found) else None


def _gathered(tree: Node, found: list[str]) -> bool:
    """True when a name may hold every word, which are added to what is found, in order."""
    if isinstance(tree, And | Or):
        return all(_gathered(part, found) for part in tree.parts)
    if isinstance(tree, Prefix | Not) or tree.field not in (None, "name"):
        return False
    found.extend((tree.text,) if isinstance(tree, Word) else tree.words)
    return True


class NameRows:
    """Collects the words of names in any order."""

    def __init__(self, documents: int) -> None:
        self._keys, self._spelled = np.zeros(documents, np.uint64), np.zeros(documents, np.uint64)

    def add(self, docs: Array, stems: Array, words: Array, places: Array, first: Array) -> None:
        """Words wherever they stand; those of names are kept. first: has the document the stem nowhere before."""
        rows = np.flatnonzero(places < _LAST_PLACE)
        once = rows[first[rows]]
        np.bitwise_xor.at(self._keys, docs[once], _marks(stems[once]))
        np.add.at(self._spelled, docs[rows], _marks(words[rows]) * (places[rows] + np.uint64(1)))

    def arrays(self) -> dict[str, Array]:
        """The columns."""
        named = np.flatnonzero(self._keys).astype(np.int32)
        keys = self._keys[named].astype(np.uint32)
        order = np.argsort(keys, kind="stable")
        return {"name.key": keys[order], "name.doc": named[order], "name.spelled": self._spelled.astype(np.uint32)}


def _marks(numbers: Array) -> Array:
    """64 well mixed bits of each number (splitmix's multipliers)."""
    mixed: Array = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    return mixed
