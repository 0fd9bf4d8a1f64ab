"""What a planner chooses from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from referral.domain.listing import Listing


@dataclass(frozen=True, slots=True)
class Candidates:
    """Listings by need id; places for managed withdrawal; places with opioid medicine. In any order, not yet judged."""

    by_need: Mapping[str, tuple[Listing, ...]] = field(default_factory=dict)
    withdrawal: tuple[Listing, ...] = ()
    medicine: tuple[Listing, ...] = ()
