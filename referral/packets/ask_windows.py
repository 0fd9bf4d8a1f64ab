"""When to ask for: the free times in which a program of unknown group times could be, and the room kept for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from referral.domain.fit import FitClass
from referral.domain.listing import Listing
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.vocabulary import LIVE_IN_LEVELS, Kind
from referral.domain.week import DAY_MIN, WEEK_MIN, Day, Span, WeekSet, offset_min
from referral.matching.person import Person, levels_of
from referral.packets.attendance import Attendance, ways_to_attend
from referral.packets.free_time import Week


@dataclass(frozen=True, slots=True)
class TypicalTrack:
    """What a level usually takes: so many days a week of so many minutes. Sources: published program schedules."""

    days: int
    minutes: int


_TYPICAL: dict[str, TypicalTrack] = {
    "iop": TypicalTrack(3, 180),
    "php": TypicalTrack(5, 240),
    "otp": TypicalTrack(5, 30),
    "outpatient": TypicalTrack(1, 60),
}
_ADOLESCENT_IOP = TypicalTrack(3, 120)
_ANY_MINUTES = 60

_USUAL_STARTS_MIN = (9 * 60, 13 * 60, 18 * 60)
"""Mornings, afternoons, evenings."""
_GRID_MIN = 30
_USUAL_DAYS: dict[int, tuple[tuple[Day, ...], ...]] = {
    1: ((Day.WE,),),
    3: ((Day.MO, Day.WE, Day.TH), (Day.MO, Day.TU, Day.TH), (Day.MO, Day.WE, Day.FR), (Day.TU, Day.WE, Day.TH)),
    5: ((Day.MO, Day.TU, Day.WE, Day.TH, Day.FR),),
}


def typical_track(person: Person, need: Need) -> TypicalTrack | None:
    """What the asked level usually takes; None for levels without a usual track."""
    if need.level == "iop" and person.about.is_minor:
        return _ADOLESCENT_IOP
    return _TYPICAL.get(need.level or "")


def times_unknown(need: Need, match: Match) -> bool:
    """True for a program that states no weekly session for the asked level, so that its times must be asked."""
    levels = levels_of(need)
    tracks = [track for track in match.listing.tracks if not levels or track.level is None or track.level in levels]
    sessions = [*match.listing.sessions, *(session for track in tracks for session in track.sessions)]
    weekly = any(session.rrule is None for session in sessions)
    return match.listing.kind is Kind.PROGRAM and not weekly and match.fit.schedule is not FitClass.YES


def hours_of(listing: Listing, person: Person) -> WeekSet | None:
    """Weekly opening hours on the person's clock; None when none are stated."""
    spans = [opening.span for opening in listing.hours if opening.rrule is None]
    if not spans:
        return None
    return WeekSet.of(spans).shift(-shift_min(listing, person))


def shift_min(listing: Listing, person: Person) -> int:
    """Minutes by which the listing's clocks are ahead of the person's; 0 when its zone is not known."""
    zone = listing.location.time_zone
    return 0 if zone is None else offset_min(zone, person.profile.time_zone, person.now)


@dataclass(frozen=True, slots=True)
class AskFor:
    """Times to ask for, and how the program would be attended then."""

    windows: tuple[Span, ...] = ()
    attendance: Attendance | None = None


def ask_for(week: Week, person: Person, need: Need, match: Match) -> AskFor:
    """Free time with travel, cut by opening hours, long enough for one usual session; empty when times are stated.

    The first way to attend that leaves room for the usual track; else the one with most days.
    """
    if not times_unknown(need, match) or need.level in LIVE_IN_LEVELS:
        return AskFor()
    hours = hours_of(match.listing, person)
    track = typical_track(person, need)
    least = track.minutes if track is not None else _ANY_MINUTES
    if match.fit.schedule is FitClass.ASK and hours is not None:
        least = min(least, _ADOLESCENT_IOP.minutes)
    found = []
    for way in ways_to_attend(week, match.listing, None):
        times = week.usable(way.stop) if hours is None else week.usable(way.stop) & hours
        found.append(AskFor(tuple(run for run in times.runs if run.length_min >= least), way))
    enough = track.days if track is not None else 1
    days = {one: len({span.day for span in one.windows}) for one in found}
    return next((one for one in found if days[one] >= enough), max(found, key=lambda one: days[one], default=AskFor()))


def typical_times(windows: tuple[Span, ...], track: TypicalTrack) -> list[tuple[Span, ...]]:
    """The ways a usual track could lie in the windows: equal clock times on separate days.

    Workdays come before weekends, then the most usual start.
    """
    room = WeekSet.of(windows)
    found = list(_times(room, track))
    return sorted(found, key=lambda spans: any(span.day > Day.FR for span in spans))


def _times(room: WeekSet, track: TypicalTrack) -> Iterator[tuple[Span, ...]]:
    starts = sorted(range(0, DAY_MIN, _GRID_MIN), key=lambda start: (_unusual(start), start))
    for start in starts:
        days = [day for day in Day if room.contains(_span(day, start, track.minutes))]
        for chosen in _day_choices(days, track.days):
            yield tuple(_span(day, start, track.minutes) for day in chosen)


def _unusual(start: int) -> int:
    return min(abs(start - usual) for usual in _USUAL_STARTS_MIN)


def _span(day: Day, start: int, minutes: int) -> Span:
    return Span((day * DAY_MIN + start) % WEEK_MIN, minutes)


def _day_choices(days: list[Day], count: int) -> Iterator[tuple[Day, ...]]:
    for usual in _USUAL_DAYS.get(count, ()):
        if set(usual) <= set(days):
            yield usual
    if len(days) >= count:
        yield tuple(days[:count])
