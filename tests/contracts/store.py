"""What every `Store` does, the real one and the fake alike: checks that take an empty store.

`CHECKS` holds them all; a test runs each on a fresh store. They say what the docstrings of `domain/ports.py` promise.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from referral.domain.errors import ListingNotFound, ReportNotFound, SourceNotFound
from referral.domain.listing import Listing, Location, Phone
from referral.domain.ports import Report, SourceSummary, Store, StoredRecord
from referral.domain.source import Dating, Source
from referral.domain.vocabulary import Kind
from tests.factories import hours, listing, meeting

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)

HARBOR = listing(id="test:1", name="Harbor House", yes="level=iop payment=medicaid", phones=(Phone("+13035550101"),))
OPEN_DOOR = listing(Kind.RESOURCE, id="test:2", name="Open Door", hours=hours("MO-FR 09:00-17:00"))
TUESDAY = meeting("TU 19:00-20:00", id="test:3", name="Tuesday Group", group_id="test:g")


def fill(store: Store, *listings: Listing, source: str = "test", demo: bool = False) -> int:
    """Save listings as one committed run of a source, with a record each; the number of the run."""
    with store.unit(write=True) as uow:
        run = uow.sources.begin_run(source, "spreadsheet", NOW, demo=demo)
        for one in listings:
            outside_id = one.id.partition(":")[2]
            uow.records.save(source, StoredRecord(outside_id, "d1", "v1", one.id, live=True), {"name": one.name}, run)
            uow.listings.save(one, run)
        uow.commit()
    return run


def check_saved_listing_reads_back_equal(store: Store) -> None:
    fill(store, HARBOR, OPEN_DOOR, TUESDAY)
    with store.unit() as uow:
        assert [uow.listings.get(one.id) for one in (HARBOR, OPEN_DOOR, TUESDAY)] == [HARBOR, OPEN_DOOR, TUESDAY]


def check_unknown_listing_is_not_found(store: Store) -> None:
    with store.unit() as uow:
        with pytest.raises(ListingNotFound, match="test:1"):
            uow.listings.get("test:1")
        assert not uow.listings.is_live("test:1")


def check_save_says_whether_anything_changed(store: Store) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        assert not uow.listings.save(HARBOR, 2)
        assert uow.listings.save(replace(HARBOR, name="Harbor"), 2)
        assert not uow.listings.save(replace(HARBOR, name="Harbor"), 2)
        assert uow.listings.save(OPEN_DOOR, 2)
        assert uow.listings.get("test:1").name == "Harbor"


def check_get_many_leaves_out_vanished_and_unknown(store: Store) -> None:
    fill(store, HARBOR, OPEN_DOOR, TUESDAY)
    with store.unit(write=True) as uow:
        uow.listings.vanish(["test:2"])
        found = uow.listings.get_many(["test:3", "test:2", "test:404", "test:1", "test:1"])
    assert found == {"test:1": HARBOR, "test:3": TUESDAY}


def check_live_comes_by_id_without_vanished(store: Store) -> None:
    fill(store, *(replace(HARBOR, id=f"test:{name}") for name in ("b", "B", "a", "á", "10", "9")))
    with store.unit(write=True) as uow:
        uow.listings.vanish(["test:a"])
        assert [one.id for one in uow.listings.live()] == ["test:10", "test:9", "test:B", "test:b", "test:á"]


def check_siblings_are_the_live_ones_of_the_group(store: Store) -> None:
    online = replace(TUESDAY, id="test:0")
    gone = replace(TUESDAY, id="test:4")
    fill(store, HARBOR, TUESDAY, online, gone)
    with store.unit(write=True) as uow:
        uow.listings.vanish([gone.id])
        assert uow.listings.siblings("test:g") == (online, TUESDAY)
        assert uow.listings.siblings("test:other") == ()


def check_vanished_listing_can_be_read_and_comes_back_as_changed(store: Store) -> None:
    run = fill(store, HARBOR)
    with store.unit(write=True) as uow:
        uow.listings.vanish([HARBOR.id])
        assert not uow.listings.is_live(HARBOR.id)
        assert uow.listings.get(HARBOR.id) == HARBOR
        assert uow.listings.save(HARBOR, run + 1)
        assert uow.listings.is_live(HARBOR.id)


def check_outbox_names_every_change_in_order(store: Store) -> None:
    with store.unit() as uow:
        assert (uow.changes.last_seq(), uow.changes.since(0)) == (0, ())
    fill(store, HARBOR, OPEN_DOOR)
    with store.unit() as uow:
        first = uow.changes.last_seq()
        assert [listing_id for _, listing_id in uow.changes.since(0)] == ["test:1", "test:2"]
    with store.unit(write=True) as uow:
        uow.listings.save(replace(OPEN_DOOR, name="Open"), 2)
        uow.listings.save(HARBOR, 2)
        uow.commit()
    with store.unit(write=True) as uow:
        uow.listings.vanish(["test:1", "test:404"])
        uow.commit()
    with store.unit() as uow:
        since = uow.changes.since(first)
        assert [listing_id for _, listing_id in since] == ["test:2", "test:1"]
        assert first < since[0][0] < since[1][0] == uow.changes.last_seq()


def check_leaving_without_commit_keeps_nothing(store: Store) -> None:
    with store.unit(write=True) as uow:
        run = uow.sources.begin_run("test", "spreadsheet", NOW)
        uow.listings.save(HARBOR, run)
    with store.unit() as uow:
        assert (uow.sources.list(), list(uow.listings.live()), uow.changes.last_seq()) == ((), [], 0)


def check_records_are_known_by_outside_id(store: Store) -> None:
    run = fill(store, HARBOR, OPEN_DOOR)
    changed = StoredRecord("1", "d2", "v2", "test:1", live=True)
    with store.unit(write=True) as uow:
        uow.records.save("test", changed, {"name": "Harbor"}, run)
        uow.records.vanish("test", ["2"])
        uow.commit()
    with store.unit() as uow:
        gone = StoredRecord("2", "d1", "v1", "test:2", live=False)
        assert uow.records.known("test") == {"1": changed, "2": gone}
        assert uow.records.known("other") == {}


def check_sources_are_summed_up_by_name(store: Store) -> None:
    fill(store, HARBOR, OPEN_DOOR)
    fill(store, listing(id="demo:1"), source="demo", demo=True)
    with store.unit(write=True) as uow:
        run = uow.sources.begin_run("test", "hsds", LATER)
        uow.records.vanish("test", ["1"])
        uow.listings.vanish(["test:1"])
        uow.sources.finish_run(run, {"read": 1, "warnings": {"no_point": 1}})
        uow.commit()
    with store.unit() as uow:
        assert uow.sources.list() == (
            SourceSummary("demo", "spreadsheet", 1, 1, NOW, demo=True),
            SourceSummary("test", "hsds", 1, 1, LATER, demo=False),
        )


def check_sources_are_named_as_their_newest_run_says(store: Store) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        assert uow.sources.named() == {"test": Source("test", "spreadsheet")}
        uow.sources.begin_run("test", "hsds", LATER, title="Our own list", dating=Dating.CHECKED)
        uow.sources.begin_run("samhsa", "samhsa-directory", LATER, dating=Dating.EDITION)
        assert uow.sources.named() == {
            "test": Source("test", "hsds", "Our own list", Dating.CHECKED),
            "samhsa": Source("samhsa", "samhsa-directory", None, Dating.EDITION),
        }


def check_demo_is_live_while_it_has_live_listings(store: Store) -> None:
    fill(store, HARBOR)
    with store.unit() as uow:
        assert uow.sources.live_demo() is None
    fill(store, listing(id="demo:1"), source="demo", demo=True)
    with store.unit(write=True) as uow:
        assert uow.sources.live_demo() == "demo"
        uow.listings.vanish(["demo:1"])
        assert uow.sources.live_demo() is None


def check_removed_source_takes_everything_along(store: Store) -> None:
    fill(store, HARBOR, OPEN_DOOR)
    fill(store, listing(id="other:1"), source="other")
    with store.unit(write=True) as uow:
        before = uow.changes.last_seq()
        uow.reports.add("test:1", "closed", "", NOW)
        assert uow.sources.remove("test") == 2
        uow.commit()
    with store.unit() as uow:
        assert [source.name for source in uow.sources.list()] == ["other"]
        assert [one.id for one in uow.listings.live()] == ["other:1"]
        assert (uow.records.known("test"), uow.reports.list()) == ({}, ())
        assert [listing_id for _, listing_id in uow.changes.since(before)] == ["test:1", "test:2"]


def check_unknown_source_is_not_removed(store: Store) -> None:
    with store.unit(write=True) as uow, pytest.raises(SourceNotFound, match="nowhere"):
        uow.sources.remove("nowhere")


def check_numbers_of_five_places_are_central_lines(store: Store) -> None:
    shared, four, own = Phone("+13035550100"), Phone("+13035550199"), Phone("+13035550105", extension="7")
    at = [
        replace(HARBOR, id=f"test:{n}", location=Location(streets=(f"{n} Main St",), zip5="80203"), phones=(shared,))
        for n in range(1, 6)
    ]
    at[:4] = [replace(one, phones=(shared, four)) for one in at[:4]]
    next_door = replace(at[0], id="test:6", phones=(four, own))
    hotline = replace(HARBOR, id="test:7", phones=(Phone("+18885550100"), Phone("988")))
    fill(store, *at, next_door, hotline)
    with store.unit(write=True) as uow:
        assert uow.sources.mark_central_lines("test") == 6
        assert uow.sources.mark_central_lines("test") == 0
        marked = {(one.id, phone.number) for one in uow.listings.live() for phone in one.phones if phone.central_line}
        assert marked == {(one.id, shared.number) for one in at} | {("test:7", "+18885550100")}
        uow.listings.vanish(["test:5"])
        assert uow.sources.mark_central_lines("test") == 4
        assert uow.listings.get("test:1").phones == (shared, four)
        assert not uow.listings.save(at[0], 2)


def check_marking_central_lines_is_told_to_the_index(store: Store) -> None:
    fill(store, replace(HARBOR, phones=(Phone("+18005550100"),)), OPEN_DOOR)
    with store.unit(write=True) as uow:
        before = uow.changes.last_seq()
        uow.sources.mark_central_lines("test")
        assert [listing_id for _, listing_id in uow.changes.since(before)] == ["test:1"]


def check_reports_are_kept_and_closed(store: Store) -> None:
    fill(store, HARBOR)
    with store.unit(write=True) as uow:
        first = uow.reports.add(HARBOR.id, "closed", "Nobody there. ¡Cerrado!", NOW)
        second = uow.reports.add(HARBOR.id, "wrong", "", LATER)
        uow.reports.close(first, LATER)
        uow.commit()
    open_one = Report(second, HARBOR.id, "wrong", "", LATER, None)
    done = Report(first, HARBOR.id, "closed", "Nobody there. ¡Cerrado!", NOW, LATER)
    with store.unit() as uow:
        assert first < second
        assert uow.reports.list() == (open_one,)
        assert uow.reports.list(open_only=False) == (done, open_one)


def check_reports_need_a_listing_and_a_number(store: Store) -> None:
    with store.unit(write=True) as uow:
        with pytest.raises(ListingNotFound):
            uow.reports.add("test:404", "wrong", "", NOW)
        with pytest.raises(ReportNotFound, match="404"):
            uow.reports.close(404, NOW)


def check_a_locked_packet_is_there_until_it_expires(store: Store) -> None:
    with store.unit(write=True) as uow:
        uow.kept_packets.put("a", b"\x00one\xff", LATER)
        uow.commit()
    with store.unit() as uow:
        kept = uow.kept_packets
        assert [kept.get("a", moment) for moment in (NOW, LATER)] == [b"\x00one\xff", None]
        assert kept.get("b", NOW) is None


def check_a_locked_packet_is_replaced_under_its_id(store: Store) -> None:
    with store.unit(write=True) as uow:
        uow.kept_packets.put("a", b"one", NOW)
        uow.kept_packets.put("a", b"two", LATER)
        assert uow.kept_packets.get("a", NOW) == b"two"


def check_a_locked_packet_is_deleted_once_and_an_expired_one_never(store: Store) -> None:
    with store.unit(write=True) as uow:
        kept = uow.kept_packets
        kept.put("a", b"one", LATER)
        kept.put("b", b"two", LATER)
        assert [kept.delete("a", NOW), kept.delete("a", NOW), kept.delete("b", LATER)] == [True, False, False]
        assert [kept.get("a", NOW), kept.get("b", NOW)] == [None, b"two"]


def check_purge_takes_what_has_expired_and_nothing_else(store: Store) -> None:
    with store.unit(write=True) as uow:
        kept = uow.kept_packets
        for number in range(3):
            kept.put(str(number), b"one", NOW + timedelta(hours=number))
        assert [kept.purge(LATER), kept.purge(LATER)] == [2, 0]
        assert [kept.get(str(number), NOW - timedelta(1)) for number in range(3)] == [None, None, b"one"]


Write = Callable[[Listing], object]
"""Saves one listing and commits, by whatever connection."""


def follow_nothing_written(store: Store, write: Write) -> None:
    assert store.last_seq() == 0


def follow_every_commit(store: Store, write: Write) -> None:
    for number in range(3):
        write(replace(HARBOR, name=f"Harbor {number}"))
        with store.unit() as unit:
            assert store.last_seq() == unit.changes.last_seq() == unit.changes.since(0)[-1][0]


def follow_from_another_thread(store: Store, write: Write) -> None:
    with ThreadPoolExecutor(1) as other:
        for number in range(3):
            before = other.submit(store.last_seq).result()
            assert store.last_seq() == before
            other.submit(write, replace(HARBOR, name=f"Harbor {number}")).result()
            assert store.last_seq() > before
            assert other.submit(store.last_seq).result() == store.last_seq()


FOLLOWING: tuple[Callable[[Store, Write], None], ...] = tuple(
    check for name, check in list(globals().items()) if name.startswith("follow_")
)
"""What every store does for those who only follow it; the fake of indexes' tests too. They take an empty store."""

CHECKS: tuple[Callable[[Store], None], ...] = tuple(
    check for name, check in list(globals().items()) if name.startswith("check_")
)
