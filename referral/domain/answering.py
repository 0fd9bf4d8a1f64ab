"""When a listing answers the times that were asked for, which need not be when it comes next."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from referral.domain.fit import Asked, asked_levels, free_runs, holds, running_or_soon, shifted
from referral.domain.listing import Listing
from referral.domain.vocabulary import LIVE_IN_LEVELS
from referral.domain.week import Span, next_occurrence, week_minute

Times = tuple[datetime, datetime]


class Coming(NamedTuple):
    """A time that comes. start, end: aware, in the listing's zone.

    meets: it is a session, a time at which people meet; else hours, in which one can come. cut: of those hours only the
    part that was asked for.
    """

    start: datetime
    end: datetime
    meets: bool
    cut: bool = False


def coming(listing: Listing, asked: Asked, soonest: Times | None, now: datetime) -> Coming | None:
    """When it comes: of what was asked (free time, a moment) the first that answers; else, or with no answer, soonest.

    soonest: the running or else next session or opening of the listing, aware, in its zone; None when none is known,
    and then nothing is.
    """
    if soonest is None or listing.location.time_zone is None:
        return None
    plain = Coming(*soonest, True) if listing.sessions and not listing.hours else _plain(listing, soonest)
    if (asked.free is None and asked.at is None) or asked_levels(listing, asked) & LIVE_IN_LEVELS:
        return plain
    spans = list(_sessions(listing, asked))
    if spans:
        return _first(spans, listing.location.time_zone, now, plain)
    runs = list(_openings(listing, asked))
    if not runs or _runs_now(plain, runs, now):
        return plain
    start, end = min(next_occurrence(run, listing.location.time_zone, now) for run in runs)
    return Coming(start, end, meets=False, cut=True)


def _plain(listing: Listing, times: Times) -> Coming:
    """Of a place that has both, what begins like hours is hours: the doors are open, whatever else begins."""
    meets = bool(listing.sessions or listing.tracks)
    if meets and listing.hours:
        minute = week_minute(times[0])
        meets = all(opening.span.start_min != minute for opening in listing.hours)
    return Coming(*times, meets)


def _first(spans: list[Span], zone: str, now: datetime, plain: Coming) -> Coming:
    """The first of sessions. Most often it is the soonest of all, which is known."""
    minute = week_minute(plain.start)
    if plain.meets and any(span.start_min == minute for span in spans):
        return plain
    start, end = min(next_occurrence(span, zone, now) for span in spans)
    return Coming(start, end, meets=True)


def _runs_now(plain: Coming, runs: list[Span], now: datetime) -> bool:
    """Whether the place is open at this moment and that is among what was asked."""
    minute = week_minute(now.astimezone(plain.start.tzinfo))
    return not plain.meets and plain.start <= now and any(holds(run, minute) for run in runs)


def _sessions(listing: Listing, asked: Asked) -> Iterator[Span]:
    """Sessions that answer: in the free time, of a track only when enough of it is; running or soon at the moment."""
    levels = asked_levels(listing, asked)
    tracks = [track for track in listing.tracks if not levels or track.level is None or track.level in levels]
    for sessions, needed in ((listing.sessions, 1), *((track.sessions, track.needed) for track in tracks)):
        fitting = [one.span for one in sessions if one.rrule is None and _answers(one.span, listing, asked)]
        if asked.free is None or len(fitting) >= needed:
            yield from fitting


def _answers(span: Span, listing: Listing, asked: Asked) -> bool:
    shift = asked.shift_min(listing)
    if asked.at is not None and not running_or_soon(span, asked.at + shift):
        return False
    return asked.free is None or shifted(asked.free, shift).contains(span)


def _openings(listing: Listing, asked: Asked) -> Iterator[Span]:
    """Openings that hold the moment, or the stretches of them that are free and long enough for a visit."""
    spans = tuple(opening.span for opening in listing.hours if opening.rrule is None)
    shift = asked.shift_min(listing)
    if asked.at is not None:
        yield from (span for span in spans if holds(span, asked.at + shift))
    elif asked.free is not None:
        runs = free_runs(spans, shifted(asked.free, shift))
        yield from (run for run in runs if run.length_min >= asked.visit_min)
