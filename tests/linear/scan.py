"""One search over one snapshot: text, reach and fit of each listing, then order, counts and the page."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf
from time import perf_counter

from referral.domain.facts import Answer
from referral.domain.fit import Asked, Fit, FitClass, Reason, answer_group, fit
from referral.domain.reach import Reach, Reached, reach
from referral.domain.search import Hit, SearchPage, SearchQuery, Sort, TextMatch
from search_index.text.query import Node, parse, relaxed
from search_index.week.upcoming import Upcoming
from tests.linear.counts import tally
from tests.linear.snapshot import Entry, Snapshot
from tests.linear.spelling import suggestion
from tests.linear.text import matcher

FEW = 5
"""Under so many results, any of the plain words will do instead of all."""

_LOOKED_AT_BY_OTHERS = frozenset({"level", "topic", "population", "restricted"})
"""Groups that change more than their own answer when asked: the hours a level takes, the places a search leaves out.

Without any other group a listing that none denies is shown, or not, just as with it.
"""

DISTANCE = "distance"
_HALF_SCORE_MILES = 10.0
"""So far away a text's score counts half, when sorted by best."""


@dataclass(frozen=True, slots=True)
class Found:
    """A listing that answers the search. score: of the text, 0 without one."""

    entry: Entry
    fit: Fit
    reached: Reached
    score: float


@dataclass(frozen=True, slots=True)
class Scan:
    """found: the answer, unordered. without: asked group -> those that would answer if it were not asked."""

    found: list[Found]
    without: Mapping[str, list[Entry]]


def answer(snapshot: Snapshot, query: SearchQuery, started: float) -> SearchPage:
    """The page of a search. started: `perf_counter` when the search began."""
    tree = parse(query.text)
    scan, text_match = _scan(snapshot, query, tree), TextMatch.ALL
    whole: frozenset[str] = frozenset()
    wider = relaxed(tree) if tree is not None else None
    if wider is not None and len(scan.found) < FEW:
        whole = frozenset(found.entry.listing.id for found in scan.found)
        scan, text_match = _scan(snapshot, query, wider), TextMatch.ANY
    times = Upcoming(query.now)
    ordered = sorted(scan.found, key=_order(query, times, whole, by_text=tree is not None))
    better = suggestion(query.text, snapshot.vocabulary) if query.text and not ordered else None
    return SearchPage(
        hits=tuple(_hit(found, times) for found in ordered[query.offset : query.offset + query.limit]),
        total=len(ordered),
        totals=_totals((FitClass.YES, FitClass.OPEN, FitClass.ASK), [found.fit.fit for found in ordered]),
        totals_by_reach=_totals(tuple(Reach), [found.reached.reach for found in ordered]),
        facets=_facets(scan),
        text_match=text_match,
        took_ms=round((perf_counter() - started) * 1000, 3),
        suggestion=better,
    )


def _totals(keys: tuple[FitClass, ...] | tuple[Reach, ...], values: list[FitClass] | list[Reach]) -> dict[str, int]:
    counted = Counter(values)
    return {key.value: counted[key] for key in keys}


def _hit(found: Found, times: Upcoming) -> Hit:
    start, end = times.of(found.entry.listing) or (None, None)
    return Hit(found.entry.listing, found.fit, found.reached, start, end)


def _scan(snapshot: Snapshot, query: SearchQuery, tree: Node | None) -> Scan:
    """Judge every listing. The tests that cost least come first: kind, text, distance, facts, times.

    A listing that one asked group alone denies is out, but counts for that group's own facets.
    """
    fewer = {group: _without(query.asked, group) for group in query.asked.facets}
    alone = fewer.keys() if query.confirmed_only else fewer.keys() & _LOOKED_AT_BY_OTHERS
    found: list[Found] = []
    without: dict[str, list[Entry]] = {group: [] for group in fewer}
    for entry, score, reached in _reachable(snapshot, query, tree):
        denied = _denied(entry, query.asked)
        if len(denied) > 1:
            continue
        judged = None if denied else _judged(entry, query.asked, reached, query)
        if judged is not None:
            found.append(Found(entry, judged, reached, score))
        for group in denied or fewer:
            again = denied or group in alone
            if (_judged(entry, fewer[group], reached, query) if again else judged) is not None:
                without[group].append(entry)
    return Scan(found, without)


def _denied(entry: Entry, asked: Asked) -> list[str]:
    """The asked groups whose answer is no."""
    return [group for group, codes in asked.facets.items() if answer_group(entry.listing, group, codes)[0] is Answer.NO]


def _reachable(snapshot: Snapshot, query: SearchQuery, tree: Node | None) -> Iterator[tuple[Entry, float, Reached]]:
    """Listings of an asked kind that the text finds, with its score, and that can be reached."""
    kinds, wants_online = query.asked.kinds, query.wants_online
    text = matcher(tree, snapshot.vocabulary) if tree is not None else None
    for entry in snapshot.entries.values():
        if kinds and entry.listing.kind not in kinds:
            continue
        score = text(entry.document) if text is not None else 0.0
        if score is None:
            continue
        reached = reach(entry.listing, query.place, query.radius_miles, wants_online=wants_online)
        if reached is not None:
            yield entry, score, reached


def _without(asked: Asked, group: str) -> Asked:
    return replace(asked, facets={name: codes for name, codes in asked.facets.items() if name != group})


def _judged(entry: Entry, asked: Asked, reached: Reached, query: SearchQuery) -> Fit | None:
    """The fit with distance, None when the listing is not shown."""
    judged = fit(entry.listing, asked)
    if judged.fit is FitClass.NO:
        return None
    if reached.reach is Reach.UNKNOWN:
        judged = replace(
            judged,
            fit=FitClass.ASK,
            not_stated=(*judged.not_stated, DISTANCE),
            reasons=(*judged.reasons, Reason("distance_unknown")),
        )
    return None if query.confirmed_only and judged.fit is FitClass.ASK else judged


def _facets(scan: Scan) -> dict[str, dict[str, int]]:
    """Confirmed yes among the survivors of the other groups."""
    counts = tally(found.entry.answered for found in scan.found)
    for group, survivors in scan.without.items():
        counts[group] = tally(entry.answered for entry in survivors).get(group, {})
    return {group: codes for group, codes in sorted(counts.items()) if codes}


def _order(
    query: SearchQuery, times: Upcoming, whole: frozenset[str], *, by_text: bool
) -> Callable[[Found], tuple[int, int, float, str]]:
    """Fit, then reach, then the sort, then the id. What the sort does not know stands last.

    whole: ids of those that have all words where any will do. The best order puts them before reach.
    """

    def value(found: Found) -> float:
        miles = found.reached.distance_miles
        if query.sort is Sort.NEXT:
            upcoming = times.of(found.entry.listing)
            return inf if upcoming is None else upcoming[0].timestamp()
        if query.sort is Sort.BEST and by_text:
            return -found.score / (1 + (miles or 0.0) / _HALF_SCORE_MILES)
        return inf if miles is None else miles

    def key(found: Found) -> tuple[int, int, float, str]:
        listing_id = found.entry.listing.id
        is_first = query.sort is Sort.BEST and listing_id in whole
        return found.fit.rank, -1 if is_first else found.reached.reach.rank, value(found), listing_id

    return key
