"""Text as numbered words, very many at once.

A dictionary waits for memory several times a word, and half of a build went there. Here numpy cuts a block of text and
looks all its words up together, in a table that their own bytes lead to: exactly, since the table keeps the bytes. What
the table does not hold (a word seen for the first time, one that is long, one whose row is taken) Python looks at.
"""

import numpy as np

from search_index.disk.columns import Array
from search_index.text.analysis import STOP_WORDS

FILLER, BREAK, FIELD_END = -1, -2, -3
"""Not words: what is dropped, what stands between two texts of one field, and what stands after a field."""

FIELD_MARK, BREAK_MARK = "A", "B"
"""Capitals, which no folded text holds."""

_NO_WORDS = {FIELD_MARK: FIELD_END, BREAK_MARK: BREAK, **dict.fromkeys(STOP_WORDS, FILLER)}
_FREE = -4

_SPACE = b" "
_SPACED = bytes(code if code >= 128 or chr(code).isalnum() else ord(_SPACE) for code in range(256))
_LONGEST = 16
"""Bytes of a word that the table takes, as two whole numbers."""
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_MIX_FIRST, _MIX_ALL = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_FIRST_ROWS_BITS = 10
_ROWS_OF_WORD = 2


class Numbering:
    """Gives each distinct word a number when it is first met, filler and marks those above. spelled: word -> number."""

    def __init__(self) -> None:
        self.spelled: dict[str, int] = {}
        self._grow(_FIRST_ROWS_BITS)

    def of(self, text: str) -> Array:
        """The numbers (int32) of the words of a folded text, of which everything but letters and digits is space."""
        spaced = _SPACE + text.encode().translate(_SPACED) + _SPACE * (_LONGEST + 1)
        plain = np.frombuffer(spaced, np.uint8) > ord(_SPACE)
        edges = np.flatnonzero(plain[1:] != plain[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        first, rest = _bytes_of(spaced, starts, ends)
        rows = self._rows_of(first, rest)
        numbers: Array = self._number.take(rows)
        known = self._first.take(rows) == first
        known &= self._rest.take(rows) == rest
        known &= numbers != _FREE
        short = ends - starts <= _LONGEST
        known &= short
        missed = np.flatnonzero(~known)
        numbers[missed] = [
            self._number_of(spaced[start:end].decode())
            for start, end in zip(starts[missed].tolist(), ends[missed].tolist(), strict=True)
        ]
        self._keep(missed[short[missed]], first, rest, numbers)
        return numbers

    def _number_of(self, word: str) -> int:
        number = _NO_WORDS.get(word)
        return self.spelled.setdefault(word, len(self.spelled)) if number is None else number

    def _rows_of(self, first: Array, rest: Array) -> Array:
        mixed = rest * _MIX_FIRST
        mixed ^= first
        mixed *= _MIX_ALL
        mixed >>= np.uint64(64 - self._bits)
        return mixed.astype(np.int64)

    def _keep(self, which: Array, first: Array, rest: Array, numbers: Array) -> None:
        """Put words where their rows are free."""
        if _ROWS_OF_WORD * len(self.spelled) > len(self._number):
            held = np.flatnonzero(self._number != _FREE)
            old = self._first[held], self._rest[held], self._number[held]
            self._grow((_ROWS_OF_WORD * len(self.spelled)).bit_length() + 1)
            self._put(*old)
        self._put(first[which], rest[which], numbers[which])

    def _put(self, first: Array, rest: Array, numbers: Array) -> None:
        rows, one = np.unique(self._rows_of(first, rest), return_index=True)
        free = self._number[rows] == _FREE
        rows, one = rows[free], one[free]
        self._first[rows], self._rest[rows], self._number[rows] = first[one], rest[one], numbers[one]

    def _grow(self, bits: int) -> None:
        self._bits = bits
        self._first, self._rest = np.zeros(1 << bits, np.uint64), np.zeros(1 << bits, np.uint64)
        self._number = np.full(1 << bits, _FREE, np.int32)


def _bytes_of(text: bytes, starts: Array, ends: Array) -> tuple[Array, Array]:
    """The first eight bytes of each word, and the next eight, as whole numbers; what is beyond its end is 0."""
    eight = np.ndarray((len(text) - 7,), "<u8", text, strides=(1,))
    size = ends - starts
    first = eight[starts] & _KEPT.take(np.minimum(size, 8))
    return first, eight[starts + 8] & _KEPT.take(np.clip(size - 8, 0, 8))
