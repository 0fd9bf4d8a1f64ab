"""Trips without a road network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.need import Travel, TravelMode
from referral.domain.place import Point, Precision, miles_between
from referral.packets.travel import GOING, GreatCircle, Stop, miles_table, reach_miles, trip_min, trip_table
from tests.packets.city import miles_north
from tests.packets.people import points

MODEL = GreatCircle()
HOME = Stop("home", miles_north(0), Precision.ZIP)


def stop(miles: float, key: str = "test:1", precision: Precision = Precision.EXACT) -> Stop:
    return Stop(key, miles_north(miles), precision)


@pytest.mark.parametrize(
    ("mode", "minutes"),
    # 5 miles: car 5 + 5 x 1.33 / 28 h = 19.25; bus 10 + 36.25; bike 2 + 43.33; walk 125; each with a fifth added
    [(TravelMode.CAR, 24), (TravelMode.BUS, 56), (TravelMode.BIKE, 55), (TravelMode.WALK, 151)],
)
def test_five_miles_take_so_long_with_the_usual_margin(mode: TravelMode, minutes: int) -> None:
    assert trip_min(MODEL, Travel(mode=mode), HOME, stop(5.001)) == minutes


def test_margin_is_a_share_of_the_whole_trip() -> None:
    assert trip_min(MODEL, Travel(margin=0.0), HOME, stop(5.001)) == 20
    assert trip_min(MODEL, Travel(margin=1.0), HOME, stop(5.001)) == 39


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        (stop(1), stop(1, "test:2"), True),
        (stop(1), stop(1, "test:2", Precision.ZIP), False),
        (stop(1, precision=Precision.TOWN), stop(1, "test:2"), False),
        (stop(1, precision=Precision.ZIP), stop(1, precision=Precision.ZIP), True),
        (stop(1), stop(2, "test:2"), False),
    ],
)
def test_no_trip_lies_between_one_sure_point(here: Stop, there: Stop, same: bool) -> None:
    assert here.same_place(there) is same
    assert (trip_min(MODEL, Travel(), here, there) == 0) is same


def test_equal_points_that_are_not_sure_still_take_the_overhead() -> None:
    assert trip_min(MODEL, Travel(), HOME, Stop("test:1", HOME.point, Precision.ZIP)) == 6


@given(points(), points(), st.sampled_from(TravelMode), st.sampled_from((0.0, 0.2, 0.5)))
def test_longer_margin_and_the_way_back_are_as_expected(a: Point, b: Point, mode: TravelMode, margin: float) -> None:
    here, there = Stop("a", a, Precision.ZIP), Stop("b", b, Precision.ZIP)
    travel = Travel(mode=mode, margin=margin)
    assert trip_min(MODEL, travel, here, there) == trip_min(MODEL, travel, there, here)
    assert trip_min(MODEL, travel, here, there) <= trip_min(MODEL, Travel(mode=mode, margin=margin + 0.1), here, there)


@given(points(), points(), st.sampled_from(TravelMode), st.integers(1, 240))
def test_no_trip_within_a_leg_goes_beyond_its_reach(a: Point, b: Point, mode: TravelMode, leg: int) -> None:
    travel = Travel(mode=mode, max_leg_min=leg)
    minutes = trip_min(MODEL, travel, Stop("a", a, Precision.ZIP), Stop("b", b, Precision.ZIP))
    if minutes <= leg:
        assert miles_between(a, b) <= reach_miles(travel) + 1e-6


STOPS = st.lists(st.builds(Stop, st.uuids().map(str), points(), st.sampled_from(Precision)), max_size=6)


@given(st.lists(points(), max_size=5), st.lists(points(), max_size=5))
def test_table_of_miles_is_that_of_single_pairs(origins: list[Point], destinations: list[Point]) -> None:
    table = miles_table(origins, destinations)
    assert table.shape == (len(origins), len(destinations))
    for row, a in zip(table.tolist(), origins, strict=True):
        assert row == pytest.approx([miles_between(a, b) for b in destinations], rel=1e-12, abs=1e-9)


def test_miles_over_the_date_line_and_to_the_other_side_are_found() -> None:
    fiji, samoa, spain, poles = Point(-17, 179), Point(-14, -172), Point(40, 8), (Point(90, 0), Point(-90, 0))
    places = [fiji, samoa, spain, *poles]
    for row, a in zip(miles_table(places, places).tolist(), places, strict=True):
        assert row == pytest.approx([miles_between(a, b) for b in places], rel=1e-9, abs=1e-6)


@given(STOPS, st.sampled_from(TravelMode), st.sampled_from((0.0, 0.2, 0.35)))
def test_by_another_place_is_never_quicker_by_great_circle(stops: list[Stop], mode: TravelMode, margin: float) -> None:
    table = trip_table(MODEL, Travel(mode=mode, margin=margin), stops)
    for through in range(len(stops)):
        assert (table <= table[:, through, None] + table[None, through, :]).all()


@given(points(), points(), points(), st.sampled_from(TravelMode))
def test_farther_is_never_quicker(a: Point, b: Point, c: Point, mode: TravelMode) -> None:
    near, far = sorted((b, c), key=lambda point: miles_between(a, point))
    assert MODEL.minutes(a, near, mode) <= MODEL.minutes(a, far, mode)
    assert MODEL.minutes(a, near, mode) >= GOING[mode].overhead_min


def test_reach_of_a_leg_shorter_than_the_overhead_is_nothing() -> None:
    assert reach_miles(Travel(mode=TravelMode.BUS, max_leg_min=10)) == 0
