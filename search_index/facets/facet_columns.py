"""Facet columns: which documents answer an asked group, and how many answer yes to each facet.

`facet.yes.3` and `facet.no.3` hold word 3 of the bits of every document (see `facet_bits.py`); a word that is zero
everywhere is left out. What is no is asked for less often and mostly by rule: where a word has few different values,
`facet.no.3.values` holds them and the column their numbers.
"""

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from search_index.disk.columns import Array, Columns, Docs
from search_index.facets.facet_bits import ASKED_BITS, WORD_BITS, WORDS_OF_BITS, Mask
from search_index.space.stretches import Stretches, read

_CODED = 1 << 16
"""A word with at most so many different values is kept as their numbers."""

_REMEMBERED = 128
"""Questions to a word whose tables are kept at hand, each a byte for every value of the word."""


def facet_arrays(yes: bytes | bytearray, no: bytes | bytearray, order: Array) -> dict[str, Array]:
    """The columns. yes, no: the encoded listings, WORDS_OF_BITS little-endian words each; order: docid -> listing."""
    arrays: dict[str, Array] = {}
    for name, encoded in (("yes", yes), ("no", no)):
        rows = np.frombuffer(encoded, "<u8").reshape(-1, WORDS_OF_BITS)
        for word in range(WORDS_OF_BITS):
            column = rows[:, word][order]
            if column.any():
                arrays |= {f"facet.yes.{word}": column} if name == "yes" else _coded(f"facet.no.{word}", column)
    return arrays


def _coded(name: str, column: Array) -> dict[str, Array]:
    values, numbers = np.unique(column, return_inverse=True)
    if len(values) > _CODED:
        return {name: column}
    kind = np.uint8 if len(values) <= 1 << 8 else np.uint16
    return {name: numbers.astype(kind), f"{name}.values": values}


_KEPT = 1 << 16
"""Documents at most whose words of bits are kept until others are asked about: half a megabyte a word."""


class BitWord:
    """One word of bits of every document, kept as it is or as the number of its value."""

    def __init__(self, column: Array, values: Array | None) -> None:
        self._column, self._values = column, values
        self._lacking: dict[int, Array] = {}

    @classmethod
    def of(cls, columns: Columns, name: str) -> "BitWord | None":
        """None when it is zero everywhere."""
        column = columns.arrays.get(name)
        return None if column is None else cls(column, columns.arrays.get(f"{name}.values"))

    def take(self, docs: Docs | Stretches) -> Array:
        """The word of each document."""
        found = read(self._column, docs)
        return found if self._values is None else self._values.take(found)

    def take_into(self, row: Array, places: Array) -> None:
        """The word of each document into a row. places: the documents as np.intp, which numpy takes without a copy."""
        if self._values is None:
            self._column.take(places, out=row, mode="clip")  # without clip numpy fills a copy of the row first
        else:
            row[:] = self._values.take(self._column.take(places))

    def meets(self, bits: int, docs: Docs | Stretches | None = None) -> Array:
        """For each document (None = all): is any of these bits set."""
        column = self._column if docs is None else read(self._column, docs)
        if self._values is None:
            met: Array = (column & np.uint64(bits)) != 0
        else:
            met = ((self._values & np.uint64(bits)) != 0).take(column)
        return met

    def lacks(self, bits: int, docs: Docs | Stretches) -> Array:
        """For each document: is one of these bits not set. Of a coded word each value is asked once, ever."""
        column = read(self._column, docs)
        if self._values is None:
            lacking: Array = (column & np.uint64(bits)) != np.uint64(bits)
            return lacking
        table = self._lacking.get(bits)
        if table is None:
            if len(self._lacking) >= _REMEMBERED:
                self._lacking.clear()
            table = self._lacking[bits] = (self._values & np.uint64(bits)) != np.uint64(bits)
        return table.take(column)


class _Read(threading.local):
    """The words of bits that one thread has read of the documents it reads now."""

    docs: Docs | None = None
    words: Mapping[int, Array] = {}


class FacetColumns:
    """The facet bits of one part."""

    def __init__(self, columns: Columns) -> None:
        self._read = _Read()
        self._yes = [BitWord.of(columns, f"facet.yes.{word}") for word in range(WORDS_OF_BITS)]
        self._no = [BitWord.of(columns, f"facet.no.{word}") for word in range(WORDS_OF_BITS)]
        self.documents = columns.documents

    def any_yes(self, docs: Docs | Stretches | None, mask: Mask) -> Array:
        """For each document (None = all): is any of these bits yes."""
        held: Array | None = None
        for word, bits in mask.words:
            column = self._yes[word]
            if column is not None:
                met = column.meets(bits, docs)
                held = met if held is None else held | met
        return np.zeros(self.documents if docs is None else len(docs), np.bool_) if held is None else held

    def not_denied(self, docs: Docs | Stretches, mask: Mask) -> Array:
        """For each document: is one of these bits not no. What is yes is not no, so this alone lets a group pass."""
        kept: Array | None = None
        for word, bits in mask.words:
            column = self._no[word]
            if column is None:
                return np.ones(len(docs), np.bool_)
            lacking = column.lacks(bits, docs)
            kept = lacking if kept is None else kept | lacking
        return np.zeros(len(docs), np.bool_) if kept is None else kept

    def word(self, number: int, docs: Docs | Stretches) -> Array:
        """One word of yes bits of each document. The words of a text ask for the same ones of the same documents."""
        if isinstance(docs, Stretches) or len(docs) > _KEPT:
            return self._taken(number, docs)
        here = self._read
        if here.docs is not docs:
            here.docs, here.words = docs, {}
        if number not in here.words:
            here.words = {**here.words, number: self._taken(number, docs)}
        return here.words[number]

    def _taken(self, number: int, docs: Docs | Stretches) -> Array:
        column = self._yes[number]
        return np.zeros(len(docs), np.uint64) if column is None else column.take(docs)

    def counts(self, docs: Docs, groups: Sequence[str] | None = None) -> Array:
        """For each bit how many of the documents answer yes. groups: only the words of their bits, None = all."""
        totals = np.zeros(WORDS_OF_BITS * WORD_BITS, np.int64)
        words = range(WORDS_OF_BITS) if groups is None else words_of_groups(tuple(groups))
        held = [(word, column) for word in words if (column := self._yes[word]) is not None]
        if held and len(docs):
            rows, places = np.empty((len(held), len(docs)), np.uint64), docs.astype(np.intp)
            for row, (_word, column) in zip(rows, held, strict=True):
                column.take_into(row, places)
            for (word, _column), row in zip(held, count_bits(rows), strict=True):
                totals[word * WORD_BITS : (word + 1) * WORD_BITS] = row
        return totals


@lru_cache(maxsize=1024)
def words_of_groups(groups: tuple[str, ...]) -> tuple[int, ...]:
    """The words that hold bits of these groups' asked facets."""
    return tuple(sorted({bit // WORD_BITS for facet, bit in ASKED_BITS.items() if facet.partition("=")[0] in groups}))


_FEW = 255
"""So few words are unpacked, and their bits added up in a byte each; more words are first added up in parallel."""


def count_bits(words: Array) -> Array:
    """For each row of 64-bit words how often each bit is set: (rows, n) uint64 -> (rows, 64).

    Three words add to a sum and a carry worth two, for 64 bits at once (a carry-save adder), until few are left.
    """
    counts = np.zeros((len(words), WORD_BITS), np.int64)
    weight, level = 1, words
    while level.shape[1]:
        carries = []
        while level.shape[1] > _FEW:
            third = level.shape[1] // 3
            a, b, c = level[:, :third], level[:, third : 2 * third], level[:, 2 * third : 3 * third]
            either = a ^ b
            carries.append((a & b) | (c & either))
            level = np.concatenate([either ^ c, level[:, 3 * third :]], axis=1)
        counts += weight * _unpacked(level)
        weight, level = 2 * weight, np.concatenate(carries, axis=1) if carries else level[:, :0]
    return counts


def _unpacked(words: Array) -> Array:
    rows, length = words.shape
    octets = np.ascontiguousarray(words, "<u8").view(np.uint8).reshape(rows, length, 8)
    bits: Array = np.add.reduce(np.unpackbits(octets, axis=2, bitorder="little"), axis=1, dtype=np.uint8)
    return bits.astype(np.int64)


def by_group(totals: Array, only: Sequence[str] | None = None) -> dict[str, dict[str, int]]:
    """Group -> code -> count from counts by bit; codes that none answers are left out. only: these groups."""
    counts: dict[str, dict[str, int]] = {}
    for bit in np.flatnonzero(totals).tolist():
        facet = _FACET_OF_BIT.get(bit)
        if facet is not None and (only is None or facet[0] in only):
            counts.setdefault(facet[0], {})[facet[1]] = int(totals[bit])
    return counts


def _facets_by_bit() -> Mapping[int, tuple[str, str]]:
    split = ((bit, facet.partition("=")) for facet, bit in ASKED_BITS.items())
    return {bit: (group, code) for bit, (group, _, code) in split}


_FACET_OF_BIT = _facets_by_bit()
