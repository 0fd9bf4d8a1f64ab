"""The independent checker: it recomputes every claim of a packet from the profile and the listings.

It shares nothing with the planner: own week arithmetic, own travel formula, own rules. Codes only, without personal
data.
"""

from collections.abc import Mapping
from datetime import datetime

from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.packets.check_ground import RoadMinutes
from referral.packets.check_homes import home_violations
from referral.packets.check_rules import rule_violations
from referral.packets.check_safety import safety_violations
from referral.packets.check_week import week_violations


def violations(
    packet: Packet,
    profile: Profile,
    listings: Mapping[str, Listing],
    now: datetime,
    road: RoadMinutes | None = None,
) -> tuple[str, ...]:
    """Codes of everything that is wrong, each once, sorted; empty for a packet that may be shown.

    listings: every listing that the packet names, by id. road: what the travel server said, where the packet was
    planned with one; None = great circles.
    """
    items = [*packet.week, *(item for other in packet.other_weeks for item in other.week)]
    items += [item for home in packet.homes for item in home.week]
    named = {item.listing_id for item in items} | {choice.match.listing.id for choice in packet.choices}
    named |= {alternate.listing_id for alternate in packet.alternates} | {after.listing.id for after in packet.after}
    named |= {substitute.listing_id for substitute in packet.substitutes}
    named |= {home.listing.id for home in packet.homes}
    if named - listings.keys():
        return ("unknown_listing",)
    needs = {need.id for need in profile.needs}
    if {home.need for home in packet.homes} - needs:
        return ("need_unknown",)
    if [result.need for result in packet.needs] != [need.id for need in profile.needs]:
        return ("needs_wrong",)
    if {item.need for item in items} - needs:
        return ("need_unknown",)
    found = {
        *safety_violations(packet, profile),
        *rule_violations(packet, profile, listings, now),
        *week_violations(packet, profile, listings, now, road),
        *home_violations(packet, profile, listings, now, road),
    }
    return tuple(sorted(found))
