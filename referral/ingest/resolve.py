"""Which records make which listing, and under which id.

Records with equal merge keys are one listing. Its id is that of its smallest outside id when the listing was first
seen; it keeps that id while any of its records remains in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from referral.domain.listing import Listing
from referral.domain.ports import StoredRecord

Group = Mapping[str, Listing]
"""Outside id -> the listing that this record alone would be."""


def assign_ids(source: str, groups: Sequence[Group], known: Mapping[str, StoredRecord]) -> list[str]:
    """The listing id of each group, in order; no id twice.

    A group that still holds the record an existing listing is named after keeps that id first; then groups that hold
    any other record of it; then new ids, from the smallest outside id that no listing carries.
    """
    ids: list[str | None] = [None] * len(groups)
    claimed: set[str] = set()
    for must_be_namesake in (True, False):
        for at, group in enumerate(groups):
            if ids[at] is None:
                ids[at] = _keep(source, group, known, claimed, must_be_namesake=must_be_namesake)
                claimed.update(filter(None, (ids[at],)))
    taken = claimed | {record.listing_id for record in known.values()}
    fresh = []
    for at, group in enumerate(groups):
        chosen = ids[at] or _name_anew(source, group, taken)
        taken.add(chosen)
        fresh.append(chosen)
    return fresh


def _keep(
    source: str, group: Group, known: Mapping[str, StoredRecord], claimed: set[str], *, must_be_namesake: bool
) -> str | None:
    for outside_id in sorted(group):
        record = known.get(outside_id)
        if record is None or record.listing_id in claimed:
            continue
        namesake = record.listing_id.removeprefix(f"{source}:")
        if not must_be_namesake or namesake in group:
            return record.listing_id
    return None


def _name_anew(source: str, group: Group, taken: set[str]) -> str:
    for outside_id in sorted(group):
        if f"{source}:{outside_id}" not in taken:
            return f"{source}:{outside_id}"
    smallest = min(group)
    number = 2
    while f"{source}:{smallest}-{number}" in taken:
        number += 1
    return f"{source}:{smallest}-{number}"


def merge(listing_id: str, group: Group) -> Listing:
    """One listing of all records of a group.

    The smallest outside id speaks for it; it has the sessions of all in order of the week, and the newest date.
    """
    listings = [group[outside_id] for outside_id in sorted(group)]
    speaker = listings[0]
    sessions = sorted((s for one in listings for s in one.sessions), key=lambda s: (s.span, s.outside_id or ""))
    dates = [one.as_of for one in listings if one.as_of is not None]
    phones = dict.fromkeys(phone for one in listings for phone in one.phones)
    return replace(
        speaker, id=listing_id, sessions=tuple(sessions), as_of=max(dates, default=None), phones=tuple(phones)
    )
