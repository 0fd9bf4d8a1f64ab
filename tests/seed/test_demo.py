"""The demo community: always the same, plainly fictional, and as odd as real feeds are."""

import re
from pathlib import Path

import pytest

from referral.domain.listing import Listing
from referral.domain.place import Point, miles_between
from referral.domain.record import Record, Rejection
from referral.domain.vocabulary import Kind
from seed.demo import DemoCommunity

DENVER = Point(39.7392, -104.9847)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [item for item in DemoCommunity().loads(Path(), "demo") if isinstance(item, Record)]


@pytest.fixture(scope="module")
def listings(records: list[Record]) -> list[Listing]:
    return [record.listing for record in records]


@pytest.fixture(scope="module")
def programs(listings: list[Listing]) -> list[Listing]:
    return [one for one in listings if one.id.startswith("demo:program-")]


def share(programs: list[Listing], facet: str) -> float:
    return sum(facet in one.facts.yes for one in programs) / len(programs)


def test_demo_is_the_same_every_time() -> None:
    assert list(DemoCommunity().loads(Path(), "demo")) == list(DemoCommunity().loads(Path(), "demo"))


def test_demo_has_programs_meetings_and_resources(listings: list[Listing]) -> None:
    counts = {
        kind: sum(one.id.startswith(f"demo:{kind}-") for one in listings) for kind in ("program", "meeting", "resource")
    }
    assert counts == {"program": 40, "meeting": 300, "resource": 150}


def test_every_name_number_and_address_is_plainly_made_up(records: list[Record]) -> None:
    number = re.compile(r"\((303|720|800)\) 555-01\d\d( ext\. \d+)?")
    for record in records:
        listing = record.listing
        assert listing.name.endswith("(demo)"), listing.name
        assert [phone.text for phone in record.phones if not number.fullmatch(phone.text)] == []
        urls = [url for url in (listing.website, listing.online.url if listing.online else None) if url]
        assert [url for url in urls if not re.search(r"\.example\.org(/|$)", url)] == []


def test_listings_stand_within_forty_miles_of_denver(listings: list[Listing]) -> None:
    points = [one.location.point for one in listings if one.location.point]
    assert len(points) > 480
    assert max(miles_between(DENVER, point) for point in points) < 40


@pytest.mark.parametrize(
    ("facet", "real"),
    [
        ("service=telehealth", 0.84),
        ("payment=medicaid", 0.75),
        ("language=es", 0.21),
        ("service=childcare", 0.06),
        ("service=transport", 0.54),
        ("population=adolescents", 0.30),
    ],
)
def test_programs_offer_what_real_ones_offer_as_often(programs: list[Listing], facet: str, real: float) -> None:
    assert share(programs, facet) == pytest.approx(real, abs=0.05)


def test_a_quarter_of_programs_has_evenings_and_some_have_weekends(programs: list[Listing]) -> None:
    names = [{(track.name or "").split(" ")[0] for track in one.tracks} for one in programs]
    assert sum("evening" in one for one in names) / len(names) == pytest.approx(0.25, abs=0.03)
    assert sum("Saturday" in one for one in names) / len(names) == pytest.approx(0.10, abs=0.06)
    assert sum("weekend" in one for one in names) / len(names) == pytest.approx(0.05, abs=0.01)


def test_some_programs_state_no_times_at_all(programs: list[Listing]) -> None:
    silent = [one for one in programs if not one.tracks and not one.hours]
    assert len(silent) / len(programs) == pytest.approx(0.18, abs=0.06)


def test_demo_holds_the_oddities_of_real_feeds(records: list[Record], programs: list[Listing]) -> None:
    yes = [one.facts.yes for one in programs]
    assert sum("restricted=prison" in facts for facts in yes) == 1
    assert sum("restricted=youth_only" in facts for facts in yes) == 2
    assert sum(one.location.hidden for one in programs) == 1
    assert sum("ext." in phone.text for record in records for phone in record.phones) == 1
    assert sum(phone.text.startswith("(800)") for record in records for phone in record.phones) >= 5
    addresses = [one.location.address for one in programs if not one.location.hidden]
    assert len(addresses) - len(set(addresses)) == 1
    assert any(h.span.end_clock <= h.span.start_clock for one in programs for h in one.hours)
    rejected = [item for item in DemoCommunity().loads(Path(), "demo") if isinstance(item, Rejection)]
    assert rejected == [Rejection("program 41", "program-41", "closed")]


def test_housing_is_a_program_where_it_is_recovery_housing(listings: list[Listing]) -> None:
    houses = [one for one in listings if "level=recovery_housing" in one.facts.yes]
    assert {one.kind for one in houses} == {Kind.PROGRAM}
