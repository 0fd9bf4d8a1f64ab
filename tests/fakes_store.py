"""The reading side of a store, in memory: live listings and the outbox of changes. For tests of indexes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self, cast

from referral.domain.errors import ListingNotFound, StoreUnavailable
from referral.domain.listing import Listing
from referral.domain.ports import Store


@dataclass
class FakeListings:
    rows: dict[str, Listing] = field(default_factory=dict)
    reads: int = 0
    """How many listings were handed out."""

    def get(self, listing_id: str) -> Listing:
        if listing_id not in self.rows:
            raise ListingNotFound(f"no listing {listing_id}")
        return self.rows[listing_id]

    def get_many(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        found = {listing_id: self.rows[listing_id] for listing_id in listing_ids if listing_id in self.rows}
        self.reads += len(found)
        return found

    def is_live(self, listing_id: str) -> bool:
        return listing_id in self.rows

    def live(self) -> Iterator[Listing]:
        for listing_id in sorted(self.rows):
            self.reads += 1
            yield self.rows[listing_id]

    def siblings(self, group_id: str) -> tuple[Listing, ...]:
        return tuple(row for _, row in sorted(self.rows.items()) if row.group_id == group_id)


@dataclass
class FakeChanges:
    rows: list[tuple[int, str]] = field(default_factory=list)

    def last_seq(self) -> int:
        return self.rows[-1][0] if self.rows else 0

    def since(self, seq: int) -> tuple[tuple[int, str], ...]:
        return tuple(row for row in self.rows if row[0] > seq)


class FakeStore:
    """Every unit reads the same rows. `save` and `vanish` write listing and outbox in one go."""

    def __init__(self, listings: Iterable[Listing] = ()) -> None:
        self.listings = FakeListings()
        self.changes = FakeChanges()
        self.broken = False
        self.save(*listings)

    def save(self, *listings: Listing) -> None:
        for listing in listings:
            self.listings.rows[listing.id] = listing
            self.changes.rows.append((self.changes.last_seq() + 1, listing.id))

    def vanish(self, *listing_ids: str) -> None:
        for listing_id in listing_ids:
            del self.listings.rows[listing_id]
            self.changes.rows.append((self.changes.last_seq() + 1, listing_id))

    def unit(self, *, write: bool = False) -> Self:
        if self.broken:
            raise StoreUnavailable("The database cannot be opened.")
        return self

    def last_seq(self) -> int:
        if self.broken:
            raise StoreUnavailable("The database cannot be opened.")
        return self.changes.last_seq()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    @property
    def port(self) -> Store:
        """This store for code that is typed by the port; the writing side is not there."""
        return cast("Store", self)
