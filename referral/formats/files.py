"""Files from outside, read safely: CSV, Excel, JSON and HTML text, each with limits and plain messages.

Every reader raises BadFile when the file as a whole cannot be used: missing, of another format, cut short, too large.
The limits are far above every public feed of this field and far below what would fill the memory of a small server.
"""

import json
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from referral.domain.errors import BadFile
from referral.formats.csv_text import csv_rows
from referral.formats.html_text import plain_text

__all__ = ["csv_rows", "json_value", "plain_text", "xlsx_properties", "xlsx_rows"]

MAX_JSON_BYTES = 128 * 1024 * 1024
"""JSON is held in memory whole, at about ten times its size. The largest meeting feeds are near 30 MB."""

MAX_JSON_DEPTH = 64
"""Feeds nest under ten deep. Much deeper values would break whatever walks them later."""

MAX_XLSX_BYTES = 64 * 1024 * 1024
"""The national directory is 2 MB as xlsx."""

MAX_XLSX_ENTRIES = 2_000
"""Files inside the archive; the national directory has 27."""

MAX_XLSX_UNPACKED_BYTES = 256 * 1024 * 1024
"""All entries together, as the archive declares (no entry is read past what it declares). The directory has 12 MB."""

MAX_XLSX_RATIO = 150
"""Unpacked over packed size; real sheets stay under 30. Not judged under XLSX_RATIO_FREE_BYTES."""

XLSX_RATIO_FREE_BYTES = 8 * 1024 * 1024
"""So little may unpack from anything."""

MAX_XLSX_ROWS = 1_048_576
MAX_XLSX_COLUMNS = 16_384
"""What Excel itself can hold. A row number above it is forged, and would be padded with as many empty rows."""

MAX_XLSX_CELLS = 100_000_000
"""Cells of one sheet, empty ones between others included, because a short row may name its last column only."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    AttributeError,  # openpyxl follows what a forged part leaves out
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,  # a compression or encryption that the standard library does not know
    OSError,
    RuntimeError,  # an entry with a password
    TypeError,
    ValueError,  # also what defusedxml raises for entities and external references
)


def json_value(path: Path) -> object:
    """The value of a JSON file in UTF-8, UTF-16 or UTF-32, with or without BOM.

    Raises BadFile: unreadable, over MAX_JSON_BYTES, not JSON (naming line and column), cut short, nested over
    MAX_JSON_DEPTH.
    """
    raw = _read_bytes(path, MAX_JSON_BYTES)
    if not raw.strip():
        raise BadFile(f"{path.name} is empty.")
    try:
        text = raw.decode(json.detect_encoding(raw))
        value: object = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadFile(_json_fault(path.name, text, error)) from error
    except RecursionError as error:
        raise BadFile(f"{path.name} is nested too deep to be a feed.") from error
    except ValueError as error:
        raise BadFile(f"{path.name} is not JSON text: {error}.") from error
    if _is_deeper_than(value, MAX_JSON_DEPTH):
        raise BadFile(f"{path.name} is nested over {MAX_JSON_DEPTH} deep; no feed is.")
    return value


def xlsx_rows(path: Path, sheet: str | int | None = None) -> Iterator[tuple[int, tuple[object, ...]]]:
    """(row number as Excel shows it, cell values) of one sheet, streamed; rows without any value are left out.

    sheet: its name, its place from 0, or None for the first. Values: str, int, float, bool, datetime values, None for
    an empty cell; a formula gives its last result. Rows are as long as their last cell.
    Raises BadFile, also while iterating: not xlsx, cut short, a decompression bomb, over the limits, no such sheet.
    """
    with _open_checked(path) as stream:
        workbook = _workbook(path, stream)
        try:
            yield from _sheet_rows(path.name, workbook, sheet)
        except _UNREADABLE as error:
            raise BadFile(
                f"{path.name} cannot be read to its end: it is damaged or cut short. Fetch it again."
            ) from error
        finally:
            workbook.close()


def xlsx_properties(path: Path) -> tuple[str | None, date | None]:
    """(title, day of creation) that a workbook states of itself, each or None. Raises BadFile as `xlsx_rows`."""
    with _open_checked(path) as stream:
        workbook = _workbook(path, stream)
        title, created = workbook.properties.title, workbook.properties.created
        workbook.close()
    return title or None, created.date() if created else None


def _read_bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if len(raw) > limit:
        raise BadFile(f"{path.name} is larger than {limit >> 20} MB. Split it, or check that it is the right file.")
    return raw


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def _json_fault(name: str, text: str, error: json.JSONDecodeError) -> str:
    where = f"line {error.lineno}, column {error.colno}"
    if text.lstrip()[:1] == "<":
        return f"{name} is a web page or XML, not JSON. Check the address it came from."
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"{name} is cut short: it ends inside a value at {where}. Fetch it again."
    return f"{name} is not JSON: {error.msg} at {where}."


def _is_deeper_than(value: object, limit: int) -> bool:
    """Walks level by level, so that the walk itself cannot run out of stack."""
    level = [value]
    for _ in range(limit):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent if isinstance(parent, list) else ())
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


def _open_checked(path: Path) -> BinaryIO:
    """The file, opened once its size and its archive directory are within the limits."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror or error}.") from error
    try:
        _check_archive(path, stream)
    except BadFile:
        stream.close()
        raise
    stream.seek(0)
    return stream


def _check_archive(path: Path, stream: BinaryIO) -> None:
    if path.stat().st_size > MAX_XLSX_BYTES:
        raise BadFile(
            f"{path.name} is larger than {MAX_XLSX_BYTES >> 20} MB. Split it, or check that it is the right file."
        )
    starts_as_zip = stream.read(4) == b"PK\x03\x04"
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        fault = "is cut short or damaged. Fetch it again" if starts_as_zip else "is not an Excel workbook (.xlsx)"
        raise BadFile(f"{path.name} {fault}.") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > MAX_XLSX_ENTRIES or unpacked > MAX_XLSX_UNPACKED_BYTES:
        raise BadFile(
            f"{path.name} unpacks to {len(entries):,} parts of {unpacked:,} bytes, more than a workbook may hold. "
            "It was not opened."
        )
    if unpacked > XLSX_RATIO_FREE_BYTES and unpacked / packed > MAX_XLSX_RATIO:
        raise BadFile(
            f"{path.name} unpacks to {unpacked // packed} times its size, as no real workbook does. It was not opened."
        )


def _workbook(path: Path, stream: BinaryIO) -> Workbook:
    """The workbook, read-only. openpyxl parses through defusedxml, which refuses entities, wherever it is installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # styles and extensions that openpyxl leaves out
            return load_workbook(stream, read_only=True, data_only=True)
    except _UNREADABLE as error:
        raise BadFile(
            f"{path.name} is not a readable Excel workbook (.xlsx). Open it in a spreadsheet program and save it anew."
        ) from error


def _sheet_rows(name: str, workbook: Workbook, sheet: str | int | None) -> Iterator[tuple[int, tuple[object, ...]]]:
    titles = [worksheet.title for worksheet in workbook.worksheets]
    at = titles.index(sheet) if sheet in titles else sheet if isinstance(sheet, int) else 0 if sheet is None else -1
    if not 0 <= at < len(titles):
        raise BadFile(f"{name} has no sheet {sheet!r}. It has: {', '.join(titles) or 'none'}.")
    worksheet = workbook.worksheets[at]
    worksheet.reset_dimensions()  # the size a sheet claims may be forged, and rows would be padded to it
    cells = 0
    for number, values in enumerate(_without_warnings(worksheet.iter_rows(values_only=True)), start=1):
        cells += len(values)
        if number > MAX_XLSX_ROWS or len(values) > MAX_XLSX_COLUMNS or cells > MAX_XLSX_CELLS:
            raise BadFile(f"{name} has more rows or columns than a sheet can hold, at row {number:,}.")
        if any(value is not None for value in values):
            yield number, values


def _without_warnings(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """The rows, without openpyxl's remarks on extensions it skips and dates out of range (which read "#VALUE!")."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            values = next(rows, None)
        if values is None:
            return
        yield values
