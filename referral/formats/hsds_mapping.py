"""The mapping file of an HSDS source: its column names, and what its taxonomy terms mean here."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from referral.domain.errors import BadMapping, HandoffError
from referral.domain.listing import Area
from referral.domain.source import Dating
from referral.domain.vocabulary import canonical
from referral.formats.hsds_place import PlaceRules, named_area, place_rules

_SETTINGS = frozenset({"format", "name", "dates", "time_zone", "phone_types", "status", "place", "columns"})
_TERM_TABLES = frozenset({"facets", "broad", "only_with", "stays_resource", "areas", "payments", "ignored"})
_KEYS = _SETTINGS | _TERM_TABLES


@dataclass(frozen=True, slots=True)
class Stated:
    """What the terms of one record say.

    facets: yes. left_open: topics that broad terms may mean. areas: regions served. stays_resource: a term says that
    this is no program whatever its other terms. has_unknown: a term is in neither list of the mapping.
    """

    facets: frozenset[str]
    left_open: frozenset[str]
    areas: tuple[Area, ...]
    stays_resource: bool
    has_unknown: bool


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping file, checked. Terms are compared without case and extra spaces, by name or by code.

    name: what people call the source, None when the mapping does not say. columns: table -> standard field -> the
    file's column. time_zone: of services that name no place. phone_types: the source's code -> a type of HSDS, or
    intake or hotline. active: values of status beside "active" that mean it.
    """

    version: str
    name: str | None
    dating: Dating
    columns: Mapping[str, Mapping[str, str]]
    time_zone: str | None
    phone_types: Mapping[str, str]
    active: frozenset[str]
    place: PlaceRules
    facets: Mapping[str, tuple[str, ...]]
    broad: Mapping[str, tuple[str, ...]]
    only_with: Mapping[str, frozenset[str]]
    stays_resource: frozenset[str]
    areas: Mapping[str, tuple[Area, ...]]
    payments: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]

    @property
    def expressible(self) -> frozenset[str]:
        """Every facet that terms of this source can state."""
        return frozenset(facet for facets in self.facets.values() for facet in facets)

    def read_terms(self, terms: Iterable[tuple[str, ...]]) -> Stated:
        """What terms say. terms: id, code and name of each, as far as stated; the first that the mapping has counts."""
        known: set[str] = set()
        has_unknown = False
        for names in terms:
            keys = [key for name in names if (key := fold(name)) in self.facets or key in self.ignored]
            has_unknown |= not keys
            known.update(keys[:1])
        meant = {key for key in known if key not in self.only_with or known & self.only_with[key]}
        facets = {facet for key in meant for facet in self.facets.get(key, ())}
        left_open = {facet for key in known for facet in self._may_mean(key, facets)}
        areas = dict.fromkeys(area for key in sorted(known) for area in self.areas.get(key, ()))
        return Stated(
            frozenset(facets), frozenset(left_open), tuple(areas), bool(known & self.stays_resource), has_unknown
        )

    def _may_mean(self, key: str, facets: set[str]) -> tuple[str, ...]:
        """The narrower topics of a broad term, unless the record states one of them: then its silence counts."""
        narrower = self.broad.get(key, ())
        return () if facets.intersection(narrower) else narrower


def fold(name: str) -> str:
    """A term for comparing: lower case, single spaces, straight quotation marks."""
    return " ".join(name.replace("’", "'").casefold().split())


def read_mapping(mapping: Mapping[str, object]) -> Mapped:
    """A mapping file as TOML gives it. Raises BadMapping naming the key to change."""
    unknown = sorted(mapping.keys() - _KEYS)
    if unknown:
        raise BadMapping(f"hsds knows no {', '.join(unknown)} in a mapping. Use: {', '.join(sorted(_KEYS))}.")
    if mapping.get("format", "hsds") != "hsds":
        raise BadMapping(f"This mapping is for {mapping['format']}, not for hsds.")
    ignored = _table(mapping, "ignored")
    digest = sha256(json.dumps(mapping, sort_keys=True, default=str).encode()).hexdigest()
    return Mapped(
        version=digest[:12],
        name=_text(mapping, "name"),
        dating=_dating(mapping),
        columns={name: _strings(table, f"columns.{name}") for name, table in _table(mapping, "columns").items()},
        time_zone=str(mapping["time_zone"]) if "time_zone" in mapping else None,
        phone_types={fold(code): kind for code, kind in _strings(mapping.get("phone_types"), "phone_types").items()},
        active=frozenset(fold(value) for value in _list(_table(mapping, "status").get("active", []), "status.active")),
        place=place_rules(_table(mapping, "place")),
        facets=_facets(mapping, "facets"),
        broad=_facets(mapping, "broad"),
        only_with={key: frozenset(map(fold, names)) for key, names in _lists(mapping, "only_with").items()},
        stays_resource=frozenset(fold(name) for name in _list(mapping.get("stays_resource", []), "stays_resource")),
        areas={key: tuple(map(named_area, names)) for key, names in _lists(mapping, "areas").items()},
        payments=_facets(mapping, "payments"),
        ignored=frozenset(fold(name) for why in ignored for name in _list(ignored[why], f"ignored.{why}")),
    )


def _text(mapping: Mapping[str, object], key: str) -> str | None:
    value = mapping.get(key)
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise BadMapping(f"{key}: write it as text in quotation marks.")
    return value


def _dating(mapping: Mapping[str, object]) -> Dating:
    dates = _text(mapping, "dates") or Dating.UPDATED.value
    if dates not in [known.value for known in Dating]:
        raise BadMapping(f"dates: use one of {', '.join(Dating)}, not {dates[:40]}.")
    return Dating(dates)


def _table(mapping: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = mapping.get(key, {})
    if not isinstance(value, Mapping):
        raise BadMapping(f"{key}: write it as a table, [{key}].")
    return value


def _strings(value: object, key: str) -> dict[str, str]:
    table = _table({key: value if value is not None else {}}, key)
    if not all(isinstance(text, str) for text in table.values()):
        raise BadMapping(f"{key}: write every value as text in quotation marks.")
    return {name: str(text) for name, text in table.items()}


def _list(value: object, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadMapping(f"{key}: write it as a list of texts.")
    return value


def _lists(mapping: Mapping[str, object], key: str) -> dict[str, list[str]]:
    return {fold(name): _list(value, f'{key}."{name}"') for name, value in _table(mapping, key).items()}


def _facets(mapping: Mapping[str, object], key: str) -> dict[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    for name, facets in _lists(mapping, key).items():
        try:
            read[name] = tuple(canonical(facet, f'{key}."{name}"') for facet in facets)
        except HandoffError as error:
            raise BadMapping(error.message) from error
    return read
