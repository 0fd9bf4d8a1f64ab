"""The commands of `flask`: one file for each noun. A command reads its options, calls one use case and prints."""

from flask import Flask

from referral.cli.index import index_group
from referral.cli.ingest import ingest_command
from referral.cli.plan import plan_command
from referral.cli.reports import reports_group
from referral.cli.search import search_command
from referral.cli.setup import setup_command
from referral.cli.sources import source_group
from referral.services.directory import Directory

EXTENSION = "handoff"


def register(app: Flask, directory: Directory) -> None:
    """Add every command to an app."""
    app.extensions[EXTENSION] = directory
    for command in (
        setup_command,
        ingest_command,
        source_group,
        search_command,
        plan_command,
        index_group,
        reports_group,
    ):
        app.cli.add_command(command)
