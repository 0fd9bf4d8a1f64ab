"""Trips without a road network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.need import Travel, TravelMode
from referral.domain.place import Point, Precision, miles_between
from referral.packets.travel import GreatCircle, Stop, reach_miles, trip_min
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


def test_reach_of_a_leg_shorter_than_the_overhead_is_nothing() -> None:
    assert reach_miles(Travel(mode=TravelMode.BUS, max_leg_min=10)) == 0
