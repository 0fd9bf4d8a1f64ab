"""Units of work: one transaction each, with every repository on one connection."""

from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from referral.domain.errors import StoreBusy, StoreError, StoreUnavailable
from referral.domain.ports import Changes, Listings, Records, Reports, Sources
from referral.store.changes import Outbox, SqlChanges
from referral.store.engine import BUSY_TIMEOUT_S, WRITES, database_file, is_missing, make_engine
from referral.store.failures import SET_UP
from referral.store.repositories.listings import SqlListings
from referral.store.repositories.records import SqlRecords
from referral.store.repositories.reports import SqlReports
from referral.store.repositories.sources import SqlSources


class SqlUnit:
    """The port `UnitOfWork`. Entered once; its repositories exist while it is open."""

    listings: Listings
    records: Records
    sources: Sources
    reports: Reports
    changes: Changes

    def __init__(self, engine: Engine, *, write: bool) -> None:
        self._engine = engine
        self._write = write

    def __enter__(self) -> Self:
        """Begin. Raises StoreBusy when writing and the write lock cannot be had, StoreUnavailable."""
        self._connection = _begin(self._engine, write=self._write)
        outbox = Outbox(self._connection)
        self._listings = SqlListings(self._connection, outbox)
        self._records = SqlRecords(self._connection)
        self.listings, self.records = self._listings, self._records
        self.sources = SqlSources(self._connection, self._listings, self._records, outbox)
        self.reports = SqlReports(self._connection, self._listings)
        self.changes = SqlChanges(self._connection, self._listings)
        return self

    def __exit__(self, *exc: object) -> None:
        """Roll back what was not committed."""
        self._connection.close()

    def commit(self) -> None:
        """Make it last. Raises StoreError in a unit that only reads."""
        if not self._write:
            raise StoreError("This unit only reads. Open it with unit(write=True) to change something.")
        self._listings.flush()
        self._records.flush()
        self._connection.commit()


class SqlStore:
    """The port `Store` on a SQLAlchemy URL. Connects when a unit begins."""

    def __init__(self, url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self._engine = make_engine(url, busy_timeout_s=busy_timeout_s)

    def unit(self, *, write: bool = False) -> SqlUnit:
        """A new unit; write=True waits for the write lock at its beginning, at most busy_timeout_s seconds."""
        return SqlUnit(self._engine, write=write)

    def close(self) -> None:
        """Give back every connection; a later unit opens new ones."""
        self._engine.dispose()


def _begin(engine: Engine, *, write: bool) -> Connection:
    file = database_file(engine.url)
    if file is not None and is_missing(file):
        # SQLite would make an empty file here, and a wrong path would look like a directory without listings.
        raise StoreUnavailable(f"There is no database in {file.parent}. {SET_UP}")
    try:
        connection = engine.connect()
    except PoolTimeout as err:
        raise StoreBusy("Every connection to the database is in use. Try again in a moment.") from err
    try:
        if engine.dialect.name != "sqlite" and not write:
            connection.execution_options(isolation_level="REPEATABLE READ")
        connection.execution_options(**{WRITES: write}).begin()
    except BaseException:
        connection.close()
        raise
    return connection
