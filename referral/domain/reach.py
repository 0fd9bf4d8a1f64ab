"""Where a listing is in relation to a place: near it, serving its area, or online.

Time and facts are judged in `fit.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from referral.domain.listing import Area, Listing
from referral.domain.place import Place, Point, Precision, miles_between
from referral.domain.vocabulary import Kind


class Reach(StrEnum):
    """How a listing can be reached from a place. Listed in this order within one fit."""

    NEAR = "near"
    AREA = "area"
    ONLINE = "online"
    UNKNOWN = "unknown"
    """No point and no area: the distance is a question, reason `distance_unknown`."""

    @property
    def rank(self) -> int:
        """Near first; a place of unknown distance last."""
        return (Reach.NEAR, Reach.AREA, Reach.ONLINE, Reach.UNKNOWN).index(self)


@dataclass(frozen=True, slots=True)
class Reached:
    """distance_miles: great circle, None unless near.

    precision: the worse of both ends' points; none when there is no distance.
    """

    reach: Reach
    distance_miles: float | None = None
    precision: Precision = Precision.NONE


Miles = Callable[[Point, Point], float]
"""How far it is between two points: `miles_between`, or the same remembered."""

_SURE_FIRST = (Precision.EXACT, Precision.STREET, Precision.ZIP, Precision.TOWN)


def reach(
    listing: Listing,
    place: Place | None,
    radius_miles: float | None,
    *,
    wants_online: bool,
    miles_of: Miles = miles_between,
) -> Reached | None:
    """How a listing is reached from a place, or None when it is not.

    A radius judges places in person only: inside is near, outside is None unless a service area holds the place.
    Online-only listings are kept when wants_online (attendance=online asked, or meetings alone); programs by video
    only in the place's state. A listing without point and area that names another state is within no radius. Without a
    place everything is near (online-only: online) and nothing has a distance.
    """
    if place is None:
        return Reached(Reach.ONLINE if listing.online_only else Reach.NEAR)
    if listing.online_only:
        return Reached(Reach.ONLINE) if wants_online and _may_join(listing, place) else None
    point = listing.location.point
    if point is not None:
        miles = miles_of(place.point, point)
        if radius_miles is None or miles <= radius_miles:
            return Reached(Reach.NEAR, miles, _worse(place.precision, listing.location.precision))
    if any(holds(area, place) for area in listing.serves):
        return Reached(Reach.AREA)
    if point is None and not listing.serves and not _elsewhere(listing, place, radius_miles):
        return Reached(Reach.UNKNOWN)
    return _by_video(listing, place, wants_online=wants_online)


@cache
def _worse(one: Precision, other: Precision) -> Precision:
    return max(one, other, key=_SURE_FIRST.index)


def _elsewhere(listing: Listing, place: Place, radius_miles: float | None) -> bool:
    """Known to be in another state, as a hidden address may be: no question within a radius."""
    states = (listing.location.state, place.state)
    return radius_miles is not None and None not in states and states[0] != states[1]


def _by_video(listing: Listing, place: Place, *, wants_online: bool) -> Reached | None:
    """A hybrid listing outside the radius, joined from afar."""
    if wants_online and "attendance=hybrid" in listing.facts.yes and _may_join(listing, place):
        return Reached(Reach.ONLINE)
    return None


def _may_join(listing: Listing, place: Place) -> bool:
    """Programs are licensed by state; anyone may join a meeting."""
    return listing.kind is not Kind.PROGRAM or (place.state is not None and listing.location.state == place.state)


def holds(area: Area, place: Place) -> bool:
    """True when a service area holds a place.

    An area whose name the place cannot answer (no county known) does not hold it.
    """
    if area.kind == "nation":
        return True
    known = {
        "state": place.state,
        "county": _in_state(place.county, place.state),
        "town": _in_state(place.town, place.state),
        "zip": place.zip5,
    }.get(area.kind)
    return known is not None and known.casefold() == area.name.casefold()


def _in_state(name: str | None, state: str | None) -> str | None:
    return f"{name}, {state}" if name and state else None
