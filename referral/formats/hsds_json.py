"""HSDS 3.x as JSON: services, services at locations or organizations, as an array, a page, one object or lines."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from referral.domain.errors import BadFile
from referral.domain.record import Rejection
from referral.formats.files import MAX_JSON_BYTES, json_value
from referral.formats.hsds_offer import Offer

_LISTS = ("contents", "services", "service_at_locations", "organizations", "data", "results")
"""Where an envelope holds its items: `contents` by the specification, the others as found."""

_MARKS = {
    "organization",
    "organization_id",
    "schedules",
    "service",
    "service_at_locations",
    "service_id",
    "services",
    "status",
}
"""Fields that tell HSDS objects from those of other standards."""

_DROPPED = {"contacts", "email", "assurer_email", "metadata", "capacities", "funding", "updated_by"}
"""Persons, mail addresses, and histories of who changed what."""


def read_json(path: Path) -> Iterator[Offer | Rejection]:
    """Every service at each of its locations, in file order; a service without a location once.

    path: a JSON file, a file of JSON lines, or a folder of JSON files (pages). Rejections: `not_an_object`, `not_json`
    (one bad line), `no_service` (a place without its service). Raises BadFile when nothing in it is HSDS.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    items = [(where, item) for file in files for where, item in _items(file)]
    if items and not any(isinstance(item, Mapping) and _MARKS & item.keys() for _, item in items):
        raise BadFile(f"{path.name} is not HSDS: no object in it has the fields of a service.")
    for where, item in items:
        if isinstance(item, Rejection):
            yield item
        elif isinstance(item, Mapping):
            yield from _offers(where, item)
        else:
            yield Rejection(where, None, "not_an_object")


def _items(path: Path) -> Iterator[tuple[str, object]]:
    if path.suffix in (".ndjson", ".jsonl") or _is_lines(path):
        yield from _lines(path)
        return
    value = json_value(path)
    if isinstance(value, Mapping) and not _is_item(value):
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        if value is None:
            raise BadFile(f"{path.name} is not HSDS: it is neither a service nor a page with contents.")
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        yield f"{path.name} object {number}", item


def _is_item(value: Mapping[str, object]) -> bool:
    return "id" in value and "total_items" not in value


def _is_lines(path: Path) -> bool:
    """True when the first two lines are each an object of their own."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            first, second = stream.readline(MAX_JSON_BYTES), stream.readline(MAX_JSON_BYTES)
        return isinstance(json.loads(first), dict) and isinstance(json.loads(second), dict)
    except (OSError, ValueError, RecursionError):
        return False


def _lines(path: Path) -> Iterator[tuple[str, object]]:
    """Each line's object, read line by line. The last line must be whole: else the file is cut short."""
    for number, line in enumerate(_text_lines(path), 1):
        where = f"{path.name} line {number}"
        if line.strip():
            try:
                yield where, json.loads(line, parse_constant=_no_constant)
            except (ValueError, RecursionError) as error:
                if not line.endswith("\n"):
                    raise BadFile(f"{path.name} is cut short: line {number} ends inside a value.") from error
                yield where, Rejection(where, None, "not_json")


def _text_lines(path: Path) -> Iterator[str]:
    try:
        if path.stat().st_size > MAX_JSON_BYTES:
            raise BadFile(f"{path.name} is larger than {MAX_JSON_BYTES >> 20} MB. Split it.")
        with path.open(encoding="utf-8-sig") as stream:
            yield from stream
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path.name} is not UTF-8 text.") from error


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def _offers(where: str, item: Mapping[str, object]) -> Iterator[Offer | Rejection]:
    services = item.get("services")
    if isinstance(services, list):
        organization = {key: value for key, value in item.items() if key != "services"}
        for number, service in enumerate(services, 1):
            inner = f"{where}, service {number}"
            if isinstance(service, Mapping):
                yield from _of_service(inner, {"organization": organization, **service})
            else:
                yield Rejection(inner, None, "not_an_object")
    elif "service" in item or ("service_id" in item and "name" not in item):
        service = item.get("service")
        if isinstance(service, Mapping):
            place = {key: value for key, value in item.items() if key != "service"}
            alone = {key: value for key, value in service.items() if key != "service_at_locations"}
            yield Offer(where, _kept(alone), _kept(place))
        else:
            yield Rejection(where, str(item["id"]) if "id" in item else None, "no_service")
    else:
        yield from _of_service(where, item)


def _of_service(where: str, service: Mapping[str, object]) -> Iterator[Offer | Rejection]:
    listed = service.get("service_at_locations")
    places = listed if isinstance(listed, list) else []
    alone = _kept({key: value for key, value in service.items() if key != "service_at_locations"})
    if not places:
        yield Offer(where, alone, None)
    for number, place in enumerate(places, 1):
        inner = f"{where}, place {number}"
        if isinstance(place, Mapping):
            yield Offer(inner, alone, _kept({key: value for key, value in place.items() if key != "service"}))
        else:
            yield Rejection(inner, None, "not_an_object")


def _kept(item: Mapping[str, object]) -> dict[str, object]:
    """The object without persons and mail addresses, at any depth."""
    return {key: _inner(value) for key, value in item.items() if key not in _DROPPED and value is not None}


def _inner(value: object) -> object:
    if isinstance(value, Mapping):
        return _kept(value)
    return [_inner(each) for each in value] if isinstance(value, list) else value
