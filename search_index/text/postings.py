"""Postings: for each stem the documents that hold it in their texts, with its weight there and where it stands.

`post.*` holds one entry per (stem, document), documents ascending within a stem: `impact` (see `weights.py`, without
the words of codes) and `place` (the code of field and position of the first occurrence). `again.*` holds the further
occurrences, and a first one whose place is FAR. `other.*` points to those occurrences whose spelling is not the stem's
most common one: `row` counts from the stem's first entry in `post`, or is ~row in `again`, and `form` is the spelling's
number among those of the stem, as `word.form` has it.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search_index.disk.columns import Array, Columns, Docs
from search_index.disk.strings import Strings
from search_index.text.weights import FAR, PLACE_BITS, PLACE_OF_CODE

_SCATTER = 40
"""Looking a document up costs about as much as writing so many postings out."""

_FEW = 64
"""So few documents are looked up among all postings: finding where to begin and end costs more."""

_REMEMBERED = 4096
"""Stems whose slices are kept at hand."""


class Scratch(threading.local):
    """A zeroed byte per document, for one thread. Who writes to it zeroes it again."""

    def __init__(self, documents: int) -> None:
        self.bytes = np.zeros(documents, np.uint8)


def member(sought: Array, among: Array) -> Array:
    """For each sought value: does it stand in an ascending array of the same type."""
    if not len(among):
        return np.zeros(len(sought), np.bool_)
    at = among.searchsorted(sought)
    found: Array = among.take(np.minimum(at, len(among) - 1, out=at)) == sought
    return found


@dataclass(frozen=True, slots=True)
class Posting:
    """The entries of one stem. places: codes; again_docs and again_places: further and FAR occurrences, in order."""

    stem: int
    docs: Docs
    impacts: Array
    places: Array
    again_docs: Docs
    again_places: Array

    def impacts_of(self, docs: Docs, scratch: Scratch) -> Array:
        """The impact of each document, 0 for those that do not hold the stem."""
        if not len(docs) or not len(self.docs):
            return np.zeros(len(docs), np.uint8)
        if len(docs) <= _FEW:
            return _looked_up(docs, self.docs, self.impacts)
        first, last = self.docs.searchsorted(docs[0]), self.docs.searchsorted(docs[-1], side="right")
        held, impacts = self.docs[first:last], self.impacts[first:last]
        if len(docs) * _SCATTER > len(held):
            space = scratch.bytes
            space[held.astype(np.intp)] = impacts  # with 32-bit places it takes 2.5 times as long
            found = space.take(docs)
            space[docs[0] : docs[-1] + 1] = 0
            return found
        return _looked_up(docs, held, impacts) if len(held) else np.zeros(len(docs), np.uint8)

    def keys(self) -> Array:
        """Every occurrence as document << PLACE_BITS | place, ascending."""
        return _keys(_near_keys(self.docs, self.places), place_keys(self.again_docs, self.again_places))

    def keys_of(self, docs: Docs) -> Array:
        """Every occurrence in documents that all hold the stem, as `keys`."""
        again = _rows_of(self.again_docs, docs)
        return _keys(
            _near_keys(docs, self.places.take(self.docs.searchsorted(docs))),
            place_keys(self.again_docs.take(again), self.again_places.take(again)),
        )

    def keys_at(self, rows: Array) -> Array:
        """The occurrences that rows of `other` point to, as `keys`, in the order of the rows."""
        keys, first = np.empty(len(rows), np.int64), rows >= 0
        near, again = rows[first], ~rows[~first]
        keys[first] = place_keys(self.docs.take(near), PLACE_OF_CODE.take(self.places.take(near)))
        keys[~first] = place_keys(self.again_docs.take(again), self.again_places.take(again))
        return keys


def _looked_up(docs: Docs, held: Docs, impacts: Array) -> Array:
    """The impacts of documents among those held, which are some."""
    at = held.searchsorted(docs)
    np.minimum(at, len(held) - 1, out=at)
    found = impacts.take(at)
    found *= held.take(at) == docs
    return found


def _rows_of(held: Docs, docs: Docs) -> Array:
    """Where documents stand among those held, which come several times each; both ascending."""
    first, last = held.searchsorted(docs), held.searchsorted(docs, side="right")
    counts = last - first
    return np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())


def _near_keys(docs: Docs, codes: Array) -> Array:
    far = codes == FAR
    if far.any():
        docs, codes = docs[~far], codes[~far]
    return place_keys(docs, PLACE_OF_CODE.take(codes))


def _keys(first: Array, again: Array) -> Array:
    return np.sort(np.concatenate([first, again])) if len(again) else first


def place_keys(docs: Docs, places: Array) -> Array:
    """Document << PLACE_BITS | place, as int64."""
    return (docs.astype(np.int64) << PLACE_BITS) | places


def docs_of(keys: Array) -> Docs:
    """The documents of ascending keys, each once."""
    docs = (keys >> PLACE_BITS).astype(np.int32)
    return distinct(docs)


def distinct(docs: Docs) -> Docs:
    """Each once of ascending documents."""
    new = np.ones(len(docs), np.bool_)
    new[1:] = docs[1:] != docs[:-1]
    return docs[new]


class Postings:
    """All stems and words of one part."""

    def __init__(self, columns: Columns) -> None:
        self.documents = columns.documents
        self.stems = Strings(columns["stem.text"], columns["stem.at"])
        self.words = Strings(columns["word.text"], columns["word.at"])
        self.scratch = Scratch(columns.documents)
        self._columns = columns
        self._known: dict[str, Posting | None] = {}
        self._post = (columns["post.at"], columns["post.doc"], columns["post.impact"], columns["post.place"])
        self._again = (columns["again.at"], columns["again.doc"], columns["again.place"])

    def get(self, stem: str) -> Posting | None:
        """The entries of a stem, None when no text holds it."""
        if stem not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            number = self.stems.find(stem)
            self._known[stem] = None if number is None else self.posting(number)
        return self._known[stem]

    def posting(self, number: int) -> Posting:
        """The entries of a stem by its number."""
        at, docs, impacts, places = self._post
        here = slice(int(at[number]), int(at[number + 1]))
        at, again_docs, again_places = self._again
        more = slice(int(at[number]), int(at[number + 1]))
        return Posting(number, docs[here], impacts[here], places[here], again_docs[more], again_places[more])

    def spelled(self, start: str) -> Sequence[tuple[int, Array, bool]]:
        """(stem, numbers of its words that begin so, are those all its words) of every stem with such a word."""
        first, last = self.words.beginning(start)
        order = np.argsort(self._columns["word.stem"][first:last], kind="stable")
        stems, begins, counts = np.unique(
            self._columns["word.stem"][first:last][order], return_index=True, return_counts=True
        )
        words = (order + first).astype(np.int32)
        whole = self._columns["stem.words"][stems] == counts
        return [
            (stem, words[begin : begin + count], full)
            for stem, begin, count, full in zip(
                stems.tolist(), begins.tolist(), counts.tolist(), whole.tolist(), strict=True
            )
        ]

    def keys_spelled(self, stem: int, words: Array) -> Array:
        """The occurrences of a stem that are spelled as one of its words, as `Posting.keys`."""
        columns = self._columns
        here = slice(int(columns["other.at"][stem]), int(columns["other.at"][stem + 1]))
        posting = self.posting(stem)
        others = posting.keys_at(columns["other.row"][here])
        asked = others[np.isin(columns["other.form"][here], columns["word.form"][words])]
        if columns["stem.main"][stem] not in words:
            return np.sort(asked)
        every = posting.keys()
        return np.sort(np.concatenate([every[~member(every, np.sort(others))], asked]))
