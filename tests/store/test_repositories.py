"""The repositories: the contract of every store, and what only a database can get wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from referral.domain.errors import SourceNotFound
from referral.domain.ports import Store, StoredRecord
from referral.store.repositories.chunks import CHUNK
from referral.store.rows import ListingRow, PhoneRow, RecordRow, RunRow
from referral.store.unit import SqlStore
from tests.contracts.store import CHECKS, HARBOR, LATER, NOW, OPEN_DOOR, fill

RECORD = StoredRecord("1", "d1", "v1", HARBOR.id, live=True)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_store_keeps_the_contract(store: SqlStore, check: Callable[[Store], None]) -> None:
    check(store)


def test_save_of_an_unregistered_source_is_refused(store: SqlStore) -> None:
    with store.unit(write=True) as uow, pytest.raises(SourceNotFound, match="test"):
        uow.listings.save(HARBOR, 1)


def test_more_listings_than_one_piece_are_all_kept_in_order(store: SqlStore) -> None:
    many = [replace(HARBOR, id=f"test:{n:05}") for n in range(2 * CHUNK + 1)]
    fill(store, *reversed(many))
    with store.unit() as uow:
        assert list(uow.listings.live()) == many
        assert uow.listings.get_many([one.id for one in many]) == {one.id: one for one in many}
        assert len(uow.records.known("test")) == len(many)
    with store.unit(write=True) as uow:
        uow.listings.vanish([one.id for one in many[1:]])
        uow.records.vanish("test", [one.id.partition(":")[2] for one in many[1:]])
        uow.commit()
    with store.unit() as uow:
        assert list(uow.listings.live()) == many[:1]
        assert [record.outside_id for record in uow.records.known("test").values() if record.live] == ["00000"]


def test_listing_saved_twice_in_one_unit_is_written_as_last_given(store: SqlStore) -> None:
    fill(store, OPEN_DOOR)
    with store.unit(write=True) as uow:
        run = uow.sources.begin_run("test", "spreadsheet", NOW)
        for name in ("One", "Two"):
            assert uow.listings.save(replace(HARBOR, name=name), run)
            assert uow.listings.save(replace(OPEN_DOOR, name=name, phones=HARBOR.phones), run)
        uow.commit()
    with store.unit() as uow:
        assert [one.name for one in uow.listings.live()] == ["Two", "Two"]
        assert uow.listings.get(OPEN_DOOR.id).phones == HARBOR.phones


def test_changed_listing_keeps_its_reports_and_drops_its_old_phones(store: SqlStore) -> None:
    run = fill(store, HARBOR)
    with store.unit(write=True) as uow:
        number = uow.reports.add(HARBOR.id, "wrong", "", NOW)
        uow.listings.save(replace(HARBOR, phones=()), run + 1)
        uow.commit()
    with store.unit() as uow:
        assert [report.number for report in uow.reports.list()] == [number]
        assert uow.listings.get(HARBOR.id).phones == ()
        assert uow._connection.execute(select(PhoneRow.__table__)).all() == []


def test_run_number_stays_with_what_it_changed(store: SqlStore) -> None:
    first = fill(store, HARBOR, OPEN_DOOR)
    second = fill(store, replace(HARBOR, name="Harbor"), OPEN_DOOR)
    with store.unit() as uow:
        rows = uow._connection.execute(select(ListingRow.id, ListingRow.run_id).order_by(ListingRow.id))
        assert [tuple(row) for row in rows] == [("test:1", second), ("test:2", first)]


def test_raw_record_and_report_of_a_run_are_kept_as_given(store: SqlStore) -> None:
    raw = {"Name": "Ñandú \ud83d", "codes": ["A", 1, 2.5, None, True], "nested": {"b": {}, "a": []}}
    with store.unit(write=True) as uow:
        run = uow.sources.begin_run("test", "hsds", NOW)
        uow.records.save("test", RECORD, raw, run)
        uow.sources.finish_run(run, {"read": 1, "rejected": []})
        uow.commit()
    with store.unit() as uow:
        assert uow._connection.scalars(select(RecordRow.raw)).all() == [raw]
        assert uow._connection.scalars(select(RunRow.report)).all() == [{"read": 1, "rejected": []}]


def test_closing_a_report_twice_keeps_the_first_moment(store: SqlStore) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        number = uow.reports.add(HARBOR.id, "wrong", "", NOW)
        uow.reports.close(number, NOW)
        uow.reports.close(number, LATER)
        assert [report.closed for report in uow.reports.list(open_only=False)] == [NOW]


def test_source_can_come_back_in_the_unit_that_removed_it(store: SqlStore) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        uow.sources.remove("test")
        run = uow.sources.begin_run("test", "spreadsheet", LATER)
        assert uow.listings.save(HARBOR, run)
        uow.records.save("test", RECORD, {}, run)
        uow.commit()
    with store.unit() as uow:
        assert list(uow.listings.live()) == [HARBOR]
        assert uow.sources.list()[0].live_records == 1


def test_moment_without_a_zone_is_refused(store: SqlStore) -> None:
    with store.unit(write=True) as uow, pytest.raises(StatementError, match="a moment has a zone"):
        uow.sources.begin_run("test", "hsds", datetime(2026, 11, 23))  # noqa: DTZ001
