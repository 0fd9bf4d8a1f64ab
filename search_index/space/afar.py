"""Documents that can be joined from wherever one is: those online only, and hybrid ones.

A search for meetings within a radius finds all of them, wherever they are: at a million listings 100,000, spread over
every band, where a circle mostly holds a few thousand. So answers to single questions (a group of facets, a word, a
state) are remembered, 12 kilobytes each, and a search joins them.
"""

from collections.abc import Sequence

import numpy as np

from referral.domain.fit import Asked
from search_index.disk.columns import Array, Columns, Docs
from search_index.facets.facet_bits import Mask
from search_index.facets.facet_columns import FacetColumns
from search_index.judging import Narrowing, Plan, plan_of
from search_index.text.bits import Answers
from search_index.text.finders import Part, part_finder
from search_index.text.texts import Texts

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

    def find(
        self, asked: Asked, state: int, text: Sequence[Part], texts: Texts, narrowing: Narrowing | None
    ) -> tuple[Docs, Array]:
        """(documents, is a facet not stated) of those that answer what is asked, times and admission apart.

        state: the number of the state one is in; programs of other states are left out. text: parts that all match.
        """
        if not len(self.docs):
            return self.docs, np.zeros(0, np.bool_)
        plan = plan_of(asked)
        shown = [self._open(plan), self._joins(state), *map(self._not_denied, plan.groups)]
        shown += [self._holds(part, texts) for part in text]
        shown += [] if narrowing is None else [narrowing.keeps(self._not_denied, self._yes)]
        at = self._answers.each(np.bitwise_and.reduce(shown)).nonzero()[0]
        if not plan.groups:
            return self.docs.take(at), np.zeros(len(at), np.bool_)
        stated = self._answers.each(np.bitwise_and.reduce([*map(self._yes, plan.groups)]))
        return self.docs.take(at), ~stated.take(at)

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


def without(docs: Docs, others: Docs) -> Array:
    """Which of ascending documents are none of some others, ascending too."""
    at = docs.searchsorted(others)
    np.minimum(at, len(docs) - 1, out=at)
    kept = np.ones(len(docs), np.bool_)
    kept[at[docs.take(at) == others]] = False
    return kept
