"""Units of work: one transaction each, with every repository on one connection."""

import os
from typing import Self

from sqlalchemy import Connection, Engine

from referral.domain.errors import StoreError
from referral.domain.ports import Changes, KeptPackets, Listings, Records, Reports, Sources
from referral.store.changes import Outbox, SqlChanges
from referral.store.engine import BUSY_TIMEOUT_S, WRITES, database_file, is_in_memory, make_engine
from referral.store.repositories.kept_packets import SqlKeptPackets
from referral.store.repositories.listings import SqlListings
from referral.store.repositories.records import SqlRecords
from referral.store.repositories.reports import SqlReports
from referral.store.repositories.sources import SqlSources
from referral.store.tail import Inode, Tail, connected, inode_of


class SqlUnit:
    """The port `UnitOfWork`. Entered once; its repositories exist while it is open."""

    listings: Listings
    records: Records
    sources: Sources
    reports: Reports
    changes: Changes
    kept_packets: KeptPackets

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
        self.kept_packets = SqlKeptPackets(self._connection)
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
    """The port `Store` on a SQLAlchemy URL. Connects when it is first used; a forked process connects anew."""

    def __init__(self, url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self._engine = make_engine(url, busy_timeout_s=busy_timeout_s)
        self._tail = Tail(self._engine)
        self._path = database_file(self._engine.url)
        self._is_shared = not is_in_memory(self._engine.url)
        self._pid = os.getpid()
        self._left: list[object] = []
        self._file: Inode | None = None

    def unit(self, *, write: bool = False) -> SqlUnit:
        """A new unit; write=True waits for the write lock at its beginning, at most busy_timeout_s seconds.

        Raises StoreUnavailable when the file of the database is not there.
        """
        self._see_where_we_are()
        return SqlUnit(self._engine, write=write)

    def last_seq(self) -> int:
        """The newest sequence number of all changes that are committed. Raises StoreBusy, StoreUnavailable."""
        file = self._see_where_we_are()
        if self._is_shared:
            return self._tail.last_seq(file)
        with self.unit() as unit:  # each connection to memory would see a database of its own
            return unit.changes.last_seq()

    def close(self) -> None:
        """Give back every connection; a later unit opens new ones."""
        self._after_fork()
        self._tail.close()
        self._engine.dispose()

    def _see_where_we_are(self) -> Inode | None:
        """The file of the database, in this process; connections to another one, or of another one, are left."""
        self._after_fork()
        file = inode_of(self._path)
        if file != self._file:
            self._tail.close()
            self._engine.dispose()  # its connections would read and write the file that was deleted
            self._file = file
        return file

    def _after_fork(self) -> None:
        """Leave the connections of the process that this one was forked from alone: closing one would end it there."""
        if self._pid != os.getpid():
            self._left.append((self._tail.leave(), self._engine.pool))  # kept, as what is let go is closed
            self._engine.dispose(close=False)
            self._pid = os.getpid()


def _begin(engine: Engine, *, write: bool) -> Connection:
    connection = connected(engine)
    try:
        if engine.dialect.name != "sqlite" and not write:
            connection.execution_options(isolation_level="REPEATABLE READ")
        connection.execution_options(**{WRITES: write}).begin()
    except BaseException:
        connection.close()
        raise
    return connection
