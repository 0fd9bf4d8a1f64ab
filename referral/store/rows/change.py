"""The outbox: one row for each change of a listing, in order."""

from sqlalchemy.orm import Mapped, mapped_column

from referral.store.rows.base import Base, Key


class ChangeRow(Base):
    """A listing changed, vanished or was deleted.

    listing_id has no foreign key: the row outlives the listing, so that the index learns of a deletion. seq never
    comes twice, also after rows were deleted.
    """

    __tablename__ = "changes"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  SQLAlchemy reads it once

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    listing_id: Mapped[str] = mapped_column(Key)
