"""Meetings that go well with a program: they end shortly before one of its sessions, or begin shortly after one."""

from collections.abc import Iterable
from dataclasses import dataclass

from referral.domain.listing import Listing
from referral.domain.week import WEEK_MIN, Span

WITHIN_MIN = 120
"""A wait longer than this is a way home and back."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One session of a meeting beside one session of a program.

    gap_min: minutes between the two; before: the meeting comes first.
    """

    meeting: Listing
    span: Span
    gap_min: int
    before: bool


def neighbours(sessions: Iterable[Span], meetings: Iterable[Listing]) -> tuple[Neighbour, ...]:
    """For each weekly session of a meeting its nearest program session; shortest gaps first, then by id.

    sessions: of the program, in the same wall clock as the meetings. Sessions at the same time are no neighbours.
    """
    spans = tuple(sessions)
    found = [
        beside
        for meeting in meetings
        for _track, session in meeting.all_sessions
        if session.rrule is None and (beside := _nearest(spans, meeting, session.span)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.gap_min, one.meeting.id, one.span.start_min)))


def _nearest(spans: tuple[Span, ...], meeting: Listing, span: Span) -> Neighbour | None:
    gaps = [gap for program in spans for gap in _gaps(program, span)]
    gap_min, before = min(gaps, default=(WITHIN_MIN + 1, False))
    return Neighbour(meeting, span, gap_min, before) if gap_min <= WITHIN_MIN else None


def _gaps(program: Span, meeting: Span) -> tuple[tuple[int, bool], ...]:
    """(minutes, whether the meeting comes first) both ways around the week; nothing when they overlap."""
    begins_later = (meeting.start_min - program.start_min) % WEEK_MIN
    after = begins_later - program.length_min
    ends_earlier = WEEK_MIN - begins_later - meeting.length_min
    return ((after, False), (ends_earlier, True)) if after >= 0 and ends_earlier >= 0 else ()
