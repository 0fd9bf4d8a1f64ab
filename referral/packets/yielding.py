"""The second step of a week: what could not stand beside the rest of it is put into what is left.

Meetings that are not confirmed fill up to the number wished for. Where room is kept for a program of unknown times,
visits, and meetings to the least number, may stand where that room is: they give way to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from referral.domain.need import Need
from referral.domain.vocabulary import Kind
from referral.packets import prices
from referral.packets.agenda import Agenda, Entry
from referral.packets.wake_periods import Pieces
from referral.packets.weekly_problem import Asked, AskedMeetings, AskedVisit, Priced, solved


@dataclass(frozen=True, slots=True)
class Added:
    """Entries to add to a week, and whether no better ones were overlooked."""

    entries: tuple[Entry, ...] = ()
    proven: bool = True


def filling_up(agenda: Agenda, pieces: Pieces, asked: Asked) -> Added:
    """Meetings that are not confirmed, up to the number wished for, around everything that stands in the week."""
    meetings = []
    for one in asked.meetings:
        unsure = [(offer, price % prices.SURENESS) for offer, price in one.offers if price >= prices.SURENESS]
        left = _left_of(one, agenda, least=0, most=one.most)
        if unsure and left.most > 0:
            meetings.append(replace(left, offers=unsure, missing=prices.MISSING_MEETING))
    return _added(agenda, pieces.around(agenda.entries), Asked(meetings=meetings))


def yielding(agenda: Agenda, pieces: Pieces, asked: Asked) -> Added:
    """Visits, and meetings to the least number, where room is kept; marked as giving way to it."""
    rooms = {agenda.window_of(entry.item.span): entry.item.need for entry in agenda.entries if entry.item.reserved}
    if not rooms:
        return Added()

    def beside(offers: Sequence[Priced]) -> list[Priced]:
        return [pair for pair in offers if agenda.window_of(pair[0].span) in rooms]

    visits = [
        replace(one, offers=beside(one.offers))
        for one in asked.visits
        if one.unmet >= prices.UNMET_VISIT and not _of(agenda, one.need)
    ]
    meetings = []
    for one in asked.meetings:
        left = _left_of(one, agenda, least=one.least, most=one.least)
        if left.most > 0 and not one.need.avoid_program_days:
            meetings.append(replace(left, offers=beside(one.offers)))
    real = [entry for entry in agenda.entries if not entry.item.reserved]
    found = _added(agenda, pieces.around(real), Asked(visits=visits, meetings=meetings))
    return replace(found, entries=tuple(_giving_way(entry, agenda, rooms) for entry in found.entries))


def _giving_way(entry: Entry, agenda: Agenda, rooms: dict[int | None, str]) -> Entry:
    return replace(entry, item=replace(entry.item, yields_to=rooms[agenda.window_of(entry.item.span)]))


def _added(agenda: Agenda, pieces: Pieces, asked: Asked) -> Added:
    one_of: list[AskedVisit | AskedMeetings] = [*asked.visits, *asked.meetings]
    if not any(one.offers for one in one_of):
        return Added()
    found = solved(agenda.week, pieces, asked)
    entries = [offer.entry(one.need) for one in one_of for offer in found.offers[one.need.id]]
    return Added(tuple(entries), found.proven)


def _left_of(one: AskedMeetings, agenda: Agenda, *, least: int, most: int) -> AskedMeetings:
    """What is left to ask for beside the meetings that stand in the week."""
    week = agenda.week
    days = [int(week.day_of(entry.item.span.start_min)) for entry in _of(agenda, one.need)]
    standing = {entry.item.listing_id for entry in _of(agenda, one.need)}
    per_day = [cap - days.count(day) for day, cap in enumerate(one.per_day)]
    if one.need.avoid_program_days:
        programs = {need.id for need in week.profile.needs if need.kind is Kind.PROGRAM}
        closed = {week.day_of(entry.item.span.start_min) for entry in agenda.entries if entry.item.need in programs}
        per_day = [0 if day in closed else cap for day, cap in enumerate(per_day)]
    return replace(
        one,
        least=max(0, least - len(days)),
        most=max(0, most - len(days)),
        per_day=tuple(max(0, cap) for cap in per_day),
        kept=tuple(one_id for one_id in one.kept if one_id not in standing),
    )


def _of(agenda: Agenda, need: Need) -> list[Entry]:
    return [entry for entry in agenda.entries if entry.item.need == need.id]
