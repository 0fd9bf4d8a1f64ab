"""What counts as a change, and what does not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from referral.domain.kept_packet import Change, changes_between, changes_since, held_by, named_by
from referral.domain.listing import Listing, Mode, Online, Phone, PhoneRole
from referral.domain.packet import Alternate, OtherWeek, Substitute
from tests.factories import facts, hours, listing, location, sessions, spans, track
from tests.kept import PLACES, kept_packet
from tests.packets.city import at
from tests.strategies import listings

KNOWN = "level=iop payment=medicaid medication=accepts language=en"
BEFORE = listing(
    name="Harbor House",
    as_of=date(2026, 1, 1),
    facts=facts(f"{KNOWN} treats=alcohol", "payment=private"),
    location=location(streets=("1 Main St",), zip5="80203"),
    phones=(Phone("+13035550101", "7"), Phone("+13035550102")),
    sessions=sessions("TU 19:00-20:00", "SA 10:00-11:00"),
    tracks=(track("MO,WE 18:00-21:00", name="evening"),),
    hours=hours("MO-FR 09:00-17:00"),
)


def with_facts(yes: str, no: str = "payment=private") -> Listing:
    return replace(BEFORE, facts=facts(yes, no))


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (replace(BEFORE, phones=BEFORE.phones[:1]), [Change.PHONE]),
        (replace(BEFORE, phones=(Phone("+13035550101", "8"), BEFORE.phones[1])), [Change.PHONE]),
        (replace(BEFORE, sessions=sessions("TU 19:00-20:00", "SA 10:00-11:30")), [Change.TIMES]),
        (replace(BEFORE, sessions=sessions("TU 19:00-20:00", "SA 10:00-11:00", mode=Mode.ONLINE)), [Change.TIMES]),
        (replace(BEFORE, tracks=(track("MO,WE 18:00-21:00", required=1),)), [Change.TIMES]),
        (replace(BEFORE, hours=()), [Change.TIMES]),
        (replace(BEFORE, location=replace(BEFORE.location, time_zone="America/Chicago")), [Change.TIMES]),
        (replace(BEFORE, location=replace(BEFORE.location, streets=("2 Main St",))), [Change.ADDRESS]),
        (replace(BEFORE, location=location(None, town="Denver", hidden=True)), [Change.ADDRESS]),
        (replace(BEFORE, online=Online("https://example.org/join")), [Change.ONLINE]),
        (with_facts(f"{KNOWN} restricted=women_only"), [Change.RESTRICTED]),
        (with_facts("level=php payment=medicaid medication=accepts language=en"), [Change.LEVEL]),
        (with_facts(KNOWN, ""), [Change.PAYMENT]),
        (with_facts("level=iop payment=medicaid language=en"), [Change.MEDICATION]),
        (with_facts(f"{KNOWN} language=es"), [Change.LANGUAGE]),
        (replace(BEFORE, hours=(), phones=()), [Change.PHONE, Change.TIMES]),
        (None, [Change.VANISHED]),
    ],
)  # fmt: skip
def test_what_a_person_relies_on_is_a_change(after: Listing | None, changes: list[Change]) -> None:
    assert list(changes_between(BEFORE, after)) == changes


@pytest.mark.parametrize(
    "after",
    [
        replace(BEFORE, as_of=date(2026, 11, 1), description="New words", website="https://example.org"),
        replace(BEFORE, phones=tuple(reversed(BEFORE.phones))),
        replace(BEFORE, phones=(replace(BEFORE.phones[0], role=PhoneRole.INTAKE, central_line=True), BEFORE.phones[1])),
        replace(BEFORE, sessions=tuple(replace(one, notes="Bring a book") for one in reversed(BEFORE.sessions))),
        replace(BEFORE, tracks=(replace(BEFORE.tracks[0], name="evenings"),)),
        replace(BEFORE, location=replace(BEFORE.location, streets=("1  MAIN ST",))),
        replace(BEFORE, location=replace(at(5), streets=("1 Main St",), zip5="80203")),
        with_facts(f"{KNOWN} treats=opioids"),
    ],
)
def test_what_nobody_relies_on_is_no_change(after: Listing) -> None:
    assert changes_between(BEFORE, after) == ()


@given(listings())
def test_a_listing_that_is_the_same_has_not_changed(one: Listing) -> None:
    assert changes_between(one, one) == ()


def test_one_that_came_back_is_no_change_as_nothing_was_known_of_it() -> None:
    assert changes_between(None, BEFORE) == ()


def test_every_kind_of_change_can_be_found() -> None:
    other = listing(
        facts=facts("restricted=men_only level=php payment=free medication=methadone language=es attendance=online"),
        location=location(streets=("2 Main St",)),
        phones=(Phone("988"),),
    )
    assert {Change.VANISHED, *changes_between(BEFORE, other)} == set(Change)


def test_named_by_holds_every_part_of_a_packet_once() -> None:
    kept = kept_packet()
    extra = replace(
        kept.packet,
        alternates=(Alternate("treatment", "test:alternate", 3), Alternate("treatment", "test:a", 3)),
        substitutes=(Substitute("test:a", "test:substitute", spans("MO 10:00-11:00")[0]),),
        other_weeks=(OtherWeek((replace(kept.packet.week[0], listing_id="test:other"),), (), 4),),
    )
    assert sorted(named_by(extra)) == sorted(
        [*(one.id for one in PLACES), "test:alternate", "test:substitute", "test:other"]
    )
    assert held_by(extra) == {one.id: one for one in PLACES}


def test_changes_are_told_by_listing_in_the_order_of_the_packet() -> None:
    kept = kept_packet()
    first, second, *rest = named_by(kept.packet)
    now = {one.id: one for one in PLACES if one.id in rest}
    now[second] = replace(next(one for one in PLACES if one.id == second), phones=(Phone("988"),))
    assert list(changes_since(kept, now).items()) == [(first, (Change.VANISHED,)), (second, (Change.PHONE,))]
    assert changes_since(kept, {one.id: one for one in PLACES}) == {}
