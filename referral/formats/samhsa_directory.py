"""`samhsa-directory`: SAMHSA's National Directory of Drug and Alcohol Use Treatment Facilities, a yearly workbook.

Its first sheet has a row per facility: address columns, and one column of codes in blocks split by "*". The workbook
has no coordinates, websites or opening hours, and no persons.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from referral.domain.errors import BadFile
from referral.domain.record import Record, Rejection
from referral.domain.source import Dating
from referral.formats.files import xlsx_properties, xlsx_rows
from referral.formats.samhsa_facility import ADDRESS_COLUMNS, Facility, cell_text, records
from referral.formats.samhsa_facts import Survey

CODES_COLUMN = "service_code_info"
_KEPT = ADDRESS_COLUMNS | {CODES_COLUMN}
NEEDED_COLUMNS = ("name1", "street1", "city", "state", "zip", "phone", CODES_COLUMN)


class SamhsaDirectory:
    """The yearly workbook as records. Needs nothing beside the file."""

    name = "samhsa-directory"
    title: str | None = None
    dating = Dating.EDITION
    version = "1"

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every facility, in sheet order. Raises BadFile as `files.xlsx_rows`, and when a needed column is missing."""
        return records(_facilities(path), source, edition_date(path))


def edition_date(path: Path) -> date | None:
    """The day of an edition, or None when nothing states it.

    The year is that of the workbook's title ("2023 SU Facilities ..."), else of its file name. The day is the one on
    which the workbook was made if that lies in the year, else January 1: listings never look fresher than they are.
    """
    title, created = xlsx_properties(path)
    year = _year(title or "") or _year(path.stem)
    if year is None:
        return None
    return created if created and created.year == year else date(year, 1, 1)


def _year(text: str) -> int | None:
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", text)
    return int(found[1]) if found else None


def _facilities(path: Path) -> Iterator[Facility]:
    rows = xlsx_rows(path)
    header = [_text(value) for value in next(rows, (0, ()))[1]]
    places = {column.casefold(): at for at, column in enumerate(header) if column}
    missing = [column for column in NEEDED_COLUMNS if column not in places]
    if missing:
        raise BadFile(
            f"{path.name} is not SAMHSA's directory: its first sheet lacks the columns {', '.join(missing)}. "
            "Use the workbook of substance use facilities as SAMHSA publishes it."
        )
    number = 0
    for number, values in rows:
        texts = {column: _text(values[at]) if at < len(values) else "" for column, at in places.items()}
        raw = {header[at]: texts[column] for column, at in places.items() if column in _KEPT and texts[column]}
        yield Facility(
            number=number,
            cells={column: cell_text(texts.get(column, "")) for column in ADDRESS_COLUMNS},
            codes=frozenset(texts[CODES_COLUMN].upper().replace("*", " ").split()),
            survey=Survey.SUBSTANCE_USE,
            raw=raw,
        )
    if not number:
        raise BadFile(f"{path.name} holds no facilities: there are no rows below its column names.")


def _text(value: object) -> str:
    """A cell as text; a whole number without its ".0"."""
    if value is None:
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
