"""What to do when something falls out: other programs with their price, other meetings for the same hour."""

from collections.abc import Iterator

from referral.domain.fit import FitClass
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import Alternate, NeedState, Substitute
from referral.domain.vocabulary import Kind
from referral.packets.agenda import Agenda, Entry
from referral.packets.options import session_entries, track_options
from referral.packets.planner import Draft

MAX_ALTERNATES = 3
MAX_TRIED = 20
NEAR_MIN = 120
"""A substitute starts within this many minutes of what it stands in for."""


def alternates(plan: Draft) -> tuple[Alternate, ...]:
    """Other programs of stated times for placed program needs, with the minutes of travel that they add a week."""
    found = []
    for answered in plan.answered.values():
        if answered.need.kind is Kind.PROGRAM and answered.state is NeedState.PLACED:
            others = [m for m in answered.judged.matches if m is not answered.matches[0]][:MAX_TRIED]
            found += list(_alternates(plan, answered.need, others))[:MAX_ALTERNATES]
    return tuple(found)


def _alternates(plan: Draft, need: Need, others: list[Match]) -> Iterator[Alternate]:
    before = plan.agenda.travel_min()
    for match in others:
        if match.fit.schedule is not FitClass.YES:
            continue
        smaller = plan.agenda.without(plan.entries_of(need.id))
        if smaller is None:
            return
        if any(_allowed(plan, need, option) and smaller.add(option) for option in _tracks(plan, need, match)):
            yield Alternate(need.id, match.listing.id, smaller.travel_min() - before)


def _tracks(plan: Draft, need: Need, match: Match) -> Iterator[tuple[Entry, ...]]:
    return track_options(plan.week, plan.person, need, match)


def _allowed(plan: Draft, need: Need, option: tuple[Entry, ...]) -> bool:
    """True when another program keeps off the days of meetings that avoid program days."""
    days = {plan.week.day_of(entry.item.span.start_min) for entry in option}
    return not any(
        plan.week.day_of(entry.item.span.start_min) in days
        for other in plan.person.profile.needs
        if other.avoid_program_days and other.id != need.id
        for entry in plan.entries_of(other.id)
    )


def substitutes(plan: Draft) -> tuple[Substitute, ...]:
    """For each placed meeting, another within two hours that could be reached instead; some meetings have none."""
    found = []
    for answered in plan.answered.values():
        if answered.need.kind is Kind.MEETING:
            for entry in plan.entries_of(answered.need.id):
                found += list(_substitute(plan, answered.need, answered.judged.matches, entry))
    return tuple(found)


def _substitute(plan: Draft, need: Need, matches: tuple[Match, ...], gone: Entry) -> Iterator[Substitute]:
    if gone.item.yields_to is not None:
        return
    smaller = plan.agenda.without((gone,))
    used = {entry.item.listing_id for entry in plan.agenda.entries}
    if smaller is None:
        return
    for match in matches:
        if match.listing.id in used:
            continue
        for entry in session_entries(plan.week, plan.person, need, match):
            if _stands_in(plan, entry, gone) and _fits(smaller, entry):
                yield Substitute(gone.item.listing_id, match.listing.id, entry.item.span)
                return


def _stands_in(plan: Draft, entry: Entry, gone: Entry) -> bool:
    same_day = plan.week.day_of(entry.item.span.start_min) == plan.week.day_of(gone.item.span.start_min)
    return same_day and abs(entry.item.span.start_min - gone.item.span.start_min) <= NEAR_MIN


def _fits(agenda: Agenda, entry: Entry) -> bool:
    return agenda.add((entry,))
