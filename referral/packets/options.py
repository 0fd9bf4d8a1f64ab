"""How one match could stand in a week: whole tracks, single sessions, visits inside hours, or reserved room."""

from collections.abc import Iterator
from itertools import combinations, islice

from referral.domain.listing import Listing, Session
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import WeekItem
from referral.domain.week import WEEK_MIN, Span
from referral.matching.person import Person, levels_of
from referral.packets.agenda import Entry
from referral.packets.ask_windows import AskFor, hours_of, shift_min, typical_times, typical_track
from referral.packets.attendance import ways_to_attend
from referral.packets.free_time import Week

MAX_WAYS = 60
"""Ways that are tried for one track of which not every session is needed."""
VISIT_GRID_MIN = 30


def track_options(week: Week, person: Person, need: Need, match: Match) -> Iterator[tuple[Entry, ...]]:
    """Whole tracks of the asked level with the asked hours, then single sessions; only what lies in usable time."""
    listing, levels = match.listing, levels_of(need)
    for track in listing.tracks:
        if any(s.rrule for s in track.sessions) or (levels and track.level is not None and track.level not in levels):
            continue
        entries = [entry for s in track.sessions if (entry := _entry(week, person, need, listing, s, track=track.name))]
        for chosen in islice(combinations(entries, track.needed), MAX_WAYS):
            if _minutes(chosen) >= 60 * (need.hours_per_week or 0):
                yield chosen
    for entry in session_entries(week, person, need, match):
        if listing.tracks or _minutes((entry,)) >= 60 * (need.hours_per_week or 0):
            yield (entry,)


def _minutes(entries: tuple[Entry, ...]) -> int:
    return sum(entry.item.span.length_min for entry in entries)


def session_entries(week: Week, person: Person, need: Need, match: Match) -> Iterator[Entry]:
    """The weekly sessions attended alone that lie in usable time, by start."""
    weekly = sorted((s for s in match.listing.sessions if s.rrule is None), key=lambda s: s.span)
    for session in weekly:
        entry = _entry(week, person, need, match.listing, session)
        if entry is not None:
            yield entry


def _entry(
    week: Week, person: Person, need: Need, listing: Listing, session: Session, *, track: str | None = None
) -> Entry | None:
    """The first way to attend a session in usable time, on the person's clock."""
    span = session.span.shift(-shift_min(listing, person))
    for way in ways_to_attend(week, listing, session.mode):
        if week.usable(way.stop).contains(span):
            return Entry(WeekItem(need.id, listing.id, listing.name, span, way.mode, track), way.stop)
    return None


def visit_options(week: Week, person: Person, need: Need, match: Match) -> Iterator[Entry]:
    """Visits inside opening hours and usable time, on the half hour, by start; each must be booked."""
    hours, length = hours_of(match.listing, person), need.visit_min
    if hours is None or length is None:
        return
    for way in ways_to_attend(week, match.listing, None):
        for run in (week.usable(way.stop) & hours).runs:
            wait = -run.start_min % VISIT_GRID_MIN
            for start in range(run.start_min + wait, run.end_min - length + 1, VISIT_GRID_MIN):
                span = Span(start % WEEK_MIN, length)
                item = WeekItem(need.id, match.listing.id, match.listing.name, span, way.mode, book=True)
                yield Entry(item, way.stop)


def reserved_options(person: Person, need: Need, match: Match, wanted: AskFor) -> Iterator[tuple[Entry, ...]]:
    """Room for the usual track of a program of unknown times, the most usual times first."""
    track, way = typical_track(person, need), wanted.attendance
    if track is None or way is None:
        return
    for spans in typical_times(wanted.windows, track):
        yield tuple(
            Entry(WeekItem(need.id, match.listing.id, match.listing.name, span, way.mode, reserved=True), way.stop)
            for span in spans
        )
