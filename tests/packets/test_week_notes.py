"""What is odd about the person's own week, and why a place to keep is not kept, is said in plain words."""

from dataclasses import replace
from typing import Any

import pytest

from referral.domain.fit import Reason
from referral.domain.packet import Packet, Relaxation, Unmet
from referral.packets.free_time import Week
from referral.packets.travel import GreatCircle
from referral.packets.week_notes import week_notes
from referral.wording.packet_lines import packet_lines
from referral.wording.packet_text import no_way_words, relaxation_words, say
from tests.packets.city import EVENING_TRACK, IOP_NEED, WORKER, aa, iop, planned, profile_of
from tests.packets.test_plan import note

ONE = {"id": "m", "kind": "meeting", "per_week": {"min": 1, "target": 1}}
WORK = {"days": "MO-FR", "start": "07:30", "end": "16:30", "at": "work"}
SCHOOL = {"name": "school", "place": "39.6500,-105.0500"}
FAR = {"name": "work", "place": "Worcester, MA"}


def notes(**changes: Any) -> list[tuple[str, dict]]:
    week = Week(profile_of(ONE, **changes), GreatCircle())
    return [(one.code, dict(one.params)) for one in week_notes(week)]


def test_usual_week_is_not_commented_on() -> None:
    assert notes() == []
    assert notes(busy=[], sleep=[]) == []


def test_week_without_free_time_says_so() -> None:
    assert notes(busy=[{"days": "MO-SU", "start": "00:00", "end": "24:00"}]) == [("no_free_time", {})]
    almost = {"days": "MO-SU", "start": "06:20", "end": "23:00"}
    assert notes(busy=[almost]) == [("little_free_time", {"minutes": 20})]


def test_two_places_at_once_are_named_by_their_first_time() -> None:
    busy = [WORK, {"days": "TU-SA", "start": "12:00", "end": "18:00", "at": "school"}]
    found = notes(anchors=[*WORKER["anchors"], SCHOOL], busy=busy)
    assert ("busy_twice", {"day": "TU", "from": "12:00", "to": "16:30"}) in found


def test_sleep_during_work_is_said_and_sleep_at_home_in_time_at_home_is_not() -> None:
    assert notes(sleep=[{"days": "MO", "start": "15:00", "end": "22:00"}], busy=[WORK]) == [
        ("busy_asleep", {"day": "MO", "from": "15:00", "to": "16:30"})
    ]
    assert notes(busy=[{"days": "MO-SU", "start": "21:00", "end": "06:00"}]) == []


def test_work_that_cannot_be_reached_is_said_once() -> None:
    assert notes(anchors=[FAR], busy=[WORK]) == [("no_way_between", {"origin": "home", "destination": "work"})]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_sum_of_travel_is_told_where_no_trip_is_possible(lang: str) -> None:
    packet = planned(profile_of(ONE, anchors=[FAR], busy=[WORK]), aa("test:a", "SA 10:00-11:00"))
    text = "\n".join(packet_lines(packet, lang))
    assert str(packet.totals.travel_min) not in text
    assert {"en": "from home to work", "es": "de su casa a work"}[lang] in text


def test_nothing_in_free_time_is_not_called_nothing_within_reach() -> None:
    assert no_way_words(Unmet("m", (("schedule", 3), ("distance", 1)))).endswith("fits your free time.")
    assert no_way_words(Unmet("m", (("distance", 3),))).endswith("within reach.")
    assert no_way_words(Unmet("m", (), is_searched=False)).startswith("So much is asked")


def test_busy_times_of_one_day_are_freed_in_one_sentence() -> None:
    blocks = [("MO", "07:04", "07:34"), ("TU", "20:00", "21:00"), ("MO", "06:00", "06:30"), ("MO", "06:32", "07:02")]
    change = tuple(Reason("free", {"day": day, "from": start, "to": end}) for day, start, end in blocks)
    assert relaxation_words(Relaxation(change, 1)) == (
        "Be free on Monday, 6:00 am to 7:34 am. Be free on Tuesday, 8:00 pm to 9:00 pm. Then 1 program fits."
    )


# --- places to keep


def why(packet: Packet) -> dict[str, str]:
    """Listing -> the sentence about it, without the beginning that all have."""
    return {
        str(one.params["listing"]): say(one).removeprefix(f"You wanted to keep {one.params.get('name')}. ")
        for one in packet.notes
        if one.code in ("pin_not_kept", "pin_unknown")
    }


def test_each_lost_place_is_named_with_why() -> None:
    listings = (
        iop(tracks=(EVENING_TRACK,)),
        aa("test:a", "SA 10:00-11:00"),
        aa("test:noon", "MO-FR 12:00-13:00"),
        replace(aa("test:far", "SA 10:00-11:00", miles=40), name="Far Group"),
        aa("test:b", "SA 10:00-11:00"),
    )
    pins = ["test:a", "test:b", "test:noon", "test:far", "test:iop", "test:gone"]
    packet = planned(profile_of(ONE, pins=pins, travel={"max_miles": 30}), *listings)
    begin = "It does not fit this plan. "
    assert why(packet) == {
        "test:b": begin + "It clashes with the rest of your week.",
        "test:noon": begin + "Its times do not fit your week.",
        "test:far": begin + "It is too far away.",
        "test:iop": begin + "You did not ask for a place like it.",
        "test:gone": "We do not know one place that you wanted to keep: test:gone.",
    }
    assert {item.listing_id for item in packet.week} == {"test:a"}


def test_place_kept_and_left_out_at_once_is_left_out() -> None:
    packet = planned(profile_of(ONE, pins=["test:a"], bans=["test:a"]), aa("test:a", "SA 10:00-11:00"))
    assert why(packet) == {"test:a": "It does not fit this plan. You left this place out."}
    assert packet.week == ()


def test_place_for_others_says_for_whom() -> None:
    women = replace(iop("test:women", tracks=(EVENING_TRACK,)), name="Her House")
    women = replace(women, facts=replace(women.facts, yes=women.facts.yes | {"restricted=women_only"}))
    packet = planned(profile_of(IOP_NEED, pins=["test:women"]), women)
    (said,) = why(packet).values()
    assert said.startswith("It does not fit this plan. It is only for other people: ")


def test_room_that_is_missing_names_the_program() -> None:
    evenings = [{"days": "MO-SU", "start": "06:00", "end": "20:00"}]
    packet = planned(profile_of(IOP_NEED, busy=evenings), iop())
    assert [one["name"] for one in note(packet, "no_room")] == ["Program test:iop"]
