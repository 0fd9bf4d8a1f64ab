"""What all feeds of meetings share: reading cells, and which rows are one listing."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from zoneinfo import available_timezones

from referral.domain.listing import Mode, Online
from referral.formats.conference import conference_phone, conference_url
from referral.formats.files import plain_text
from referral.formats.meeting_times import is_blank

_DAY_OR_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|[0-9]{1,2}(?::[0-9]{2})?\s?[ap]\.?m\b\.?)"
)
_DISTRICT = re.compile(r"(?:district|area)\s*(?:[0-9]+[a-z]?|tbd)|d\s?[0-9]{1,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Way:
    """The working ways to join from afar. online: None when none works. warnings: what was left out."""

    online: Online | None
    warnings: tuple[str, ...]

    @property
    def key(self) -> tuple[str | None, ...]:
        """Equal for two rows that are joined alike, pass codes included."""
        return (self.online.url, self.online.phone, self.online.notes) if self.online else ()


def text_of(value: object) -> str | None:
    """Plain text of a cell; numbers as written; None for empty, true, false, lists and objects."""
    if isinstance(value, str):
        return plain_text(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def lines_of(*values: object) -> str | None:
    """The texts of several cells, one a line, each once; None when all are empty."""
    return "\n".join(dict.fromkeys(text for text in map(text_of, values) if text)) or None


def kept(row: Mapping[str, object], fields: str) -> dict[str, object]:
    """The fields of a row that may be stored: those named, and of these plain values and lists of them.

    fields: names with spaces between them. Everything else is dropped, because a contact person may stand in any field
    that a site adds.
    """
    return {field: row[field] for field in fields.split() if field in row and _is_plain(row[field])}


def _is_plain(value: object) -> bool:
    parts = value if isinstance(value, list) else [value]
    return not any(isinstance(part, list | dict) for part in parts)


def read_way(row: Mapping[str, object], *, url: tuple[str, str], phone: tuple[str, str]) -> Way:
    """How to join by the link and the number of a row; notes go with what does not work.

    url, phone: the field, and the field of its notes.
    """
    warnings = []
    link, number = conference_url(row.get(url[0])), conference_phone(row.get(phone[0]))
    if link is None and not is_blank(row.get(url[0])):
        warnings.append("bad_conference_url")
    if number is None and not is_blank(row.get(phone[0])):
        warnings.append("bad_conference_phone")
    notes = lines_of(row.get(url[1]) if link else None, row.get(phone[1]) if number else None)
    return Way(Online(link, number, notes) if link or number else None, tuple(warnings))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    """True for an IANA name."""
    return name in _zones()


def is_district(group: str) -> bool:
    """True when the group of a row is a district of many groups ("District 25", "D21"), as some feeds have it."""
    return _DISTRICT.fullmatch(group) is not None


def folded(text: str) -> str:
    """Text for comparing names.

    Case, punctuation, spaces, weekdays and clock times do not count, unless nothing else is left.
    """
    plain = re.sub(r"[\W_]+", " ", _DAY_OR_TIME.sub(" ", text.casefold())).strip()
    return plain or text.casefold()


def group_id_of(source: str, group: str, place: str) -> str:
    """The id that sibling listings share: one group at one place.

    group: an id of the group, or its name; place: `Address.key`.
    """
    return f"{source}:group-{_digest([folded(group), place])}"


def merge_key_of(group_id: str, name: str, codes: Iterable[str], mode: Mode, way: Way) -> str:
    """Equal for rows that are one listing.

    These are rows of one group at one place with equal codes (types and languages), attendance and ways to join, pass
    codes included. Names count without days and times, so that "Sisters Monday" and "Sisters Friday" are one listing;
    rows of a group that are otherwise named ("Basics", "How It Works") are siblings, because a listing has one name by
    which people find it.
    """
    return _digest([group_id, folded(name), sorted(codes), mode, list(way.key)])


def _digest(parts: list[object]) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()[:16]
