"""Meetings that go well with a program: they end shortly before one of its sessions, or begin shortly after one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from referral.domain.listing import Listing
from referral.domain.week import WEEK_MIN, Span

WITHIN_MIN = 120
"""A wait longer than this is a way home and back."""

LEAST_MIN = 15
"""A shorter gap is missed: groups end late, and people need a moment at both doors. The trip may need more."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One session of a meeting beside one session of a program.

    gap_min: minutes between the two; before: the meeting comes first.
    """

    meeting: Listing
    span: Span
    gap_min: int
    before: bool


def neighbours(
    sessions: Iterable[Span], meetings: Iterable[Listing], trip_min: Callable[[Listing], float]
) -> tuple[Neighbour, ...]:
    """For each weekly session of a meeting its nearest program session; shortest gaps first, then shortest ways.

    sessions: of the program, in the same wall clock as the meetings. trip_min: minutes of the way to a meeting. A gap
    is 15 minutes at least, as long as the way, and two hours at most; sessions at the same time are no neighbours.
    """
    spans = tuple(sessions)
    found = [
        beside
        for meeting in meetings
        for _track, session in meeting.all_sessions
        if session.rrule is None and (beside := _nearest(spans, meeting, session.span, trip_min(meeting))) is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (one.gap_min, trip_min(one.meeting), one.meeting.id, one.span.start_min))
    )


def _nearest(spans: tuple[Span, ...], meeting: Listing, span: Span, trip_min: float) -> Neighbour | None:
    least = max(LEAST_MIN, trip_min)
    gaps = [gap for program in spans for gap in _gaps(program, span) if least <= gap[0] <= WITHIN_MIN]
    return Neighbour(meeting, span, *min(gaps)) if gaps else None


def _gaps(program: Span, meeting: Span) -> tuple[tuple[int, bool], ...]:
    """(minutes, whether the meeting comes first) both ways around the week; nothing when they overlap."""
    begins_later = (meeting.start_min - program.start_min) % WEEK_MIN
    after = begins_later - program.length_min
    ends_earlier = WEEK_MIN - begins_later - meeting.length_min
    return ((after, False), (ends_earlier, True)) if after >= 0 and ends_earlier >= 0 else ()
