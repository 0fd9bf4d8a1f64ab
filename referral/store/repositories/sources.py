"""Where listings come from."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from referral.domain.errors import SourceNotFound
from referral.domain.ports import SourceSummary
from referral.domain.source import Dating, Source
from referral.store.changes import Outbox
from referral.store.repositories import central_lines
from referral.store.repositories.listings import SqlListings
from referral.store.repositories.records import SqlRecords
from referral.store.rows import ListingRow, RecordRow, RunRow, SourceRow


class SqlSources:
    """The port `Sources`."""

    def __init__(self, connection: Connection, listings: SqlListings, records: SqlRecords, outbox: Outbox) -> None:
        self._connection = connection
        self._listings = listings
        self._records = records
        self._outbox = outbox

    def list(self) -> tuple[SourceSummary, ...]:
        """Every source, by name."""
        self._flush()
        count = select(func.count())
        live_records = count.where(RecordRow.source == SourceRow.name, RecordRow.live)
        live_listings = count.where(ListingRow.source == SourceRow.name, ListingRow.live)
        last_run = select(func.max(RunRow.started)).where(RunRow.source == SourceRow.name)
        asked = select(
            SourceRow.name,
            SourceRow.format,
            live_records.scalar_subquery(),
            live_listings.scalar_subquery(),
            last_run.scalar_subquery(),
            SourceRow.demo,
        ).order_by(SourceRow.name)
        return tuple(SourceSummary(*row) for row in self._connection.execute(asked))

    def named(self) -> dict[str, Source]:
        """Name -> source, without counting what it holds."""
        asked = select(SourceRow.name, SourceRow.format, SourceRow.title, SourceRow.dating)
        return {
            name: Source(name, format_, title, Dating(dating or Dating.UPDATED))
            for name, format_, title, dating in self._connection.execute(asked)
        }

    def begin_run(
        self,
        source: str,
        format_name: str,
        started: datetime,
        *,
        demo: bool = False,
        title: str | None = None,
        dating: Dating = Dating.UPDATED,
    ) -> int:
        """Register the source if it is new and open a run; its number."""
        known = self._connection.scalar(select(SourceRow.name).where(SourceRow.name == source))
        said = {"format": format_name, "demo": demo, "title": title, "dating": dating.value}
        if known is None:
            self._connection.execute(insert(SourceRow).values(name=source, **said))
        else:
            self._connection.execute(update(SourceRow).where(SourceRow.name == source).values(**said))
        run = insert(RunRow).values(source=source, format=format_name, started=started)
        return int(self._connection.scalars(run.returning(RunRow.id)).one())

    def finish_run(self, run_id: int, report: Mapping[str, object]) -> None:
        """Keep the report of a run."""
        self._connection.execute(update(RunRow).where(RunRow.id == run_id).values(report=dict(report)))

    def mark_central_lines(self, source: str) -> int:
        """Mark numbers that are toll-free or shared by five addresses as central lines, unmark others.

        Returns how many listings changed; each gets a row in the outbox.
        """
        self._flush()
        changed = central_lines.mark(self._connection, source)
        self._outbox.add(changed)
        return len(changed)

    def live_demo(self) -> str | None:
        """The name of a demo source with live listings, or None."""
        self._flush()
        has_live = select(ListingRow.id).where(ListingRow.source == SourceRow.name, ListingRow.live).exists()
        asked = select(SourceRow.name).where(SourceRow.demo, has_live).order_by(SourceRow.name).limit(1)
        return self._connection.scalar(asked)

    def remove(self, name: str) -> int:
        """Delete a source with its records, runs, listings and the reports on them; how many listings went.

        Vanished listings count too. Every one gets a row in the outbox. Raises SourceNotFound.
        """
        self._flush()
        if self._connection.scalar(select(SourceRow.name).where(SourceRow.name == name)) is None:
            raise SourceNotFound(f'No source is named "{name[:64]}". `flask source list` shows the names.')
        count = select(func.count()).where(ListingRow.source == name)
        going = self._connection.execute(count).scalar_one()
        self._outbox.add_source(name)
        self._connection.execute(delete(SourceRow).where(SourceRow.name == name))  # the rest goes by foreign keys
        self._listings.forget(name)
        self._records.forget(name)
        return going

    def _flush(self) -> None:
        self._listings.flush()
        self._records.flush()
