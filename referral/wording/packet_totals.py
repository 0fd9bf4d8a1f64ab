"""The sums of a week in one sentence."""

from referral.domain.packet import Packet
from referral.wording.pages import page_words


def has_possible_trips(packet: Packet) -> bool:
    """False where the person's own trips cannot be made in the time between: no sum of travel would be true."""
    return all(note.code != "no_way_between" for note in packet.notes)


def totals_words(packet: Packet, lang: str = "en") -> str:
    """Hours, meetings and travel a week, no travel where it has no true sum."""
    totals = packet.totals
    return page_words(
        "packet.totals" if has_possible_trips(packet) else "packet.totals_without_travel",
        lang,
        program=f"{totals.program_hours:g}",
        reserved=f"{totals.program_hours_reserved:g}",
        meetings=totals.meetings,
        travel=totals.travel_min,
    )
