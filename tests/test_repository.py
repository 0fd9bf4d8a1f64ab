"""What the repository holds: no traces of one machine, a complete lock, declared dependencies, explained exceptions."""

import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.import_scan import imports_of, python_files

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED_EXTRAS = ("dev", "browser", "postgres")

BROUGHT_BY = {
    "click": "flask",
    "jinja2": "flask",
    "markupsafe": "flask",
    "playwright": "pytest-playwright",
    "werkzeug": "flask",
}
"""Modules that are part of another declared package's own interface."""

MACHINE_TRACES = re.compile(
    r"(?<![\w./-])/(?:home|opt|root|work|Users)/\w"  # someone's folders
    r"|\b[A-Z]:\\Users\\"
    r"|\bpypi\.(?:org|python\.org)|\bpythonhosted\.org|\bregistry\.(?:npmjs|yarnpkg)\.|\bartifactory\b|\bdevpi\b",
    re.ASCII,
)


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _declared(*extras: str) -> list[Requirement]:
    project = _project()
    optional = project["optional-dependencies"]
    return [
        Requirement(text) for text in [*project["dependencies"], *(one for extra in extras for one in optional[extra])]
    ]


def _names(*extras: str) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in _declared(*extras)}


def _repository_files() -> list[Path]:
    """What git holds or would take up: also new files, so that a trace is found before it is committed."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def _traces(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if MACHINE_TRACES.search(line)]


@pytest.mark.parametrize(
    "line",
    [
        "see /ro" + "ot/notes.txt",
        'open("/ho' + 'me/someone/places.csv")',
        "--find-links=/op" + "t/wheels",
        "C:\\Use" + "rs\\someone",
        "https://py" + "pi.org/simple",
        "https://files.python" + "hosted.org/packages",
    ],
)
def test_traces_of_a_machine_are_recognised(line: str) -> None:
    assert _traces(line) == [(1, line)]


@pytest.mark.parametrize(
    "line", ["/usr/bin/env bash", "home/work/school", "/needs/work/new", "~/handoff", "../shared/"]
)
def test_traces_of_a_machine_are_not_seen_in_plain_paths(line: str) -> None:
    assert _traces(line) == []


def test_repository_names_no_machine_path_and_no_package_host() -> None:
    found = []
    for path in _repository_files():
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            where = path.relative_to(ROOT).as_posix()
            found += [
                f"{where}:{number}: {line.strip()[:160]}" for number, line in _traces(content.decode(errors="replace"))
            ]
    assert not found, "\n" + "\n".join(found)


def _locked() -> dict[str, list[str]]:
    """Name -> the blocks of the lock for it (one per environment when versions differ)."""
    blocks: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE)):
        blocks.setdefault(canonicalize_name(re.split(r"[=\[ ;]", block, maxsplit=1)[0]), []).append(block)
    return blocks


def test_lock_pins_and_hashes_every_requirement() -> None:
    loose = [
        name
        for name, blocks in _locked().items()
        for block in blocks
        if not re.match(r"[\w.\[\],-]+==[\w.!+]+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", block)
    ]
    assert loose == []


def test_lock_names_no_url_path_or_index() -> None:
    assert re.findall(r"^.*(?:://|file:| @ |--find-links|index-url|-e |/\w+/).*$", LOCK, flags=re.MULTILINE) == []


def test_lock_meets_every_declared_requirement() -> None:
    locked = _locked()
    unmet = [
        str(requirement)
        for requirement in _declared(*LOCKED_EXTRAS)
        for block in locked.get(canonicalize_name(requirement.name), ["missing==0"])
        if not requirement.specifier.contains(re.split(r"[ ;\\]", block.partition("==")[2], maxsplit=1)[0])
    ]
    assert unmet == []


@pytest.mark.parametrize(
    ("tops", "extras"),
    [
        (("app", "referral", "search_index"), ("postgres",)),
        (("seed",), ("geo-build",)),
        (("tests",), ("dev", "browser", "postgres")),
        (("bench",), ("bench",)),
    ],
)
def test_imports_of_others_are_declared(tops: tuple[str, ...], extras: tuple[str, ...]) -> None:
    declared = _names(*extras)
    packages = packages_distributions()
    missing = [
        f"{found.file}:{found.line}: {found.module} is in no dependency of pyproject.toml"
        for path in python_files(ROOT, tops)
        for found in imports_of(path, ROOT)
        if found.is_third_party
        and not {
            canonicalize_name(name) for name in [BROUGHT_BY.get(found.top, found.top), *packages.get(found.top, [])]
        }
        & declared
    ]
    assert not missing, "\n" + "\n".join(missing)


def test_lint_exceptions_each_give_a_reason() -> None:
    settings = (
        (ROOT / "pyproject.toml")
        .read_text(encoding="utf-8")
        .partition("[tool.ruff.lint]")[2]
        .partition("[tool.mypy]")[0]
    )
    codes = re.findall(r'^ +"[A-Z]+\d*",.*$', settings, flags=re.MULTILINE)
    assert len(codes) > 20
    assert [line for line in codes if not re.search(r'", # \S', line)] == []
