"""`flask plan`: a packet for a profile, on the screen, on paper and as a calendar."""

from dataclasses import dataclass
from pathlib import Path

import click

from referral.cli.common import command_body, directory, json_option, print_json, say, say_gates
from referral.cli.files import check_target, write_whole
from referral.domain.errors import BadInput, BadProfile
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Paper
from referral.wording.packet_json import packet_json
from referral.wording.packet_lines import packet_lines

MAX_PROFILE_BYTES = 1_000_000

_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files asked for, and how they are made."""

    pdf: Path | None
    ics: Path | None
    paper: Paper
    large_print: bool
    full_titles: bool

    def check(self) -> None:
        """Raises BadInput when a file cannot stand where it was asked for."""
        for path, option in ((self.pdf, "--pdf"), (self.ics, "--ics")):
            if path is not None:
                check_target(path, option)
        if self.pdf is not None and self.ics is not None and self.pdf.resolve() == self.ics.resolve():
            raise BadInput("--ics", f"{self.ics} is the file of --pdf too. Name another.")


@click.command("plan", short_help="Make a packet for a profile.")
@click.argument("profile", metavar="PROFILE.json", type=_FILE)
@click.option("--lang", type=click.Choice(("en", "es")), default="en", show_default=True, help="Language of sentences.")
@click.option("--now", metavar="ISO", help="Pretend that it is then.")
@click.option("--pdf", metavar="FILE", type=_FILE, help="Also write the packet as a PDF to print.")
@click.option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    default="letter",
    show_default=True,
    help="Of the PDF.",
)
@click.option("--large-print", is_flag=True, help="The PDF is one page in large print.")
@click.option("--ics", metavar="FILE", type=_FILE, help="Also write the week as a calendar file.")
@click.option("--full-titles", is_flag=True, help='The calendar names places instead of saying "Appointment".')
@json_option
@command_body
def plan_command(
    *,
    profile: Path,
    lang: str,
    now: str | None,
    pdf: Path | None,
    paper: str,
    large_print: bool,
    ics: Path | None,
    full_titles: bool,
    as_json: bool,
) -> None:
    """Plan a week and choices for the person of PROFILE.json. Safety comes first; nothing of the profile is kept."""
    packets, source = directory().packets, _read(profile)
    wanted = Wanted(pdf, ics, Paper(paper), large_print, full_titles)
    try:
        wanted.check()
        person = packets.read(source)
        packet = packets.plan(person, now)
    except BadInput:
        say_gates(packets.gates_despite(source), lang)
        raise
    if as_json:
        print_json(packet_json(packet, lang))
    else:
        click.echo("\n".join(packet_lines(packet, lang, directory().sources.named())))
    _write(wanted, packet, person, lang)


def _write(wanted: Wanted, packet: Packet, person: Profile, lang: str) -> None:
    """The files asked for; a packet without times makes no calendar, and a message says so."""
    documents, made = directory().documents, packet.as_of or directory().clock.now()
    if wanted.pdf is not None:
        content = documents.pdf(
            packet,
            person,
            made,
            lang,
            paper=wanted.paper,
            large=wanted.large_print,
            named=directory().sources.named(),
        )
        _put(wanted.pdf, content, "--pdf")
    if wanted.ics is not None:
        calendar = documents.calendar(packet, person, made, lang, full_titles=wanted.full_titles)
        if calendar is None:
            say(f"--ics: nothing in this plan has a fixed time, so {wanted.ics} was not written.")
        else:
            _put(wanted.ics, calendar, "--ics")


def _put(path: Path, content: bytes, option: str) -> None:
    write_whole(path, content, option)
    say(f"Wrote {path}.")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_PROFILE_BYTES + 1)
    except OSError as error:
        raise BadProfile("PROFILE.json", f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > MAX_PROFILE_BYTES:
        raise BadProfile("PROFILE.json", f"{path} is too large for a profile; keep it under 1 MB.")
    return content
