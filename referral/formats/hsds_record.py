"""One HSDS service at one place as a record, or the reason why it is none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from referral.domain.listing import Area, Listing, Location, Online, PhoneRole
from referral.domain.record import PhoneText, Record, Rejection
from referral.formats.hsds_facts import read_facts, terms_of
from referral.formats.hsds_mapping import Mapped, Stated, fold
from referral.formats.hsds_offer import Offer
from referral.formats.hsds_place import is_confidential, read_areas, read_location, without_address
from referral.formats.hsds_schedule import Times, read_schedules
from referral.formats.meeting_rows import lines_of, text_of

Fields = Mapping[str, object]

_CLOSED = {"inactive", "defunct", "temporarily closed", "closed", "permanently closed"}
_NOT_VOICE = {"fax", "pager", "textphone", "tty", "tdd", "text", "sms", "video"}
_NOT_TO_CALL = re.compile(r"\bfax\b|\btty\b|\btdd\b|\bdo not use\b", re.IGNORECASE)
_HOTLINE = re.compile(r"\bhot-?line|\bcrisis\b|\bhelp-?line", re.IGNORECASE)
_INTAKE = re.compile(r"\bintake\b|\badmissions?\b", re.IGNORECASE)
_LIVE_IN = {"topic=shelter", "topic=housing", "level=recovery_housing"}
_TOLD = (
    "description",
    "alternate_name",
    "eligibility_description",
    "application_process",
    "fees_description",
    "fees",
    "wait_time",
    "interpretation_services",
    "alert",
)
"""Fields that make the description, in this order."""
_SAYS_NOTHING = {"none", "n/a", "na", "null", "-"}
_OF_PHONE = ("id", "number", "extension", "type")


def read_offer(offer: Offer, source: str, mapping: Mapped) -> Record | Rejection:
    """The record of a service at a place, named by the service's own name.

    Rejections: `no_id`, `no_name`, `inactive` (any status that says it is not given now).
    """
    reader = _Reader(offer, mapping)
    outside_id, name = reader.outside_id(), text_of(offer.service.get("name"))
    if outside_id is None or name is None:
        return Rejection(offer.row, outside_id, "no_id" if outside_id is None else "no_name")
    status = fold(text_of(offer.service.get("status")) or "active")
    if status in _CLOSED:
        return Rejection(offer.row, outside_id, "inactive")
    if status != "active" and status not in mapping.active:
        reader.warnings.append("status_unknown")
    return reader.record(source, outside_id, " ".join(name.split()))


class _Reader:
    """Reads one offer; what it mends or leaves out stands in warnings."""

    def __init__(self, offer: Offer, mapping: Mapped) -> None:
        self._offer = offer
        self._mapping = mapping
        self._service = offer.service
        self._place: Fields = offer.place or {}
        location = self._place.get("location")
        self._location: Fields | None = location if isinstance(location, Mapping) else None
        organization = self._service.get("organization")
        self._organization: Fields = organization if isinstance(organization, Mapping) else {}
        self.warnings: list[str] = []

    def outside_id(self) -> str | None:
        """The id of the service at its place; of the service when it has none.

        A place's id that is a mere number is taken for a row number, which may shift or equal a service's id: then,
        and without one, the place is named by the ids of its service and location.
        """
        service_id = text_of(self._service.get("id")) or text_of(self._place.get("service_id"))
        if self._offer.place is None:
            return service_id
        location_id = text_of((self._location or {}).get("id")) or text_of(self._place.get("location_id"))
        pair = f"{service_id}-{location_id}" if service_id and location_id else None
        own = text_of(self._place.get("id"))
        return pair or own if own is None or own.isdecimal() else own

    def record(self, source: str, outside_id: str, name: str) -> Record:
        """The record. warnings: `unknown_term`, `location_missing`, and those of the place and the hours."""
        stated = self._mapping.read_terms(terms_of(self._service, self._place))
        if stated.has_unknown:
            self.warnings.append("unknown_term")
        if self._offer.place is not None and self._location is None:
            self.warnings.append("location_missing")
        hidden = self._is_hidden(stated)
        where = self._where(hidden=hidden)
        kind, facts = read_facts(self._service, self._place, stated, self._mapping, in_us=where.country == "US")
        as_of = self._as_of()
        times = read_schedules(self._schedules(), as_of)
        listing = Listing(
            id=f"{source}:{outside_id}",
            source=source,
            kind=kind,
            name=name,
            as_of=as_of,
            organization=text_of(self._organization.get("name")),
            description=self._description(times),
            location=where,
            website=self._website(),
            online=self._online(),
            hours=times.hours,
            serves=self._serves(where, stated),
            facts=facts,
        )
        return Record(
            row=self._offer.row,
            outside_id=outside_id,
            raw=self._raw(hidden=hidden),
            listing=listing,
            phones=self._phones(),
            warnings=tuple(dict.fromkeys((*self.warnings, *times.warnings))),
        )

    def _is_hidden(self, stated: Stated) -> bool:
        """True when the place is said to be confidential, and for a refuge from violence that states no street."""
        texts = (
            self._service.get("description"),
            self._service.get("application_process"),
            self._place.get("description"),
        )
        if is_confidential(self._location, map(text_of, texts)):
            return True
        shelters = "service=domestic_violence" in stated.facets and bool(_LIVE_IN & stated.facets)
        return shelters and self._location is not None and not self._has_street(self._location)

    def _has_street(self, location: Fields) -> bool:
        return bool(read_location(location, self._mapping.place, hidden=False)[0].streets)

    def _where(self, *, hidden: bool) -> Location:
        where, oddities = read_location(self._location, self._mapping.place, hidden=hidden)
        self.warnings += oddities
        nowhere = where.point is None and where.zip5 is None and where.town is None
        return replace(where, time_zone=self._mapping.time_zone) if nowhere else where

    def _as_of(self) -> date | None:
        """The day of assurance, else of the last change."""
        for field in ("assured_date", "last_modified"):
            text = text_of(self._service.get(field))
            try:
                if text:
                    return date.fromisoformat(text[:10])
            except ValueError:
                self.warnings.append("bad_date")
        return None

    def _schedules(self) -> list[Fields]:
        """Those of the service at this place; else of the service; else of the location."""
        for owner in (self._place, self._service, self._location or {}):
            if rows := _rows(owner, "schedules"):
                return rows
        return []

    def _description(self, times: Times) -> str | None:
        texts = [self._service.get(field) for field in _TOLD] + [self._place.get("description")]
        said = [text for text in map(text_of, texts) if text and text.casefold() not in _SAYS_NOTHING]
        return lines_of(*said, *times.remarks)

    def _website(self) -> str | None:
        """The service's address, else the organization's; of several in one field the first."""
        owners = (self._service, self._organization)
        urls = [url for each in owners for key in ("url", "website") if (url := text_of(each.get(key)))]
        return urls[0].split()[0].rstrip(";,") if urls else None

    def _online(self) -> Online | None:
        virtual = self._location is not None and self._location.get("location_type") == "virtual"
        url = text_of(self._location.get("url")) if virtual and self._location else None
        return Online(url=url) if url else None

    def _serves(self, where: Location, stated: Stated) -> tuple[Area, ...]:
        """The service areas; for a service without a place, also the region that it or its whole source is for."""
        rows = [*_rows(self._service, "service_areas"), *_rows(self._place, "service_areas")]
        nowhere = where.point is None and not where.streets and where.town is None
        named = (*read_areas(rows, where.state), *(stated.areas if nowhere else ()))
        return tuple(dict.fromkeys(named or (self._mapping.place.serves if nowhere else ())))

    def _phones(self) -> tuple[PhoneText, ...]:
        """Numbers to call: of the service at this place, the service and the location; else of the organization."""
        owners: Iterable[Fields] = (self._place, self._service, self._location or {})
        rows = [row for owner in owners for row in _rows(owner, "phones")] or _rows(self._organization, "phones")
        return tuple(dict.fromkeys(phone for row in rows if (phone := _phone(row, self._mapping))))

    def _raw(self, *, hidden: bool) -> dict[str, object]:
        """What is kept of the record: without the organization's other places, and a confidential address."""
        service = dict(self._service)
        if self._organization:
            of = self._organization
            service["organization"] = {key: of[key] for key in ("id", "name", "url", "website", "phones") if key in of}
        place = dict(self._place)
        if hidden and self._location is not None:
            place["location"] = without_address(self._location)
        kept = {"service": service, "service_at_location": place}
        return {key: _without_phone_texts(value) for key, value in kept.items() if value}


def _phone(row: Fields, mapping: Mapped) -> PhoneText | None:
    """A number to talk to someone; None for fax, text telephones and what is marked not to be used."""
    number, extension = text_of(row.get("number")), text_of(row.get("extension"))
    said = fold(text_of(row.get("type")) or "")
    kind, about = mapping.phone_types.get(said, said), text_of(row.get("description")) or ""
    if number is None or kind in _NOT_VOICE or _NOT_TO_CALL.search(about):
        return None
    role = PhoneRole.INTAKE if kind == "intake" or _INTAKE.search(about) else PhoneRole.MAIN
    role = PhoneRole.HOTLINE if kind == "hotline" or _HOTLINE.search(about) else role
    text = f"{number} ext. {extension.removesuffix('.0')}" if extension and extension != "0" else number
    return PhoneText(text, role)


def _without_phone_texts(value: object) -> object:
    """The value without the descriptions of telephones at any depth: they name persons."""
    if isinstance(value, list):
        return [_without_phone_texts(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {key: _numbers(each) if key == "phones" else _without_phone_texts(each) for key, each in value.items()}


def _numbers(phones: object) -> list[dict[str, object]]:
    rows = phones if isinstance(phones, list) else []
    return [{key: row[key] for key in _OF_PHONE if key in row} for row in rows if isinstance(row, Mapping)]


def _rows(fields: Fields, key: str) -> list[Fields]:
    value = fields.get(key)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
