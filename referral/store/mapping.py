"""Listing <-> row: the only place that knows both. What goes in comes out equal, field by field.

JSON forms leave out what has its default, keep every order and sort what has none, so that equal listings make equal
rows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Row

from referral.domain.facts import Facts
from referral.domain.listing import Area, Hours, Listing, Location, Mode, Online, Phone, PhoneRole, Session, Track
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Span

Columns = dict[str, Any]
Json = dict[str, Any]


def columns_of(listing: Listing) -> Columns:
    """The columns of `ListingRow` that come from the listing itself; JSON columns are None when empty."""
    return {
        "id": listing.id,
        "source": listing.source,
        "kind": listing.kind.value,
        "name": listing.name,
        "organization": listing.organization,
        "description": listing.description,
        "website": listing.website,
        "group_id": listing.group_id,
        "as_of": listing.as_of,
        **_location_columns(listing.location),
        "online": None if listing.online is None else _online_json(listing.online),
        "sessions": [_session_json(session) for session in listing.sessions] or None,
        "tracks": [_track_json(track) for track in listing.tracks] or None,
        "hours": [_hours_json(hours) for hours in listing.hours] or None,
        "serves": [[area.kind, area.name] for area in listing.serves] or None,
        "facts": _facts_json(listing.facts) or None,
    }


def phone_columns_of(listing: Listing) -> list[Columns]:
    """The rows of `PhoneRow`, in order."""
    return [
        {
            "listing_id": listing.id,
            "position": position,
            "number": phone.number,
            "extension": phone.extension,
            "role": phone.role.value,
            "central_line": phone.central_line,
        }
        for position, phone in enumerate(listing.phones)
    ]


def digest_of(columns: Columns, phones: Sequence[Columns]) -> str:
    """SHA-256 hex of everything a source says of a listing, to tell whether it changed.

    Marks of central lines are left out: they come from comparing listings, so an import that brings the same again
    changes nothing.
    """
    numbers = [[phone["number"], phone["extension"], phone["role"]] for phone in phones]
    text = json.dumps({**columns, "as_of": str(columns["as_of"]), "phones": numbers}, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def listing_of(row: Row[Any], phones: Iterable[Row[Any]]) -> Listing:
    """The listing of a whole `ListingRow` and its rows of `PhoneRow`, these in order of their position."""
    return Listing(
        id=row.id,
        source=row.source,
        kind=Kind(row.kind),
        name=row.name,
        as_of=row.as_of,
        group_id=row.group_id,
        organization=row.organization,
        description=row.description,
        location=_location_of(row),
        phones=tuple([_phone_of(phone) for phone in phones]),
        website=row.website,
        online=None if row.online is None else Online(**row.online),
        sessions=tuple([_session_of(form) for form in row.sessions or ()]),
        tracks=tuple([_track_of(form) for form in row.tracks or ()]),
        hours=tuple([Hours(_span_of(form), form.get("rrule")) for form in row.hours or ()]),
        serves=tuple([Area(kind, name) for kind, name in row.serves or ()]),
        facts=_facts_of(row.facts or {}),
    )


def _location_columns(location: Location) -> Columns:
    return {
        "location_name": location.name,
        "streets": list(location.streets) or None,
        "town": location.town,
        "state": location.state,
        "zip5": location.zip5,
        "county": location.county,
        "country": location.country,
        "latitude": location.point.latitude if location.point else None,
        "longitude": location.point.longitude if location.point else None,
        "precision": location.precision.value,
        "time_zone": location.time_zone,
        "address_hidden": location.hidden,
    }


def _location_of(row: Row[Any]) -> Location:
    return Location(
        name=row.location_name,
        streets=tuple(row.streets or ()),
        town=row.town,
        state=row.state,
        zip5=row.zip5,
        county=row.county,
        country=row.country,
        point=None if row.latitude is None else Point(row.latitude, row.longitude),
        precision=Precision(row.precision),
        time_zone=row.time_zone,
        hidden=row.address_hidden,
    )


def _phone_of(row: Row[Any]) -> Phone:
    return Phone(row.number, row.extension, PhoneRole(row.role), row.central_line)


def _online_json(online: Online) -> Json:
    return _stated({"url": online.url, "phone": online.phone, "notes": online.notes})


def _stated(form: Json) -> Json:
    return {name: value for name, value in form.items() if value is not None}


def _span_json(span: Span) -> Json:
    return {"start_min": span.start_min, "length_min": span.length_min}


def _span_of(form: Json) -> Span:
    return Span(form["start_min"], form["length_min"])


def _hours_json(hours: Hours) -> Json:
    return {**_span_json(hours.span), **_stated({"rrule": hours.rrule})}


def _session_json(session: Session) -> Json:
    given = {
        "end_assumed": session.end_assumed or None,
        "rrule": session.rrule,
        "outside_id": session.outside_id,
        "notes": session.notes,
    }
    return {**_span_json(session.span), "mode": session.mode.value, **_stated(given)}


def _session_of(form: Json) -> Session:
    return Session(
        span=_span_of(form),
        mode=Mode(form["mode"]),
        end_assumed=form.get("end_assumed", False),
        rrule=form.get("rrule"),
        outside_id=form.get("outside_id"),
        notes=form.get("notes"),
    )


def _track_json(track: Track) -> Json:
    sessions = [_session_json(session) for session in track.sessions]
    return {**_stated({"name": track.name, "required": track.required, "level": track.level}), "sessions": sessions}


def _track_of(form: Json) -> Track:
    sessions = tuple([_session_of(session) for session in form["sessions"]])
    return Track(form.get("name"), sessions, form.get("required"), form.get("level"))


def _facts_json(facts: Facts) -> Json:
    form = {"yes": _by_group(facts.yes), "no": _by_group(facts.no), "reasons": [list(pair) for pair in facts.reasons]}
    return {name: value for name, value in form.items() if value}


def _by_group(facets: Iterable[str]) -> dict[str, str]:
    """Group -> its codes, sorted and set apart by blanks: a third of the length of the facets themselves."""
    groups: dict[str, list[str]] = {}
    for facet in sorted(facets):
        group, code = facet.split("=", 1)
        groups.setdefault(group, []).append(code)
    return {group: " ".join(codes) for group, codes in groups.items()}


def _facts_of(form: Json) -> Facts:
    return Facts(
        yes=_facets(form.get("yes", {})),
        no=_facets(form.get("no", {})),
        reasons=tuple([(facet, reason) for facet, reason in form.get("reasons", ())]),
    )


def _facets(groups: Mapping[str, str]) -> frozenset[str]:
    return frozenset().union(*[_facets_of_group(group, codes) for group, codes in groups.items()])


@lru_cache(maxsize=16_384)
def _facets_of_group(group: str, codes: str) -> tuple[str, ...]:
    """Listings often state the same codes of a group; they then share the texts, in time and in memory."""
    return tuple([f"{group}={code}" for code in codes.split(" ")])
