"""A short cut of a listing's text around the words that were searched for, with these words marked.

One regular expression picks the words that begin like a sought one; their stems decide. So a mark stands where the
index found a word, synonyms included.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
_ACCENTED = {"a": "aáàâäãå", "c": "cç", "e": "eéèêë", "i": "iíìîï", "n": "nñ", "o": "oóòôöõ", "u": "uúùûü"}


@dataclass(frozen=True, slots=True)
class _Mark:
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

    def of(self, listing: Listing) -> tuple[Segment, ...] | None:
        """The snippet of a listing; None when no text beside its name holds a sought word. Descriptions come first."""
        best: tuple[int, str, list[_Mark]] | None = None
        for text in _texts(listing):
            marks = list(self._marks(text[:_READ]))
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

    def _marks(self, text: str) -> Iterator[_Mark]:
        """What was sought and stands in a text, in order."""
        found = [
            _Mark(hit.start(), hit.end(), (stem,))
            for hit in self._pattern.finditer(text)
            if (stem := self._sought(hit[0]))
        ]
        at = 0
        while at < len(found):
            length = self._length(found, at, text)
            if length:
                key = tuple(mark.key[0] for mark in found[at : at + length])
                yield _Mark(found[at].start, found[at + length - 1].end, key)
            at += length or 1

    def _sought(self, word: str) -> str | None:
        """The stem of a word that may belong to what is sought, else None."""
        stem = _stem(word)
        return stem if stem in self._stems or self._begins(word) else None

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


def _texts(listing: Listing) -> Iterator[str]:
    notes = (session.notes for _track, session in listing.all_sessions)
    yield from (text for text in dict.fromkeys((listing.description, *notes)) if text)


@lru_cache(maxsize=512)
def _pattern(starts: frozenset[str]) -> re.Pattern[str]:
    """Words that begin so, accents and case apart."""
    alternatives = "|".join("".join(f"[{_ACCENTED.get(c, re.escape(c))}]" for c in one) for one in sorted(starts))
    return re.compile(rf"(?<![^\W_])(?:{alternatives or '(?!)'})[^\W_]*(?:['’][^\W_]+)*", re.IGNORECASE)


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str:
    return stem_of("".join(words(word)))


def _cut(text: str, marks: list[_Mark]) -> tuple[Segment, ...]:
    """The stretch with the most different words, the first of equal ones."""
    first, last = _window(text, marks)
    before, after = (_MORE if first else ""), (_MORE if last < len(text) else "")
    segments = [Segment(before, is_match=False)]
    at = first
    for mark in marks:
        if mark.start >= first and mark.end <= last:
            segments += [
                Segment(text[at : mark.start], is_match=False),
                Segment(text[mark.start : mark.end], is_match=True),
            ]
            at = mark.end
    segments.append(Segment(text[at:last] + after, is_match=False))
    return _joined(segments)


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


def _joined(segments: list[Segment]) -> tuple[Segment, ...]:
    """Without empty segments, neighbours of one sort in one, white space as one space."""
    joined: list[Segment] = []
    for segment in segments:
        text, is_match = _SPACES.sub(" ", segment.text), segment.is_match
        if joined and joined[-1].is_match == is_match:
            text = joined.pop().text + text
        if text:
            joined.append(Segment(text, is_match))
    return tuple(joined)
