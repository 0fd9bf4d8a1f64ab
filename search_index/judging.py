"""Which documents answer what is asked, and how well: the columnar form of `fit.fit`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from referral.domain.admission import LEFT_OUT_OF_SEARCH, admits
from referral.domain.facts import Answer
from referral.domain.fit import Asked
from referral.domain.need import About
from search_index.columns import Array, Cards, Docs
from search_index.facet_bits import Mask
from search_index.facets import Sheet
from search_index.schedule import ASK, NO, OPEN, Schedules

RANKS = 4
"""Of `Fit.rank`: yes, open, ask, ask with hours unknown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """places: which of the documents are shown; ranks: `Fit.rank` of each of those."""

    places: Array
    ranks: Array


def passing(sheet: Sheet, asked: Asked) -> tuple[Docs, Array]:
    """(documents that kinds, doors and facets do not deny, is one of those facets not stated) of some documents."""
    word = sheet.yes(0)
    if word is not None and asked.kinds:
        ((_word, bits),) = _kinds(asked.kinds).words
        sheet = _narrowed(sheet, (word & np.uint64(bits)) != 0)
        word = sheet.yes(0)
    if word is not None and asked.about is None:
        ((_word, bits),) = _closed_doors(asked.facets).words
        sheet = _narrowed(sheet, (word & np.uint64(bits)) == 0)
    unsaid = np.zeros(len(sheet.docs), np.bool_)
    for mask in masks(asked.facets):
        yes, no = sheet.any_yes(mask), sheet.all_no(mask)
        kept = yes | ~no
        unsaid |= ~yes
        if not kept.all():
            places = np.flatnonzero(kept)
            sheet, unsaid = sheet.only(places), unsaid.take(places)
    return sheet.docs, unsaid


def _narrowed(sheet: Sheet, kept: Array) -> Sheet:
    return sheet if kept.all() else sheet.only(np.flatnonzero(kept))


class Judge:
    """Judges the documents of one part that are `passing`."""

    def __init__(self, schedules: Schedules, cards: Cards) -> None:
        self._schedules = schedules
        self._cards = cards

    def judge(self, docs: Docs, asked: Asked, unsaid: Array, *, confirmed_only: bool) -> Judged:
        """Documents that times and admission do not deny. unsaid: those of which something is a question already."""
        places, ask = np.arange(len(docs)), unsaid
        times = self._schedules.judge(docs, asked)
        if times is not None:
            places = np.flatnonzero(times != NO)
            times, ask = times[places], ask[places]
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


def masks(facets: Mapping[str, frozenset[str]]) -> list[Mask]:
    """The bits of the codes of each asked group."""
    return [Mask.asking(f"{group}={code}" for code in codes) for group, codes in facets.items()]


@lru_cache(maxsize=64)
def _kinds(kinds: frozenset[str]) -> Mask:
    return Mask.of(kinds)


def _closed_doors(asked: Mapping[str, frozenset[str]]) -> Mask:
    """Restrictions that keep a document out of a search, by `admission.open_to_all`. All stand in word 0."""
    return _closed(asked.get("restricted", frozenset()), asked.get("population", frozenset()))


@lru_cache(maxsize=4096)
def _closed(restrictions: frozenset[str], populations: frozenset[str]) -> Mask:
    closed = [code for code, lets in LEFT_OUT_OF_SEARCH.items() if code not in restrictions and not lets & populations]
    return Mask.of(f"restricted={code}" for code in ("prison", *closed))


def _ranks(ask: Array, times: Array | None) -> Array:
    ranks = np.zeros(len(ask), np.uint8)
    if times is not None:
        ranks[times == OPEN] = 1
    ranks[ask] = 2
    if times is not None:
        ranks[times == ASK] = 3
    return ranks
