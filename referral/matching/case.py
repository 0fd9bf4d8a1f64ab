"""What a rule looks at, one listing before one need of one person, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from referral.domain.facts import Answer
from referral.domain.fit import Asked, Reason
from referral.domain.listing import Listing
from referral.domain.need import Need
from referral.domain.reach import Reached
from referral.domain.vocabulary import LIVE_IN_LEVELS, Kind
from referral.domain.week import WeekSet
from referral.matching.person import Person, levels_of

FreeTime = Callable[[Listing], WeekSet]
"""The times at which the person could be at a listing, travel included, on the person's clock."""


@dataclass(frozen=True, slots=True)
class Case:
    """One listing before one need. asked: as `person.asked_of`; reached: None when out of reach."""

    person: Person
    need: Need
    listing: Listing
    asked: Asked
    reached: Reached | None
    free_time: FreeTime

    @property
    def takes_time(self) -> bool:
        """False for a place to stay and for a resource that is only chosen: the week is no question then."""
        return takes_time(self.need, self.listing)

    @property
    def levels(self) -> frozenset[str]:
        """The asked levels that the listing states."""
        return _stated_levels(self.need, self.listing)


def takes_time(need: Need, listing: Listing) -> bool:
    """False for a place to stay and for a resource that is only chosen: the week is no question then."""
    if need.kind is not Kind.PROGRAM:
        return need.kind is Kind.MEETING or need.visit_min is not None
    return not _stated_levels(need, listing) & LIVE_IN_LEVELS


def _stated_levels(need: Need, listing: Listing) -> frozenset[str]:
    return frozenset(code for code in levels_of(need) if f"level={code}" in listing.facts.yes)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's answer. reason: for no and for not stated; asks: facets or names to ask about; matched: confirmed."""

    answer: Answer = Answer.YES
    reason: Reason | None = None
    asks: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()


PASS = Verdict()
"""Nothing to say against a listing, and nothing that was asked for is confirmed."""


def refuse(code: str, **params: str | float) -> Verdict:
    """No, for a reason."""
    return Verdict(Answer.NO, Reason(code, params))


def ask_about(code: str, *names: str) -> Verdict:
    """Not stated: the facets or names to ask about. The reason tells the first, when it is a facet."""
    params = {"facet": names[0]} if "=" in names[0] else {}
    return Verdict(Answer.NOT_STATED, Reason(code, params), names)


def confirm(facets: tuple[str, ...]) -> Verdict:
    """Yes, by facets that the listing states."""
    return Verdict(matched=facets)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. in_fit: its not stated is already part of what `domain/fit.py` answers.

    by_facts: of a listing it looks at the kind and the facts alone, so that one answer holds for all of equal facts.
    """

    name: str
    judge: Callable[[Case], Verdict]
    in_fit: bool = field(default=False)
    by_facts: bool = field(default=False)
