"""Where the word of a listing comes from: what people call its source, and what the date of a listing means there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Dating(StrEnum):
    """What the date of a listing says.

    checked: somebody made sure that it is so. updated: its entry was last changed then, which proves nothing about the
    rest. edition: the day of a whole directory that comes out once in a while; the places were asked before it.
    """

    CHECKED = "checked"
    UPDATED = "updated"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Source:
    """One source. name: the first part of its listings' ids. title: what people call it, None when nobody said.

    format: as in `flask ingest FORMAT`; empty when unknown.
    """

    name: str
    format: str = ""
    title: str | None = None
    dating: Dating = Dating.UPDATED


Named = Mapping[str, Source]
"""Name -> source, of all that are known."""


def source_of(name: str, named: Named) -> Source:
    """The source of a name; one that is not known is called by it."""
    return named.get(name) or Source(name)
