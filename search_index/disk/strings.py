"""Sorted strings as two arrays: hundreds of thousands of words are mapped from a file and not made in memory."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

import numpy as np

from search_index.disk.columns import Array

_LAST = b"\xff"
"""Sorts after every byte of UTF-8."""


def pack(strings: Iterable[str]) -> tuple[Array, Array]:
    """(bytes of all strings one after the other, where each begins and the last ends)."""
    held = list(strings)
    joined = "".join(held)
    sizes = map(len, held) if joined.isascii() else (len(text.encode()) for text in held)
    at = np.zeros(len(held) + 1, np.int64)
    np.cumsum(np.fromiter(sizes, np.int64, len(held)), out=at[1:])
    return np.frombuffer(joined.encode(), np.uint8), compact(at)


def compact(at: Array) -> Array:
    """Ascending offsets in 32 bits where they fit."""
    return at.astype(np.int32) if not len(at) or at[-1] < 1 << 31 else at


class Strings:
    """Packed strings, read by number. Sorted ones (by their UTF-8 bytes) are found too."""

    def __init__(self, packed: Array, at: Array) -> None:
        self._bytes = packed.data
        self.at = at

    def __len__(self) -> int:
        return len(self.at) - 1

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return bytes(self._bytes[self.at[number] : self.at[number + 1]])

    def text(self, number: int) -> str:
        """The string as text."""
        return self[number].decode()

    def texts(self, numbers: Array) -> list[str]:
        """Several strings as text, quicker than one by one."""
        begins, ends = self.at[numbers].tolist(), self.at[numbers + 1].tolist()
        return [str(self._bytes[begin:end], "utf-8") for begin, end in zip(begins, ends, strict=True)]

    def find(self, text: str) -> int | None:
        """The number of a string, None when it is not there."""
        sought = text.encode()
        number = bisect_left(self, sought)
        return number if number < len(self) and self[number] == sought else None

    def beginning(self, start: str) -> tuple[int, int]:
        """The numbers [first, last) of the strings that begin so."""
        sought = start.encode()
        first = bisect_left(self, sought)
        return first, bisect_left(self, sought + _LAST, lo=first)


@cache
def _bit_of(letter: str) -> int:
    return 1 << (ord(letter) % 32)


def letters(word: str) -> int:
    """The letters of a word as 32 bits; one slip changes at most two of them."""
    bits = 0
    for letter in word:
        bits |= _bit_of(letter)
    return bits
