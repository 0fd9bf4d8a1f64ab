"""A better spelling for a text that found nothing, from the words of every part.

Hundreds of thousands of words are narrowed by length and letters first, without making them strings.
"""

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search_index import code_words
from search_index.analysis import STOP_WORDS, all_words, stem_of
from search_index.engine import ColumnEngine
from search_index.query import FIELDS, MAX_CHARS
from search_index.strings import letters

_TOKEN = re.compile(r"[^\W\d_]{3,}")
_KEPT = STOP_WORDS | frozenset(FIELDS)


def suggestion(text: str, engines: Sequence[ColumnEngine]) -> str | None:
    """The text with each word that no listing holds replaced by the nearest one that some hold; None when none is near.

    Words under three letters, with digits, or of the query language stay. Near: one slip in words of up to five
    letters, two in longer ones; of equally near words the most common, then by alphabet.
    """
    cut = text[:MAX_CHARS]
    better = _TOKEN.sub(lambda found: _nearest(found[0], engines) or found[0], cut)
    return better if better != cut else None


def _nearest(token: str, engines: Sequence[ColumnEngine]) -> str | None:
    folded = "".join(all_words(token))
    if folded in _KEPT or any(_is_known(stem_of(folded), engine) for engine in engines):
        return None
    slips = 1 if len(folded) <= 5 else 2
    spelled: dict[str, int] = {}
    for engine in engines:
        for word, times in _near(folded, slips, engine).items():
            spelled[word] = spelled.get(word, 0) + times
    near = process.extract(folded, list(spelled), scorer=OSA.distance, score_cutoff=slips, limit=None)
    best = min(near, key=lambda one: (one[1], -spelled[one[0]], one[0]), default=None)
    return str(best[0]) if best is not None and len(best[0]) > 2 else None


def _is_known(stem: str, engine: ColumnEngine) -> bool:
    """True when some listing holds the stem, in its texts or in the words of its codes."""
    return engine.postings.get(stem) is not None or engine.stated(code_words.anywhere(stem)) > 0


def _near(folded: str, slips: int, engine: ColumnEngine) -> dict[str, int]:
    """Word -> how often it occurs, of words that may be so near."""
    words = engine.postings.words
    lengths = np.diff(words.at)
    # A letter outside ASCII takes up to four bytes.
    fits = np.flatnonzero((lengths >= len(folded) - slips) & (lengths <= (len(folded) + slips) * 4))
    apart = np.bitwise_count(engine.columns["word.letters"][fits] ^ np.uint32(letters(folded)))
    found = fits[apart <= 2 * slips].tolist()
    spelled = {words.text(number): int(engine.columns["word.count"][number]) for number in found}
    for word, mask in code_words.spellings().items():
        times = engine.stated(mask) if abs(len(word) - len(folded)) <= slips else 0
        if times:
            spelled[word] = spelled.get(word, 0) + times
    return spelled
