"""How much a word weighs in a document, in one byte, and where it stands, in two, or in one near a field's beginning.

A document scores the sum over words of idf(word) * impact(word); impact = 2.2 t / (1.2 + t), t = sum over fields of
weight * times / (0.5 + 0.5 * words of the field / usual words of the field). That is BM25 over weighted fields (k1 1.2,
b 0.5) with fixed usual lengths, so that a listing's impacts never depend on other listings. A posting keeps the impact
of the texts alone; words of codes are added when a search asks for them, since they follow from the facet bits.
"""

from bisect import bisect_right
from collections.abc import Iterable
from math import log

import numpy as np

from search_index.disk.columns import Array

FIELD_WEIGHTS = {"name": 4.0, "organization": 2.0, "codes": 2.0, "town": 1.0, "description": 0.75, "notes": 0.5}
USUAL_WORDS = {"name": 4, "organization": 4, "codes": 60, "town": 2, "description": 60, "notes": 20}

TEXT_FIELDS = ("name", "organization", "town", "codes", "notes", "description")
"""Fields with postings, in the order of their places."""

PLACE_BITS = 16
_FIRST_PLACES = (0, 1024, 2048, 2304, 8192, 24576, 1 << PLACE_BITS)
"""Where the places of each field begin. What stands beyond a field's end shares its last place."""

PLACES = {field: (_FIRST_PLACES[at], _FIRST_PLACES[at + 1]) for at, field in enumerate(TEXT_FIELDS)}
"""Field -> [first, last) of its places."""

FIELD_OF_PLACE = np.array([bisect_right(_FIRST_PLACES, place) - 1 for place in range(1 << PLACE_BITS)], np.uint8)
FIRST_PLACE = np.array(_FIRST_PLACES[:-1], np.int32)
LAST_PLACE = np.array(_FIRST_PLACES[1:], np.int32) - 2
"""The last place is left free, so that no phrase runs from one field into the next."""

_NEAR = (16, 12, 6, 6, 40, 175)
"""How many of the first places of each field have a code of one byte."""
FAR = 255
"""The code of all others."""

PLACE_OF_CODE = np.concatenate(
    [np.arange(first, first + near) for first, near in zip(_FIRST_PLACES[:-1], _NEAR, strict=True)]
)
"""int64, so that documents and places join without a copy more."""
CODE_OF_PLACE = np.full(1 << PLACE_BITS, FAR, np.uint8)
CODE_OF_PLACE[PLACE_OF_CODE] = np.arange(FAR)

_K1 = 1.2
_MOST = _K1 + 1
_LEVELS = 255


HALF_SCORE_MILES = 10.0
"""So far away a text's score counts half, when sorted by best."""

NAME_BONUS = 0.5
"""What a listing gains whose whole name is asked for, as a share of the most that the words of the text can score."""

SPELLED_NAME_BONUS = 1.0
"""The same when the name is written just so, and is not "Legal Service" where "Legal Services" is asked for."""


SYNONYM_SHARE = 0.8
"""What matching a word that means the same counts, as a share of matching as well what is asked for."""

SYNONYM_GROWTH = 2.0
"""So many times its own score such a word counts at most: what nearly every listing holds says little."""


def most_of(idfs: Iterable[float]) -> float:
    """The most that words can score. idfs: theirs."""
    return _MOST * sum(idfs)


def each_time(field: str, words: Array) -> Array:
    """What one occurrence adds to t in a field of so many words (float32)."""
    weight: Array = (FIELD_WEIGHTS[field] / (0.5 + 0.5 * words / USUAL_WORDS[field])).astype(np.float32)
    return weight


def impact(t: Array) -> Array:
    """0 for 0, growing towards 2.2."""
    return _MOST * t / (_K1 + t)


def quantised(t: Array) -> Array:
    """The impact as 1..254."""
    return np.clip(np.rint(impact(t) * (_LEVELS / _MOST)), 1, _LEVELS - 1).astype(np.uint8)


IMPACTS = (np.arange(_LEVELS + 1) * (_MOST / _LEVELS)).astype(np.float32)
"""Quantised -> impact."""

T_OF_IMPACT = (_K1 * IMPACTS[:-1] / (_MOST - IMPACTS[:-1])).astype(np.float32)
"""Quantised -> t."""


EACH_CODED = each_time("codes", np.arange(1 << 16))
"""Words of the codes of a document -> what one of them adds to t."""


def weighed(t: Array, idf: np.float32) -> Array:
    """The scores of a word of this weight; the same ones whether of a table or of documents. t: float32."""
    scores = t / (t + np.float32(_K1))
    scores *= np.float32(_MOST) * idf
    return scores


def idf(documents: int, held: int) -> float:
    """The weight of a word that so many of all documents hold."""
    return log(1 + (documents - held + 0.5) / (held + 0.5))
