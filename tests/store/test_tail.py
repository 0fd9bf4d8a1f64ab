"""The newest change number: exact at every moment, over threads, forks, and a database that is made anew."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from referral.domain.errors import StoreUnavailable
from referral.domain.ports import Store
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from tests.contracts.store import FOLLOWING, HARBOR, OPEN_DOOR, Write, fill
from tests.fakes_store import FakeStore

Check = Callable[[Store, Write], None]
each_check = pytest.mark.parametrize("check", FOLLOWING, ids=lambda check: check.__name__)


@each_check
def test_store_is_followed_through_other_connections(store: SqlStore, url: str, check: Check) -> None:
    other = SqlStore(url)
    check(store, lambda listing: fill(other, listing))
    other.close()


@each_check
def test_store_is_followed_through_its_own_units(store: SqlStore, check: Check) -> None:
    check(store, lambda listing: fill(store, listing))


@each_check
def test_fake_store_is_followed_alike(check: Check) -> None:
    fake = FakeStore()
    check(fake.port, fake.save)


def test_broken_fake_store_fails_alike() -> None:
    fake = FakeStore()
    fake.broken = True
    with pytest.raises(StoreUnavailable):
        fake.last_seq()


def test_what_is_not_committed_is_not_counted(store: SqlStore) -> None:
    fill(store, HARBOR)
    before = store.last_seq()
    with store.unit(write=True) as unit:
        unit.listings.save(OPEN_DOOR, 1)
        assert (unit.changes.last_seq() > before, store.last_seq()) == (True, before)
    assert store.last_seq() == before


def test_one_connection_is_kept_for_one_asker_and_given_back(store: SqlStore) -> None:
    for _ in range(3):
        store.last_seq()
    (line,) = store._tail._idle
    store.close()
    assert (store._tail._idle, line.connection.closed) == ([], True)
    assert store.last_seq() == 0


def test_many_askers_at_once_all_see_the_last_commit(store: SqlStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(5):
            fill(store, replace(HARBOR, name=f"Harbor {number}"))
            assert {job.result() for job in [pool.submit(store.last_seq) for _ in range(40)]} == {number + 1}


def test_connection_that_the_server_ended_is_opened_anew(postgres_url: str) -> None:
    SqlSchema(postgres_url).upgrade()
    store = SqlStore(postgres_url)
    fill(store, HARBOR)
    assert store.last_seq() == 1
    (line,) = store._tail._idle
    with store._engine.connect() as connection:
        number = line.connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 10000)")
    assert store.last_seq() == 1
    store.close()


def test_fork_uses_no_connection_of_its_parent(store: SqlStore) -> None:
    fill(store, HARBOR)
    assert store.last_seq() == 1
    lines = list(store._tail._idle)
    child = os.fork()
    if child == 0:
        seen = store.last_seq() == 1 and not any(line in store._tail._idle for line in lines)
        fill(store, OPEN_DOOR)
        os._exit(0 if seen and store.last_seq() == 2 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (store.last_seq(), store._tail._idle) == (2, lines)


def test_deleted_database_is_noticed(sqlite_url: str, tmp_path: Path) -> None:
    SqlSchema(sqlite_url).upgrade()
    store = SqlStore(sqlite_url)
    fill(store, HARBOR)
    assert store.last_seq() == 1
    for file in tmp_path.glob("handoff.db*"):
        file.unlink()
    with pytest.raises(StoreUnavailable, match=f"no database in {tmp_path}.*`flask setup`"):
        store.last_seq()
    assert list(tmp_path.iterdir()) == []
    store.close()


@pytest.mark.parametrize("asked_between", [False, True])
def test_database_made_anew_is_followed_from_then_on(sqlite_url: str, tmp_path: Path, asked_between: bool) -> None:
    SqlSchema(sqlite_url).upgrade()
    store = SqlStore(sqlite_url)
    fill(store, HARBOR, OPEN_DOOR)
    assert store.last_seq() == 2
    for file in tmp_path.glob("handoff.db*"):
        file.unlink()
    if asked_between:
        with pytest.raises(StoreUnavailable):
            store.last_seq()
    SqlSchema(sqlite_url).upgrade()
    assert store.last_seq() == 0
    with store.unit() as unit:
        assert list(unit.listings.live()) == []
    fill(store, OPEN_DOOR)
    assert store.last_seq() == 1
    store.close()


def test_another_database_in_the_same_place_is_followed(sqlite_url: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    SqlSchema(sqlite_url).upgrade()
    shutil.copy(tmp_path / "handoff.db", kept)
    store = SqlStore(sqlite_url)
    fill(store, HARBOR)
    assert store.last_seq() == 1
    for file in tmp_path.glob("handoff.db-*"):
        file.unlink()
    kept.replace(tmp_path / "handoff.db")
    assert store.last_seq() == 0
    store.close()


def test_database_without_tables_names_setup(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "handoff.db").touch()
    store = SqlStore(sqlite_url)
    with pytest.raises(StoreUnavailable, match=r"no such table: changes.*`flask setup`"):
        store.last_seq()
    store.close()


def test_database_in_memory_is_asked_through_a_unit() -> None:
    store = SqlStore("sqlite://")
    with pytest.raises(StoreUnavailable, match="no such table"):
        store.last_seq()
    store.close()


def test_server_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    store = SqlStore("postgresql+psycopg://visitor:secret@127.0.0.1:1/directory")
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1, database directory") as caught:
        store.last_seq()
    assert "secret" not in caught.value.message
