"""Migrations: one line of them, both ways, all or nothing, and the rows as their result."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from referral.domain.errors import StoreUnavailable
from referral.store import schema
from referral.store.engine import WRITES, make_engine
from referral.store.rows import Base
from referral.store.schema import MIGRATIONS, SqlSchema, migrations
from referral.store.unit import SqlStore
from tests.contracts.store import HARBOR, NOW, fill

HEAD = max(file.name[:4] for file in (MIGRATIONS / "versions").glob("*.py"))
NEXT = f"{int(HEAD) + 1:04}"

BROKEN = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{next}", "{head}", None, None
def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""
REBUILDS = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{next}", "{head}", None, None
def upgrade():
    with op.batch_alter_table("listings", recreate="always") as batch:
        batch.add_column(sa.Column("extra", sa.Text()))
"""


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    """A connection to an empty database; nothing is committed."""
    engine = make_engine(url)
    with engine.connect().execution_options(**{WRITES: True}) as made:
        yield made
    engine.dispose()


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts one more migration after those of the project, for this test."""

    def add(source: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder)
        (folder / "versions" / f"{NEXT}_next.py").write_text(source.format(next=NEXT, head=HEAD))
        monkeypatch.setattr(schema, "MIGRATIONS", folder)

    return add


def test_migrations_are_one_line_of_numbered_files() -> None:
    files = sorted(file.name for file in (MIGRATIONS / "versions").glob("*.py"))
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in files)
    revisions = list(reversed(list(ScriptDirectory.from_config(migrations()).walk_revisions())))
    assert [revision.revision for revision in revisions] == [name[:4] for name in files]
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    assert all(revision.doc for revision in revisions)


def test_migrated_schema_is_that_of_the_rows(connection: Connection) -> None:
    command.upgrade(migrations(connection), "head")
    assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    found = inspect(connection)
    for table in Base.metadata.sorted_tables:
        names = {key["name"] for key in found.get_foreign_keys(table.name)}
        assert names == {constraint.name for constraint in table.foreign_key_constraints}


def test_every_migration_can_be_taken_back(connection: Connection) -> None:
    command.upgrade(migrations(connection), "head")
    command.downgrade(migrations(connection), "base")
    assert inspect(connection).get_table_names() == ["alembic_version"]
    command.upgrade(migrations(connection), "head")
    assert set(inspect(connection).get_table_names()) == {"alembic_version", *Base.metadata.tables}


def test_upgrade_makes_it_current_and_again_changes_nothing(url: str) -> None:
    ours = SqlSchema(url)
    assert not ours.is_current()
    ours.upgrade()
    assert ours.is_current()
    store = SqlStore(url)
    fill(store, HARBOR)
    ours.upgrade()
    with store.unit() as uow:
        assert list(uow.listings.live()) == [HARBOR]
    store.close()


def test_looking_makes_no_file_and_upgrade_makes_the_folder(tmp_path: Path) -> None:
    ours = SqlSchema(f"sqlite:///{tmp_path / 'new' / 'home' / 'handoff.db'}")
    assert not ours.is_current()
    assert list(tmp_path.iterdir()) == []
    ours.upgrade()
    assert ours.is_current()


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(StoreUnavailable, match=f"folder {tmp_path / 'home'} cannot be made"):
        SqlSchema(f"sqlite:///{tmp_path / 'home' / 'handoff.db'}").upgrade()


def test_file_that_is_no_database_is_not_current(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "handoff.db").write_text("name,street\n" * 1000)
    assert not SqlSchema(sqlite_url).is_current()
    with pytest.raises(StoreUnavailable, match="not a database"):
        SqlSchema(sqlite_url).upgrade()


def test_database_of_a_newer_version_is_refused(url: str) -> None:
    SqlSchema(url).upgrade()
    engine = make_engine(url)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    engine.dispose()
    assert not SqlSchema(url).is_current()
    with pytest.raises(StoreUnavailable, match=r"9999.*update the project"):
        SqlSchema(url).upgrade()


def test_migration_that_fails_leaves_the_schema_as_it_was(url: str, next_migration) -> None:
    SqlSchema(url).upgrade()
    next_migration(BROKEN)
    assert not SqlSchema(url).is_current()
    with pytest.raises(StoreUnavailable):
        SqlSchema(url).upgrade()
    engine = make_engine(url)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == (HEAD,)
        assert not inspect(connection).has_table("extra")
    engine.dispose()


def test_migration_that_makes_a_table_anew_keeps_what_refers_to_it(sqlite_url: str, next_migration) -> None:
    SqlSchema(sqlite_url).upgrade()
    store = SqlStore(sqlite_url)
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        uow.reports.add(HARBOR.id, "wrong", "", NOW)
        uow.commit()
    next_migration(REBUILDS)
    SqlSchema(sqlite_url).upgrade()
    assert SqlSchema(sqlite_url).is_current()
    with store.unit() as uow:
        assert list(uow.listings.live()) == [HARBOR]
        assert len(uow.reports.list()) == 1
    store.close()
