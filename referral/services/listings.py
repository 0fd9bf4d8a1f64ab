"""One listing with what stands around it, and several by their ids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from referral.domain.listing import Listing
from referral.domain.ports import Store


@dataclass(frozen=True, slots=True)
class ListingView:
    """live: False when its source no longer lists it. siblings: other live listings of the same group, by id."""

    listing: Listing
    live: bool
    siblings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Picks:
    """listings: those that are live, in the order in which they were picked. gone: how many are not any more."""

    listings: tuple[Listing, ...]
    gone: int


class Listings:
    """Looks listings up."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, listing_id: str) -> ListingView:
        """A listing, also a vanished one. Raises ListingNotFound."""
        with self._store.unit() as uow:
            listing = uow.listings.get(listing_id)
            group = uow.listings.siblings(listing.group_id) if listing.group_id else ()
            siblings = tuple(other for other in group if other.id != listing_id)
            return ListingView(listing, uow.listings.is_live(listing_id), siblings)

    def picked(self, listing_ids: Sequence[str]) -> Picks:
        """What a visitor has picked, in that order; how many of it are gone."""
        found = self.known(listing_ids)
        listings = tuple(found[one] for one in listing_ids if one in found)
        return Picks(listings, len(listing_ids) - len(listings))

    def known(self, listing_ids: Iterable[str]) -> dict[str, Listing]:
        """The live listings among some ids, by id; what has vanished or never was is left out."""
        ids = sorted(set(listing_ids))
        if not ids:
            return {}
        with self._store.unit() as uow:
            return uow.listings.get_many(ids)
