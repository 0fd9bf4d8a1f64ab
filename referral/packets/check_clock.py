"""The checker's own clock: when a listing's sessions and hours are on the person's clock."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from referral.domain.listing import Listing, Session
from referral.domain.need import Profile

_WEEK = 7 * 24 * 60


def clock_ahead(listing: Listing, profile: Profile, now: datetime) -> int:
    """Minutes by which the listing's clock is ahead of the person's."""
    zone = listing.location.time_zone
    if zone is None:
        return 0
    there, here = (now.astimezone(ZoneInfo(name)).replace(tzinfo=None) for name in (zone, profile.time_zone))
    return round((there - here).total_seconds() / 60)


def local_start(session_start: int, ahead: int) -> int:
    """The minute of the person's week at which a minute of the listing's week is."""
    return (session_start - ahead) % _WEEK


def weekly(sessions: Iterable[Session]) -> list[Session]:
    """Those that are held every week."""
    return [session for session in sessions if session.rrule is None]


def open_minutes(listing: Listing, ahead: int) -> bytearray:
    """One byte a minute of the person's week: 1 while the listing is open."""
    minutes = bytearray(_WEEK)
    for opening in listing.hours:
        if opening.rrule is None:
            mark(minutes, local_start(opening.span.start_min, ahead), opening.span.length_min)
    return minutes


def mark(minutes: bytearray, start: int, length: int) -> None:
    """Set every minute of a span, over the end of the week too."""
    first = min(length, _WEEK - start)
    minutes[start : start + first] = b"\1" * first
    minutes[: length - first] = b"\1" * (length - first)


def holds(minutes: bytearray, value: int, start: int, length: int) -> bool:
    """True when every minute of a span has a value."""
    first = min(length, _WEEK - start)
    return 1 - value not in minutes[start : start + first] and 1 - value not in minutes[: length - first]
