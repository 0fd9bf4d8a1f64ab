"""The database's own shape: made and changed by migrations only."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.pool import NullPool

from referral.domain.errors import StoreUnavailable
from referral.store.engine import BUSY_TIMEOUT_S, WRITES, database_file, is_missing, make_engine

MIGRATIONS = Path(__file__).parent / "migrations"


class SqlSchema:
    """The port `Schema` on a SQLAlchemy URL."""

    def __init__(self, url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self._engine = make_engine(url, busy_timeout_s=busy_timeout_s, foreign_keys=False, poolclass=NullPool)
        self._file = database_file(self._engine.url)

    def upgrade(self) -> None:
        """Bring the schema to the newest migration, all or nothing; makes the folder of a SQLite file.

        Raises StoreUnavailable, also for a database that a newer version of the project made; StoreBusy.
        """
        self._make_folder()
        with self._engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            try:
                command.upgrade(migrations(connection), "head")
            except CommandError as err:
                raise StoreUnavailable(
                    f"The database cannot be brought up to date ({err}). It may come from a newer version of this "
                    "project: update the project, or use another database."
                ) from err
            _check_references(connection)

    def is_current(self) -> bool:
        """True when the database exists and is at the newest migration; makes no file."""
        if is_missing(self._file):
            return False
        try:
            with self._engine.connect() as connection:
                stands_at = MigrationContext.configure(connection).get_current_heads()
        except StoreUnavailable:
            return False
        return set(stands_at) == set(ScriptDirectory.from_config(migrations()).get_heads())

    def _make_folder(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as err:
            raise StoreUnavailable(
                f"The folder {self._file.parent} cannot be made ({err.strerror}). "
                "Make it, or choose another place for the database."
            ) from err


def migrations(connection: Connection | None = None) -> Config:
    """Alembic's configuration, made here instead of read from a file; connection: on which commands run."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _check_references(connection: Connection) -> None:
    """SQLite migrates without foreign keys, so they are checked before the commit."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreUnavailable("The migration would leave rows without what they belong to; nothing was changed.")
