"""Packets by road: planned with a server's times where it answers, by great circles with a note where it does not."""

import logging
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from referral.domain.listing import Listing
from referral.domain.need import TravelMode
from referral.domain.packet import Packet
from referral.domain.place import Point, miles_between
from referral.domain.ports import Roads
from referral.services.packets import Packets
from referral.travel import make_roads
from tests.factories import hours
from tests.fakes import FakePlaces
from tests.fakes_roads import FakeRoads
from tests.fakes_store import FakeStore
from tests.linear.linear import LinearIndex
from tests.packets.city import CALM, EVENING_TRACK, IOP_NEED, MEETINGS_NEED, NOW, WORKER, aa, housing, iop, jobs
from tests.travel.map_server import MapServer, serving

JOBS_NEED = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
CITY = (
    iop(tracks=(EVENING_TRACK,)),
    aa("test:a", "TU 19:00-20:00", "SA 10:00-11:00"),
    aa("test:b", "SU 19:00-20:00", miles=2),
    aa("test:c", "SA 11:30-12:30", miles=4),
    jobs(hours=hours("SA 09:00-15:00")),
    housing(),
)
PROFILE: dict[str, Any] = {**WORKER, "needs": [IOP_NEED, MEETINGS_NEED, JOBS_NEED]}


class Noon:
    def now(self):
        return NOW


@pytest.fixture
def server() -> Iterator[MapServer]:
    with serving() as site:
        yield site


def packets(roads: Roads | None, *listings: Listing) -> Packets:
    store = FakeStore(listings or CITY)
    return Packets(LinearIndex(store.port), store.port, FakePlaces(), Noon(), roads)


def notes(packet: Packet) -> list[tuple[str, str]]:
    return [(note.code, str(note.params["model"])) for note in packet.notes if note.code.startswith("travel_")]


def same(packet: Packet, other: Packet) -> bool:
    """The same packet but for its notes and the time it took."""
    return replace(packet, notes=(), seconds=0) == replace(other, notes=(), seconds=0)


@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_legs_take_as_long_as_the_server_says(engine: str, server: MapServer) -> None:
    packet = packets(make_roads(engine, server.url)).plan(PROFILE)
    assert notes(packet) == [("travel_by_road", f"{engine}-1")]
    assert [result.state.value for result in packet.needs] == ["placed", "placed", "placed"]
    # a degree north is 120 minutes of the made-up roads; a fixed 5 for the car; a fifth on top
    to_b = next(leg for leg in packet.legs if (leg.origin, leg.destination) == ("home", "test:b"))
    home = FakePlaces().resolve("80203").point
    there = next(one.location.point for one in CITY if one.id == "test:b")
    assert there is not None
    east = there.longitude - home.longitude
    degrees = abs(there.latitude - home.latitude) + abs(east) * (1.5 if east > 0 else 1)
    assert to_b.minutes == math.ceil((5 + round(degrees * 7200, 1) / 60) * 1.2)


def test_quick_roads_bring_places_within_reach_that_the_estimate_leaves_out() -> None:
    afar = aa("test:afar", "SA 14:00-15:00", miles=40)
    asked = {**PROFILE, "needs": [{**MEETINGS_NEED, "per_week": {"min": 1, "target": 1}}]}
    by_road = packets(FakeRoads(lambda a, b: miles_between(a, b) * 0.75), afar).plan(asked)
    by_circle = packets(None, afar).plan(asked)
    assert [(item.listing_id, by_road.needs[0].state.value) for item in by_road.week] == [("test:afar", "placed")]
    assert by_circle.needs[0].state.value == "unmet"


def test_slow_roads_keep_out_what_the_estimate_takes_in() -> None:
    packet = packets(FakeRoads(lambda a, b: 0.0 if a == b else 60.0)).plan(PROFILE)
    assert notes(packet) == [("travel_by_road", "fake-1")]
    assert packet.week == ()
    assert packet.totals.baseline_travel_min == 10 * 78
    assert {result.state.value for result in packet.needs} == {"unmet"}


@pytest.mark.parametrize("wrong", ["status 500", "body nonsense", "redirect", "body {}"])
@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_a_server_that_gives_no_times_leaves_a_packet_by_great_circle(
    engine: str, wrong: str, server: MapServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.wrong = wrong
    with caplog.at_level(logging.DEBUG):
        packet = packets(make_roads(engine, server.url)).plan(PROFILE)
    assert notes(packet) == [("travel_estimated", "great-circle-1")]
    assert same(packet, packets(None).plan(PROFILE))
    assert caplog.text == ""


def test_a_server_that_goes_away_in_between_leaves_a_packet_by_great_circle() -> None:
    steady = FakeRoads()
    packets(steady).plan(PROFILE)
    for answered in range(len(steady.asked)):
        packet = packets(FakeRoads(fails_after=answered)).plan(PROFILE)
        assert notes(packet) == [("travel_estimated", "great-circle-1")]
        assert same(packet, packets(None).plan(PROFILE))


def test_without_a_server_nothing_is_said_of_one() -> None:
    assert notes(packets(None).plan(PROFILE)) == []


def test_for_the_bus_nobody_is_asked_and_the_packet_says_so(server: MapServer) -> None:
    asked = {**PROFILE, "travel": {"mode": TravelMode.BUS, "max_leg_min": 90}}
    packet = packets(make_roads("valhalla", server.url)).plan(asked)
    assert notes(packet) == [("travel_estimated", "great-circle-1")]
    assert server.seen == []


def test_a_place_off_the_map_is_estimated_and_the_packet_says_so() -> None:
    lost = CITY[0].location.point
    packet = packets(FakeRoads(lambda a, b: math.nan if lost in (a, b) else 6.0)).plan(PROFILE)
    assert notes(packet) == [("travel_partly_estimated", "fake-1")]
    assert [result.state.value for result in packet.needs] == ["placed", "placed", "placed"]


def test_a_place_that_no_road_reaches_is_not_planned() -> None:
    island = CITY[0].location.point

    def ferry(a: Point, b: Point) -> float:
        return math.inf if (a == island) != (b == island) else 6.0

    packet = packets(FakeRoads(ferry)).plan(PROFILE)
    assert {item.need for item in packet.week} == {"meetings", "work"}
    assert packet.needs[0].state.value == "unmet"


def test_safety_that_stops_the_plan_asks_nobody(server: MapServer) -> None:
    asked = {**PROFILE, "safety": {**CALM, "suicidal": "yes"}}
    packet = packets(make_roads("osrm", server.url)).plan(asked)
    assert packet.stopped
    assert notes(packet) == []
    assert server.seen == []


def test_second_person_asks_only_for_their_own_trips() -> None:
    roads = FakeRoads()
    planner = packets(roads)
    planner.plan(PROFILE)
    first = len(roads.asked)
    neighbour = {**PROFILE, "home": {"place": "39.7500,-104.9500"}}
    planner.plan(neighbour)
    own = {Point(39.75, -104.95), Point(39.77, -104.97)}
    for origins, destinations in roads.asked[first:]:
        assert own.issuperset(origins) or own.issuperset(destinations)
