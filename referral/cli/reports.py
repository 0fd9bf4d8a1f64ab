"""`flask reports`: problems that visitors reported."""

import click

from referral.cli.common import command_body, directory, json_option, print_json


@click.group("reports")
def reports_group() -> None:
    """Problems that visitors reported."""


@reports_group.command("list")
@click.option("--all", "every", is_flag=True, help="Closed ones too.")
@json_option
@command_body
def list_reports(*, every: bool, as_json: bool) -> None:
    """Show open reports, oldest first."""
    reports = directory().reports.list(open_only=not every)
    names = directory().reports.names(reports)
    if as_json:
        print_json(
            {
                "reports": [
                    {
                        "id": one.number,
                        "listing": one.listing_id,
                        "name": names[one.listing_id],
                        "kind": one.kind,
                        "note": one.note,
                        "made": one.made.isoformat(timespec="seconds"),
                        "closed": one.closed.isoformat(timespec="seconds") if one.closed else None,
                    }
                    for one in reports
                ]
            }
        )
        return
    if not reports:
        click.echo("There are no reports." if every else "There are no open reports.")
    for one in reports:
        state = "closed" if one.closed else "open"
        about = f"{one.listing_id}  {names[one.listing_id]}"
        click.echo(f"{one.number:>5}  {one.made:%Y-%m-%d}  {state:<6}  {one.kind:<6}  {about}  {one.note}")


@reports_group.command("close")
@click.argument("number", metavar="ID", type=int)
@command_body
def close_report(number: int) -> None:
    """Mark a report as done."""
    directory().reports.close(number)
    click.echo(f"Report {number} is closed.")
