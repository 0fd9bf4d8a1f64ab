"""A short cut of a listing's text around the words that were searched for, with these words marked.

One regular expression picks the words whose first two letters may be those of a sought one; their stems decide. So a
mark stands where the index found a word, synonyms included.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from referral.domain.listing import Listing
from referral.domain.search import Segment
from search_index.text import synonyms
from search_index.text.analysis import all_words, stem_of, words
from search_index.text.query import And, Node, Not, Or, Phrase, Prefix, Word

LONGEST = 160
"""Characters of a snippet, the signs of omission included."""

_BEFORE = 40
"""So much of what stands before the first marked word is shown, when there is more than fits."""

_MORE = "…"
_READ = 1500
"""Characters of a text that are looked through."""

_SPACES = re.compile(r"\s+")
_ODD_SPACES = re.compile(r"[^\S ]|  ")
_ACCENTED = {"a": "aáàâäãå", "c": "cç", "e": "eéèêë", "i": "iíìîï", "n": "nñ", "o": "oóòôöõ", "u": "uúùûü"}


class _Mark(NamedTuple):
    """A sought word in a text, or several that make a phrase. key: its stems."""

    start: int
    end: int
    key: tuple[str, ...]


class Snippets:
    """Cuts snippets for one search. tree: what was asked."""

    def __init__(self, tree: Node) -> None:
        self._phrases: set[tuple[str, ...]] = set()
        self._prefixes: tuple[str, ...] = ()
        self._collect(tree)
        self._stems = {stem for phrase in self._phrases for stem in phrase}
        self._longest = max(map(len, self._phrases), default=1)
        self._pattern = _pattern(frozenset(one[:2] for one in (*self._stems, *self._prefixes)))
        self._met: dict[str, str | None] = {}

    def of(self, listing: Listing) -> tuple[Segment, ...] | None:
        """The snippet of a listing; None when no text beside its name holds a sought word. Descriptions come first."""
        best: tuple[int, str, list[_Mark]] | None = None
        for text in _texts(listing):
            found = self._words(text)
            marks = found if self._longest == 1 else list(self._marks(found, text))
            kinds = len({mark.key for mark in marks})
            if kinds and (best is None or kinds > best[0]):
                best = kinds, text, marks
        return None if best is None else _cut(best[1], best[2])

    def _collect(self, tree: Node) -> None:
        """What is looked for in texts: not what is denied, nor what is asked of another field."""
        match tree:
            case And(parts):
                for part in synonyms.read(parts):
                    self._collect_meant(part)
            case Or(parts):
                for part in synonyms.spoken(parts):
                    self._collect(part)
            case Word(text, None):
                self._collect_meant(synonyms.read((tree,))[0])
            case Word(text, "description"):
                self._phrases.add((stem_of(text),))
            case Phrase(parts, None | "description"):
                self._phrases.add(tuple(map(stem_of, parts)))
            case Prefix(start, None | "description"):
                self._prefixes += (start,)
            case Word() | Phrase() | Prefix() | Not():
                pass

    def _collect_meant(self, part: Node | synonyms.Alike) -> None:
        alike = part.parts if isinstance(part, synonyms.Alike) else (part,)
        for one in alike:
            if isinstance(one, Word) and one.field is None:
                self._phrases.add((stem_of(one.text),))
            elif isinstance(one, And) and len(alike) > 1:
                self._phrases.update((stem_of(word.text),) for word in one.parts if isinstance(word, Word))
            else:
                self._collect(one)

    def _words(self, text: str) -> list[_Mark]:
        """Words of a text that are sought, or are part of a sought phrase, in order."""
        return [
            _Mark(*hit.span(), (stem,))
            for hit in self._pattern.finditer(text, 0, _READ)
            if (stem := self._sought(hit[0]))
        ]

    def _marks(self, found: list[_Mark], text: str) -> Iterator[_Mark]:
        """What was sought, phrases as one. found: all that may belong to it."""
        at = 0
        while at < len(found):
            length = self._length(found, at, text)
            if length:
                key = tuple(mark.key[0] for mark in found[at : at + length])
                yield _Mark(found[at].start, found[at + length - 1].end, key)
            at += length or 1

    def _sought(self, word: str) -> str | None:
        """The stem of a word that may belong to what is sought, else None."""
        if word not in self._met:
            stem = _stem(word)
            self._met[word] = stem if stem in self._stems or self._begins(word) else None
        return self._met[word]

    def _length(self, found: list[_Mark], at: int, text: str) -> int:
        """How many words from here make the longest sought phrase, 0 when none does."""
        longest = int((found[at].key in self._phrases) or self._begins(text[found[at].start : found[at].end]))
        key = found[at].key
        for length in range(2, min(self._longest, len(found) - at) + 1):
            before, this = found[at + length - 2], found[at + length - 1]
            if words(text[before.end : this.start]):
                break
            key += this.key
            if key in self._phrases:
                longest = length
        return longest

    def _begins(self, word: str) -> bool:
        return bool(self._prefixes) and "".join(all_words(word)).startswith(self._prefixes)


def _texts(listing: Listing) -> Iterable[str]:
    """What may be cut from: the description and the notes of sessions, each once."""
    sessions = [session for _track, session in listing.all_sessions] if listing.tracks else listing.sessions
    texts = (listing.description, *[session.notes for session in sessions if session.notes])
    return [text for text in dict.fromkeys(texts) if text]


@lru_cache(maxsize=512)
def _pattern(starts: frozenset[str]) -> re.Pattern[str]:
    """Words whose first letters are first letters of starts, and second ones second letters, accents and case apart.

    The letters come first and what stands before them is asked after, so that the search can leap from one first letter
    to the next.
    """
    firsts = _letters(one[0] for one in starts)
    if not firsts:
        return re.compile("(?!)")
    seconds = _letters(one[1] for one in starts if len(one) > 1)
    if all(len(one) > 1 for one in starts):
        return re.compile(rf"{firsts}{seconds}(?<![^\W_]..)[^\W_]*(?:['’][^\W_]+)*", re.DOTALL)
    return re.compile(rf"{firsts}(?<![^\W_].)[^\W_]*(?:['’][^\W_]+)*", re.DOTALL)


def _letters(letters: Iterable[str]) -> str:
    """A class of letters, with their accents and capitals."""
    spelled = "".join(_ACCENTED.get(one, one) for one in sorted(set(letters)))
    both = dict.fromkeys(spelled + spelled.upper())
    return f"[{''.join(map(re.escape, both))}]" if both else ""


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str:
    return stem_of("".join(words(word)))


def _cut(text: str, marks: list[_Mark]) -> tuple[Segment, ...]:
    """The stretch with the most different words, the first of equal ones; white space as one space."""
    first, last = _window(text, marks)
    before, after = (_MORE if first else ""), (_MORE if last < len(text) else "")
    texts: list[str] = []
    at = first
    for mark in marks:
        if mark.start >= first and mark.end <= last:
            texts += (text[at : mark.start], text[mark.start : mark.end])
            at = mark.end
    texts.append(text[at:last] + after)
    texts[0] = before + texts[0]
    if _ODD_SPACES.search(text, first, last):
        texts = [_SPACES.sub(" ", one) for one in texts]
    return tuple([Segment(one, is_match=at % 2 == 1) for at, one in enumerate(texts) if one])


def _window(text: str, marks: list[_Mark]) -> tuple[int, int]:
    """[first, last) of what is shown, whole words where there is a space to cut at."""
    if len(text) <= LONGEST:
        return 0, len(text)
    room = LONGEST - 2 * len(_MORE)
    best = max(marks, key=lambda mark: (len(_seen(marks, mark.start, room - _BEFORE)), -mark.start))
    first = max(0, min(best.start - _BEFORE, len(text) - room))
    if first:
        space = text.find(" ", first, best.start)
        first = space + 1 if space >= 0 else best.start
    last = min(len(text), first + room)
    if last < len(text):
        space = text.rfind(" ", best.end, last + 1)
        last = space if space > 0 else last
    return first, last


def _seen(marks: list[_Mark], start: int, room: int) -> set[tuple[str, ...]]:
    return {mark.key for mark in marks if start <= mark.start and mark.end <= start + room}
