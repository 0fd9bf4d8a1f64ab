"""What a person says at a first call, in words: the slip of the page and the part to cut off the paper are made of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.vocabulary import Kind
from referral.domain.week import WeekSet
from referral.wording.labels import facet_label
from referral.wording.times import weekly_words


@dataclass(frozen=True, slots=True)
class FirstCall:
    """The least that a place needs; no name, nothing of health. Each in words, empty = not said."""

    looking_for: tuple[str, ...]
    busy: tuple[str, ...]
    pays: tuple[str, ...]
    speaks: tuple[str, ...]


def first_call(packet: Packet, profile: Profile, names: Mapping[str, str], lang: str) -> FirstCall:
    """What is looked for, when not, how it is paid, in which language. names: of needs, by id."""
    busy = WeekSet.of(span for one in profile.busy for span in one.spans)
    return FirstCall(
        looking_for=tuple(dict.fromkeys(names[need] for need in _sought(packet, profile))),
        busy=weekly_words(busy.runs, lang),
        pays=tuple(facet_label(f"payment={code}", lang) for code in sorted(profile.payment)),
        speaks=tuple(facet_label(f"language={code}", lang) for code in sorted(profile.languages)),
    )


def _sought(packet: Packet, profile: Profile) -> list[str]:
    """Ids of the needs to call about: what safety puts first; else all but meetings, which take no call; else all."""
    if packet.stopped:
        return [choice.need for choice in packet.choices]
    called = [need.id for need in profile.needs if need.kind is not Kind.MEETING]
    return called or [need.id for need in profile.needs]
