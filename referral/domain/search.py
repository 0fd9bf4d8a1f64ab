"""A search as values: what is asked of the directory, and the page that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from referral.domain.fit import Asked, Fit
from referral.domain.listing import Listing
from referral.domain.place import Place
from referral.domain.reach import Reached
from referral.domain.vocabulary import Kind

MAX_LIMIT = 200


class Sort(StrEnum):
    """best: text and nearness; distance: nearest; next: soonest start. Without what a sort needs, ids decide."""

    BEST = "best"
    DISTANCE = "distance"
    NEXT = "next"


class TextMatch(StrEnum):
    """Whether every word was asked for, or any of them because all together found too few."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search.

    text: the query language of `search_index`, None or blank = none. radius_miles needs a place; None = no limit.

        asked: kinds, facets, free time and moment. now: aware. offset and limit page through one stable order.
    """

    now: datetime
    text: str | None = None
    place: Place | None = None
    radius_miles: float | None = None
    asked: Asked = field(default_factory=Asked)
    sort: Sort = Sort.BEST
    confirmed_only: bool = False
    limit: int = 20
    offset: int = 0

    @property
    def wants_online(self) -> bool:
        """True when online-only listings belong into the answer: attendance=online asked, or meetings alone asked."""
        online = "online" in self.asked.facets.get("attendance", frozenset())
        return (
            online or self.asked.kinds == {Kind.MEETING} or bool(self.asked.facets.keys() & {"fellowship", "meeting"})
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a snippet. is_match: it is a word that was searched for, or one that means the same."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One result.

    next_start and next_end: the running or next session or opening, aware, in the listing's zone; None when unknown.
    snippet: a short cut of the description or notes around the words searched for, None when none of them stands there.
    """

    listing: Listing
    fit: Fit
    reached: Reached
    next_start: datetime | None = None
    next_end: datetime | None = None
    snippet: tuple[Segment, ...] | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer. total, totals (by fit) and totals_by_reach are exact over all pages; hits is this page.

    facets: group -> code -> how many survivors of the other groups answer yes. suggestion: better spelling of the
    text, or None.
    """

    hits: tuple[Hit, ...]
    total: int
    totals: Mapping[str, int]
    totals_by_reach: Mapping[str, int]
    facets: Mapping[str, Mapping[str, int]]
    text_match: TextMatch
    took_ms: float
    suggestion: str | None = None
