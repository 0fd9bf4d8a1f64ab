"""Which documents answer what is asked, and how well: the columnar form of `fit.fit`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Protocol

import numpy as np

from referral.domain.admission import LEFT_OUT_OF_SEARCH, admits
from referral.domain.facts import Answer
from referral.domain.fit import Asked
from referral.domain.need import About
from referral.domain.vocabulary import GROUPS
from search_index.disk.columns import Array, Cards, Docs
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.space.stretches import Stretches
from search_index.week.schedule import ASK, NO, OPEN, Schedules

RANKS = 4
"""Of `Fit.rank`: yes, open, ask, ask with hours unknown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """places: which of the documents are shown, None = all; ranks: `Fit.rank` of each of those."""

    places: Array | None
    ranks: Array


@dataclass(frozen=True, slots=True)
class Passed:
    """Documents that kinds, doors and facets do not deny. unsaid: is one of those facets not stated, of each.

    places: where each stood among the documents asked about; None = all of them passed.
    """

    docs: Docs
    unsaid: Array
    places: Array | None


class Narrowing(Protocol):
    """Leaves out documents that a search shows and nobody needs. Works on truths and on bits alike."""

    def keeps(self, not_denied: Callable[[Mask], Array], yes: Callable[[Mask], Array]) -> Array:
        """Which documents are kept, by two questions that can be asked of them, each with a mask."""
        ...


def passing(facets: FacetColumns, among: Docs | Stretches, asked: Asked, narrowing: Narrowing | None = None) -> Passed:
    """Those of some documents that may be shown as far as kinds, doors and facets say.

    Facets first, since a facet mostly fixes the kind: doors are then asked about few. Whether a facet is stated is
    asked about those that are left.
    """
    plan = plan_of(asked)
    left: Docs | Stretches = among
    places: Array | None = None
    if narrowing is not None:
        kept = narrowing.keeps(partial(facets.not_denied, among), partial(facets.any_yes, among))
        left, places = _narrowed(left, places, kept)
    for mask in plan.groups:
        left, places = _narrowed(left, places, facets.not_denied(left, mask))
    if plan.doors | plan.kinds:
        left, places = _narrowed(left, places, plan.opens(facets.word(0, left)))
    docs = left.docs if isinstance(left, Stretches) else left
    unsaid = np.zeros(len(docs), np.bool_)
    for mask in plan.groups:
        unsaid |= ~facets.any_yes(docs, mask)
    return Passed(docs, unsaid, places)


def _narrowed(docs: Docs | Stretches, places: Array | None, kept: Array) -> tuple[Docs | Stretches, Array | None]:
    at = kept.nonzero()[0]
    if len(at) == len(kept):
        return docs, places
    numbers = docs.docs if isinstance(docs, Stretches) else docs
    return numbers.take(at), at if places is None else places.take(at)


@dataclass(frozen=True, slots=True)
class Plan:
    """What `Asked` asks of facet bits. groups: any of each must not be no. kinds, doors: bits of word 0.

    One of the kinds must be set, 0 = any kind; none of the doors.
    """

    groups: tuple[Mask, ...]
    kinds: int
    doors: int

    def opens(self, words: Array) -> Array:
        """For each word 0 of yes bits: is it of an asked kind, and open."""
        open_: Array = (words & np.uint64(self.doors)) == 0
        return open_ & ((words & np.uint64(self.kinds)) != 0) if self.kinds else open_


def plan_of(asked: Asked) -> Plan:
    """The plan of what is asked."""
    return _plan(asked.kinds, tuple(asked.facets.items()), asked.about is None)


@lru_cache(maxsize=1024)
def _plan(kinds: frozenset[str], facets: tuple[tuple[str, frozenset[str]], ...], doors: bool) -> Plan:  # noqa: FBT001
    groups = [(group, Mask.asking(f"{group}={code}" for code in codes)) for group, codes in facets]
    groups.sort(key=lambda group: len(GROUPS[group[0]].kinds))  # those of one kind deny most documents
    closed = _closed_doors(dict(facets)) if doors else Mask()
    return Plan(tuple(mask for _group, mask in groups), _word_0(Mask.of(kinds)), _word_0(closed))


def _word_0(mask: Mask) -> int:
    """Its bits, which all stand in word 0."""
    return sum(bits for _word, bits in mask.words)


def _closed_doors(asked: Mapping[str, frozenset[str]]) -> Mask:
    """Restrictions that keep a document out of a search, by `admission.open_to_all`."""
    restrictions, populations = asked.get("restricted", frozenset()), asked.get("population", frozenset())
    closed = [code for code, lets in LEFT_OUT_OF_SEARCH.items() if code not in restrictions and not lets & populations]
    return Mask.of(f"restricted={code}" for code in ("prison", *closed))


class Judge:
    """Judges the documents of one part that are `passing`."""

    def __init__(self, schedules: Schedules, cards: Cards) -> None:
        self._schedules = schedules
        self._cards = cards

    def judge(self, docs: Docs, asked: Asked, unsaid: Array, *, confirmed_only: bool) -> Judged:
        """Documents that times and admission do not deny. unsaid: those of which something is a question already."""
        times = self._schedules.judge(docs, asked)
        if times is None and asked.about is None and not confirmed_only:
            return Judged(None, unsaid.astype(np.uint8) * np.uint8(2))
        places, ask = np.arange(len(docs)), unsaid
        if times is not None:
            places = (times != NO).nonzero()[0]
            times, ask = times.take(places), ask.take(places)
        if asked.about is not None:
            allowed, unsure = self._admitted(docs[places], asked.about)
            places, ask = places[allowed], ask[allowed] | unsure[allowed]
            times = None if times is None else times[allowed]
        ranks = _ranks(ask, times)
        if confirmed_only:
            sure = ranks < 2
            return Judged(places[sure], ranks[sure])
        return Judged(places, ranks)

    def _admitted(self, docs: Docs, about: About) -> tuple[Array, Array]:
        """(may this person come, is it a question) of each document. Rare and after all else, so read from cards."""
        answers = [admits(self._cards.get(docid), about)[0] for docid in docs.tolist()]
        allowed = np.array([answer is not Answer.NO for answer in answers], np.bool_)
        return allowed, np.array([answer is Answer.NOT_STATED for answer in answers], np.bool_)


def _ranks(ask: Array, times: Array | None) -> Array:
    ranks = np.zeros(len(ask), np.uint8)
    if times is not None:
        ranks[times == OPEN] = 1
    ranks[ask] = 2
    if times is not None:
        ranks[times == ASK] = 3
    return ranks
