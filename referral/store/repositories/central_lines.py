"""Which telephone numbers are central lines, so that a call may not reach the place itself."""

from collections import defaultdict

from sqlalchemy import Connection, bindparam, select, update

from referral.store.rows import ListingRow, PhoneRow

SHARED_BY_PLACES = 5
"""A number that this many addresses share is taken for a central line."""

TOLL_FREE = ("+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888")
"""Toll-free area codes of the North American Numbering Plan."""


def mark(connection: Connection, source: str) -> tuple[str, ...]:
    """Mark the central lines of a source's live listings and unmark all others; ids of the changed listings, sorted.

    Places are told apart by street and ZIP; a listing without both counts for none.
    """
    phones = connection.execute(
        select(PhoneRow.listing_id, PhoneRow.position, PhoneRow.number, PhoneRow.central_line)
        .add_columns(ListingRow.streets, ListingRow.zip5)
        .join(ListingRow, ListingRow.id == PhoneRow.listing_id)
        .where(ListingRow.source == source, ListingRow.live)
    ).all()
    places = defaultdict(set)
    for phone in phones:
        if phone.streets or phone.zip5:
            places[phone.number].add((" ".join(phone.streets or ()).casefold(), phone.zip5))
    central = {number for number, shared_by in places.items() if len(shared_by) >= SHARED_BY_PLACES}
    wrong = [
        {"_listing_id": phone.listing_id, "_position": phone.position, "central_line": not phone.central_line}
        for phone in phones
        if phone.central_line != (phone.number in central or phone.number.startswith(TOLL_FREE))
    ]
    if wrong:
        here = (PhoneRow.listing_id == bindparam("_listing_id"), PhoneRow.position == bindparam("_position"))
        connection.execute(update(PhoneRow).where(*here).values(central_line=bindparam("central_line")), wrong)
    return tuple(sorted({str(row["_listing_id"]) for row in wrong}))
