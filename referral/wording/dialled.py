"""Numbers that a step says to call, as the listing that has them marks them: a central line is never passed over."""

from collections.abc import Mapping

from referral.domain.listing import Phone
from referral.domain.packet import Packet
from referral.wording.result_text import number_words, phone_words


def phones_of(packet: Packet) -> dict[str, Phone]:
    """Every number of the packet's choices as a telephone dials it ("+13035550109;ext=12") -> what is known of it."""
    return {phone.dialled: phone for choice in packet.choices for phone in choice.match.listing.phones}


def dialled_words(dialled: str, phones: Mapping[str, Phone], lang: str = "en") -> str:
    """A number as dialled in words, with its mark when it is known: "(800) 555-0199 (central line: say which place)"."""
    known = phones.get(dialled)
    return number_words(dialled) if known is None else phone_words(known, lang)
