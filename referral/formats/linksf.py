"""Link-SF: services for homeless people in San Francisco, two JSON objects of locations and organizations by id.

Opening hours stand as one entry a weekday with numbers like 930 and 2359; nights are cut at midnight and joined here.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from referral.domain.errors import BadFile
from referral.domain.facts import Facts, FactsBuilder
from referral.domain.listing import Hours, Listing, Location, PhoneRole
from referral.domain.place import Precision
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.source import Dating
from referral.domain.vocabulary import Kind
from referral.domain.week import HOUR_MIN, Day, Span
from referral.formats.files import json_value
from referral.formats.hsds_place import says_confidential
from referral.formats.meeting_place import read_point
from referral.formats.meeting_rows import lines_of, text_of
from referral.formats.topics import close_topics
from referral.formats.week_hours import opening, weekly_hours

Fields = Mapping[str, object]

NAME = "linksf"
VERSION = "1"

_LOCATIONS, _ORGANIZATIONS = "linksf__locations.json", "linksf__organizations.json"
_TOWN, _STATE, _ZONE = "San Francisco", "CA", "America/Los_Angeles"
"""The feed is of one city; its `city` only varies in spelling."""
_CITY_CENTRE = (37.7749, -122.4194)
"""Where the feed's geocoder put addresses that it did not find, to four decimals."""
_NO_STREET = {"", "san francisco", "n/a", "roaming"}
_DAYS = {
    "Monday": Day.MO,
    "Tuesday": Day.TU,
    "Wednesday": Day.WE,
    "Thursday": Day.TH,
    "Friday": Day.FR,
    "Saturday": Day.SA,
    "Sunday": Day.SU,
}
_TOPICS = {
    "medical": "topic=health",
    "food": "topic=food",
    "housing": "topic=housing",
    "hygiene": "topic=hygiene",
    "technology": "topic=phone_internet",
}
"""The feed's `taxonomy`: five words, one for each service."""
_IN_NAMES = (
    (re.compile(r"\bmental health\b", re.IGNORECASE), "topic=mental_health"),
    (re.compile(r"\bshelters?\b", re.IGNORECASE), "topic=shelter"),
    (re.compile(r"\bdomestic violence\b", re.IGNORECASE), "service=domestic_violence"),
)
"""Topics that the name of a service adds."""
_EXPRESSIBLE = frozenset({*_TOPICS.values(), *(facet for _, facet in _IN_NAMES)})
_MAY_MEAN = {"topic=health": ("topic=mental_health",), "topic=housing": ("topic=shelter", "service=domestic_violence")}
"""Topics that the broad words of the feed do not deny."""
_AGES = {"Y": "population=adolescents", "A": "population=adults", "S": "population=seniors"}
"""C, children, has no code."""
_ONLY = {"F": ("population=women", "restricted=women_only"), "M": ("population=men", "restricted=men_only")}
_NOT_TO_CALL = re.compile(r"\bTDD\b|\bfax\b", re.IGNORECASE)
_HOTLINE = re.compile(r"hot-?line|crisis", re.IGNORECASE)
_EXTENSION = re.compile(r"\bext\.?\s*(\d+)", re.IGNORECASE)


class LinkSf:
    """Reads a Link-SF export."""

    name = NAME
    title: str | None = None
    dating = Dating.UPDATED
    version = VERSION

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every service of every location, in file order; a location without any is a rejection, `no_service`.

        path: the folder of both files, or its file of locations. Raises BadFile.
        """
        folder = path if path.is_dir() else path.parent
        organizations = _objects(folder / _ORGANIZATIONS)
        locations = _objects(folder / _LOCATIONS if path.is_dir() else path)
        if not any("services" in location for location in locations.values()):
            raise BadFile(f"{path.name} is not Link-SF: none of its locations has services.")
        seen: set[str] = set()
        for number, (key, location) in enumerate(locations.items(), 1):
            organization = organizations.get(str(location.get("organization_id")), {})
            services = _inner(location.get("services"))
            if not services:
                yield Rejection(f"location {number}", key, "no_service")
            for count, service in enumerate(services.values(), 1):
                item = _read(f"location {number}, service {count}", source, service, location, organization)
                if isinstance(item, Record) and item.outside_id in seen:
                    item = Rejection(item.row, item.outside_id, "duplicate_id")
                elif isinstance(item, Record):
                    seen.add(item.outside_id)
                yield item


def _objects(path: Path) -> dict[str, Fields]:
    found = _inner(json_value(path))
    if not found:
        raise BadFile(f"{path.name} is not Link-SF: that is a JSON object of objects by id.")
    return found


def _inner(value: object) -> dict[str, Fields]:
    if not isinstance(value, Mapping):
        return {}
    return {str(key): inner for key, inner in value.items() if isinstance(inner, Mapping)}


def _read(where: str, source: str, service: Fields, location: Fields, organization: Fields) -> Record | Rejection:
    outside_id = text_of(service.get("id"))
    if outside_id is None:
        return Rejection(where, None, "no_id")
    run_by = text_of(organization.get("name")) or text_of(location.get("name"))
    name = text_of(service.get("name")) or run_by
    if name is None:
        return Rejection(where, outside_id, "no_name")
    description = lines_of(service.get("description"), service.get("application_process"))
    hidden = says_confidential(description or "")
    hours, warnings = _hours(service)
    listing = Listing(
        id=f"{source}:{outside_id}",
        source=source,
        kind=Kind.RESOURCE,
        name=name,
        organization=run_by,
        description=description,
        location=_location(location, hidden=hidden),
        website=text_of(organization.get("url")),
        hours=hours,
        facts=_facts(name, service),
    )
    raw = _raw(service, location, organization, hidden=hidden)
    return Record(where, outside_id, raw, listing, phones=_phones(organization), warnings=warnings)


def _location(location: Fields, *, hidden: bool) -> Location:
    if hidden:
        return Location(town=_TOWN, state=_STATE, time_zone=_ZONE, hidden=True)
    address = location.get("physical_address")
    street = text_of(address.get("address_1")) if isinstance(address, Mapping) else None
    point = read_point(location.get("latitude"), location.get("longitude"))
    is_centre = point is not None and (round(point.latitude, 4), round(point.longitude, 4)) == _CITY_CENTRE
    found = Precision.TOWN if is_centre else Precision.STREET
    return Location(
        name=text_of(location.get("name")),
        streets=(street,) if street and street.casefold() not in _NO_STREET else (),
        town=_TOWN,
        state=_STATE,
        point=point,
        precision=found if point else Precision.NONE,
        time_zone=_ZONE,
    )


def _hours(service: Fields) -> tuple[tuple[Hours, ...], tuple[str, ...]]:
    schedules = service.get("schedules")
    rows = schedules if isinstance(schedules, list) else []
    spans = [_span(row) for row in rows if isinstance(row, Mapping)]
    return weekly_hours(span for span in spans if span), ("hours_typo",) if None in spans else ()


def _span(row: Fields) -> Span | None:
    day, opens, closes = _DAYS.get(str(row.get("weekday"))), _minute(row.get("opens_at")), _minute(row.get("closes_at"))
    if day is None or opens is None or closes is None:
        return None
    return opening(day, 0 if opens == 1 else opens, closes)  # 1, one past midnight, goes on from 2359


def _minute(value: object) -> int | None:
    """930 as minutes of the day; None when it is no time."""
    if not isinstance(value, int) or isinstance(value, bool) or not (0 <= value <= 2400 and value % 100 < HOUR_MIN):
        return None
    return value // 100 * HOUR_MIN + value % 100


def _facts(name: str, service: Fields) -> Facts:
    """Topics are closed; ages, language and the rest open. A stated gender is who is admitted."""
    topics = {facet for pattern, facet in _IN_NAMES if pattern.search(name)}
    word = _TOPICS.get(str(service.get("taxonomy")))
    if word and not topics.intersection(_MAY_MEAN.get(word, ())):
        topics.add(word)
    facts = FactsBuilder()
    facts.yes("language=en", *topics)
    close_topics(facts, Kind.RESOURCE, topics, _EXPRESSIBLE, _MAY_MEAN.get(word or "", ()))
    eligibility = service.get("eligibility")
    who: Fields = eligibility if isinstance(eligibility, Mapping) else {}
    facts.yes(*_ONLY.get(str(who.get("gender")), ()))
    ages = who.get("age")
    if isinstance(ages, list) and ages:
        facts.yes("eligibility=age", *(_AGES[age] for age in ages if age in _AGES))
    return facts.build()


def _phones(organization: Fields) -> tuple[PhoneText, ...]:
    phones = organization.get("phones")
    found = [_phone(row) for row in phones if isinstance(row, Mapping)] if isinstance(phones, list) else []
    return tuple(dict.fromkeys(phone for phone in found if phone))


def _phone(row: Fields) -> PhoneText | None:
    """A number with the extension that stands in its department; the department itself may name a person."""
    number, department = text_of(row.get("number")), text_of(row.get("department")) or ""
    if number is None or _NOT_TO_CALL.search(department):
        return None
    extension = _EXTENSION.search(department)
    text = f"{number} ext. {extension[1]}" if extension else number
    return PhoneText(text, PhoneRole.HOTLINE if _HOTLINE.search(department) else PhoneRole.MAIN)


def _raw(service: Fields, location: Fields, organization: Fields, *, hidden: bool) -> dict[str, object]:
    """What is kept: the service, its place unless it is confidential, and who gives it.

    Departments of telephones are left out: they name persons.
    """
    place = {key: value for key, value in location.items() if key != "services"}
    who = {key: organization[key] for key in ("id", "name", "url") if key in organization}
    return {
        "service": dict(service),
        "location": {"id": location.get("id")} if hidden else place,
        "organization": {**who, "phones": [phone.text for phone in _phones(organization)]},
    }
