"""What a Python file imports, read from its syntax tree: nothing is run.

Used by `test_architecture.py` (who may import whom) and `test_repository.py` (what must be declared).
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OUR_TOPS = frozenset({"app", "bench", "referral", "search_index", "seed", "tests"})
"""First names of modules that are the project's own."""

_IMPORT_CALLS = frozenset({"__import__", "import_module"})


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name. module: absolute and dotted; `from a import b` gives `a.b`, whether `b` is a module or not."""

    file: str
    line: int
    module: str

    @property
    def top(self) -> str:
        """The first name: `referral`, `sqlalchemy`."""
        return self.module.partition(".")[0]

    @property
    def is_third_party(self) -> bool:
        """Neither ours nor of the standard library."""
        return self.top not in OUR_TOPS and self.top not in sys.stdlib_module_names


def python_files(root: Path, tops: tuple[str, ...]) -> list[Path]:
    """Every .py of these folders and modules under root, sorted; what does not exist is left out."""
    files = [root / f"{top}.py" for top in tops if (root / f"{top}.py").is_file()]
    for top in tops:
        files += (root / top).rglob("*.py")
    return sorted(files)


def imports_of(path: Path, root: Path) -> Iterator[Import]:
    """Every import of a file, also relative, in a function, under TYPE_CHECKING, or by `import_module("...")`."""
    file = path.relative_to(root).as_posix()
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=file)):
        if isinstance(node, ast.stmt | ast.expr):
            for module in _modules(node, package):
                yield Import(file, node.lineno, module)


def _modules(node: ast.stmt | ast.expr, package: tuple[str, ...]) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            above = package[: len(package) - level + 1] if level else ()
            base = ".".join([*above, *([module] if module else [])])
            return [base if alias.name == "*" else f"{base}.{alias.name}" for alias in names]
        case ast.Call(
            func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str(module)), *_]
        ) if name in _IMPORT_CALLS:
            return [module]
    return []
