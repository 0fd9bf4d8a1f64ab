"""A source and its runs."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from referral.store.rows.base import Base, Json, Key, Moment


class SourceRow(Base):
    """Where listings come from. format: of the newest run. demo: plainly fictional data.

    title, dating: as in `domain/source.py`, of the newest run; NULL when nobody said, or when that run is older.
    """

    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(Key, primary_key=True)
    format: Mapped[str] = mapped_column(Text)
    demo: Mapped[bool]
    title: Mapped[str | None] = mapped_column(Text)
    dating: Mapped[str | None] = mapped_column(Text)


class RunRow(Base):
    """One import of a source. report: as `ImportReport.as_json` gives it; NULL until the run is finished."""

    __tablename__ = "runs"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  SQLAlchemy reads it once

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(Key, ForeignKey("sources.name", ondelete="CASCADE"), index=True)
    format: Mapped[str] = mapped_column(Text)
    started: Mapped[datetime] = mapped_column(Moment)
    report: Mapped[dict[str, Any] | None] = mapped_column(Json)
