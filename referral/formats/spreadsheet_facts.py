"""What one row of a spreadsheet states as facts, by the tables and rules of its mapping."""

import re
from collections.abc import Iterator, Mapping

from referral.domain.facts import CONFLICT, Facts, FactsBuilder
from referral.formats.spreadsheet_mapping import Rule, SheetMapping, States, ValueColumn
from referral.formats.spreadsheet_rows import Row

UNKNOWN_VALUE = "unknown_value"
"""Warning: a value that the mapping does not know; it states nothing."""

CONFLICTING_FACTS = "conflicting_facts"
"""Warning: a row says yes and no to the same thing; both are left open."""

YES = frozenset({"yes", "y", "true", "x", "1", "si", "sí"})
NO = frozenset({"no", "n", "false", "0"})


def facts_of(row: Row, mapping: SheetMapping) -> tuple[Facts, tuple[str, ...]]:
    """The facts of a row, and warnings: `unknown_value` once for each, `conflicting_facts`."""
    warnings: list[str] = []
    states = [mapping.always]
    for column, table in mapping.values.items():
        states += _cell_states(row.values(column, table.separator), table, warnings)
    states += _yes_no_states(row, mapping.yes_no, warnings)
    rules = [rule for rule in mapping.rules if fires(rule, row, mapping)]
    states += [rule.states for rule in rules if rule.reason is None]
    left_open = {facet for said in states for facet in said.open}
    builder = FactsBuilder({group: facets - left_open for group, facets in mapping.closed.items()})
    for said in states:
        builder.yes(*said.yes)
        builder.no(*said.no)
    for rule in rules:
        if rule.reason is not None:
            for facet in rule.states.yes:
                builder.derive(facet, rule.reason)
    facts = builder.build()
    if any(reason == CONFLICT for _, reason in facts.reasons):
        warnings.append(CONFLICTING_FACTS)
    return facts, tuple(warnings)


def _cell_states(values: tuple[str, ...], table: ValueColumn, warnings: list[str]) -> Iterator[States]:
    if not values:
        yield table.when_blank
    left = set(values)
    for together, states in table.together:
        if together <= left:
            left -= together
            yield states
    for value in values:
        if value not in left:
            continue
        if value in table.facts:
            yield table.facts[value]
        elif value not in table.ignored:
            warnings.append(UNKNOWN_VALUE)


def _yes_no_states(row: Row, columns: Mapping[str, tuple[str, ...]], warnings: list[str]) -> Iterator[States]:
    for column, facets in columns.items():
        for answer in row.values(column, None):
            if answer in YES:
                yield States(yes=facets)
            elif answer in NO:
                yield States(no=facets)
            else:
                warnings.append(UNKNOWN_VALUE)


def fires(rule: Rule, row: Row, mapping: SheetMapping) -> bool:
    """True when every condition of a rule holds in a row."""
    columns = mapping.columns
    names = " | ".join(filter(None, (row.text(columns.name), row.text(columns.organization))))
    return (
        _found(rule.name, names)
        and not (rule.not_name is not None and rule.not_name.search(names))
        and _found(rule.website, row.text(columns.website))
        and not any(row.text(column) for column in rule.blank)
        and all(wanted & _values(row, column, mapping) for column, wanted in rule.has.items())
        and not any(unwanted & _values(row, column, mapping) for column, unwanted in rule.lacks.items())
        and all(_is_only(_values(row, column, mapping), allowed) for column, allowed in rule.only.items())
    )


def _found(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is None or pattern.search(text) is not None


def _is_only(values: frozenset[str], allowed: frozenset[str]) -> bool:
    return bool(values) and values <= allowed


def _values(row: Row, column: str, mapping: SheetMapping) -> frozenset[str]:
    table = mapping.values.get(column)
    return frozenset(row.values(column, table.separator if table is not None else None))
