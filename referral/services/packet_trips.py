"""Which travel times a packet is planned with: a travel server's, or great circles with a note that says so."""

from collections.abc import Iterable

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.ports import Roads
from referral.domain.safety import gates_of, stops
from referral.packets.road_trips import RoadTrips
from referral.packets.travel import GreatCircle
from referral.packets.venue_trips import VenueTrips


class PacketTrips:
    """The travel models of packets. Remembers trips between places of listings, nothing of a profile.

    roads: None when the operator configured no travel server. Safe from several threads.
    """

    def __init__(self, roads: Roads | None) -> None:
        self._roads = roads
        self._venues = VenueTrips()

    def of(self, profile: Profile) -> RoadTrips | None:
        """The model of one packet, nothing asked yet; None where great circles do, or nothing is planned."""
        if stops(gates_of(profile)) or self._roads is None or not self._roads.knows(profile.travel.mode):
            return None
        return RoadTrips(self._roads, [profile.home.point, *(a.place.point for a in profile.anchors)], self._venues)

    def notes(self, trips: RoadTrips | None) -> tuple[Reason, ...]:
        """What a packet that was planned says of its trips; nothing where no server is configured."""
        if self._roads is None:
            return ()
        if trips is None:
            return (Reason("travel_estimated", {"model": GreatCircle().version}),)
        code = "travel_partly_estimated" if trips.estimated else "travel_by_road"
        return (Reason(code, {"model": trips.version}),)


def ask_ahead(trips: RoadTrips, profile: Profile, listings: Iterable[Listing]) -> None:
    """Ask for the trips to and from all listings at once. Raises TravelUnavailable."""
    points = {listing.location.point for listing in listings if listing.location.point is not None}
    trips.ask_ahead(points, profile.travel.mode)
