"""What is cut off lies outside, and nothing inside is lost."""

from hypothesis import given
from hypothesis import strategies as st

from referral.documents.clipping import XY, clipped

SQUARE = [(-10.0, -10.0), (20.0, -10.0), (20.0, 20.0), (-10.0, 20.0)]


def area(ring: list[XY]) -> float:
    """The shoelace formula."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def test_a_ring_around_the_window_becomes_the_window() -> None:
    assert set(clipped(SQUARE, 5, 8)) == {(0, 0), (5, 0), (5, 8), (0, 8)}


def test_a_ring_inside_stays_as_it_is() -> None:
    ring = [(1.0, 1.0), (4.0, 1.0), (2.0, 6.0)]
    assert clipped(ring, 5, 8) == ring


def test_a_ring_outside_is_gone() -> None:
    assert clipped([(6.0, 1.0), (9.0, 1.0), (9.0, 4.0)], 5, 8) == []
    assert clipped([], 5, 8) == []


def test_a_ring_half_inside_keeps_its_half() -> None:
    assert area(clipped([(-4.0, 0.0), (4.0, 0.0), (4.0, 8.0), (-4.0, 8.0)], 8, 8)) == 32


boxes = st.tuples(*[st.integers(-20, 20)] * 4).filter(lambda box: box[0] < box[2] and box[1] < box[3])


@given(boxes)
def test_a_box_keeps_what_it_shares_with_the_window(box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    ring: list[XY] = [(left, top), (right, top), (right, bottom), (left, bottom)]
    wide, high = min(right, 9) - max(left, 0), min(bottom, 7) - max(top, 0)
    assert area(clipped(ring, 9, 7)) == max(0, wide) * max(0, high)
