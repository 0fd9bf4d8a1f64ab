"""The rows of a CSV or Excel sheet as texts by column name, cut down to the columns that a mapping names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from referral.domain.errors import BadFile, BadMapping
from referral.formats.files import csv_rows, plain_text, xlsx_rows
from referral.formats.spreadsheet_mapping import SheetMapping, folded


@dataclass(frozen=True, slots=True)
class Row:
    """One row. number: as a spreadsheet shows it; cells: every named column, plain text, line breaks kept."""

    number: int
    cells: Mapping[str, str]

    def text(self, column: str | None) -> str:
        """A cell as one line; empty without a column."""
        return " ".join(self.cells[column].split()) if column is not None else ""

    def values(self, column: str, separator: str | None) -> tuple[str, ...]:
        """The folded values of a cell, in order; empty parts are left out."""
        parts = self.cells[column].split(separator) if separator is not None else [self.cells[column]]
        return tuple(value for part in parts if (value := folded(part)))


def sheet_rows(path: Path, mapping: SheetMapping) -> Iterator[Row]:
    """Every row with content, streamed. A name that ends in .xlsx is an Excel workbook, any other is CSV.

    Raises BadFile as `files.csv_rows` and `files.xlsx_rows`, and for a table without rows; BadMapping when the
    table lacks a column that the mapping names.
    """
    table = _workbook_rows(path, mapping.sheet) if path.suffix.casefold() == ".xlsx" else _text_rows(path, mapping)
    checked = False
    for number, cells in table:
        if not checked:
            _check_columns(path.name, cells, mapping)
            checked = True
        named = {column: _clean(cells[column], mapping) for column in mapping.used_columns}
        if any(cells.values()):
            yield Row(number, named)
    if not checked:
        raise BadFile(f"{path.name} has no rows below its column names.")


def _check_columns(name: str, cells: Mapping[str, str], mapping: SheetMapping) -> None:
    missing = sorted(mapping.used_columns - cells.keys())
    if missing:
        raise BadMapping(
            f'The mapping names the column "{missing[0]}", which {name} does not have. '
            f"Its columns are: {', '.join(cells)}."
        )


def _clean(text: str, mapping: SheetMapping) -> str:
    plain = plain_text(text) or ""
    return "" if folded(plain) in mapping.blank else plain


def _text_rows(path: Path, mapping: SheetMapping) -> Iterator[tuple[int, Mapping[str, str]]]:
    return csv_rows(path, encoding=mapping.encoding)


def _workbook_rows(path: Path, sheet: str | None) -> Iterator[tuple[int, Mapping[str, str]]]:
    rows = xlsx_rows(path, sheet)
    header = [" ".join(_cell_text(value).split()) for value in next(rows, (0, ()))[1]]
    places = {column: at for at, column in reversed(list(enumerate(header))) if column}
    for number, values in rows:
        yield number, {column: _cell_text(values[at]) if at < len(values) else "" for column, at in places.items()}


def _cell_text(value: object) -> str:
    """A cell as a person sees it: a whole number without ".0", a date as 2026-11-23, a time as 17:30, yes and no."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value)
