"""A better spelling for a text that found nothing, from the words of every part.

Hundreds of thousands of words are narrowed by length and letters first, without making them strings; those one slip
away come before those two slips away are looked for, as most mistakes are one.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search_index.disk.strings import letters
from search_index.engine import ColumnEngine
from search_index.text import code_words, synonyms
from search_index.text.analysis import STOP_WORDS, all_words, stem_of
from search_index.text.query import FIELDS, MAX_CHARS

_TOKEN = re.compile(r"[^\W\d_]{3,}")
_KEPT = STOP_WORDS | synonyms.SPANISH_FILLER | frozenset(FIELDS)
_WIDEST = 4
"""Bytes of a letter at most; nearly all take one."""


def suggestion(text: str, engines: Sequence[ColumnEngine]) -> str | None:
    """The text with each word that finds no listing replaced by the nearest one that does; None when none is near.

    A word finds listings that hold it, or a word that `synonyms.ALSO` gives for it. Words under three letters, with
    digits, or of the query language stay. Near: one slip in words of up to five letters, two in longer ones; of equally
    near words the most common, then by alphabet.
    """
    cut = text[:MAX_CHARS]
    better = _TOKEN.sub(lambda found: _nearest(found[0], engines) or found[0], cut)
    return better if better != cut else None


def _nearest(token: str, engines: Sequence[ColumnEngine]) -> str | None:
    folded = "".join(all_words(token))
    if folded in _KEPT or _is_known(folded, engines):
        return None
    for slips in (1,) if len(folded) <= 5 else (1, 2):
        spelled = _near(folded, slips, engines)
        best = min(spelled, key=lambda word: (OSA.distance(folded, word), -spelled[word], word), default=None)
        if best is not None:
            return best if len(best) > 2 else None
    return None


def _is_known(word: str, engines: Iterable[ColumnEngine]) -> bool:
    """True when a word finds some listing."""
    meant = (word, *synonyms.spoken_words().get(word, ()))
    return any(_is_held(stem_of(one), engine) for engine in engines for one in meant)


def _is_held(stem: str, engine: ColumnEngine) -> bool:
    """True when some listing holds the stem, in its texts or in the words of its codes."""
    return engine.postings.get(stem) is not None or engine.stated(code_words.anywhere(stem)) > 0


def _near(folded: str, slips: int, engines: Sequence[ColumnEngine]) -> dict[str, int]:
    """Word -> how often it occurs, of the words that are at most so many slips away."""
    spelled: dict[str, int] = {}
    coded = _within(folded, slips, code_words.spellings())
    for engine in engines:
        words, counts = _alike(folded, slips, engine)
        times = dict(zip(words, counts, strict=True))
        found = {word: times[word] for word in _within(folded, slips, words)}
        for word in coded:
            found[word] = found.get(word, 0) + engine.stated(code_words.spellings()[word])
        for word, often in found.items():
            spelled[word] = spelled.get(word, 0) + often
    meant = [word for word in _within(folded, slips, synonyms.spoken_words()) if _is_known(word, engines)]
    return dict.fromkeys(meant, 0) | {word: often for word, often in spelled.items() if often}


def _within(folded: str, slips: int, words: Iterable[str]) -> list[str]:
    found = process.extract(folded, list(words), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [word for word, _slips, _place in found]


def _alike(folded: str, slips: int, engine: ColumnEngine) -> tuple[list[str], list[int]]:
    """Words that may be so near, and how often each occurs."""
    at = engine.postings.words.at
    lengths, length = np.diff(at), len(folded.encode())
    spread = _WIDEST * slips
    fits = np.flatnonzero((lengths >= max(len(folded) - slips, length - spread)) & (lengths <= length + spread))
    apart = np.bitwise_count(engine.columns["word.letters"][fits] ^ np.uint32(letters(folded)))
    found = fits[apart <= 2 * slips]
    return engine.postings.words.texts(found), engine.columns["word.count"][found].tolist()
