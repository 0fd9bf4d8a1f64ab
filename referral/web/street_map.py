"""The way to a street map, below the map that is made here, where a tile server is configured.

The page holds the points of its pins as data and asks nobody for anything: the pictures of streets are asked for when
the visitor taps, and the page says before who then learns what.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from referral.domain.place import Pin, Place, Point
from referral.web.common import tile_server
from referral.web.security import allow_pictures_from
from referral.web.slots import written
from referral.web.tiles import Tiles
from referral.wording.pages import page_words, words_about

_DIGITS = 5
"""Of a degree: a metre, which is finer than any address."""
SCRIPT_WORDS = ("back", "failed", "farther", "loading", "missing", "nearer", "show")
"""What the script says."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the map's list. href: what its name leads to."""

    pin: Pin
    name: str
    href: str


def street_map(middle: Place, name: str, spots: Iterable[Spot], lang: str, *, is_about: bool = False) -> Markup:
    """What leads to a street map around a point, and lets this page show its pictures; nothing without a tile server.

    name: of what is in the middle; is_about: its town or ZIP code alone is known.
    """
    tiles = tile_server()
    if tiles is None:
        return Markup()
    allow_pictures_from(tiles.origin)
    centre = {"at": _at(middle.point), "about": is_about, "name": name}
    words = words_about("self", lang)
    return written("_macros/street_map.html", "street_map", words, tiles, name, _data(tiles, centre, spots, lang))


def _data(tiles: Tiles, centre: dict[str, Any], spots: Iterable[Spot], lang: str) -> dict[str, Any]:
    """What the script draws."""
    return {
        "url": tiles.url,
        "max_zoom": tiles.max_zoom,
        "middle": centre,
        "marks": _marks(spots),
        "words": {word: page_words(f"street.{word}", lang) for word in SCRIPT_WORDS},
    }


def _marks(spots: Iterable[Spot]) -> list[dict[str, Any]]:
    """Places by their point: those in one building are one mark with all their numbers."""
    marks: dict[tuple[float, float, bool], list[dict[str, Any]]] = {}
    for spot in spots:
        latitude, longitude = _at(spot.pin.point)
        place = {"number": spot.pin.number, "name": spot.name, "href": spot.href}
        marks.setdefault((latitude, longitude, spot.pin.precision.is_about), []).append(place)
    return [{"at": at, "about": about, "places": places} for (*at, about), places in marks.items()]


def _at(point: Point) -> tuple[float, float]:
    return round(point.latitude, _DIGITS), round(point.longitude, _DIGITS)
