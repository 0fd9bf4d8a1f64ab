"""What stands around one listing: meetings before or after it, and places like one that has vanished."""

from referral.domain.fit import Asked
from referral.domain.listing import Listing
from referral.domain.need import TravelMode
from referral.domain.neighbours import Neighbour, neighbours
from referral.domain.place import Place
from referral.domain.ports import Clock, SearchIndex
from referral.domain.search import Hit, SearchQuery, Sort
from referral.domain.vocabulary import Kind
from referral.packets.travel import GreatCircle

NEIGHBOUR_MILES = 3.0
LIKE_MILES = 25.0
MAX_NEIGHBOURS = 5
MAX_LIKE = 5
_LOOKED_AT = 100
"""Meetings around a place that are compared; nearest first."""
_WAYS = (TravelMode.WALK, TravelMode.BUS)
"""What a person without a car can do between two groups; the quicker one counts."""
_STRAIGHT = GreatCircle()


class Nearby:
    """Looks around a listing. Safe from several threads."""

    def __init__(self, index: SearchIndex, clock: Clock) -> None:
        self._index = index
        self._clock = clock

    def meetings(self, listing: Listing) -> tuple[Neighbour, ...]:
        """Meetings in person within 3 miles before or after the sessions of a program, one row a meeting.

        Between the two there is time for the way on foot or by bus, by straight line; the shortest waits come first.
        Empty when its times or its point are not stated, and for other kinds. Raises IndexUnavailable.
        """
        spans = tuple(session.span for _track, session in listing.all_sessions if session.rrule is None)
        here = place_of(listing)
        if listing.kind is not Kind.PROGRAM or here is None or not spans:
            return ()
        asked = Asked(kinds=frozenset({Kind.MEETING}), facets={"attendance": frozenset({"in_person"})})
        found = self._around(here, asked, NEIGHBOUR_MILES, _LOOKED_AT)
        first: dict[str, Neighbour] = {}
        for one in neighbours(spans, [hit.listing for hit in found], lambda meeting: _trip_min(here, meeting)):
            first.setdefault(one.meeting.group_id or one.meeting.id, one)
        return tuple(first.values())[:MAX_NEIGHBOURS]

    def like(self, listing: Listing) -> tuple[Hit, ...]:
        """The nearest live places of the same kind and level, for one that has vanished. Raises IndexUnavailable."""
        here = place_of(listing)
        if here is None:
            return ()
        levels = frozenset(listing.facts.codes("level"))
        asked = Asked(kinds=frozenset({listing.kind}), facets={"level": levels} if levels else {})
        return self._around(here, asked, LIKE_MILES, MAX_LIKE)

    def _around(self, here: Place, asked: Asked, miles: float, limit: int) -> tuple[Hit, ...]:
        query = SearchQuery(
            now=self._clock.now(), place=here, radius_miles=miles, asked=asked, sort=Sort.DISTANCE, limit=limit
        )
        hits = self._index.search(query).hits
        return tuple(hit for hit in hits if hit.reached.distance_miles is not None)


def place_of(listing: Listing) -> Place | None:
    """Where a listing is, to search from; None without a point."""
    where = listing.location
    if where.point is None:
        return None
    zone = where.time_zone or "UTC"
    label = ", ".join(part for part in (where.town, where.state) if part)
    return Place(label, where.point, where.precision, where.state, zone, where.county, where.town, where.zip5)


def _trip_min(here: Place, meeting: Listing) -> float:
    """Minutes from a place to a meeting by the quicker way; 0 without a point."""
    point = meeting.location.point
    return 0 if point is None else min(_STRAIGHT.minutes(here.point, point, mode) for mode in _WAYS)
