"""Documents that can be joined from wherever one is: those online only, and hybrid ones.

A search for meetings within a radius finds all of them, wherever they are: at a million listings 100,000, spread over
every band, where a circle mostly holds a few thousand. So answers to single questions (a group of facets, a word, a
state) are remembered, 12 kilobytes each, and a search joins them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np

from search_index.disk.columns import Array, Columns, Docs
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.judging import Narrowing, Plan
from search_index.space.stretches import split
from search_index.text.bits import Answers
from search_index.text.finders import Part, part_finder
from search_index.text.texts import Texts


@dataclass(frozen=True, slots=True)
class Held:
    """Some of those documents, by where they stand among them: slices, and single places."""

    within: Sequence[slice]
    places: Array


_PROGRAM = Mask.of(("program",))
_MOST_BYTES = 6 << 20


class Afar:
    """The documents of one part that can be joined from afar. Safe from several threads."""

    def __init__(self, columns: Columns, facets: FacetColumns, online: range) -> None:
        hybrid: Docs = columns["hybrid.doc"]
        first, last = hybrid.searchsorted(np.array([online.start, online.stop], np.int32)).tolist()
        alone = np.arange(online.start, online.stop, dtype=np.int32)
        self.docs: Docs = np.concatenate([hybrid[:first], alone, hybrid[last:]])
        self._states = columns["doc.state"]
        self._facets = facets
        self._answers = Answers(len(self.docs), _MOST_BYTES)

    def held(self, ranges: Array, docs: Docs) -> "Held":
        """Which of them stand in ranges or are some of these documents."""
        at = self.docs.searchsorted(docs)
        np.minimum(at, max(len(self.docs) - 1, 0), out=at)
        within = split(self.docs, ranges)[0]
        return Held(within, at[self.docs.take(at) == docs] if len(self.docs) else at[:0])

    def find(
        self,
        plan: Plan,
        state: int,
        text: Sequence[Part],
        texts: Texts,
        *,
        narrowing: Narrowing | None,
        held: "Held",
    ) -> tuple[Docs, Array | None]:
        """(documents, is a facet not stated) of those that answer what is asked, times and admission apart.

        state: the number of the state one is in; programs of other states are left out. text: parts that all match.
        held: what is found elsewhere.
        """
        if not len(self.docs):
            return self.docs, np.zeros(0, np.bool_) if plan.groups else None
        shown = [self._open(plan), self._joins(state), *map(self._not_denied, plan.groups)]
        shown += [self._holds(part, texts) for part in text]
        shown += [] if narrowing is None else [narrowing.keeps(self._not_denied, self._yes)]
        found = self._answers.each(reduce(and_, shown))
        for within in held.within:
            found[within] = False
        found[held.places] = False
        at = found.nonzero()[0]
        if not plan.groups:
            return self.docs.take(at), None
        unsaid = self._answers.of(~reduce(and_, map(self._yes, plan.groups)), at)
        return self.docs.take(at), unsaid

    def _open(self, plan: Plan) -> Array:
        return self._answers.get((plan.kinds, plan.doors), lambda: plan.opens(self._facets.word(0, self.docs)))

    def _not_denied(self, mask: Mask) -> Array:
        return self._answers.get(("not denied", mask), lambda: self._facets.not_denied(self.docs, mask))

    def _yes(self, mask: Mask) -> Array:
        return self._answers.get(("yes", mask), lambda: self._facets.any_yes(self.docs, mask))

    def _holds(self, part: Part, texts: Texts) -> Array:
        return self._answers.get(part, lambda: part_finder(part, texts).probe(self.docs)[0])

    def _joins(self, state: int) -> Array:
        """Programs are licensed by state; anyone may join a meeting."""

        def joins() -> Array:
            anyone = ~self._facets.any_yes(self.docs, _PROGRAM)
            return anyone | (self._states.take(self.docs) == state) if state else anyone

        return self._answers.get(("state", state), joins)
