"""`flask source`: look at sources and remove them."""

import click

from referral.cli.common import command_body, directory, json_option, print_json, say


@click.group("source")
def source_group() -> None:
    """Where listings come from."""


@source_group.command("list")
@json_option
@command_body
def list_sources(*, as_json: bool) -> None:
    """Show every source with what is live of it."""
    sources = directory().sources.list()
    if as_json:
        print_json(
            {
                "sources": [
                    {
                        "name": one.name,
                        "format": one.format,
                        "records": one.live_records,
                        "listings": one.live_listings,
                        "last_run": one.last_run.isoformat(timespec="seconds"),
                        "demo": one.demo,
                    }
                    for one in sources
                ]
            }
        )
        return
    if not sources:
        click.echo("There is no source yet. Take one in with `flask ingest`, or run `flask setup --demo`.")
    for one in sources:
        mark = "  fictional demo" if one.demo else ""
        click.echo(
            f"{one.name:<20} {one.format:<17} {one.live_listings:>7,} listings {one.live_records:>7,} records  "
            f"last read {one.last_run:%Y-%m-%d %H:%M} UTC{mark}"
        )


@source_group.command("remove")
@click.argument("name")
@command_body
def remove_source(name: str) -> None:
    """Delete a source and everything it brought."""
    gone = directory().sources.remove(name, warn=say)
    click.echo(f"Removed {name}: {gone:,} listings are gone.")
