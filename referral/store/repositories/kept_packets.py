"""Locked packets behind links."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from referral.store.rows import KeptPacketRow


class SqlKeptPackets:
    """The port `KeptPackets`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, lookup: str, locked: bytes, expires: datetime) -> None:
        """Keep a locked packet until it expires; one that is there already is replaced."""
        self._connection.execute(delete(KeptPacketRow).where(KeptPacketRow.lookup == lookup))
        self._connection.execute(insert(KeptPacketRow).values(lookup=lookup, locked=locked, expires=expires))

    def get(self, lookup: str, now: datetime) -> bytes | None:
        """The locked packet, or None."""
        return self._connection.scalar(
            select(KeptPacketRow.locked).where(KeptPacketRow.lookup == lookup, KeptPacketRow.expires > now)
        )

    def delete(self, lookup: str, now: datetime) -> bool:
        """Delete at once; False when it is not there."""
        live = (KeptPacketRow.lookup == lookup, KeptPacketRow.expires > now)
        return self._connection.execute(delete(KeptPacketRow).where(*live)).rowcount > 0

    def purge(self, now: datetime) -> int:
        """Delete everything that has expired; how many that were."""
        return self._connection.execute(delete(KeptPacketRow).where(KeptPacketRow.expires <= now)).rowcount
