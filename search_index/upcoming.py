"""When a listing comes next: the running or else the first session or opening."""

from datetime import datetime

from referral.domain.listing import Listing
from referral.domain.week import Span, next_occurrence

Times = tuple[datetime, datetime]


class Upcoming:
    """Next times at one moment. Sessions of the same hour and zone are worked out once. Used by one thread."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[tuple[Span, str], Times] = {}

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
        times = self._known.get((span, zone))
        if times is None:
            times = self._known[span, zone] = next_occurrence(span, zone, self._now)
        return times
