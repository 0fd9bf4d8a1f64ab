"""Circles as slices of geographic order: every document inside, none outside, at any place on Earth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.domain.place import Point, miles_between
from search_index.build.build_columns import build_columns
from search_index.disk.columns import Columns
from search_index.space.geo import CHORD_ERROR, Circle, Geography, miles_of_chords
from tests.factories import location, program
from tests.strategies_search import POINTS


def columns_of(points: list[Point]) -> Columns:
    return build_columns(program(id=f"test:{at}", location=location(point)) for at, point in enumerate(points))


def found_in(columns: Columns, circle: Circle) -> set[int]:
    """Numbers of the points found."""
    geography = Geography(columns)
    docs = [doc for first, last in geography.slices(circle).tolist() for doc in range(first, last)]
    assert docs == sorted(set(docs))
    numbers = np.array(docs, np.int32)
    inside = geography.within(numbers, geography.chords(numbers, circle.centre), circle)
    return set(columns["doc.input"][numbers[inside]].tolist())


NEARBY = st.builds(
    lambda lat, lon, dlat, dlon: [Point(lat, lon), Point(min(lat + dlat, 90.0), min(lon + dlon, 180.0))],
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(0, 0.5),
    st.floats(0, 0.5),
)
RADII = st.one_of(st.sampled_from([0.0, 0.01, 5.0, 25.0, 6000.0, 12400.0, 20000.0]), st.floats(0, 13000))


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(POINTS, min_size=1, max_size=12), NEARBY), POINTS, RADII)
def test_circle_holds_what_miles_between_says(points: list[Point], centre: Point, radius: float) -> None:
    columns = columns_of(points)
    for around in (centre, points[0]):
        expected = {at for at, point in enumerate(points) if miles_between(around, point) <= radius}
        assert found_in(columns, Circle(around, radius)) == expected


@settings(max_examples=300, deadline=None)
@given(POINTS, POINTS)
def test_circle_through_a_point_holds_it(centre: Point, point: Point) -> None:
    """The hardest radius: exactly the distance."""
    assert found_in(columns_of([point]), Circle(centre, miles_between(centre, point))) == {0}


def test_circle_over_the_date_line_is_found_from_both_sides() -> None:
    columns = columns_of([Point(51.9, 179.9), Point(51.9, -179.9), Point(51.9, 0)])
    for longitude in (180, -180, 179.95, -179.95):
        assert found_in(columns, Circle(Point(51.9, longitude), 25)) == {0, 1}


def test_small_circle_looks_at_few_documents() -> None:
    points = [Point(lat / 10, lon / 10) for lat in range(380, 420, 2) for lon in range(-1080, -1000, 2)]
    slices = Geography(columns_of(points)).slices(Circle(Point(40, -104), 25))
    looked_at = int((slices[:, 1] - slices[:, 0]).sum())
    inside = sum(miles_between(Point(40, -104), point) <= 25 for point in points)
    assert inside <= looked_at <= 2 * inside


def test_documents_stand_by_band_then_longitude_then_id() -> None:
    points = [Point(40.01, -104), Point(40.02, -105), Point(39.99, -100), Point(40.01, -104)]
    columns = columns_of([*points])
    assert columns["doc.input"].tolist() == [2, 1, 0, 3]


@settings(max_examples=300, deadline=None)
@given(POINTS, POINTS)
def test_chords_are_as_near_as_they_say(centre: Point, point: Point) -> None:
    geography = Geography(columns_of([point]))
    chord = geography.chords(np.zeros(1, np.int32), centre)
    exact = 2 * np.sin(miles_between(centre, point) / 3958.7613 / 2)
    assert abs(float(chord[0]) - exact) <= CHORD_ERROR


def test_miles_of_chords_are_great_circles() -> None:
    assert miles_of_chords(np.array([0.0, 2.0])).tolist() == pytest.approx([0, np.pi * 3958.7613])
