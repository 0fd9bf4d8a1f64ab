"""`flask plan`: a packet for a profile."""

from pathlib import Path

import click

from referral.cli.common import command_body, directory, json_option, print_json, say_gates
from referral.domain.errors import BadInput, BadProfile
from referral.wording.packet_json import packet_json
from referral.wording.packet_lines import packet_lines

MAX_PROFILE_BYTES = 1_000_000


@click.command("plan", short_help="Make a packet for a profile.")
@click.argument("profile", metavar="PROFILE.json", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(("en", "es")), default="en", show_default=True, help="Language of sentences.")
@click.option("--now", metavar="ISO", help="Pretend that it is then.")
@json_option
@command_body
def plan_command(*, profile: Path, lang: str, now: str | None, as_json: bool) -> None:
    """Plan a week and choices for the person of PROFILE.json. Safety comes first; nothing of the profile is kept."""
    packets, source = directory().packets, _read(profile)
    try:
        packet = packets.plan(source, now)
    except BadInput:
        say_gates(packets.gates_despite(source), lang)
        raise
    if as_json:
        print_json(packet_json(packet, lang))
    else:
        click.echo("\n".join(packet_lines(packet, lang)))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_PROFILE_BYTES + 1)
    except OSError as error:
        raise BadProfile("PROFILE.json", f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > MAX_PROFILE_BYTES:
        raise BadProfile("PROFILE.json", f"{path} is too large for a profile; keep it under 1 MB.")
    return content
