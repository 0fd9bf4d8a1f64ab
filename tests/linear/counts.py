"""Facet counts: how many listings answer yes to each code that could be asked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from referral.domain.listing import Listing
from referral.domain.vocabulary import GROUPS, Kind, answering_facets, facets_of


@cache
def _answered_by(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Stored facet -> the asked facets that it answers yes for a listing of this kind."""
    answered: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        for asked in sorted(facets_of(group)):
            for stored in answering_facets(asked):
                if kind in GROUPS[stored.split("=", 1)[0]].kinds:
                    answered[stored] = (*answered.get(stored, ()), asked)
    return answered


def answers(listing: Listing) -> tuple[str, ...]:
    """Every facet that would be answered yes if it were asked, sorted: hybrid answers online, a level its topic."""
    answered = _answered_by(listing.kind)
    return tuple(sorted({asked for stored in listing.facts.yes for asked in answered.get(stored, ())}))


def tally(survivors: Iterable[tuple[str, ...]]) -> dict[str, dict[str, int]]:
    """Group -> code -> how many of the survivors' `answers` hold it. Codes that none holds are left out."""
    counted = Counter(chain.from_iterable(survivors))
    counts: dict[str, dict[str, int]] = {}
    for facet in sorted(counted):
        group, code = facet.split("=", 1)
        counts.setdefault(group, {})[code] = counted[facet]
    return counts
