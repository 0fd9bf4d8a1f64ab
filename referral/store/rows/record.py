"""What a source sent, as it sent it."""

from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from referral.store.rows.base import Base, Json, Key


class RecordRow(Base):
    """One raw record of a source, without contact persons.

    digest: SHA-256 hex of raw with sorted keys. listing_id has no foreign key: a record is kept before the listing
    that it becomes part of. run_id: the run that last changed it.
    """

    __tablename__ = "records"

    source: Mapped[str] = mapped_column(Key, ForeignKey("sources.name", ondelete="CASCADE"), primary_key=True)
    outside_id: Mapped[str] = mapped_column(Key, primary_key=True)
    listing_id: Mapped[str] = mapped_column(Key)
    digest: Mapped[str] = mapped_column(Text)
    mapping_version: Mapped[str] = mapped_column(Text)
    live: Mapped[bool]
    run_id: Mapped[int]
    raw: Mapped[dict[str, Any]] = mapped_column(Json)
