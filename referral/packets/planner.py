"""The first planner: the best fitting track, then the nearest fitting visits and sessions. It proves nothing.

Everything but optimality is kept: gates, stops, reserved room, travel with margin, states. An exact planner takes its
place behind `draft` later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from referral.domain.fit import FitClass
from referral.domain.listing import Listing
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import NeedState
from referral.domain.vocabulary import LIVE_IN_LEVELS, Kind
from referral.domain.week import Day
from referral.matching.matches import Judged, judge_all
from referral.matching.person import Person
from referral.packets.agenda import Agenda, Entry
from referral.packets.ask_windows import ask_for, times_unknown
from referral.packets.attendance import place_unknown, time_at
from referral.packets.candidates import Candidates
from referral.packets.free_time import Week
from referral.packets.options import reserved_options, session_entries, track_options, visit_options
from referral.packets.travel import TravelModel

MAX_CHOICES = 5
MAX_TRACKS_TRIED = 40
MAX_VISITS_TRIED = 60


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one need. matches: to show, first choice first; clashed: matches that the week shuts out."""

    need: Need
    state: NeedState
    judged: Judged
    matches: tuple[Match, ...] = ()
    clashed: int = 0


@dataclass(slots=True)
class Draft:
    """A week with an answer to every need, in the order of the profile."""

    person: Person
    week: Week
    agenda: Agenda
    answered: dict[str, Answered] = field(default_factory=dict)

    def entries_of(self, need_id: str) -> tuple[Entry, ...]:
        """The items of one need, by start."""
        return tuple(entry for entry in self.agenda.entries if entry.item.need == need_id)

    def program_days(self) -> frozenset[Day]:
        """The days on which a program is, or may be, attended."""
        programs = {need.id for need in self.person.profile.needs if need.kind is Kind.PROGRAM}
        return frozenset(
            self.week.day_of(entry.item.span.start_min) for entry in self.agenda.entries if entry.item.need in programs
        )

    def weight(self, need: Need) -> int:
        """How far a need is answered: meetings in the week, else 1 or 0."""
        if need.kind is Kind.MEETING:
            return len(self.entries_of(need.id))
        return int(self.answered[need.id].state is not NeedState.UNMET)


def draft(person: Person, candidates: Candidates, model: TravelModel) -> Draft:
    """A possible week: programs first, then visits, then meetings; a need that takes no time is only chosen."""
    week = Week(person.profile, model)
    plan = Draft(person, week, Agenda(week))
    order = {Kind.PROGRAM: 0, Kind.RESOURCE: 1, Kind.MEETING: 2}
    for need in sorted(person.profile.needs, key=lambda need: order[need.kind]):
        listings: Iterable[Listing] = candidates.by_need.get(need.id, ())
        judged = judge_all(person, need, listings, lambda listing: time_at(week, listing))
        plan.answered[need.id] = _ANSWER[need.kind](plan, need, judged)
    return plan


def _answer_program(plan: Draft, need: Need, judged: Judged) -> Answered:
    for tried, match in enumerate(judged.matches[:MAX_TRACKS_TRIED]):
        state = _settle(plan, need, match)
        if state is not None:
            shown = judged.matches[tried : tried + MAX_CHOICES]
            return Answered(need, state, judged, shown, clashed=tried)
    return Answered(need, NeedState.UNMET, judged, clashed=len(judged.matches))


def _settle(plan: Draft, need: Need, match: Match) -> NeedState | None:
    """The state that a first choice gives a program need, with its sessions or room in the week; None: does not fit."""
    sure = match.fit.fit is FitClass.YES
    if match.fit.schedule is None and need.level in LIVE_IN_LEVELS:
        return NeedState.CHOSEN if sure else NeedState.ASK
    if not times_unknown(need, match):
        options = track_options(plan.week, plan.person, need, match)
        if any(plan.agenda.add(option) for option in options):
            return NeedState.PLACED if sure else NeedState.ASK
        return NeedState.ASK if place_unknown(match.listing, None) else None
    wanted = ask_for(plan.week, plan.person, need, match)
    options = reserved_options(plan.person, need, match, wanted)
    any(plan.agenda.add(option) for option in options)
    return NeedState.ASK


def _answer_resource(plan: Draft, need: Need, judged: Judged) -> Answered:
    shown = judged.matches[:MAX_CHOICES]
    if need.visit_min is None:
        if not shown:
            return Answered(need, NeedState.UNMET, judged)
        state = NeedState.CHOSEN if shown[0].fit.fit is FitClass.YES else NeedState.ASK
        return Answered(need, state, judged, shown)
    for match in judged.matches[:MAX_VISITS_TRIED]:
        if _visit(plan, need, match):
            state = NeedState.PLACED if match.fit.fit is FitClass.YES else NeedState.ASK
            rest = tuple(other for other in shown if other is not match)
            return Answered(need, state, judged, (match, *rest)[:MAX_CHOICES])
    unknown = tuple(
        match
        for match in judged.matches
        if match.fit.schedule in (FitClass.ASK, None) or place_unknown(match.listing, None)
    )
    if unknown:
        return Answered(need, NeedState.ASK, judged, unknown[:MAX_CHOICES])
    return Answered(need, NeedState.UNMET, judged, clashed=len(judged.matches))


def _visit(plan: Draft, need: Need, match: Match) -> bool:
    """Place one visit, or one session of a place that states sessions."""
    sessions = session_entries(plan.week, plan.person, need, match)
    if any(plan.agenda.add((entry,)) for entry in sessions):
        return True
    return any(plan.agenda.add((entry,)) for entry in visit_options(plan.week, plan.person, need, match))


def _answer_meetings(plan: Draft, need: Need, judged: Judged) -> Answered:
    closed = plan.program_days() if need.avoid_program_days else frozenset()
    _fill(plan, need, judged, closed, need.per_week.target)
    if not need.avoid_program_days:
        _fill(plan, need, judged, closed, need.per_week.min, yielding=True)
    placed = plan.entries_of(need.id)
    ids = {entry.item.listing_id for entry in placed}
    shown = tuple(match for match in judged.matches if match.listing.id in ids)
    sure = {match.listing.id for match in shown if match.fit.fit is FitClass.YES}
    if len(placed) < need.per_week.min:
        clashed = sum(match.listing.id not in ids for match in judged.matches)
        return Answered(need, NeedState.UNMET, judged, shown, clashed=clashed)
    enough = sum(entry.item.listing_id in sure for entry in placed) >= need.per_week.min
    return Answered(need, NeedState.PLACED if enough else NeedState.ASK, judged, shown)


def _fill(
    plan: Draft, need: Need, judged: Judged, closed: frozenset[Day], goal: int, *, yielding: bool = False
) -> None:
    """Add sessions, nearest fitting first, until a goal a week, within the cap a day."""
    days = [plan.week.day_of(entry.item.span.start_min) for entry in plan.entries_of(need.id)]
    for match in judged.matches:
        for entry in session_entries(plan.week, plan.person, need, match):
            if len(days) >= goal:
                return
            day = plan.week.day_of(entry.item.span.start_min)
            if day in closed or days.count(day) >= need.max_per_day:
                continue
            wanted = _yielding(plan, entry) if yielding else entry
            if wanted is not None and plan.agenda.add((wanted,)):
                days.append(day)


def _yielding(plan: Draft, entry: Entry) -> Entry | None:
    """The entry marked as giving way to the reserved time it shares a window with; None when it shares none."""
    window = plan.agenda.window_of(entry.item.span)
    for other in plan.agenda.entries:
        if other.item.reserved and plan.agenda.window_of(other.item.span) == window:
            return replace(entry, item=replace(entry.item, yields_to=other.item.need))
    return None


_ANSWER = {
    Kind.PROGRAM: _answer_program,
    Kind.RESOURCE: _answer_resource,
    Kind.MEETING: _answer_meetings,
}
