"""What every command shares: the use cases, JSON on stdout, messages on stderr, and exit codes."""

import functools
import json
from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

import click
from flask import current_app
from flask.cli import with_appcontext

from referral.domain.errors import BadInput, HandoffError
from referral.domain.packet import GateNotice
from referral.services.directory import Directory
from referral.wording.packet_lines import gate_lines

FAILED = 1
BAD_USAGE = 2

P = ParamSpec("P")
R = TypeVar("R")

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")


def directory() -> Directory:
    """The use cases of the running app."""
    found: Directory = current_app.extensions["handoff"]
    return found


def command_body(run: Callable[P, R]) -> Callable[P, R]:
    """Run inside the app, and turn our errors into a message on stderr and an exit code: 2 for bad input, else 1."""

    @functools.wraps(run)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return run(*args, **kwargs)
        except HandoffError as error:
            say(error.message)
            raise SystemExit(BAD_USAGE if isinstance(error, BadInput) else FAILED) from error

    return with_appcontext(guarded)


def print_json(value: object) -> None:
    """One JSON object on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say_gates(gates: Iterable[GateNotice], lang: str = "en") -> None:
    """What safety puts before everything else, on stderr."""
    for line in gate_lines(gates, lang):
        say(line)


def say(message: str) -> None:
    """A message for people, on stderr."""
    click.echo(message, err=True)
