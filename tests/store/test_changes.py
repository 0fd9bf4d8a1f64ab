"""The outbox: in order, in the same transaction, and never the same number twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlalchemy import delete

from referral.store.rows import ChangeRow
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from tests.contracts.store import HARBOR, OPEN_DOOR, fill


def test_rollback_leaves_no_change_and_no_gap_that_matters(store: SqlStore) -> None:
    fill(store, HARBOR)
    with store.unit() as uow:
        before = uow.changes.last_seq()
    with store.unit(write=True) as uow:
        uow.listings.save(replace(HARBOR, name="Harbor"), 2)
        uow.listings.vanish([HARBOR.id])
        assert uow.changes.last_seq() > before
    with store.unit() as uow:
        assert uow.changes.last_seq() == before
        assert uow.listings.get(HARBOR.id) == HARBOR


def test_change_and_listing_become_visible_together(store: SqlStore) -> None:
    fill(store, OPEN_DOOR)
    with store.unit(write=True) as uow:
        uow.listings.save(HARBOR, 1)
        uow._listings.flush()
        with store.unit() as other:
            assert ([one.id for one in other.listings.live()], len(other.changes.since(0))) == (["test:2"], 1)
        uow.commit()
    with store.unit() as other:
        assert [one.id for one in other.listings.live()] == ["test:1", "test:2"]
        assert [listing_id for _, listing_id in other.changes.since(0)] == ["test:2", "test:1"]


def test_number_never_comes_twice_even_after_rows_are_deleted(store: SqlStore) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        last = uow.changes.last_seq()
        uow._connection.execute(delete(ChangeRow))
        uow.listings.save(OPEN_DOOR, 1)
        assert [listing_id for _, listing_id in uow.changes.since(last)] == ["test:2"]


def test_unchanged_save_and_unknown_vanish_leave_no_row(store: SqlStore) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        before = uow.changes.last_seq()
        uow.listings.save(HARBOR, 2)
        uow.listings.vanish(["test:404"])
        uow.listings.vanish([HARBOR.id, HARBOR.id])
        uow.listings.vanish([HARBOR.id])
        assert [listing_id for _, listing_id in uow.changes.since(before)] == [HARBOR.id]


def test_tail_misses_nothing_while_several_write(url: str) -> None:
    SqlSchema(url).upgrade()
    store = SqlStore(url)
    fill(store)
    jobs = [[f"test:{writer}-{n}" for n in range(8)] for writer in range(3)]

    def write(ids: list[str]) -> None:
        for listing_id in ids:
            with store.unit(write=True) as uow:
                uow.listings.save(replace(HARBOR, id=listing_id), 1)
                uow.commit()

    seen: list[tuple[int, str]] = []
    with ThreadPoolExecutor(len(jobs)) as pool:
        running = [pool.submit(write, ids) for ids in jobs]
        finished = False
        while not finished:
            finished = all(job.done() for job in running)
            with store.unit() as uow:
                seen += uow.changes.since(seen[-1][0] if seen else 0)
        for job in running:
            job.result()
    store.close()
    assert [seq for seq, _ in seen] == sorted({seq for seq, _ in seen})
    assert sorted(listing_id for _, listing_id in seen) == sorted(listing_id for ids in jobs for listing_id in ids)
