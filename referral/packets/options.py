"""How one match could stand in a week: whole tracks, single sessions, visits inside hours, or reserved room."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import combinations, islice, product
from typing import NamedTuple

from referral.domain.listing import Session
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import WeekItem
from referral.domain.week import WEEK_MIN, Span
from referral.matching.person import Person
from referral.matching.week_rules import hours_wanted, weekly_tracks
from referral.packets.agenda import Entry
from referral.packets.ask_windows import AskFor, hours_of, shift_min, typical_times, typical_track
from referral.packets.attendance import Attendance, ways_to_attend
from referral.packets.free_time import Week

MAX_WAYS = 200
"""Ways that are tried for one track of which not every session is needed, or that is held in several modes."""
MAX_ROOMS = 60
"""Ways to keep room that are tried for one program."""
VISIT_GRID_MIN = 30


class Form(Enum):
    """What stands in the week."""

    SESSION = auto()
    VISIT = auto()
    ROOM = auto()


class Offer(NamedTuple):
    """One session, visit or room of a match on the person's clock, and how it is attended."""

    match: Match
    start_min: int
    length_min: int
    way: Attendance
    form: Form = Form.SESSION
    track: str | None = None

    @property
    def span(self) -> Span:
        """Its time."""
        return Span(self.start_min, self.length_min)

    def entry(self, need: Need) -> Entry:
        """It as an item of the week."""
        item = WeekItem(
            need.id,
            self.match.listing.id,
            self.match.listing.name,
            self.span,
            self.way.mode,
            self.track,
            reserved=self.form is Form.ROOM,
            book=self.form is Form.VISIT,
        )
        return Entry(item, self.way.stop)


def track_offers(week: Week, person: Person, need: Need, match: Match) -> Iterator[tuple[Offer, ...]]:
    """Every way to attend a program of stated times: whole tracks of the asked level and hours, then single sessions.

    Of a track of which not all sessions are needed, every choice of them; of sessions that are held in person and
    online, each. At most `MAX_WAYS` for one track.
    """
    least = 60 * hours_wanted(person, need)
    for track in weekly_tracks(need, match.listing):
        ways = [_ways(week, person, match, session, track.name) for session in track.sessions]
        held = [offers for offers in ways if offers]
        chosen = (
            one
            for sessions in combinations(held, track.needed)
            for one in product(*sessions)
            if sum(offer.length_min for offer in one) >= least
        )
        yield from islice(chosen, MAX_WAYS)
    for offer in session_offers(week, person, match):
        if offer.length_min >= least:
            yield (offer,)


def session_offers(week: Week, person: Person, match: Match) -> Iterator[Offer]:
    """Every way to attend the weekly sessions that are attended alone, by start."""
    weekly = [session for session in match.listing.sessions if session.rrule is None]
    if len(weekly) > 1:
        weekly.sort(key=lambda session: session.span)
    shift = shift_min(match.listing, person)
    ways = {mode: ways_to_attend(week, match.listing, mode) for mode in {session.mode for session in weekly}}
    for session in weekly:
        start = (session.span.start_min - shift) % WEEK_MIN
        for way in ways[session.mode]:
            yield Offer(match, start, session.span.length_min, way)


def _ways(week: Week, person: Person, match: Match, session: Session, track: str | None) -> list[Offer]:
    """The ways to attend a session that lie in usable time."""
    span = session.span.shift(-shift_min(match.listing, person))
    return [
        Offer(match, span.start_min, span.length_min, way, track=track)
        for way in ways_to_attend(week, match.listing, session.mode)
        if week.usable(way.stop).contains(span)
    ]


def visit_offers(week: Week, person: Person, need: Need, match: Match, grid_min: int | None = None) -> Iterator[Offer]:
    """Visits inside opening hours and usable time, by start; each must be booked. grid_min: None = `VISIT_GRID_MIN`."""
    hours, length = hours_of(match.listing, person), need.visit_min
    if hours is None or length is None:
        return
    grid = grid_min or VISIT_GRID_MIN
    for way in ways_to_attend(week, match.listing, None):
        for run in (week.usable(way.stop) & hours).runs:
            wait = -run.start_min % grid
            for start in range(run.start_min + wait, run.end_min - length + 1, grid):
                yield Offer(match, start % WEEK_MIN, length, way, Form.VISIT)


def room_offers(person: Person, need: Need, match: Match, wanted: AskFor) -> Iterator[tuple[Offer, ...]]:
    """Room for the usual track of a program of unknown times, the most usual times first; at most `MAX_ROOMS`."""
    track, way = typical_track(person, need), wanted.attendance
    if track is None or way is None:
        return
    for spans in islice(dict.fromkeys(typical_times(wanted.windows, track)), MAX_ROOMS):
        yield tuple(Offer(match, span.start_min, span.length_min, way, Form.ROOM) for span in spans)


def track_options(week: Week, person: Person, need: Need, match: Match) -> Iterator[tuple[Entry, ...]]:
    """`track_offers` as items of the week; only what lies in usable time."""
    for offers in track_offers(week, person, need, match):
        if all(_usable(week, offer) for offer in offers):
            yield tuple(offer.entry(need) for offer in offers)


def session_entries(
    week: Week, person: Person, need: Need, match: Match, offers: Iterable[Offer] | None = None
) -> Iterator[Entry]:
    """The weekly sessions attended alone that lie in usable time, by start, each in the first way that does.

    offers: the `session_offers` of the match where they are known.
    """
    before: tuple[int, int] | None = None
    for offer in session_offers(week, person, match) if offers is None else offers:
        times = offer.start_min, offer.length_min
        if times != before and _usable(week, offer):
            before = times
            yield offer.entry(need)


def _usable(week: Week, offer: Offer) -> bool:
    return week.usable(offer.way.stop).contains(offer.span)


def visit_options(week: Week, person: Person, need: Need, match: Match) -> Iterator[Entry]:
    """`visit_offers` as items of the week."""
    for offer in visit_offers(week, person, need, match):
        yield offer.entry(need)
