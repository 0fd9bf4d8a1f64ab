"""Every pin is on the map, none hides another, and distances are true."""

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from referral.documents.map_layout import EDGE_SHARE, PIN_RADIUS, SIZE, STEP, frame_of, placed_pins, rings, town_names
from referral.domain.place import Pin, Place, Point, Precision, miles_between

DENVER = Point(39.7392, -104.9847)


def pin(number: int, latitude: float, longitude: float) -> Pin:
    return Pin(number, Point(latitude, longitude), Precision.EXACT)


def town(name: str, latitude: float, longitude: float) -> Place:
    return Place(f"{name}, CO", Point(latitude, longitude), Precision.TOWN, "CO", "America/Denver", town=name)


def test_a_map_without_pins_shows_ten_miles() -> None:
    assert 10 < frame_of(DENVER, []).miles < 12
    assert [ring.miles for ring in rings(frame_of(DENVER, []), [])] == [5, 10]


def test_a_map_shows_at_least_the_miles_asked_for() -> None:
    assert frame_of(DENVER, [pin(1, 39.74, -104.98)], least_miles=25).miles >= 25


def test_the_farthest_pin_is_inside() -> None:
    pins = [pin(1, 39.75, -105.0), pin(2, 40.2, -104.2)]
    frame = frame_of(DENVER, pins)
    assert [placed.pin.number for placed in placed_pins(frame, pins)] == [1, 2]


def test_a_pin_beyond_all_reason_is_left_out() -> None:
    pins = [pin(1, 39.75, -105.0), pin(2, 21.3, -157.8)]
    assert [placed.pin.number for placed in placed_pins(frame_of(DENVER, pins), pins)] == [1]


def test_a_window_is_of_few_sizes_and_at_most_a_tenth_larger_than_it_must() -> None:
    wanted = [10 + tenth / 10 for tenth in range(90)]
    shown = [frame_of(DENVER, [], least_miles=miles).miles for miles in wanted]
    assert len(set(shown)) == 8
    assert all(EDGE_SHARE <= has / miles < EDGE_SHARE * STEP for has, miles in zip(shown, wanted, strict=True))


nearby = st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))


@given(st.lists(nearby, max_size=20))
def test_no_pin_covers_another_and_each_is_near_its_point(offsets: list[tuple[float, float]]) -> None:
    pins = [pin(n, DENVER.latitude + a, DENVER.longitude + b) for n, (a, b) in enumerate(offsets, 1)]
    placed = placed_pins(frame_of(DENVER, pins), pins)
    assert len(placed) == len(pins)
    for at, one in enumerate(placed):
        assert PIN_RADIUS <= one.drawn[0] <= SIZE - PIN_RADIUS
        for other in placed[:at]:
            assert hypot(one.drawn[0] - other.drawn[0], one.drawn[1] - other.drawn[1]) >= 2 * PIN_RADIUS - 1e-9


@given(nearby)
def test_a_mile_is_as_long_everywhere(offset: tuple[float, float]) -> None:
    there = Point(DENVER.latitude + offset[0], DENVER.longitude + offset[1])
    frame = frame_of(DENVER, [])
    x, y = frame.xy(there.longitude, there.latitude)
    drawn = hypot(x - SIZE / 2, y - SIZE / 2) / frame.scale
    assert abs(drawn - miles_between(DENVER, there)) <= 0.02 + 0.01 * drawn


def test_names_give_way_to_pins_and_to_larger_towns() -> None:
    pins = [pin(1, 39.80, -104.98)]
    frame = frame_of(DENVER, pins, least_miles=10)
    placed = placed_pins(frame, pins)
    towns = [town("Large", 39.70, -105.00), town("Covered", 39.70, -105.001), town("Apart", 39.65, -104.9)]
    assert [name.name for name in town_names(frame, towns, placed, [])] == ["Large", "Apart"]
    assert town_names(frame, [town("Under the pin", 39.80, -104.98)], placed, []) == []


def test_a_name_near_the_right_edge_stands_left_of_its_dot() -> None:
    frame = frame_of(DENVER, [])
    (name,) = town_names(frame, [town("Somewhere", 39.74, -104.80)], [], [])
    assert name.is_left
