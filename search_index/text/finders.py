"""A parsed text as something that finds documents: the columnar form of `text.matcher`, same matches, same scores.

`find` lists every document, `probe` looks only at given ones: a search lists by its rarest part, or by place, and
probes the rest. Scores of a document add up over the parts that hold it.
"""

from collections.abc import Sequence
from typing import TypeAlias

from search_index.text import synonyms
from search_index.text.analysis import stem_of
from search_index.text.exact_names import words_of_name
from search_index.text.joined import AllOf, AnyOf, BestOf, NamedFinder, Without
from search_index.text.phrases import PhraseFinder, PrefixFinder
from search_index.text.query import And, Node, Not, Or, Phrase, Prefix, Word
from search_index.text.texts import Finder, Texts
from search_index.text.weights import (
    SYNONYM_GROWTH,
    SYNONYM_SHARE,
    most_of,
)


def finder(tree: Node, texts: Texts) -> Finder:
    """The finder of a whole text: its plain words read by their meaning, listings of exactly this name lifted."""
    words = words_of_name(tree)
    if words is None:
        return _read(tree, texts)
    return texts.remembered(tree, lambda: _named(tree, words, texts))


def _named(tree: Node, words: tuple[str, ...], texts: Texts) -> Finder:
    read, named = _read(tree, texts), texts.names.find(words)
    return read if named is None else NamedFinder(read, named, _most(tree, texts))


Part: TypeAlias = "Node | synonyms.Alike"
"""What all of a text's parts are, when they all must match."""


def parts_of(tree: Node) -> Sequence[Part]:
    """A text as parts that all must match, its plain words read by their meaning."""
    match tree:
        case And(parts):
            return synonyms.read(parts)
        case Word(_, None):
            return synonyms.read((tree,))
    return (tree,)


def part_finder(part: Part, texts: Texts) -> Finder:
    """The finder of one of `parts_of`."""
    return _meant(part, texts)


def _read(tree: Node, texts: Texts) -> Finder:
    match tree:
        case And() | Word(_, None):
            read = [_meant(part, texts) for part in parts_of(tree)]
            return read[0] if len(read) == 1 else AllOf(read, texts)
        case Or(parts):
            return AnyOf([_read(part, texts) for part in synonyms.spoken(parts)], texts)
    return _as_written(tree, texts)


def _meant(part: Part, texts: Texts) -> Finder:
    if isinstance(part, synonyms.Alike):
        asked, *others = part.parts
        most = _most(asked, texts)
        shares = [SYNONYM_SHARE * min(SYNONYM_GROWTH, most / _most(other, texts)) for other in others]
        return BestOf([_as_written(one, texts) for one in part.parts], [1.0, *shares], texts, part)
    return _as_written(part, texts) if isinstance(part, Word) else _read(part, texts)


def _most(tree: Node, texts: Texts) -> float:
    """The most that the words of a text can score; only what names have is looked at."""
    return most_of(texts.statistics.idf(stem) for stem in {*map(stem_of, words_of_name(tree) or ())})


def _as_written(tree: Node, texts: Texts) -> Finder:
    match tree:
        case Word(text, None):
            return texts.stem(stem_of(text))
        case Word(text, field):
            return PhraseFinder((stem_of(text),), field, texts)
        case Phrase(parts, field):
            return PhraseFinder(tuple(map(stem_of, parts)), field, texts)
        case Prefix(start, field):
            return PrefixFinder(start, field, texts)
        case And(parts):
            return AllOf([_as_written(part, texts) for part in parts], texts)
        case Or(parts):
            return AnyOf([_as_written(part, texts) for part in parts], texts)
        case Not(part):
            return Without(_as_written(part, texts), texts)
