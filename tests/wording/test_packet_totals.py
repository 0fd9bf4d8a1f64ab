"""The sums of a week in one line: what is nothing is not said, and minutes are hours where they are many."""

from dataclasses import replace
from typing import Any

from referral.domain.packet import Packet, Totals
from referral.wording.packet_text import price_words
from referral.wording.packet_totals import totals_words

NOTHING = Totals(0, 0, 0, 0, 0)


def week(packet: Packet, **figures: Any) -> Packet:
    return replace(packet, totals=replace(NOTHING, **figures), notes=())


def test_what_is_nothing_is_not_said(demo_plan: tuple[object, Packet]) -> None:
    packet = demo_plan[1]
    assert totals_words(week(packet)) == ""
    assert totals_words(week(packet, meetings=3)) == "Each week. Meetings: 3."
    assert totals_words(week(packet, program_hours=9, travel_min=70)) == "Each week. Program: 9 h. Travel: 1 h 10 min."
    assert totals_words(week(packet, travel_min=25), "es") == "Por semana. Viaje: 25 min."


def test_the_own_trips_of_someone_else_are_theirs(demo_plan: tuple[object, Packet]) -> None:
    said = totals_words(week(demo_plan[1], baseline_travel_min=60), "en", "client")
    assert said == "Each week. Trips they make in any case: 1 h."


def test_a_price_of_an_hour_and_more_is_said_in_hours() -> None:
    assert price_words(70) == "1 h 10 min more travel a week"
    assert price_words(-45, "es") == "45 min menos de viaje por semana"
