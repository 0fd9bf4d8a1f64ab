"""Where an HSDS service is given and which regions it serves. Confidential places keep their town only."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from referral.domain.errors import BadMapping
from referral.domain.listing import Area, Location
from referral.domain.place import Point, Precision
from referral.formats.meeting_place import Address, address_of_parts, read_point
from referral.formats.meeting_rows import text_of
from referral.formats.us_states import STATE_CODES, state_code

_HIDDEN = (
    r"(?:confidential|undisclosed|unpublished|not (?:disclosed|published|public|listed|shared)|kept secret|secret)"
)
_ADDRESS_WORD = r"(?:locations?|address(?:es)?|sites?|shelters?|residences?)"
_CONFIDENTIAL_PLACE = re.compile(
    rf"\b(?:confidential|undisclosed|secret)\s+{_ADDRESS_WORD}\b"
    rf"|\bconfidentially[- ]located\b"
    rf"|\b(?:locations?|address(?:es)?)\b[^.!?]{{0,60}}?\b(?:is|are|be|remains?)\b[^.!?]{{0,20}}?\b{_HIDDEN}\b",
    re.IGNORECASE,
)
_CONFIDENTIAL_FIELD = re.compile(_HIDDEN, re.IGNORECASE)
_NOT_GIVEN = {"null", "none", "n/a", "na", "-", "unknown", "tbd"}
_NATION = {"us", "usa", "united states", "united states of america", "nationwide", "national", "nation", "all states"}
_COUNTY = re.compile(r"(?P<name>.+?)\s+(?:county|parish|borough)(?:\s*,\s*(?P<state>[A-Za-z .]+))?", re.IGNORECASE)
_TOWN = re.compile(r"(?:(?:city|town|village) of\s+)?(?P<name>[^,]+?)\s*,\s*(?P<state>[A-Za-z .]+)", re.IGNORECASE)
_STATE_WORD = re.compile(
    r"^(?:the )?(?:state of )?(.+?)(?:\s+statewide|,?\s+(?:US|USA|United States))?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """What a mapping says of its source's region.

    bounds: (south, west, north, east); a point outside is a wrong geocode. serves: the areas that a service without a
    place is for, when it names none itself.
    """

    bounds: tuple[float, float, float, float] | None = None
    serves: tuple[Area, ...] = ()

    def trusts(self, point: Point) -> bool:
        """False for a point outside the bounds."""
        if self.bounds is None:
            return True
        south, west, north, east = self.bounds
        return south <= point.latitude <= north and west <= point.longitude <= east


def place_rules(table: Mapping[str, object]) -> PlaceRules:
    """The `[place]` table: `bounds = [south, west, north, east]`, `serves = ["state:DC"]`. Raises BadMapping."""
    if table.keys() - {"bounds", "serves"}:
        raise BadMapping("place: only bounds and serves stand here.")
    serves = table.get("serves", [])
    if not isinstance(serves, list) or not all(isinstance(text, str) for text in serves):
        raise BadMapping('place.serves: write a list of areas, like ["state:DC"].')
    return PlaceRules(_bounds(table.get("bounds")), tuple(map(named_area, serves)))


def _bounds(bounds: object) -> tuple[float, float, float, float] | None:
    if bounds is None:
        return None
    if not isinstance(bounds, list) or len(bounds) != 4 or not all(isinstance(edge, int | float) for edge in bounds):
        raise BadMapping("place.bounds: write four numbers, [south, west, north, east].")
    south, west, north, east = (float(edge) for edge in bounds)
    return south, west, north, east


def named_area(text: str) -> Area:
    """The area that a mapping writes as "state:DC" or "county:Boulder, CO". Raises BadMapping."""
    kind, _, name = text.partition(":")
    if kind not in ("nation", "state", "county", "town", "zip") or not name:
        raise BadMapping(f'"{text}" is not an area. Write one like "state:DC", "county:Boulder, CO", "zip:80203".')
    return Area(kind, name)


def best_address(location: Mapping[str, object]) -> Mapping[str, object]:
    """The physical address with a street, else any physical one, else the postal one without its street."""
    addresses = [row for row in _rows(location.get("addresses")) if any(text_of(value) for value in row.values())]
    physical = [row for row in addresses if (text_of(row.get("address_type")) or "physical") == "physical"]
    with_street = [row for row in physical if _given(row.get("address_1"))]
    if with_street or physical:
        return (with_street or physical)[0]
    return {key: value for key, value in addresses[0].items() if key not in _STREETS} if addresses else {}


_STREETS = ("address_1", "address_2", "address_3", "address_4")


def read_location(
    location: Mapping[str, object] | None, rules: PlaceRules, *, hidden: bool
) -> tuple[Location, list[str]]:
    """The place of a service, and warnings: `point_out_of_bounds`."""
    if location is None:
        return Location(hidden=hidden), []
    row = best_address(location)
    address = _address(row)
    if hidden:
        return Location(town=address.town, state=address.state, country=address.country, hidden=True), []
    point = read_point(location.get("latitude"), location.get("longitude"))
    trusted = point if point is None or rules.trusts(point) else None
    place = Location(
        name=_given(location.get("name")),
        streets=tuple(street for key in _STREETS if (street := _given(row.get(key)))),
        town=address.town,
        state=address.state,
        zip5=address.zip5,
        country=address.country,
        point=trusted,
        precision=Precision.EXACT if trusted else Precision.NONE,
    )
    return place, [] if trusted is point else ["point_out_of_bounds"]


def _address(row: Mapping[str, object]) -> Address:
    state = _given(row.get("state_province")) or _given(row.get("region"))
    postal_code = _given(row.get("postal_code"))
    found = re.match(r"\d{5}(?!\d)", postal_code) if postal_code else None
    return address_of_parts(
        street=_given(row.get("address_1")),
        town=_given(row.get("city")),
        state=state_code(state) if state else None,
        postal_code=found[0] if found else postal_code,
        country=_given(row.get("country")),
    )


def says_confidential(text: str) -> bool:
    """True when a text says that the place itself is confidential, not only what is said there."""
    return _CONFIDENTIAL_PLACE.search(text) is not None


def is_confidential(location: Mapping[str, object] | None, texts: Iterable[str | None]) -> bool:
    """True when the address itself says so, or a description says that the place is confidential."""
    place = location or {}
    fields = [
        place.get("name"),
        *(row.get(key) for row in _rows(place.get("addresses")) for key in ("attention", *_STREETS)),
    ]
    if any(_CONFIDENTIAL_FIELD.search(text) for value in fields if (text := text_of(value))):
        return True
    return any(says_confidential(text) for text in (*texts, text_of(place.get("description"))) if text)


def without_address(location: Mapping[str, object]) -> dict[str, object]:
    """What may be kept of a confidential location: ids, and the towns of its addresses."""
    towns = [
        {key: row[key] for key in ("city", "state_province", "country") if key in row}
        for row in _rows(location.get("addresses"))
    ]
    return {key: location[key] for key in ("id", "location_type") if key in location} | {"addresses": towns}


def read_areas(service_areas: Iterable[Mapping[str, object]], state: str | None) -> tuple[Area, ...]:
    """The service areas that can be named; others are left out. state: of the service's place, for "Boulder County"."""
    texts = [text_of(row.get("name")) or text_of(row.get("service_area")) for row in service_areas]
    return tuple(dict.fromkeys(area for text in texts if text and (area := read_area(text, state))))


def read_area(text: str, state: str | None) -> Area | None:
    """One region: "Nationwide", "Colorado", "Boulder County, CO", "Denver, CO", "ZIP 80203"; None when unclear."""
    said = " ".join(text.split()).strip(" .")
    if said.casefold() in _NATION:
        return Area("nation", "US")
    zip5 = re.fullmatch(r"(?:zip(?: code)?:?\s*)?(\d{5})(?:-\d{4})?", said, re.IGNORECASE)
    if zip5:
        return Area("zip", zip5[1])
    whole = _STATE_WORD.match(said)
    if whole and state_code(whole[1]):
        return Area("state", str(state_code(whole[1])))
    if said.casefold() == "statewide":
        return Area("state", state) if state else None
    county = _COUNTY.fullmatch(said)
    if county:
        return _within("county", county["name"], state_code(county["state"]) if county["state"] else state)
    town = _TOWN.fullmatch(said)
    return _within("town", town["name"], state_code(town["state"])) if town else None


def _within(kind: str, name: str, state: str | None) -> Area | None:
    return Area(kind, f"{name}, {state}") if state in STATE_CODES else None


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _given(value: object) -> str | None:
    text = text_of(value)
    return text if text and text.casefold() not in _NOT_GIVEN else None
