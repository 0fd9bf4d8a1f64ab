"""The weeks of someone who lives in a house, recomputed from there: times, legs, curfew, travel, and who may come."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from referral.domain.listing import Listing
from referral.domain.need import Busy, Profile
from referral.domain.packet import HomeWeek, Packet
from referral.domain.place import Place
from referral.packets.check_ground import Ground, RoadMinutes
from referral.packets.check_person import need_violations, person_violations
from referral.packets.check_safety import expected_gates
from referral.packets.check_sums import travel_min
from referral.packets.check_week import held_violations


def home_violations(
    packet: Packet,
    profile: Profile,
    listings: Mapping[str, Listing],
    now: datetime,
    road: RoadMinutes | None = None,
) -> Iterator[str]:
    """Codes of what is wrong with the houses of a packet and the weeks from them."""
    if len({home.listing.id for home in packet.homes}) < len(packet.homes):
        yield "home_twice"
    gates = expected_gates(profile)
    needs = {need.id: need for need in profile.needs}
    for home in packet.homes:
        if "level=recovery_housing" not in home.listing.facts.yes or home.listing.location.point is None:
            yield "no_house"
            continue
        yield from person_violations(profile, home.listing, gates)
        yield from need_violations(profile, needs[home.need], home.listing, gates)
        moved = _moved(profile, home)
        ground = Ground(moved, listings, road)
        instead = replace(packet, week=home.week, legs=home.legs)
        if any(held_violations(ground, instead, needs, listings, now)):
            yield "home_week_wrong"
        for item in home.week:
            yield from person_violations(moved, listings[item.listing_id], gates)
            yield from need_violations(moved, needs[item.need], listings[item.listing_id], gates)
        minutes = travel_min(ground, home.week, home.legs)
        if minutes is not None and home.extra_min_per_week != minutes - packet.totals.travel_min:
            yield "home_price_wrong"


def _moved(profile: Profile, home: HomeWeek) -> Profile:
    """The person in the house, inside while its curfew lasts."""
    where = home.listing.location
    if where.point is None:
        raise ValueError("a house to live in has a point")
    place = Place(home.listing.name, where.point, where.precision, where.state, profile.time_zone, where.county)
    place = replace(place, town=where.town, zip5=where.zip5)
    inside = () if home.curfew is None else (Busy(home.curfew.spans, "home"),)
    return replace(profile, home=place, busy=(*profile.busy, *inside))
