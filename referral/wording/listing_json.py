"""A listing as schema.org JSON-LD, for search engines and other readers: only what its source states."""

from typing import Any
from zoneinfo import ZoneInfo

from referral.domain.listing import Listing, Mode, Session
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span, clock

_TYPES = {Kind.PROGRAM: "MedicalClinic", Kind.MEETING: "EventSeries", Kind.RESOURCE: "LocalBusiness"}
_SCHEMA = "https://schema.org"
_MODES = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def listing_json_ld(listing: Listing, url: str) -> dict[str, Any]:
    """The object that stands in the page of a listing. url: its own address.

    A hidden address gives its town alone. Source: schema.org 29.0, PostalAddress, OpeningHoursSpecification, Schedule.
    """
    meets = listing.kind is Kind.MEETING
    found: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": _TYPES[listing.kind],
        "@id": url,
        "url": listing.website or url,
        "name": listing.name,
        "description": listing.description,
        "telephone": None if meets or not listing.phones else listing.phones[0].number,
    }
    place = {"@type": "Place", "name": listing.location.name, "address": _address(listing), "geo": _geo(listing)}
    if meets:
        found["location"] = _present(place)
        found["eventSchedule"] = [_schedule(session, listing) for session in listing.sessions if not session.rrule]
        found["eventAttendanceMode"] = sorted({f"{_SCHEMA}/{_MODES[session.mode]}" for session in listing.sessions})
        found["organizer"] = _organization(listing)
    else:
        found |= {"address": place["address"], "geo": place["geo"], "parentOrganization": _organization(listing)}
        found["openingHoursSpecification"] = [_opening(one.span) for one in listing.hours if not one.rrule]
    return _present(found)


def _present(found: dict[str, Any]) -> dict[str, Any]:
    """Without what is not stated."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _address(listing: Listing) -> dict[str, str] | None:
    where = listing.location
    parts = {
        "streetAddress": ", ".join(where.streets),
        "addressLocality": where.town,
        "addressRegion": where.state,
        "postalCode": where.zip5,
    }
    stated = {key: value for key, value in parts.items() if value}
    return {"@type": "PostalAddress", **stated, "addressCountry": where.country} if stated else None


def _geo(listing: Listing) -> dict[str, Any] | None:
    point = listing.location.point
    if point is None or listing.location.precision.is_about:
        return None
    return {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude}


def _organization(listing: Listing) -> dict[str, str] | None:
    return {"@type": "Organization", "name": listing.organization} if listing.organization else None


def _opening(span: Span) -> dict[str, Any]:
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": _day(span.day), **_clocks(span, "opens", "closes")}


def _schedule(session: Session, listing: Listing) -> dict[str, Any]:
    zone = listing.location.time_zone
    return _present(
        {
            "@type": "Schedule",
            "repeatFrequency": "P1W",
            "byDay": _day(session.span.day),
            **_clocks(session.span, "startTime", "endTime"),
            "scheduleTimezone": ZoneInfo(zone).key if zone else None,
        }
    )


def _day(day: Day) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"{_SCHEMA}/{names[day]}"


def _clocks(span: Span, begins: str, ends: str) -> dict[str, str]:
    return {begins: clock(span.start_min), ends: clock(span.end_min)}
