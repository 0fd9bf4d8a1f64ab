"""What a user can type, set or open is documented, and what is documented exists."""

import re
from collections.abc import Iterator

import click
from flask import Flask

from referral.config import ROOT
from referral.domain.vocabulary import GROUPS, Kind
from referral.ingest.sources import FORMAT_NAMES
from referral.wording.labels import facet_label

COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
OURS = ("setup", "ingest", "search", "plan", "source", "reports", "index")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def section(name: str) -> str:
    """What docs/commands.md says under the heading of a command or its group."""
    (text,) = re.findall(rf"^## flask {name}\b.*?(?=^## |\Z)", COMMANDS, flags=re.MULTILINE | re.DOTALL)
    return str(text)


def test_every_command_and_option_is_documented(demo_app: Flask) -> None:
    ours = {path: command for path, command in commands(demo_app.cli) if path[0] in OURS}
    assert {path[0] for path in ours} == set(OURS)
    missing = []
    for path, command in ours.items():
        text = section(path[0])
        if f"flask {' '.join(path)}" not in text:
            missing.append(" ".join(path))
        for option in command.params:
            missing += [
                f"{' '.join(path)} {name}"
                for name in (option.opts if isinstance(option, click.Option) else ())
                if f"`{name}" not in text and f"{name} " not in text
            ]
    assert missing == []


def test_every_documented_option_exists(demo_app: Flask) -> None:
    known = {name for _, command in commands(demo_app.cli) for option in command.params for name in option.opts}
    assert set(re.findall(r"--[a-z-]+", COMMANDS)) - {"--help"} <= known


def test_every_format_and_kind_is_documented() -> None:
    assert all(f"`{name}`" in section("ingest") for name in FORMAT_NAMES)
    assert f"--kind {'|'.join(Kind)}" in section("search")


def test_every_address_is_documented(demo_app: Flask) -> None:
    rules = {
        f"{method} {re.sub(r'<(?:path:)?listing_id>', '<id>', rule.rule)}"
        for rule in demo_app.url_map.iter_rules()
        for method in rule.methods or ()
        if method in ("GET", "POST") and not rule.rule.startswith("/es")
    }
    assert set(re.findall(r"`((?:GET|POST) /[^`]*)`", PAGES)) == rules


def test_every_page_is_there_in_spanish(demo_app: Flask) -> None:
    rules = {rule.rule for rule in demo_app.url_map.iter_rules()} - {"/health", "/assets/<digest>/<name>"}
    english = {rule for rule in rules if not rule.startswith("/es")}
    assert {f"/es{rule}" for rule in english} == rules - english


def test_every_setting_is_documented() -> None:
    files = [ROOT / "app.py", *(ROOT / "referral").rglob("*.py"), *(ROOT / "tests").rglob("conftest.py")]
    read = {name for file in files for name in re.findall(r"\"(HANDOFF_[A-Z_]+)\"", file.read_text(encoding="utf-8"))}
    assert read == set(re.findall(r"^\| `(HANDOFF_[A-Z_]+)`", SETTINGS, flags=re.MULTILINE))


def test_readable_parts_of_an_address_are_documented() -> None:
    from referral.web.forms.search import READABLE

    said = re.search(r"Readable in the address: (.*?)\. `s`", PAGES)
    assert said is not None
    assert tuple(re.findall(r"`(\w+)`", said[1])) == READABLE


def test_documents_link_to_files_that_exist() -> None:
    broken = [
        f"{file.name}: {target}"
        for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8"))
        if not (file.parent / target).exists()
    ]
    assert broken == []


def test_every_facet_is_documented_with_what_it_means() -> None:
    facets = (ROOT / "docs" / "facets.md").read_text(encoding="utf-8")
    for name, group in GROUPS.items():
        section = facets.split(f"\n## {name}\n")[1].split("\n## ")[0]
        listed = re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, flags=re.MULTILINE)
        codes = () if name == "language" else group.codes
        assert listed == [(code, facet_label(f"{name}={code}")) for code in codes]
