"""What an import did, for people and for `--json`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from referral.domain.record import Rejection


@dataclass(slots=True)
class ImportReport:
    """Counts of one run.

    read = added + changed + unchanged + rejected, always. vanished and these counts are in records.

        listings: added, changed and vanished listings. warnings: code -> how often. seconds: wall clock.
    """

    source: str
    format: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    listings: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def read(self) -> int:
        """How many records the feed held."""
        return self.added + self.changed + self.unchanged + len(self.rejected)

    def as_json(self) -> Mapping[str, object]:
        """The object that `flask ingest --json` prints."""
        return {
            "source": self.source,
            "format": self.format,
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": [{"row": r.row, "id": r.outside_id, "reason": r.reason} for r in self.rejected],
            "vanished": self.vanished,
            "listings": {key: self.listings[key] for key in ("added", "changed", "vanished")},
            "warnings": dict(sorted(self.warnings.items())),
            "seconds": round(self.seconds, 3),
        }
