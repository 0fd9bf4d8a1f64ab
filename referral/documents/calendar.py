"""The week as an iCalendar file (RFC 5545): one weekly event for each item, on the wall clock of the person's zone.

`listing_calendar.py` makes the same of one place. Nothing rings. Unless asked otherwise titles are neutral, and no
event says what or where it is: calendars are often shared, and phones lie on tables.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from referral.domain.listing import Listing, Mode
from referral.domain.need import Profile
from referral.domain.packet import Packet, WeekItem
from referral.domain.week import Span, next_occurrence
from referral.wording.document_words import document_words
from referral.wording.pages import page_words
from referral.wording.result_text import phone_words

ZONE_YEARS = 5
"""For so many years ahead the file says when clocks change; programs know the zone's name beyond that."""


def week_calendar(packet: Packet, profile: Profile, now: datetime, lang: str, *, full_titles: bool) -> bytes | None:
    """The file, or None when nothing of the week has a time. now: aware; each event begins at its next occurrence."""
    if not packet.week:
        return None
    listings = {choice.match.listing.id: choice.match.listing for choice in packet.choices}
    events = []
    for item in packet.week:
        event = weekly_event(item.span, profile.time_zone, _uid(item, profile), now)
        event.add("status", "TENTATIVE" if item.reserved or item.book else "CONFIRMED")
        if full_titles:
            _name(event, item, listings.get(item.listing_id), lang)
        else:
            event.add("summary", document_words("appointment", lang))
        events.append(event)
    return calendar_file(events, profile.time_zone, now)


def weekly_event(span: Span, zone: str, uid: str, now: datetime) -> Event:
    """When something is each week from now on, without what it is. uid: what a later file replaces it by."""
    event = Event()
    start, end = _first(span, zone, now)
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("rrule", {"freq": "WEEKLY"})
    event.add("class", "PRIVATE")
    return event


def calendar_file(events: Iterable[Event], zone: str, now: datetime) -> bytes:
    """The file of some events on the clocks of a zone, with what a program must know of that zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Weekly plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    today = now.astimezone(ZoneInfo(zone)).date()
    last = today + timedelta(days=365 * ZONE_YEARS)
    calendar.add_missing_timezones(first_date=today - timedelta(days=365), last_date=last)
    return bytes(calendar.to_ical())


def _first(span: Span, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """Start and end of the first occurrence whose clock reads as the week says: never in the hour that spring skips."""
    start, end = next_occurrence(span, zone, now)
    while (start.strftime("%H:%M"), end.strftime("%H:%M")) != (span.start_clock, span.end_clock):
        start, end = next_occurrence(span, zone, end + timedelta(minutes=1))
    return start, end


def _uid(item: WeekItem, profile: Profile) -> str:
    """The same for the same item of the same person's plan, so that a new file replaces what an old one put in."""
    parts = (profile.home.label, profile.time_zone, item.listing_id, item.track or "", *map(str, (item.span,)))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _name(event: Event, item: WeekItem, listing: Listing | None, lang: str) -> None:
    event.add("summary", item.name)
    notes = [page_words("packet.reserved", lang)] if item.reserved else []
    notes += [page_words("packet.book", lang)] if item.book else []
    if listing is not None:
        notes += [phone_words(phone, lang) for phone in listing.phones]
        if item.mode is not Mode.ONLINE and listing.location.address:
            event.add("location", listing.location.address)
        elif item.mode is Mode.ONLINE and listing.online and listing.online.url:
            notes.append(listing.online.url)
    if notes:
        event.add("description", "\n".join(notes))
