"""Engines: one connection pool for a database URL, set up so that every unit is one real transaction."""

import json
from pathlib import Path

from sqlalchemy import Connection, Engine, Pool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from referral.domain.errors import StoreUnavailable
from referral.store.failures import raise_ours

BUSY_TIMEOUT_S = 5.0
"""How long a write waits for the write lock of another one."""

WRITES = "handoff_writes"
"""Execution option of a connection whose transactions take the write lock at their beginning."""

_LOCK_NUMBER = 7_411_001
"""PostgreSQL advisory lock that all writers share: one writer at a time, as in SQLite, so that the sequence numbers of
the outbox become visible in their order.
"""


def make_engine(
    url: str,
    *,
    busy_timeout_s: float = BUSY_TIMEOUT_S,
    foreign_keys: bool = True,
    poolclass: type[Pool] | None = None,
) -> Engine:
    """An engine for a SQLAlchemy URL; connects to nothing yet.

    foreign_keys=False is for migrations: SQLite changes a table by making it anew, and dropping the old one would
    delete what refers to it. Raises StoreUnavailable for a URL that names no database we can speak to.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed, busy_timeout_s, poolclass, foreign_keys=foreign_keys)
        return _other(parsed, busy_timeout_s, poolclass)
    except (ArgumentError, NoSuchModuleError) as err:
        raise StoreUnavailable(
            "The database URL cannot be read. Write one like sqlite:////path/to/handoff.db or "
            "postgresql+psycopg://user:password@host/name."
        ) from err
    except ModuleNotFoundError as err:
        raise StoreUnavailable(
            f"The driver of this database is not installed ({err.name}). "
            "For PostgreSQL install the project with its extra named postgres."
        ) from err


def database_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory, for a "file:" name, and for other databases."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":memory:", "file:")):
        return None
    return Path(url.database)


def is_in_memory(url: URL) -> bool:
    """True for a SQLite database that lives in the memory of this process."""
    return url.get_backend_name() == "sqlite" and (not url.database or url.database.startswith(":memory:"))


def is_missing(file: Path | None) -> bool:
    """True when the file of a database is not there, or stands where this user may not look."""
    try:
        return file is not None and not file.exists()
    except OSError:
        return True


def _dumps(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _sqlite(url: URL, busy_timeout_s: float, poolclass: type[Pool] | None, *, foreign_keys: bool) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_timeout_s}, json_serializer=_dumps, poolclass=poolclass)

    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # sqlite3 would begin before writes only; then reads would not see one state, nor tables change in one piece.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "handle_error", raise_ours)
    return engine


def _other(url: URL, busy_timeout_s: float, poolclass: type[Pool] | None) -> Engine:
    engine = create_engine(url, json_serializer=_dumps, poolclass=poolclass, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES, False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(busy_timeout_s * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})")

    event.listen(engine, "handle_error", raise_ours)
    return engine
