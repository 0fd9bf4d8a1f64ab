"""The listings that a visitor has picked, as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass

from referral.domain.listing import Listing
from referral.domain.ports import Store


@dataclass(frozen=True, slots=True)
class Picks:
    """listings: those that are live, in the order in which they were picked. gone: how many are not any more."""

    listings: tuple[Listing, ...]
    gone: int


def picks_of(store: Store, listing_ids: Sequence[str]) -> Picks:
    """What has been picked, by ids. Unknown and vanished ones count as gone."""
    if not listing_ids:
        return Picks((), 0)
    with store.unit() as uow:
        found = uow.listings.get_many(listing_ids)
    listings = tuple(found[one] for one in listing_ids if one in found)
    return Picks(listings, len(listing_ids) - len(listings))
