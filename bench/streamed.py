"""A store that only reads: made-up listings, streamed, so that an engine can be built over a million of them."""

from collections.abc import Iterator, Sequence
from typing import Self, cast

from bench.measure import Untimed
from bench.national import SOURCE, Size, listing_id, listings
from referral.domain.errors import ListingNotFound
from referral.domain.listing import Listing
from referral.domain.ports import Store


class StreamedListings:
    """The reading side of the port `Listings`. making_s: seconds spent on making listings so far."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self.making_s = 0.0

    def live(self) -> Iterator[Listing]:
        """Every listing, by id."""
        made = Untimed(listings(self._size))
        yield from made
        self.making_s += made.seconds

    def get(self, listing_id: str) -> Listing:
        """One listing. Raises ListingNotFound."""
        found = self.get_many([listing_id])
        if not found:
            raise ListingNotFound(f"There is no listing {listing_id}.")
        return found[listing_id]

    def get_many(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        """Those of these ids that are there, made anew."""
        numbers = {one: self._number(one) for one in listing_ids}
        known = {one: number for one, number in numbers.items() if number is not None}
        return {one: next(listings(self._size, number, number + 1)) for one, number in known.items()}

    def is_live(self, listing_id: str) -> bool:
        """True for the ids of this size."""
        return self._number(listing_id) is not None

    def siblings(self, group_id: str) -> tuple[Listing, ...]:
        """None: made-up listings stand alone."""
        del group_id
        return ()

    def _number(self, one: str) -> int | None:
        digits = one.removeprefix(f"{SOURCE}:")
        if not digits.isdigit() or listing_id(int(digits)) != one or int(digits) >= self._size.listings:
            return None
        return int(digits)


class _NoChanges:
    """The port `Changes` of a directory that was filled once."""

    def last_seq(self) -> int:
        return 1

    def since(self, seq: int) -> tuple[tuple[int, str], ...]:
        del seq
        return ()


class StreamedStore:
    """`Store` and `UnitOfWork` in one; every unit reads the same listings."""

    def __init__(self, size: Size) -> None:
        self.listings = StreamedListings(size)
        self.changes = _NoChanges()

    def unit(self, *, write: bool = False) -> Self:
        """Itself: nothing is ever written."""
        del write
        return self

    def last_seq(self) -> int:
        """That of the one fill."""
        return self.changes.last_seq()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def as_store(self) -> Store:
        """This, for callers that take the whole port; asking it to write fails."""
        return cast(Store, self)
