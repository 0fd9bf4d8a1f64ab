"""Backups: other programs with their true price, other whole weeks, substitutes, and what pins and bans do."""

from dataclasses import replace

import pytest

from referral.domain.packet import NeedState
from referral.packets.check import violations
from tests.packets.city import EVENING_TRACK, IOP_NEED, NOW, aa, iop, planned, profile_of
from tests.packets.crowd import city
from tests.packets.ways_out import week_of

ONE_MEETING = {"id": "meetings", "kind": "meeting", "per_week": {"min": 1, "target": 1}}


def test_price_of_an_alternate_is_that_of_the_week_planned_without_the_first() -> None:
    profile = profile_of(IOP_NEED, ONE_MEETING)
    listings = (
        iop(tracks=(EVENING_TRACK,)),
        iop("test:other", 4, tracks=(EVENING_TRACK,)),
        aa("test:a", "SA 10:00-11:00"),
    )
    (alternate,) = planned(profile, *listings).alternates
    before, after = planned(profile, *listings), planned(profile, *listings[1:])
    assert (alternate.listing_id, alternate.name) == ("test:other", "Program test:other")
    assert alternate.extra_min_per_week == after.totals.travel_min - before.totals.travel_min


def test_substitute_of_the_same_hours_comes_before_a_nearer_one_of_another_day() -> None:
    profile = profile_of(ONE_MEETING)
    packet = planned(
        profile,
        aa("test:a", "SA 10:00-11:00", miles=0.2),
        aa("test:b", "SA 11:30-12:30", miles=3),
        aa("test:c", "SU 10:00-11:00", miles=0.5),
    )
    assert [(one.for_id, one.listing_id) for one in packet.substitutes] == [("test:a", "test:b")]
    assert packet.substitutes[0].extra_min_per_week > 0


def test_substitute_of_another_day_stands_in_when_the_day_has_none() -> None:
    packet = planned(profile_of(ONE_MEETING), aa("test:a", "SA 10:00-11:00"), aa("test:c", "SU 10:00-11:00", miles=3))
    assert [one.listing_id for one in packet.substitutes] == ["test:c"]


def test_other_week_leaves_aside_what_the_planned_one_uses() -> None:
    profile = profile_of(IOP_NEED, ONE_MEETING)
    packet = planned(
        profile,
        iop(tracks=(EVENING_TRACK,)),
        iop("test:other", 4, tracks=(EVENING_TRACK,)),
        aa("test:a", "SA 10:00-11:00"),
        aa("test:b", "SU 10:00-11:00", miles=4),
    )
    (other, *_) = packet.other_weeks
    assert {item.listing_id for item in other.week} == {"test:other", "test:b"}
    assert other.extra_min_per_week > 0


def test_only_program_stays_in_the_other_week() -> None:
    packet = planned(
        profile_of(IOP_NEED, ONE_MEETING),
        iop(tracks=(EVENING_TRACK,)),
        aa("test:a", "SA 10:00-11:00"),
        aa("test:b", "SU 10:00-11:00", miles=4),
    )
    (other,) = packet.other_weeks
    assert {item.listing_id for item in other.week} == {"test:iop", "test:b"}


def test_week_without_any_other_has_no_other_week() -> None:
    packet = planned(profile_of(IOP_NEED), iop(tracks=(EVENING_TRACK,)))
    assert (packet.other_weeks, packet.alternates) == ((), ())


OF_THE_FIRST_WEEK = {"totals_wrong", "reserved_outside_windows", "item_without_choice", "state_wrong"}
"""What the checker says of sums, choices and states that were left those of the first week."""


@pytest.mark.parametrize("seed", range(8))
def test_other_weeks_are_free_of_clashes_and_reachable(seed: int) -> None:
    """Nothing about times, trips, days or persons is wrong; what speaks of the first week's choices is left aside."""
    profile, listings = city(seed, size=40)
    packet = planned(profile, *listings)
    by_id = {listing.id: listing for listing in listings}
    for other in packet.other_weeks:
        assert other.week != packet.week
        swapped = replace(packet, week=other.week, legs=other.legs, alternates=(), substitutes=(), other_weeks=())
        assert set(violations(swapped, profile, by_id, NOW)) <= OF_THE_FIRST_WEEK


# pins and bans


def test_pinned_program_is_planned_and_its_other_week_keeps_it() -> None:
    listings = (
        iop(tracks=(EVENING_TRACK,)),
        iop("test:far", 5, tracks=(EVENING_TRACK,)),
        aa("test:a", "SA 10:00-11:00"),
        aa("test:b", "SU 10:00-11:00", miles=2),
    )
    packet = planned(profile_of(IOP_NEED, ONE_MEETING, pins=["test:far"]), *listings)
    assert {item.listing_id for item in packet.week if item.need == "treatment"} == {"test:far"}
    assert all("test:far" in {item.listing_id for item in other.week} for other in packet.other_weeks)
    assert packet.other_weeks != ()


def test_banned_meeting_is_replaced_and_nowhere_offered() -> None:
    listings = (aa("test:a", "SA 10:00-11:00"), aa("test:b", "SU 10:00-11:00", miles=2))
    assert [item.listing_id for item in planned(profile_of(ONE_MEETING), *listings).week] == ["test:a"]
    packet = planned(profile_of(ONE_MEETING, bans=["test:a"]), *listings)
    assert [item.listing_id for item in packet.week] == ["test:b"]
    assert (packet.substitutes, packet.other_weeks) == ((), ())


@pytest.mark.parametrize("seed", range(4))
def test_pinning_what_is_planned_keeps_every_need_answered(seed: int) -> None:
    profile, listings = city(seed, size=40)
    plan = week_of(profile, listings)
    used = frozenset(entry.item.listing_id for entry in plan.agenda.entries)
    kept = week_of(replace(profile, pins=used), listings)
    assert used <= {entry.item.listing_id for entry in kept.agenda.entries}
    states = {need: one.state is NeedState.UNMET for need, one in plan.answered.items()}
    assert {need: one.state is NeedState.UNMET for need, one in kept.answered.items()} == states
