"""What to do when a program or a whole week falls out: others, planned anew, each with its price.

The price is minutes of travel a week. Single meetings are replaced in substitutes.py.
"""

from collections.abc import Iterable, Iterator

from referral.domain.fit import FitClass
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import Alternate, NeedState, OtherWeek
from referral.domain.vocabulary import Kind
from referral.packets.planner import Draft

MAX_ALTERNATES = 3
MAX_TRIED = 8
"""Other programs that a week is planned with, best match first."""
MAX_WEEKS = 2


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
