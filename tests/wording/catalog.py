"""Every pair of English and Spanish words in `referral/wording/`, found by reading its modules."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from referral import wording

Pair = tuple[str, str, str]
"""Where it stands ("pages.PAGES.site.name"), English, Spanish."""


def pairs() -> list[Pair]:
    """All of them; a table that takes in another one repeats its pairs."""
    return [
        (where, *pair)
        for module in pkgutil.iter_modules(wording.__path__)
        for name, table in _tables(f"{wording.__name__}.{module.name}").items()
        for where, pair in _walk(table, f"{module.name}.{name}")
    ]


def _tables(module: str) -> dict[str, object]:
    """The constants that a module makes itself: what it imports is found where it is made."""
    found = importlib.import_module(module)
    tree = ast.parse(Path(str(found.__file__)).read_text(encoding="utf-8"))
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {one.id: vars(found)[one.id] for one in targets if isinstance(one, ast.Name) and one.id.isupper()}


def _walk(value: object, where: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Pairs in tables and rows of tables; a table of the two languages themselves is paired row by row."""
    if isinstance(value, dict) and set(value) == {"en", "es"}:
        english, spanish = (one if isinstance(one, tuple) else (one,) for one in (value["en"], value["es"]))
        yield from ((f"{where}.{at}", pair) for at, pair in enumerate(zip(english, spanish, strict=True)))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{where}.{key}")
    elif isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, str) for one in value):
        yield where, (value[0], value[1])
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _walk(inner, f"{where}.{at}")
