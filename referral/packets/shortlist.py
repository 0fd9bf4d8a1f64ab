"""Which places a visit is looked for at first: near home, near an anchor, or open when others are not."""

from collections.abc import Callable, Iterable

from referral.domain.match import Match
from referral.domain.week import DAY_MIN, Day, Span, WeekSet
from referral.matching.person import Person
from referral.packets.ask_windows import hours_of
from referral.packets.free_time import Week
from referral.packets.travel import Stop

NEAR_HOME, NEAR_ANCHOR, LATE = 12, 6, 6

_LATE = WeekSet.of([*(Span(day * DAY_MIN + 17 * 60, 4 * 60) for day in Day), Span(Day.SA * DAY_MIN, DAY_MIN)])
"""Evenings and Saturday."""


def shortlist(
    week: Week, person: Person, matches: tuple[Match, ...], price: Callable[[Match], int]
) -> tuple[Match, ...]:
    """The cheapest from home and from each anchor, and of those that open late or on Saturday; in the given order.

    price: of the fit, in quarter minutes. A plan over these is looked at again with all before a need is called unmet.
    """
    if len(matches) <= NEAR_HOME:
        return matches
    kept: set[str] = set()
    for place, most in ((week.home, NEAR_HOME), *((anchor, NEAR_ANCHOR) for anchor in week.anchors.values())):
        kept |= _cheapest(week, place, matches, price, most)
    late = tuple(match for match in matches if _opens_late(person, match))
    kept |= _cheapest(week, week.home, late, price, LATE)
    return tuple(match for match in matches if match.listing.id in kept)


def _cheapest(week: Week, place: Stop, matches: Iterable[Match], price: Callable[[Match], int], most: int) -> set[str]:
    def cost(match: Match) -> tuple[int, str]:
        stop = week.stop_at(match.listing)
        there_and_back = 0 if stop is None else week.minutes(place, stop) + week.minutes(stop, place)
        return price(match) + 4 * there_and_back, match.listing.id

    return {match.listing.id for match in sorted(matches, key=cost)[:most]}


def _opens_late(person: Person, match: Match) -> bool:
    hours = hours_of(match.listing, person)
    return hours is not None and bool(hours & _LATE)
