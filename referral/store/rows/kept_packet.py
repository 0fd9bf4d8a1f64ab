"""A locked packet behind a link."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from referral.store.rows.base import Base, Key, Moment


class KeptPacketRow(Base):
    """One kept packet. lookup: a hash that does not lead back to the link; locked: ciphertext of a rounded length.

    Nothing else is known of it here, neither when it was made nor for whom.
    """

    __tablename__ = "kept_packets"

    lookup: Mapped[str] = mapped_column(Key, primary_key=True)
    locked: Mapped[bytes] = mapped_column(LargeBinary)
    expires: Mapped[datetime] = mapped_column(Moment, index=True)
