"""What a database says when it cannot, in our own errors and words."""

import sqlite3

from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError

from referral.domain.errors import StoreBusy, StoreError, StoreUnavailable

SET_UP = "Run `flask setup` to make it or bring it up to date."

_CANNOT_OPEN = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR}
_BUSY_STATES = {"55P03", "40001", "40P01"}
"""PostgreSQL: lock not available, serialization failure, deadlock."""
_NO_SCHEMA_STATES = {"42P01", "42703", "3F000"}
"""PostgreSQL: no such table, column, schema."""
_FULL_STATE = "53100"
_DENIED_STATES = {"42501", "25006"}
"""PostgreSQL: no privilege, read-only transaction."""
_UNREACHABLE_CLASSES = {"08", "28", "3D", "53", "57"}
"""PostgreSQL: connection, login, no such database, resources, shutdown."""


def raise_ours(context: ExceptionContext) -> None:
    """Raise StoreBusy or StoreUnavailable for a failure that whoever runs the directory can mend; leave all others.

    Listens to `handle_error` of an engine, so that connecting, statements, reading rows and commits all pass here.
    """
    if not isinstance(context.sqlalchemy_exception, DBAPIError):
        return
    known = ours(context.original_exception, context.engine.url if context.engine is not None else None)
    if known is not None:
        raise known


def ours(error: BaseException, url: URL | None) -> StoreError | None:
    """What a failure of the database's own driver is in our words; None for what nobody but us can mend."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, _folder(url))
    return _of_server(error, _server(url))


def _folder(url: URL | None) -> str:
    name = (url.database if url is not None else None) or ":memory:"
    path = name.removeprefix("file:")
    return path.rpartition("/")[0] or "."


def _server(url: URL | None) -> str:
    return f"{url.host or 'this machine'}, database {url.database}" if url is not None else "the server"


def _of_sqlite(error: sqlite3.Error, folder: str) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(
            f"Another command is writing to the database in {folder}. Wait until it has ended, then try again."
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreUnavailable(f"The disk is full: the database in {folder} cannot grow. Free some space there.")
    if code == sqlite3.SQLITE_READONLY:
        return StoreUnavailable(
            f"The database in {folder} cannot be written. Give this user the right to write the folder and its files."
        )
    if code in _CANNOT_OPEN:
        return StoreUnavailable(
            f"The database in {folder} cannot be read ({error}). Check that the folder exists, that this user may "
            "read and write it, and that the file is a database of this project."
        )
    if code == sqlite3.SQLITE_ERROR and str(error).startswith(("no such table", "no such column")):
        return StoreUnavailable(f"The database in {folder} is not ready ({error}). {SET_UP}")
    return None


def _of_server(error: BaseException, server: str) -> StoreError | None:
    state = getattr(error, "sqlstate", None)
    if state in _BUSY_STATES:
        return StoreBusy(f"Another command is writing to the database at {server}. Wait until it has ended.")
    if state in _NO_SCHEMA_STATES:
        return StoreUnavailable(f"The database at {server} is not ready. {SET_UP}")
    if state == _FULL_STATE:
        return StoreUnavailable(f"The disk of the database at {server} is full. Free some space there.")
    if state in _DENIED_STATES:
        return StoreUnavailable(f"The database at {server} cannot be written. Give its user the right to write.")
    if _is_unreachable(error, state):
        return StoreUnavailable(
            f"The database at {server} cannot be reached. Check that it runs and that its URL, user and password "
            "are right."
        )
    return None


def _is_unreachable(error: BaseException, state: str | None) -> bool:
    """True for a failed or lost connection; the driver gives no state when the server never answered."""
    if state is None:
        return type(error).__name__ == "OperationalError"
    return state[:2] in _UNREACHABLE_CLASSES
