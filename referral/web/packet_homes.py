"""Houses that one could live in, on the page of a packet: what each would change, and the week from there."""

from collections.abc import Mapping
from dataclasses import dataclass

from referral.domain.packet import Packet
from referral.web.presenters import PhoneLink, phone_links
from referral.wording.home_words import home_sentences
from referral.wording.times import day_name, span_words


@dataclass(frozen=True, slots=True)
class Home:
    """One house in words. items: one line each of the week from there."""

    name: str
    words: str
    phones: tuple[PhoneLink, ...]
    items: tuple[str, ...]


def homes_of(packet: Packet, need_names: Mapping[str, str], lang: str, subject: str) -> list[Home]:
    """Every house of a packet, in its order. subject: of whom it speaks."""
    return [
        Home(
            name=home.listing.name,
            words=" ".join(home_sentences(home, lang, need_names, subject)),
            phones=phone_links(home.listing.phones, lang),
            items=tuple(
                f"{day_name(item.span.day, lang)} {span_words(item.span, lang)}: {item.name}" for item in home.week
            ),
        )
        for home in packet.homes
    ]
