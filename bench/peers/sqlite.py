"""SQLite with FTS5 and an R*Tree, in one database and one statement a search.

Words first when there are any: probing FTS5 for each place of a box makes it score the list anew each time. Distance is
the cosine of the angle, from unit vectors kept in columns.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from math import cos, degrees, pi
from pathlib import Path

from bench.peers import Absent
from bench.peers.rows import PeerQuery, PeerRow, Stems, unit_vector
from referral.domain.place import EARTH_RADIUS_MILES

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE doc (id INTEGER PRIMARY KEY, x REAL, y REAL, z REAL, bits INTEGER NOT NULL);
CREATE TABLE span (doc INTEGER, start INTEGER, finish INTEGER, PRIMARY KEY (doc, start, finish)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE box USING rtree (id, south, north, west, east);
"""
_SETTINGS = "PRAGMA mmap_size = 8589934592; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY;"
_AT_ONCE = 10_000
_MILES = f"{EARTH_RADIUS_MILES} * acos(min(1.0, doc.x * :x + doc.y * :y + doc.z * :z))"


class SqlitePeer:
    """The protocol `Peer`."""

    def __init__(self, folder: Path) -> None:
        self.name = "SQLite FTS5 + R*Tree"
        self.version = sqlite3.sqlite_version
        self._file = folder / "peer.db"
        self._connection = sqlite3.connect(self._file)
        options = {row[0] for row in self._connection.execute("PRAGMA compile_options")}
        needed = {"ENABLE_FTS5", "ENABLE_RTREE", "ENABLE_MATH_FUNCTIONS"}
        if needed - options:
            raise Absent(f"this Python's SQLite is built without {', '.join(sorted(needed - options))}")

    def load(self, rows: Iterable[PeerRow]) -> None:
        """Take the listings in."""
        self._connection.executescript(_SCHEMA)
        for piece in _pieces(rows):
            self._connection.executemany("INSERT INTO doc VALUES (?, ?, ?, ?, ?)", map(_columns, piece))
            spans = ((row.number, start, end) for row in piece for start, end in set(row.spans))
            self._connection.executemany("INSERT INTO span VALUES (?, ?, ?)", spans)
            texts = ((row.number, " ".join(row.stems)) for row in piece)
            self._connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", texts)
            boxes = (
                (row.number, p.latitude, p.latitude, p.longitude, p.longitude) for row in piece if (p := row.point)
            )
            self._connection.executemany("INSERT INTO box VALUES (?, ?, ?, ?, ?)", boxes)
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._connection.execute("ANALYZE")
        self._connection.commit()
        self._connection.executescript(_SETTINGS)

    def answer(self, query: PeerQuery) -> tuple[int, list[int]]:
        """(matches, numbers of the best 20)."""
        sql, values = _statement(query)
        found = self._connection.execute(sql, values).fetchall()
        return (found[0][1], [row[0] for row in found]) if found else (0, [])

    def disk_bytes(self) -> int:
        """The size of the file."""
        return self._file.stat().st_size

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _pieces(rows: Iterable[PeerRow]) -> Iterator[list[PeerRow]]:
    waiting = iter(rows)
    while piece := list(islice(waiting, _AT_ONCE)):
        yield piece


def _columns(row: PeerRow) -> tuple[int, float | None, float | None, float | None, int]:
    x, y, z = unit_vector(row.point) if row.point is not None else (None, None, None)
    return row.number, x, y, z, row.bits


def _statement(query: PeerQuery) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {}
    where, source = [], "doc"
    if query.words:
        source = "words CROSS JOIN doc ON doc.id = words.rowid"  # CROSS JOIN: the order of the loops is meant
        where.append("words MATCH :match")
        values["match"] = _match(query)
    if query.point is not None and query.radius_miles is not None:
        if not query.words:
            source = "box CROSS JOIN doc ON doc.id = box.id"
            where += ["box.north >= :south AND box.south <= :north AND box.east >= :west AND box.west <= :east"]
            values |= _box(query)
        where.append("doc.x * :x + doc.y * :y + doc.z * :z >= :near")
        x, y, z = unit_vector(query.point)
        values |= {"x": x, "y": y, "z": z, "near": cos(query.radius_miles / EARTH_RADIUS_MILES)}
    for number, mask in enumerate(query.masks):
        where.append(f"doc.bits & :mask{number} != 0")
        values[f"mask{number}"] = mask
    if query.windows is not None:
        where.append(_fits(query, values))
    sql = f"""
        WITH found AS MATERIALIZED (
            SELECT doc.id AS id, {_order(query)} AS place FROM {source} WHERE {" AND ".join(where)}
        )
        SELECT id, (SELECT count(*) FROM found) FROM found ORDER BY place, id LIMIT 20
    """  # noqa: S608  made of constants; values are bound
    return sql, values


def _match(query: PeerQuery) -> str:
    groups = (" OR ".join(map(_wanted, group)) for group in query.words)
    return (" OR " if query.any_word else " AND ").join(f"({group})" for group in groups)


def _wanted(one: Stems) -> str:
    if one.adjacent:
        return f'"{" ".join(one.stems)}"'
    return "(" + " AND ".join(f'"{stem}"' for stem in one.stems) + ")"


def _order(query: PeerQuery) -> str:
    """bm25() is below zero, and lower is better."""
    if not query.words:
        return _MILES
    return f"bm25(words) / (1 + {_MILES} / 10)" if query.point is not None else "bm25(words)"


def _fits(query: PeerQuery, values: dict[str, object]) -> str:
    tests = []
    for number, (start, end) in enumerate(query.windows or ()):
        tests.append(f"(span.start >= :from{number} AND span.finish <= :to{number})")
        values |= {f"from{number}": start, f"to{number}": end}
    return f"EXISTS (SELECT 1 FROM span WHERE span.doc = doc.id AND ({' OR '.join(tests)}))"  # noqa: S608  as above


def _box(query: PeerQuery) -> dict[str, object]:
    """A box a little larger than the circle: the tree rounds to 32 bits."""
    if query.point is None or query.radius_miles is None:
        raise ValueError("a box needs a place and a radius")
    tall = degrees(query.radius_miles / EARTH_RADIUS_MILES) + 0.001
    nearer_pole = min(89.0, abs(query.point.latitude) + tall)
    wide = tall / cos(nearer_pole * pi / 180)
    return {
        "south": query.point.latitude - tall,
        "north": query.point.latitude + tall,
        "west": query.point.longitude - wide,
        "east": query.point.longitude + wide,
    }
