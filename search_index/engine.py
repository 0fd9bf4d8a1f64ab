"""One part of the index, searched: text, distance, facts and times on survivors only, rarest first.

`ColumnEngine` answers for its own documents; `parts.py` makes a page of several.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from referral.domain.fit import Asked
from referral.domain.place import miles_between
from referral.domain.search import SearchQuery, Sort
from search_index.candidates import Candidates, Finding, taken
from search_index.disk.columns import Array, Cards, Columns, Docs
from search_index.disk.strings import Strings
from search_index.facets.facet_bits import WORD_BITS, Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.judging import RANKS, Judge, Narrowing, plan_of
from search_index.ordering import Values, page
from search_index.space.geo import CHORD_ERROR, miles_of_chords
from search_index.space.reaching import NEAR, ONLINE, UNKNOWN, Directory, Region
from search_index.text import code_words
from search_index.text.bits import Answers
from search_index.text.champions import LISTED, ChampionColumns, Champions, key_of
from search_index.text.exact_names import ExactNames
from search_index.text.finders import finder
from search_index.text.postings import Postings
from search_index.text.query import Node
from search_index.text.texts import Statistics, Texts
from search_index.text.weights import HALF_SCORE_MILES, idf
from search_index.week.coming import Coming
from search_index.week.schedule import Schedules

REACHES = 4
_ANSWERS_BYTES = 8 << 20
"""Of all words kept at hand."""


class TextStatistics:
    """How common stems are in one part."""

    def __init__(self, columns: Columns, postings: Postings) -> None:
        self._documents = columns.documents
        self._postings = postings
        self._coded = dict(zip(code_words.terms(), columns["code.held"].tolist(), strict=True))

    def held(self, stem: str) -> int:
        """How many documents hold a stem."""
        held = self._coded.get(stem)
        if held is None:
            posting = self._postings.get(stem)
            held = 0 if posting is None else len(posting.docs)
        return held

    def idf(self, stem: str) -> float:
        """Rare words weigh more; always above zero."""
        return idf(self._documents, self.held(stem))


@dataclass(frozen=True, slots=True)
class Summary:
    """Known without looking at every survivor. totals: by (fit rank, reach rank); counts: yes answers by bit."""

    totals: Array
    counts: Array


@dataclass(frozen=True, slots=True)
class Survivors:
    """The answer of one part, unordered. buckets: fit rank * REACHES + reach rank of each document.

    scores: None without a text; chords: None without a place. summary: None when the documents are all there are; else
    they are the best of them, enough for the page. first: few documents that stand before others of the same fit.
    """

    docs: Docs
    scores: Array | None
    buckets: Array
    chords: Array | None
    summary: Summary | None = None
    first: Docs | None = None

    @property
    def order(self) -> Array:
        """Buckets as a page has them: the first documents before all others of their fit."""
        if self.first is None:
            return self.buckets
        fits, reaches = np.divmod(self.buckets, np.uint8(REACHES))
        return fits * np.uint8(REACHES + 1) + np.where(
            np.isin(self.docs, self.first), np.uint8(0), reaches + np.uint8(1)
        )

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.docs) if self.summary is None else int(self.summary.totals.sum())


class Ranked(NamedTuple):
    """One document in its place. Rows of several parts compare. listing_id: left empty where there is one part."""

    bucket: int
    value: float
    listing_id: bytes
    part: int
    docid: int


def _is_plain(query: SearchQuery) -> bool:
    """True when nothing but a text is asked."""
    asked = query.asked
    return (
        query.place is None
        and query.sort is Sort.BEST
        and asked == Asked(now=asked.now, zone=asked.zone, visit_min=asked.visit_min)
    )


class ColumnEngine:
    """Searches one `Columns`. Safe from several threads. statistics: of the base, for a delta."""

    def __init__(self, columns: Columns, cards: Cards, statistics: Statistics | None = None) -> None:
        self.columns = columns
        self.cards = cards
        self.facets = FacetColumns(columns)
        self.postings = Postings(columns)
        self.statistics = TextStatistics(columns, self.postings) if statistics is None else statistics
        self._champions = ChampionColumns(columns)
        self.directory = Directory(columns, self.facets)
        self._geography = self.directory.geography
        self._schedules = Schedules(columns, self.facets)
        self._judge = Judge(self._schedules, cards, columns.documents)
        names = ExactNames(columns, self.postings)
        answers = Answers(columns.documents, _ANSWERS_BYTES)
        self.texts = Texts(self.postings, self.facets, columns["text.codes"], self.statistics, names, answers)
        self._ids = Strings(columns["id.text"], columns["id.at"])
        self._rank, self._by_rank = columns["id.rank"], columns["id.doc"]

    def id_of(self, docid: int) -> str:
        """The listing's id."""
        return self._ids.text(int(self._rank[docid]))

    def docid_of(self, listing_id: str) -> int | None:
        """The document of a listing, None when it is not in this part."""
        rank = self._ids.find(listing_id)
        return None if rank is None else int(self._by_rank[rank])

    @cached_property
    def _stated(self) -> Array:
        """How many documents answer yes, by bit."""
        counted = self.columns.arrays.get("facet.counts")
        return self.facets.counts(np.arange(self.columns.documents, dtype=np.int32)) if counted is None else counted

    def stated(self, mask: Mask) -> int:
        """About how many documents answer yes to any of some bits: each bit counts for itself."""
        bits = (word * WORD_BITS + bit for word, held in mask.words for bit in range(WORD_BITS) if held >> bit & 1)
        return sum(int(self._stated[bit]) for bit in bits)

    def find(
        self,
        query: SearchQuery,
        tree: Node | None,
        dead: Array | None = None,
        narrowing: Narrowing | None = None,
        *,
        wants_online: bool | None = None,
    ) -> Survivors:
        """What is shown. dead: one truth per document, or None; the dead count no more.

        narrowing: leaves out some of what is shown, which then is counted and has no scores. wants_online: None = as
        the query has it.
        """
        known = self.known(query, tree, dead) if narrowing is None else None
        if known is not None:
            return known
        finding = self._finding(query, tree, narrowing, wants_online=wants_online)
        return self._judged(finding.candidates(), finding.region, query, dead)

    def _finding(
        self,
        query: SearchQuery,
        tree: Node | None,
        narrowing: Narrowing | None = None,
        *,
        wants_online: bool | None = None,
    ) -> Finding:
        online = query.wants_online if wants_online is None else wants_online
        region = Region(self.directory, query, wants_online=online)
        counted = narrowing is not None and not query.confirmed_only
        return Finding(self.directory, self.texts, region, plan_of(query.asked), tree, narrowing, counted)

    def _judged(self, found: Candidates, region: Region, query: SearchQuery, dead: Array | None) -> Survivors:
        if dead is not None:
            found = found.take((~dead.take(found.reached.docs)).nonzero()[0])
        reached, scores, asks = found.reached, found.scores, found.unsaid
        if region.has_unknown:
            unknown = reached.ranks == UNKNOWN
            asks = unknown if asks is None else asks | unknown
        judged = self._judge.judge(reached.docs, query.asked, asks, confirmed_only=query.confirmed_only)
        if judged.places is not None and len(judged.places) < len(reached.docs):
            reached, scores = reached.only(judged.places), taken(scores, judged.places)
        buckets = reached.ranks if judged.ranks is None else judged.ranks * np.uint8(REACHES) + reached.ranks
        return Survivors(reached.docs, scores, buckets, reached.chords)

    def known(self, query: SearchQuery, tree: Node | None, dead: Array | None) -> Survivors | None:
        """The answer to a search that finds very much, from what was worked out at build; None of any other."""
        best = self._champions.get(key) if _is_plain(query) and (key := key_of(tree)) is not None else None
        if best is None:
            return None
        docs, scores = best.docs, best.scores
        totals, counts = np.zeros((RANKS, REACHES), np.int64), best.counts.astype(np.int64)
        totals[0, NEAR], totals[0, ONLINE] = best.near, best.online
        if dead is not None:
            alive = ~dead.take(docs)
            docs, scores = docs[alive], scores[alive]
            lost = self._among(query, tree, np.flatnonzero(dead).astype(np.int32))
            totals -= self.totals(lost)
            counts -= self.facets.counts(lost.docs)
        if query.offset + query.limit > len(docs):
            return None
        buckets = np.full(len(docs), NEAR, np.uint8)
        return Survivors(docs, scores, buckets, None, Summary(totals, counts))

    def _among(self, query: SearchQuery, tree: Node | None, docs: Docs) -> Survivors:
        """What is shown of some documents."""
        finding, scores = self._finding(query, tree), None
        if tree is not None:
            held, scores = finder(tree, self.texts).probe(docs)
            docs, scores = docs[held], scores[held]
        return self._judged(finding.of(docs, scores), finding.region, query, None)

    def champions(self, tree: Node | None) -> Champions:
        """The champions of a search, worked out the long way. For the build."""
        query = SearchQuery(datetime.fromtimestamp(0, UTC), limit=LISTED)
        kept = self.find(query, tree)
        is_near = kept.buckets == NEAR
        weighed = np.zeros(len(kept.docs), np.float32) if kept.scores is None else kept.scores
        near = Survivors(kept.docs[is_near], weighed[is_near], kept.buckets[is_near], None)
        docs = np.array([row.docid for row in self.page(near, query, by_text=tree is not None)], np.int32)
        scores = weighed[is_near][near.docs.searchsorted(docs)]
        totals = self.totals(kept)[0]
        return Champions(docs, scores, int(totals[NEAR]), int(totals[ONLINE]), self.facets.counts(kept.docs))

    def totals(self, found: Survivors) -> Array:
        """How many survivors there are by (fit rank, reach rank)."""
        if found.summary is not None:
            return found.summary.totals
        return np.bincount(found.buckets, minlength=RANKS * REACHES).reshape(RANKS, REACHES)

    def counts(self, found: Survivors) -> Array:
        """Yes answers of the survivors by bit."""
        return self.facets.counts(found.docs) if found.summary is None else found.summary.counts

    def page(self, found: Survivors, query: SearchQuery, *, by_text: bool, part: int | None = None) -> list[Ranked]:
        """Rows offset to offset + limit of this part's order. part: its number, None when there is only one."""
        if not len(found.docs):
            return []
        values = self._values(found, query, by_text=by_text)
        rows = page(found.order, values, query.offset, query.limit, alone=part is None)
        docids = found.docs.take([row.place for row in rows]).tolist() if rows else []
        if part is None:
            return [Ranked(row.bucket, row.value, b"", 0, docid) for row, docid in zip(rows, docids, strict=True)]
        return [
            Ranked(row.bucket, row.value, self._ids[int(self._rank[docid])], part, docid)
            for row, docid in zip(rows, docids, strict=True)
        ]

    def _values(self, found: Survivors, query: SearchQuery, *, by_text: bool) -> Values:
        """What the sort orders by. What it does not know stands last."""
        docs, chords, weighed = found.docs, found.chords, found.scores

        def ties(places: Array | None) -> Array:
            return self._rank.take(docs if places is None else docs.take(places))

        def exact(place: int) -> float:
            """Asked only of what is near."""
            return miles_between(centre, self._geography.point(int(docs[place])))

        if query.sort is Sort.NEXT:
            coming = Coming(self.columns, query.now)
            return Values(lambda places: coming.next_start(docs if places is None else docs.take(places)), ties)
        if query.sort is Sort.BEST and by_text and weighed is not None:
            return Values(partial(_nearer_better, weighed, chords), ties)
        if chords is None or query.place is None:
            return Values(lambda places: np.zeros(len(docs) if places is None else len(places)), ties)
        centre = query.place.point
        return Values(lambda places: chords if places is None else chords.take(places), ties, exact, float(CHORD_ERROR))


def _nearer_better(scores: Array, chords: Array | None, places: Array | None) -> Array:
    """Scores at places (None = all), negative, and the smaller the farther away: half of it in `HALF_SCORE_MILES`."""
    scores = -(scores if places is None else scores.take(places))
    if chords is None:
        return scores
    away = chords if places is None else chords.take(places)
    miles = miles_of_chords(away)
    miles *= away < np.inf  # what is not near has no distance
    miles /= HALF_SCORE_MILES
    miles += 1
    return np.divide(scores, miles, dtype=np.float64)
