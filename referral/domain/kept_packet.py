"""A packet that is kept behind a link, and what has changed since in the listings that it names.

A person relies on few things of a listing: how to reach it, when it takes place, and what decides whether they may
come. Only those are compared: a new remark or a newer date is no reason to call again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from referral.domain.listing import Hours, Listing, Session, Track
from referral.domain.need import Profile
from referral.domain.packet import Packet

MIN_DAYS = 1
MAX_DAYS = 90
USUAL_DAYS = 30
"""How long a packet may be kept, and how long it is when nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class KeptPacket:
    """A packet with the profile it answers, in no language. made, expires: aware.

    listings: everything the packet names, as it was then, by id; a listing that had vanished already is left out.
    """

    profile: Profile
    packet: Packet
    made: datetime
    expires: datetime
    listings: tuple[Listing, ...] = ()


class Change(StrEnum):
    """What is different in a listing, most urgent first."""

    VANISHED = "vanished"
    PHONE = "phone"
    TIMES = "times"
    ADDRESS = "address"
    ONLINE = "online"
    RESTRICTED = "restricted"
    LEVEL = "level"
    PAYMENT = "payment"
    MEDICATION = "medication"
    LANGUAGE = "language"


def named_by(packet: Packet) -> tuple[str, ...]:
    """The ids of all listings that a packet names, each once, in the order in which a reader meets them."""
    weeks = (packet.week, *(other.week for other in packet.other_weeks), *(home.week for home in packet.homes))
    ids = (
        *(choice.match.listing.id for choice in packet.choices),
        *(item.listing_id for week in weeks for item in week),
        *(home.listing.id for home in packet.homes),
        *(one.listing.id for one in packet.after),
        *(one.listing_id for one in packet.alternates),
        *(one.listing_id for one in packet.substitutes),
    )
    return tuple(dict.fromkeys(ids))


def held_by(packet: Packet) -> dict[str, Listing]:
    """The listings that a packet holds whole, by id; of all others it has the id alone."""
    held = [
        *(choice.match.listing for choice in packet.choices),
        *(one.listing for one in packet.after),
        *(home.listing for home in packet.homes),
    ]
    return {listing.id: listing for listing in held}


def changes_since(kept: KeptPacket, now: Mapping[str, Listing]) -> dict[str, tuple[Change, ...]]:
    """Id of a listing -> what changed in it, without those in which nothing did, in the order of `named_by`.

    now: the live listings by id; one that is not there has vanished.
    """
    then = {listing.id: listing for listing in kept.listings}
    found = {
        listing_id: changes_between(then.get(listing_id), now.get(listing_id)) for listing_id in named_by(kept.packet)
    }
    return {listing_id: changes for listing_id, changes in found.items() if changes}


def changes_between(then: Listing | None, now: Listing | None) -> tuple[Change, ...]:
    """What a person relied on that is different now, most urgent first. None: the listing was, or is, not there."""
    if now is None:
        return (Change.VANISHED,)
    if then is None:
        return ()  # it is back, and what it said before is not known
    return tuple(change for change, relied_on in _RELIED_ON.items() if relied_on(then) != relied_on(now))


def _phones(listing: Listing) -> object:
    return {(phone.number, phone.extension) for phone in listing.phones}


def _address(listing: Listing) -> object:
    return " ".join(listing.location.address.casefold().split()), listing.location.hidden


def _online(listing: Listing) -> object:
    return listing.online, _of_group(listing, "attendance")


def _times(listing: Listing) -> object:
    return (
        listing.location.time_zone,
        frozenset(map(_session, listing.sessions)),
        frozenset(map(_track, listing.tracks)),
        frozenset(map(_opening, listing.hours)),
    )


def _session(session: Session) -> object:
    return session.span, session.mode, session.rrule


def _track(track: Track) -> object:
    return frozenset(map(_session, track.sessions)), track.needed, track.level


def _opening(hours: Hours) -> object:
    return hours.span, hours.rrule


def _of_group(listing: Listing, group: str) -> object:
    """The answers of a group of facets; one that is no longer stated is a change, too."""
    return _within(listing.facts.yes, group), _within(listing.facts.no, group)


def _within(facets: Iterable[str], group: str) -> frozenset[str]:
    return frozenset(facet for facet in facets if facet.startswith(f"{group}="))


_RELIED_ON: dict[Change, Callable[[Listing], object]] = {
    Change.PHONE: _phones,
    Change.TIMES: _times,
    Change.ADDRESS: _address,
    Change.ONLINE: _online,
    **{
        change: partial(_of_group, group=change.value)
        for change in (Change.RESTRICTED, Change.LEVEL, Change.PAYMENT, Change.MEDICATION, Change.LANGUAGE)
    },
}
