"""Facts with three values: yes, no, not stated. What is not stated is never guessed.

A *facet* is the text `group=code` (`payment=medicaid`). A source states facets; `FactsBuilder` turns what one record
states into `Facts` by the rule of its mapping: in a *closed* group that states at least one code, the codes that the
source can express and does not list are no; in an *open* group they are not stated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referral.domain import vocabulary


class Answer(StrEnum):
    """What a record says of one facet."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"


CONFLICT = "conflict"
"""Reason of a facet whose record states codes that contradict each other. It is not stated, and never yes for who
depends on it.
"""

GENERAL_SUD = "general_sud"
"""Reason of a substance that is treated because the program treats substance use in general."""


CLOSED_FOR_NOW = "closed_for_now"
"""Reason why nobody comes in person: the room is closed for a while, and people meet online until then."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer with its origin.

    reason: why it is so when the record did not simply state it. as_of: None when undated.
    """

    group: str
    code: str
    answer: Answer
    reason: str | None
    source: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All answers of one listing.

    A facet in neither set is not stated. reasons: (facet, reason) sorted, for derived answers only.
    """

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    reasons: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.yes & self.no:
            raise ValueError(f"yes and no at once: {sorted(self.yes & self.no)}")

    def answer(self, facet: str) -> Answer:
        """The answer to one facet."""
        if facet in self.yes:
            return Answer.YES
        return Answer.NO if facet in self.no else Answer.NOT_STATED

    def reason(self, facet: str) -> str | None:
        """Why a facet has its answer: `conflict`, `general_sud`, `closed_for_now`; None when it is simply stated."""
        return next((reason for known, reason in self.reasons if known == facet), None)

    def codes(self, group: str) -> tuple[str, ...]:
        """The codes of a group that are yes, sorted."""
        return tuple(sorted([facet[len(group) + 1 :] for facet in self.yes & vocabulary.facets_of(group)]))

    def states(self, group: str) -> bool:
        """True when the record states at least one yes in the group."""
        return not self.yes.isdisjoint(vocabulary.facets_of(group))


class FactsBuilder:
    """Collects what one record states, then closes its groups.

    closed: group -> facets that the source can express; only these may become no by silence.
    Facets are checked against the vocabulary (UnknownCode). An explicit answer beats a derived one; an explicit yes
    and an explicit no of the same facet make a conflict.
    """

    def __init__(self, closed: Mapping[str, Iterable[str]] | None = None) -> None:
        self._closed = {group: frozenset(facets) for group, facets in (closed or {}).items()}
        self._yes: set[str] = set()
        self._no: set[str] = set()
        self._derived: dict[str, str] = {}
        self._denied: dict[str, str] = {}
        self._conflicts: set[str] = set()

    def yes(self, *facets: str) -> None:
        """The record states these."""
        self._yes.update(vocabulary.canonical(facet) for facet in facets)

    def no(self, *facets: str) -> None:
        """The record denies these."""
        self._no.update(vocabulary.canonical(facet) for facet in facets)

    def conflict(self, *facets: str) -> None:
        """The record contradicts itself about these: not stated, with the reason."""
        self._conflicts.update(vocabulary.canonical(facet) for facet in facets)

    def derive(self, facet: str, reason: str) -> None:
        """Yes for a reason that is shown, unless the record itself answers the facet."""
        self._derived[vocabulary.canonical(facet)] = reason

    def deny(self, facet: str, reason: str) -> None:
        """No for a reason that is shown."""
        self.no(facet)
        self._denied[vocabulary.canonical(facet)] = reason

    def build(self) -> Facts:
        """The facts, with groups closed and every `restricted` code whose rule did not fire set to no."""
        conflicts = self._conflicts | (self._yes & self._no)
        derived = {facet: why for facet, why in self._derived.items() if facet not in self._yes | self._no | conflicts}
        yes = (self._yes | derived.keys()) - conflicts
        no = self._no - conflicts - yes
        stated_groups = {facet.split("=", 1)[0] for facet in self._yes | derived.keys()}
        for group, expressible in self._closed.items():
            if group in stated_groups:
                no |= expressible - yes - conflicts
        no |= vocabulary.facets_of("restricted") - yes - conflicts
        denied = {facet: why for facet, why in self._denied.items() if facet in no}
        reasons = {**derived, **denied, **dict.fromkeys(conflicts, CONFLICT)}
        return Facts(frozenset(yes), frozenset(no), tuple(sorted(reasons.items())))
