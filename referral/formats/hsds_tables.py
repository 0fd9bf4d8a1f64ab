"""HSDS as a folder of CSV tables (2.x, and the tabular 3.x), joined into services as the JSON of 3.x nests them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from referral.domain.record import Rejection
from referral.formats.hsds_folder import Columns, Folder, Row, ids
from referral.formats.hsds_offer import Offer

# Fields that are kept, with spaces between them. Contacts, mail addresses and everything else are dropped.
_SERVICE = (
    "id name alternate_name description url status interpretation_services application_process wait_time fees "
    "fees_description accreditations licenses eligibility_description minimum_age maximum_age alert assured_date "
    "last_modified"
)
_LOCATION = "id location_type name alternate_name description transportation url latitude longitude"
_ADDRESS = (
    "attention address_1 address_2 address_3 address_4 city region state_province postal_code country address_type"
)
_SCHEDULE = (
    "name weekday valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno bymonthday "
    "byyearday description opens_at closes_at notes"
)
_PHONE = "number extension type description"
_LANGUAGE = "language name code"


def read_folder(path: Path, columns: Columns) -> Iterator[Offer | Rejection]:
    """Every service at each of its places in the order of services.csv; a service without a place once.

    Rejections: `no_id`, `duplicate_id`, and `no_service` for a place of a service that is not there. Raises BadFile.
    """
    folder = Folder(path, columns)
    places: dict[str, list[tuple[str, Row]]] = {}
    for numbered in folder.rows("service_at_location"):
        for service_id in ids(numbered.row.get("service_id"))[:1]:
            places.setdefault(service_id, []).append((numbered.where, numbered.row))
    seen: set[str] = set()
    for numbered in folder.rows("service"):
        service_id = numbered.row.get("id", "").strip()
        if not service_id or service_id in seen:
            yield Rejection(numbered.where, service_id or None, "duplicate_id" if service_id else "no_id")
            continue
        seen.add(service_id)
        yield from _offers(folder, numbered.where, service_id, numbered.row, places.get(service_id, []))
    for numbered in folder.rows("service_at_location"):
        if seen.isdisjoint(ids(numbered.row.get("service_id"))[:1]):
            yield Rejection(numbered.where, numbered.row.get("id") or None, "no_service")


def _offers(folder: Folder, where: str, service_id: str, row: Row, places: list[tuple[str, Row]]) -> Iterator[Offer]:
    service = _service(folder, service_id, row)
    numbers = folder.by("phone", "id")
    named = [phone for id_ in ids(row.get("phone_ids")) for phone in numbers.get(id_, [])]
    phones = _once([*folder.by("phone", "service_id").get(service_id, []), *named])
    central = _organization_phones(folder, row)
    schedules = folder.by("schedule", "service_id").get(service_id, [])
    if not places:
        own = {"phones": _all(phones or central, _PHONE), "schedules": _all(schedules, _SCHEDULE)}
        yield Offer(where, {**service, **own}, None)
    for place_where, place in places:
        location_id = next(iter(ids(place.get("location_id"))), "")
        phones_at = [*_of_place(folder, "phone", place), *_phones_at(folder, location_id, phones)]
        times = _of_place(folder, "schedule", place) or _schedules_at(folder, location_id, schedules)
        site: dict[str, object] = {
            **_picked(place, "id description"),
            "service_id": service_id,
            "location_id": location_id,
            "phones": _all(_once(phones_at) or central, _PHONE),
            "schedules": _all(times, _SCHEDULE),
        }
        location = _location(folder, location_id)
        yield Offer(place_where, service, {**site, "location": location} if location else site)


def _service(folder: Folder, service_id: str, row: Row) -> dict[str, object]:
    def of(table: str) -> list[Row]:
        return folder.by(table, "service_id").get(service_id, [])

    service: dict[str, object] = {**_picked(row, _SERVICE), "id": service_id}
    organization = folder.one("organization", row.get("organization_id"))
    program = folder.one("program", row.get("program_id"))
    eligibility = "\n".join(text for each in of("eligibility") if (text := each.get("eligibility")))
    actions = folder.by("metadata", "resource_id").get(service_id, [])
    changed = max((day for action in actions if (day := action.get("last_action_date"))), default=None)
    nested: dict[str, object] = {
        "organization": _picked(organization, "id name url website") if organization else None,
        "program": _picked(program, "id name") if program else None,
        "eligibility_description": service.get("eligibility_description") or eligibility,
        "last_modified": service.get("last_modified") or changed,
        "languages": _all(of("language"), _LANGUAGE),
        "service_areas": _all(of("service_area"), "name service_area description"),
        "required_documents": _all(of("required_document"), "document"),
        "cost_options": _all(of("cost_option"), "option amount amount_description"),
        "payments_accepted": _all(of("payment_accepted"), "payment"),
        "attributes": _attributes(folder, service_id),
    }
    return {**service, **{key: value for key, value in nested.items() if value}}


def _attributes(folder: Folder, service_id: str) -> list[dict[str, object]]:
    """The taxonomy terms of a service; a term that is not in the folder is named by its id."""
    linked = [
        row
        for row in folder.by("service_attribute", "link_id").get(service_id, [])
        if (row.get("link_entity") or row.get("link_type") or "service") in ("service", "services")
    ]
    rows = [*folder.by("service_attribute", "service_id").get(service_id, []), *linked]
    term_ids = dict.fromkeys(id_ for row in rows for id_ in ids(row.get("taxonomy_term_id") or row.get("taxonomy_id")))
    terms = [folder.one("taxonomy_term", id_) or {"id": id_, "name": id_} for id_ in term_ids]
    return [{"taxonomy_term": _picked(term, "id code name taxonomy")} for term in terms]


def _location(folder: Folder, location_id: str) -> dict[str, object] | None:
    row = folder.one("location", location_id)
    if row is None:
        return None

    def of(table: str) -> list[Row]:
        return folder.by(table, "location_id").get(location_id, [])

    postal = [{**each, "address_type": "postal"} for each in of("postal_address")]
    spoken_here = [each for each in of("language") if not each.get("service_id")]
    return {
        **_picked(row, _LOCATION),
        "addresses": _all([*of("physical_address"), *postal], _ADDRESS),
        "accessibility": _all(of("accessibility"), "accessibility description details"),
        "languages": _all(spoken_here, _LANGUAGE),
    }


def _of_place(folder: Folder, table: str, place: Row) -> list[Row]:
    """The rows that name a service_at_location itself."""
    return folder.by(table, "service_at_location_id").get(place.get("id", ""), [])


def _phones_at(folder: Folder, location_id: str, of_service: list[Row]) -> list[Row]:
    """The numbers of a service that are at a place or at none; its numbers elsewhere; then those of the place."""
    here = [row for row in of_service if not row.get("location_id") or location_id in ids(row.get("location_id"))]
    at_place = folder.by("phone", "location_id").get(location_id, [])
    unclaimed = [row for row in at_place if not row.get("service_id")]
    return _once([*(here or of_service), *unclaimed]) or _once(at_place)


def _schedules_at(folder: Folder, location_id: str, of_service: list[Row]) -> list[Row]:
    """The schedules of a service that name a place; else those that name none; else those of the place itself."""
    named = [row for row in of_service if location_id in ids(row.get("location_id"))]
    unnamed = [row for row in of_service if not row.get("location_id")]
    of_place = folder.by("schedule", "location_id").get(location_id, [])
    return named or unnamed or [row for row in of_place if not row.get("service_id")]


def _organization_phones(folder: Folder, service: Row) -> list[Row]:
    """The numbers of an organization that belong to none of its services or places; else all but those of services."""
    every = folder.by("phone", "organization_id")
    rows = [row for id_ in ids(service.get("organization_id")) for row in every.get(id_, [])]
    free = [row for row in rows if not row.get("service_id")]
    return _once([row for row in free if not row.get("location_id")] or free)


def _once(rows: Iterable[Row]) -> list[Row]:
    """Rows with different numbers, in order."""
    distinct: dict[tuple[str | None, str | None], Row] = {}
    for row in rows:
        distinct.setdefault((row.get("number"), row.get("extension")), row)
    return list(distinct.values())


def _all(rows: Iterable[Row], fields: str) -> list[dict[str, object]]:
    """The stated fields of rows; rows that are equal in them once, rows without any not at all."""
    distinct = dict.fromkeys(tuple(_picked(row, fields).items()) for row in rows)
    return [dict(cells) for cells in distinct if cells]


def _picked(row: Mapping[str, str], fields: str) -> dict[str, object]:
    return {field: row[field] for field in fields.split() if row.get(field)}
