"""Importing: what goes in, what changes, what vanishes, and what stops a run before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from referral.domain.errors import BadFile, BadInput, DemoIsLive, TooManyVanished
from referral.domain.listing import Listing, Session
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.source import Dating, Source
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span
from referral.ingest.report import ImportReport
from referral.services.imports import Imports
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from tests.fakes import FakePlaces


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Rows:
    """A format over records that a test gives; an error among them is raised where it stands."""

    name = "rows"
    title: str | None = None
    dating = Dating.UPDATED

    def __init__(self, items: Sequence[Record | Rejection | Exception], version: str = "1") -> None:
        self.items = items
        self.version = version

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        for item in self.items:
            if isinstance(item, Exception):
                raise item
            yield item


def row(outside_id: str, name: str = "Harbor House", phone: str = "") -> Record:
    listing = Listing(f"s:{outside_id}", "s", Kind.RESOURCE, name)
    phones = (PhoneText(phone),) if phone else ()
    return Record(f"row {outside_id}", outside_id, {"name": name, "phone": phone}, listing, phones)


def meeting_row(slug: str, day: Day, group: str) -> Record:
    listing = Listing(f"s:{slug}", "s", Kind.MEETING, group, sessions=(Session(Span.at(day, "19:00", "20:00")),))
    return Record(slug, slug, {"slug": slug, "day": day.name, "group": group}, listing, merge_key=group)


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    url = f"sqlite:///{tmp_path / 'handoff.db'}"
    SqlSchema(url).upgrade()
    return SqlStore(url, busy_timeout_s=0.2)


@pytest.fixture
def imports(store: SqlStore) -> Imports:
    return Imports(store, FakePlaces(), Noon())


def take(
    imports: Imports,
    *items: Record | Rejection | Exception,
    source: str = "s",
    version: str = "1",
    dry_run: bool = False,
    allow_loss: bool = False,
    with_demo: bool = False,
) -> ImportReport:
    feed = Rows(items, version)
    return imports.ingest(feed, Path(), source, dry_run=dry_run, allow_loss=allow_loss, with_demo=with_demo)


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.unchanged, len(report.rejected), report.vanished


def live_names(store: SqlStore) -> dict[str, str]:
    with store.unit() as uow:
        return {listing.id: listing.name for listing in uow.listings.live()}


def last_seq(store: SqlStore) -> int:
    with store.unit() as uow:
        return uow.changes.last_seq()


def test_first_import_adds_every_record(imports: Imports, store: SqlStore) -> None:
    assert counts(take(imports, row("1"), row("2", "Open Door"))) == (2, 0, 0, 0, 0)
    assert live_names(store) == {"s:1": "Harbor House", "s:2": "Open Door"}


def test_same_feed_twice_changes_nothing(imports: Imports, store: SqlStore) -> None:
    take(imports, row("1"), row("2"))
    before = last_seq(store)
    report = take(imports, row("1"), row("2"))
    assert counts(report) == (0, 0, 2, 0, 0)
    assert dict(report.listings) == {"vanished": 0}
    assert last_seq(store) == before


def test_changed_record_changes_its_listing(imports: Imports, store: SqlStore) -> None:
    take(imports, row("1"))
    report = take(imports, row("1", "Harbor Home"))
    assert counts(report) == (0, 1, 0, 0, 0)
    assert report.listings["changed"] == 1
    assert live_names(store) == {"s:1": "Harbor Home"}


def test_vanished_record_is_hidden_and_its_listing_kept(imports: Imports, store: SqlStore) -> None:
    take(imports, row("1"), row("2"))
    assert counts(take(imports, row("1"))) == (0, 0, 1, 0, 1)
    assert live_names(store) == {"s:1": "Harbor House"}
    with store.unit() as uow:
        assert uow.listings.get("s:2").name == "Harbor House"


def test_returned_record_is_changed_and_shown_again(imports: Imports, store: SqlStore) -> None:
    take(imports, row("1"), row("2"))
    take(imports, row("1"))
    assert counts(take(imports, row("1"), row("2"))) == (0, 1, 1, 0, 0)
    assert sorted(live_names(store)) == ["s:1", "s:2"]


def test_new_mapping_version_reads_every_record_anew(imports: Imports) -> None:
    take(imports, row("1"), row("2"))
    assert counts(take(imports, row("1"), row("2"), version="2")) == (0, 2, 0, 0, 0)


def test_repeated_id_is_rejected_and_costs_no_other_row(imports: Imports) -> None:
    report = take(imports, row("1"), replace(row("1", "Other"), row="row 9"), row("2"))
    assert counts(report) == (2, 0, 0, 1, 0)
    assert report.rejected == [Rejection("row 9", "1", "duplicate_id")]


def test_read_is_always_the_sum_of_its_parts(imports: Imports) -> None:
    take(imports, row("1"), row("2"), row("3"))
    report = take(imports, row("1"), row("2", "New name"), row("4"), Rejection("row 5", None, "no_name"))
    assert counts(report) == (1, 1, 1, 1, 1)
    assert report.as_json()["read"] == 4


def test_rejected_record_that_was_live_vanishes(imports: Imports, store: SqlStore) -> None:
    take(imports, row("1"), row("2"))
    assert counts(take(imports, row("1"), Rejection("row 2", "2", "unpublished"))) == (0, 0, 1, 1, 1)
    assert sorted(live_names(store)) == ["s:1"]


def test_rows_of_one_group_become_one_listing(imports: Imports, store: SqlStore) -> None:
    report = take(
        imports, meeting_row("b", Day.MO, "Noon"), meeting_row("a", Day.WE, "Noon"), meeting_row("c", Day.FR, "Dawn")
    )
    assert (report.added, report.listings["added"]) == (3, 2)
    with store.unit() as uow:
        assert [s.span.day for s in uow.listings.get("s:a").sessions] == [Day.MO, Day.WE]


def test_group_that_loses_a_row_keeps_its_listing_with_fewer_sessions(imports: Imports, store: SqlStore) -> None:
    take(imports, meeting_row("a", Day.MO, "Noon"), meeting_row("b", Day.WE, "Noon"))
    report = take(imports, meeting_row("b", Day.WE, "Noon"))
    assert counts(report) == (0, 0, 1, 0, 1)
    assert dict(report.listings) == {"changed": 1, "vanished": 0}
    assert list(live_names(store)) == ["s:a"]


def test_same_groups_twice_change_nothing(imports: Imports, store: SqlStore) -> None:
    rows = [meeting_row("a", Day.MO, "Noon"), meeting_row("b", Day.WE, "Noon")]
    take(imports, *rows)
    before = last_seq(store)
    assert counts(take(imports, *rows)) == (0, 0, 2, 0, 0)
    assert last_seq(store) == before


def test_feed_that_loses_over_half_of_twenty_changes_nothing(imports: Imports, store: SqlStore) -> None:
    take(imports, *(row(f"{n:02d}") for n in range(20)))
    with pytest.raises(TooManyVanished, match=r"11 of the 20 live records of s .*--allow-loss"):
        take(imports, *(row(f"{n:02d}", "Renamed") for n in range(9)))
    assert set(live_names(store).values()) == {"Harbor House"}
    assert len(live_names(store)) == 20


def test_feed_that_loses_just_half_goes_in(imports: Imports, store: SqlStore) -> None:
    take(imports, *(row(f"{n:02d}") for n in range(20)))
    assert take(imports, *(row(f"{n:02d}") for n in range(10))).vanished == 10


def test_loss_is_taken_when_allowed_and_from_small_sources(imports: Imports, store: SqlStore) -> None:
    take(imports, *(row(f"{n:02d}") for n in range(20)))
    assert take(imports, row("00"), allow_loss=True).vanished == 19
    take(imports, *(row(f"{n:02d}") for n in range(19)))
    assert take(imports).vanished == 19


def test_file_that_breaks_off_changes_nothing(imports: Imports, store: SqlStore) -> None:
    take(imports, row("1"))
    with pytest.raises(BadFile, match="cut short"):
        take(imports, row("1", "Renamed"), row("2"), BadFile("the file is cut short"))
    assert live_names(store) == {"s:1": "Harbor House"}


def test_dry_run_reports_and_writes_nothing(imports: Imports, store: SqlStore) -> None:
    assert counts(take(imports, row("1"), dry_run=True)) == (1, 0, 0, 0, 0)
    assert live_names(store) == {}


def test_real_feed_is_refused_beside_the_live_demo(imports: Imports, store: SqlStore) -> None:
    demo = replace(row("1"), listing=Listing("demo:1", "demo", Kind.RESOURCE, "Sample (demo)"))
    take(imports, demo, source="demo")
    with pytest.raises(DemoIsLive, match="flask source remove demo"):
        take(imports, row("1"))
    assert sorted(live_names(store)) == ["demo:1"]
    assert take(imports, row("1"), with_demo=True).added == 1


@pytest.mark.parametrize("source", ["", "a b", "ärzte", "a/b", "a:b", "x" * 65])
def test_bad_name_of_a_source_is_refused(imports: Imports, source: str) -> None:
    with pytest.raises(BadInput, match="--source"):
        take(imports, row("1"), source=source)


def test_number_shared_by_five_places_is_a_central_line(imports: Imports, store: SqlStore) -> None:
    def at(number: int) -> Record:
        made = row(f"{number}", phone="303-555-0100")
        location = replace(made.listing.location, streets=(f"{number} Sample Street",))
        return replace(made, listing=replace(made.listing, location=location))

    take(imports, *(at(number) for number in range(5)))
    with store.unit() as uow:
        assert [phone.central_line for phone in uow.listings.get("s:0").phones] == [True]
    before = last_seq(store)
    assert counts(take(imports, *(at(number) for number in range(5)))) == (0, 0, 5, 0, 0)
    assert last_seq(store) == before


def test_geocoding_without_a_geocoder_is_refused_before_anything_is_read(imports: Imports) -> None:
    with pytest.raises(BadInput, match="HANDOFF_GEOCODER"):
        imports.ingest(Rows([]), Path(), "s", geocode=True)


def named(store: SqlStore) -> dict[str, Source]:
    with store.unit() as uow:
        return uow.sources.named()


def test_a_source_is_called_as_its_mapping_says_unless_the_import_says_otherwise(
    imports: Imports, store: SqlStore
) -> None:
    feed = Rows([row("1")])
    feed.title, feed.dating = "Our own list", Dating.CHECKED
    imports.ingest(feed, Path(), "s")
    assert named(store) == {"s": Source("s", "rows", "Our own list", Dating.CHECKED)}
    imports.ingest(feed, Path(), "s", title="  Help in\nDenver ")
    assert named(store)["s"].title == "Help in Denver"


def test_a_title_that_is_no_name_is_refused(imports: Imports, store: SqlStore) -> None:
    with pytest.raises(BadInput, match="up to 80 letters"):
        imports.ingest(Rows([row("1")]), Path(), "s", title="x" * 81)
    assert named(store) == {}
