"""Meetings spread over the week: as many of each need, off neighbouring days where that costs little travel.

The week before is proven; which days meetings stand on is looked at once more here, around everything else as it
stands. So what spreading costs is said: `Draft.spread_min`.
"""

from collections.abc import Sequence
from dataclasses import replace

from referral.domain.vocabulary import Kind
from referral.packets.agenda import Agenda, Entry
from referral.packets.exact.spread import crowding
from referral.packets.wake_periods import Pieces
from referral.packets.weekly_problem import AskedMeetings, respread


def spread(agenda: Agenda, pieces: Pieces, meetings: Sequence[AskedMeetings]) -> Agenda | None:
    """The week with its meetings on less crowded days; None when it is better as it is.

    What is sure, kept or wished for counts as before: only travel is given for it, see `prices.CROWDED`.
    """
    asked = {one.need.id for one in meetings}
    old = [entry for entry in agenda.entries if entry.item.need in asked]
    held = {_day(agenda, entry) for entry in old}
    if not crowding(held):
        return None
    rest = tuple(entry for entry in agenda.entries if entry.item.need not in asked)
    open_days = [_within_days(one, agenda, rest) for one in meetings]
    numbers = [sum(entry.item.need == one.need.id for entry in old) for one in meetings]
    found = respread(agenda.week, pieces.around(rest), open_days, numbers, held)
    if found is None:
        return None
    entries = tuple(offer.entry(one.need) for one, offers in zip(meetings, found, strict=True) for offer in offers)
    other = Agenda(agenda.week)
    return other if other.add((*rest, *entries)) else None


def _day(agenda: Agenda, entry: Entry) -> int:
    return int(agenda.week.day_of(entry.item.span.start_min))


def _within_days(one: AskedMeetings, agenda: Agenda, rest: Sequence[Entry]) -> AskedMeetings:
    """What is asked, off the days of programs where they are to be avoided."""
    if not one.need.avoid_program_days:
        return one
    programs = {need.id for need in agenda.week.profile.needs if need.kind is Kind.PROGRAM}
    closed = {_day(agenda, entry) for entry in rest if entry.item.need in programs}
    return replace(one, per_day=tuple(0 if day in closed else cap for day, cap in enumerate(one.per_day)))
