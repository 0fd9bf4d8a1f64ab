"""PostgreSQL with PostGIS: a GIN index over words, a GiST index over places, one statement a search.

A server of its own is started in a temporary folder and stopped at the end; it listens on a socket file only. Its
settings suit one search at a time with everything in memory.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.peers import Absent
from bench.peers.rows import GAP, PeerQuery, PeerRow, Stems

try:
    import psycopg
except ImportError as missing:
    raise Absent("psycopg is not installed: install the project with its extra named bench") from missing

_METERS_TO_MILE = 1609.344
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "16GB",
    "shared_buffers": "2GB",
    "effective_cache_size": "6GB",
    "maintenance_work_mem": "512MB",
    "work_mem": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
}
_SCHEMA = """
CREATE EXTENSION postgis;
CREATE TABLE doc (id integer PRIMARY KEY, words tsvector, place geography(Point, 4326), bits bigint, spans int4range[]);
"""
_INDEXES = """
CREATE INDEX ON doc USING gin (words) WITH (fastupdate = off);
CREATE INDEX ON doc USING gist (place);
"""
_HERE = "ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography"
_SPHERE = "false"
"""Not the spheroid: we measure on the same sphere."""


class PostgresPeer:
    """The protocol `Peer`."""

    def __init__(self, folder: Path) -> None:
        del folder  # a server that is not run by root needs one that its own user may enter
        self._server = _Server()
        try:
            self._connection = psycopg.connect(self._server.url, autocommit=True, prepare_threshold=None)
            self._connection.execute(_SCHEMA)
        except psycopg.Error as error:
            self._server.stop()
            raise Absent(f"PostGIS is not there (Debian: postgresql-15-postgis-3): {error}") from error
        row = self._connection.execute("SELECT current_setting('server_version'), postgis_lib_version()").fetchone()
        self.name = "PostgreSQL + PostGIS"
        self.version = " + ".join(version.split()[0] for version in row or ())

    def load(self, rows: Iterable[PeerRow]) -> None:
        """Take the listings in."""
        with self._connection.cursor().copy("COPY doc FROM STDIN") as copy:
            for row in rows:
                copy.write_row(_columns(row))
        for statement in (*_INDEXES.strip().splitlines(), "VACUUM ANALYZE doc"):
            self._connection.execute(statement)

    def answer(self, query: PeerQuery) -> tuple[int, list[int]]:
        """(matches, numbers of the best 20)."""
        sql, values = _statement(query)
        found = self._connection.execute(sql, values).fetchall()
        return (found[0][1], [row[0] for row in found]) if found else (0, [])

    def disk_bytes(self) -> int:
        """The table with its indexes."""
        row = self._connection.execute("SELECT pg_total_relation_size('doc')").fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self._connection.close()
        self._server.stop()


class _Server:
    """One server in a temporary folder. Raises Absent."""

    def __init__(self) -> None:
        programs = _programs()
        self._user = _user()
        self._folder = Path(tempfile.mkdtemp(prefix="handoff-bench-pg-"))
        if self._user:
            shutil.chown(self._folder, self._user)
        self._data = self._folder / "data"
        self.url = f"host={self._folder} dbname=postgres user=bench"
        self._control = programs / "pg_ctl"
        self._run(programs / "initdb", "-D", self._data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = "\n".join(f"{name} = '{value}'" for name, value in _SETTINGS.items())
        with (self._data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.write(f"{settings}\nunix_socket_directories = '{self._folder}'\n")
        self._run(self._control, "-D", self._data, "-l", self._folder / "log", "-w", "start")

    def stop(self) -> None:
        """Stop at once: nothing is kept."""
        self._run(self._control, "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)

    def _run(self, *command: object) -> None:
        subprocess.run(
            list(map(str, command)), check=True, user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL
        )


def _programs() -> Path:
    """The folder with initdb and pg_ctl; Debian keeps it off the path."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders or not (folders[-1] / "initdb").exists():
        raise Absent("there is no PostgreSQL server (Debian: postgresql-15-postgis-3)")
    return folders[-1]


def _user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root. None = whoever runs this."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise Absent("PostgreSQL does not run as root, and there is no user named postgres") from None


def _columns(row: PeerRow) -> tuple[object, ...]:
    words = " ".join(f"{stem}:{place}" for place, stem in enumerate(row.stems, 1) if stem != GAP)
    place = f"SRID=4326;POINT({row.point.longitude} {row.point.latitude})" if row.point is not None else None
    spans = ",".join(f'"[{start},{end})"' for start, end in row.spans)
    return row.number, words, place, row.bits, f"{{{spans}}}"


def _statement(query: PeerQuery) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {}
    where = []
    if query.words:
        where.append("words @@ %(words)s::tsquery")
        groups = ("(" + " | ".join(map(_wanted, group)) + ")" for group in query.words)
        values["words"] = (" | " if query.any_word else " & ").join(groups)
    if query.point is not None and query.radius_miles is not None:
        where.append(f"ST_DWithin(place, {_HERE}, %(meters)s, {_SPHERE})")
        values |= {"lat": query.point.latitude, "lon": query.point.longitude}
        values["meters"] = query.radius_miles * _METERS_TO_MILE
    for number, mask in enumerate(query.masks):
        where.append(f"bits & %(mask{number})s::bigint <> 0")
        values[f"mask{number}"] = mask
    if query.windows is not None:
        where.append("EXISTS (SELECT 1 FROM unnest(spans) AS span WHERE %(free)s::int4multirange @> span)")
        values["free"] = "{" + ",".join(f"[{start},{end})" for start, end in query.windows) + "}"
    sql = f"""
        WITH found AS MATERIALIZED (SELECT id, {_order(query)} AS best FROM doc WHERE {" AND ".join(where)})
        SELECT id, (SELECT count(*) FROM found) FROM found ORDER BY best, id LIMIT 20
    """  # noqa: S608  made of constants; values are bound
    return sql, values


def _wanted(one: Stems) -> str:
    return "(" + (" <-> " if one.adjacent else " & ").join(one.stems) + ")"


def _order(query: PeerQuery) -> str:
    miles = f"ST_Distance(place, {_HERE}, {_SPHERE}) / {_METERS_TO_MILE}"
    if not query.words:
        return miles
    score = "-ts_rank(words, %(words)s::tsquery, 1)"
    return f"{score} / (1 + {miles} / 10)" if query.point is not None else score
