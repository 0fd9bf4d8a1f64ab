"""Finishing a record: telephone numbers, points, time zones and web addresses.

What cannot be made good is left out with a warning.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers

from referral.domain.listing import Listing, Location, Phone
from referral.domain.place import Place, Precision, miles_between
from referral.domain.ports import Geocoder, Places
from referral.domain.record import PhoneText, Record

MAX_MILES_FROM_ZIP = 60
"""A point farther than this from its own ZIP code is a wrong geocode: the largest ZIP areas outside Alaska reach
about this far.
"""

_SHORT_CODE = re.compile(r"\d{3}")
_NOT_GIVEN = {"http://", "https://", "n/a", "none", "na", "-"}


def finish(record: Record, places: Places, geocoder: Geocoder | None = None) -> tuple[Listing, tuple[str, ...]]:
    """The listing of one record with numbers, point, zone and website made good, and its warning codes.

    geocoder: asked for streets without a point; None asks nobody. Raises IngestError when it does not answer.
    """
    warnings = list(record.warnings)
    location = _finish_location(record.listing.location, places, geocoder, warnings)
    website = _finish_website(record.listing.website, warnings)
    phones = _finish_phones(record.phones, warnings)
    return replace(record.listing, location=location, website=website, phones=phones), tuple(warnings)


def _finish_phones(texts: Iterable[PhoneText], warnings: list[str]) -> tuple[Phone, ...]:
    phones: dict[tuple[str, str | None], Phone] = {}
    for given in texts:
        read = _read_numbers(given.text)
        if not read and given.text.strip():
            warnings.append("bad_phone")
        for number, extension, toll_free in read:
            phones.setdefault((number, extension), Phone(number, extension, given.role, central_line=toll_free))
    return tuple(phones.values())


@lru_cache(maxsize=4096)
def _read_numbers(text: str) -> tuple[tuple[str, str | None, bool], ...]:
    """Every number in a text as (E.164 number or short code, extension, toll-free); United States numbering."""
    text = text.strip()
    if _SHORT_CODE.fullmatch(text):
        return ((text, None, False),)
    try:
        whole = [phonenumbers.parse(text, "US")]
    except phonenumbers.NumberParseException:
        whole = []
    if not whole or not phonenumbers.is_possible_number(whole[0]):
        whole = [match.number for match in phonenumbers.PhoneNumberMatcher(text, "US", phonenumbers.Leniency.POSSIBLE)]
    return tuple(
        (
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
            number.extension or None,
            phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.TOLL_FREE,
        )
        for number in whole
        if phonenumbers.is_possible_number(number)
    )


def _finish_location(location: Location, places: Places, geocoder: Geocoder | None, warnings: list[str]) -> Location:
    """A listing without coordinates gets its street's point when a geocoder is asked, else its ZIP's, else its town's.

    A hidden one gets a time zone only, and nobody is asked about it.
    """
    around = _known_place(location, places)
    if location.hidden:
        return replace(location, time_zone=location.time_zone or (around.time_zone if around else None))
    by_zip = around is not None and around.zip5 == location.zip5
    if location.point is not None and around is not None and by_zip:
        exact = location.precision in (Precision.EXACT, Precision.STREET)
        if exact and location.state != "AK" and miles_between(location.point, around.point) > MAX_MILES_FROM_ZIP:
            warnings.append("point_far_from_zip")
            location = replace(location, point=None, precision=Precision.NONE)
    if location.point is None and location.streets and geocoder is not None:
        location = _ask_street(location, around, geocoder, warnings)
    if location.point is None and around is not None:
        location = replace(location, point=around.point, precision=Precision.ZIP if by_zip else Precision.TOWN)
        warnings.append("point_from_zip" if by_zip else "point_from_town")
    if location.point is None:
        warnings.append("no_point")
        return location
    zone = location.time_zone or places.zone_of(location.point) or (around.time_zone if around else None)
    return replace(location, time_zone=zone)


def _ask_street(location: Location, around: Place | None, geocoder: Geocoder, warnings: list[str]) -> Location:
    found = geocoder.locate(location.address, around.point if around else None)
    if found is None:
        return location
    warnings.append("point_from_geocoder")
    return replace(location, point=found[0], precision=found[1])


def _known_place(location: Location, places: Places) -> Place | None:
    place = places.zip_place(location.zip5) if location.zip5 else None
    if place is None and location.town and location.state:
        place = places.town_place(location.town, location.state)
    return place


def _finish_website(website: str | None, warnings: list[str]) -> str | None:
    """An http(s) address; one without a scheme gets https; anything else is left out with a warning."""
    text = (website or "").strip()
    if not text or text.casefold() in _NOT_GIVEN:
        return None
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and parts.hostname is not None and "." in parts.hostname.strip(".")
    except ValueError:
        sound = False
    if not sound or any(c.isspace() or not c.isprintable() for c in text):
        warnings.append("bad_website")
        return None
    return text
