"""Units of work: all or nothing, one writer at a time, and failures that say what to do."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.pool import QueuePool

from referral.domain.errors import StoreBusy, StoreError, StoreUnavailable
from referral.domain.ports import SourceSummary
from referral.store.engine import make_engine
from referral.store.repositories.chunks import CHUNK
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from tests.contracts.store import HARBOR, NOW, OPEN_DOOR, fill


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[SqlStore]:
    SqlSchema(sqlite_url).upgrade()
    store = SqlStore(sqlite_url, busy_timeout_s=0.05)
    yield store
    store.close()


def test_second_writer_is_told_that_the_database_is_busy(store: SqlStore) -> None:
    with store.unit(write=True), pytest.raises(StoreBusy, match="Another command is writing"), store.unit(write=True):
        pytest.fail("two writers at once")
    fill(store, HARBOR)


def test_other_program_with_the_write_lock_makes_it_busy(sqlite_store: SqlStore, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "handoff.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreBusy, match=str(tmp_path)), sqlite_store.unit(write=True):
        pytest.fail("wrote through a lock")
    other.execute("ROLLBACK")
    other.close()
    fill(sqlite_store, HARBOR)


def test_schema_change_waits_for_the_writer(store: SqlStore, url: str) -> None:
    with store.unit(write=True), pytest.raises(StoreBusy):
        SqlSchema(url, busy_timeout_s=0.05).upgrade()


def test_reader_is_not_held_up_by_a_writer(store: SqlStore) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        uow.listings.save(replace(HARBOR, name="Harbor"), 2)
        uow._listings.flush()
        with store.unit() as reader:
            assert reader.listings.get(HARBOR.id) == HARBOR


def test_reader_sees_one_state_to_its_end(store: SqlStore) -> None:
    fill(store, HARBOR)
    with store.unit() as reader:
        assert reader.listings.get(HARBOR.id) == HARBOR
        fill(store, replace(HARBOR, name="Harbor"), OPEN_DOOR)
        assert list(reader.listings.live()) == [HARBOR]
        assert len(reader.changes.since(0)) == 1


def test_error_in_the_middle_leaves_nothing_half_written(store: SqlStore) -> None:
    fill(store, HARBOR)
    many = [replace(OPEN_DOOR, id=f"test:{n}") for n in range(10, CHUNK + 20)]
    with pytest.raises(KeyError), store.unit(write=True) as uow:  # noqa: PT012  the error is raised amid the work
        run = uow.sources.begin_run("second", "hsds", NOW)
        uow.listings.vanish([HARBOR.id])
        for one in many:
            uow.listings.save(one, run)
        raise KeyError
    with store.unit() as uow:
        assert list(uow.listings.live()) == [HARBOR]
        assert uow.sources.list() == (SourceSummary("test", "spreadsheet", 1, 1, NOW, demo=False),)
        assert len(uow.changes.since(0)) == 1


def test_unit_that_only_reads_cannot_commit(store: SqlStore) -> None:
    with store.unit() as uow, pytest.raises(StoreError, match="write=True"):
        uow.commit()


def test_all_connections_in_use_is_busy(sqlite_store: SqlStore) -> None:
    pool = sqlite_store._engine.pool
    assert isinstance(pool, QueuePool)
    pool._timeout = 0.01
    units = [sqlite_store.unit() for _ in range(pool.size() + pool._max_overflow)]
    for unit in units:
        unit.__enter__()
    with pytest.raises(StoreBusy, match="in use"), sqlite_store.unit():
        pytest.fail("a connection too many")
    for unit in units:
        unit.__exit__(None, None, None)


@pytest.mark.parametrize("name", ["handoff.db", "missing/handoff.db"])
def test_missing_database_names_its_folder_and_setup(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with pytest.raises(StoreUnavailable, match=f"{file.parent}.*`flask setup`"), SqlStore(f"sqlite:///{file}").unit():
        pytest.fail("read what is not there")
    assert list(tmp_path.iterdir()) == []


def test_missing_tables_name_setup(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "handoff.db").touch()
    store = SqlStore(sqlite_url)
    with store.unit() as uow, pytest.raises(StoreUnavailable, match=r"no such table: listings.*`flask setup`"):
        uow.listings.get("test:1")
    store.close()


def test_missing_tables_of_a_server_name_setup(postgres_url: str) -> None:
    store = SqlStore(postgres_url)
    with store.unit() as uow, pytest.raises(StoreUnavailable, match="`flask setup`"):
        uow.listings.get("test:1")
    store.close()


def test_file_that_is_no_database_is_said_to_be_none(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "handoff.db").write_text("name,street\n" * 1000)
    with pytest.raises(StoreUnavailable, match=f"{tmp_path}.*file is not a database"), SqlStore(sqlite_url).unit():
        pytest.fail("read a text file")


def test_path_that_cannot_be_opened_names_the_folder(tmp_path: Path) -> None:
    (tmp_path / "handoff.db").mkdir()
    with pytest.raises(StoreUnavailable, match=f"{tmp_path}.*unable to open"):
        SqlStore(f"sqlite:///{tmp_path / 'handoff.db'}").unit().__enter__()


def test_database_that_may_only_be_read_names_the_right_to_write(sqlite_store: SqlStore, tmp_path: Path) -> None:
    fill(sqlite_store, HARBOR)
    store = SqlStore(f"sqlite:///file:{tmp_path / 'handoff.db'}?mode=ro&uri=true")
    with store.unit() as uow:
        assert uow.listings.get(HARBOR.id) == HARBOR
    with pytest.raises(StoreUnavailable, match=f"{tmp_path} cannot be written"):
        fill(store, OPEN_DOOR)
    store.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_not_be_written_is_named(sqlite_store: SqlStore, sqlite_url: str, tmp_path: Path) -> None:
    sqlite_store.close()
    (tmp_path / "handoff.db").chmod(0o444)
    tmp_path.chmod(0o555)
    store = SqlStore(sqlite_url)
    try:
        with pytest.raises(StoreUnavailable, match=str(tmp_path)):
            fill(store, HARBOR)
    finally:
        store.close()
        tmp_path.chmod(0o755)


def test_full_disk_is_said_and_nothing_is_kept(sqlite_store: SqlStore, tmp_path: Path) -> None:
    fill(sqlite_store, HARBOR)
    with pytest.raises(StoreUnavailable, match=f"disk is full.*{tmp_path}"), sqlite_store.unit(write=True) as uow:  # noqa: PT012
        uow._connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as full as it can be: it may not grow
        for n in range(CHUNK):
            uow.listings.save(replace(OPEN_DOOR, id=f"test:{n}", description="long " * 100), 1)
        uow.commit()
    with sqlite_store.unit() as uow:
        assert list(uow.listings.live()) == [HARBOR]


def test_sqlite_is_set_up_for_many_readers_and_one_writer(sqlite_store: SqlStore) -> None:
    with sqlite_store.unit() as uow:
        names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        values = [uow._connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert values == ["wal", 1, 1, 50]


@pytest.mark.parametrize("url", ["handoff.db", "nosuch://host/name", "mssql+pyodbc://host/name"])
def test_url_that_cannot_be_used_says_what_to_write(url: str) -> None:
    with pytest.raises(StoreUnavailable, match="postgres"):
        make_engine(url)


def test_server_that_does_not_answer_is_named() -> None:
    pytest.importorskip("psycopg")
    store = SqlStore("postgresql+psycopg://visitor:secret@127.0.0.1:1/directory")
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1, database directory") as caught, store.unit():
        pytest.fail("an answer from nobody")
    assert "secret" not in caught.value.message
