"""What a search looks at in one part: the documents that text, place, kinds, doors and facets let through.

It begins with the rarest part of the text or with the circle around the place, whichever looks at fewer documents, and
asks the cheapest questions first, each only about what is left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from search_index.disk.columns import Array, Docs
from search_index.judging import Narrowing, Passing, Plan, passing, unsaid
from search_index.space.reaching import ONLINE, Around, Directory, Reached, Region
from search_index.text.bits import Window
from search_index.text.finders import finder, parts_of
from search_index.text.query import Node
from search_index.text.texts import Texts


@dataclass(frozen=True, slots=True)
class Candidates:
    """Documents that text, place, kinds, doors and facets let through.

    unsaid: is a facet of each not stated, None = of none; scores: None without a text.
    """

    reached: Reached
    unsaid: Array | None
    scores: Array | None

    def take(self, at: Array) -> "Candidates":
        """Those at some places."""
        return Candidates(self.reached.only(at), taken(self.unsaid, at), taken(self.scores, at))

    def and_(self, other: "Candidates") -> "Candidates":
        """These, then others; both with chords."""
        if not len(other.reached.docs) or self.reached.chords is None or other.reached.chords is None:
            return self
        reached = Reached(
            np.concatenate([self.reached.docs, other.reached.docs]),
            np.concatenate([self.reached.ranks, other.reached.ranks]),
            np.concatenate([self.reached.chords, other.reached.chords]),
        )
        return Candidates(reached, _joined(self.unsaid, other.unsaid), _joined(self.scores, other.scores))


def taken(array: Array | None, at: Array) -> Array | None:
    """What stands at some places, of nothing nothing."""
    return None if array is None else array.take(at)


def _joined(first: Array | None, second: Array | None) -> Array | None:
    return None if first is None or second is None else np.concatenate([first, second])


_NONE = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Finding:
    """One search of one part. narrowing: leaves out some of what is found.

    counted: what is found is counted alone, so that it needs no scores, and it does not matter what is not stated.
    """

    directory: Directory
    texts: Texts
    region: Region
    plan: Plan
    tree: Node | None
    narrowing: Narrowing | None = None
    counted: bool = False

    def candidates(self) -> Candidates:
        """What is found."""
        around, tree = self.region.around, self.tree
        text = None if tree is None else finder(tree, self.texts)
        if text is not None and (around is None or text.cost < self.region.size):
            return self.of(*text.find())
        if around is None:
            return self.of(np.arange(self.directory.columns.documents, dtype=np.int32), None)
        found = self._around(around)
        return found.and_(self._afar(around)) if self.region.wants_online else found

    def of(self, docs: Docs, scores: Array | None) -> Candidates:
        """What is found among documents that the text finds."""
        docs, places = self._passing(Passing(docs))
        reached, kept = self.region.reached(docs)
        if scores is not None:
            scores = scores if places is None else scores.take(places)
            scores = scores if kept is None else scores.take(kept)
        return Candidates(reached, self._unsaid(reached), scores)

    def _around(self, around: Around) -> Candidates:
        """What is found within a radius, and among what is reached wherever it is."""
        if self.tree is None:
            docs, places = self._passing(Passing(around.among))
            reached, _kept = self.region.within(around, docs, places)
            return Candidates(reached, self._unsaid(reached), None)
        text, passed, window = finder(self.tree, self.texts), Passing(around.among), Window(around.among)
        held = text.bits(window)
        if held is not None:
            passed.keep(window.truths(held))
        docs, places = self._passing(passed)
        if not len(docs):
            reached = Reached(docs, np.zeros(0, np.uint8), _NONE)
            return Candidates(reached, self._unsaid(reached), None if self.counted else _NONE)
        reached, kept = self.region.within(around, docs, places)
        near = int((kept if places is None else places.take(kept)).searchsorted(around.among.neighbours))
        if held is None:
            at = _asked_in_order(lambda docs: text.probe(docs)[0], reached.docs, near).nonzero()[0]
            near, reached = int(at.searchsorted(near)), reached.only(at)
        scores = None if self.counted else _asked_in_order(text.scores, reached.docs, near)
        return Candidates(reached, self._unsaid(reached), scores)

    def _afar(self, around: Around) -> Candidates:
        """What is found among what can be joined from wherever one is."""
        tree, afar = self.tree, self.directory.afar
        parts = () if tree is None else parts_of(tree)
        docs, asks = afar.find(
            self.plan, self.region.state, parts, self.texts, narrowing=self.narrowing, held=around.afar
        )
        scores = None if tree is None or self.counted else finder(tree, self.texts).scores(docs)
        reached = Reached(docs, np.full(len(docs), ONLINE, np.uint8), np.full(len(docs), np.inf, np.float32))
        return Candidates(reached, None if self.counted else asks, scores)

    def _passing(self, passed: Passing) -> tuple[Docs, Array | None]:
        """(those that kinds, doors and facets let through, their places; None = all)."""
        facets, left = self.directory.facets, passed.left
        if self.narrowing is not None:
            passed.keep(self.narrowing.keeps(partial(facets.not_denied, left), partial(facets.any_yes, left)))
        passing(passed, facets, self.plan)
        return passed.result()

    def _unsaid(self, reached: Reached) -> Array | None:
        return None if self.counted else unsaid(self.directory.facets, reached.docs, self.plan)


_SORTED = 256
"""So few documents are sorted, which costs less than asking twice."""


def _asked_in_order(ask: Callable[[Docs], Array], docs: Docs, first: int) -> Array:
    """An answer about each of some documents, of which the first ones ascend, and then the others.

    Neighbours stand close together in postings too: of the others alone, all of a posting must be looked at.
    """
    if first in (0, len(docs)):
        return ask(docs)
    if len(docs) > _SORTED:
        return np.concatenate([ask(docs[:first]), ask(docs[first:])])
    order = docs.argsort(kind="stable")
    answers = ask(docs.take(order))
    found = np.empty_like(answers)
    found[order] = answers
    return found
