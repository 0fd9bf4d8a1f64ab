"""A kept packet made by hand: a week with an evening program and meetings, and a choice that takes no time."""

from datetime import timedelta

from referral.domain.kept_packet import KeptPacket
from referral.domain.listing import Listing
from referral.domain.need import Profile
from tests.packets.city import EVENING_TRACK, IOP_NEED, MEETINGS_NEED, NOW, aa, housing, iop, planned, profile_of

PLACES = (
    iop(tracks=(EVENING_TRACK,)),
    aa("test:a", "TU 19:00-20:00"),
    aa("test:b", "SA 10:00-11:00"),
    aa("test:c", "SU 10:00-11:00"),
    housing(),
)


def person() -> Profile:
    """The worker, who asks for all three kinds of help."""
    return profile_of(IOP_NEED, MEETINGS_NEED, {"id": "home", "kind": "resource", "topic": "housing"})


def kept_packet(*places: Listing) -> KeptPacket:
    """The worker's packet over these places, or over PLACES."""
    found = places or PLACES
    return KeptPacket(person(), planned(person(), *found), NOW, NOW + timedelta(days=30), found)
