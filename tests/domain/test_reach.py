"""How a listing is reached from a place."""

from math import pi

import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.listing import Listing
from referral.domain.place import EARTH_RADIUS_MILES, Place, Point, Precision, miles_between
from referral.domain.reach import Reach, Reached, holds, reach
from tests.factories import area, location, meeting, place, program, resource

HERE = Point(39.7312, -104.9826)
BOULDER = Point(40.015, -105.2705)
"""About 25 miles from HERE."""
DENVER = place(HERE, county="Denver", town="Denver", zip5="80203")


def there(**rest) -> Listing:
    return program(location=location(BOULDER, town="Boulder"), **rest)


def nowhere(**rest) -> Listing:
    return program(location=location(None), **rest)


ONLINE_AA = meeting("MO 18:00-19:00", yes="attendance=online", location=location(None, state="NY"))


def kind_of(
    listing: Listing, at: Place | None = DENVER, radius: float | None = 10, *, online: bool = False
) -> str | None:
    reached = reach(listing, at, radius, wants_online=online)
    return None if reached is None else reached.reach.value


@pytest.mark.parametrize(
    ("listing", "radius", "online", "expected"),
    [
        (program(), 10, False, "near"),
        (there(), 10, False, None),
        (there(), 30, False, "near"),
        (there(), None, False, "near"),
        (there(serves=(area("county", "Denver, CO"),)), 10, False, "area"),
        (there(serves=(area("county", "Denver, CO"),)), 30, False, "near"),
        (there(serves=(area("county", "Boulder, CO"),)), 10, False, None),
        (nowhere(serves=(area("state", "CO"),)), 10, False, "area"),
        (nowhere(serves=(area("state", "WY"),)), 10, False, None),
        (nowhere(), 10, False, "unknown"),
        (nowhere(), None, False, "unknown"),
        (program(location=location(None, state="WY")), 10, False, None),
        (program(location=location(None, state="WY")), None, False, "unknown"),
        (program(location=location(None, state=None)), 10, False, "unknown"),
        (ONLINE_AA, 10, False, None),
        (ONLINE_AA, 10, True, "online"),
        (program("attendance=online"), 10, False, None),
        (program("attendance=online"), 10, True, "online"),
        (program("attendance=online", location=location(HERE, state="WY")), 10, True, None),
        (program("attendance=online", location=location(HERE, state=None)), 10, True, None),
        # Hybrid is judged in person first; far away it is online, where that is wanted.
        (program("attendance=hybrid"), 10, True, "near"),
        (there(yes="attendance=hybrid"), 10, False, None),
        (there(yes="attendance=hybrid"), 10, True, "online"),
        (program("attendance=online attendance=in_person"), 10, False, "near"),
        (program("attendance=hybrid", location=location(BOULDER, state="WY")), 10, True, None),
        (
            meeting("MO 18:00-19:00", yes="attendance=hybrid", location=location(BOULDER, state="WY")),
            10,
            True,
            "online",
        ),
    ],
)
def test_reach_from_denver(listing: Listing, radius: float | None, online: bool, expected: str | None) -> None:
    assert kind_of(listing, DENVER, radius, online=online) == expected


def test_reach_without_a_place_is_near_or_online_and_has_no_distance() -> None:
    assert reach(there(), None, None, wants_online=False) == Reached(Reach.NEAR)
    assert reach(ONLINE_AA, None, None, wants_online=False) == Reached(Reach.ONLINE)
    assert reach(nowhere(), None, None, wants_online=False) == Reached(Reach.NEAR)


def test_reach_holds_a_point_exactly_on_the_radius() -> None:
    miles = miles_between(HERE, BOULDER)
    assert kind_of(there(), DENVER, miles) == "near"
    assert kind_of(there(), DENVER, miles - 1e-9) is None


def test_reach_of_online_programs_needs_a_state_of_the_place() -> None:
    assert kind_of(program("attendance=online"), place(HERE, state=None), online=True) is None


@pytest.mark.parametrize(
    ("place_precision", "listing_precision", "worse"),
    [
        (Precision.EXACT, Precision.STREET, Precision.STREET),
        (Precision.ZIP, Precision.EXACT, Precision.ZIP),
        (Precision.ZIP, Precision.TOWN, Precision.TOWN),
        (Precision.EXACT, Precision.EXACT, Precision.EXACT),
    ],
)
def test_reach_has_the_worse_precision_of_both_ends(
    place_precision: Precision, listing_precision: Precision, worse: Precision
) -> None:
    listing = program(location=location(HERE, listing_precision))
    assert reach(listing, place(HERE, precision=place_precision), 5, wants_online=False) == Reached(
        Reach.NEAR, 0.0, worse
    )


def test_reach_by_area_has_no_distance() -> None:
    listing = there(serves=(area("nation", "US"),))
    assert reach(listing, DENVER, 10, wants_online=False) == Reached(Reach.AREA, None, Precision.NONE)


@pytest.mark.parametrize(
    ("kind", "name", "answer"),
    [
        ("nation", "US", True),
        ("state", "CO", True),
        ("state", "co", True),
        ("state", "WY", False),
        ("county", "Denver, CO", True),
        ("county", "Denver, WY", False),
        ("town", "Denver, CO", True),
        ("town", "Boulder, CO", False),
        ("zip", "80203", True),
        ("zip", "80204", False),
    ],
)
def test_area_holds_a_place_by_name(kind: str, name: str, answer: bool) -> None:
    assert holds(area(kind, name), DENVER) is answer


def test_area_does_not_hold_a_place_that_cannot_answer() -> None:
    bare = place(HERE, state="CO")
    assert [holds(area(kind, name), bare) for kind, name in [("county", "Denver, CO"), ("zip", "80203")]] == [False] * 2


def test_reach_ranks_near_then_area_then_online_then_unknown() -> None:
    assert [one.value for one in sorted(Reach, key=lambda reach: reach.rank)] == ["near", "area", "online", "unknown"]


def test_resource_is_reached_like_any_other() -> None:
    assert kind_of(resource(location=location(BOULDER)), DENVER, 30) == "near"


POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(POINTS, POINTS)
def test_miles_are_those_of_geopys_great_circle(a: Point, b: Point) -> None:
    theirs = great_circle((a.latitude, a.longitude), (b.latitude, b.longitude), radius=EARTH_RADIUS_MILES * 1.609344)
    assert miles_between(a, b) == pytest.approx(theirs.miles, abs=1e-4)


@pytest.mark.parametrize(
    ("a", "b", "miles"),
    [
        (Point(0, 180), Point(0, -180), 0),
        (Point(0, 179.5), Point(0, -179.5), pi * EARTH_RADIUS_MILES / 180),
        (Point(90, 0), Point(90, 77), 0),
        (Point(90, 0), Point(-90, 123), pi * EARTH_RADIUS_MILES),
    ],
)
def test_miles_at_the_date_line_and_the_poles(a: Point, b: Point, miles: float) -> None:
    assert miles_between(a, b) == pytest.approx(miles, abs=1e-9)


@pytest.mark.parametrize(("latitude", "longitude"), [(90.1, 0), (-91, 0), (0, 180.5), (float("nan"), 0)])
def test_point_off_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="no point on Earth"):
        Point(latitude, longitude)
