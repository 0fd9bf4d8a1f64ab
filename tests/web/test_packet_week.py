"""The week of a packet in words."""

from dataclasses import replace

from referral.domain.fit import Reason
from referral.domain.listing import Mode
from referral.domain.packet import Leg, Packet, Status, Totals, WeekItem
from referral.domain.week import Day, Span
from referral.web.packet_week import days_of, trips_of
from referral.wording.packet_totals import sums_of


def item(start: str, end: str, listing: str = "demo:1", day: Day = Day.MO) -> WeekItem:
    return WeekItem("need", listing, f"Place {listing[-1]}", Span.at(day, start, end), Mode.IN_PERSON)


def leg(start: str, end: str, origin: str, destination: str, day: Day = Day.MO) -> Leg:
    return Leg(Span.at(day, start, end), origin, destination, 10, 2.0)


def packet(*week: WeekItem, legs: tuple[Leg, ...] = ()) -> Packet:
    return Packet(Status.PROVEN_OPTIMAL, True, (), (), (), (), week=week, legs=legs)


def leaves(made: Packet) -> list[str | None]:
    return [line.leave for _day, lines in days_of(made, {}, "en") for line in lines]


def test_an_item_says_when_to_leave_for_it() -> None:
    made = packet(item("18:00", "19:00"), legs=(leg("17:40", "18:00", "home", "demo:1"),))
    assert leaves(made) == ["Leave at 5:40 pm"]


def test_two_items_at_one_place_have_one_trip_to_the_first() -> None:
    made = packet(item("16:00", "17:00"), item("17:30", "19:00"), legs=(leg("15:49", "16:00", "home", "demo:1"),))
    assert leaves(made) == ["Leave at 3:49 pm", None]


def test_each_of_two_trips_to_one_place_leads_to_its_item() -> None:
    trips = (leg("07:45", "08:00", "home", "demo:1"), leg("09:45", "10:00", "home", "demo:1"))
    made = packet(item("08:00", "09:00"), item("10:00", "11:00"), legs=trips)
    assert leaves(made) == ["Leave at 7:45 am", "Leave at 9:45 am"]


def test_a_trip_over_midnight_of_sunday_leads_to_monday() -> None:
    made = packet(item("00:05", "01:00"), legs=(leg("23:40", "00:05", "home", "demo:1", Day.SU),))
    assert leaves(made) == ["Leave at 11:40 pm"]


def test_days_stand_in_order_with_what_each_item_links_to() -> None:
    made = packet(item("18:00", "19:00", day=Day.TU), item("08:00", "09:00", "demo:2"))
    (monday, (first,)), (tuesday, (second,)) = days_of(made, {"demo:1": "place-7"}, "en")
    assert (monday, first.name, first.anchor) == ("Monday", "Place 2", None)
    assert (tuesday, second.times, second.anchor) == ("Tuesday", "6:00 pm to 7:00 pm", "place-7")


def test_sums_leave_out_what_is_nothing() -> None:
    totals = Totals(program_hours=9.5, meetings=3, travel_min=231)
    assert sums_of(replace(packet(), totals=totals), "en", "self") == [
        "Program: 9 h 30 min",
        "Meetings: 3",
        "Travel: 3 h 51 min",
    ]
    more = replace(totals, program_hours_reserved=9, baseline_travel_min=60)
    assert sums_of(replace(packet(), totals=more), "en", "self")[1::3] == [
        "Kept free for a program: 9 h",
        "Trips you make in any case: 1 h",
    ]


def test_sums_of_travel_are_left_out_where_the_own_trips_cannot_be_made() -> None:
    notes = (Reason("no_way_between", {"origin": "home", "destination": "work"}),)
    made = replace(packet(), totals=Totals(meetings=3, travel_min=59_210, baseline_travel_min=59_000), notes=notes)
    assert sums_of(made, "en", "self") == ["Meetings: 3"]


def test_trips_name_home_and_places() -> None:
    made = packet(item("18:00", "19:00"), legs=(leg("17:40", "18:00", "home", "demo:1"),))
    assert trips_of(made, "en") == ["Mon 5:40 pm to 6:00 pm: home → Place 1"]
