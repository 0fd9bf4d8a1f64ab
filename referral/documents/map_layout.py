"""What stands where on a map of an area: its edges, rings of distance, names of towns, numbered pins.

Pure: points and sizes in, positions out. Drawing is `map_svg.py`'s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, cos, degrees, hypot, log, pi, radians, sin

from referral.documents.clipping import XY, clipped
from referral.documents.county_lines import Box, Outline
from referral.domain.place import EARTH_RADIUS_MILES, Pin, Place, Point, miles_between

SIZE = 400.0
"""Width and height in the picture's own units."""
EDGE_SHARE = 1.12
"""How much more than the farthest pin is shown."""
LEAST_MILES, MOST_MILES = 1.0, 400.0
STEP = 1.1
"""Each size of a window to the next larger one: few sizes, so that the land and towns of a window come up again."""
USUAL_MILES = 10.0
"""Shown around a place without pins."""
RING_MILES = (0.5, 1, 2, 5, 10, 25, 50, 100, 250)
PIN_RADIUS = 11.0
LETTER_WIDE, LETTER_HIGH = 6.8, 13.0
"""Room that one letter of a town's name takes."""
_STEPS = 12
"""Ways around its point to which a pin that would cover another moves, on each of a few circles."""


@dataclass(frozen=True, slots=True)
class PlacedPin:
    """A pin and where it is drawn; at: its true point, which a line joins to it when the two differ."""

    pin: Pin
    drawn: XY
    at: XY


@dataclass(frozen=True, slots=True)
class TownName:
    """A town's dot and its name, which begins right of it, or ends left of it."""

    name: str
    at: XY
    is_left: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle of so many miles around the middle; at: the middle of its number."""

    miles: float
    radius: float
    at: XY


@dataclass(frozen=True, slots=True)
class Frame:
    """The window of a map. Straight: a degree of longitude is as wide everywhere as in its middle."""

    centre: Point
    miles: float

    @property
    def scale(self) -> float:
        """Units for one mile."""
        return SIZE / (2 * self.miles)

    def xy(self, longitude: float, latitude: float) -> XY:
        """The position of a point, also outside the window."""
        mile = degrees(1 / EARTH_RADIUS_MILES)
        east = (longitude - self.centre.longitude) * cos(radians(self.centre.latitude)) / mile
        north = (latitude - self.centre.latitude) / mile
        return SIZE / 2 + east * self.scale, SIZE / 2 - north * self.scale

    @property
    def box(self) -> Box:
        """The window in degrees."""
        high = degrees(self.miles / EARTH_RADIUS_MILES)
        wide = high / max(0.05, cos(radians(self.centre.latitude)))
        middle = self.centre
        return Box(middle.longitude - wide, middle.latitude - high, middle.longitude + wide, middle.latitude + high)

    def holds(self, at: XY, margin: float = 0.0) -> bool:
        """True for a position inside the window by a margin."""
        end = SIZE - margin
        return margin <= at[0] <= end and margin <= at[1] <= end


def frame_of(centre: Point, pins: Iterable[Pin], least_miles: float | None = None) -> Frame:
    """The window that shows all pins, at least so many miles around, within reason."""
    farthest = max((miles_between(centre, pin.point) for pin in pins), default=0.0)
    wanted = (max(farthest, least_miles or 0.0) or USUAL_MILES) * EDGE_SHARE
    steps = ceil(log(max(LEAST_MILES, wanted) / LEAST_MILES, STEP))
    return Frame(centre, min(MOST_MILES, LEAST_MILES * STEP**steps))


def land(frame: Frame, outlines: Iterable[Outline]) -> list[list[XY]]:
    """The counties of the window, cut at its edges."""
    rings = (clipped([frame.xy(*point) for point in outline], SIZE, SIZE) for outline in outlines)
    return [ring for ring in rings if len(ring) > 2]


def rings(frame: Frame, pins: Sequence[PlacedPin]) -> list[Ring]:
    """The two largest round distances that fit into the window, their numbers where no pin covers them if possible."""
    fitting = [miles for miles in RING_MILES if miles <= frame.miles][-2:]
    taken = [_around(pin.drawn, PIN_RADIUS) for pin in pins]
    return [Ring(miles, miles * frame.scale, _ring_label(miles * frame.scale, taken)) for miles in fitting]


def _ring_label(radius: float, taken: Sequence["_Room"]) -> XY:
    """Just inside a circle: at its top, else further round, where nothing is covered."""
    inside = radius - LETTER_HIGH / 2 - 2
    spots = [(SIZE / 2 + inside * sin(turn), SIZE / 2 - inside * cos(turn)) for turn in _AROUND]
    free = (spot for spot in spots if not any(_overlap(_label_room(spot), room) for room in taken))
    return next(free, spots[0])


_AROUND = (0, pi, pi / 6, -pi / 6, 5 * pi / 6, -5 * pi / 6, pi / 3, -pi / 3, 2 * pi / 3, -2 * pi / 3)


def _label_room(at: XY) -> "_Room":
    wide = 3 * LETTER_WIDE
    return at[0] - wide, at[1] - LETTER_HIGH / 2, at[0] + wide, at[1] + LETTER_HIGH / 2


def placed_pins(frame: Frame, pins: Iterable[Pin]) -> list[PlacedPin]:
    """Pins inside the window, the first numbers first; none covers another as long as there is room."""
    placed: list[PlacedPin] = []
    for pin in pins:
        at = frame.xy(pin.point.longitude, pin.point.latitude)
        if frame.holds(at):
            placed.append(PlacedPin(pin, _free_spot(at, [one.drawn for one in placed]), at))
    return placed


def _free_spot(at: XY, taken: Sequence[XY]) -> XY:
    """The nearest position at which a pin covers no other, on circles around its point; the point when all is full."""
    for circle in range(6):
        for step in range(_STEPS if circle else 1):
            turn, far = 2 * pi * step / _STEPS, circle * PIN_RADIUS * 1.1
            spot = _inside(at[0] + far * sin(turn), at[1] - far * cos(turn))
            if all(hypot(spot[0] - x, spot[1] - y) >= 2 * PIN_RADIUS for x, y in taken):
                return spot
    return _inside(*at)


def _inside(x: float, y: float) -> XY:
    return tuple(min(SIZE - PIN_RADIUS - 2, max(PIN_RADIUS + 2, value)) for value in (x, y))  # type: ignore[return-value]


def town_names(
    frame: Frame, towns: Iterable[Place], pins: Sequence[PlacedPin], rings: Sequence[Ring]
) -> list[TownName]:
    """Names of towns, the first given first, where they cover neither a pin nor a number nor another name."""
    taken = [_around(pin.drawn, PIN_RADIUS) for pin in pins] + [_around((SIZE / 2, SIZE / 2), PIN_RADIUS)]
    taken += [_label_room(ring.at) for ring in rings]
    names: list[TownName] = []
    for town in towns:
        at, name = frame.xy(town.point.longitude, town.point.latitude), town.town or town.label
        for is_left in (False, True):
            room = _room(name, at, is_left=is_left)
            edges = ((room[0], room[1]), (room[2], room[3]))
            if all(frame.holds(edge, 2) for edge in edges) and not any(_overlap(room, other) for other in taken):
                names.append(TownName(name, at, is_left))
                taken.append(room)
                break
    return names


_Room = tuple[float, float, float, float]


def _room(name: str, at: XY, *, is_left: bool) -> _Room:
    """left, top, right, bottom of a name and its dot."""
    wide = len(name) * LETTER_WIDE + 8
    left, right = (at[0] - wide, at[0] + 4) if is_left else (at[0] - 4, at[0] + wide)
    return left, at[1] - LETTER_HIGH / 2 - 1, right, at[1] + LETTER_HIGH / 2 + 1


def _around(at: XY, far: float) -> _Room:
    return at[0] - far, at[1] - far, at[0] + far, at[1] + far


def _overlap(a: _Room, b: _Room) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
