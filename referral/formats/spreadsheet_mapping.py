"""What the mapping file of a spreadsheet says: which column holds what, and what its values state.

`spreadsheet_mapping_file.py` makes a `SheetMapping` of the TOML that people write.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from referral.domain.listing import PhoneRole
from referral.domain.place import Precision
from referral.domain.source import Dating
from referral.domain.vocabulary import Kind
from referral.domain.week import Day


@dataclass(frozen=True, slots=True)
class States:
    """What a value says: facets that are yes, that are no, and that it leaves open though the source could say them."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


NOTHING = States()


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column whose values are words of the source.

    separator: between several values of a cell, None = one value. facts and ignored: by `folded` value. together:
    values that say something else when all of them stand in one cell. when_blank: what an empty cell says.
    """

    separator: str | None
    facts: Mapping[str, States]
    ignored: frozenset[str]
    together: tuple[tuple[frozenset[str], States], ...]
    when_blank: States

    @property
    def known(self) -> frozenset[str]:
        """Every value that the mapping speaks of."""
        return self.ignored.union(self.facts, *(values for values, _ in self.together))


@dataclass(frozen=True, slots=True)
class Rule:
    """What rows say in which every condition holds; a condition that is not set holds.

    reason: the facets are derived, for this shown reason. name, not_name: patterns found, or not found, in the name
    or the organization; website: likewise. has: column -> any of these values; lacks: none of them; only: some, and
    no others. blank: columns that are empty.
    """

    states: States
    reason: str | None
    name: re.Pattern[str] | None
    not_name: re.Pattern[str] | None
    website: re.Pattern[str] | None
    has: Mapping[str, frozenset[str]]
    lacks: Mapping[str, frozenset[str]]
    only: Mapping[str, frozenset[str]]
    blank: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the plain parts of a listing stand. address: one line with everything; else streets and parts.

    parts: town, state, zip, county -> column. description: (column, label).
    """

    id: str | None
    key: tuple[str, ...]
    name: str
    organization: str | None
    address: str | None
    streets: tuple[str, ...]
    parts: Mapping[str, str]
    latitude: str | None
    longitude: str | None
    website: str | None
    as_of: str | None
    description: tuple[tuple[str, str], ...]
    phones: tuple[tuple[str, PhoneRole], ...]

    @property
    def of_the_place(self) -> frozenset[str]:
        """The columns that would lead to a hidden address; the town and the state would not."""
        parts = (column for part, column in self.parts.items() if part not in ("town", "state"))
        return frozenset(filter(None, (self.address, self.latitude, self.longitude, *self.streets, *parts)))


@dataclass(frozen=True, slots=True)
class TrackColumn:
    """A column with the sessions of one track, as "MO,WE,TH 18:00-21:00"."""

    column: str
    name: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """A whole mapping file, checked. digest: of its content. name: what people call the source.

    hours: day -> columns (one, or opening and closing time). round_the_clock: "stated" or "default", see
    `opening_hours.open_week`. closed: group -> facets that silence denies. hidden_values: of hidden_column, folded.
    """

    digest: str
    name: str | None
    dating: Dating
    kind: Kind
    sheet: str | None
    encoding: str | None
    time_zone: str | None
    state: str | None
    precision: Precision
    blank: frozenset[str]
    keep: tuple[str, ...]
    date_formats: tuple[str, ...]
    columns: Columns
    hidden_column: str | None
    hidden_values: frozenset[str]
    hours: Mapping[Day, tuple[str, ...]]
    round_the_clock: str
    tracks: tuple[TrackColumn, ...]
    always: States
    values: Mapping[str, ValueColumn]
    yes_no: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    closed: Mapping[str, frozenset[str]]

    @property
    def used_columns(self) -> frozenset[str]:
        """Every column that the mapping names. Any other column of a file is dropped: it might name a person."""
        columns = self.columns
        plain = (columns.id, columns.name, columns.organization, columns.website, columns.as_of, self.hidden_column)
        phones_and_more = (column for column, _ in (*columns.phones, *columns.description))
        conditions = (column for rule in self.rules for column in (*rule.has, *rule.lacks, *rule.only, *rule.blank))
        hours = (column for names in self.hours.values() for column in names)
        place = (*columns.of_the_place, *columns.parts.values(), *columns.key)
        tracks = (track.column for track in self.tracks)
        tables = (*self.values, *self.yes_no, *self.keep)
        every = (*plain, *phones_and_more, *conditions, *hours, *place, *tracks, *tables)
        return frozenset(column for column in every if column is not None)


def folded(value: str) -> str:
    """A value as it is compared: without case, runs of spaces as one."""
    return " ".join(value.split()).casefold()
