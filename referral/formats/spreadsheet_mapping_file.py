"""The mapping file of a spreadsheet, written in TOML by people who need not read this code.

docs/mappings.md describes every key; seed/mappings/example.toml shows them. Whatever is wrong with a file is said,
with the key to change, before the first row is read.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from referral.domain.errors import UnknownCode
from referral.domain.listing import PhoneRole
from referral.domain.place import Precision
from referral.domain.source import Dating
from referral.domain.vocabulary import DEFAULT_CLOSED, GROUPS, Kind, canonical
from referral.domain.week import Day
from referral.formats.spreadsheet_mapping import (
    NOTHING,
    Columns,
    Rule,
    SheetMapping,
    States,
    TrackColumn,
    ValueColumn,
    folded,
)
from referral.formats.toml_table import Table, top

KINDS = (Kind.PROGRAM.value, Kind.RESOURCE.value)
ROUND_THE_CLOCK = ("stated", "default")
_PRECISIONS = tuple(precision.value for precision in Precision if precision is not Precision.NONE)
_DATINGS = tuple(dating.value for dating in Dating)
_ADDRESS_PARTS = ("town", "state", "zip", "county")


def read_sheet_mapping(content: Mapping[str, object]) -> SheetMapping:
    """The mapping of a parsed TOML file. Raises BadMapping naming the key to change."""
    file = top(content)
    file.choice("format", ("spreadsheet",), "spreadsheet")
    hours, hidden, facts = file.table("hours"), file.table("hidden"), file.table("facts")
    values = dict(_value_columns(file.table("values")))
    yes_no = dict(_yes_no(file.table("yes_no")))
    rules = tuple(_rule(table, values) for table in file.tables("rule"))
    always = _states(facts, "always")
    mapping = SheetMapping(
        digest=hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16],
        name=file.text("name"),
        dating=Dating(file.choice("dates", _DATINGS, Dating.UPDATED.value)),
        kind=Kind(file.choice("kind", KINDS, "")),
        sheet=file.text("sheet"),
        encoding=file.text("encoding"),
        time_zone=_time_zone(file),
        state=_state(file),
        precision=Precision(file.choice("precision", _PRECISIONS, Precision.STREET.value)),
        blank=frozenset(folded(word) for word in file.texts("blank")),
        keep=file.texts("keep"),
        date_formats=file.texts("date_formats"),
        columns=_columns(file.table("columns")),
        hidden_column=hidden.text("column"),
        hidden_values=frozenset(folded(value) for value in hidden.texts("values")),
        hours=_hours(hours),
        round_the_clock=hours.choice("round_the_clock", ROUND_THE_CLOCK, "stated"),
        tracks=tuple(_track(table) for table in file.tables("track")),
        always=always,
        values=values,
        yes_no=yes_no,
        rules=rules,
        closed=_closed(facts, [always, *_all_states(values, yes_no, rules)]),
    )
    for table in (file, hours, hidden, facts):
        table.finish()
    return mapping


def _time_zone(file: Table) -> str | None:
    zone = file.text("time_zone")
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise file.fault("time_zone", f'is "{zone}", which is no IANA time zone like America/Denver') from error
    return zone


def _state(file: Table) -> str | None:
    state = file.text("state")
    if state is not None and not re.fullmatch(r"[A-Z]{2}", state):
        raise file.fault("state", "must be two capital letters, like CO")
    return state


def _columns(table: Table) -> Columns:
    phones = table.table("phones")
    description = table.table("description")
    columns = Columns(
        id=table.text("id"),
        key=table.texts("key"),
        name=table.needed_text("name"),
        organization=table.text("organization"),
        address=table.text("address"),
        streets=table.texts("streets"),
        parts={part: column for part in _ADDRESS_PARTS if (column := table.text(part)) is not None},
        latitude=table.text("latitude"),
        longitude=table.text("longitude"),
        website=table.text("website"),
        as_of=table.text("as_of"),
        description=tuple((column, description.needed_text(column)) for column in description),
        phones=tuple((column, role) for role in PhoneRole for column in phones.texts(role.value)),
    )
    if (columns.id is None) == (not columns.key):
        raise table.fault("id", 'is needed, or else "key": the columns that together tell rows apart')
    if columns.address is not None and (columns.streets or columns.parts):
        raise table.fault("address", 'holds the whole address, so "streets", "town", "state" and "zip" must go')
    if (columns.latitude is None) != (columns.longitude is None):
        raise table.fault("latitude", 'and "longitude" come together')
    table.finish()
    phones.finish()
    return columns


def _hours(table: Table) -> dict[Day, tuple[str, ...]]:
    hours = {day: columns for day in Day if (columns := table.texts(day.name))}
    for day, columns in hours.items():
        if len(columns) > 2:
            raise table.fault(day.name, "takes one column, or two: the opening and the closing time")
    return hours


def _track(table: Table) -> TrackColumn:
    track = TrackColumn(table.needed_text("column"), table.text("name"), table.text("level"))
    if track.level is not None and track.level not in GROUPS["level"].codes:
        raise table.fault("level", f'is "{track.level}", which is no level; use one of: {_list("level")}')
    table.finish()
    return track


def _list(group: str) -> str:
    return ", ".join(GROUPS[group].codes)


def _value_columns(tables: Table) -> Iterator[tuple[str, ValueColumn]]:
    for column in tables:
        table = tables.table(column)
        facts, ignored = table.table("facts"), table.table("ignore")
        yield (
            column,
            ValueColumn(
                separator=table.text("separator"),
                facts={folded(value): _states(facts, value) for value in facts},
                ignored=frozenset(folded(value) for reason in ignored for value in ignored.texts(reason)),
                together=tuple(_together(item) for item in table.tables("together")),
                when_blank=_states(table, "when_blank"),
            ),
        )
        table.finish()


def _together(table: Table) -> tuple[frozenset[str], States]:
    values, states = frozenset(folded(value) for value in table.texts("values")), _states(table, "states")
    if not values:
        raise table.fault("values", "is missing: the values that stand in one cell")
    table.finish()
    return values, states


def _yes_no(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column in table:
        states = _states(table, column)
        if states.no or states.open:
            raise table.fault(column, "takes plain facets: a cell says yes or no by itself")
        yield column, states.yes


def _rule(table: Table, values: Mapping[str, ValueColumn]) -> Rule:
    table.needed_text("why")
    rule = Rule(
        states=_states(table, "states"),
        reason=table.text("reason"),
        name=_pattern(table, "name"),
        not_name=_pattern(table, "not_name"),
        website=_pattern(table, "website"),
        has=_conditions(table, "has", values),
        lacks=_conditions(table, "lacks", values),
        only=_conditions(table, "only", values),
        blank=table.texts("blank"),
    )
    if rule.states == NOTHING:
        raise table.fault("states", "is missing: the facets that such rows state")
    if not (rule.name or rule.website or rule.has or rule.only or rule.blank or rule.lacks):
        raise table.fault("has", "or another condition is missing; for every row, use always in [facts]")
    table.finish()
    return rule


def _pattern(table: Table, key: str) -> re.Pattern[str] | None:
    text = table.text(key)
    try:
        return re.compile(text, re.IGNORECASE) if text is not None else None
    except re.error as error:
        raise table.fault(key, f"is not a regular expression: {error}") from error


def _conditions(table: Table, key: str, known: Mapping[str, ValueColumn]) -> dict[str, frozenset[str]]:
    """Column -> folded values, all of which the mapping knows: a misspelled value would never be found."""
    conditions = table.table(key)
    found = {}
    for column in conditions:
        values = conditions.texts(column)
        for value in values:
            if column in known and folded(value) not in known[column].known:
                raise conditions.fault(column, f'names "{value}", which [values.{column}] does not know')
        found[column] = frozenset(folded(value) for value in values)
    return found


def _states(table: Table, key: str) -> States:
    """Facets apart by spaces: `level=iop` is yes, `!level=iop` no, `level=iop?` open. Raises BadMapping."""
    yes: list[str] = []
    no: list[str] = []
    unsaid: list[str] = []
    for word in " ".join(table.texts(key)).split():
        try:
            facet = canonical(word.removeprefix("!").removesuffix("?"), "facet")
        except UnknownCode as error:
            hint = error.message.removeprefix(f"{error.field}: ").rstrip(".")
            raise table.fault(key, f'holds "{word}": {hint}') from error
        (no if word.startswith("!") else unsaid if word.endswith("?") else yes).append(facet)
    return States(tuple(yes), tuple(no), tuple(unsaid))


def _all_states(
    values: Mapping[str, ValueColumn], yes_no: Mapping[str, tuple[str, ...]], rules: Iterable[Rule]
) -> Iterator[States]:
    for column in values.values():
        yield column.when_blank
        yield from column.facts.values()
        yield from (states for _, states in column.together)
    yield from (States(yes=facets) for facets in yes_no.values())
    yield from (rule.states for rule in rules)


def _closed(facts: Table, states: Iterable[States]) -> dict[str, frozenset[str]]:
    """Group -> the facets that this source can say, for the groups in which silence denies."""
    groups = set(facts.texts("closed")) | DEFAULT_CLOSED
    opened = set(facts.texts("open"))
    for group in groups | opened:
        if group not in GROUPS:
            raise facts.fault(
                "closed" if group in groups else "open", f'names "{group}"; groups are: {", ".join(GROUPS)}'
            )
    sayable = {facet for said in states for facet in (*said.yes, *said.no, *said.open)}
    return {group: frozenset(facet for facet in sayable if facet.startswith(f"{group}=")) for group in groups - opened}
