"""What to do when something falls out: other programs, whole other weeks, and other meetings, each with its price.

The price is minutes of travel a week. Other programs and weeks are planned anew; a substitute takes a meeting's place.
"""

from collections.abc import Iterable, Iterator

from referral.domain.fit import FitClass
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import Alternate, NeedState, OtherWeek, Substitute
from referral.domain.vocabulary import Kind
from referral.domain.week import WEEK_MIN, Day
from referral.packets.agenda import Agenda, Entry
from referral.packets.options import session_entries
from referral.packets.planner import Draft

MAX_ALTERNATES = 3
MAX_TRIED = 8
"""Other programs that a week is planned with, best match first."""
MAX_WEEKS = 2
NEAR_MIN = 120
"""A substitute of the same day starts within this many minutes of what it stands in for."""


def alternates(plan: Draft) -> tuple[Alternate, ...]:
    """Other programs of stated times for placed program needs, the nearest in price first.

    The price is that of the best week with the other program, in which every other need is answered as it was.
    """
    found: list[Alternate] = []
    if not plan.proven:
        return ()  # too large a week to be planned again and again
    for answered in plan.answered.values():
        if answered.need.kind is Kind.PROGRAM and plan.entries_of(answered.need.id):
            others = [match for match in answered.judged.matches if match is not answered.matches[0]]
            priced = list(_alternates(plan, answered.need, others))
            found += sorted(priced, key=lambda one: (one.extra_min_per_week, one.listing_id))[:MAX_ALTERNATES]
    return tuple(found)


def _alternates(plan: Draft, need: Need, others: Iterable[Match]) -> Iterator[Alternate]:
    if plan.answered[need.id].state is not NeedState.PLACED:
        return
    before = plan.agenda.travel_min()
    stated = [match for match in others if match.fit.schedule is FitClass.YES]
    for match in stated[:MAX_TRIED]:
        other = plan.prepared.choosing({need.id: (match,)}).draft()
        if not _less_answered(plan, other):
            yield Alternate(need.id, match.listing.id, other.agenda.travel_min() - before, match.listing.name)


def _less_answered(plan: Draft, other: Draft) -> list[str]:
    """The needs that another week answers less than the planned one: not placed any more, or fewer meetings."""
    order = list(NeedState)
    return [
        one.need.id
        for one in plan.answered.values()
        if order.index(other.answered[one.need.id].state) > order.index(one.state)
        or len(other.entries_of(one.need.id)) < len(plan.entries_of(one.need.id))
    ]


def other_weeks(plan: Draft) -> tuple[OtherWeek, ...]:
    """At most two whole weeks that answer as much without what earlier ones use, except what has no equal or is kept.

    A need that other listings answer less keeps its own. A week that repeats an earlier one is left out.
    """
    if not plan.proven:
        return ()
    before = plan.agenda.travel_min()
    seen, left_out = [_items(plan)], _used(plan)
    found: list[OtherWeek] = []
    while left_out and len(found) < MAX_WEEKS:
        other = _without(plan, left_out)
        if other is None or _items(other) in seen:
            break
        seen.append(_items(other))
        left_out = left_out | _used(other)
        week = tuple(entry.item for entry in other.agenda.entries)
        found.append(OtherWeek(week, other.agenda.legs(), other.agenda.travel_min() - before))
    return tuple(found)


def _used(plan: Draft) -> frozenset[str]:
    return frozenset(entry.item.listing_id for entry in plan.agenda.entries) - plan.person.profile.pins


def _items(plan: Draft) -> frozenset[tuple[str, int]]:
    return frozenset((entry.item.listing_id, entry.item.span.start_min) for entry in plan.agenda.entries)


def _without(plan: Draft, left_out: frozenset[str]) -> Draft | None:
    """The week without some listings, which come back for needs that would be answered less; None when all would."""
    fresh = {
        one.need.id: tuple(match for match in one.judged.matches if match.listing.id not in left_out)
        for one in plan.answered.values()
        if plan.entries_of(one.need.id)
    }
    while fresh:
        other = plan.prepared.choosing(fresh).draft()
        less = _less_answered(plan, other)
        if not less:
            return other
        keep = [need for need in less if need in fresh] or list(fresh)
        for need in keep:
            del fresh[need]
    return None


def substitutes(plan: Draft) -> tuple[Substitute, ...]:
    """For each placed meeting another: the same day within two hours, else another day; some meetings have none."""
    found = []
    for answered in plan.answered.values():
        if answered.need.kind is Kind.MEETING:
            for entry in plan.entries_of(answered.need.id):
                options = list(_substitutes(plan, answered.need, answered.judged.matches, entry))
                found += [one for _key, one in sorted(options, key=lambda option: option[0])[:1]]
    return tuple(found)


_Key = tuple[bool, int, int, str]
"""Another day, minutes of travel, minutes away from the hour, id: the least is the best substitute."""


def _substitutes(plan: Draft, need: Need, matches: tuple[Match, ...], gone: Entry) -> Iterator[tuple[_Key, Substitute]]:
    if gone.item.yields_to is not None:
        return
    smaller = plan.agenda.without((gone,))
    used = {entry.item.listing_id for entry in plan.agenda.entries}
    if smaller is None:
        return
    before = plan.agenda.travel_min()
    for match in matches:
        if match.listing.id in used:
            continue
        for entry in session_entries(plan.week, plan.person, need, match):
            later = _minutes_apart(entry, gone)
            near = _day(plan, entry) == _day(plan, gone) and later <= NEAR_MIN
            if not near and not _may_move(plan, need, entry, gone):
                continue
            price = _price(smaller, entry)
            if price is not None:
                item = entry.item
                one = Substitute(gone.item.listing_id, item.listing_id, item.span, price - before, item.name)
                yield (not near, price, later, item.listing_id), one


def _price(smaller: Agenda, entry: Entry) -> int | None:
    """Minutes of travel of a week with one more entry; None when it cannot be reached in time."""
    larger = smaller.copy()
    return larger.travel_min() if larger.add((entry,)) else None


def _day(plan: Draft, entry: Entry) -> Day:
    return plan.week.day_of(entry.item.span.start_min)


def _minutes_apart(entry: Entry, other: Entry) -> int:
    apart = (entry.item.span.start_min - other.item.span.start_min) % WEEK_MIN
    return min(apart, WEEK_MIN - apart)


def _may_move(plan: Draft, need: Need, entry: Entry, gone: Entry) -> bool:
    """True when a meeting keeps off program days and within the cap of its day."""
    day = _day(plan, entry)
    if need.avoid_program_days and day in plan.program_days():
        return False
    stays = [other for other in plan.entries_of(need.id) if other is not gone]
    return sum(_day(plan, other) == day for other in stays) < need.max_per_day
