"""Facet counts: how many of the survivors of the other groups answer yes to each code.

For an asked group those are the survivors of all groups, and what this group alone denies. What one group alone denies
is found for all groups in one search more, however many are asked.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from referral.domain.search import SearchQuery
from referral.domain.vocabulary import GROUPS
from search_index.disk.columns import Array, Docs
from search_index.engine import ColumnEngine, Survivors
from search_index.facets.facet_bits import ASKED_BITS, Mask
from search_index.judging import Narrowing
from search_index.text.query import Node

_LOOKED_AT_BY_OTHERS = frozenset({"level", "topic", "population", "restricted"})
"""Groups that change more than their own answer when asked: the hours that a level takes, the doors that are open."""


@dataclass(frozen=True, slots=True)
class Counting:
    """A search of one part whose survivors are counted. tree: its text; dead: documents that count no more."""

    engine: ColumnEngine
    query: SearchQuery
    tree: Node | None
    dead: Array | None

    def by_bit(self, found: Survivors) -> Array:
        """The counts. found: the survivors."""
        asked = self.query.asked.facets
        apart = asked.keys() if self.query.confirmed_only else asked.keys() & _LOOKED_AT_BY_OTHERS
        totals = self.engine.counts(found)
        if not asked:
            return totals
        totals = totals.copy()
        known = self.engine.known(self._without(asked.keys()), self.tree, self.dead) if len(asked) == 1 else None
        if known is not None:
            (group,) = asked
            totals[_bits_of(group)] = self.engine.counts(known)[_bits_of(group)]
            return totals
        self._add_denied(totals, sorted(asked.keys() - apart))
        for group in apart:
            wider = self._find_without((group,), _Answering(_all_of(group)))
            totals[_bits_of(group)] = self._counts(wider.docs, group)[_bits_of(group)]
        return totals

    def _add_denied(self, totals: Array, groups: Sequence[str]) -> None:
        """Add what one of these groups alone denies to the counts of this group."""
        if not groups:
            return
        facets = self.query.asked.facets
        asked = {group: Mask.asking(f"{group}={code}" for code in facets[group]) for group in groups}
        narrowing = _DeniedOnce(tuple((mask, _all_of(group)) for group, mask in asked.items()))
        docs = self._find_without(groups, narrowing).docs
        for group, mask in asked.items():
            denied = docs if len(groups) == 1 else docs[~self.engine.facets.not_denied(docs, mask)]
            totals[_bits_of(group)] += self._counts(denied, group)[_bits_of(group)]

    def _counts(self, docs: Docs, group: str) -> Array:
        return self.engine.facets.counts(docs, (group,))

    def _find_without(self, groups: Collection[str], narrowing: Narrowing) -> Survivors:
        """What would be shown were some groups not asked, as far as it counts. What can be reached stays what it is."""
        online = self.query.wants_online
        return self.engine.find(self._without(groups), self.tree, self.dead, narrowing, wants_online=online)

    def _without(self, groups: Collection[str]) -> SearchQuery:
        """The search were some groups not asked; of its first row, since rows do not matter."""
        asked = self.query.asked
        facets = {name: codes for name, codes in asked.facets.items() if name not in groups}
        return replace(self.query, asked=replace(asked, facets=facets), offset=0, limit=1)


@dataclass(frozen=True, slots=True)
class _DeniedOnce:
    """Documents that one of some groups denies as asked, and of which this group has a yes to something else.

    groups: (what is asked, all there is to ask) of each.
    """

    groups: tuple[tuple[Mask, Mask], ...]

    def keeps(self, not_denied: Callable[[Mask], Array], yes: Callable[[Mask], Array]) -> Array:
        """See `Narrowing`."""
        passed = [not_denied(asked) for asked, _every in self.groups]
        kept: Array | None = None
        for at, (_asked, every) in enumerate(self.groups):
            alone = ~passed[at] & yes(every)
            for other in (*passed[:at], *passed[at + 1 :]):
                alone &= other
            kept = alone if kept is None else kept | alone
        if kept is None:
            raise ValueError("no groups")
        return kept


@dataclass(frozen=True, slots=True)
class _Answering:
    """Documents that answer yes to anything of a group."""

    every: Mask

    def keeps(self, not_denied: Callable[[Mask], Array], yes: Callable[[Mask], Array]) -> Array:
        """See `Narrowing`."""
        del not_denied
        return yes(self.every)


@lru_cache
def _all_of(group: str) -> Mask:
    return Mask.asking(f"{group}={code}" for code in GROUPS[group].codes)


@lru_cache
def _bits_of(group: str) -> Array:
    return np.array([bit for facet, bit in ASKED_BITS.items() if facet.partition("=")[0] == group], np.intp)
