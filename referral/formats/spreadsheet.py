"""`spreadsheet`: a table of programs or resources as CSV or Excel, read by a mapping file.

docs/mappings.md tells how to write a mapping; seed/mappings/ holds one for Colorado's LADDERS and an example.
"""

import hashlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from referral.domain.errors import BadInput
from referral.domain.facts import Facts
from referral.domain.listing import Hours, Listing, Session, Track
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.vocabulary import LIVE_IN_LEVELS
from referral.domain.week import parse_windows
from referral.formats.opening_hours import OpenWeek, open_week
from referral.formats.spreadsheet_facts import facts_of
from referral.formats.spreadsheet_mapping import SheetMapping
from referral.formats.spreadsheet_mapping_file import read_sheet_mapping
from referral.formats.spreadsheet_place import is_hidden, place_of
from referral.formats.spreadsheet_rows import Row, sheet_rows

READER_VERSION = "1"
"""Part of a format's version: raise it when this code reads the same row and mapping another way."""

BAD_DATE = "bad_date"
BAD_TRACK = "bad_track"
"""Warnings: a date, or the sessions of a track, that could not be read; left out."""

_ISO_DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M")


class Spreadsheet:
    """A table read by its mapping."""

    name = "spreadsheet"

    def __init__(self, mapping: SheetMapping) -> None:
        self._mapping = mapping
        self.title = mapping.name
        self.dating = mapping.dating
        self.version = f"{READER_VERSION}-{mapping.digest}"

    @classmethod
    def from_mapping(cls, content: Mapping[str, object]) -> "Spreadsheet":
        """The format of a parsed mapping file. Raises BadMapping naming the key to change."""
        return cls(read_sheet_mapping(content))

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:
        """Every row with content, in sheet order.

        Rejections: `no_id`, `no_name`; `duplicate_id` for a row that repeats another where the mapping has a key in
        place of an id. Raises BadFile and BadMapping as `sheet_rows`.
        """
        rows = sheet_rows(path, self._mapping)
        id_column = self._mapping.columns.id
        named = _ids_by_key(rows, self._mapping) if id_column is None else ((row.text(id_column), row) for row in rows)
        seen: set[str] = set()
        for outside_id, row in named:
            where = f"row {row.number}"
            if not outside_id:
                yield Rejection(where, None, "no_id")
            elif not row.text(self._mapping.columns.name):
                yield Rejection(where, outside_id, "no_name")
            elif id_column is None and outside_id in seen:
                yield Rejection(where, outside_id, "duplicate_id")
            else:
                yield _record(row, outside_id, source, self._mapping)
            seen.add(outside_id)


def _ids_by_key(rows: Iterable[Row], mapping: SheetMapping) -> Iterator[tuple[str, Row]]:
    """(outside id, row): 16 hex digits of SHA-256 over the key columns, without case and spare spaces.

    Rows that differ under one key get -2, -3 in the order of their hashes; a row that repeats another gets its id. An
    empty key gives an empty id. All rows are read first.
    """
    keyed = [(_key(row, mapping), _digest(row), row) for row in rows]
    digests: defaultdict[str, set[str]] = defaultdict(set)
    for key, digest, _ in keyed:
        digests[key].add(digest)
    places = {key: {digest: at for at, digest in enumerate(sorted(of_key), start=1)} for key, of_key in digests.items()}
    for key, digest, row in keyed:
        place = places[key][digest]
        yield key if place == 1 or not key else f"{key}-{place}", row


def _key(row: Row, mapping: SheetMapping) -> str:
    parts = [row.text(column).casefold() for column in mapping.columns.key]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16] if any(parts) else ""


def _digest(row: Row) -> str:
    return hashlib.sha256(json.dumps(row.cells, sort_keys=True).encode()).hexdigest()


def _record(row: Row, outside_id: str, source: str, mapping: SheetMapping) -> Record:
    columns = mapping.columns
    facts, odd_facts = facts_of(row, mapping)
    location, odd_place = place_of(row, mapping)
    week = _week(row, facts, mapping)
    tracks, odd_tracks = _tracks(row, mapping)
    as_of, odd_date = _as_of(row.text(columns.as_of), mapping.date_formats)
    name, organization = row.text(columns.name), row.text(columns.organization)
    listing = Listing(
        id=f"{source}:{outside_id}",
        source=source,
        kind=mapping.kind,
        name=name,
        as_of=as_of,
        organization=organization if organization.casefold() != name.casefold() else None,
        description=_description(row, columns.description),
        location=location,
        website=row.text(columns.website) or None,
        hours=tuple(Hours(span) for span in week.spans),
        tracks=tracks,
        facts=facts,
    )
    phones = tuple(PhoneText(text, role) for column, role in columns.phones if (text := row.text(column)))
    warnings = (*odd_facts, *odd_place, *week.warnings, *odd_tracks, *odd_date)
    return Record(f"row {row.number}", outside_id, _raw(row, mapping), listing, phones, warnings=warnings)


def _raw(row: Row, mapping: SheetMapping) -> dict[str, object]:
    """What is kept of a row: the named columns with content, without what would lead to a hidden address."""
    dropped = mapping.columns.of_the_place if is_hidden(row, mapping) else frozenset()
    return {column: text for column, text in sorted(row.cells.items()) if text and column not in dropped}


def _description(row: Row, columns: Iterable[tuple[str, str]]) -> str | None:
    return "\n".join(f"{label}: {text}" for column, label in columns if (text := row.text(column))) or None


def _week(row: Row, facts: Facts, mapping: SheetMapping) -> OpenWeek:
    """The opening hours. Whole days are kept only where all care has a bed, when the source uses them as a default."""
    levels = set(facts.codes("level"))
    cells = {day: _hours_text(row, columns) for day, columns in mapping.hours.items()}
    return open_week(
        cells,
        whole_days_are_default=mapping.round_the_clock == "default",
        lives_in=bool(levels) and levels <= LIVE_IN_LEVELS,
    )


def _hours_text(row: Row, columns: tuple[str, ...]) -> str:
    """One cell as it stands, or "opens - closes" of two."""
    return " - ".join(text for column in columns if (text := row.cells[column]))


def _tracks(row: Row, mapping: SheetMapping) -> tuple[tuple[Track, ...], tuple[str, ...]]:
    """The tracks whose cells hold sessions, as "MO,WE,TH 18:00-21:00; SA 09:00-12:00"."""
    tracks, warnings = [], []
    for column in mapping.tracks:
        windows = [part for part in re.split(r"[;\n]", row.cells[column.column]) if part.strip()]
        try:
            spans = sorted({span for window in windows for span in parse_windows(window)})
        except BadInput:
            warnings.append(BAD_TRACK)
            continue
        if spans:
            tracks.append(Track(column.name, tuple(Session(span) for span in spans), level=column.level))
    return tuple(tracks), tuple(warnings)


def _as_of(text: str, formats: Iterable[str]) -> tuple[date | None, tuple[str, ...]]:
    if not text:
        return None, ()
    for form in (*formats, *_ISO_DATES):
        try:
            read = time.strptime(text, form)
        except ValueError:
            continue
        return date(read.tm_year, read.tm_mon, read.tm_mday), ()
    return None, (BAD_DATE,)
