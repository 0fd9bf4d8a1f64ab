"""The CSV tables of an HSDS folder under their standard names, whatever the export calls its files and columns."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from referral.domain.errors import BadFile
from referral.formats.files import csv_rows

Row = Mapping[str, str]
Columns = Mapping[str, Mapping[str, str]]
"""Table -> standard field -> the file's column."""

FILES: dict[str, tuple[str, ...]] = {
    "organization": ("organizations", "organization"),
    "program": ("programs", "program"),
    "service": ("services", "service"),
    "service_at_location": ("services_at_location", "service_at_locations", "service_at_location"),
    "location": ("locations", "location"),
    "physical_address": ("physical_addresses", "physical_address", "addresses", "address"),
    "postal_address": ("postal_addresses", "postal_address"),
    "phone": ("phones", "phone"),
    "schedule": ("schedules", "schedule", "regular_schedules", "regular_schedule"),
    "language": ("languages", "language"),
    "service_area": ("service_areas", "service_area"),
    "required_document": ("required_documents", "required_document"),
    "cost_option": ("cost_options", "cost_option"),
    "payment_accepted": ("payments_accepted", "payment_accepted"),
    "eligibility": ("eligibility", "eligibilities"),
    "accessibility": ("accessibility_for_disabilities", "accessibility", "accessibilities"),
    "taxonomy_term": ("taxonomy_terms", "taxonomy_term", "taxonomy"),
    "service_attribute": ("service_attributes", "service_attribute", "services_taxonomy", "attributes", "attribute"),
    "metadata": ("metadata",),
}
"""Table -> the names its file may have, without ".csv"; the first that is there counts. Contacts are never read."""

_REQUIRED = ("id", "name")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row and where it stands: "services.csv row 12"."""

    where: str
    row: Row


class Folder:
    """All tables of one folder, held whole; a table without a file is empty.

    Raises BadFile when there is no table of services, or it has not the columns of one.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        self._tables = {table: _read(path, table, columns.get(table, {})) for table in FILES}
        self._grouped: dict[tuple[str, str], Mapping[str, list[Row]]] = {}
        services = self._tables["service"]
        if services is None:
            raise BadFile(f"{path.name} is no folder of HSDS tables: it has no services.csv.")
        missing = [field for field in _REQUIRED if services and field not in services[0].row]
        if missing:
            raise BadFile(
                f"{path.name}: services.csv has no column {' or '.join(missing)}. This export names its columns in "
                "another way; give --mapping with a [columns.service] table."
            )

    def rows(self, table: str) -> list[Numbered]:
        """The rows of a table in file order."""
        return self._tables[table] or []

    def by(self, table: str, field: str) -> Mapping[str, list[Row]]:
        """The rows of a table by each id in one of their cells, which may hold several ids."""
        if (table, field) not in self._grouped:
            grouped: dict[str, list[Row]] = defaultdict(list)
            for numbered in self.rows(table):
                for id_ in ids(numbered.row.get(field)):
                    grouped[id_].append(numbered.row)
            self._grouped[table, field] = dict(grouped)
        return self._grouped[table, field]

    def one(self, table: str, cell: str | None) -> Row | None:
        """The first row whose id stands in a cell, or None."""
        rows = self.by(table, "id")
        return next((rows[id_][0] for id_ in ids(cell) if id_ in rows), None)


def ids(cell: str | None) -> list[str]:
    """The ids in a cell, each once: exports write several into one, with commas between them."""
    return list(dict.fromkeys(part for part in re.split(r"[,;\s]+", cell or "") if part))


def _read(folder: Path, table: str, columns: Mapping[str, str]) -> list[Numbered] | None:
    path = next((file for name in FILES[table] if (file := folder / f"{name}.csv").is_file()), None)
    if path is None:
        return None
    found = {column: field for field, column in columns.items()}
    return [
        Numbered(f"{path.name} row {number}", {found.get(column, column): cell for column, cell in row.items()})
        for number, row in csv_rows(path)
    ]
