"""One part of the index, searched: text, distance, facts and times on survivors only, rarest first.

`ColumnEngine` answers for its own documents; `parts.py` makes a page of several.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple, cast

import numpy as np

from referral.domain.fit import Asked
from referral.domain.place import miles_between
from referral.domain.search import SearchQuery, Sort
from search_index.disk.columns import Array, Cards, Columns, Docs
from search_index.disk.strings import Strings
from search_index.facets.facet_bits import WORD_BITS, Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.judging import RANKS, Judge, Narrowing, passing
from search_index.ordering import Values, page
from search_index.space.geo import CHORD_ERROR, miles_of_chords
from search_index.space.reaching import NEAR, ONLINE, UNKNOWN, Around, Directory, Reached, Region
from search_index.text import code_words
from search_index.text.bits import Answers
from search_index.text.champions import LISTED, ChampionColumns, Champions, key_of
from search_index.text.exact_names import ExactNames
from search_index.text.finders import finder, parts_of
from search_index.text.postings import Postings
from search_index.text.query import Node
from search_index.text.texts import Finder, Statistics, Texts
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

    summary: None when the documents are all there are; else they are the best of them, enough for the page.
    """

    docs: Docs
    scores: Array
    buckets: Array
    chords: Array | None
    summary: Summary | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Documents that text, place, kinds, doors and facets let through. unsaid: is something a question already."""

    reached: Reached
    unsaid: Array
    scores: Array

    def take(self, at: Array) -> "Candidates":
        """Those at some places."""
        return Candidates(self.reached.only(at), self.unsaid.take(at), self.scores.take(at))

    def and_(self, other: "Candidates") -> "Candidates":
        """These, then others; both with chords."""
        if not len(other.unsaid) or self.reached.chords is None or other.reached.chords is None:
            return self
        reached = Reached(
            np.concatenate([self.reached.docs, other.reached.docs]),
            np.concatenate([self.reached.ranks, other.reached.ranks]),
            np.concatenate([self.reached.chords, other.reached.chords]),
        )
        unsaid, scores = np.concatenate([self.unsaid, other.unsaid]), np.concatenate([self.scores, other.scores])
        return Candidates(reached, unsaid, scores)


class Ranked(NamedTuple):
    """One document in its place. Rows of several parts compare. listing_id: left empty where there is one part."""

    bucket: int
    value: float
    listing_id: bytes
    part: int
    docid: int


def _every(documents: int) -> tuple[Docs, Array]:
    return np.arange(documents, dtype=np.int32), np.zeros(documents, np.float32)


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
        self._judge = Judge(self._schedules, cards)
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

        narrowing: leaves out some of what is shown. wants_online: None = as the query has it.
        """
        known = self._champions_of(query, tree, dead)
        if known is not None:
            return known
        region = Region(
            self.directory, query, wants_online=query.wants_online if wants_online is None else wants_online
        )
        text = None if tree is None else finder(tree, self.texts)
        if region.around is None or (text is not None and text.cost < region.size):
            docs, scores = _every(self.columns.documents) if text is None else text.find()
            return self._judged(self._from_text(docs, scores, region, query.asked, narrowing), query, dead)
        found = self._from_place(region, region.around, text, query.asked, narrowing)
        if region.wants_online:
            found = found.and_(self._from_afar(region, region.around, tree, query.asked, narrowing))
        return self._judged(found, query, dead)

    def _from_text(
        self, docs: Docs, scores: Array, region: Region, asked: Asked, narrowing: Narrowing | None = None
    ) -> Candidates:
        """Candidates among documents that the text finds. The cheapest questions come first."""
        passed = passing(self.facets, docs, asked, narrowing)
        reached, kept = region.reached(passed.docs)
        unsaid, scores = passed.unsaid, scores if passed.places is None else scores.take(passed.places)
        if kept is not None:
            unsaid, scores = unsaid.take(kept), scores.take(kept)
        return Candidates(reached, unsaid, scores)

    def _from_place(
        self, region: Region, around: Around, text: Finder | None, asked: Asked, narrowing: Narrowing | None
    ) -> Candidates:
        """Candidates within a radius, and among what is reached wherever it is."""
        passed = passing(self.facets, around.among, asked, narrowing)
        reached, kept = region.within(around, passed.docs, passed.places)
        found = Candidates(reached, passed.unsaid.take(kept), np.zeros(len(kept), np.float32))
        if text is None or not len(kept):
            return found
        # Neighbours stand close together in postings too: of the others alone, all of a posting must be looked at.
        places = kept if passed.places is None else passed.places.take(kept)
        near = int(places.searchsorted(around.among.neighbours))
        probed = [text.probe(docs) for docs in (reached.docs[:near], reached.docs[near:]) if len(docs)]
        held, scores = probed[0] if len(probed) == 1 else map(np.concatenate, zip(*probed, strict=True))
        return Candidates(reached, found.unsaid, scores).take(held.nonzero()[0])

    def _from_afar(
        self, region: Region, around: Around, tree: Node | None, asked: Asked, narrowing: Narrowing | None
    ) -> Candidates:
        """Candidates among what can be joined from wherever one is."""
        parts = () if tree is None else parts_of(tree)
        docs, unsaid = self.directory.afar.find(asked, region.state, parts, self.texts, narrowing)
        far = region.joined(around, docs)
        docs, unsaid = docs.take(far), unsaid.take(far)
        scores = np.zeros(len(docs), np.float32)
        if tree is not None and len(docs):
            scores = finder(tree, self.texts).probe(docs)[1]
        reached = Reached(docs, np.full(len(docs), ONLINE, np.uint8), np.zeros(len(docs), np.float32))
        return Candidates(reached, unsaid, scores)

    def _judged(self, found: Candidates, query: SearchQuery, dead: Array | None) -> Survivors:
        if dead is not None:
            found = found.take((~dead.take(found.reached.docs)).nonzero()[0])
        reached, scores = found.reached, found.scores
        unsaid = found.unsaid | (reached.ranks == UNKNOWN)
        judged = self._judge.judge(reached.docs, query.asked, unsaid, confirmed_only=query.confirmed_only)
        if judged.places is not None and len(judged.places) < len(reached.docs):
            reached, scores = reached.only(judged.places), scores.take(judged.places)
        return Survivors(reached.docs, scores, judged.ranks * np.uint8(REACHES) + reached.ranks, reached.chords)

    def _champions_of(self, query: SearchQuery, tree: Node | None, dead: Array | None) -> Survivors | None:
        """The answer to a search that finds very much, from what was worked out at build."""
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
        region = Region(self.directory, query, wants_online=query.wants_online)
        held, scores = np.ones(len(docs), np.bool_), np.zeros(len(docs), np.float32)
        if tree is not None:
            held, scores = finder(tree, self.texts).probe(docs)
        return self._judged(self._from_text(docs[held], scores[held], region, query.asked), query, None)

    def champions(self, tree: Node | None) -> Champions:
        """The champions of a search, worked out the long way. For the build."""
        query = SearchQuery(datetime.fromtimestamp(0, UTC), limit=LISTED)
        kept = self.find(query, tree)
        is_near = kept.buckets == NEAR
        near = Survivors(kept.docs[is_near], kept.scores[is_near], kept.buckets[is_near], None)
        docs = np.array([row.docid for row in self.page(near, query, by_text=tree is not None)], np.int32)
        scores = near.scores[near.docs.searchsorted(docs)]
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
        values = self._values(found, query, by_text=by_text)
        rows = page(found.buckets, values, query.offset, query.limit, alone=part is None)
        docids = found.docs.take([row.place for row in rows]).tolist() if rows else []
        if part is None:
            return [Ranked(row.bucket, row.value, b"", 0, docid) for row, docid in zip(rows, docids, strict=True)]
        return [
            Ranked(row.bucket, row.value, self._ids[int(self._rank[docid])], part, docid)
            for row, docid in zip(rows, docids, strict=True)
        ]

    def _values(self, found: Survivors, query: SearchQuery, *, by_text: bool) -> Values:
        """What the sort orders by. What it does not know stands last."""

        def ties(places: Array) -> Array:
            return self._rank.take(found.docs.take(places))

        if query.sort is Sort.NEXT:
            coming = Coming(self.columns, query.now)
            return Values(lambda places: coming.next_start(found.docs[places]), ties)
        chords = found.chords
        if query.sort is Sort.BEST and by_text:

            def score(places: Array) -> Array:
                scores = -found.scores.take(places)
                if chords is None:
                    return scores
                near = found.buckets.take(places) % REACHES == NEAR
                miles = miles_of_chords(chords.take(places)) * near
                return cast("Array", scores.astype(np.float64) / (1 + miles / HALF_SCORE_MILES))

            return Values(score, ties)
        place = query.place
        if chords is None or place is None:
            return Values(lambda places: np.zeros(len(places)), ties)

        def is_near(places: Array) -> Array:
            return cast("Array", found.buckets.take(places) % REACHES == NEAR)

        def miles(at: int) -> float:
            if found.buckets[at] % REACHES != NEAR:
                return np.inf
            return miles_between(place.point, self._geography.point(int(found.docs[at])))

        return Values(
            lambda places: np.where(is_near(places), chords.take(places), np.float32(np.inf)),
            ties,
            miles,
            float(CHORD_ERROR),
        )
