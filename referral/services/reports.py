"""Problem reports: a visitor's word that something is wrong, read and closed by staff."""

from collections.abc import Iterable

from referral.domain.errors import BadInput
from referral.domain.ports import Clock, Report, Store

KINDS = ("closed", "wrong", "other")
MAX_NOTE = 500


class Reports:
    """Keeps reports of problems."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(self, listing_id: str, kind: str, note: str = "") -> int:
        """Keep a report; its number. Raises BadInput, ListingNotFound."""
        if kind not in KINDS:
            raise BadInput("kind", f"use one of: {', '.join(KINDS)}.")
        with self._store.unit(write=True) as uow:
            number = uow.reports.add(listing_id, kind, note.strip()[:MAX_NOTE], self._clock.now())
            uow.commit()
        return number

    def list(self, *, open_only: bool = True) -> tuple[Report, ...]:
        """Reports, oldest first."""
        with self._store.unit() as uow:
            return uow.reports.list(open_only=open_only)

    def names(self, reports: Iterable[Report]) -> dict[str, str]:
        """The names of the places that reports are about, by id; vanished places have theirs still."""
        ids = sorted({one.listing_id for one in reports})
        with self._store.unit() as uow:
            return {one: uow.listings.get(one).name for one in ids}

    def close(self, number: int) -> None:
        """Mark a report as done. Raises ReportNotFound."""
        with self._store.unit(write=True) as uow:
            uow.reports.close(number, self._clock.now())
            uow.commit()
