"""A search result as the JSON object that `flask search --json` prints and others rely on."""

from collections.abc import Sequence

from referral.domain.fit import Reason
from referral.domain.listing import Hours, Listing, Phone, Session
from referral.domain.search import Hit, SearchPage, SearchQuery, Segment

Json = dict[str, object]

COORDINATE_DIGITS = 5
"""About one metre; more digits only pretend."""


def search_page(page: SearchPage, query: SearchQuery) -> Json:
    """The whole answer to a search."""
    return {
        "total": page.total,
        "totals": dict(page.totals),
        "totals_by_reach": dict(page.totals_by_reach),
        "took_ms": round(page.took_ms, 3),
        "place": query.place.label if query.place else None,
        "suggestion": page.suggestion,
        "text_match": page.text_match,
        "results": [hit_json(hit) for hit in page.hits],
        "facets": {group: dict(codes) for group, codes in page.facets.items()},
    }


def hit_json(hit: Hit) -> Json:
    """One result."""
    miles, starts, ends = hit.reached.distance_miles, hit.next_start, hit.next_end
    return {
        **listing_json(hit.listing),
        "reach": hit.reached.reach,
        "distance_miles": None if miles is None else round(miles, 1),
        "distance_precision": hit.reached.precision,
        "next": None
        if starts is None or ends is None
        else {"start": starts.isoformat(timespec="minutes"), "end": ends.isoformat(timespec="minutes")},
        "snippet": None if hit.snippet is None else snippet_json(hit.snippet),
        "fit": hit.fit.fit,
        "matched": list(hit.fit.matched),
        "not_stated": list(hit.fit.not_stated),
        "reasons": [reason_json(reason) for reason in hit.fit.reasons],
    }


def snippet_json(snippet: Sequence[Segment]) -> Json:
    """A snippet: its text, and [start, end) of each word in it that was searched for."""
    marks: list[list[int]] = []
    at = 0
    for segment in snippet:
        end = at + len(segment.text)
        if segment.is_match:
            marks.append([at, end])
        at = end
    return {"text": "".join(segment.text for segment in snippet), "marks": marks}


def listing_json(listing: Listing) -> Json:
    """A listing with everything it states."""
    location, point = listing.location, listing.location.point
    return {
        "id": listing.id,
        "group_id": listing.group_id,
        "kind": listing.kind,
        "name": listing.name,
        "organization": listing.organization,
        "description": listing.description,
        "address": location.address or None,
        "address_hidden": location.hidden,
        "location_name": location.name,
        "phones": [phone_json(phone) for phone in listing.phones],
        "website": listing.website,
        "latitude": None if point is None else round(point.latitude, COORDINATE_DIGITS),
        "longitude": None if point is None else round(point.longitude, COORDINATE_DIGITS),
        "time_zone": location.time_zone,
        "sessions": [session_json(track, session) for track, session in listing.all_sessions],
        "hours": [hours_json(hours) for hours in listing.hours],
        "facts": {"yes": sorted(listing.facts.yes), "no": sorted(listing.facts.no)},
        "source": listing.source,
        "as_of": listing.as_of.isoformat() if listing.as_of else None,
    }


def phone_json(phone: Phone) -> Json:
    """One telephone number."""
    return {
        "number": phone.number,
        "extension": phone.extension,
        "role": phone.role,
        "central_line": phone.central_line,
    }


def session_json(track: str | None, session: Session) -> Json:
    """One weekly session; `rrule` is set for one that is not weekly."""
    return {
        "track": track,
        "day": session.span.day.name,
        "start": session.span.start_clock,
        "end": session.span.end_clock,
        "mode": session.mode,
        "end_assumed": session.end_assumed,
        "rrule": session.rrule,
    }


def hours_json(hours: Hours) -> Json:
    """One opening."""
    span = hours.span
    return {"day": span.day.name, "opens": span.start_clock, "closes": span.end_clock, "rrule": hours.rrule}


def reason_json(reason: Reason) -> Json:
    """A reason: its code beside its parameters."""
    return {"code": reason.code, **reason.params}
