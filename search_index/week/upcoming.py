"""When a listing comes next: the running or else the first session or opening."""

from datetime import datetime

from referral.domain.listing import Listing
from referral.domain.week import Span, next_occurrence

Times = tuple[datetime, datetime]


_REMEMBERED = 1 << 14
"""Weekly times whose next occurrence is kept from search to search."""

_known: dict[tuple[Span, str], tuple[float, float, Times]] = {}
"""Span and zone -> from when until when it is the next occurrence (POSIX seconds), start and end."""


class Upcoming:
    """Next times at one moment. Safe from several threads."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._seconds = now.timestamp()  # two times of one zone would be compared by their clock faces

    def of(self, listing: Listing) -> Times | None:
        """Start and end, aware, in the listing's zone; None without weekly times or without a zone.

        Of several the earliest start, then the earliest end.
        """
        zone = listing.location.time_zone
        if zone is None:
            return None
        spans = [session.span for _, session in listing.all_sessions if session.rrule is None]
        spans += [opening.span for opening in listing.hours if opening.rrule is None]
        return min((self._next(span, zone) for span in spans), default=None)

    def _next(self, span: Span, zone: str) -> Times:
        known = _known.get((span, zone))
        if known is not None and known[0] <= self._seconds < known[1]:
            return known[2]
        times = next_occurrence(span, zone, self._now)
        if len(_known) >= _REMEMBERED:
            _known.clear()
        _known[span, zone] = self._seconds, times[1].timestamp(), times
        return times
