"""Listings as values, written in bulk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, CursorResult, Row, Select, bindparam, delete, insert, select, update

from referral.domain.errors import ListingNotFound, SourceNotFound
from referral.domain.listing import Listing
from referral.store.changes import Outbox
from referral.store.mapping import Columns, columns_of, digest_of, listing_of, phone_columns_of
from referral.store.repositories.chunks import CHUNK, chunks
from referral.store.rows import ListingRow, PhoneRow, SourceRow

# Statements are written once: to put one together takes as long as to run it.
_LISTINGS = select(ListingRow.__table__).order_by(ListingRow.id)
_ONE = _LISTINGS.where(ListingRow.id == bindparam("id"))
_SOME = _LISTINGS.where(ListingRow.id.in_(bindparam("ids", expanding=True)), ListingRow.live)
_LIVE = _LISTINGS.where(ListingRow.live, ListingRow.id > bindparam("after")).limit(CHUNK)
_OF_GROUP = _LISTINGS.where(ListingRow.group_id == bindparam("group_id"), ListingRow.live)
_IS_LIVE = select(ListingRow.live).where(ListingRow.id == bindparam("id"))
_PHONES = select(PhoneRow.__table__).order_by(PhoneRow.listing_id, PhoneRow.position)
_PHONES_OF_ONE = _PHONES.where(PhoneRow.listing_id == bindparam("id"))
_PHONES_OF_SOME = _PHONES.where(PhoneRow.listing_id.in_(bindparam("ids", expanding=True)))


@dataclass(slots=True)
class _Pending:
    """Rows that wait to be written together, by listing id; a listing saved twice is written once, as last given."""

    new: dict[str, Columns] = field(default_factory=dict)
    known: dict[str, Columns] = field(default_factory=dict)
    phones: dict[str, list[Columns]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.phones)


class SqlListings:
    """The port `Listings`. Saved listings wait in memory and are written before anything reads or commits.

    An import of thousands of listings so becomes a few dozen statements.
    """

    def __init__(self, connection: Connection, outbox: Outbox) -> None:
        self._connection = connection
        self._outbox = outbox
        self._pending = _Pending()
        self._known: dict[str, dict[str, tuple[str, bool]]] = {}  # source -> listing id -> (digest, live)

    def get(self, listing_id: str) -> Listing:
        """A listing, also a vanished one. Raises ListingNotFound."""
        found = self._read(_ONE, id=listing_id)
        if not found:
            raise ListingNotFound(f'No listing has the id "{listing_id[:100]}".')
        return found[0]

    def get_many(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        """The live listings among these ids, by id."""
        found: dict[str, Listing] = {}
        for some in chunks(list(dict.fromkeys(listing_ids))):
            found.update((listing.id, listing) for listing in self._read(_SOME, ids=some))
        return found

    def is_live(self, listing_id: str) -> bool:
        """False for a vanished or unknown listing."""
        self.flush()
        return bool(self._connection.scalar(_IS_LIVE, {"id": listing_id}))

    def live(self) -> Iterator[Listing]:
        """Every live listing, by id, read in pieces; all of one state of the database while the unit is open."""
        piece = self._read(_LIVE, after="")
        while piece:
            yield from piece
            piece = self._read(_LIVE, after=piece[-1].id)

    def siblings(self, group_id: str) -> tuple[Listing, ...]:
        """The live listings that share a group id, by id."""
        return tuple(self._read(_OF_GROUP, group_id=group_id))

    def save(self, listing: Listing, seen_in_run: int) -> bool:
        """Insert, replace or revive; True when anything changed, and then the outbox says so.

        Central-line marks alone are no change: `mark_central_lines` keeps them. Raises SourceNotFound when no run of
        the source was ever begun.
        """
        known = self._known_of(listing.source)
        columns, phones = columns_of(listing), phone_columns_of(listing)
        digest = digest_of(columns, phones)
        if known.get(listing.id) == (digest, True):
            return False
        is_new = listing.id not in known or listing.id in self._pending.new
        waiting = self._pending.new if is_new else self._pending.known
        waiting[listing.id] = {**columns, "live": True, "digest": digest, "run_id": seen_in_run}
        self._pending.phones[listing.id] = phones
        known[listing.id] = (digest, True)
        if len(self._pending) >= CHUNK:
            self.flush()
        return True

    def vanish(self, listing_ids: Sequence[str]) -> None:
        """Flag and hide the live ones among these ids, and say so in the outbox."""
        self.flush()
        for some in chunks(list(dict.fromkeys(listing_ids))):
            asked = select(ListingRow.id).where(ListingRow.id.in_(some), ListingRow.live)
            going = set(self._connection.scalars(asked))
            self._connection.execute(update(ListingRow).where(ListingRow.id.in_(going)).values(live=False))
            self._outbox.add(listing_id for listing_id in some if listing_id in going)
        self._known.clear()

    def flush(self) -> None:
        """Write what waits, with its rows in the outbox."""
        if not self._pending:
            return
        if self._pending.new:
            self._connection.execute(insert(ListingRow), list(self._pending.new.values()))
        if self._pending.known:
            self._replace(self._pending.known)
        phones = [row for rows in self._pending.phones.values() for row in rows]
        if phones:
            self._connection.execute(insert(PhoneRow), phones)
        self._outbox.add(self._pending.phones)
        self._pending = _Pending()  # last: after a failure nothing is taken for written

    def forget(self, source: str) -> None:
        """Drop what was remembered of a source that is deleted."""
        self._known.pop(source, None)

    def _replace(self, rows: dict[str, Columns]) -> None:
        """Update in place, never delete and insert: reports refer to listings."""
        replaced = update(ListingRow).where(ListingRow.id == bindparam("_id"))
        self._connection.execute(replaced, [{"_id": listing_id, **row} for listing_id, row in rows.items()])
        old_phones = delete(PhoneRow).where(PhoneRow.listing_id == bindparam("_id"))
        self._connection.execute(old_phones, [{"_id": listing_id} for listing_id in rows])

    def _known_of(self, source: str) -> dict[str, tuple[str, bool]]:
        """Digest and liveness of every listing of a source, read once in a unit."""
        if source not in self._known:
            self.flush()
            if self._connection.scalar(select(SourceRow.name).where(SourceRow.name == source)) is None:
                raise SourceNotFound(f'No source is named "{source}". Begin a run of it before its listings are saved.')
            asked = select(ListingRow.id, ListingRow.digest, ListingRow.live).where(ListingRow.source == source)
            self._known[source] = {row.id: (row.digest, row.live) for row in self._connection.execute(asked)}
        return self._known[source]

    def _read(self, asked: Select[Any], **values: object) -> list[Listing]:
        """The listings of a statement, by id."""
        self.flush()
        rows = self._connection.execute(asked, values).all()
        phones: dict[str, list[Row[Any]]] = {}
        for some in chunks([row.id for row in rows]):
            for phone in self._phones_of(some):
                phones.setdefault(phone.listing_id, []).append(phone)
        return [listing_of(row, phones.get(row.id, ())) for row in rows]

    def _phones_of(self, listing_ids: Sequence[str]) -> CursorResult[Any]:
        if len(listing_ids) == 1:
            return self._connection.execute(_PHONES_OF_ONE, {"id": listing_ids[0]})
        return self._connection.execute(_PHONES_OF_SOME, {"ids": listing_ids})
