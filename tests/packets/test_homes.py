"""If you live there: the week from each house, beside the planned week and never in its place."""

from dataclasses import replace
from typing import Any

import pytest

from referral.domain.listing import Listing
from referral.domain.need import Need, Profile
from referral.domain.packet import HomeWeek, Packet
from referral.domain.place import Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Span
from referral.matching.person import person_of
from referral.packets.check import violations
from referral.packets.homes import MAX_HOMES, MAX_SHOWN, attendable
from referral.packets.plan import plan
from referral.packets.setting import Setting
from referral.packets.travel import GreatCircle
from referral.wording.packet_json import packet_json
from referral.wording.packet_lines import packet_lines
from referral.wording.times import length_words
from tests.factories import hours, location, program, track
from tests.packets.city import CALM, EVENING_TRACK, IOP_NEED, NOW, PHONE, aa, at, everywhere, iop, planned, profile_of
from tests.packets.crowd import city, crowded
from tests.packets.test_plan import note, week
from tests.packets.ways_out import hard_case

HOUSE_NEED = {"id": "house", "kind": "program", "level": "recovery_housing"}
ONE = {"id": "m", "kind": "meeting", "per_week": {"min": 1, "target": 1}}
TWO = {"id": "m", "kind": "meeting", "per_week": {"min": 2, "target": 2}}


def house(id: str = "test:house", miles: float = 4, **rest) -> Listing:
    """A sober house for anyone, which states nothing but that."""
    yes = rest.pop("yes", "level=recovery_housing payment=private language=en")
    rest.setdefault("location", at(miles))
    return program(yes, "level=iop level=outpatient", id=id, name=f"House {id}", phones=(PHONE,), **rest)


def homes_of(packet: Packet) -> dict[str, HomeWeek]:
    return {home.listing.id: home for home in packet.homes}


def checked(profile: Profile, *listings: Listing) -> Packet:
    packet = plan(profile, everywhere(profile, *listings), NOW)
    assert violations(packet, profile, {one.id: one for one in listings}, NOW) == ()
    return packet


def test_house_near_the_work_saves_the_way_and_the_planned_week_keeps_its_home() -> None:
    """Work lies three miles north of home; five trips there and back a week."""
    listings = aa("test:a", "SA 10:00-11:00"), house(miles=2.7)
    packet = checked(profile_of(ONE, HOUSE_NEED), *listings)
    (home,) = packet.homes
    assert (home.need, home.listing.id, home.curfew) == ("house", "test:house", None)
    assert -100 < home.extra_min_per_week < -30
    assert [leg.origin for leg in packet.legs if leg.destination == "test:a"] == ["home"]
    without = checked(profile_of(ONE), *listings)
    assert (packet.week, packet.legs, packet.totals) == (without.week, without.legs, without.totals)
    assert without.homes == ()


def test_week_from_a_house_begins_and_ends_there() -> None:
    packet = checked(profile_of(ONE, HOUSE_NEED), aa("test:a", "SA 10:00-11:00", miles=4), house(miles=4.5))
    (home,) = packet.homes
    own, there = ({leg.minutes for leg in legs} for legs in (packet.legs, home.legs))
    assert max(there) < min(own)


def test_houses_stand_by_what_they_cost_in_travel() -> None:
    listings = [house(f"test:house{number}", miles) for number, miles in enumerate((9, 2.5, 6))]
    packet = checked(profile_of(ONE, HOUSE_NEED), aa("test:a", "SA 10:00-11:00"), *listings)
    assert list(homes_of(packet)) == ["test:house1", "test:house2", "test:house0"]
    prices = [home.extra_min_per_week for home in packet.homes]
    assert prices == sorted(prices)


def test_shortlist_is_short() -> None:
    listings = [house(f"test:house{number:02d}", 2 + number / 10) for number in range(30)]
    packet = checked(profile_of(ONE, HOUSE_NEED), aa("test:a", "SA 10:00-11:00"), *listings)
    assert len(packet.homes) == MAX_SHOWN
    assert set(homes_of(packet)) <= {f"test:house{number:02d}" for number in range(MAX_HOMES * 2)}


@pytest.mark.parametrize(
    "need",
    [
        {"id": "house", "kind": "resource", "topic": "recovery_housing"},
        {"id": "house", "kind": "program", "require": ["level=recovery_housing"]},
    ],
)
def test_house_may_be_asked_for_by_topic_or_by_facet(need: dict) -> None:
    packet = checked(profile_of(ONE, need), aa("test:a", "SA 10:00-11:00"), house())
    assert list(homes_of(packet)) == ["test:house"]


def test_house_that_is_only_visited_is_no_home() -> None:
    visit = {"id": "house", "kind": "resource", "topic": "recovery_housing", "visit_min": 60}
    packet = checked(profile_of(ONE, visit), aa("test:a", "SA 10:00-11:00"), house(hours=hours("MO-SU 08:00-20:00")))
    assert packet.homes == ()
    assert [choice.match.listing.id for choice in packet.choices if choice.need == "house"] == ["test:house"]


def test_house_of_hidden_address_is_no_home_to_plan_from() -> None:
    hidden = house(location=location(None, precision=Precision.NONE))
    packet = checked(profile_of(ONE, HOUSE_NEED), aa("test:a", "SA 10:00-11:00"), hidden)
    assert packet.homes == ()
    assert [choice.match.listing.id for choice in packet.choices if choice.need == "house"] == ["test:house"]


def test_house_for_others_is_never_a_home() -> None:
    women = house(yes="level=recovery_housing restricted=women_only")
    assert checked(profile_of(ONE, HOUSE_NEED), aa("test:a", "SA 10:00-11:00"), women).homes == ()


# --- curfew

LATE = aa("test:late", "MO-SU 21:00-22:00", miles=0.5)
EARLY = aa("test:early", "MO-SU 18:00-19:00", miles=6)


def test_nothing_stands_in_the_curfew_of_a_house() -> None:
    listings = LATE, EARLY, house(miles=1, description="Curfew 9:30 pm every night.")
    packet = checked(profile_of(TWO, HOUSE_NEED), *listings)
    assert {item.listing_id for item in packet.week} == {"test:late"}
    (home,) = packet.homes
    assert {item.listing_id for item in home.week} == {"test:early"}
    assert home.curfew is not None
    assert (home.curfew.end_assumed, home.past_curfew, home.loses) == (True, False, ())
    assert all(leg.span.end_min % 1440 <= 21 * 60 + 30 for leg in home.legs)


def test_way_home_counts_before_the_curfew() -> None:
    """The group ends at 21:00; the way home takes about half an hour."""
    group = iop(miles=6, tracks=(EVENING_TRACK,))
    clocks = ("9:15 pm", "10 pm")
    packets = [
        checked(profile_of(IOP_NEED, HOUSE_NEED), group, house(miles=0.5, description=f"Curfew {c}")) for c in clocks
    ]
    assert [packet.homes[0].loses for packet in packets] == [("treatment",), ()]


def test_own_times_past_the_curfew_are_said() -> None:
    shift = [{"days": "MO-FR", "start": "14:00", "end": "23:30", "at": "work"}]
    ends_before = [{"days": "MO-FR", "start": "12:00", "end": "21:59", "at": "work"}]
    home = house(description="Curfew 10 pm")
    for busy in (shift, ends_before):
        packet = checked(profile_of(ONE, HOUSE_NEED, busy=busy), aa("test:a", "SA 10:00-11:00"), home)
        assert [one.past_curfew for one in packet.homes] == [True]
    packet = checked(profile_of(ONE, HOUSE_NEED), aa("test:a", "SA 10:00-11:00"), home)
    assert [one.past_curfew for one in packet.homes] == [False]


def test_curfew_is_by_the_clock_of_the_house() -> None:
    east = house(location=at(1, time_zone="America/New_York"), description="Curfew 11 pm")
    (home,) = checked(profile_of(ONE, HOUSE_NEED), aa("test:a", "SA 10:00-11:00"), east).homes
    assert home.curfew is not None
    assert {span.start_clock for span in home.curfew.spans} == {"21:00"}


# --- what changes, and what is said


def test_house_brings_a_program_into_reach() -> None:
    profile = profile_of(IOP_NEED, HOUSE_NEED, travel={"max_leg_min": 20}, anchors=[], busy=[])
    packet = checked(profile, iop(miles=12, tracks=(EVENING_TRACK,)), house(miles=11))
    assert [one.need for one in packet.unmet] == ["treatment"]
    (home,) = packet.homes
    assert (home.gains, home.loses) == (("treatment",), ())
    assert len(home.week) == 3


def test_without_a_safe_place_houses_are_called_first_and_the_week_stays() -> None:
    listings = iop(tracks=(EVENING_TRACK,)), house()
    safety = {**CALM, "no_safe_place": "yes"}
    packet = checked(profile_of(IOP_NEED, HOUSE_NEED, safety=safety), *listings)
    calm = checked(profile_of(IOP_NEED, HOUSE_NEED), *listings)
    first = [[action.what.params["name"] for action in one.first_actions] for one in (packet, calm)]
    assert first == [["House test:house", "Program test:iop"], ["Program test:iop", "House test:house"]]
    assert note(packet, "home_first") == [{}]
    assert note(calm, "home_first") == []
    assert week(packet) == week(calm)


def test_house_without_a_stated_curfew_is_asked_for_it() -> None:
    packet = checked(profile_of(HOUSE_NEED), house(), house("test:told", 5, description="Curfew 10 pm"))
    asked = {c.match.listing.id: {question.code for question in c.questions} for c in packet.choices}
    assert {name: "q_curfew" in codes for name, codes in asked.items()} == {"test:house": True, "test:told": False}


def test_json_and_text_tell_the_price_of_each_house() -> None:
    packet = planned(
        profile_of(ONE, HOUSE_NEED),
        aa("test:a", "SA 10:00-11:00"),
        house(miles=2.7, description="Curfew 10 pm to 6 am"),
    )
    shown: dict[str, Any] = dict(packet_json(packet))
    (said,) = shown["homes"]
    minutes = -packet.homes[0].extra_min_per_week
    assert said["text"] == (
        f"If you live at House test:house: {length_words(minutes)} less travel a week. "
        "Its curfew is kept: Mon to Sun 10:00 pm to 6:00 am."
    )
    assert said["curfew"] == [{"days": "MO-SU", "start": "22:00", "end": "06:00"}]
    assert {"week", "legs", "phones", "gains", "loses", "past_curfew", "curfew_end_assumed"} <= said.keys()
    for lang in ("en", "es"):
        assert any("House test:house" in line and length_words(minutes) in line for line in packet_lines(packet, lang))


# --- the checker


@pytest.fixture
def made() -> tuple[Profile, dict[str, Listing], Packet]:
    profile = profile_of(TWO, HOUSE_NEED)
    listings = LATE, EARLY, house(miles=1, description="Curfew 9:30 pm")
    packet = checked(profile, *listings)
    return profile, {one.id: one for one in listings}, packet


def found(made: tuple[Profile, dict[str, Listing], Packet], **changes) -> set[str]:
    profile, listings, packet = made
    homes = (replace(packet.homes[0], **changes),)
    return set(violations(replace(packet, homes=homes), profile, listings, NOW))


def test_checker_finds_a_wrong_price(made) -> None:
    assert found(made, extra_min_per_week=made[2].homes[0].extra_min_per_week - 1) == {"home_price_wrong"}


def test_checker_finds_a_week_in_the_curfew(made) -> None:
    late = replace(made[2].homes[0].week[0], span=Span(21 * 60, 60), listing_id="test:late")
    assert "home_week_wrong" in found(made, week=(late,))
    assert found(made, week=made[2].week, legs=made[2].legs) >= {"home_week_wrong"}


def test_checker_finds_a_home_that_is_no_house(made) -> None:
    assert "no_house" in found(made, listing=EARLY)
    assert "need_unknown" in found(made, need="nothing")


def test_checker_finds_missing_legs(made) -> None:
    assert "home_week_wrong" in found(made, legs=())


@pytest.mark.parametrize("make", [city, crowded])
@pytest.mark.parametrize("seed", range(15))
def test_weeks_from_houses_of_a_crowded_city_pass_the_checker(make, seed: int) -> None:
    profile, listings = make(seed)
    need = Need("the house", Kind.PROGRAM, level="recovery_housing")
    profile = replace(profile, needs=(*profile.needs, need))
    houses = [house(f"test:house{n}", n, description=("", "Curfew 9 pm", "Curfew 22:00")[n % 3]) for n in range(1, 6)]
    checked(profile, *listings, *houses)


def test_two_tracks_of_the_houses_town_are_compared_by_need() -> None:
    """A second program need is answered from the house as well."""
    second = {"id": "later", "kind": "program", "level": "outpatient"}
    near = iop("test:out", 3, yes="level=outpatient payment=private language=en", tracks=(track("SA 09:00-10:00"),))
    packet = checked(profile_of(second, HOUSE_NEED), near, house(miles=3))
    assert [len(home.week) for home in packet.homes] == [1]


@pytest.mark.parametrize("seed", range(12))
def test_what_no_trip_leads_to_is_never_a_match(seed: int) -> None:
    """Refused all the same when it is judged, so the week from a house is that of all listings."""
    profile, listings = hard_case(seed)
    for need in profile.needs:
        left = attendable(profile, need, listings, GreatCircle())
        judged = Setting.of(person_of(profile, NOW), GreatCircle()).judged(need, listings)
        assert {match.listing.id for match in judged.matches} <= {one.id for one in left}
