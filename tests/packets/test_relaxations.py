"""Ways out over hand-made cities: which changes are offered, how far they go, what they gain, what never gives way."""

from dataclasses import replace

import pytest

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.need import OnlineChoice, Profile
from referral.domain.packet import Packet, Relaxation
from referral.packets import planner, relaxations
from referral.packets.changes import MOST_LEG_MIN, apply
from referral.packets.trials import MAX_COUNTED, MAX_SOLVES
from tests.factories import track
from tests.packets.city import EVENING_TRACK, IOP_NEED, MORNING_TRACK, aa, iop, jobs, planned, profile_of

MEETINGS = {"id": "meetings", "kind": "meeting", "per_week": {"min": 2, "target": 3}}
IDLE: dict[str, list[object]] = {"anchors": [], "busy": []}
LONG = {"max_leg_min": MOST_LEG_MIN}


def offers(packet: Packet) -> list[tuple[list[tuple[str, dict]], int]]:
    """Each way out of the first unmet need: its changes with their parameters, and what it gains."""
    return [([(one.code, dict(one.params)) for one in way.change], way.gains) for way in packet.unmet[0].relaxations]


def codes(packet: Packet) -> list[list[str]]:
    return [[code for code, _params in change] for change, _gains in offers(packet)]


@pytest.mark.parametrize(("miles", "offered"), [(8, 10), (20.5, 30), (30.5, 40)])
def test_distance_steps_to_where_the_first_listing_lies(miles: float, offered: int) -> None:
    listings = (iop("test:far", miles, tracks=(EVENING_TRACK,)), iop("test:farther", 71, tracks=(EVENING_TRACK,)))
    packet = planned(profile_of(IOP_NEED, travel={"max_miles": 5, **LONG}, **IDLE), *listings)
    assert offers(packet) == [([("raise_miles", {"miles": offered})], 1)]


def test_place_too_far_for_the_week_is_stepped_over() -> None:
    """The nearer program is held in the morning, when the person works."""
    listings = (iop("test:day", 8, tracks=(MORNING_TRACK,)), iop("test:far", 13, tracks=(EVENING_TRACK,)))
    packet = planned(profile_of(IOP_NEED, travel={"max_miles": 5, **LONG}), *listings)
    assert offers(packet)[0] == ([("raise_miles", {"miles": 20})], 1)


def test_longer_trips_go_up_by_quarter_hours() -> None:
    packet = planned(profile_of(IOP_NEED, travel={"max_leg_min": 10}), iop(miles=8, tracks=(EVENING_TRACK,)))
    ((change, gains),) = offers(packet)
    assert (change[0][0], (change[0][1]["minutes"] - 10) % 15, gains) == ("raise_leg", 0, 1)


def test_more_miles_and_longer_trips_are_one_offer_where_each_alone_gains_nothing() -> None:
    packet = planned(
        profile_of(IOP_NEED, travel={"max_miles": 5, "max_leg_min": 15}), iop(miles=18, tracks=(EVENING_TRACK,))
    )
    assert codes(packet) == [["raise_miles", "raise_leg"]]


def test_video_and_distance_are_two_offers_with_their_own_gains() -> None:
    by_video = iop("test:video", 60, yes="level=iop payment=private language=en attendance=online")
    near = [iop(f"test:{n}", 8, tracks=(EVENING_TRACK,)) for n in range(2)]
    packet = planned(profile_of(IOP_NEED, travel={"max_miles": 5}, online="no"), by_video, *near)
    assert offers(packet) == [([("online_ok", {})], 1), ([("raise_miles", {"miles": 10})], 2)]


def test_three_working_mornings_are_one_smallest_set() -> None:
    packet = planned(profile_of(IOP_NEED), iop(tracks=(MORNING_TRACK,)))
    shift = {"from": "07:30", "to": "16:30"}
    ((change, gains),) = offers(packet)
    assert sorted(change, key=str) == [("free", {"day": day, **shift}) for day in ("MO", "TH", "TU")]
    assert gains == 1


def test_pair_is_offered_when_no_single_change_helps() -> None:
    """The program does not take the person's insurance, and meets on one working day."""
    tuesday = track("TU 09:00-19:00", name="tuesday", level="iop")
    packet = planned(profile_of(IOP_NEED), iop(yes="level=iop language=en", no="payment=private", tracks=(tuesday,)))
    assert codes(packet) == [["other_payment", "free"]]


def test_interpreter_is_for_one_need_alone() -> None:
    served = iop(
        yes="level=iop payment=private language=en access=interpreter", no="language=es", tracks=(EVENING_TRACK,)
    )
    profile = profile_of(IOP_NEED, MEETINGS, languages=["es"])
    packet = planned(profile, served)
    way = packet.unmet[0].relaxations[0]
    assert [reason.code for reason in way.change] == ["interpreter"]
    changed = apply(profile, way)
    assert [need.require for need in changed.needs] == [("access=interpreter",), ("language=es",)]
    assert changed.languages == frozenset()


def test_required_service_may_become_a_wish() -> None:
    need = {**IOP_NEED, "require": ["service=transport", "treats=alcohol"]}
    profile = profile_of(need)
    packet = planned(profile, iop(no="service=transport", tracks=(EVENING_TRACK,)))
    assert offers(packet) == [([("wish_only", {"facet": "service=transport", "need": "treatment"})], 1)]
    (changed,) = apply(profile, packet.unmet[0].relaxations[0]).needs
    assert (changed.require, changed.prefer) == (("treats=alcohol",), ("service=transport",))


def test_other_ways_to_pay_are_those_open_to_anyone() -> None:
    refuses_all = iop(yes="level=iop language=en", no="payment=private payment=self_pay payment=sliding_fee "
                      "payment=assistance payment=free", tracks=(EVENING_TRACK,))  # fmt: skip
    sliding = iop(
        "test:sliding", yes="level=iop language=en payment=sliding_fee", no="payment=private", tracks=(EVENING_TRACK,)
    )
    assert offers(planned(profile_of(IOP_NEED), refuses_all)) == []
    assert offers(planned(profile_of(IOP_NEED), refuses_all, sliding)) == [([("other_payment", {})], 1)]


NEVER = {
    "medicine": (
        {"medications": ["buprenorphine"], "age": 34, "gender": "man"},
        iop(yes="level=iop payment=private language=en medication=excludes", tracks=(EVENING_TRACK,)),
    ),
    "gender": ({"gender": "man"}, iop(yes="level=iop restricted=women_only language=en", tracks=(EVENING_TRACK,))),
    "age": ({"age": 34}, iop(yes="level=iop restricted=youth_only language=en", tracks=(EVENING_TRACK,))),
    "prison": ({}, iop(yes="level=iop restricted=prison language=en", tracks=(EVENING_TRACK,))),
}


@pytest.mark.parametrize("name", NEVER)
def test_who_one_is_never_gives_way(name: str) -> None:
    about, listing = NEVER[name]
    packet = planned(profile_of(IOP_NEED, about=about), listing)
    assert (offers(packet), packet.unmet[0].only) == ([], ())


def test_banned_place_is_not_brought_back() -> None:
    assert offers(planned(profile_of(IOP_NEED, bans=["test:iop"]), iop(tracks=(EVENING_TRACK,)))) == []


def test_fewer_meetings_are_read_off_the_week() -> None:
    profile = profile_of({**MEETINGS, "per_week": {"min": 3, "target": 4}})
    packet = planned(profile, aa("test:a", "SA 10:00-11:00"), aa("test:b", "SU 10:00-11:00"))
    assert offers(packet) == [([("fewer_meetings", {"count": 2, "need": "meetings"})], 2)]
    (changed,) = apply(profile, packet.unmet[0].relaxations[0]).needs
    assert (changed.per_week.min, changed.per_week.target) == (2, 4)


def test_meetings_gain_is_how_many_more_the_week_holds() -> None:
    profile = profile_of({**MEETINGS, "fellowships": ["NA"]})
    groups = [aa(f"test:{n}", f"{day} 10:00-11:00", no="fellowship=NA") for n, day in enumerate(("SA", "SU"))]
    assert offers(planned(profile, *groups)) == [([("other_fellowships", {"need": "meetings"})], 2)]


def test_many_programs_are_counted_as_at_least() -> None:
    far = [iop(f"test:{n}", 8, tracks=(EVENING_TRACK,)) for n in range(MAX_COUNTED + 3)]
    (way,) = planned(profile_of(IOP_NEED, travel={"max_miles": 5}), *far).unmet[0].relaxations
    assert (way.gains, way.lower_bound) == (MAX_COUNTED, True)


def test_visit_gains_by_the_block_that_is_freed() -> None:
    need = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
    packet = planned(profile_of(need), jobs())
    freed = [change[0][1]["day"] for change, gains in offers(packet) if gains == 1]
    assert sorted(freed) == ["FR", "MO", "TH", "TU", "WE"]


def test_two_hundred_busy_blocks_take_a_bounded_number_of_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = []
    plans = planner.Prepared.draft

    def counted(prepared: planner.Prepared) -> planner.Draft:
        drafts.append(1)
        return plans(prepared)

    monkeypatch.setattr(planner.Prepared, "draft", counted)
    blocks = [
        {"days": day, "start": f"{hour:02}:{minute:02}", "end": f"{hour:02}:{minute + 14:02}"}
        for day in ("MO", "TU", "WE", "TH", "FR")
        for hour in range(9, 19)
        for minute in (0, 15, 30, 45)
    ]
    packet = planned(profile_of(IOP_NEED, busy=blocks), iop(tracks=(MORNING_TRACK,)))
    assert [len(change) for change, _gains in offers(packet)] == [39]
    assert len(drafts) <= 4 * MAX_SOLVES


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Reason("online_ok"), lambda profile: replace(profile, online=OnlineChoice.OK)),
        (
            Reason("free", {"day": "WE", "from": "07:30", "to": "16:30"}),
            lambda profile: replace(profile, busy=(replace(profile.busy[0], spans=without_wednesday(profile)),)),
        ),
        (
            Reason("raise_leg", {"minutes": 60}),
            lambda profile: replace(profile, travel=replace(profile.travel, max_leg_min=60)),
        ),
    ],
    ids=["online_ok", "free", "raise_leg"],
)
def test_applied_change_changes_nothing_else(change: Reason, expected) -> None:
    profile = profile_of(IOP_NEED, online="no")
    assert apply(profile, Relaxation((change,), 1)) == expected(profile)


def without_wednesday(profile: Profile) -> tuple:
    return tuple(span for span in profile.busy[0].spans if span.day.name != "WE")


# what alone keeps listings out


def only(profile: Profile, *listings: Listing) -> list[tuple[str, dict]]:
    (unmet,) = planned(profile, *listings).unmet
    return [(reason.code, dict(reason.params)) for reason in unmet.only]


def test_listings_with_one_blocker_are_counted_by_it() -> None:
    idle = profile_of(IOP_NEED, travel={"max_miles": 5, **LONG}, **IDLE)
    near, far = profile_of(IOP_NEED, travel={"max_miles": 5, **LONG}), (6.2, 11.5)
    assert only(idle, *(iop(f"test:{n}", miles, tracks=(EVENING_TRACK,)) for n, miles in enumerate(far))) == [
        ("only_distance", {"count": 2, "least": 2, "most": 7})
    ]
    assert only(near, iop(no="payment=private", yes="level=iop language=en", tracks=(EVENING_TRACK,))) == [
        ("only_payment", {"count": 1})
    ]
    assert only(near, iop(tracks=(MORNING_TRACK,))) == [("only_schedule", {"count": 1})]
    assert only(profile_of(IOP_NEED, travel={"max_leg_min": 10}), iop(miles=9, tracks=(EVENING_TRACK,))) == [
        ("only_trip", {"count": 1})
    ]


def test_listing_with_two_blockers_is_not_counted() -> None:
    far_and_by_day = iop("test:a", 20, tracks=(MORNING_TRACK,))
    far_and_paid_otherwise = iop("test:b", 12, yes="level=iop", no="payment=private", tracks=(EVENING_TRACK,))
    assert only(profile_of(IOP_NEED, travel={"max_miles": 5, **LONG}), far_and_by_day, far_and_paid_otherwise) == []


def test_programs_that_only_need_video_are_counted_so() -> None:
    video = [iop(f"test:{n}", 60, yes=f"level=iop payment=private language=en attendance={how}")
             for n, how in enumerate(("online", "hybrid"))]  # fmt: skip
    assert only(profile_of(IOP_NEED, travel={"max_miles": 5}, online="no"), *video) == [("only_online", {"count": 2})]


def test_clashing_matches_are_counted_beside() -> None:
    late = track("MO-FR 18:00-20:00", level="iop", name="evening")
    meetings = {**MEETINGS, "per_week": {"min": 1, "target": 1}, "avoid_program_days": True}
    packet = planned(profile_of(IOP_NEED, meetings), iop(tracks=(late,)), aa("test:a", "TU 20:20-21:20"))
    (unmet,) = packet.unmet
    assert [(reason.code, dict(reason.params)) for reason in unmet.only] == [("only_week", {"count": 1})]


def visits(count: int) -> list[dict]:
    return [{"id": f"visit {at}", "kind": "resource", "topic": "vocational", "visit_min": 60} for at in range(count)]


def test_six_unmet_needs_all_have_ways_out() -> None:
    packet = planned(profile_of(*visits(6)), jobs())
    assert [(len(one.relaxations), one.is_searched) for one in packet.unmet] == [(5, True)] * 6


def test_needs_beyond_what_may_be_tried_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxations, "MAX_WORK", 1)
    packet = planned(profile_of(*visits(3)), jobs())
    assert [one.is_searched for one in packet.unmet] == [True, False, False]
