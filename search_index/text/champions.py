"""Answers worked out at build for searches that find very much: totals, facet counts and the best.

Such a search would weigh hundreds of thousands of documents to show twenty. They are searches without a place or a
filter, by one common word, by the words of a code ("support group"), or by nothing. For each, `champion.doc` lists the
best that are near (without a place: all but the online-only ones), `champion.score` their scores, `champion.totals` how
many are near and online, `champion.counts` the yes answers by bit.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from search_index.disk.columns import Array, Columns, Docs
from search_index.disk.strings import Strings, pack
from search_index.text import code_words, synonyms
from search_index.text.analysis import stem_of
from search_index.text.postings import Postings
from search_index.text.query import And, Node, Word

LISTED = 256
"""Best documents kept of each stem: more than one page holds."""

COMMON = 4096
"""What finds fewer documents is looked up as it comes."""


@dataclass(frozen=True, slots=True)
class Champions:
    """What one search finds. docs: the best near ones in their order; near, online: how many there are."""

    docs: Docs
    scores: Array
    near: int
    online: int
    counts: Array


def key_of(tree: Node | None) -> str | None:
    """The stems of a search by plain words in the order of the alphabet, "" without a text, None of any other."""
    if tree is None:
        return ""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    stems = {stem_of(part.text) for part in parts if isinstance(part, Word) and part.field is None}
    return " ".join(sorted(stems)) if len(stems) == len(parts) else None


class ChampionColumns:
    """The champions of one part."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        held = "champion.text" in columns.arrays
        self._keys = Strings(columns["champion.text"], columns["champion.at"]) if held else None

    def get(self, key: str) -> Champions | None:
        """The champions of a search, None when it has none."""
        number = None if self._keys is None else self._keys.find(key)
        if number is None:
            return None
        columns = self._columns
        here = slice(int(columns["champion.docs"][number]), int(columns["champion.docs"][number + 1]))
        near, online = columns["champion.totals"][2 * number : 2 * number + 2].tolist()
        width = len(columns["champion.counts"]) * 2 // len(columns["champion.totals"])
        counts = columns["champion.counts"][width * number : width * (number + 1)]
        return Champions(columns["champion.doc"][here], columns["champion.score"][here], near, online, counts)


def champion_arrays(columns: Columns, answer: Callable[[Node | None], Champions]) -> dict[str, Array]:
    """The columns. answer: a search's text -> its champions, worked out the long way."""
    trees = {key: tree for tree in _common(columns) if (key := key_of(tree)) is not None}
    keys = sorted(trees, key=str.encode)
    found = [(key, one) for key in keys if (one := answer(trees[key])).near + one.online >= COMMON]
    text, at = pack(key for key, _ in found)
    docs = np.zeros(len(found) + 1, np.int32)
    np.cumsum([len(one.docs) for _, one in found], out=docs[1:])
    return {
        "champion.text": text,
        "champion.at": at,
        "champion.docs": docs,
        "champion.doc": _joined([one.docs for _, one in found], np.int32),
        "champion.score": _joined([one.scores for _, one in found], np.float32),
        "champion.totals": np.array([(one.near, one.online) for _, one in found], np.int32).ravel(),
        "champion.counts": _joined([one.counts.astype(np.int32) for _, one in found], np.int32),
    }


def _joined(parts: list[Array], kind: type) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _common(columns: Columns) -> Iterator[Node | None]:
    """Texts of which many documents hold every word."""
    yield None
    postings = Postings(columns)
    coded = dict(zip(code_words.terms(), columns["code.held"].tolist(), strict=True))
    for word in code_words.spellings():
        if coded[stem_of(word)] >= COMMON:
            yield Word(word)
    for number in np.flatnonzero(np.diff(columns["post.at"]) >= COMMON).tolist():
        main = int(columns["stem.main"][number])
        yield Word(postings.words.text(main))
    for phrase in (*code_words.phrases(), *synonyms.phrases()):
        if len({*phrase}) > 1 and min(coded.get(stem_of(word), 0) for word in phrase) >= COMMON:
            yield And(tuple(Word(word) for word in dict.fromkeys(phrase)))
