"""A search over several parts of the index, base and delta: one page, as if they were one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from referral.domain.fit import Fit, FitClass, Reason, fit
from referral.domain.listing import Listing
from referral.domain.reach import Reach, reach
from referral.domain.search import Hit, SearchPage, SearchQuery, Sort, TextMatch
from search_index.counting import Counting
from search_index.disk.columns import Array
from search_index.engine import ColumnEngine, Ranked, Survivors
from search_index.facets.facet_columns import by_group
from search_index.guessing import suggestion
from search_index.text.query import Node, parse, relaxed
from search_index.text.snippets import Snippets
from search_index.week.upcoming import Upcoming

FEW = 5
"""Under so many results, any of the plain words will do instead of all."""

DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Part:
    """One engine, and which of its documents count no more (one truth per document, None = all count)."""

    engine: ColumnEngine
    dead: Array | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one text in every part. totals: by (fit rank, reach rank)."""

    tree: Node | None
    survivors: list[Survivors]
    totals: Array
    total: int
    """How many there are."""


def find(parts: Sequence[Part], query: SearchQuery, tree: Node | None) -> Found:
    """Everything that answers, with exact totals."""
    survivors = [part.engine.find(query, tree, part.dead) for part in parts]
    totals = [part.engine.totals(found) for part, found in zip(parts, survivors, strict=True)]
    joined = totals[0] if len(totals) == 1 else np.sum(totals, axis=0)
    return Found(tree, survivors, joined, sum(found.total for found in survivors))


def find_text(parts: Sequence[Part], query: SearchQuery, tree: Node | None) -> tuple[Found, TextMatch]:
    """What all words find, or any of them when that is too little."""
    found = find(parts, query, tree)
    wider = relaxed(tree) if tree is not None and found.total < FEW else None
    if wider is None:
        return found, TextMatch.ALL
    return _with_whole_first(find(parts, query, wider), found, query), TextMatch.ANY


def _with_whole_first(wide: Found, whole: Found, query: SearchQuery) -> Found:
    """In the best order what has all words stands before what has some: else a meeting online comes after all near."""
    if query.sort is not Sort.BEST or not whole.total:
        return wide
    pairs = zip(wide.survivors, whole.survivors, strict=True)
    return replace(wide, survivors=[replace(some, first=every.docs) for some, every in pairs])


def rank(parts: Sequence[Part], query: SearchQuery, found: Found, *, by_text: bool) -> list[Ranked]:
    """The rows of the page in order."""
    if len(parts) == 1:
        return parts[0].engine.page(found.survivors[0], query, by_text=by_text)
    first = replace(query, offset=0, limit=query.offset + query.limit)
    rows = [
        row
        for number, (part, survivors) in enumerate(zip(parts, found.survivors, strict=True))
        for row in part.engine.page(survivors, first, by_text=by_text, part=number)
    ]
    return sorted(rows)[query.offset : query.offset + query.limit]


def count(parts: Sequence[Part], query: SearchQuery, found: Found) -> dict[str, dict[str, int]]:
    """Facet counts: confirmed yes among the survivors of the other groups."""
    totals = [
        Counting(part.engine, query, found.tree, part.dead).by_bit(survivors)
        for part, survivors in zip(parts, found.survivors, strict=True)
    ]
    return by_group(totals[0] if len(totals) == 1 else np.sum(totals, axis=0))


def search(parts: Sequence[Part], query: SearchQuery) -> SearchPage:
    """The page of a search."""
    started = perf_counter()
    tree = parse(query.text)
    found, text_match = find_text(parts, query, tree)
    rows = rank(parts, query, found, by_text=tree is not None)
    fits, reaches = found.totals.sum(axis=1).tolist(), found.totals.sum(axis=0).tolist()
    times, snippets = Upcoming(query.now), None if found.tree is None else Snippets(found.tree)
    online = query.wants_online
    return SearchPage(
        hits=tuple([_hit(parts, query, row, times, snippets, wants_online=online) for row in rows]),
        total=found.total,
        totals={"yes": fits[0], "open": fits[1], "ask": fits[2] + fits[3]},
        totals_by_reach={known.value: reaches[known.rank] for known in Reach},
        facets=count(parts, query, found),
        text_match=text_match,
        took_ms=round((perf_counter() - started) * 1000, 3),
        suggestion=suggestion(query.text, [part.engine for part in parts]) if query.text and not found.total else None,
    )


def total(parts: Sequence[Part], query: SearchQuery) -> int:
    """How many answer a search."""
    return find_text(parts, replace(query, offset=0, limit=1), parse(query.text))[0].total


def listings(parts: Sequence[Part], query: SearchQuery) -> tuple[Listing, ...]:
    """The listings of the page of a search, in its order."""
    tree = parse(query.text)
    found, _match = find_text(parts, query, tree)
    rows = rank(parts, query, found, by_text=tree is not None)
    return tuple([parts[row.part].engine.cards.get(row.docid) for row in rows])


def _hit(
    parts: Sequence[Part],
    query: SearchQuery,
    row: Ranked,
    times: Upcoming,
    snippets: Snippets | None,
    *,
    wants_online: bool,
) -> Hit:
    """One row with its listing, judged by the domain itself, so that it has every reason."""
    listing = parts[row.part].engine.cards.get(row.docid)
    reached = reach(listing, query.place, query.radius_miles, wants_online=wants_online)
    if reached is None:
        raise AssertionError(f"{listing.id} is found and out of reach")
    judged = _with_distance(fit(listing, query.asked), reached.reach)
    start, end = times.of(listing) or (None, None)
    return Hit(listing, judged, reached, start, end, None if snippets is None else snippets.of(listing))


def _with_distance(judged: Fit, reached: Reach) -> Fit:
    if reached is not Reach.UNKNOWN:
        return judged
    return replace(
        judged,
        fit=FitClass.ASK,
        not_stated=(*judged.not_stated, DISTANCE),
        reasons=(*judged.reasons, Reason("distance_unknown")),
    )
