"""A listing with its telephone numbers."""

from datetime import date
from typing import Any

from sqlalchemy import Double, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from referral.store.rows.base import Base, Json, Key


class ListingRow(Base):
    """One listing. It is read and written whole, so what nothing asks for in SQL stands in JSON columns.

    JSON columns are NULL when empty; their forms are known to `mapping.py` alone. live: False once its source no
    longer lists it. digest: of the canonical JSON, to tell whether anything changed. run_id: the run that last
    changed it.
    """

    __tablename__ = "listings"
    __table_args__ = (Index(None, "source", "live"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    source: Mapped[str] = mapped_column(Key, ForeignKey("sources.name", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    organization: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    website: Mapped[str | None] = mapped_column(Text)
    group_id: Mapped[str | None] = mapped_column(Key, index=True)
    as_of: Mapped[date | None]

    location_name: Mapped[str | None] = mapped_column(Text)
    streets: Mapped[list[str] | None] = mapped_column(Json)
    town: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(Text)
    zip5: Mapped[str | None] = mapped_column(Text)
    county: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    precision: Mapped[str] = mapped_column(Text)
    time_zone: Mapped[str | None] = mapped_column(Text)
    address_hidden: Mapped[bool]

    online: Mapped[dict[str, Any] | None] = mapped_column(Json)
    sessions: Mapped[list[Any] | None] = mapped_column(Json)
    tracks: Mapped[list[Any] | None] = mapped_column(Json)
    hours: Mapped[list[Any] | None] = mapped_column(Json)
    serves: Mapped[list[Any] | None] = mapped_column(Json)
    facts: Mapped[dict[str, Any] | None] = mapped_column(Json)

    live: Mapped[bool]
    digest: Mapped[str] = mapped_column(Text)
    run_id: Mapped[int]


class PhoneRow(Base):
    """One number of a listing, in a table of its own because numbers are counted across listings.

    position: 0 for the first number of the listing.
    """

    __tablename__ = "phones"

    listing_id: Mapped[str] = mapped_column(Key, ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(Text)
    extension: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    central_line: Mapped[bool]
