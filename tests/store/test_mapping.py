"""Listing <-> row: what goes in comes out equal, field by field."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from referral.domain.facts import Facts
from referral.domain.listing import (
    Area,
    Hours,
    Listing,
    Location,
    Mode,
    Online,
    Phone,
    PhoneRole,
    Session,
    Track,
)
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span
from referral.store.mapping import columns_of, digest_of, phone_columns_of
from referral.store.unit import SqlStore
from tests.contracts.store import NOW
from tests.strategies import listings

MONTHLY = "FREQ=MONTHLY;BYDAY=1SU"
FULL = Listing(
    id="test:full",
    source="test",
    kind=Kind.MEETING,
    name="Grupo Ñandú",
    as_of=date(2023, 5, 16),
    group_id="test:g",
    organization="Casa «Luz»",
    description="Ring twice.\nBasement — côté cour 🚪",
    location=Location(
        name="Saint Mary’s",
        streets=("12 Main St", "Suite 3"),
        town="Denver",
        state="CO",
        zip5="80203",
        county="Denver",
        country="CA",
        point=Point(39.73124567891234, -104.98261234567891),
        precision=Precision.STREET,
        time_zone="America/Denver",
    ),
    phones=(Phone("988"), Phone("+18005550100", "12", PhoneRole.HOTLINE, central_line=True)),
    website="https://example.org/?q=ñ",
    online=Online("https://meet.example.org/1", "+13035550123,,1#", "pass: ábc"),
    sessions=(
        Session(Span.at(Day.SU, "23:30", "00:30"), Mode.HYBRID, True, MONTHLY, "slug-1", "bring a chair"),
        Session(Span.at(Day.MO, "00:00", "00:00")),
    ),
    tracks=(
        Track("evening", (Session(Span.at(Day.TU, "18:00", "21:00")),) * 3, required=2, level="iop"),
        Track(None, (Session(Span.at(Day.WE, "09:00", "12:00"), Mode.ONLINE),)),
    ),
    hours=(Hours(Span.at(Day.FR, "22:00", "06:00"), MONTHLY), Hours(Span(0, 10_080))),
    serves=(Area("county", "Denver, CO"), Area("state", "CO")),
    facts=Facts(
        frozenset({"fellowship=AA", "language=en", "language=es", "attendance=hybrid"}),
        frozenset({"attendance=online", "fellowship=NA"}),
        (("meeting=open", "conflict"),),
    ),
)
HIDDEN = Listing(
    id="test:hidden", source="test", kind=Kind.RESOURCE, name="Shelter", location=Location(town="Denver", hidden=True)
)
BARE = Listing(id="test:bare", source="test", kind=Kind.PROGRAM, name="Bare", online=Online())

patient = settings(
    deadline=None,  # a busy machine is no fault
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],  # a unit leaves no trace
)


def _parts(value: Any) -> Iterator[Any]:
    """Every dataclass instance in a value, itself first."""
    if is_dataclass(value):
        yield value
        for one in fields(value):
            yield from _parts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def _is_default(part: Any, name: str) -> bool:
    one = next(field for field in fields(part) if field.name == name)
    default = one.default_factory() if one.default_factory is not MISSING else one.default
    return getattr(part, name) == default


def test_samples_set_every_field_of_every_part() -> None:
    parts = [part for sample in (FULL, HIDDEN) for part in _parts(sample)]
    every = {(type(part), one.name) for part in parts for one in fields(part)}
    said = {(type(part), one.name) for part in parts for one in fields(part) if not _is_default(part, one.name)}
    assert {part for part, _ in every} == {
        Listing, Location, Point, Phone, Online, Session, Span, Track, Hours, Area, Facts
    }  # fmt: skip
    assert every - said == set()


@pytest.mark.parametrize("listing", [FULL, HIDDEN, BARE], ids=lambda one: one.id)
def test_sample_comes_back_equal(store: SqlStore, listing: Listing) -> None:
    assert _through(store, listing) == listing


@patient
@given(listings())
def test_any_listing_comes_back_equal(store: SqlStore, listing: Listing) -> None:
    assert _through(store, listing) == listing


def _through(store: SqlStore, listing: Listing) -> Listing:
    """What a unit reads after it saved the listing; nothing stays in the database."""
    with store.unit(write=True) as uow:
        uow.listings.save(listing, uow.sources.begin_run("test", "spreadsheet", NOW))
        return uow.listings.get(listing.id)


def _digest(listing: Listing) -> str:
    return digest_of(columns_of(listing), phone_columns_of(listing))


def _unmarked(listing: Listing) -> Listing:
    return replace(listing, phones=tuple(replace(phone, central_line=False) for phone in listing.phones))


@patient
@given(listings(), listings(), st.sampled_from(sorted({one.name for one in fields(Listing)} - {"id", "source"})))
def test_any_changed_field_changes_the_digest(listing: Listing, other: Listing, name: str) -> None:
    changed = replace(listing, **{name: getattr(other, name)})
    assume(_unmarked(changed) != _unmarked(listing))
    assert _digest(changed) != _digest(listing)


@patient
@given(listings())
def test_marks_of_central_lines_leave_the_digest_alone(listing: Listing) -> None:
    assert _digest(_unmarked(listing)) == _digest(listing)


def test_digest_is_the_same_in_every_process() -> None:
    # Stored digests are compared with those of later processes, where sets have other orders. A new form of a column
    # changes this value, and makes every listing a changed one at its next import.
    assert _digest(FULL) == "9b88d7e39efea4763b4dff2a80c630d99bc395c20a3f7f08f1a1c0b12c20b734"


def test_facts_are_kept_as_codes_by_group() -> None:
    assert columns_of(FULL)["facts"] == {
        "yes": {"attendance": "hybrid", "fellowship": "AA", "language": "en es"},
        "no": {"attendance": "online", "fellowship": "NA"},
        "reasons": [["meeting=open", "conflict"]],
    }


def test_what_is_empty_is_null_in_the_row() -> None:
    empty = ("sessions", "tracks", "hours", "serves", "facts", "streets")
    assert {name: columns_of(HIDDEN)[name] for name in empty} == dict.fromkeys(empty)
    assert columns_of(HIDDEN)["online"] is None
    assert columns_of(BARE)["online"] == {}
