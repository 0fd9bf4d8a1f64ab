"""What the outside sent: one record as the source wrote it, before it becomes (part of) a listing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from referral.domain.listing import Listing, PhoneRole


@dataclass(frozen=True, slots=True)
class PhoneText:
    """A telephone number as the source wrote it, perhaps with an extension, perhaps several in one text."""

    text: str
    role: PhoneRole = PhoneRole.MAIN


@dataclass(frozen=True, slots=True)
class Record:
    """One readable record. row: where it stands, for people ("row 12", "object 3").

    outside_id: unique within the source. raw: JSON values without contact persons; hashed with sorted keys and kept.
    listing: what this record alone says, with id `source:outside_id`, no phones yet, and point or zone only if the
    source gives them. phones: as written; ingest makes numbers of them. merge_key: records with equal keys become one
    listing; None = stands alone. warnings: codes of oddities that were mended or left out ("hours_typo").
    """

    row: str
    outside_id: str
    raw: Mapping[str, object]
    listing: Listing
    phones: tuple[PhoneText, ...] = ()
    merge_key: str | None = None
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Rejection:
    """One record that could not be taken in.

    reason: a code ("unpublished", "duplicate_id", "no_name"); outside_id: None when unreadable.
    """

    row: str
    outside_id: str | None
    reason: str
