"""The query language: "quoted words", OR, NOT, prefix*, (groups) and field:word, read by Whoosh into a small tree.

Odd text never raises: what the language cannot read is searched as plain words.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from whoosh import qparser
from whoosh import query as whoosh_query
from whoosh.qparser import plugins

from search_index.text.analysis import all_words, words

FIELDS = ("name", "organization", "description", "town")
"""Fields that can be asked for by name; `town` holds the state too."""

MAX_CHARS = 400
"""What is read of a text; nobody types more, and deep nesting ends here."""


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word, compared by its stem. field: one of FIELDS, None = anywhere; so in every node."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other in one field, filler apart."""

    words: tuple[str, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so; compared with words as written, not stems."""

    start: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All parts match."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part matches."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match."""

    part: "Node"


Node: TypeAlias = Word | Phrase | Prefix | And | Or | Not


class _Prefix(plugins.PrefixPlugin):  # type: ignore[misc]  # ships no types
    """A prefix that leaves `name:` before it to the fields."""

    expr = r"(?P<text>[^\s*:()\"]+)[*](?=\s|$|[)])"


_PLUGINS = (
    plugins.WhitespacePlugin,
    plugins.PhrasePlugin,
    _Prefix,
    plugins.GroupPlugin,
    lambda: plugins.FieldsPlugin(rf"(?<!\w)(?P<text>{'|'.join(FIELDS)}):"),
    lambda: plugins.OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None),
)
_SPECIAL = re.compile(r"[\"*():]|\b(?:AND|OR|NOT)\b")


def parse(text: str | None) -> Node | None:
    """The tree of a text; None when it asks nothing: blank, or nothing but filler and signs."""
    cut = (text or "")[:MAX_CHARS]
    if not _SPECIAL.search(cut):
        return _plain(cut)
    try:
        parser = qparser.QueryParser("", schema=None, plugins=[make() for make in _PLUGINS])
        read = parser.parse(cut, normalize=False)
    except Exception:  # noqa: BLE001  whatever its parser trips over, the visitor meant words
        return _plain(cut)
    return _node(read)


def relaxed(tree: Node) -> Node | None:
    """The tree with any of its plain words instead of all of them; None when that asks the same.

    Quoted, NOT, OR, field and prefix parts stay as they are.
    """
    parts = tree.parts if isinstance(tree, And) else (tree,)
    plain = tuple(part for part in parts if _is_plain(part))
    if len(plain) < 2:
        return None
    return _join(And, [part for part in parts if not _is_plain(part)] + [Or(plain)])


def _is_plain(part: Node) -> bool:
    return isinstance(part, Word) and part.field is None


def _plain(text: str) -> Node | None:
    return _join(And, [Word(word) for word in words(text)])


def _join(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """One node of the parts, nested ones of its kind opened, each part once; None of none, the part itself of one."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    if len(flat) < 2:
        return next(iter(flat), None)
    return kind(tuple(flat))


def _node(read: whoosh_query.Query) -> Node | None:
    field = getattr(read, "fieldname", None) or None
    if isinstance(read, whoosh_query.Not):
        part = _node(read.query)
        return None if part is None else Not(part)
    if isinstance(read, whoosh_query.Phrase):
        phrase = words(" ".join(read.words))
        return Phrase(phrase, field) if phrase else None
    if isinstance(read, whoosh_query.Prefix):
        return _prefix(all_words(read.text), field)
    if isinstance(read, whoosh_query.Term):
        return _join(And, [Word(word, field) for word in words(read.text)])
    if isinstance(read, whoosh_query.And | whoosh_query.Or):
        parts = [part for sub in read if (part := _node(sub)) is not None]
        return _join(Or if isinstance(read, whoosh_query.Or) else And, parts)
    return None


def _prefix(parts: tuple[str, ...], field: str | None) -> Node | None:
    """ "trauma-inf*" asks for the word before its last part too."""
    if not parts:
        return None
    whole: list[Node] = [Phrase((word,), field) for word in parts[:-1]]
    return _join(And, [*whole, Prefix(parts[-1], field)])
