"""HSDS, the Human Services Data Specification of Open Referral: 2.x as CSV tables, 3.x as JSON.

A record is one service at one location; a service without a location counts as one. Sources differ in column names and
taxonomies: the mapping file says what they mean.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from referral.domain.errors import BadFile
from referral.domain.record import Record, Rejection
from referral.formats.hsds_json import read_json
from referral.formats.hsds_mapping import Mapped, read_mapping
from referral.formats.hsds_offer import Offer
from referral.formats.hsds_record import read_offer
from referral.formats.hsds_tables import read_folder

NAME = "hsds"
VERSION = "1"


class Hsds:
    """Reads HSDS by a mapping."""

    name = NAME

    def __init__(self, mapping: Mapped) -> None:
        self._mapping = mapping
        self.title = mapping.name
        self.dating = mapping.dating
        self.version = f"{VERSION} {mapping.version}"

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "Hsds":
        """The format of a mapping file. Raises BadMapping."""
        return cls(read_mapping(mapping))

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every service at each of its places, in file order, as a record or a rejection.

        path: a folder of CSV tables, a JSON file (a service, an array, a page, lines), or a folder of JSON pages.
        Raises BadFile when it is none of these.
        """
        seen: set[str] = set()
        for item in self._offers(path):
            read = read_offer(item, source, self._mapping) if isinstance(item, Offer) else item
            if isinstance(read, Record) and read.outside_id in seen:
                read = Rejection(read.row, read.outside_id, "duplicate_id")
            elif isinstance(read, Record):
                seen.add(read.outside_id)
            yield read

    def _offers(self, path: Path) -> Iterator[Offer | Rejection]:
        if path.is_dir():
            is_json = any(path.glob("*.json")) and not any(path.glob("service*.csv"))
            return read_json(path) if is_json else read_folder(path, self._mapping.columns)
        if path.suffix.casefold() in (".csv", ".zip"):
            raise BadFile(f"{path.name}: HSDS tables belong together. Give the folder that holds all the CSV files.")
        return read_json(path)
