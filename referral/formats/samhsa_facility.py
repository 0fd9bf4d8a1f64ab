"""One facility of a SAMHSA file as a record: its name, address, phones and id. Both SAMHSA formats end here."""

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from referral.domain.listing import Listing, Location, PhoneRole
from referral.domain.place import Point, Precision
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.vocabulary import Kind
from referral.formats.files import plain_text
from referral.formats.samhsa_facts import Survey, facts_of, warnings_of

KEY_COLUMNS = ("name1", "name2", "street1", "street2", "city", "state")

_ROLES = {
    "phone": PhoneRole.MAIN,
    "intake1": PhoneRole.INTAKE,
    "intake2": PhoneRole.INTAKE,
    "intake1a": PhoneRole.INTAKE,
    "intake2a": PhoneRole.INTAKE,
    "hotline1": PhoneRole.HOTLINE,
    "hotline2": PhoneRole.HOTLINE,
}

ADDRESS_COLUMNS = frozenset({*KEY_COLUMNS, "zip", "zip4", "county", *_ROLES, "website", "latitude", "longitude"})
"""The columns read and kept, beside the codes. Any other column of a file is dropped: it might name a person."""

_GIVES_THE_PLACE_AWAY = frozenset({"street2", "zip", "zip4", "county", "latitude", "longitude"})

_WITHHELD = re.compile(r"[^a-z0-9]+|.*\b(confidential|undisclosed|not disclosed|withheld)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facility:
    """One row. number: as a spreadsheet shows it; cells: all ADDRESS_COLUMNS by `cell_text`; raw: the columns read."""

    number: int
    cells: Mapping[str, str]
    codes: frozenset[str]
    survey: Survey
    raw: Mapping[str, str]

    @property
    def is_hidden(self) -> bool:
        """True when the source withholds the street ("- - -", "Confidential"), as it does for shelters."""
        return _WITHHELD.fullmatch(self.cells["street1"]) is not None

    @property
    def kept(self) -> dict[str, str]:
        """The row as it is kept: without what would lead to a withheld address."""
        gone = _GIVES_THE_PLACE_AWAY if self.is_hidden else frozenset()
        return {column: text for column, text in self.raw.items() if column.casefold() not in gone}

    @property
    def digest(self) -> str:
        """The record hash: SHA-256 hex of what is kept as JSON with sorted keys, the same that ingest stores."""
        text = json.dumps(self.kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """The first 16 hex digits of SHA-256 over name1|name2|street1|street2|city|state|ZIP5.

        Each part in NFC, case folded, with runs of white space as one space and none around it.
        """
        parts = [_normalised(self.cells[column]) for column in KEY_COLUMNS] + [_zip5(self.cells["zip"]) or ""]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def cell_text(text: str) -> str:
    """A cell as one line for reading: HTML, control characters and runs of spaces taken out, in NFC."""
    return " ".join((plain_text(text) or "").split())


def records(facilities: Iterable[Facility], source: str, as_of: date | None) -> Iterator[Record | Rejection]:
    """One Record or Rejection per facility, in order. Reads all of them first: rows that share a key share its numbers.

    Rejections: `no_name`; `duplicate_id` for a row that repeats another in full.
    """
    rows = list(facilities)
    ids = _outside_ids(rows)
    seen: set[str] = set()
    for row in rows:
        key, digest = row.key, row.digest
        outside_id = ids[key][digest]
        if outside_id in seen:
            yield Rejection(f"row {row.number}", outside_id, "duplicate_id")
        elif not row.cells["name1"]:
            yield Rejection(f"row {row.number}", outside_id, "no_name")
        else:
            yield _record(row, source, outside_id, key if len(ids[key]) > 1 else None, as_of)
        seen.add(outside_id)


def _outside_ids(rows: list[Facility]) -> dict[str, dict[str, str]]:
    """Key -> digest -> outside id. Rows that differ under one key are numbered in the order of their digests."""
    digests: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        digests[row.key].add(row.digest)
    return {
        key: {
            digest: key if number == 1 else f"{key}-{number}" for number, digest in enumerate(sorted(of_key), start=1)
        }
        for key, of_key in digests.items()
    }


def _record(row: Facility, source: str, outside_id: str, shared_key: str | None, as_of: date | None) -> Record:
    name, organization = _names(row.cells["name1"], row.cells["name2"])
    facts = facts_of(row.codes, row.survey)
    listing = Listing(
        id=f"{source}:{outside_id}",
        source=source,
        kind=Kind.PROGRAM,
        name=name,
        as_of=as_of,
        group_id=f"{source}:{shared_key}" if shared_key else None,
        organization=organization,
        location=_location(row),
        website=_website(row.cells["website"]),
        facts=facts,
    )
    phones = tuple(PhoneText(row.cells[column], role) for column, role in _ROLES.items() if row.cells[column])
    return Record(f"row {row.number}", outside_id, row.kept, listing, phones, warnings=warnings_of(row.codes, facts))


def _names(name1: str, name2: str) -> tuple[str, str | None]:
    """(name of the listing, organization). name2 is a site or program of name1, a name it trades under, or its rest."""
    first, second = name1.casefold(), name2.casefold()
    if not name2 or second in first:
        return name1, None
    if second.startswith("dba ") and second[4:].strip():
        return name2[4:].strip(), name1
    if first in second:
        return name2, name1
    return f"{name1} {name2}" if name2.startswith("(") else f"{name1}, {name2}", name1


def _location(row: Facility) -> Location:
    cells = row.cells
    town, state = cells["city"] or None, cells["state"].upper() or None
    if row.is_hidden:
        return Location(town=town, state=state, hidden=True)
    point = _point(cells["latitude"], cells["longitude"])
    return Location(
        streets=tuple(cells[column] for column in ("street1", "street2") if cells[column]),
        town=town,
        state=state,
        zip5=_zip5(cells["zip"]),
        county=cells["county"] or None,
        point=point,
        precision=Precision.NONE if point is None else Precision.STREET,
    )


def _point(latitude: str, longitude: str) -> Point | None:
    """The point, or None when it is missing, no number, off the Earth, or the 0, 0 of a failed look-up."""
    try:
        point = Point(float(latitude), float(longitude))
    except ValueError:
        return None
    return point if point.latitude or point.longitude else None


def _zip5(text: str) -> str | None:
    """The five digits; a ZIP that a spreadsheet took for a number gets its leading zeros back."""
    found = re.fullmatch(r"(\d{3,5})(?:-?\d{4})?", text)
    return found[1].zfill(5) if found else None


def _website(text: str) -> str | None:
    """The address, or None when it is empty or only "http://"."""
    return text if re.fullmatch(r"https?://[^\s/]+\.\S+", text, re.IGNORECASE) else None


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
