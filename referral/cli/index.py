"""`flask index`: the search index, which may be thrown away and built again at any time."""

import click

from referral.cli.common import FAILED, command_body, directory, json_option, print_json


@click.group("index")
def index_group() -> None:
    """The search index."""


@index_group.command("build")
@json_option
@command_body
def build_index(*, as_json: bool) -> None:
    """Build the index anew from the database."""
    _show(dict(directory().index.build()), as_json=as_json)


@index_group.command("status")
@json_option
@command_body
def index_status(*, as_json: bool) -> None:
    """Say what the index holds."""
    _show(dict(directory().index.status()), as_json=as_json)


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
        raise SystemExit(FAILED)


def _show(figures: dict[str, int | float | str], *, as_json: bool) -> None:
    if as_json:
        print_json(figures)
        return
    for name, value in figures.items():
        shown = f"{value:,}" if isinstance(value, int) else f"{value:.3f}" if isinstance(value, float) else value
        click.echo(f"{name:<12} {shown}")
