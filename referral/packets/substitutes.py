"""What to do when one meeting falls out: another in its place, everything else as it stands, with its price."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from referral.domain.need import Need
from referral.domain.packet import Substitute
from referral.domain.vocabulary import Kind
from referral.domain.week import WEEK_MIN, Day
from referral.packets.agenda import Agenda, Entry
from referral.packets.options import session_entries
from referral.packets.planner import Draft

NEAR_MIN = 120
"""A substitute of the same day starts within this many minutes of what it stands in for."""


def substitutes(plan: Draft) -> tuple[Substitute, ...]:
    """For each placed meeting another: the same day within two hours, else another day; some meetings have none."""
    found = []
    for answered in plan.answered.values():
        held = plan.entries_of(answered.need.id)
        if answered.need.kind is Kind.MEETING and held:
            spare = list(_spare(plan, answered.need))
            found += [_substitute(plan, answered.need, spare, entry) for entry in held if not entry.item.yields_to]
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class _Spare:
    """A session that is not in the week, and the day it belongs to."""

    entry: Entry
    day: Day

    def apart_min(self, other: Entry) -> int:
        """How far it is from the time of another, around the week."""
        apart = (self.entry.item.span.start_min - other.item.span.start_min) % WEEK_MIN
        return min(apart, WEEK_MIN - apart)


def _spare(plan: Draft, need: Need) -> Iterator[_Spare]:
    """Every session of the matches that the week does not use."""
    used, offers = {entry.item.listing_id for entry in plan.agenda.entries}, plan.prepared.known.offers
    for match in plan.answered[need.id].judged.matches:
        if match.listing.id not in used:
            known = offers.get((need.id, match.listing.id))
            for entry in session_entries(plan.week, plan.person, need, match, known):
                yield _Spare(entry, plan.week.day_of(entry.item.span.start_min))


def _substitute(plan: Draft, need: Need, spare: Sequence[_Spare], gone: Entry) -> Substitute | None:
    """The best of the same hours; where there is none, the best of another time."""
    smaller = plan.agenda.without((gone,))
    if smaller is None:
        return None
    day = plan.week.day_of(gone.item.span.start_min)
    near = [one for one in spare if one.day == day and one.apart_min(gone) <= NEAR_MIN]
    saved = smaller.travel_min() - plan.agenda.travel_min()
    return _best(smaller, near, gone, saved) or _best(smaller, _movable(plan, need, spare, gone), gone, saved)


def _movable(plan: Draft, need: Need, spare: Sequence[_Spare], gone: Entry) -> list[_Spare]:
    """Those on days that another meeting may be on: within the cap, and off program days where that is asked."""
    stays = [plan.week.day_of(other.item.span.start_min) for other in plan.entries_of(need.id) if other is not gone]
    closed = plan.program_days() if need.avoid_program_days else frozenset()
    days = {day for day in Day if day not in closed and stays.count(day) < need.max_per_day}
    return [one for one in spare if one.day in days]


def _best(smaller: Agenda, spare: Sequence[_Spare], gone: Entry, saved: int) -> Substitute | None:
    """The one of least travel, then of the nearest time, that can be reached. saved: travel without what is gone."""
    found = []
    for one in spare:
        more = smaller.more_min(one.entry)
        if more is not None:
            found.append(((more, one.apart_min(gone), one.entry.item.listing_id), more + saved, one.entry.item))
    if not found:
        return None
    _key, price, item = min(found, key=lambda option: option[0])
    return Substitute(gone.item.listing_id, item.listing_id, item.span, price, item.name)
