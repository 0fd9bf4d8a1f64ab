"""Where a meeting is: addresses of the United States as feeds write them, points, and what may be shown of them."""

import re
from dataclasses import dataclass

from referral.domain.listing import Location, Mode
from referral.domain.place import Point, Precision

_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"
)
"""States and territories, by the codes of the post."""
_COUNTRIES = {
    "us": "US",
    "usa": "US",
    "u.s.": "US",
    "u.s.a": "US",
    "u.s.a.": "US",
    "united states": "US",
    "united states of america": "US",
    "canada": "CA",
    "mexico": "MX",
    "united kingdom": "GB",
    "uk": "GB",
    "ireland": "IE",
}
_COUNTRY_AT_END = re.compile(r"\s+(USA?|United States)$", re.IGNORECASE)
_REGION = re.compile(r"(?:(.*)\s)?\s*([A-Z]{2})(?:\s+([0-9]{5})(?:-[0-9]{4})?)?")
_ZIP = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?")
_HOUSE = re.compile(r"[0-9]+[0-9A-Z/-]*\s+\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts; each is None or empty when not stated. about: it names a town or region, but no street.

    state: two letters of a state or territory of the United States. country: ISO code, or as found.
    """

    streets: tuple[str, ...] = ()
    town: str | None = None
    state: str | None = None
    zip5: str | None = None
    county: str | None = None
    country: str = "US"
    about: bool = False

    @property
    def key(self) -> str:
        """The same for two spellings that differ in case, punctuation or spaces."""
        parts = (*self.streets, self.town, self.state, self.zip5)
        return " ".join(re.sub(r"[\W_]+", " ", part.casefold()).strip() for part in parts if part)


def address_of_text(text: str) -> Address:
    """The parts of "street, town, ST 12345, USA".

    It is about when it has fewer than four parts and none begins with a house number.
    """
    parts = [part for part in (piece.strip() for piece in text.split(",")) if part]
    count = len(parts)
    country = "US"
    if parts and parts[-1].casefold() in _COUNTRIES:
        country = _COUNTRIES[parts.pop().casefold()]
    elif parts:
        parts[-1] = _COUNTRY_AT_END.sub("", parts[-1])
    region = _REGION.fullmatch(parts[-1]) if parts else None
    state = zip5 = None
    if region and _is_state(region[2]):
        state, zip5 = region[2], region[3]
        parts[-1:] = [region[1].strip()] if region[1] and region[1].strip() else []
    town = parts.pop() if parts and not _HOUSE.match(parts[-1]) else None
    county = town.removesuffix(" County") if town and town.endswith(" County") and not parts else None
    about = count < 4 and not any(_HOUSE.match(part) for part in parts)
    return Address(tuple(parts), None if county else town, state, zip5, county, country, about)


def address_of_parts(
    *,
    street: str | None,
    town: str | None,
    state: str | None,
    postal_code: str | None,
    country: str | None,
    county: str | None = None,
) -> Address:
    """The address of separate fields; about when there is a town, state or ZIP but no street.

    A ZIP that a spreadsheet made a number gets its zeros back; one that is none is left out.
    """
    code = postal_code or ""
    found = _ZIP.fullmatch(code.zfill(5) if code.isdecimal() and len(code) >= 3 else code)
    letters = state.upper() if state and _is_state(state.upper()) else None
    nation = _COUNTRIES.get(country.casefold(), country) if country else "US"
    return Address(
        streets=(street,) if street else (),
        town=town,
        state=letters,
        zip5=found[1] if found and nation == "US" else None,
        county=county,
        country=nation,
        about=not street and any((town, state, postal_code)),
    )


def _is_state(text: str) -> bool:
    return len(text) == 2 and text.isalpha() and text in _STATES


def read_point(latitude: object, longitude: object) -> Point | None:
    """The point of two numbers or number texts; None when either is missing, unreadable, outside, or both are zero."""
    north, east = _degrees(latitude), _degrees(longitude)
    if north is None or east is None or (north, east) == (0, 0):
        return None
    try:
        return Point(north, east)
    except ValueError:
        return None


def _degrees(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return float(value)
    except (OverflowError, ValueError):
        return None


def read_coordinates(text: str) -> tuple[Point | None, bool]:
    """The point of "lat,lon", or the middle of a box "lat,lon,lat,lon"; and whether it was a box, so only about."""
    numbers = text.split(",")
    if len(numbers) == 2:
        return read_point(*numbers), False
    if len(numbers) == 4:
        a, b = read_point(*numbers[:2]), read_point(*numbers[2:])
        if a and b:
            return Point((a.latitude + b.latitude) / 2, (a.longitude + b.longitude) / 2), True
    return None, False


def location_of(
    address: Address, mode: Mode, *, name: str | None, point: Point | None, about: bool, time_zone: str | None
) -> Location:
    """What is shown. about: the point is not that of a street address.

    A meeting that is only online keeps its town: the street is not a place to go to, and its point is rounded to about
    a mile.
    """
    remote = mode is Mode.ONLINE
    if remote and point:
        point = Point(round(point.latitude, 2), round(point.longitude, 2))
    known = Precision.TOWN if remote or about else Precision.STREET
    return Location(
        name=None if remote else name,
        streets=() if remote else address.streets,
        town=address.town,
        state=address.state,
        zip5=address.zip5,
        county=address.county,
        country=address.country,
        point=point,
        precision=known if point else Precision.NONE,
        time_zone=time_zone,
    )
