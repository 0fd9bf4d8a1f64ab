"""Which documents answer what is asked, and how well: the columnar form of `fit.fit`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
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
from search_index.space.stretches import FEW, Stretches, numbers
from search_index.week.schedule import ASK, NO, OPEN, Schedules

RANKS = 4
"""Of `Fit.rank`: yes, open, ask, ask with hours unknown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """places: which of the documents are shown, None = all; ranks: `Fit.rank` of each of those, None = all are yes."""

    places: Array | None
    ranks: Array | None


class Narrowing(Protocol):
    """Leaves out documents that a search shows and nobody needs. Works on truths and on bits alike."""

    def keeps(self, not_denied: Callable[[Mask], Array], yes: Callable[[Mask], Array]) -> Array:
        """Which documents are kept, by two questions that can be asked of them, each with a mask."""
        ...


class Passing:
    """Some documents, and those of them that every question so far let through.

    Of many documents each question is asked only about those that are left; few are asked about all at once, since
    leaving some out costs more than another question.
    """

    def __init__(self, among: Docs | Stretches) -> None:
        self.left: Docs | Stretches = among
        """Those that the next question is asked about."""
        self._places: Array | None = None
        self._kept: Array | None = None
        self._few = len(among) <= FEW

    def keep(self, kept: Array) -> None:
        """Let through those of `left` that an answer keeps."""
        if self._kept is not None:
            kept = np.logical_and(self._kept, kept, out=kept)
        if self._few:
            self._kept = kept
        else:
            self._narrow(kept)

    def _narrow(self, kept: Array) -> None:
        at = kept.nonzero()[0]
        if len(at) < len(kept):
            self.left = numbers(self.left).take(at)
            self._places = at if self._places is None else self._places.take(at)

    def result(self) -> tuple[Docs, Array | None]:
        """(the documents let through, where each stood among those asked about; None = all of them)."""
        if self._kept is not None:
            self._narrow(self._kept)
            self._kept = None
        return numbers(self.left), self._places


def passing(passed: Passing, facets: FacetColumns, plan: "Plan") -> None:
    """Let through what may be shown as far as kinds, doors and facets say.

    Facets first, since a facet mostly fixes the kind: doors are then asked about few.
    """
    for mask in plan.groups:
        passed.keep(facets.not_denied(passed.left, mask))
    if plan.doors | plan.kinds:
        passed.keep(plan.opens(facets.word(0, passed.left)))


def unsaid(facets: FacetColumns, docs: Docs, plan: "Plan") -> Array | None:
    """Of each of some documents that pass: is a group of facets asked and not stated. None when none is asked."""
    stated: Array | None = None
    for mask in plan.groups:
        yes = facets.any_yes(docs, mask)
        stated = yes if stated is None else np.logical_and(stated, yes, out=stated)
    return None if stated is None else np.logical_not(stated, out=stated)


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


_ANYONE = About()
_ANSWERS, _UNKNOWN = tuple(Answer), -1


class Judge:
    """Judges the documents of one part that are `passing`."""

    def __init__(self, schedules: Schedules, cards: Cards, documents: int) -> None:
        self._schedules = schedules
        self._cards = cards
        self._anyone = np.full(documents, _UNKNOWN, np.int8)

    def judge(self, docs: Docs, asked: Asked, unsaid: Array | None, *, confirmed_only: bool) -> Judged:
        """Documents that times and admission do not deny.

        unsaid: those of which something is a question already; None = none of them.
        """
        times = self._schedules.judge(docs, asked)
        if times is None and asked.about is None and not confirmed_only:
            return Judged(None, None if unsaid is None else unsaid.view(np.uint8) << 1)
        places, ask = np.arange(len(docs)), np.zeros(len(docs), np.bool_) if unsaid is None else unsaid
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
        """(may this person come, is it a question) of each document. After all else, so read from cards.

        What they say to someone of whom nothing is known is kept, a byte a document: every packet asks for that, of all
        around a town.
        """
        if about == _ANYONE:
            answers = self._anyone.take(docs)
            new = (answers == _UNKNOWN).nonzero()[0]
            if len(new):
                answers[new] = self._anyone[docs[new]] = self._answers(docs[new], about)
        else:
            answers = self._answers(docs, about)
        return answers != _ANSWERS.index(Answer.NO), answers == _ANSWERS.index(Answer.NOT_STATED)

    def _answers(self, docs: Docs, about: About) -> Array:
        """Of each document the number of the answer in `_ANSWERS`."""
        return np.array([_ANSWERS.index(admits(self._cards.get(one), about)[0]) for one in docs.tolist()], np.int8)


def _ranks(ask: Array, times: Array | None) -> Array:
    ranks = np.zeros(len(ask), np.uint8)
    if times is not None:
        ranks[times == OPEN] = 1
    ranks[ask] = 2
    if times is not None:
        ranks[times == ASK] = 3
    return ranks
