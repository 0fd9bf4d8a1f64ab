"""One import run inside one transaction.

Every record is taken in or reported, and what the source no longer lists is hidden.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from referral.domain.errors import TooManyVanished
from referral.domain.listing import Listing
from referral.domain.ports import StoredRecord, UnitOfWork
from referral.domain.record import Record, Rejection
from referral.ingest.report import ImportReport
from referral.ingest.resolve import assign_ids, merge

LOSS_GUARD_MIN_RECORDS = 20
LOSS_GUARD_SHARE = 0.5
"""Over this share of a source's live records may not vanish unasked: a feed cut short looks just like that."""


def digest(raw: Mapping[str, object]) -> str:
    """SHA-256 hex of a raw record as JSON with sorted keys."""
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


Finish = Callable[[Record], tuple[Listing, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Feed:
    """What is taken in: records in file order from a format, under a source's name."""

    source: str
    format: str
    version: str
    items: Iterable[Record | Rejection]


@dataclass(slots=True)
class _Run:
    """The state of one run. pending: merge key -> outside id -> what this record says; raws wait with them."""

    uow: UnitOfWork
    feed: Feed
    run_id: int
    known: dict[str, StoredRecord]
    live_listings: frozenset[str]
    report: ImportReport
    seen: set[str] = field(default_factory=set)
    listing_ids: set[str] = field(default_factory=set)
    pending: dict[str, dict[str, tuple[Listing, str, Mapping[str, object]]]] = field(default_factory=dict)


def take_in(
    uow: UnitOfWork,
    feed: Feed,
    run_id: int,
    finish: Finish,
    *,
    allow_loss: bool = False,
    on_record: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read a feed into an open unit of work; the caller commits.

    finish: makes a new or changed record's listing good, as `normalize.finish` does. on_record is told how many records
    were read so far. Raises BadFile from the format, and TooManyVanished; the caller then rolls back.
    """
    known = uow.records.known(feed.source)
    live_listings = frozenset(record.listing_id for record in known.values() if record.live)
    run = _Run(uow, feed, run_id, known, live_listings, ImportReport(feed.source, feed.format))
    for count, item in enumerate(feed.items, 1):
        _take(run, item, finish)
        if on_record is not None:
            on_record(count)
    _settle_groups(run)
    _hide_vanished(run, allow_loss=allow_loss)
    return run.report


def _take(run: _Run, item: Record | Rejection, finish: Finish) -> None:
    if isinstance(item, Rejection):
        run.report.rejected.append(item)
        return
    if item.outside_id in run.seen:
        run.report.rejected.append(Rejection(item.row, item.outside_id, "duplicate_id"))
        return
    run.seen.add(item.outside_id)
    hashed = digest(item.raw)
    same = _count(run, item.outside_id, hashed)
    if same and item.merge_key is None:
        run.listing_ids.add(run.known[item.outside_id].listing_id)
        run.report.warnings.update(item.warnings)
        return
    listing, warnings = finish(item)
    run.report.warnings.update(warnings)
    if item.merge_key is None:
        _keep_record(run, item.outside_id, hashed, item.raw, listing.id)
        _save(run, listing)
    else:
        run.pending.setdefault(item.merge_key, {})[item.outside_id] = (listing, hashed, item.raw)


def _count(run: _Run, outside_id: str, hashed: str) -> bool:
    """Count a record as added, changed or unchanged; True when it is unchanged."""
    before = run.known.get(outside_id)
    same = before is not None and before.live and (before.digest, before.mapping_version) == (hashed, run.feed.version)
    if before is None:
        run.report.added += 1
    elif same:
        run.report.unchanged += 1
    else:
        run.report.changed += 1
    return same


def _settle_groups(run: _Run) -> None:
    """Make one listing of each group of records, under ids that stay."""
    groups = [
        {outside_id: listing for outside_id, (listing, _, _) in members.items()} for members in run.pending.values()
    ]
    ids = assign_ids(run.feed.source, groups, run.known)
    for listing_id, group, members in zip(ids, groups, run.pending.values(), strict=True):
        for outside_id, (_, hashed, raw) in members.items():
            _keep_record(run, outside_id, hashed, raw, listing_id)
        _save(run, merge(listing_id, group))


def _keep_record(run: _Run, outside_id: str, hashed: str, raw: Mapping[str, object], listing_id: str) -> None:
    record = StoredRecord(outside_id, hashed, run.feed.version, listing_id, live=True)
    if run.known.get(outside_id) != record:
        run.uow.records.save(run.feed.source, record, raw, run.run_id)


def _save(run: _Run, listing: Listing) -> None:
    run.listing_ids.add(listing.id)
    if run.uow.listings.save(listing, run.run_id):
        run.report.listings["changed" if listing.id in run.live_listings else "added"] += 1


def _hide_vanished(run: _Run, *, allow_loss: bool) -> None:
    live = {outside_id for outside_id, record in run.known.items() if record.live}
    vanished = sorted(live - run.seen)
    if len(live) >= LOSS_GUARD_MIN_RECORDS and len(vanished) > LOSS_GUARD_SHARE * len(live) and not allow_loss:
        raise TooManyVanished(
            f"{len(vanished)} of the {len(live)} live records of {run.feed.source} are not in this file, "
            "so nothing was changed. Check that this is the right file and --source. "
            "If the file is complete and they are really gone, run the command again with --allow-loss."
        )
    run.uow.records.vanish(run.feed.source, vanished)
    gone = sorted(run.live_listings - run.listing_ids)
    run.uow.listings.vanish(gone)
    run.report.vanished = len(vanished)
    run.report.listings["vanished"] = len(gone)
