"""The planner over hand-made cities: states, reserved room, stops, yields, relaxations, notes and totals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from referral.domain.listing import Listing, Mode
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.packets.check import violations
from referral.packets.plan import CHECK_AGAIN_DAYS
from tests.factories import hours, location, sessions, track
from tests.packets import city
from tests.packets.city import (
    CALM,
    EVENING_TRACK,
    IOP_NEED,
    MEETINGS_NEED,
    MORNING_TRACK,
    NOW,
    aa,
    detox,
    housing,
    iop,
    jobs,
    profile_of,
)

LONG_HOURS = hours("MO-FR 08:00-22:00")
VISIT_NEED = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
HOUSING_NEED = {"id": "home", "kind": "resource", "topic": "housing"}


def planned(profile: Profile, *listings: Listing) -> Packet:
    """The packet of a profile, which must pass the checker."""
    packet = city.planned(profile, *listings)
    assert violations(packet, profile, {listing.id: listing for listing in listings}, NOW) == ()
    return packet


def week(packet: Packet) -> list[str]:
    """The week in short: "MO 18:00-21:00 test:iop", "?" for reserved, "!" for one that yields."""
    return [
        f"{item.span.day.name} {item.span.start_clock}-{item.span.end_clock} {item.listing_id}"
        + ("?" if item.reserved else "")
        + ("!" if item.yields_to else "")
        for item in packet.week
    ]


def states(packet: Packet) -> dict[str, str]:
    return {result.need: result.state.value for result in packet.needs}


def note(packet: Packet, code: str) -> list[dict]:
    return [dict(note.params) for note in packet.notes if note.code == code]


def legs(packet: Packet) -> list[str]:
    return [
        f"{leg.span.day.name} {leg.span.start_clock}-{leg.span.end_clock} {leg.origin}>{leg.destination}"
        for leg in packet.legs
    ]


def test_evening_track_is_placed_whole_and_a_day_track_is_not() -> None:
    packet = planned(profile_of(IOP_NEED), iop("test:day", 1, tracks=(MORNING_TRACK,)), iop(tracks=(EVENING_TRACK,)))
    assert week(packet) == [f"{day} 18:00-21:00 test:iop" for day in ("MO", "WE", "TH")]
    assert (packet.status, packet.proven, states(packet)) == ("proven_optimal", True, {"treatment": "placed"})
    assert (packet.totals.program_hours, packet.totals.program_hours_reserved) == (9.0, 0.0)
    assert [item.track for item in packet.week] == ["evening"] * 3


def test_part_of_a_track_is_placed_when_only_part_is_required() -> None:
    some = track("MO-FR 18:00-21:00", name="any three", required=3, level="iop")
    assert len(planned(profile_of(IOP_NEED), iop(tracks=(some,))).week) == 3


def test_unknown_times_are_reserved_and_never_placed() -> None:
    packet = planned(profile_of(IOP_NEED), iop(hours=LONG_HOURS))
    assert week(packet) == [f"{day} 18:00-21:00 test:iop?" for day in ("MO", "WE", "TH")]
    assert states(packet) == {"treatment": "ask"}
    assert (packet.totals.program_hours, packet.totals.program_hours_reserved) == (0.0, 9.0)
    choice = packet.choices[0]
    assert choice.match.fit.fit == "open"
    assert {(span.start_clock, span.end_clock) for span in choice.ask_windows} == {("17:05", "22:00")}
    assert [span.day.name for span in choice.ask_windows] == ["MO", "TU", "WE", "TH", "FR"]


def test_unknown_hours_are_asked_about_in_all_free_time() -> None:
    packet = planned(profile_of(IOP_NEED), iop())
    assert (states(packet), packet.choices[0].match.fit.not_stated) == ({"treatment": "ask"}, ("schedule",))
    assert any(span.day.name == "SU" for span in packet.choices[0].ask_windows)


def test_confirmed_stands_above_open_and_unknown() -> None:
    packet = planned(
        profile_of(IOP_NEED),
        iop("test:unknown", 0.5),
        iop("test:open", 1, hours=LONG_HOURS),
        iop("test:sure", 4, tracks=(EVENING_TRACK,)),
    )
    assert [choice.match.listing.id for choice in packet.choices] == ["test:sure", "test:open", "test:unknown"]
    assert states(packet) == {"treatment": "placed"}


def test_no_room_for_the_usual_track_is_said_and_still_asked() -> None:
    profile = profile_of(IOP_NEED, busy=[{"days": "MO-SU", "start": "20:30", "end": "17:30"}])
    packet = planned(profile, iop())
    assert (week(packet), states(packet), note(packet, "no_room")) == (
        [],
        {"treatment": "ask"},
        [{"need": "treatment", "name": "Program test:iop"}],
    )


@pytest.mark.parametrize(
    ("level", "about", "room"),
    [
        ("iop", {}, ["MO 18:00-21:00", "WE 18:00-21:00", "TH 18:00-21:00"]),
        ("iop", {"age": 16}, ["MO 18:00-20:00", "WE 18:00-20:00", "TH 18:00-20:00"]),
        ("outpatient", {}, ["WE 18:00-19:00"]),
        ("otp", {}, [f"{day} 18:00-18:30" for day in ("MO", "TU", "WE", "TH", "FR")]),
        ("php", {}, [f"{day} 18:00-22:00" for day in ("MO", "TU", "WE", "TH", "FR")]),
    ],
)
def test_room_follows_the_level(level: str, about: dict, room: list[str]) -> None:
    need = {"id": "treatment", "kind": "program", "level": level}
    place = iop(yes=f"level={level} payment=private language=en population=adolescents", hours=LONG_HOURS)
    packet = planned(profile_of(need, about=about), place)
    assert week(packet) == [f"{time} test:iop?" for time in room]


def test_mornings_are_kept_free_when_they_are_free() -> None:
    profile = profile_of(IOP_NEED, busy=[{"days": "MO-FR", "start": "14:40", "end": "15:20"}])
    assert week(planned(profile, iop())) == [f"{day} 09:00-12:00 test:iop?" for day in ("MO", "WE", "TH")]


def test_meetings_keep_off_program_days_and_one_a_day() -> None:
    meetings = (
        aa("test:a", "MO 19:00-20:00", "TU 19:00-20:00", "TU 20:30-21:30", "FR 18:00-19:00", miles=0.5),
        aa("test:b", "SA 10:00-11:00"),
    )
    packet = planned(profile_of(IOP_NEED, MEETINGS_NEED), iop(tracks=(EVENING_TRACK,)), *meetings)
    assert week(packet)[1:2] + week(packet)[4:] == [
        "TU 19:00-20:00 test:a",
        "FR 18:00-19:00 test:a",
        "SA 10:00-11:00 test:b",
    ]
    assert packet.totals.meetings == 3


def test_too_few_meetings_are_unmet_and_what_was_found_stays() -> None:
    packet = planned(profile_of(MEETINGS_NEED), aa("test:a", "TU 19:00-20:00"), aa("test:b", "TU 18:00-19:00"))
    assert (packet.status, packet.proven, len(packet.week)) == ("partial", True, 1)
    assert states(packet) == {"meetings": "unmet"}
    assert packet.unmet[0].removed_by == (("week", 1),)


EVENINGS_ONLY = {"days": "MO-SU", "start": "21:30", "end": "17:30"}
ONE_MEETING = {"id": "meetings", "kind": "meeting"}


def test_meeting_that_must_share_reserved_time_yields() -> None:
    three_evenings = [EVENINGS_ONLY, {"days": "TU,FR-SU", "start": "17:00", "end": "22:00"}]
    meeting = aa("test:a", "MO 19:00-20:00", miles=1.5)
    packet = planned(profile_of(IOP_NEED, ONE_MEETING, busy=three_evenings), iop(hours=LONG_HOURS), meeting)
    assert week(packet) == [
        "MO 18:00-21:00 test:iop?",
        "MO 19:00-20:00 test:a!",
        "WE 18:00-21:00 test:iop?",
        "TH 18:00-21:00 test:iop?",
    ]


def test_visit_that_must_share_reserved_time_yields() -> None:
    three_evenings = [EVENINGS_ONLY, {"days": "TU,FR-SU", "start": "17:00", "end": "22:00"}]
    open_then = jobs(hours=hours("WE 18:00-20:00"))
    packet = planned(profile_of(IOP_NEED, VISIT_NEED, busy=three_evenings), iop(hours=LONG_HOURS), open_then)
    assert [(item.span.day.name, item.yields_to) for item in packet.week if item.book] == [("WE", "treatment")]
    assert states(packet) == {"treatment": "ask", "work": "placed"}


def test_room_moves_to_other_days_rather_than_that_a_meeting_yields() -> None:
    meeting = aa("test:a", "WE 19:00-20:00", miles=1.5)
    packet = planned(profile_of(IOP_NEED, ONE_MEETING, busy=[EVENINGS_ONLY]), iop(hours=LONG_HOURS), meeting)
    assert week(packet) == [
        "MO 18:00-21:00 test:iop?",
        "TU 18:00-21:00 test:iop?",
        "WE 19:00-20:00 test:a",
        "TH 18:00-21:00 test:iop?",
    ]


def test_visit_is_booked_inside_hours_and_housing_is_only_chosen() -> None:
    packet = planned(profile_of(VISIT_NEED, HOUSING_NEED), jobs(hours=hours("SA 09:15-12:00")), housing())
    assert week(packet) == ["SA 09:30-10:30 test:jobs"]
    assert (packet.week[0].book, states(packet)) == (True, {"work": "placed", "home": "chosen"})


def test_visit_to_a_place_of_unknown_hours_is_asked() -> None:
    packet = planned(profile_of(VISIT_NEED), jobs(hours=()))
    assert (week(packet), states(packet), packet.status) == ([], {"work": "ask"}, "proven_optimal")


def test_program_gives_way_to_nothing_placed_before_it() -> None:
    second = {"id": "second", "kind": "program", "level": "outpatient"}
    both = iop(no="level=outpatient", tracks=(EVENING_TRACK,))
    class_ = iop(
        "test:class", 3, yes="level=outpatient payment=private language=en", sessions=sessions("MO 18:30-19:30")
    )
    packet = planned(profile_of(IOP_NEED, second), both, class_)
    assert states(packet) == {"treatment": "placed", "second": "unmet"}
    assert packet.unmet[0].removed_by == (("week", 1),)


def test_level_whose_times_are_not_stated_is_asked_though_another_level_states_its_own() -> None:
    need = {"id": "treatment", "kind": "program", "level": "outpatient"}
    both = iop(yes="level=iop level=outpatient payment=private language=en", tracks=(EVENING_TRACK,))
    packet = planned(profile_of(need), both)
    assert (states(packet), week(packet)) == ({"treatment": "ask"}, ["WE 18:00-19:00 test:iop?"])


def test_weekends_are_kept_free_only_when_workdays_have_no_room() -> None:
    need = {"id": "treatment", "kind": "program", "level": "outpatient"}
    place = iop(yes="level=outpatient payment=private language=en")
    assert week(planned(profile_of(need), place)) == ["WE 18:00-19:00 test:iop?"]
    full = [{"days": "MO-FR", "start": "06:00", "end": "23:00"}]
    assert week(planned(profile_of(need, busy=full), place)) == ["SA 09:00-10:00 test:iop?"]


def test_legs_go_straight_from_work_or_by_home() -> None:
    soon, late = aa("test:soon", "MO 17:30-18:30"), aa("test:late", "TU 21:00-22:00")
    packet = planned(profile_of({**MEETINGS_NEED, "per_week": {"min": 2}}), soon, late)
    assert legs(packet) == [
        "MO 17:17-17:30 work>test:soon",
        "MO 18:30-18:40 test:soon>home",
        "TU 16:55-17:11 work>home",
        "TU 20:50-21:00 home>test:late",
        "TU 22:00-22:10 test:late>home",
    ]


def test_totals_count_the_trips_of_the_fixed_week_too() -> None:
    empty = planned(profile_of(HOUSING_NEED), housing())
    assert empty.totals.travel_min == empty.totals.baseline_travel_min == 10 * 16
    full = planned(profile_of(MEETINGS_NEED), aa("test:a", "SA 10:00-11:00", "SU 10:00-11:00"))
    assert full.totals.travel_min == 160 + sum(leg.minutes for leg in full.legs) == 160 + 40


def test_online_session_is_attended_at_home() -> None:
    online = aa("test:online", "MO 17:30-18:30", yes="attendance=online", location=location(None))
    online = replace(online, sessions=sessions("MO 17:30-18:30", mode=Mode.ONLINE))
    packet = planned(profile_of({**MEETINGS_NEED, "per_week": {"min": 1}}), online)
    assert (packet.week[0].mode, legs(packet)) == ("online", ["MO 16:55-17:11 work>home"])


def test_hybrid_is_joined_in_person_unless_online_is_preferred() -> None:
    hybrid = aa("test:h", "SA 10:00-11:00", yes="attendance=hybrid")
    hybrid = replace(hybrid, sessions=sessions("SA 10:00-11:00", mode=Mode.HYBRID))
    need = {**MEETINGS_NEED, "per_week": {"min": 1}}
    modes = [planned(profile_of(need, online=choice), hybrid).week[0].mode.value for choice in ("ok", "prefer", "no")]
    assert modes == ["in_person", "online", "in_person"]


def test_meeting_far_away_that_is_joined_by_video_is_shown_as_online() -> None:
    hybrid = aa("test:far", "SA 10:00-11:00", yes="attendance=hybrid", miles=200)
    hybrid = replace(hybrid, sessions=sessions("SA 10:00-11:00", mode=Mode.HYBRID))
    packet = planned(profile_of({**MEETINGS_NEED, "per_week": {"min": 1}}), hybrid)
    assert [(choice.match.reach.value, choice.match.distance_miles) for choice in packet.choices] == [("online", None)]
    assert packet.first_actions[0].what.code == "act_join"


def test_place_of_unknown_distance_comes_after_every_other() -> None:
    anywhere = replace(iop("test:a"), location=location(None), tracks=(EVENING_TRACK,))
    near_with_a_question = iop("test:b", yes="level=iop treats=alcohol language=en", miles=9)
    packet = planned(profile_of(IOP_NEED), anywhere, near_with_a_question)
    assert [choice.match.listing.id for choice in packet.choices] == ["test:b", "test:a"]


def test_listing_in_another_zone_is_placed_by_its_own_clock() -> None:
    east = aa("test:east", "SA 12:00-13:00", yes="attendance=online")
    east = replace(
        east,
        location=location(None, time_zone="America/New_York"),
        sessions=sessions("SA 12:00-13:00", mode=Mode.ONLINE),
    )
    assert week(planned(profile_of({**MEETINGS_NEED, "per_week": {"min": 1}}), east)) == ["SA 10:00-11:00 test:east"]


def test_monthly_meeting_is_never_placed() -> None:
    monthly = replace(aa("test:a"), sessions=sessions("SA 10:00-11:00", rrule="FREQ=MONTHLY;BYDAY=1SA"))
    packet = planned(profile_of({**MEETINGS_NEED, "per_week": {"min": 1}}), monthly)
    assert (week(packet), states(packet)) == ([], {"meetings": "unmet"})


def test_pin_is_kept_and_a_lost_pin_is_said() -> None:
    listings = (aa("test:near", "SA 10:00-11:00"), aa("test:mine", "SA 10:00-11:00", miles=5))
    packet = planned(profile_of({**MEETINGS_NEED, "per_week": {"min": 1}}, pins=["test:mine", "test:gone"]), *listings)
    assert week(packet) == ["SA 10:00-11:00 test:mine"]
    assert note(packet, "pin_unknown") == [{"listing": "test:gone"}]


def test_alternates_and_substitutes_name_their_price_and_time() -> None:
    packet = planned(
        profile_of(IOP_NEED, {**MEETINGS_NEED, "per_week": {"min": 1}}),
        iop(tracks=(EVENING_TRACK,)),
        iop("test:other", 4, tracks=(EVENING_TRACK,)),
        aa("test:a", "SA 10:00-11:00"),
        aa("test:b", "SA 11:30-12:30", miles=2),
    )
    (alternate,) = packet.alternates
    assert (alternate.listing_id, alternate.extra_min_per_week > 0) == ("test:other", True)
    (substitute,) = packet.substitutes
    assert (substitute.for_id, substitute.listing_id, substitute.span.start_clock) == ("test:a", "test:b", "11:30")


# relaxations


def changes(packet: Packet) -> list[tuple[list[str], int]]:
    return [([reason.code for reason in one.change], one.gains) for one in packet.unmet[0].relaxations]


def test_longer_way_is_offered_to_the_first_real_gain() -> None:
    profile = profile_of(IOP_NEED, travel={"max_miles": 5})
    packet = planned(profile, iop("test:far", 8, tracks=(EVENING_TRACK,)), iop("test:day", 7, tracks=(MORNING_TRACK,)))
    (relaxation,) = (one for one in packet.unmet[0].relaxations if one.change[0].code == "raise_miles")
    assert ([dict(reason.params) for reason in relaxation.change], relaxation.gains) == ([{"miles": 10}], 1)


@pytest.mark.parametrize(
    ("needs", "profile_changes", "listings", "code"),
    [
        (
            [IOP_NEED],
            {"online": "no"},
            [iop(yes="level=iop payment=private language=en attendance=online")],
            "online_ok",
        ),
        (
            [IOP_NEED],
            {},
            [iop(yes="level=iop language=en", no="payment=private", tracks=(EVENING_TRACK,))],
            "other_payment",
        ),
        ([IOP_NEED], {"travel": {"max_leg_min": 10}}, [iop(tracks=(EVENING_TRACK,))], "raise_leg"),
        ([VISIT_NEED], {}, [jobs(hours=hours("TU 09:00-12:00"))], "free"),
        ([{**MEETINGS_NEED, "fellowships": ["NA"]}], {}, "other_fellowship", "other_fellowships"),
        ([IOP_NEED, MEETINGS_NEED], {}, "program_days", "on_program_days"),
        ([MEETINGS_NEED], {}, [aa("test:a", "TU 18:00-19:00"), aa("test:b", "TU 20:00-21:00")], "more_a_day"),
    ],
)
def test_small_change_is_offered_when_it_is_true(needs: list, profile_changes: dict, listings, code: str) -> None:
    if listings == "other_fellowship":
        meeting = aa("test:a", "TU 18:00-19:00", "SA 10:00-11:00")
        listings = [replace(meeting, facts=replace(meeting.facts, no=frozenset({"fellowship=NA"})))]
    elif listings == "program_days":
        listings = [
            iop(tracks=(track("MO-FR 18:00-20:00", level="iop", name="evening"),)),
            aa("test:a", *(f"{day} 20:20-21:20" for day in ("MO", "TU"))),
        ]
    packet = planned(profile_of(*needs, **profile_changes), *listings)
    assert code in [reason for codes, gains in changes(packet) for reason in codes if gains > 0]


def test_nothing_true_means_no_relaxation() -> None:
    assert changes(planned(profile_of(IOP_NEED), iop(yes="level=iop restricted=prison"))) == []
    assert changes(planned(profile_of(IOP_NEED))) == []


def test_offered_change_is_true_when_it_is_made() -> None:
    listings = (iop("test:far", 8, tracks=(EVENING_TRACK,)),)
    refused = planned(profile_of(IOP_NEED, travel={"max_miles": 5}), *listings)
    assert states(refused) == {"treatment": "unmet"}
    assert states(planned(profile_of(IOP_NEED, travel={"max_miles": 10}), *listings)) == {"treatment": "placed"}


# safety


def unsafe(**answers: str) -> dict:
    return {"safety": {**CALM, **answers}}


def test_withdrawal_stops_and_what_was_asked_comes_after() -> None:
    profile = profile_of(IOP_NEED, MEETINGS_NEED, **unsafe(withdrawal_risk="unknown"))
    packet = planned(
        profile,
        iop(tracks=(EVENING_TRACK,)),
        aa("test:a", "MO 19:00-20:00"),
        detox("test:d", "level=withdrawal_hospital detox=alcohol", 30),
        detox("test:home", "level=withdrawal_outpatient detox=alcohol", 1),
    )
    assert (packet.status, packet.proven, packet.week, packet.unmet) == ("stopped_for_safety", False, (), ())
    assert states(packet) == {"treatment": "after", "meetings": "after"}
    assert [(choice.need, choice.match.listing.id) for choice in packet.choices] == [("safety:withdrawal", "test:d")]
    assert [(after.need, after.listing.id) for after in packet.after] == [
        ("treatment", "test:iop"),
        ("meetings", "test:a"),
    ]
    assert [action.what.code for action in packet.first_actions] == [
        "act_911_withdrawal",
        "act_withdrawal",
        "act_helpline",
    ]


@pytest.mark.parametrize("answers", [{"emergency": "yes"}, {"suicidal": "unknown"}, {"harm_others": "yes"}])
def test_emergency_and_crisis_show_no_places(answers: dict) -> None:
    packet = planned(
        profile_of(IOP_NEED, **unsafe(**answers)),
        iop(tracks=(EVENING_TRACK,)),
        detox("test:d", "level=withdrawal_hospital"),
    )
    assert (packet.status, packet.choices, packet.week) == ("stopped_for_safety", (), ())
    assert [after.listing.id for after in packet.after] == ["test:iop"]


def test_withdrawal_beside_an_emergency_keeps_its_places() -> None:
    packet = planned(
        profile_of(IOP_NEED, **unsafe(emergency="yes", withdrawal_risk="yes")),
        detox("test:d", "level=withdrawal_hospital"),
    )
    assert [notice.gate.value for notice in packet.gates] == ["G0", "G2"]
    assert len(packet.choices) == 1
    assert [action.phone for action in packet.first_actions] == ["911", "+13035550123", "1-800-662-4357"]


def test_withdrawal_without_a_place_still_says_what_to_do() -> None:
    packet = planned(profile_of(IOP_NEED, **unsafe(withdrawal_risk="yes")))
    assert (packet.choices, note(packet, "no_withdrawal_place")) == ((), [{}])
    assert packet.gates[0].actions[0].code == "g2_seizure"


def test_asking_for_withdrawal_stops_and_is_answered_by_the_choices() -> None:
    need = {"id": "detox", "kind": "program", "level": "withdrawal_outpatient"}
    packet = planned(
        profile_of(need),
        detox("test:h", "level=withdrawal_outpatient"),
        detox("test:r", "level=withdrawal_residential"),
    )
    assert ([choice.match.listing.id for choice in packet.choices], packet.after) == (["test:r"], ())


def test_after_holds_at_most_five_of_a_need() -> None:
    listings = [iop(f"test:{number}", number) for number in range(1, 9)]
    packet = planned(profile_of(IOP_NEED, **unsafe(suicidal="yes")), *listings)
    assert [after.listing.id for after in packet.after] == [f"test:{number}" for number in range(1, 6)]


@pytest.mark.parametrize(
    "answers", [{"unsafe_at_home": "yes"}, {"pregnant": "yes"}, {"opioids": "yes"}, {"no_safe_place": "yes"}]
)
def test_other_gates_never_stop(answers: dict) -> None:
    packet = planned(profile_of(IOP_NEED, about={}, **unsafe(**answers)), iop(tracks=(EVENING_TRACK,)))
    assert (packet.status, len(packet.week), len(packet.gates)) == ("proven_optimal", 3, 1)


def test_opioid_medicine_is_shown_beside_the_program() -> None:
    profile = profile_of(IOP_NEED, about={"substances": ["opioids"]})
    packet = planned(
        profile,
        iop(tracks=(EVENING_TRACK,)),
        detox("test:otp", "level=otp medication=methadone payment=private"),
        detox("test:naltrexone", "medication=naltrexone payment=private"),
    )
    assert [choice.match.listing.id for choice in packet.choices if choice.need == "safety:opioid_medicine"] == [
        "test:otp"
    ]
    assert note(packet, "naloxone") == [{}]


def test_unasked_questions_are_said_first() -> None:
    packet = planned(profile_of(IOP_NEED, safety={**CALM, "emergency": None}), iop())
    assert packet.notes[0].code == "safety_not_asked"
    assert packet.notes[0].params == {"questions": "emergency"}


# notes and dates


def test_facet_that_nobody_states_is_said_plainly() -> None:
    profile = profile_of({**IOP_NEED, "prefer": ["service=childcare"]})
    packet = planned(profile, iop(tracks=(EVENING_TRACK,)))
    assert note(packet, "none_states") == [{"need": "treatment", "facet": "service=childcare"}]


def test_few_places_are_said_with_the_first_larger_distance() -> None:
    profile = profile_of(IOP_NEED, travel={"max_miles": 5})
    packet = planned(profile, iop(hours=LONG_HOURS), *(iop(f"test:{n}", n, hours=LONG_HOURS) for n in (13, 14, 9)))
    assert note(packet, "few") == [{"need": "treatment", "count": 1}]
    assert note(packet, "farther") == [{"need": "treatment", "gains": 1, "miles": 10}]


def test_check_again_is_two_weeks_on_and_the_ladder_climbs() -> None:
    packet = planned(profile_of(IOP_NEED), iop(tracks=(EVENING_TRACK,)))
    assert packet.check_again_on == date(2026, 11, 23) + timedelta(days=CHECK_AGAIN_DAYS)
    assert [step.day for step in packet.aftercare] == [3, 7, 30, 60, 90, 180]
    assert [step.day for step in planned(profile_of(HOUSING_NEED), housing()).aftercare] == [3, 7, 30, 90]


def test_first_actions_say_whom_to_call_and_when() -> None:
    packet = planned(
        profile_of(IOP_NEED, VISIT_NEED),
        iop(hours=hours("TU 08:00-22:00", "MO,WE-FR 13:00-22:00")),
        jobs(hours=hours("SA 09:00-12:00")),
    )
    assert [(action.what.code, action.phone, action.call.value, action.by) for action in packet.first_actions] == [
        ("act_call", "+13035550123", "at_opening", date(2026, 11, 23)),
        ("act_book", "+13035550123", "at_opening", date(2026, 11, 28)),
    ]


def test_first_meeting_is_the_soonest_of_the_week() -> None:
    packet = planned(
        profile_of({**MEETINGS_NEED, "per_week": {"min": 2}}),
        aa("test:a", "SU 10:00-11:00"),
        aa("test:b", "TU 19:00-20:00", miles=3),
    )
    action = packet.first_actions[0]
    assert (action.what.params, action.phone, action.by) == ({"name": "Meeting test:b"}, None, date(2026, 11, 24))


def test_place_called_for_two_needs_is_one_step() -> None:
    both = iop(yes="level=iop level=outpatient payment=private language=en", hours=LONG_HOURS)
    packet = planned(profile_of(IOP_NEED, {"id": "b", "kind": "program", "level": "outpatient"}), both)
    assert len(packet.first_actions) == 1


@pytest.mark.parametrize("times", [{"hours": LONG_HOURS}, {"tracks": (EVENING_TRACK,)}, {}])
def test_program_whose_place_is_not_known_is_asked_and_never_placed(times: dict) -> None:
    hidden = replace(iop(**times), location=location(None))
    packet = planned(profile_of(IOP_NEED), hidden)
    assert (states(packet), week(packet)) == ({"treatment": "ask"}, [])
    assert "distance" in packet.choices[0].match.fit.not_stated


def test_visit_to_an_unknown_place_is_asked() -> None:
    packet = planned(profile_of(VISIT_NEED), replace(jobs(hours=hours("SA 09:00-15:00")), location=location(None)))
    assert (states(packet), week(packet)) == ({"work": "ask"}, [])


def test_violence_at_home_comes_with_a_word_on_sharing() -> None:
    packet = planned(profile_of(IOP_NEED, **unsafe(unsafe_at_home="yes")), iop())
    assert (note(packet, "safe_sharing"), packet.first_actions[0].phone) == ([{}], "1-800-799-7233")


def test_same_input_makes_the_same_packet_whatever_the_order() -> None:
    listings = [
        iop(hours=LONG_HOURS),
        iop("test:b", hours=LONG_HOURS),
        aa("test:c", "SA 10:00-11:00"),
        aa("test:d", "SA 10:00-11:00"),
    ]
    profile = profile_of(IOP_NEED, {**MEETINGS_NEED, "per_week": {"min": 1}})
    assert planned(profile, *listings) == planned(profile, *listings[::-1])


FAMILY_NOTES = [
    *("family_offer", "family_first_call", "family_patience", "family_sessions"),
    *("family_groups", "family_naloxone"),
]


def family_notes(packet: Packet) -> list[str]:
    return [one.code for one in packet.notes if one.code.startswith("family_")]


@pytest.mark.parametrize("safety", [CALM, {**CALM, "emergency": "yes"}])
def test_a_relative_is_told_how_to_offer_help_also_when_safety_stops(safety: dict[str, str]) -> None:
    profile = profile_of(IOP_NEED, safety=safety)
    assert family_notes(planned(replace(profile, subject="family"), iop())) == FAMILY_NOTES
    for subject in ("self", "client"):
        assert family_notes(planned(replace(profile, subject=subject), iop())) == []


def test_a_relative_is_told_of_no_family_sessions_where_home_is_not_safe() -> None:
    profile = replace(profile_of(IOP_NEED, safety={**CALM, "unsafe_at_home": "unknown"}), subject="family")
    assert family_notes(planned(profile, iop())) == [code for code in FAMILY_NOTES if code != "family_sessions"]
