"""Trips of one packet from a server that answers tables: what is asked, what is remembered, what stands in."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import TravelUnavailable
from referral.domain.need import Travel, TravelMode
from referral.domain.place import Point, Precision, miles_between
from referral.packets.free_time import Week
from referral.packets.road_trips import LONGEST_LEG_MIN, RoadTrips
from referral.packets.travel import NO_WAY_MIN, GreatCircle, Stop, reach_miles, trip_min, trip_table
from referral.packets.venue_trips import VenueTrips
from referral.services.profiles import MAX_LEG_MIN
from tests.fakes_roads import FakeRoads
from tests.packets.city import IOP_NEED, miles_north, profile_of
from tests.packets.people import points

CAR = TravelMode.CAR
HOME, WORK = miles_north(0), miles_north(4)
DOOR_MIN = 5
"""Of the car."""


def venues(count: int) -> list[Point]:
    return [miles_north(1.1 + at / 7) for at in range(count)]


def trips_over(roads: FakeRoads, remembered: VenueTrips | None = None) -> RoadTrips:
    return RoadTrips(roads, [HOME, WORK], remembered or VenueTrips())


def test_a_trip_is_the_road_and_the_door() -> None:
    trips = trips_over(FakeRoads(lambda a, b: 7.25))
    assert trips.minutes(HOME, miles_north(3), CAR) == DOOR_MIN + 7.25
    assert trips.minutes(HOME, miles_north(3), TravelMode.WALK) == 7.25
    assert trips.minutes(HOME, HOME, CAR) == DOOR_MIN


def test_asking_ahead_is_two_tables_and_then_nothing_more() -> None:
    roads = FakeRoads()
    trips = trips_over(roads)
    places = venues(50)
    trips.ask_ahead(places, CAR)
    assert [(len(a), len(b)) for a, b in roads.asked] == [(2, 52), (50, 2)]
    for own in (HOME, WORK):
        for place in (HOME, WORK, *places):
            assert trips.minutes(own, place, CAR) == DOOR_MIN + miles_between(own, place)
            assert trips.minutes(place, own, CAR) == DOOR_MIN + miles_between(place, own)
    assert len(roads.asked) == 2


def test_each_way_has_its_own_time() -> None:
    def uphill(a: Point, b: Point) -> float:
        return 30.0 if b.latitude > a.latitude else 10.0

    trips = trips_over(FakeRoads(uphill))
    up, down = miles_north(2), miles_north(1)
    table = trips.table([HOME, down, up], CAR)
    assert table.tolist() == [[0, 35, 35], [15, 0, 35], [15, 15, 0]]
    assert [trips.minutes(a, b, CAR) for a, b in ((down, up), (up, down))] == [35, 15]


def test_a_table_is_asked_for_once_and_its_pairs_are_known_singly() -> None:
    roads = FakeRoads()
    trips = trips_over(roads)
    places = [HOME, *venues(9)]
    first = trips.table(places, CAR)
    assert len(roads.asked) == 1
    assert np.array_equal(trips.table(places[::-1], CAR), first[::-1, ::-1])
    assert all(trips.minutes(places[i], places[j], CAR) == first[i, j] for i, j in permutations(range(10), 2))
    assert len(roads.asked) == 1


def test_a_place_more_is_a_row_and_a_column_more() -> None:
    roads = FakeRoads()
    trips = trips_over(roads)
    trips.table(venues(20), CAR)
    asked = roads.pairs
    trips.table(venues(21), CAR)
    assert roads.pairs - asked == 21 + 20


def test_equal_places_of_several_listings_are_asked_for_once() -> None:
    roads = FakeRoads()
    trips = trips_over(roads)
    place, other = venues(2)
    table = trips.table([place, other, place], CAR)
    assert roads.pairs == 4
    assert table[0, 2] == DOOR_MIN
    assert table[0, 1] == table[2, 1]


def test_trips_of_home_and_work_are_never_remembered_for_another_packet() -> None:
    remembered, places = VenueTrips(), venues(12)
    trips_over(FakeRoads(), remembered).table([HOME, WORK, *places], CAR)
    again = FakeRoads()
    trips_over(again, remembered).table([HOME, WORK, *places], CAR)
    told = {(a, b) for some, others in again.asked for a in some for b in others if a != b}
    own_ones = {(a, b) for a in (HOME, WORK) for b in (HOME, WORK, *places) if a != b}
    assert told == own_ones | {(b, a) for a, b in own_ones}
    assert set(remembered._sheets[CAR].rows) == set(places)


def test_what_is_remembered_is_the_same_and_of_one_mode() -> None:
    remembered, places = VenueTrips(), venues(8)
    first = trips_over(FakeRoads(), remembered).table(places, CAR)
    gone = FakeRoads(fails_after=0)
    assert np.array_equal(trips_over(gone, remembered).table(places, CAR), first)
    with pytest.raises(TravelUnavailable):
        trips_over(gone, remembered).table(places, TravelMode.BIKE)


def test_a_single_trip_is_asked_for_once() -> None:
    roads = FakeRoads()
    trips = trips_over(roads)
    assert [trips.minutes(HOME, miles_north(3), CAR) for _ in range(3)] == [5 + miles_between(HOME, miles_north(3))] * 3
    assert roads.pairs == 1


def test_what_is_remembered_leaves_what_is_known_alone() -> None:
    remembered, (a, b, c) = VenueTrips(), venues(3)
    remembered.remember([a], [b], CAR, np.array([[4.0]]))
    remembered.remember([c], [b], CAR, np.array([[6.0]]))
    known = np.full((3, 2), 1.0)
    remembered.fill(known, [a, b, c], [b, a], CAR)
    assert known.tolist() == [[4, 1], [1, 1], [6, 1]]


def test_memory_is_bounded_and_begins_anew() -> None:
    remembered = VenueTrips(most=10)
    for first in (0, 6, 12):
        trips_over(FakeRoads(), remembered).table(venues(18)[first : first + 6], CAR)
    (sheet,) = remembered._sheets.values()
    assert list(sheet.rows) == venues(18)[12:]
    assert sheet.minutes.shape == (10, 10)
    trips_over(FakeRoads(), remembered).table(venues(11), CAR)
    (sheet,) = remembered._sheets.values()
    assert list(sheet.rows) == venues(18)[12:]


def test_a_packet_waits_no_longer_than_its_budget() -> None:
    now = [0.0]

    def slow(a: Point, b: Point) -> float:
        now[0] += 1.0
        return 1.0

    roads = FakeRoads(slow)
    trips = RoadTrips(roads, [HOME], VenueTrips(), budget_s=2.5, clock=lambda: now[0])
    for place in venues(3):
        trips.minutes(HOME, place, CAR)
    with pytest.raises(TravelUnavailable):
        trips.minutes(HOME, miles_north(20), CAR)
    assert len(roads.asked) == 3


def test_a_packet_that_runs_out_of_time_has_done_a_part_of_the_next_ones_work() -> None:
    remembered, places = VenueTrips(), venues(250)
    with pytest.raises(TravelUnavailable):
        trips_over(FakeRoads(fails_after=1), remembered).table(places, CAR)
    roads = FakeRoads()
    assert trips_over(roads, remembered).table(places, CAR).shape == (250, 250)
    assert roads.pairs == 150 * 250


def test_where_no_road_goes_there_is_no_trip() -> None:
    trips = trips_over(FakeRoads(lambda a, b: math.inf))
    place = Stop("test:1", miles_north(2), Precision.EXACT)
    home = Stop("home", HOME, Precision.ZIP)
    assert trip_min(trips, Travel(), home, place) == NO_WAY_MIN
    assert trip_table(trips, Travel(), [home, place]).tolist() == [[0, NO_WAY_MIN], [NO_WAY_MIN, 0]]
    assert not trips.estimated


def test_way_between_own_places_exists_whatever_the_map_says() -> None:
    trips = trips_over(FakeRoads(lambda a, b: math.inf))
    assert trips.minutes(HOME, WORK, CAR) == GreatCircle().minutes(HOME, WORK, CAR)
    assert trips.estimated


def test_place_off_the_map_is_estimated_and_said() -> None:
    lost, known = miles_north(3), miles_north(2)
    trips = trips_over(FakeRoads(lambda a, b: math.nan if lost in (a, b) else 8.0))
    assert trips.table([HOME, known], CAR)[0, 1] == DOOR_MIN + 8
    assert not trips.estimated
    assert trips.table([HOME, known, lost], CAR)[1, 2] == GreatCircle().table([known, lost], CAR)[0, 1]
    assert trips.estimated


def test_what_no_leg_reaches_is_not_asked_for() -> None:
    roads = FakeRoads()
    trips = trips_over(roads)
    near, far = miles_north(10), miles_north(60)
    trips.ask_ahead([near, far], TravelMode.WALK)
    assert far not in {point for some, others in roads.asked for point in (*some, *others)}
    assert trips.minutes(HOME, far, TravelMode.WALK) > LONGEST_LEG_MIN
    assert trips.minutes(far, near, TravelMode.WALK) > LONGEST_LEG_MIN
    assert trips.minutes(HOME, near, TravelMode.WALK) == miles_between(HOME, near)
    assert far not in {point for some, others in roads.asked for point in (*some, *others)}


def test_longest_leg_is_the_one_that_a_profile_may_ask_for() -> None:
    assert LONGEST_LEG_MIN == MAX_LEG_MIN


def test_commute_is_asked_for_however_long_it_is() -> None:
    far = miles_north(100)
    roads = FakeRoads(lambda a, b: 111.0)
    assert RoadTrips(roads, [HOME, far], VenueTrips()).minutes(HOME, far, TravelMode.WALK) == 111


@given(points(), points(), st.sampled_from(TravelMode), st.integers(1, 300), st.floats(0.5, 80))
def test_no_road_within_the_limits_goes_beyond_its_reach(
    a: Point, b: Point, mode: TravelMode, leg: int, miles_per_hour: float
) -> None:
    top = {TravelMode.BIKE: 25.0, TravelMode.WALK: 6.0}.get(mode, 85.0)
    speed = min(top, miles_per_hour)
    trips = RoadTrips(FakeRoads(lambda a, b: miles_between(a, b) / speed * 60, bus=True), [], VenueTrips())
    travel = Travel(mode=mode, max_leg_min=leg)
    if trip_min(trips, travel, Stop("a", a, Precision.ZIP), Stop("b", b, Precision.ZIP)) <= leg:
        assert miles_between(a, b) <= reach_miles(travel, trips) + 1e-6


def test_quick_roads_reach_farther_than_the_estimate() -> None:
    trips = trips_over(FakeRoads())
    travel = Travel(max_leg_min=45)
    place = Stop("test:1", miles_north(30), Precision.EXACT)
    assert reach_miles(travel) < 30 < reach_miles(travel, trips)
    assert trip_min(trips, travel, Stop("home", HOME, Precision.ZIP), place) <= 45


def test_way_by_home_is_taken_where_no_road_goes_straight() -> None:
    """By home may be quicker than straight, also much quicker: nothing may be pruned by the triangle inequality."""
    here, there = miles_north(2), miles_north(-2)

    def by_home_only(a: Point, b: Point) -> float:
        return 10.0 if HOME in (a, b) else math.inf

    profile = profile_of(IOP_NEED, home={"place": f"{HOME.latitude},{HOME.longitude}"}, travel={"margin": 0})
    home = profile.home.point
    trips = RoadTrips(
        FakeRoads(lambda a, b: by_home_only(*(HOME if p == home else p for p in (a, b)))), [home], VenueTrips()
    )
    week = Week(profile, trips)
    origin, destination = Stop("test:1", here, Precision.EXACT), Stop("test:2", there, Precision.EXACT)
    way = week.way(origin, destination, 40)
    assert way is not None
    assert [(trip.origin.key, trip.destination.key, trip.minutes) for trip in way.trips] == [
        ("test:1", "home", 15),
        ("home", "test:2", 15),
    ]
    assert week.way(origin, destination, 29) is None
    assert week.lead_min(origin, destination) == 30
