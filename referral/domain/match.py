"""A match: one listing judged for one need of one person, with the reasons."""

from dataclasses import dataclass

from referral.domain.fit import Fit, Reason
from referral.domain.listing import Listing
from referral.domain.place import Precision
from referral.domain.reach import Reach


@dataclass(frozen=True, slots=True)
class Match:
    """A listing that nothing rules out. fit.fit is yes, open or ask.

    conflicts: preferred facets that the listing denies; preferred: preferred facets that it confirms.
    distance_miles: straight line from home, None when there is none.
    """

    listing: Listing
    fit: Fit
    reach: Reach
    distance_miles: float | None = None
    precision: Precision = Precision.NONE
    preferred: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A listing that a rule took out. rule: name of the first rule that said no; reason: why, for people."""

    listing_id: str
    rule: str
    reason: Reason
