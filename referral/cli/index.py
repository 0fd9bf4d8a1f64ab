"""`flask index`: the search index, which may be thrown away and built again at any time."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import click

from referral.cli.common import FAILED, command_body, directory, json_option, print_json, say

Figures = Mapping[str, int | float | str]


@click.group("index")
def index_group() -> None:
    """The search index."""


@index_group.command("build")
@json_option
@command_body
def build_index(*, as_json: bool) -> None:
    """Build the index anew from the database."""
    built = directory().index.build()
    if as_json:
        print_json(dict(built))
        return
    click.echo(
        f"Built {built['generation']} in {built['seconds']:,.1f} s: {_counted(built['listings'], 'listing')}"
        f"{_on_disk(built)}."
    )


@index_group.command("status")
@json_option
@command_body
def index_status(*, as_json: bool) -> None:
    """Say what the index holds."""
    status = directory().index.status()
    if as_json:
        print_json(dict(status))
        return
    for name, said in _lines(status, directory().clock.now()):
        click.echo(f"{name:<12} {said}")


@index_group.command("verify")
@json_option
@command_body
def verify_index(*, as_json: bool) -> None:
    """Compare the index with the database; exit 1 when they differ."""
    problems = directory().index.verify()
    if as_json:
        print_json({"ok": not problems, "problems": list(problems)})
    else:
        click.echo("\n".join(problems) if problems else "Index and database agree.")
        if problems:
            say(f"{_counted(len(problems), 'problem')}. To build the index anew from the database: flask index build")
    if problems:
        raise SystemExit(FAILED)


def _lines(status: Figures, now: datetime) -> Iterator[tuple[str, str]]:
    """What the index holds, as names and words."""
    if "problem" in status:
        yield "index", f"none that can be used. {status['problem']} The next search builds one, or: flask index build"
    else:
        yield "listings", f"{status['listings']:,}"
        yield "generation", _generation(status, now)
        yield "changed", f"{_counted(status['changed_since'], 'entry', 'entries')} since it was built, also searched"
    yield "last change", f"number {status['last_change']:,} of the database"


def _generation(status: Figures, now: datetime) -> str:
    if "built_at" not in status:
        return "in memory only, as none can be written; see: flask index build"
    built = datetime.fromisoformat(str(status["built_at"]))
    ago = _ago((now - built).total_seconds())
    return f"{status['generation']}, built {ago} ({built:%Y-%m-%d %H:%M} UTC){_on_disk(status)}"


def _on_disk(figures: Figures) -> str:
    return f", {_size(int(figures['size_bytes']))} on disk" if "size_bytes" in figures else ", in memory only"


def _size(size_bytes: int) -> str:
    """In the largest unit that leaves at least 1, powers of 1000 as file managers and disks count."""
    size, units = float(size_bytes), iter(("bytes", "kB", "MB"))
    unit = next(units)
    for larger in units:
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:,.0f} {unit}"


def _ago(seconds: float) -> str:
    """Whole units, rounded down; a clock that was set back is not argued with."""
    for unit, length_s in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length_s:
            return f"{_counted(int(seconds // length_s), unit)} ago"
    return "just now"


def _counted(count: float | str, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
