"""Rules on time: program hours a week, and whether the times of a listing fit the person's week."""

from dataclasses import replace

from referral.domain.fit import FitClass, Times, judge_free
from referral.domain.listing import Hours, Listing, Session, Track
from referral.domain.need import Need
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, Day, Span
from referral.matching.case import PASS, Case, Verdict, ask_about, refuse
from referral.matching.person import Person, levels_of

HOURS_PER_WEEK = "hours_per_week"
"""Name of the question how many hours a week a program takes, as it stands in `not_stated`."""

_LEAST_HOURS = {"iop": 9, "php": 20, "outpatient": 1}
_ADOLESCENT_IOP_HOURS = 6
"""Least hours a week of a level. Source: SAMHSA advisory on intensive outpatient treatment, 2021; state glossaries."""


_ALWAYS_OPEN = tuple(Hours(Span(day * DAY_MIN, DAY_MIN)) for day in Day)


def hours_wanted(person: Person, need: Need) -> int:
    """The least program hours a week: as the need says, else as its level has it; 0 when neither says."""
    if need.hours_per_week is not None:
        return need.hours_per_week
    adolescent = {"iop": _ADOLESCENT_IOP_HOURS} if person.about.is_minor else {}
    return _least(_LEAST_HOURS | adolescent, need)


def _least(hours: dict[str, int], need: Need) -> int:
    return min((hours.get(level, 0) for level in levels_of(need)), default=0)


def weekly_tracks(need: Need, listing: Listing) -> tuple[Track, ...]:
    """The tracks of an asked level, or of none in particular, that meet every week."""
    levels = levels_of(need)
    return tuple(
        track
        for track in listing.tracks
        if (not levels or track.level is None or track.level in levels)
        and all(session.rrule is None for session in track.sessions)
    )


def as_counted(person: Person, need: Need, listing: Listing) -> Listing:
    """The listing without the tracks and single sessions of a program that give too few hours a week."""
    if listing.kind is not Kind.PROGRAM:
        return listing
    least = 60 * hours_wanted(person, need)
    if not least:
        return listing
    short = {track for track in weekly_tracks(need, listing) if _minutes(track) < least}
    single = tuple(one for one in listing.sessions if one.rrule is not None or one.span.length_min >= least)
    if not short and len(single) == len(listing.sessions):
        return listing
    return replace(listing, tracks=tuple(one for one in listing.tracks if one not in short), sessions=single)


def _minutes(track: Track) -> int:
    """The longest week of a track."""
    return sum(sorted((session.span.length_min for session in track.sessions), reverse=True)[: track.needed])


def hours_per_week(case: Case) -> Verdict:
    """No when the stated times give too few hours; a question when more is wanted than the level alone promises."""
    if case.listing.kind is not Kind.PROGRAM or not case.takes_time:
        return PASS
    wanted = hours_wanted(case.person, case.need)
    if not wanted:
        return PASS
    weeks = [_minutes(track) for track in weekly_tracks(case.need, case.listing)] or _alone(case.listing.sessions)
    if weeks:
        most = max(weeks)
        return PASS if most >= 60 * wanted else refuse("too_few_hours", hours=most // 60)
    return PASS if wanted <= _least(_LEAST_HOURS, case.need) else ask_about("ask_hours", HOURS_PER_WEEK)


def _alone(sessions: tuple[Session, ...]) -> list[int]:
    """The minutes of all weekly sessions attended alone, as one week; nothing when there are none."""
    weekly = [session.span.length_min for session in sessions if session.rrule is None]
    return [sum(weekly)] if weekly else []


def schedule(case: Case) -> Verdict:
    """No when the stated times or the opening hours do not fit the free time, or no trip there and back does.

    Where no times are stated, no when even doors that are always open would not do.
    """
    return scheduled(case)[0]


def scheduled(case: Case) -> tuple[Verdict, Times | None]:
    """The verdict of `schedule`, and the answer of the times it rests on; None when the week is no question."""
    if not case.takes_time:
        return PASS, None
    free = case.free_time(case.listing)
    if not free:
        return refuse("no_way"), None
    listing = as_counted(case.person, case.need, case.listing)
    times = judge_free(listing, case.asked, free)
    if times is None:
        return PASS, None
    could = times
    if times.fit is FitClass.ASK and not listing.all_sessions and not listing.hours:
        could = judge_free(replace(listing, hours=_ALWAYS_OPEN), case.asked, free) or times
    return refuse("no_time") if could.fit is FitClass.NO else PASS, times
