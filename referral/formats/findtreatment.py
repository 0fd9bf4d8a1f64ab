"""`findtreatment`: the detailed CSV export of FindTreatment.gov, one column per service code.

A row is a facility's answer to one survey: substance use ("SU") or mental health ("MH"); a place that answered both has
two rows, which share everything but their codes and become sibling listings. The export has coordinates, found from
street addresses, and no date, opening hours, ids or persons.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from referral.domain.errors import BadFile
from referral.domain.record import Record, Rejection
from referral.domain.source import Dating
from referral.formats.files import csv_rows
from referral.formats.samhsa_codes import KNOWN
from referral.formats.samhsa_facility import ADDRESS_COLUMNS, Facility, cell_text, records
from referral.formats.samhsa_facts import Survey

TYPE_COLUMN = "type_facility"
NEEDED_COLUMNS = ("name1", "street1", "city", "state", "zip", "phone")
FEWEST_CODE_COLUMNS = 20
"""An export has over 300; a table with hardly any is something else."""

_YES = frozenset({"1", "1.0", "y", "yes", "true", "x"})

_KEPT = ADDRESS_COLUMNS | {TYPE_COLUMN}

_OTHER_COLUMNS = _KEPT | {"intake_prompt", "_irow", "frid", "miles"}
"""Columns that are no codes."""


class FindTreatment:
    """The export as records. Needs nothing beside the file."""

    name = "findtreatment"
    title: str | None = None
    dating = Dating.EDITION
    version = "1"

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every row, in file order. Raises BadFile as `files.csv_rows`, and when the columns are not the export's."""
        return records(_facilities(path), source, edition_date(path))


def edition_date(path: Path) -> date | None:
    """The date in the file's name (2025-03-01, 20250301, a year alone as January 1), else None."""
    found = re.search(r"(?<!\d)(20\d\d)(?:[-_]?([01]\d)[-_]?([0-3]\d))?(?!\d)", path.stem)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def _facilities(path: Path) -> Iterator[Facility]:
    columns: dict[str, str] = {}
    for number, row in csv_rows(path):
        if not columns:
            columns = {column: column.casefold() for column in row}
            _check(path.name, set(columns.values()))
        cells = {columns[column]: text.strip() for column, text in row.items()}
        flagged = {column for column, text in cells.items() if column not in _OTHER_COLUMNS and text.casefold() in _YES}
        yield Facility(
            number=number,
            cells={column: cell_text(cells.get(column, "")) for column in ADDRESS_COLUMNS},
            codes=frozenset(column.upper() for column in flagged),
            survey=Survey.MENTAL_HEALTH if cells.get(TYPE_COLUMN, "").upper() == "MH" else Survey.SUBSTANCE_USE,
            raw={column: text for column, text in cells.items() if text and (column in _KEPT or column in flagged)},
        )
    if not columns:
        raise BadFile(f"{path.name} holds no facilities: there are no rows below its column names.")


def _check(name: str, columns: set[str]) -> None:
    missing = [column for column in NEEDED_COLUMNS if column not in columns]
    codes = sum(column.upper() in KNOWN for column in columns - _OTHER_COLUMNS)
    if missing or codes < FEWEST_CODE_COLUMNS:
        lacks = (
            f"it lacks the columns {', '.join(missing)}"
            if missing
            else f"only {codes} of its columns are service codes"
        )
        raise BadFile(
            f"{name} is not an export of FindTreatment.gov: {lacks}. Use the detailed export with one column per code."
        )
