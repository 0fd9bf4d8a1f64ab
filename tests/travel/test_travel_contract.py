"""What every travel model and every road server promises, the great circle and both protocols over a real server."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referral.domain.errors import TravelUnavailable
from referral.domain.need import Travel, TravelMode
from referral.domain.place import Point, Precision, miles_between
from referral.domain.ports import Roads
from referral.packets.road_trips import RoadTrips
from referral.packets.travel import GreatCircle, Stop, TravelModel, trip_min, trip_table
from referral.packets.venue_trips import VenueTrips
from referral.travel import Osrm, Valhalla
from referral.travel.json_server import JsonServer
from tests.fakes_roads import FakeRoads
from tests.packets.people import points
from tests.travel.map_server import MapServer, road_seconds, serving

MODES = (TravelMode.CAR, TravelMode.BIKE, TravelMode.WALK)
HOME = Point(39.7313, -104.9811)
STOPS = st.lists(
    st.builds(
        Stop, st.sampled_from(("home", "work", "test:1", "test:2", "test:3")), points(), st.sampled_from(Precision)
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def server() -> Iterator[MapServer]:
    with serving() as site:
        yield site


def minutes_on_the_map(a: Point, b: Point) -> float:
    seconds = road_seconds(a, b)
    return math.inf if seconds is None else seconds / 60


@pytest.fixture(params=["fake", "osrm", "valhalla"])
def roads(request: pytest.FixtureRequest, server: MapServer) -> Roads:
    if request.param == "fake":
        return FakeRoads(minutes_on_the_map)
    line = JsonServer(server.url)
    return Osrm(dict.fromkeys(MODES, line)) if request.param == "osrm" else Valhalla(server.url)


@pytest.fixture(params=["great circle", "fake", "osrm", "valhalla"])
def model(request: pytest.FixtureRequest, server: MapServer) -> TravelModel:
    if request.param == "great circle":
        return GreatCircle()
    line = JsonServer(server.url)
    found: dict[str, Roads] = {
        "fake": FakeRoads(minutes_on_the_map),
        "osrm": Osrm(dict.fromkeys(MODES, line)),
        "valhalla": Valhalla(server.url),
    }
    return RoadTrips(found[request.param], [HOME], VenueTrips(), budget_s=1e9)


def over_one_server(test):  # the server of the module serves every example
    return settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)(test)


def test_model_has_a_version(model: TravelModel) -> None:
    assert model.version


@over_one_server
@given(places=st.lists(points(), max_size=6), mode=st.sampled_from(MODES))
def test_table_is_minutes_of_each_to_each(model: TravelModel, places: list[Point], mode: TravelMode) -> None:
    table = model.table(places, mode)
    assert table.shape == (len(places), len(places))
    for row, a in enumerate(places):
        for column, b in enumerate(places):
            wanted = 0.0 if row == column else model.minutes(a, b, mode)
            assert table[row, column] == pytest.approx(wanted, rel=1e-12, abs=1e-9)
            assert table[row, column] >= 0


@over_one_server
@given(origins=st.lists(points(), max_size=4), destinations=st.lists(points(), max_size=4), mode=st.sampled_from(MODES))
def test_minutes_between_are_those_of_single_pairs(
    model: TravelModel, origins: list[Point], destinations: list[Point], mode: TravelMode
) -> None:
    table = model.between(origins, destinations, mode)
    assert table.shape == (len(origins), len(destinations))
    for row, a in zip(table.tolist(), origins, strict=True):
        assert row == pytest.approx([model.minutes(a, b, mode) for b in destinations], rel=1e-12, abs=1e-9)


@over_one_server
@given(stops=STOPS, mode=st.sampled_from(MODES), margin=st.sampled_from((0.0, 0.2, 1.0)))
def test_whole_minutes_of_a_table_are_those_of_single_trips(
    model: TravelModel, stops: list[Stop], mode: TravelMode, margin: float
) -> None:
    travel = Travel(mode=mode, margin=margin)
    table = trip_table(model, travel, stops)
    assert table.dtype == np.int32
    assert table.tolist() == [[trip_min(model, travel, a, b) for b in stops] for a in stops]


@over_one_server
@given(places=st.lists(points(), min_size=1, max_size=6), order=st.randoms(use_true_random=False))
def test_order_of_the_places_does_not_matter(model: TravelModel, places: list[Point], order) -> None:
    mixed = list(range(len(places)))
    order.shuffle(mixed)
    table = model.table(places, TravelMode.CAR)
    assert np.array_equal(model.table([places[at] for at in mixed], TravelMode.CAR), table[np.ix_(mixed, mixed)])


@over_one_server
@given(a=points(), b=points(), mode=st.sampled_from(MODES), minutes=st.floats(0, 300))
def test_nothing_within_some_minutes_lies_beyond_their_miles(
    model: TravelModel, a: Point, b: Point, mode: TravelMode, minutes: float
) -> None:
    quick = mode is TravelMode.CAR or isinstance(model, GreatCircle)  # the made-up map lets walkers run
    if quick and model.minutes(a, b, mode) <= minutes:
        assert miles_between(a, b) <= model.miles_within(minutes, mode) + 1e-6


@over_one_server
@given(origins=st.lists(points(), min_size=1, max_size=5), destinations=st.lists(points(), min_size=1, max_size=5))
def test_server_answers_each_origin_to_each_destination(
    roads: Roads, origins: list[Point], destinations: list[Point]
) -> None:
    found = roads.minutes(origins, destinations, TravelMode.CAR, 10)
    rounded = [[Point(round(p.latitude, 5), round(p.longitude, 5)) for p in side] for side in (origins, destinations)]
    exact = isinstance(roads, FakeRoads)
    some, others = (origins, destinations) if exact else rounded
    assert found == [[minutes_on_the_map(a, b) for b in others] for a in some]


def test_server_says_when_it_cannot(roads: Roads) -> None:
    assert not roads.knows(TravelMode.BUS)
    with pytest.raises(TravelUnavailable):
        roads.minutes([HOME], [HOME], TravelMode.BUS, 1)
    with pytest.raises(TravelUnavailable):
        roads.minutes([HOME], [HOME], TravelMode.CAR, 0)
