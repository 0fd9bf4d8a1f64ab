"""Problem reports."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from referral.domain.errors import ListingNotFound, ReportNotFound
from referral.domain.ports import Report
from referral.store.repositories.listings import SqlListings
from referral.store.rows import ListingRow, ReportRow


class SqlReports:
    """The port `Reports`."""

    def __init__(self, connection: Connection, listings: SqlListings) -> None:
        self._connection = connection
        self._listings = listings

    def add(self, listing_id: str, kind: str, note: str, made: datetime) -> int:
        """Keep a report about a listing, live or vanished; its number. Raises ListingNotFound."""
        self._listings.flush()
        if self._connection.scalar(select(ListingRow.id).where(ListingRow.id == listing_id)) is None:
            raise ListingNotFound(f'No listing has the id "{listing_id[:100]}".')
        row = insert(ReportRow).values(listing_id=listing_id, kind=kind, note=note, made=made, closed=None)
        return int(self._connection.scalars(row.returning(ReportRow.number)).one())

    def list(self, *, open_only: bool = True) -> tuple[Report, ...]:
        """Reports, oldest first."""
        asked = select(
            ReportRow.number, ReportRow.listing_id, ReportRow.kind, ReportRow.note, ReportRow.made, ReportRow.closed
        ).order_by(ReportRow.number)
        if open_only:
            asked = asked.where(ReportRow.closed.is_(None))
        return tuple(Report(*row) for row in self._connection.execute(asked))

    def close(self, number: int, closed: datetime) -> None:
        """Mark as done; one that is done keeps its first moment. Raises ReportNotFound."""
        if self._connection.scalar(select(ReportRow.number).where(ReportRow.number == number)) is None:
            raise ReportNotFound(f"No report has the number {number}.")
        still_open = (ReportRow.number == number, ReportRow.closed.is_(None))
        self._connection.execute(update(ReportRow).where(*still_open).values(closed=closed))
