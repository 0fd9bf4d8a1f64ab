"""What is odd about a person's own week, before anything is chosen: said plainly, for it explains what does not fit."""

from collections.abc import Iterator
from itertools import combinations

from referral.domain.fit import Reason
from referral.domain.week import Span, WeekSet
from referral.packets.free_time import HOME, Week

LITTLE_MIN = 60
"""Hardly anything can be done in a shorter free time, the ways there and back included."""


def week_notes(week: Week) -> list[Reason]:
    """No free time or little, two busy times at once, busy time in sleep, ways that fit no gap; most often nothing."""
    return [*_little_time(week), *_at_once(week), *_no_way(week)]


def _little_time(week: Week) -> Iterator[Reason]:
    longest = max((window.span.length_min for window in week.windows), default=0)
    if not longest:
        yield Reason("no_free_time")
    elif longest < LITTLE_MIN:
        yield Reason("little_free_time", {"minutes": longest})


def _at_once(week: Week) -> Iterator[Reason]:
    """The first time at which someone is in two places, and the first at which they sleep and are busy elsewhere."""
    busy = week.profile.busy
    twice = [_both(one.spans, other.spans) for one, other in combinations(busy, 2) if one.at != other.at]
    asleep = [_both(one.spans, week.profile.sleep) for one in busy if one.at != HOME]
    for code, found in (("busy_twice", twice), ("busy_asleep", asleep)):
        spans = sorted(span for spans in found for span in spans)
        if spans:
            yield Reason(code, {"day": spans[0].day.name, "from": spans[0].start_clock, "to": spans[0].end_clock})


def _both(some: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    return (WeekSet.of(some) & WeekSet.of(others)).runs


def _no_way(week: Week) -> Iterator[Reason]:
    """Each two places between which a fixed week leaves too little time, once."""
    said = set()
    for window in week.windows:
        ends = (window.origin.key, window.destination.key)
        minutes = week.lead_min(window.origin, window.destination)
        if frozenset(ends) not in said and (minutes is None or minutes > window.span.length_min):
            said.add(frozenset(ends))
            yield Reason("no_way_between", {"origin": ends[0], "destination": ends[1]})
