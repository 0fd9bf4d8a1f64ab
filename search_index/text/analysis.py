"""Text as words and stems, the same way for listings and for what is asked.

Whoosh's English stemmer does the stemming (only API that 2.7.4 and its forks share); everything before it is here, so
that codes stay words: AA, NA, IT and IOP are never taken for English filler. A word's language is not known: endings
that only Spanish has are turned into those of its English kin first ("clínicas" is "clinic", "educación" "education"),
and the English stemmer takes the plurals of both.
"""

import re
import unicodedata
from functools import lru_cache

from whoosh.lang.porter import stem

_FILLER = "a an and at by for from in is me my near not of on or the to with"
STOP_WORDS = frozenset(_FILLER.split())
"""Filler that is dropped on both sides. No short code of the vocabulary stands here."""

_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def fold(text: str) -> str:
    """Text without case, accents and the full stops of initials ("A.A." is "aa")."""
    plain = text.casefold()
    if not plain.isascii():  # most text is, and goes the short way
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).casefold()
    return _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)


def all_words(text: str) -> tuple[str, ...]:
    """Every word of a text, folded, in order; apostrophes fall out ("women's" is "womens")."""
    return tuple(found.replace("'", "").replace("’", "") for found in _WORD.findall(fold(text)))


def words(text: str) -> tuple[str, ...]:
    """The words of a text that say something: `all_words` without filler."""
    return tuple(word for word in all_words(text) if word not in STOP_WORDS)


_SPANISH = (
    (re.compile(r"(?<=\w\w)ci(?:on|ones)$"), "tion"),
    (re.compile(r"(?<=\w\w)([ea])ncias?$"), r"\1nce"),
    (re.compile(r"(?<=\w\w\w)ic[oa]s?$"), "ic"),
    (re.compile(r"(?<=\w\w)(ad|id|in|an|er|iv|ari|im)[oa]s?$"), r"\1o"),
)
"""Endings of folded Spanish words -> what is stemmed instead. The last are men's and women's forms of one word."""

_NAMES = frozenset({"pacifica", "valencia", "plasencia"})
"""Towns whose names only look like such words, and English words that they would fall together with."""

_LETTERS_OF_SPANISH = frozenset("noas")
"""What a folded word with one of the endings ends in."""


def _as_english(word: str) -> str:
    if word[-1:] not in _LETTERS_OF_SPANISH or word in _NAMES:
        return word
    for ending, instead in _SPANISH:
        changed, times = ending.subn(instead, word)
        if times:
            return changed
    return word


@lru_cache(maxsize=1 << 17)
def stem_of(word: str) -> str:
    """The stem of a folded word: "housing" and "houses" are "hous", "clínicas" and "clinics" are "clinic".

    Remembered, as stemming is slow.
    """
    return str(stem(_as_english(word)))
