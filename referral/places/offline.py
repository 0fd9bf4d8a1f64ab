"""The gazetteer that ships with the project, kept as a read-only SQLite file and not as Python objects.

The first use turns `places.csv.gz` into that file; later uses, also of other processes, only open it.
"""

import csv
import gzip
import hashlib
import io
import os
import sqlite3
import threading
import uuid
import weakref
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from referral.domain.errors import StoreUnavailable
from referral.domain.place import Place, Point, Precision
from referral.places import parse
from referral.places.finder import PlaceFinder
from referral.places.gazetteer import Entry

VERSION = 2
"""Raised when the tables or the folding of names change, so that a new file is made."""

_SCHEMA = """
CREATE TABLE place (kind TEXT NOT NULL, name_norm TEXT NOT NULL, joined TEXT NOT NULL, search TEXT NOT NULL,
    label TEXT NOT NULL, town TEXT NOT NULL, state TEXT NOT NULL, county TEXT, zip5 TEXT, lat REAL NOT NULL,
    lon REAL NOT NULL, precision TEXT NOT NULL, pop INTEGER, tz TEXT NOT NULL);
"""
_INDEXES = """
CREATE INDEX place_joined ON place (joined, pop) WHERE kind = 'town';
CREATE INDEX place_search ON place (kind, search, pop);
CREATE UNIQUE INDEX place_zip ON place (zip5) WHERE kind = 'zip';
CREATE INDEX place_point ON place (lat, lon) WHERE kind = 'zip';
CREATE INDEX place_town ON place (lat, lon, pop) WHERE kind = 'town';
ANALYZE;
"""
_ADD = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BY_LETTERS = "SELECT * FROM place WHERE kind = 'town' AND joined = ? ORDER BY pop DESC, label"
_BY_ZIP = "SELECT * FROM place WHERE kind = 'zip' AND zip5 = ?"
_BY_BOX = "SELECT * FROM place WHERE kind = 'zip' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? ORDER BY zip5"
_TOWNS_BY_BOX = """
SELECT * FROM place WHERE kind = 'town' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND pop IS NOT NULL
ORDER BY pop DESC, label LIMIT ?
"""
_BY_PREFIX = """
SELECT * FROM place WHERE rowid IN (
    SELECT rowid FROM place WHERE kind = ? AND search >= ? AND search < ? ORDER BY pop DESC, search LIMIT ?
) ORDER BY pop DESC, search
"""


_REMEMBERED = 2_048
"""Names and ZIPs whose answers are kept, about a megabyte."""


class OfflinePlaces(PlaceFinder):
    """The `Places` port over the shipped file. Safe from any thread and after a fork.

    source: `places.csv.gz`. folder: where the SQLite file is made (`HANDOFF_HOME`), about 16 MB, named by the content
    of source. Methods raise StoreUnavailable when it can neither be made nor read.
    """

    def __init__(self, source: Path, folder: Path) -> None:
        self._file = _PlacesFile(source, folder)
        super().__init__(SqliteGazetteer(self._file))

    def prepare(self) -> Path:
        """The path of the SQLite file, made now if need be. Raises StoreUnavailable."""
        return self._file.ready()


class _PlacesFile:
    """Makes the file once for all threads and processes: under a name of its own, then renamed when it is whole."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._source = source
        self._folder = folder
        self._lock = threading.Lock()
        self._ready: Path | None = None

    def ready(self) -> Path:
        """The path of a whole file."""
        with self._lock:
            if self._ready is None or not self._ready.exists():
                self._ready = self._find_or_make()
            return self._ready

    def _find_or_make(self) -> Path:
        try:
            content = self._source.read_bytes()
            path = self._folder.resolve() / f"places-{hashlib.sha256(content).hexdigest()[:16]}-{VERSION}.sqlite"
            if not _is_whole(path):
                self._folder.mkdir(parents=True, exist_ok=True)
                part = path.with_name(f"{path.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}.part")
                try:
                    _make(content, part)
                    part.replace(path)
                finally:
                    part.unlink(missing_ok=True)
        except (OSError, EOFError, ValueError, KeyError, zlib.error, sqlite3.Error) as error:
            raise StoreUnavailable(
                f"The file of places cannot be made in {self._folder} from {self._source.name}: {error}."
            ) from error
        return path


def _is_whole(path: Path) -> bool:
    """True for a file whose last step of making was done."""
    if not path.exists():
        return False
    try:
        with closing(_connect(path)) as db:
            return bool(db.execute("PRAGMA user_version").fetchone()[0] == VERSION)
    except sqlite3.Error:
        return False


def _connect(path: Path) -> sqlite3.Connection:
    """Read-only; immutable, so no lock is taken and nothing is looked up on disk twice."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _make(content: bytes, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        if db.executemany(_ADD, _rows(content)).rowcount < 1:
            raise ValueError("it holds no places")
        db.commit()
        db.executescript(f"{_INDEXES} PRAGMA user_version = {VERSION};")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _rows(content: bytes) -> Iterator[tuple[str | float | int | None, ...]]:
    """Rows of the table, in the order of _SCHEMA."""
    for row in csv.DictReader(io.StringIO(gzip.decompress(content).decode())):
        town, state, zip5 = row["town"], row["state"], row["zip5"]
        name = parse.town_key(parse.words(town))
        label = f"{town}, {state} {zip5}".rstrip()
        search = f"{name} {state.casefold()} {zip5}".rstrip()
        point = (float(row["latitude"]), float(row["longitude"]))
        population = int(row["population"]) if row["population"] else None
        yield (
            *(
                row["kind"],
                name,
                name.replace(" ", ""),
                search,
                label,
                town,
                state,
                row["county"] or None,
                zip5 or None,
            ),
            *(*point, row["precision"], population, row["time_zone"]),
        )


class _Reader:
    """One thread's connection, closed with the thread or at exit."""

    def __init__(self, path: Path) -> None:
        self.process = os.getpid()
        self.db = _connect(path)
        self.db.row_factory = sqlite3.Row
        weakref.finalize(self, self.db.close)


class SqliteGazetteer:
    """A `Gazetteer` over the SQLite file. Each thread of each process has its own connection."""

    def __init__(self, file: _PlacesFile) -> None:
        self._file = file
        self._local = threading.local()
        # The file never changes, and the towns of one page are those of the next, and of the next visitor.
        self._known: Callable[[str, str], tuple[Entry, ...]] = lru_cache(maxsize=_REMEMBERED)(self._one)

    def towns(self, key: str) -> Sequence[Entry]:
        """Towns with these letters."""
        return self._known(_BY_LETTERS, key.replace(" ", ""))

    def zip_place(self, zip5: str) -> Place | None:
        """The ZIP of these digits."""
        found = self._known(_BY_ZIP, zip5)
        return found[0].place if found else None

    def beginning(self, prefix: str, limit: int) -> Sequence[Entry]:
        """Towns, or ZIPs when prefix holds a digit, whose folded label begins so."""
        kind = "zip" if any(c.isdigit() for c in prefix) else "town"
        return self._ask(_BY_PREFIX, kind, prefix, f"{prefix}\x7f", limit)

    def zips_within(self, south: float, north: float, west: float, east: float) -> Sequence[Place]:
        """ZIPs with a point in the box."""
        return [entry.place for entry in self._ask(_BY_BOX, south, north, west, east)]

    def towns_within(self, south: float, north: float, west: float, east: float, limit: int) -> Sequence[Place]:
        """The most populous towns with a point in the box."""
        return [entry.place for entry in self._ask(_TOWNS_BY_BOX, south, north, west, east, limit)]

    def _one(self, sql: str, value: str) -> tuple[Entry, ...]:
        return tuple(self._ask(sql, value))

    def _ask(self, sql: str, *values: str | float) -> list[Entry]:
        try:
            return [_entry(row) for row in self._reader().db.execute(sql, values)]
        except sqlite3.Error as error:
            raise StoreUnavailable(f"The file of places cannot be read: {error}.") from error

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is None or reader.process != os.getpid():
            reader = self._local.reader = _Reader(self._file.ready())
        return reader


def _entry(row: sqlite3.Row) -> Entry:
    place = Place(
        row["label"],
        Point(row["lat"], row["lon"]),
        Precision(row["precision"]),
        row["state"],
        row["tz"],
        row["county"],
        row["town"],
        row["zip5"],
    )
    return Entry(place, row["name_norm"], row["pop"])
