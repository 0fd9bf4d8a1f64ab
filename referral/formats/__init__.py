"""Outside standards, one file each.

Their own words and numbers stay in this room; what leaves it are records of the domain.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from referral.domain.record import Record, Rejection
from referral.domain.source import Dating


class Format(Protocol):
    """One outside standard, bound to what it needs beside the file (a mapping, code lists)."""

    name: str
    """As in `flask ingest FORMAT`."""

    title: str | None
    """What people call this source, as its mapping says; None when it says nothing."""

    dating: Dating
    """What the dates of its listings mean."""

    version: str
    """Changes whenever the same record would become another listing; records of an older version are read anew."""

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every record of a file or folder, in file order, streamed where the standard allows.

        One bad record is a Rejection and never costs another. Raises BadFile (before or during iteration) when the file
        as a whole is not of this format, cut short, too large or unreadable.
        """
        ...
