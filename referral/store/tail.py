"""The newest change number on connections that are kept for this one question, which every search asks first.

A unit opens a connection of the pool, begins and rolls back, which costs more than a search. Here a connection stays
open, outside of the pool and outside of any transaction, so that each statement sees all that was committed before it.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import TimeoutError as PoolTimeout

from referral.domain.errors import StoreBusy, StoreUnavailable
from referral.store.failures import SET_UP, ours
from referral.store.rows import ChangeRow

Inode = tuple[int, int]
"""Which file a path names. While a connection holds a deleted file open, no new file gets its number."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One kept connection, used by one thread at a time. file: what its path named when it was opened."""

    connection: Connection
    cursor: Any
    file: Inode | None


class Tail:
    """What answers `Store.last_seq`, for a database that several connections can open. Safe from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._question = str(select(func.max(ChangeRow.seq)).compile(dialect=engine.dialect))
        self._idle: list[_Line] = []
        """As many as threads ever asked at the same moment; `pop` and `append` of a list need no lock."""

    def last_seq(self, file: Inode | None) -> int:
        """The newest committed sequence number, 0 when there is none. file: what the path of the database names now.

        Raises StoreBusy, StoreUnavailable.
        """
        kept = self._kept(file)
        if kept is not None:
            with suppress(StoreUnavailable):
                return self._asked(kept)
            self.close()  # a server that was started anew has ended all of them
        return self._asked(self._opened(file))

    def close(self) -> None:
        """Close every connection that is not in use; the next question opens a new one."""
        with suppress(IndexError):  # another thread may take the last one
            while True:
                self._idle.pop().connection.close()

    def leave(self) -> list[_Line]:
        """Forget every connection without closing it, for a forked process: they are its parent's."""
        left, self._idle = self._idle, []
        return left

    def _kept(self, file: Inode | None) -> _Line | None:
        """A connection that nobody uses, None when there is none to this file."""
        while True:
            try:
                line = self._idle.pop()
            except IndexError:
                return None
            if line.file == file:
                return line
            line.connection.close()

    def _asked(self, line: _Line) -> int:
        try:
            line.cursor.execute(self._question)
            ((seq,),) = line.cursor.fetchall()
        except BaseException as error:
            line.connection.close()
            if (known := ours(error, self._engine.url)) is not None:
                raise known from error
            raise
        self._idle.append(line)
        return seq or 0

    def _opened(self, file: Inode | None) -> _Line:
        connection = connected(self._engine)
        try:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()
            return _Line(connection, connection.connection.cursor(), file)
        except BaseException:
            connection.close()
            raise


def connected(engine: Engine) -> Connection:
    """A connection of the pool. Raises StoreBusy, StoreUnavailable."""
    try:
        return engine.connect()
    except PoolTimeout as err:
        raise StoreBusy("Every connection to the database is in use. Try again in a moment.") from err


def inode_of(path: Path | None) -> Inode | None:
    """Which file stands at a path, None without a path. Raises StoreUnavailable when there is none.

    SQLite would make an empty file there, and a wrong path would look like a directory without listings.
    """
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError as err:
        raise StoreUnavailable(f"There is no database in {path.parent}. {SET_UP}") from err
    return found.st_dev, found.st_ino
