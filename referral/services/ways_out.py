"""When nothing answers a search: what takes places out, and the smallest changes that would bring some in.

Every change is searched anew, so what it promises is what it gives.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from referral.domain.fit import Reason
from referral.domain.search import SearchQuery

RADIUS_STEPS = (10.0, 25.0, 50.0, 100.0, 250.0)
MAX_WAYS = 6
"""More ways than that are no help to somebody who found nothing."""
MAX_PAIRS = 3

Count = Callable[[SearchQuery], int]
"""How many places answer a search, exactly."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """Changes to a search that together bring in so many places. gains: at least 1, exact."""

    change: tuple[Reason, ...]
    gains: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What one part of a search takes out by itself. count: of the places that all else of the search's place holds."""

    part: Reason
    count: int


@dataclass(frozen=True, slots=True)
class WhyNothing:
    """around: how many places there are when only the place is asked; removed: largest first; ways: each helps."""

    around: int
    removed: tuple[Removed, ...]
    ways: tuple[WayOut, ...]


def why_nothing(query: SearchQuery, count: Count) -> WhyNothing:
    """Why a search found nothing, and what would help. count: asks the index."""
    parts, gains = tuple(_parts(query)), _Gains(query, count)
    around = gains.by(parts)
    removed = [Removed(part, around - gains.by(tuple(p for p in parts if p != part))) for part in parts]
    removed = [one for one in removed if one.count > 0]
    return WhyNothing(
        around, tuple(sorted(removed, key=lambda one: -one.count)), tuple(_ways(query, parts, gains))[:MAX_WAYS]
    )


def changed(query: SearchQuery, change: tuple[Reason, ...]) -> SearchQuery:
    """A search with some changes made, from its first page."""
    return replace(_without(query, change), offset=0)


class _Gains:
    """How many places changes bring in, each set of changes searched once: what takes out is asked as what helps."""

    def __init__(self, query: SearchQuery, count: Count) -> None:
        self._query = query
        self._count = count
        self._known: dict[frozenset[tuple[object, ...]], int] = {frozenset(): 0}

    def by(self, change: tuple[Reason, ...]) -> int:
        """Of changes made together; none bring in nothing."""
        key = frozenset((one.code, *one.params.items()) for one in change)
        if key not in self._known:
            self._known[key] = self._count(changed(self._query, change))
        return self._known[key]


def _parts(query: SearchQuery) -> Iterator[Reason]:
    """Everything that a search asks besides its place, each as the change that leaves it out."""
    if query.text:
        yield Reason("without_text")
    if query.asked.at is not None:
        yield Reason("without_at")
    if query.asked.free is not None:
        yield Reason("without_free")
    for group in query.asked.facets:
        yield Reason("without_group", {"group": group})
    if query.asked.kinds:
        yield Reason("without_kinds")
    if query.confirmed_only:
        yield Reason("with_ask")


def _ways(query: SearchQuery, parts: tuple[Reason, ...], gains: _Gains) -> Iterator[WayOut]:
    """The next distance that helps, then each single change; pairs of changes only when nothing else helps."""
    found = [way for way in (_farther(query, gains), *(_way((part,), gains) for part in parts)) if way]
    if not found:
        pairs = (_way(pair, gains) for pair in combinations(parts, 2))
        found = [way for way in pairs if way][:MAX_PAIRS]
    if not found and query.radius_miles is not None:
        found = [way for way in [_way((*parts, Reason("without_radius")), gains)] if way]
    yield from found


def _farther(query: SearchQuery, gains: _Gains) -> WayOut | None:
    """The first larger radius that brings anything in."""
    if query.radius_miles is None:
        return None
    for miles in RADIUS_STEPS:
        if miles > query.radius_miles and (way := _way((Reason("radius", {"miles": miles}),), gains)):
            return way
    return _way((Reason("without_radius"),), gains)


def _way(change: tuple[Reason, ...], gains: _Gains) -> WayOut | None:
    gained = gains.by(change)
    return WayOut(change, gained) if gained else None


def _without(query: SearchQuery, change: tuple[Reason, ...]) -> SearchQuery:
    for one in change:
        query = _one_less(query, one)
    return query


def _one_less(query: SearchQuery, change: Reason) -> SearchQuery:
    asked = query.asked
    match change.code:
        case "without_text":
            return replace(query, text=None)
        case "without_at":
            return replace(query, asked=replace(asked, at=None))
        case "without_free":
            return replace(query, asked=replace(asked, free=None))
        case "without_group":
            kept = {group: codes for group, codes in asked.facets.items() if group != change.params["group"]}
            return replace(query, asked=replace(asked, facets=kept))
        case "without_kinds":
            return replace(query, asked=replace(asked, kinds=frozenset()))
        case "with_ask":
            return replace(query, confirmed_only=False)
        case "radius":
            return replace(query, radius_miles=float(change.params["miles"]))
        case "without_radius":
            return replace(query, radius_miles=None)
        case _:
            raise ValueError(f"no such change: {change.code}")
