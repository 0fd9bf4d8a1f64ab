"""Words of codes as masks of facet bits: a search for "methadone" asks the facet columns, not postings.

So the words of a code cost the index nothing, however many listings state it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from referral.domain.vocabulary import GROUPS, Kind
from search_index.facets.facet_bits import Mask
from search_index.text.analysis import stem_of, words
from search_index.text.words import KIND_WORDS, WORDS

BREAK = ""
"""Stands between texts of one field, so that no phrase runs from one into the next."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The names whose words hold a stem.

    by_word: (word of bits, ((how often, bits of the names that hold it so often), …)), …
    """

    mask: Mask
    by_word: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a kind or stored facet, each phrase after a break; nothing for a code without words."""
    group, _, code = name.partition("=")
    text = WORDS[group].get(code, "") if code else KIND_WORDS[Kind(name)]
    if code and text and group != "language":
        text = f"{code.replace('_', ' ')}, {text}"  # a code stands for itself too
    return tuple(word for phrase in dict.fromkeys(text.split(", ")) if phrase for word in (BREAK, *words(phrase)))


def _names() -> Iterator[str]:
    yield from (kind.value for kind in Kind)
    yield from (f"{name}={code}" for name, group in GROUPS.items() for code in group.codes)


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    """Word -> the names that it stands for."""
    found: dict[str, list[str]] = {}
    for name in _names():
        for word in dict.fromkeys(words_of(name)):
            if word:
                found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in sorted(found.items())}


@cache
def terms() -> Mapping[str, Codes]:
    """Stem -> how often which names hold it."""
    counted: dict[str, dict[str, int]] = {}
    for name in _names():
        for word in filter(None, words_of(name)):
            times = counted.setdefault(stem_of(word), {})
            times[name] = times.get(name, 0) + 1
    return {stem: _grouped(times) for stem, times in sorted(counted.items())}


def _grouped(times: Mapping[str, int]) -> Codes:
    masks = [(often, Mask.of(name for name, held in times.items() if held == often)) for often in {*times.values()}]
    by_word: dict[int, list[tuple[int, int]]] = {}
    for often, mask in masks:
        for word, bits in mask.words:
            by_word.setdefault(word, []).append((often, bits))
    return Codes(Mask.of(times), tuple((word, tuple(groups)) for word, groups in sorted(by_word.items())))


def phrases() -> Iterator[tuple[str, ...]]:
    """The words of each phrase that stands for a code, as they are written; some come twice."""
    for name in _names():
        text = " ".join(word or "," for word in words_of(name))
        yield from (tuple(phrase.split()) for phrase in text.split(",") if phrase.strip())


@cache
def spellings() -> Mapping[str, Mask]:
    """Word as written -> the names that hold it."""
    return {word: Mask.of(names) for word, names in _by_word().items()}


def anywhere(stem: str) -> Mask:
    """The names that hold a stem."""
    codes = terms().get(stem)
    return Mask() if codes is None else codes.mask


def beginning(start: str) -> Mask:
    """The names with a word that begins so."""
    return _merged(mask for word, mask in spellings().items() if word.startswith(start))


def phrase(stems: tuple[str, ...]) -> Mask:
    """The names in whose words the stems stand next to each other."""
    first = {name for word, names in _by_word().items() if stem_of(word) == stems[0] for name in names}
    return Mask.of(name for name in sorted(first) if _holds(words_of(name), stems))


def _holds(found: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    held = tuple(stem_of(word) if word else "" for word in found)
    return any(held[at : at + len(stems)] == stems for at in range(len(held) - len(stems) + 1))


def _merged(masks: Iterator[Mask]) -> Mask:
    words: dict[int, int] = {}
    for mask in masks:
        for word, bits in mask.words:
            words[word] = words.get(word, 0) | bits
    return Mask(tuple(sorted(words.items())))
