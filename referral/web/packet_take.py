"""What of a packet is handed on: a text message, a kept link, the slip for a first call, the page of a relative."""

from collections.abc import Mapping
from dataclasses import dataclass

from referral.domain.need import Profile
from referral.domain.packet import Gate, Packet
from referral.domain.vocabulary import Kind
from referral.domain.week import HOUR_MIN, WeekSet
from referral.web.common import page_url
from referral.web.presenters import text_url
from referral.web.words import OTHER
from referral.wording.labels import facet_label
from referral.wording.packet_message import packet_message
from referral.wording.times import weekly_words

_SMALLEST_MIN = HOUR_MIN
"""A gap shorter than this is no time to offer."""
_MAX_WINDOWS = 7
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
class Slip:
    """The least that a place needs at a first call; no name, nothing of health. Each in words, empty = not said."""

    looking_for: tuple[str, ...]
    free: tuple[str, ...]
    pays: tuple[str, ...]
    speaks: tuple[str, ...]


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


def slip_of(packet: Packet, profile: Profile, names: Mapping[str, str], lang: str) -> Slip | None:
    """What to say at a first call; None when it is an emergency that is to be called about. names: of needs, by id."""
    sought = _sought(packet, profile)
    if not sought:
        return None
    taken = WeekSet.of(span for busy in profile.busy for span in busy.spans) | WeekSet.of(profile.sleep)
    runs = [run for run in (~taken).runs if run.length_min >= _SMALLEST_MIN]
    return Slip(
        looking_for=tuple(dict.fromkeys(names[need] for need in sought)),
        free=weekly_words(runs, lang)[:_MAX_WINDOWS],
        pays=tuple(facet_label(f"payment={code}", lang) for code in sorted(profile.payment)),
        speaks=tuple(facet_label(f"language={code}", lang) for code in sorted(profile.languages)),
    )


def _sought(packet: Packet, profile: Profile) -> list[str]:
    """Ids of the needs that a first call is about: what safety asks first, else programs, else everything."""
    if packet.stopped:
        return [choice.need for choice in packet.choices]
    return [need.id for need in profile.needs if need.kind is Kind.PROGRAM] or [need.id for need in profile.needs]


def family_of(packet: Packet, profile: Profile) -> Family | None:
    """What a relative should know; None for everyone else."""
    if profile.subject != "family":
        return None
    listings = dict.fromkeys(choice.match.listing for choice in packet.choices)
    listed = tuple(one.name for one in listings if "service=family" in one.facts.yes)[:_MAX_NAMED]
    together = Gate.VIOLENCE not in gates_in(packet)
    return Family(together, listed if together else (), profile.home.label)
