"""A packet as a PDF: the roomiest version that keeps to four pages, or one page in large print."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from referral.documents.detail import DETAILS, MAX_PAGES
from referral.documents.qr import qr_svg
from referral.documents.sheet import sheet
from referral.documents.telling import Telling
from referral.documents.typeset import TooLong, typeset
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Paper
from referral.domain.source import Named

_FLOWING = ("trips", "needs", "unmet", "backups", "other_weeks", "after")
"""Parts of a sheet whose length differs from person to person; the others take much the same room for all."""
_CARD_LETTERS = 60
"""What the edges and the heading of a place take, in letters."""
_ROOM = 620_000
"""Letters times the square of their size: of 40 packets of all lengths four pages held 578,000 at most."""
_NAMES = {Paper.LETTER: "us-letter", Paper.A4: "a4"}


def packet_pdf(
    packet: Packet, profile: Profile, now: datetime, lang: str, *, paper: Paper, link: str | None, named: Named
) -> bytes:
    """At most four pages; only a packet that even the tightest version cannot hold takes more, and loses nothing."""
    given = _given(paper, link, lang)
    for detail in DETAILS:
        data = sheet(Telling.of(packet, profile, now, lang, detail, named=named)) | given
        if _room(data) * detail.size_pt**2 > _ROOM:
            continue  # a trial takes 70 ms
        with suppress(TooLong):
            return typeset("packet.typ", data | {"max_pages": MAX_PAGES}, now)
    return typeset("packet.typ", data, now)


def _room(data: dict[str, Any]) -> int:
    """About how many letters the parts take that differ in length, the edges of places counted in."""
    return sum(_letters(data[part]) for part in _FLOWING) + _CARD_LETTERS * sum(len(n["cards"]) for n in data["needs"])


def _letters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(_letters(part) for part in parts)


def large_pdf(
    packet: Packet, profile: Profile, now: datetime, lang: str, *, paper: Paper, link: str | None, named: Named
) -> bytes:
    """One page in large print: crisis lines, what comes first, and the week."""
    data = sheet(Telling.of(packet, profile, now, lang, DETAILS[-1], named=named))
    return typeset("large.typ", data | _given(paper, link, lang), now)


def _given(paper: Paper, link: str | None, lang: str) -> dict[str, Any]:
    """What comes from outside the packet. max_pages None = as many as it takes."""
    return {
        "paper": _NAMES[paper],
        "link": None if link is None else {"url": link, "qr": qr_svg(link, lang)},
        "max_pages": None,
    }
