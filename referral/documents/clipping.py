"""What of a shape lies inside a rectangle."""

from collections.abc import Sequence

XY = tuple[float, float]


def clipped(ring: Sequence[XY], width: float, height: float) -> list[XY]:
    """The part of a closed ring inside 0..width, 0..height, as one ring; empty when nothing is inside.

    A ring that leaves and comes back runs along the edge in between. Sutherland and Hodgman, CACM 17 (1), 1974.
    """
    kept = list(ring)
    for axis, limit, keeps_less in ((0, 0.0, False), (0, width, True), (1, 0.0, False), (1, height, True)):
        kept = _half(kept, axis, limit, keeps_less=keeps_less)
    return kept


def _half(ring: list[XY], axis: int, limit: float, *, keeps_less: bool) -> list[XY]:
    """The part of a ring on one side of a line across an axis."""
    kept: list[XY] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was_in, is_in = ((one[axis] <= limit) if keeps_less else (one[axis] >= limit) for one in (before, point))
        if was_in != is_in:
            kept.append(_crossing(before, point, axis, limit))
        if is_in:
            kept.append(point)
    return kept


def _crossing(a: XY, b: XY, axis: int, limit: float) -> XY:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)
