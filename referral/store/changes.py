"""The outbox: which listings changed, in order. Rows are added in the transaction that changes the listings."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import Connection, func, insert, select

from referral.store.rows import ChangeRow, ListingRow


class Outbox:
    """What the repositories that change listings write. One writer at a time, so numbers become visible in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, listing_ids: Iterable[str]) -> None:
        """One row for each id, in this order."""
        rows = [{"listing_id": listing_id} for listing_id in listing_ids]
        if rows:
            self._connection.execute(insert(ChangeRow), rows)

    def add_source(self, source: str) -> None:
        """One row for each listing of a source that is about to be deleted, by id."""
        ids = select(ListingRow.id).where(ListingRow.source == source).order_by(ListingRow.id)
        self._connection.execute(insert(ChangeRow).from_select(["listing_id"], ids))


class Waiting(Protocol):
    """Something that holds rows back, to write many at once."""

    def flush(self) -> None:
        """Write what waits."""
        ...


class SqlChanges:
    """The port `Changes`."""

    def __init__(self, connection: Connection, waiting: Waiting) -> None:
        self._connection = connection
        self._waiting = waiting

    def last_seq(self) -> int:
        """The newest sequence number, 0 when nothing was ever written."""
        self._waiting.flush()
        return self._connection.scalar(select(func.max(ChangeRow.seq))) or 0

    def since(self, seq: int) -> tuple[tuple[int, str], ...]:
        """(seq, listing id) after seq, oldest first."""
        self._waiting.flush()
        asked = select(ChangeRow.seq, ChangeRow.listing_id).where(ChangeRow.seq > seq).order_by(ChangeRow.seq)
        return tuple((row.seq, row.listing_id) for row in self._connection.execute(asked))
