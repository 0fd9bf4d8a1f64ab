"""Routing servers by both protocols, against a real HTTP server on this machine."""

import math
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import BadInput, TravelUnavailable
from referral.domain.need import TravelMode
from referral.domain.place import Point
from referral.domain.ports import Roads
from referral.travel import Osrm, Valhalla, make_roads
from referral.travel.blocks import sides_of
from referral.travel.json_server import JsonServer
from tests.travel.map_server import MapServer, road_seconds, serving

CAR = TravelMode.CAR
HOME, WORK, PARK = Point(39.70, -104.95), Point(39.75, -105.00), Point(39.80, -104.90)
ISLAND = Point(41.50, -104.95)
SEA = Point(39.70, -99.0)
FAR = Point(36.00, -104.95)
ENGINES = ("osrm", "valhalla", "valhalla in brief")


@pytest.fixture
def server() -> Iterator[MapServer]:
    with serving() as site:
        yield site


def roads_of(engine: str, server: MapServer) -> Roads:
    server.brief = engine.endswith("brief")
    server.most_pairs = 10_000 if engine == "osrm" else 2_500
    roads = make_roads(engine.split(maxsplit=1)[0], server.url)
    assert roads is not None
    return roads


def grid(count: int) -> list[Point]:
    return [Point(39.5 + at % 20 * 0.01, -105.2 + at // 20 * 0.01) for at in range(count)]


def right(origins: list[Point], destinations: list[Point]) -> list[list[float]]:
    found = [[road_seconds(a, b) for b in destinations] for a in origins]
    return [[math.inf if seconds is None else seconds / 60 for seconds in row] for row in found]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", [TravelMode.CAR, TravelMode.BIKE, TravelMode.WALK])
def test_every_pair_has_its_own_time_each_way(engine: str, mode: TravelMode, server: MapServer) -> None:
    roads = Osrm({mode: JsonServer(server.url)}) if engine == "osrm" else roads_of(engine, server)
    found = roads.minutes([HOME, WORK], [HOME, WORK, PARK], mode, 5)
    assert found == right([HOME, WORK], [HOME, WORK, PARK])
    assert found[0][1] == 12.0
    assert found[1][0] == 15.0


@pytest.mark.parametrize("engine", ENGINES)
def test_no_way_is_infinitely_long(engine: str, server: MapServer) -> None:
    origins, destinations = [HOME, ISLAND, WORK], [PARK, ISLAND]
    found = roads_of(engine, server).minutes(origins, destinations, CAR, 5)
    assert found == right(origins, destinations)
    assert [math.inf in row for row in found] == [True, True, True]


@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_a_point_off_the_map_is_not_known_and_spoils_no_other(engine: str, server: MapServer) -> None:
    others = grid(60)
    server.most_metres = 1e9
    found = roads_of(engine, server).minutes([HOME, SEA], [*others, SEA], CAR, 5)
    assert found[0][:60] == right([HOME], others)[0]
    assert math.isnan(found[0][60])
    assert all(math.isnan(minutes) for minutes in found[1])


def test_pairs_that_valhalla_finds_too_far_apart_are_not_known(server: MapServer) -> None:
    server.most_metres = 50_000.0
    found = roads_of("valhalla", server).minutes([HOME, FAR], [WORK, PARK], CAR, 5)
    assert found[0] == right([HOME], [WORK, PARK])[0]
    assert [math.isnan(minutes) for minutes in found[1]] == [True, True]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("size", [(1, 230), (230, 1), (130, 120), (3, 1_300)])
def test_large_tables_are_asked_for_in_blocks_that_servers_take(
    engine: str, size: tuple[int, int], server: MapServer
) -> None:
    origins, destinations = grid(size[0]), grid(size[1])[::-1]
    assert roads_of(engine, server).minutes(origins, destinations, CAR, 20) == right(origins, destinations)
    assert max(len(path) for _method, path, _body in server.seen) < 8_000


def test_a_server_that_refuses_again_and_again_is_not_asked_for_ever(server: MapServer) -> None:
    roads = roads_of("valhalla", server)
    mixed = [Point(point.latitude + 2 * (at % 2), point.longitude) for at, point in enumerate(grid(40))]
    with pytest.raises(TravelUnavailable, match=r"refused a table \(170\)"):
        roads.minutes(mixed, mixed[::-1], CAR, 60)
    assert len(server.seen) < 100


def test_points_off_the_map_are_looked_for_once_in_a_table(server: MapServer) -> None:
    roads = roads_of("valhalla", server)
    server.most_metres = 1e9
    places = [*grid(99), SEA]
    found = roads.minutes(places, places, CAR, 60)
    assert [math.isnan(row[99]) for row in found] == [True] * 100
    assert [row[:99] for row in found[:99]] == right(places[:99], places[:99])
    assert len(server.seen) < 4 + 30


def test_osrm_refusal_of_a_size_is_no_answer(server: MapServer) -> None:
    roads = roads_of("osrm", server)
    server.most_pairs = 5
    with pytest.raises(TravelUnavailable) as refused:
        roads.minutes([HOME, WORK, PARK], [HOME, WORK, PARK], CAR, 5)
    assert refused.value.message == "The travel server refused a table (TooBig)."


WRONG = [
    "status 500",
    "status 503",
    "status 404",
    "status 206",
    "status 400",
    "redirect",
    "cut",
    "huge",
    "drip",
    "slow",
    "body ",
    "body no json",
    "body []",
    "body null",
    "body 7",
    'body {"code": "Ok"}',
    'body {"code": "Ok", "durations": null, "sources_to_targets": null}',
    'body {"code": "Ok", "durations": [[1, 2]], "sources_to_targets": [[{"time": 1}, {"time": 2}]]}',
    'body {"code": "Ok", "durations": [[1], [2]], "sources_to_targets": [[{"time": 1}], [{"time": 1}]]}',
    'body {"code": "Ok", "durations": [[1, -2], [3, 4]], "sources_to_targets": {"durations": [[1, -2], [3, 4]]}}',
    'body {"code": "Ok", "durations": [[1, NaN], [3, 4]], "sources_to_targets": {"durations": [[1, NaN], [3, 4]]}}',
    'body {"code": "Ok", "durations": [[1, 1e99], [3, 4]], "sources_to_targets": {"durations": [[1, 1e99], [3, 4]]}}',
    'body {"code": "Ok", "durations": [[1, "2"], [3, 4]], "sources_to_targets": {"durations": [[1, "2"], [3, 4]]}}',
    'body {"code": "Ok", "durations": [[1, true], [3, 4]], "sources_to_targets": {"durations": [[1, true], [3, 4]]}}',
    'body {"code": "Ok", "durations": [7, 8], "sources_to_targets": [7, 8]}',
    'body {"code": "Ok", "durations": {}, "sources_to_targets": [[1, 2], [3, 4]]}',
    'body {"code": "NoTable", "durations": [[1, 2], [3, 4]], "error_code": 171}',
    "body " + "[" * 100_000,
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[:60])
@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_what_is_no_table_is_no_answer_and_says_nothing_of_the_points(
    engine: str, wrong: str, server: MapServer
) -> None:
    roads = roads_of(engine, server)
    server.wrong = wrong
    with pytest.raises(TravelUnavailable) as refused:
        roads.minutes([HOME, WORK], [PARK, WORK], CAR, 0.5)
    assert not any(sign in str(refused.value) for sign in ("39.7", "104.9", "127.0.0.1"))
    assert not any("elsewhere" in path for _method, path, _body in server.seen)
    assert wrong != "drip" or server.hung_up.wait(10)


def test_time_is_counted_over_all_blocks(server: MapServer) -> None:
    roads = roads_of("osrm", server)
    server.wrong = "slow"
    with pytest.raises(TravelUnavailable):
        roads.minutes(grid(400), grid(400), CAR, 2.0)
    assert len(server.seen) < 3


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    for roads in (make_roads("osrm", url), make_roads("valhalla", url)):
        assert roads is not None
        with pytest.raises(TravelUnavailable, match="ConnectionRefusedError"):
            roads.minutes([HOME], [WORK], CAR, 1)


def test_a_server_that_kept_us_waiting_is_left_alone_for_a_while(
    server: MapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    line = JsonServer(server.url, clock=lambda: now[0])
    server.wrong = "slow"
    path = f"/table/v1/car/{HOME.longitude},{HOME.latitude}?annotations=duration&sources=0&destinations=0"

    def slow_exchange(path: str, body: object, within_s: float) -> tuple[int, bytes]:
        now[0] += 2.0
        return exchange(path, body, within_s)

    exchange = line._exchange
    monkeypatch.setattr(line, "_exchange", slow_exchange)
    with pytest.raises(TravelUnavailable, match="did not answer: "):
        line.ask(path, within_s=0.2)
    server.wrong = ""
    asked = len(server.seen)
    with pytest.raises(TravelUnavailable, match="a moment ago"):
        line.ask(path, within_s=0.2)
    assert len(server.seen) == asked
    now[0] += 30.0
    assert line.ask(path, within_s=2.0)[0] == 200


def test_bus_is_asked_of_nobody(server: MapServer) -> None:
    for engine in ("osrm", "valhalla"):
        roads = roads_of(engine, server)
        assert not roads.knows(TravelMode.BUS)
        with pytest.raises(TravelUnavailable):
            roads.minutes([HOME], [WORK], TravelMode.BUS, 1)
    assert server.seen == []


def test_osrm_has_a_server_for_each_mode_and_never_another_ones_times(server: MapServer) -> None:
    plain = make_roads("osrm", server.url)
    several = make_roads(None, f"car=http://127.0.0.1:9 walk={server.url}/foot/")
    assert plain is not None
    assert several is not None
    assert [mode for mode in TravelMode if plain.knows(mode)] == [TravelMode.CAR]
    assert [mode for mode in TravelMode if several.knows(mode)] == [TravelMode.CAR, TravelMode.WALK]
    with pytest.raises(TravelUnavailable):
        several.minutes([HOME], [WORK], TravelMode.WALK, 1)
    assert [path.split(";")[0] for _method, path, _body in server.seen] == ["/foot/table/v1/foot/-104.95000,39.70000"]


def test_valhalla_takes_points_in_the_body_and_osrm_to_one_metre(server: MapServer) -> None:
    exact = Point(39.123456789, -104.987654321)
    for engine in ("osrm", "valhalla"):
        roads_of(engine, server).minutes([exact], [exact], CAR, 5)
    (_get, osrm, _none), (_post, valhalla, body) = server.seen
    assert "-104.98765,39.12346" in osrm
    assert "123456" not in osrm + body
    assert valhalla == "/sources_to_targets"
    assert '"lat": 39.12346' in body


@pytest.mark.parametrize(
    ("engine", "url"),
    [
        ("osrm", "127.0.0.1:5000"),
        ("osrm", "ftp://127.0.0.1"),
        ("osrm", "file:///etc/passwd"),
        ("osrm", "http://"),
        ("osrm", "http://me:secret@127.0.0.1"),
        ("osrm", "http://127.0.0.1:99999"),
        ("osrm", "http://127.0.0.1/?key=1"),
        ("osrm", "horse=http://127.0.0.1"),
        ("osrm", "bus=http://127.0.0.1"),
        ("osrm", "car=http://127.0.0.1 car=http://127.0.0.1:1"),
        ("osrm", "   "),
        ("valhalla", "car=http://127.0.0.1"),
        ("valhalla", "http://127.0.0.1:x"),
        ("valhalla", "http://exämple.org"),
        ("graphhopper", "http://127.0.0.1"),
    ],
)
def test_a_setting_that_names_no_server_is_said(engine: str, url: str) -> None:
    with pytest.raises(BadInput) as said:
        make_roads(engine, url)
    assert said.value.field == ("HANDOFF_TRAVEL_ENGINE" if engine == "graphhopper" else "HANDOFF_TRAVEL_URL")
    assert "secret" not in str(said.value)


def test_without_an_address_there_is_no_server() -> None:
    assert make_roads("osrm", None) is None
    assert isinstance(make_roads("valhalla", "https://roads.example.org/valhalla"), Valhalla)


@given(st.integers(1, 5_000), st.integers(1, 5_000), st.integers(1, 20_000), st.integers(2, 1_000))
def test_blocks_keep_within_what_a_server_takes(rows: int, columns: int, most_pairs: int, most_points: int) -> None:
    high, wide = sides_of(rows, columns, most_pairs, most_points)
    assert 1 <= high <= rows
    assert 1 <= wide <= columns
    assert high * wide <= most_pairs
    assert high + wide <= most_points
    grown = [(high + 1, wide), (high, wide + 1)]
    fits = [a <= rows and b <= columns and a * b <= most_pairs and a + b <= most_points for a, b in grown]
    assert high == rows or not fits[0]
