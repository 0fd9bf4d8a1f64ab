"""What of a packet is handed on: a text message, a kept link, the slip for a first call, the page of a relative."""

from collections.abc import Mapping
from dataclasses import dataclass

from referral.domain.need import Profile
from referral.domain.packet import Gate, Packet
from referral.web.common import page_url
from referral.web.presenters import text_url
from referral.web.words import OTHER
from referral.wording.first_call import FirstCall, first_call
from referral.wording.packet_message import packet_message

_MAX_NAMED = 3


@dataclass(frozen=True, slots=True)
class Take:
    """Ways to take a packet along. careful: someone at home may look. calendar_url: None for a week without times."""

    careful: bool
    text_href: str
    pdf_url: str
    papers: tuple[str, ...]
    calendar_url: str | None
    other_language: str
    other_language_url: str


@dataclass(frozen=True, slots=True)
class Family:
    """For a relative. together: whether sessions with the family are spoken of; near: where to look for meetings."""

    together: bool
    listed: tuple[str, ...]
    near: str
    wheres: tuple[str, ...] = ("fellowship=AlAnon", "fellowship=NarAnon")


def gates_in(packet: Packet) -> set[Gate]:
    """The gates that apply."""
    return {notice.gate for notice in packet.gates}


def take_of(packet: Packet, lang: str) -> Take:
    """How this packet can be taken along."""
    return Take(
        careful=Gate.VIOLENCE in gates_in(packet),
        text_href=text_url([packet_message(packet, lang)]),
        pdf_url=page_url("packet.pdf"),
        papers=("letter", "a4", "large"),
        calendar_url=page_url("packet.calendar") if packet.week else None,
        other_language=OTHER[lang],
        other_language_url=page_url("packet.show", OTHER[lang]),
    )


def slip_of(packet: Packet, profile: Profile, names: Mapping[str, str], lang: str) -> FirstCall | None:
    """What to say at a first call; None when it is an emergency that is to be called about. names: of needs, by id."""
    call = first_call(packet, profile, names, lang)
    return call if call.looking_for else None


def family_of(packet: Packet, profile: Profile) -> Family | None:
    """What a relative should know; None for everyone else."""
    if profile.subject != "family":
        return None
    listings = dict.fromkeys(choice.match.listing for choice in packet.choices)
    listed = tuple(one.name for one in listings if "service=family" in one.facts.yes)[:_MAX_NAMED]
    together = Gate.VIOLENCE not in gates_in(packet)
    return Family(together, listed if together else (), profile.home.label)
