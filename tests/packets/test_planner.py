"""The exact planner over made cities: pins and bans, sureness before nearness, the checker on every packet."""

from dataclasses import replace

import pytest

from referral.domain.listing import Mode, Track
from referral.domain.need import Profile
from referral.domain.week import Day, Span
from referral.matching.person import person_of
from referral.packets.check import violations
from referral.packets.free_time import Week
from referral.packets.plan import plan
from referral.packets.planner import Prepared, draft, prepare
from referral.packets.travel import GreatCircle
from referral.packets.wake_periods import Pieces
from tests.factories import hours, sessions, track
from tests.packets.city import (
    EVENING_TRACK,
    IOP_NEED,
    MEETINGS_NEED,
    NOW,
    aa,
    everywhere,
    iop,
    jobs,
    planned,
    profile_of,
)
from tests.packets.crowd import city, crowded

ONE_MEETING = {**MEETINGS_NEED, "per_week": {"min": 1}}
VISIT_NEED = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}


def prepared(profile: Profile, *listings) -> Prepared:
    return prepare(person_of(profile, NOW), everywhere(profile, *listings), GreatCircle())


def ids(made) -> list[str]:
    return [entry.item.listing_id for entry in made.agenda.entries]


@pytest.mark.parametrize("make", [city, crowded])
@pytest.mark.parametrize("seed", range(20))
def test_packets_of_a_crowded_city_pass_the_checker(make, seed: int) -> None:
    profile, listings = make(seed)
    packet = plan(profile, everywhere(profile, *listings), NOW)
    assert violations(packet, profile, {one.id: one for one in listings}, NOW) == ()


def test_ban_and_pin_plan_again_what_was_prepared() -> None:
    near, far = aa("test:near", "SA 10:00-11:00"), aa("test:far", "SA 10:00-11:00", miles=5)
    made = prepared(profile_of(ONE_MEETING), near, far)
    assert ids(made.draft()) == ["test:near"]
    assert ids(made.draft(bans=frozenset({"test:near"}))) == ["test:far"]
    assert ids(made.draft(pins=frozenset({"test:far"}))) == ["test:far"]


def test_kept_program_is_taken_though_another_is_nearer() -> None:
    near, far = iop("test:near", 1, tracks=(EVENING_TRACK,)), iop("test:far", 8, tracks=(EVENING_TRACK,))
    made = prepared(profile_of(IOP_NEED), near, far)
    assert set(ids(made.draft(pins=frozenset({"test:far"})))) == {"test:far"}


def test_confirmed_program_far_away_comes_before_one_to_ask_nearby() -> None:
    unsure = iop("test:near", 1, yes="level=iop treats=alcohol language=en", tracks=(EVENING_TRACK,))
    sure = iop("test:far", 9, tracks=(EVENING_TRACK,))
    packet = planned(profile_of(IOP_NEED), unsure, sure)
    assert {item.listing_id for item in packet.week} == {"test:far"}


def test_track_with_two_sessions_a_day_is_placed_whole() -> None:
    split = track("SA 09:00-12:00", "SA 13:00-16:00", "SU 09:00-12:00", name="weekend", level="iop")
    packet = planned(profile_of(IOP_NEED), iop(tracks=(split,)))
    assert [item.span.day.name for item in packet.week] == ["SA", "SA", "SU"]


def test_track_is_chosen_so_that_the_visit_fits_too() -> None:
    first = track("MO,WE,FR 18:00-21:00", name="first", level="iop")
    second = track("MO,TU,TH 18:00-21:00", name="second", level="iop")
    near, far = iop("test:near", 1, tracks=(first,)), iop("test:far", 6, tracks=(second,))
    packet = planned(profile_of(IOP_NEED, VISIT_NEED), near, far, jobs(hours=hours("FR 18:00-20:00")))
    assert {item.listing_id for item in packet.week} == {"test:far", "test:jobs"}
    assert packet.status == "proven_optimal"


def test_track_that_shares_times_with_another_is_named_as_itself() -> None:
    first = track("MO,WE,FR 18:00-21:00", name="first", level="iop")
    second = track("MO,TU,TH 18:00-21:00", name="second", level="iop")
    packet = planned(profile_of(IOP_NEED, VISIT_NEED), iop(tracks=(first, second)), jobs(hours=hours("FR 18:00-20:00")))
    assert [item.track for item in packet.week if item.need == "treatment"] == ["second"] * 3


def test_unsure_meetings_fill_up_only_what_sure_ones_leave() -> None:
    need = {"id": "m", "kind": "meeting", "per_week": {"min": 1, "target": 2}}
    unsaid = aa("test:unsaid", "SA 10:00-11:00", "SU 10:00-11:00", miles=0.5)
    unsaid = replace(unsaid, facts=replace(unsaid.facts, yes=unsaid.facts.yes - {"language=en"}))
    packet = planned(profile_of(need), unsaid, aa("test:sure", "SU 12:00-13:00", miles=1))
    assert [(item.span.day.name, item.listing_id) for item in packet.week] == [
        ("SA", "test:unsaid"),
        ("SU", "test:sure"),
    ]
    assert packet.needs[0].state == "placed"


def test_visit_beyond_the_shortlist_is_found_before_the_need_is_unmet() -> None:
    shut = [jobs(f"test:shut{number:02d}", 1, hours=hours("SA 18:00-19:00")) for number in range(20)]
    clash = aa("test:a", "SA 18:00-19:00")
    far = jobs("test:zz", 8, hours=hours("SU 10:00-12:00"))
    packet = planned(profile_of(ONE_MEETING, VISIT_NEED), *shut, clash, far)
    assert [item.listing_id for item in packet.week if item.book] == ["test:zz"]


def test_hybrid_track_is_joined_by_video_when_work_leaves_no_time_to_go() -> None:
    held = sessions("MO,WE,TH 17:20-20:20", mode=Mode.HYBRID)
    evening = Track("evening", held, level="iop")
    packet = planned(profile_of(IOP_NEED), iop(miles=9, tracks=(evening,)))
    assert {item.mode.value for item in packet.week} == {"online"}


@pytest.mark.parametrize(("curfew", "fits"), [("21:05", False), ("21:30", True)])
def test_own_curfew_is_kept_with_the_way_home(curfew: str, fits: bool) -> None:
    """The group ends at 21:00 and the way home takes a quarter of an hour."""
    inside = {"days": "MO-SU", "start": curfew, "end": "05:00"}
    work = {"days": "MO-FR", "start": "07:30", "end": "16:30", "at": "work"}
    packet = planned(profile_of(IOP_NEED, busy=[work, inside]), iop(miles=3, tracks=(EVENING_TRACK,)))
    assert (len(packet.week) == 3) == fits
    assert all(leg.span.end_min % 1440 <= 21 * 60 + 30 for leg in packet.legs)


def test_week_without_sleep_is_cut_at_four_at_home() -> None:
    week = Week(profile_of(IOP_NEED, busy=[], sleep=[]), GreatCircle())
    pieces = Pieces.of(week).all
    assert [(piece.day, piece.start_min % 1440, piece.length_min) for piece in pieces] == [
        (day, 240, 1440) for day in range(7)
    ]


def test_piece_is_split_around_what_is_fixed() -> None:
    profile = profile_of(ONE_MEETING)
    made = draft(person_of(profile, NOW), everywhere(profile, aa("test:a", "SA 10:00-11:00")), GreatCircle())
    left = Pieces.of(made.week).around(made.agenda.entries)
    assert left.at(Span.at(Day.SA, "10:30", "11:30").start_min, 60) is None
    before, after = (left.at(Span.at(Day.SA, start, "12:00").start_min, 30) for start in ("09:00", "11:00"))
    assert before is not None
    assert after is not None
    assert [left.all[at].destination.key for at, _offset in (before, after)] == ["test:a", "home"]


def test_order_of_the_listings_changes_nothing() -> None:
    listings = [aa(f"test:{name}", "SA 10:00-11:00", sessions=sessions("SA 10:00-11:00")) for name in "dcba"]
    first, second = (prepared(profile_of(ONE_MEETING), *some).draft() for some in (listings, listings[::-1]))
    assert ids(first) == ids(second) == ["test:a"]


def test_group_to_keep_stands_once_and_costs_no_other_need_its_place() -> None:
    """It meets on an evening of the only track too: that meeting is not needed."""
    group = aa("test:mine", "MO 18:00-19:00", "FR 18:00-19:00", miles=3)
    need = {**MEETINGS_NEED, "per_week": {"min": 2, "target": 2}}
    listings = iop(tracks=(EVENING_TRACK,)), group, aa("test:near", "TU 18:00-19:00", "SA 10:00-11:00")
    packet = planned(profile_of(IOP_NEED, need, pins=["test:mine"]), *listings)
    assert packet.status == "proven_optimal"
    assert [item.span.day.name for item in packet.week if item.need == "treatment"] == ["MO", "WE", "TH"]
    kept = [item.span.day.name for item in packet.week if item.listing_id == "test:mine"]
    assert kept == ["FR"]


def test_two_groups_to_keep_both_stand() -> None:
    need = {**MEETINGS_NEED, "per_week": {"min": 1, "target": 2}}
    first, second = aa("test:first", "MO-FR 18:00-19:00"), aa("test:second", "SA 10:00-11:00", miles=6)
    packet = planned(
        profile_of(need, pins=["test:first", "test:second"]), first, second, aa("test:a", "SU 10:00-11:00")
    )
    assert sorted(item.listing_id for item in packet.week) == ["test:first", "test:second"]
