"""`flask setup`: make an installation ready, or bring an old one up to date."""

import click

from referral.cli.common import command_body, directory


@click.command("setup", short_help="Make the installation ready.")
@click.option("--demo", is_flag=True, help="Load the fictional demo community when the directory is empty.")
@command_body
def setup_command(*, demo: bool) -> None:
    """Make a secret key, bring the database to its newest shape and build the index. Safe to run again at any time."""
    report = directory().setup.run(demo=demo)
    if report.demo is not None:
        click.echo(
            f"Loaded the fictional demo community: {report.demo.listings['added']:,} listings. "
            "`flask source remove demo` takes it out."
        )
    click.echo(f"Ready: {report.index['listings']:,} listings can be searched.")
