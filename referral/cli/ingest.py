"""`flask ingest`: take a feed in."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app

from referral.cli.common import command_body, directory, json_option, print_json, say
from referral.ingest.report import ImportReport
from referral.ingest.sources import FORMAT_NAMES, make_format

PROGRESS_EVERY = 250
SHOWN_REJECTIONS = 10


@click.command("ingest", short_help="Take a feed in.")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(FORMAT_NAMES))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--source", required=True, metavar="NAME", help="Name of the source; the first part of its listings' ids."
)
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE", help="How columns become facts (TOML).")
@click.option("--title", metavar="TEXT", help="What people call the source; else as its mapping says.")
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@click.option("--allow-loss", is_flag=True, help="Go on when over half of the source's records would vanish.")
@click.option("--with-demo", is_flag=True, help="Go on although the fictional demo community is live.")
@click.option("--geocode", is_flag=True, help="Ask the configured geocoder for streets without a point.")
@json_option
@command_body
def ingest_command(
    *,
    format_name: str,
    path: Path,
    source: str,
    mapping: Path | None,
    title: str | None,
    dry_run: bool,
    allow_loss: bool,
    with_demo: bool,
    geocode: bool,
    as_json: bool,
) -> None:
    """Take the records of PATH, a file or folder in FORMAT, into the directory.

    Either everything is written or nothing. Records that cannot be taken in are listed with a reason.
    """
    format_ = make_format(format_name, mapping, current_app.config["MAPPINGS"])
    warnings: list[str] = []
    report = directory().imports.ingest(
        format_,
        path,
        source,
        title=title,
        dry_run=dry_run,
        allow_loss=allow_loss,
        with_demo=with_demo,
        geocode=geocode,
        on_record=_progress() if sys.stderr.isatty() else None,
        warn=warnings.append,
    )
    if sys.stderr.isatty():
        say("")
    for warning in warnings:
        say(warning)
    if as_json:
        print_json(report.as_json())
    else:
        click.echo(_summary(report, dry_run=dry_run))


def _progress() -> Callable[[int], None]:
    """A counter on one line of the terminal; a feed does not say beforehand how long it is."""

    def show(count: int) -> None:
        if count % PROGRESS_EVERY == 0:
            click.echo(f"\r{count:,} records read ...", nl=False, err=True)

    return show


def _summary(report: ImportReport, *, dry_run: bool) -> str:
    lines = [
        f"{report.source} ({report.format}): {report.read:,} records read in {report.seconds:.1f} s"
        + (", nothing written (dry run)." if dry_run else "."),
        (
            f"  records   {report.added:,} added, {report.changed:,} changed, {report.unchanged:,} unchanged, "
            f"{len(report.rejected):,} rejected, {report.vanished:,} vanished"
        ),
        (
            f"  listings  {report.listings['added']:,} added, {report.listings['changed']:,} changed, "
            f"{report.listings['vanished']:,} vanished"
        ),
    ]
    if report.warnings:
        counts = ", ".join(f"{code} {count:,}" for code, count in sorted(report.warnings.items()))
        lines.append(f"  warnings  {counts}")
    if report.rejected:
        reasons = Counter(rejection.reason for rejection in report.rejected)
        lines.append("  rejected  " + ", ".join(f"{code} {count:,}" for code, count in sorted(reasons.items())))
        lines += [
            f"    {rejection.row}: {rejection.reason}" + (f" ({rejection.outside_id})" if rejection.outside_id else "")
            for rejection in report.rejected[:SHOWN_REJECTIONS]
        ]
        if len(report.rejected) > SHOWN_REJECTIONS:
            lines.append(f"    and {len(report.rejected) - SHOWN_REJECTIONS:,} more; --json lists them all")
    return "\n".join(lines)
