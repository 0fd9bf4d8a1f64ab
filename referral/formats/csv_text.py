"""CSV of any origin as rows by column name: Excel's, a database's, a hand-made one. Imported through `files.py`."""

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from referral.domain.errors import BadFile

MAX_CSV_BYTES = 512 * 1024 * 1024
"""CSV is streamed, so only time is at risk; a million facilities with 300 columns are about this large."""

MAX_LINE_CHARS = 8 * 1024 * 1024
"""One line is held in memory. A file without line ends is not a table."""

MAX_COLUMNS = 5_000
"""The widest known export has 332."""

# A field may hold 131,072 characters: the csv module's own limit, left as it is.

_AROUND_NAMES = "\ufeff\xa0 \t\r\n"
"""What may stand around a column name: byte order marks, in the middle of a line too, and spaces."""

_SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"%PDF": "a PDF",
    b"\x1f\x8b\x08": "a gzip archive",
}


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, read as Windows-1252, Excel's habit; for old files and files with a few old cells."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error("windows-1252", _as_windows_1252)


def csv_rows(path: Path, *, encoding: str | None = None) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number, column name -> cell) for every row below the header, streamed. Empty rows count, but are left out.

    Row numbers are those a spreadsheet shows: the header is row 1, a cell with line breaks is one row. Column names
    lose outer space; of two equal names the first counts; columns without a name are left out. Short rows get empty
    cells; cells beyond the header are dropped.
    encoding: None = by BOM (UTF-8, UTF-16), else UTF-8 with single bytes that are not UTF-8 read as Windows-1252.
    The delimiter is a comma, or the semicolon or tab of a header that has no comma.
    Raises BadFile, also while iterating: unreadable, not text, NUL bytes, undecodable, cut short, empty, over a limit.
    """
    with _open(path) as binary:
        codec = encoding or _codec(path, binary)
        errors = "windows-1252" if codec == "utf-8-sig" else "strict"
        try:
            with TextIOWrapper(binary, codec, errors, newline="") as stream:
                yield from _rows(path.name, stream)
        except UnicodeError as error:
            raise BadFile(f"{path.name} is neither UTF-8 nor Windows-1252 text. Save it as CSV UTF-8.") from error
        except LookupError as error:
            raise BadFile(f'{path.name}: "{encoding}" is not a known encoding. Use utf-8 or cp1252.') from error


def _open(path: Path) -> BinaryIO:
    try:
        size = path.stat().st_size
        stream = path.open("rb")
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if size > MAX_CSV_BYTES:
        stream.close()
        raise BadFile(
            f"{path.name} is larger than {MAX_CSV_BYTES >> 20} MB. Split it, or check that it is the right file."
        )
    return stream


def _codec(path: Path, stream: BinaryIO) -> str:
    head = stream.read(4)
    stream.seek(0)
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise BadFile(f"{path.name} is {what}, not CSV. Save it as CSV UTF-8.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


class _Lines:
    """The lines of a text, checked one by one.

    number: of the last line given; whole: that line had a line end; ended: there are no more.
    """

    def __init__(self, name: str, stream: TextIOWrapper) -> None:
        self._name = name
        self._stream = stream
        self.number = 0
        self.whole = True
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(MAX_LINE_CHARS + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) > MAX_LINE_CHARS:
            raise BadFile(
                f"{self._name}: line {self.number} is over {MAX_LINE_CHARS:,} characters; this is not a table."
            )
        if "\0" in line:
            raise BadFile(
                f"{self._name}: line {self.number} holds NUL bytes, so it is not CSV text. Save it as CSV UTF-8."
            )
        self.whole = line.endswith(("\n", "\r"))
        return line


def _rows(name: str, stream: TextIOWrapper) -> Iterator[tuple[int, dict[str, str]]]:
    lines = _Lines(name, stream)
    first = next((line for line in lines if line.strip(_AROUND_NAMES + ",;")), None)
    if first is None:
        raise BadFile(f"{name} is empty: a table needs a row of column names.")
    if first.strip(_AROUND_NAMES).startswith("<"):
        raise BadFile(f"{name} is a web page or XML, not CSV. Check the address it came from.")
    header_row = lines.number
    records = _records(name, csv.reader(chain([first], lines), delimiter=_delimiter(first)), lines)
    header = [cell.strip(_AROUND_NAMES) for cell in next(records)]
    if len(header) > MAX_COLUMNS:
        raise BadFile(f"{name} has {len(header):,} columns; at most {MAX_COLUMNS:,} are read.")
    columns = [(at, column) for at, column in enumerate(header) if column and header.index(column) == at]
    rows_are_full = False
    for number, cells in enumerate(records, start=header_row + 1):
        is_short = 0 < len(cells) < len(header)
        if is_short and rows_are_full and not lines.whole:
            raise BadFile(
                f"{name} is cut short: row {number} ends after {len(cells)} of {len(header)} cells. "
                "Fetch it again, or end that row with a line end if it is meant so."
            )
        rows_are_full = bool(cells) and not is_short
        if any(cells):
            yield number, {column: cells[at] if at < len(cells) else "" for at, column in columns}


def _records(name: str, reader: Iterator[list[str]], lines: _Lines) -> Iterator[list[str]]:
    """The records of a reader over these lines. One that comes when the lines have ended has an open quotation mark."""
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadFile(f"{name}: line {lines.number}: {error}. Save it as CSV UTF-8.") from error
        if cells is None:
            return
        if lines.ended:
            raise BadFile(f"{name} is cut short: it ends inside a cell in quotation marks. Fetch it again.")
        yield cells


def _delimiter(header_line: str) -> str:
    return next((mark for mark in ",;\t" if mark in header_line), ",")
