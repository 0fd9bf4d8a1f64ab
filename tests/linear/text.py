"""How well one listing's text answers a query, in plain Python.

score = sum over words of idf(word) * impact(word); impact = 2.2 t / (1.2 + t), t = sum over fields of
weight * times / (0.5 + 0.5 * words of the field / usual words of the field). That is BM25 over weighted fields (k1 1.2,
b 0.5) with fixed usual lengths, so that a listing's impacts never depend on other listings. A phrase counts as its
words, a prefix as 1, NOT as 0. A listing whose name has just the stems of the whole text gains the most that they can
score when it is those words in that order, else half of it. Any other order of equal listings is the caller's.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log

from referral.domain.listing import Listing
from search_index.text.analysis import stem_of
from search_index.text.document import fields_of
from search_index.text.query import And, Node, Not, Or, Phrase, Prefix, Word
from search_index.text.weights import FIELD_WEIGHTS, USUAL_WORDS


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one listing. fields: field -> folded words in order, "" between texts; impacts: stem -> impact."""

    fields: Mapping[str, tuple[str, ...]]
    impacts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of all texts together. stems and spellings: how many listings hold each; documents: how many."""

    documents: int
    stems: Mapping[str, int]
    spellings: Mapping[str, int]

    def idf(self, stem: str) -> float:
        """Rare words weigh more; always above zero."""
        held = self.stems.get(stem, 0)
        return log(1 + (self.documents - held + 0.5) / (held + 0.5))


Matcher = Callable[[Document], float | None]
"""The score of a document, None when it does not match."""


def document(listing: Listing) -> Document:
    """The searchable text of a listing, codes in words included."""
    fields = fields_of(listing)
    return Document({name: found for name, found in fields.items() if found}, _impacts(fields))


def _impacts(fields: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    weighed: dict[str, float] = {}
    for name, found in fields.items():
        each = FIELD_WEIGHTS[name] / (0.5 + 0.5 * len(found) / USUAL_WORDS[name])
        for word in found:
            if word:
                stem = stem_of(word)
                weighed[stem] = weighed.get(stem, 0.0) + each
    return {stem: 2.2 * t / (1.2 + t) for stem, t in weighed.items()}


def vocabulary(documents: Iterable[Document]) -> Vocabulary:
    """The vocabulary of these documents."""
    return revised(Vocabulary(0, {}, {}), gone=(), new=documents)


def revised(known: Vocabulary, *, gone: Iterable[Document], new: Iterable[Document]) -> Vocabulary:
    """The vocabulary without some documents that it counts, with others. Words that none holds any more fall out."""
    stems, spellings, documents = Counter(known.stems), Counter(known.spellings), known.documents
    for one in new:
        documents += 1
        stems.update(one.impacts.keys())
        spellings.update(_spellings(one))
    for one in gone:
        documents -= 1
        stems.subtract(one.impacts.keys())
        spellings.subtract(_spellings(one))
    return Vocabulary(documents, +stems, +spellings)


def _spellings(one: Document) -> set[str]:
    return {word for found in one.fields.values() for word in found if word}


def matcher(tree: Node, known: Vocabulary) -> Matcher:
    """The tree as a function of one document, with stems and weights looked up once."""
    found, asked = _matcher(tree, known), _name_asked(tree)
    if asked is None:
        return found
    stems = {stem_of(word) for word in asked}
    most = 2.2 * sum(known.idf(stem) for stem in stems)

    def score(one: Document) -> float | None:
        plain, name = found(one), one.fields.get("name", ())
        if plain is None or {stem_of(word) for word in name} != stems:
            return plain
        return plain + most * (1.0 if name == asked else 0.5)

    return score


def _name_asked(tree: Node) -> tuple[str, ...] | None:
    """The words of a text in their order; None when one of them is not asked of names, or asked otherwise."""
    match tree:
        case Word(text, None) | Word(text, "name"):
            return (text,)
        case Phrase(parts, None) | Phrase(parts, "name"):
            return parts
        case And(nodes) | Or(nodes):
            parts_of = [_name_asked(node) for node in nodes]
            return None if None in parts_of else tuple(word for part in parts_of if part for word in part)
    return None


def _matcher(tree: Node, known: Vocabulary) -> Matcher:
    match tree:
        case Word(text, field):
            stem = stem_of(text)
            return _word(stem, known) if field is None else _word_of_field(stem, field, known)
        case Phrase(parts, field):
            return _phrase(tuple(map(stem_of, parts)), field, known)
        case Prefix(start, field):
            return _prefix(start, field)
        case And(parts):
            return _all([_matcher(part, known) for part in parts])
        case Or(parts):
            return _any([_matcher(part, known) for part in parts])
        case Not(part):
            inner = _matcher(part, known)
            return lambda one: 0.0 if inner(one) is None else None


def _word(stem: str, known: Vocabulary) -> Matcher:
    idf = known.idf(stem)

    def score(one: Document) -> float | None:
        impact = one.impacts.get(stem)
        return None if impact is None else idf * impact

    return score


def _word_of_field(stem: str, field: str, known: Vocabulary) -> Matcher:
    whole = _word(stem, known)

    def score(one: Document) -> float | None:
        if stem not in one.impacts or not any(stem_of(word) == stem for word in one.fields.get(field, ())):
            return None
        return whole(one)

    return score


def _phrase(stems: tuple[str, ...], field: str | None, known: Vocabulary) -> Matcher:
    whole = _all([_word(stem, known) for stem in stems])

    def score(one: Document) -> float | None:
        found = whole(one)
        if found is None or not any(_holds(searched, stems) for searched in _searched(one, field)):
            return None
        return found

    return score


def _holds(found: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    held = [stem_of(word) for word in found]
    return any(tuple(held[at : at + len(stems)]) == stems for at in range(len(held) - len(stems) + 1))


def _prefix(start: str, field: str | None) -> Matcher:
    def score(one: Document) -> float | None:
        found = any(word.startswith(start) for searched in _searched(one, field) for word in searched)
        return 1.0 if found else None

    return score


def _searched(one: Document, field: str | None) -> Iterable[tuple[str, ...]]:
    return one.fields.values() if field is None else (one.fields.get(field, ()),)


def _all(parts: list[Matcher]) -> Matcher:
    def score(one: Document) -> float | None:
        total = 0.0
        for part in parts:
            found = part(one)
            if found is None:
                return None
            total += found
        return total

    return score


def _any(parts: list[Matcher]) -> Matcher:
    def score(one: Document) -> float | None:
        found = [score for part in parts if (score := part(one)) is not None]
        return sum(found) if found else None

    return score
