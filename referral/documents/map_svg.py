"""A map of an area as an SVG picture that needs nothing from elsewhere: county lines, towns, rings, numbered pins.

Attributes give its colours on paper; the site's sheet gives those of the screen, light and dark.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from referral.documents import map_layout
from referral.documents.clipping import XY
from referral.documents.county_lines import CountyLines
from referral.documents.map_layout import PIN_RADIUS, SIZE, Frame, PlacedPin, Ring, TownName
from referral.domain.place import Pin, Place
from referral.domain.ports import Places
from referral.wording.pages import page_words

TOWNS = 14
"""Names that are tried; more make a map harder to read than none."""
_REMEMBERED = 256


class SvgMaps:
    """The `Maps` port. The lines and towns of an area are kept for a while: people look around the same places."""

    def __init__(self, lines: CountyLines, places: Places) -> None:
        self._lines = lines
        self._places = places
        self._land = lru_cache(maxsize=_REMEMBERED)(self._make_land)
        self._towns = lru_cache(maxsize=_REMEMBERED)(self._find_towns)

    def picture(self, centre: Place, pins: Sequence[Pin], lang: str, *, least_miles: float | None = None) -> str:
        """An <svg> element; see the port."""
        frame = map_layout.frame_of(centre.point, pins, least_miles)
        placed = map_layout.placed_pins(frame, pins)
        rings = map_layout.rings(frame, placed)
        names = map_layout.town_names(frame, self._towns(frame), placed, rings)
        title = page_words("map.title", lang, place=centre.label, count=len(placed))
        head = (
            f'<svg class="map" viewBox="0 0 {SIZE:g} {SIZE:g}" role="img" aria-label="{escape(title)}" '
            f'font-family="sans-serif" font-size="12" xmlns="http://www.w3.org/2000/svg">'
        )
        parts = [
            head,
            f'<rect class="water" width="{SIZE:g}" height="{SIZE:g}" fill="#fff"/>',
            self._land(frame),
            *(_ring(ring, lang) for ring in rings),
            *map(_town, names),
            _home(),
            *map(_pin, reversed(placed)),
            "</svg>",
        ]
        return "".join(parts)

    def _find_towns(self, frame: Frame) -> tuple[Place, ...]:
        box = frame.box
        return self._places.towns_within(box.south, box.north, box.west, box.east, TOWNS)

    def _make_land(self, frame: Frame) -> str:
        rings = map_layout.land(frame, self._lines.within(frame.box))
        return f'<path class="land" d="{"".join(map(_path, rings))}" fill="#fff" stroke="#999"/>'


def _path(ring: Sequence[XY]) -> str:
    """A closed path, whole units: a tenth of one is not seen."""
    steps: list[str] = []
    last: tuple[int, int] | None = None
    for x, y in ring:
        here = (round(x), round(y))
        if here != last:
            steps.append(f"{here[0]} {here[1]}")
            last = here
    return f"M{'L'.join(steps)}Z"


def _ring(ring: Ring, lang: str) -> str:
    (x, y), words = ring.at, page_words("map.miles", lang, miles=f"{ring.miles:g}")
    return (
        f'<circle class="ring" cx="{SIZE / 2:g}" cy="{SIZE / 2:g}" r="{ring.radius:.0f}" fill="none" stroke="#666" '
        f'stroke-dasharray="4 4"/><text class="miles" x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle">{words}</text>'
    )


def _town(town: TownName) -> str:
    (x, y), away = town.at, -6 if town.is_left else 6
    anchor = ' text-anchor="end"' if town.is_left else ""
    return (
        f'<circle class="dot" cx="{x:.0f}" cy="{y:.0f}" r="2"/>'
        f'<text class="town" x="{x + away:.0f}" y="{y + 4:.0f}"{anchor}>{escape(town.name)}</text>'
    )


def _home() -> str:
    """A house in the middle: where the search began."""
    return f'<path class="home-mark" d="M{SIZE / 2:g} {SIZE / 2 - 9:g}l9 8h-3v8h-12v-8h-3z" stroke="#fff"/>'


def _pin(placed: PlacedPin) -> str:
    """A number on a disc; with a dashed edge when only the town or ZIP of the place is known."""
    (x, y), (true_x, true_y) = placed.drawn, placed.at
    moved = abs(x - true_x) + abs(y - true_y) > 1
    line = f'<path class="lead" d="M{true_x:.0f} {true_y:.0f}L{x:.0f} {y:.0f}" stroke="#000"/>' if moved else ""
    about = ' stroke-dasharray="3 2"' if placed.pin.precision.is_about else ""
    return (
        f'{line}<circle class="pin{" about" if about else ""}" cx="{x:.0f}" cy="{y:.0f}" r="{PIN_RADIUS:g}" '
        f'fill="#fff" stroke="#000"{about}/><text class="pin-number" x="{x:.0f}" y="{y + 4:.0f}" '
        f'text-anchor="middle" font-weight="700">{placed.pin.number}</text>'
    )
