"""The raw records beside the listings they became."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from referral.domain.ports import StoredRecord
from referral.store.repositories.chunks import CHUNK, chunks
from referral.store.rows import RecordRow


class SqlRecords:
    """The port `Records`. Saved records wait in memory and are written before anything reads or commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stored: dict[str, set[str]] = {}  # source -> outside ids that are rows already
        self._pending: dict[tuple[str, str], dict[str, Any]] = {}

    def known(self, source: str) -> dict[str, StoredRecord]:
        """Every record of a source, live or vanished, by outside id."""
        self.flush()
        asked = select(
            RecordRow.outside_id, RecordRow.digest, RecordRow.mapping_version, RecordRow.listing_id, RecordRow.live
        ).where(RecordRow.source == source)
        return {row.outside_id: StoredRecord(*row) for row in self._connection.execute(asked)}

    def save(self, source: str, record: StoredRecord, raw: Mapping[str, object], run_id: int) -> None:
        """Insert or replace one record as seen in a run."""
        self._pending[source, record.outside_id] = {
            "source": source,
            "outside_id": record.outside_id,
            "listing_id": record.listing_id,
            "digest": record.digest,
            "mapping_version": record.mapping_version,
            "live": record.live,
            "run_id": run_id,
            "raw": dict(raw),
        }
        if len(self._pending) >= CHUNK:
            self.flush()

    def vanish(self, source: str, outside_ids: Sequence[str]) -> None:
        """Flag records that their source no longer lists."""
        self.flush()
        for some in chunks(outside_ids):
            here = (RecordRow.source == source, RecordRow.outside_id.in_(some))
            self._connection.execute(update(RecordRow).where(*here).values(live=False))

    def flush(self) -> None:
        """Write what waits."""
        new: list[dict[str, Any]] = []
        old: list[dict[str, Any]] = []
        for (source, outside_id), row in self._pending.items():
            (old if outside_id in self._stored_of(source) else new).append(row)
        if new:
            self._connection.execute(insert(RecordRow), new)
        if old:
            self._replace(old)
        for source, outside_id in self._pending:
            self._stored[source].add(outside_id)
        self._pending = {}  # last: after a failure nothing is taken for written

    def forget(self, source: str) -> None:
        """Drop what was remembered of a source that is deleted."""
        self._stored.pop(source, None)

    def _stored_of(self, source: str) -> set[str]:
        if source not in self._stored:
            asked = select(RecordRow.outside_id).where(RecordRow.source == source)
            self._stored[source] = set(self._connection.scalars(asked))
        return self._stored[source]

    def _replace(self, rows: list[dict[str, Any]]) -> None:
        here = (RecordRow.source == bindparam("_source"), RecordRow.outside_id == bindparam("_outside_id"))
        found = [{"_source": row["source"], "_outside_id": row["outside_id"], **row} for row in rows]
        self._connection.execute(update(RecordRow).where(*here), found)
