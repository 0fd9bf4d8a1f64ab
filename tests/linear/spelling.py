"""A better spelling for a text that found nothing, from words that listings hold."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search_index.text.analysis import STOP_WORDS, all_words, stem_of, words
from search_index.text.query import FIELDS, MAX_CHARS
from search_index.text.synonyms import ALSO, SPANISH_FILLER
from tests.linear.text import Vocabulary

_TOKEN = re.compile(r"[^\W\d_]{3,}")
_KEPT = STOP_WORDS | SPANISH_FILLER | frozenset(FIELDS)


def _meanings() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for phrase, others in ALSO.items():
        for word in words(phrase):
            found.setdefault(word, set()).update(words(others))
    return found


_MEANT = _meanings()


def suggestion(text: str, known: Vocabulary) -> str | None:
    """The text with each word that finds no listing replaced by the nearest one that does; None when none is near.

    A word finds listings that hold it, or a word that stands beside it in the table of meanings. Words under three
    letters, with digits, or of the query language stay. Near: one slip in words of up to five letters, two in longer
    ones; of equally near words the most common, then by alphabet.
    """
    cut = text[:MAX_CHARS]
    better = _TOKEN.sub(lambda found: _nearest(found[0], known) or found[0], cut)
    return better if better != cut else None


def _nearest(token: str, known: Vocabulary) -> str | None:
    folded = "".join(all_words(token))
    meant = [word for word in _MEANT if any(stem_of(other) in known.stems for other in _MEANT[word])]
    if folded in _KEPT or folded in meant or stem_of(folded) in known.stems:
        return None
    slips = 1 if len(folded) <= 5 else 2
    near = process.extract(folded, {*known.spellings, *meant}, scorer=OSA.distance, score_cutoff=slips, limit=None)
    best = min(near, key=lambda one: (one[1], -known.spellings.get(one[0], 0), one[0]), default=None)
    return str(best[0]) if best is not None and len(best[0]) > 2 else None
