"""The sums of a week: what it adds up to, without what is nothing."""

from referral.domain.packet import Packet
from referral.domain.week import HOUR_MIN
from referral.wording.pages import page_words
from referral.wording.times import length_words


def has_possible_trips(packet: Packet) -> bool:
    """False where the person's own trips cannot be made in the time between: no sum of travel would be true."""
    return all(note.code != "no_way_between" for note in packet.notes)


def sums_of(packet: Packet, lang: str = "en", subject: str = "self") -> list[str]:
    """What a week adds up to; what is nothing, or could be no true sum, is left out. subject: whose week it is."""
    totals, possible = packet.totals, has_possible_trips(packet)
    minutes = {
        "program": round(totals.program_hours * HOUR_MIN),
        "reserved": round(totals.program_hours_reserved * HOUR_MIN),
        "travel": totals.travel_min if possible else 0,
        "baseline": totals.baseline_travel_min if possible else 0,
    }
    said = [(name, length_words(length) if length else "") for name, length in minutes.items()]
    said.insert(2, ("meetings", str(totals.meetings or "")))
    return [page_words(f"packet.sum_{name}", lang, subject, figure=figure) for name, figure in said if figure]


def totals_words(packet: Packet, lang: str = "en", subject: str = "self") -> str:
    """The same in one line: "Each week. Meetings: 3. Travel: 1 h 10 min."; empty for a week of nothing."""
    sums = sums_of(packet, lang, subject)
    return ". ".join([page_words("packet.sums", lang), *sums]) + "." if sums else ""
