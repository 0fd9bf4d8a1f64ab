"""The weekly sessions of one place as an iCalendar file, as neutral as the week of a packet: `calendar.py` writes it.

Opening hours are no sessions: "Appointment, 8 am to 8 pm" would say that someone is expected all day.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from icalendar import Event

from referral.documents.calendar import calendar_file, weekly_event
from referral.domain.listing import Listing, Mode, Online, Session
from referral.domain.week import Span
from referral.wording.document_words import document_words
from referral.wording.pages import page_words

_Group = tuple[str | None, tuple[Session, ...]]


def listing_calendar(listing: Listing, now: datetime, lang: str, *, number: int | None) -> bytes | None:
    """The file, or None when nothing is weekly or the clocks of the place are not known; see the port."""
    zone, groups = listing.location.time_zone, listing.weekly
    if number is not None:
        groups = groups[number - 1 : number] if number > 0 else ()
    if zone is None or not groups:
        return None
    events = []
    for track, session in _one_for_each_time(groups):
        event = weekly_event(session.span, zone, _uid(listing, track, session.span, zone), now)
        _describe(event, session, listing.online, lang)
        events.append(event)
    return calendar_file(events, zone, now)


def _one_for_each_time(groups: Iterable[_Group]) -> Iterator[tuple[str | None, Session]]:
    """Sessions with their track; of two at one time, that which can be joined from afar."""
    found: dict[tuple[str | None, Span], Session] = {}
    for track, group in groups:
        for session in group:
            held = found.setdefault((track, session.span), session)
            if held.mode is Mode.IN_PERSON:
                found[track, session.span] = session
    return ((track, session) for (track, _span), session in found.items())


def _describe(event: Event, session: Session, online: Online | None, lang: str) -> None:
    """Say what a weekly event is in neutral words, and how to join it from afar."""
    event.add("status", "CONFIRMED")
    event.add("summary", document_words("appointment", lang))
    notes = [] if session.mode is Mode.IN_PERSON or online is None else _joining(online, lang)
    notes += [page_words("listing.end_assumed", lang)] if session.end_assumed else []
    if notes:
        event.add("description", "\n".join(notes))


def _joining(online: Online, lang: str) -> list[str]:
    """Link and number to join by. What else a source says may name the group, and stays on the page."""
    phone = f"{page_words('listing.join_phone', lang)}: {online.phone}" if online.phone else None
    return [line for line in (online.url, phone) if line]


def _uid(listing: Listing, track: str | None, span: Span, zone: str) -> str:
    """The same for the same session of the same place, so that a new file replaces what an old one put in."""
    return sha256("\n".join((listing.id, track or "", str(span), zone)).encode()).hexdigest()[:32]
