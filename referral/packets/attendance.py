"""In which ways a person can attend a listing: in person, or from home by video or phone."""

from dataclasses import dataclass
from functools import reduce

from referral.domain.listing import Listing, Mode
from referral.domain.need import OnlineChoice, Profile
from referral.domain.vocabulary import Kind
from referral.domain.week import WeekSet
from referral.packets.free_time import Week
from referral.packets.travel import Stop

ONLINE_FACETS = frozenset({"attendance=online", "attendance=hybrid"})


@dataclass(frozen=True, slots=True)
class Attendance:
    """How, and where the person is then. mode: in person or online, never hybrid: it is one of both on a given day."""

    mode: Mode
    stop: Stop


def ways_to_attend(week: Week, listing: Listing, mode: Mode | None) -> tuple[Attendance, ...]:
    """The possible ways, preferred first. mode: a session's; None when no session is stated."""
    ways = []
    stop = week.stop_at(listing)
    if mode is not Mode.ONLINE and not listing.online_only and stop is not None and _within(week, stop):
        ways.append(Attendance(Mode.IN_PERSON, stop))
    by_video = mode is Mode.ONLINE or mode is Mode.HYBRID or listing.online_only
    by_video = by_video or (mode is None and bool(listing.facts.yes & ONLINE_FACETS))
    if by_video and may_join(week.profile, listing):
        ways.append(Attendance(Mode.ONLINE, week.home))
    if week.profile.online is OnlineChoice.PREFER:
        ways.reverse()
    return tuple(ways)


def place_unknown(listing: Listing, mode: Mode | None) -> bool:
    """True when people come in person and the listing does not say where."""
    return listing.location.point is None and mode is not Mode.ONLINE and not listing.online_only


def may_join(profile: Profile, listing: Listing) -> bool:
    """True when a person may attend from home: not refused by them, and for programs only in their own state."""
    if profile.online is OnlineChoice.NO:
        return False
    return listing.kind is not Kind.PROGRAM or (
        profile.home.state is not None and listing.location.state == profile.home.state
    )


def _within(week: Week, stop: Stop) -> bool:
    limit = week.profile.travel.max_miles
    places = (week.home, *week.anchors.values())
    return limit is None or any(week.miles_of(place.point, stop.point) <= limit for place in places)


def time_at(week: Week, listing: Listing) -> WeekSet:
    """The minutes at which the person could attend, travel included.

    Where sessions are held in several ways, only what suits all of them counts. Without a known place it is all free
    time: how long the trip takes is a question then, not a refusal.
    """
    modes: set[Mode | None] = {session.mode for session in listing.sessions if session.rrule is None}
    modes.update(session.mode for track in listing.tracks for session in track.sessions if session.rrule is None)
    found = [_time_at(week, listing, mode) for mode in modes or {None}]
    return reduce(WeekSet.__and__, found)


def _time_at(week: Week, listing: Listing, mode: Mode | None) -> WeekSet:
    times = [week.usable(way.stop) for way in ways_to_attend(week, listing, mode)]
    if place_unknown(listing, mode):
        times.append(week.free)
    return reduce(WeekSet.__or__, times, WeekSet()) if len(times) != 1 else times[0]
