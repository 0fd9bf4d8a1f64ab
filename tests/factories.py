"""Short ways to make listings and facts in tests. What is not said stays unsaid: a test shows what it is about."""

from collections.abc import Iterable

from referral.domain.facts import Facts
from referral.domain.fit import Asked
from referral.domain.listing import Area, Hours, Listing, Location, Mode, Session, Track
from referral.domain.place import Place, Point, Precision
from referral.domain.vocabulary import Kind, canonical
from referral.domain.week import Span, WeekSet, parse_moment, parse_windows

DENVER = "America/Denver"
CAPITOL_HILL = Point(39.7312, -104.9826)
"""A point in the middle of Denver."""


def facts(
    yes: str | Iterable[str] = (),
    no: str | Iterable[str] = (),
    conflict: str | Iterable[str] = (),
    general_sud: str | Iterable[str] = (),
) -> Facts:
    """Facts from facets written "level=iop payment=medicaid" or as any iterable; all else is not stated."""
    derived = _facets(general_sud)
    reasons = [(facet, "conflict") for facet in _facets(conflict)] + [(facet, "general_sud") for facet in derived]
    return Facts(_facets(yes) | derived, _facets(no), tuple(sorted(reasons)))


def _facets(text: str | Iterable[str]) -> frozenset[str]:
    return frozenset(canonical(facet) for facet in (text.split() if isinstance(text, str) else text))


def spans(*windows: str) -> tuple[Span, ...]:
    """Spans from texts such as "MO-FR 09:00-17:00", one a day."""
    return tuple(span for window in windows for span in parse_windows(window))


def sessions(*windows: str, mode: Mode = Mode.IN_PERSON, rrule: str | None = None) -> tuple[Session, ...]:
    """One session for each day of each window."""
    return tuple(Session(span, mode=mode, rrule=rrule) for span in spans(*windows))


def track(
    *windows: str,
    name: str | None = None,
    required: int | None = None,
    level: str | None = None,
    rrule: str | None = None,
) -> Track:
    """Sessions attended together."""
    return Track(name, sessions(*windows, rrule=rrule), required=required, level=level)


def hours(*windows: str, rrule: str | None = None) -> tuple[Hours, ...]:
    """One opening for each day of each window."""
    return tuple(Hours(span, rrule=rrule) for span in spans(*windows))


def location(
    point: Point | None = CAPITOL_HILL,
    precision: Precision = Precision.EXACT,
    time_zone: str | None = DENVER,
    town: str | None = "Denver",
    state: str | None = "CO",
    **rest: object,
) -> Location:
    """A location in Denver; point=None takes the precision away too."""
    return Location(
        point=point,
        precision=precision if point is not None else Precision.NONE,
        time_zone=time_zone,
        town=town,
        state=state,
        **rest,  # type: ignore[arg-type]
    )


def place(
    point: Point = CAPITOL_HILL,
    label: str = "Denver, CO 80203",
    state: str | None = "CO",
    time_zone: str = DENVER,
    **rest,
) -> Place:
    """A place to search from."""
    precision = rest.pop("precision", Precision.ZIP)
    return Place(label=label, point=point, precision=precision, state=state, time_zone=time_zone, **rest)


def listing(
    kind: Kind | str = Kind.PROGRAM,
    id: str = "test:1",
    name: str = "Harbor House",
    yes: str | Iterable[str] = (),
    no: str | Iterable[str] = (),
    **rest,
) -> Listing:
    """A listing in Denver. yes and no are facets; `facts=` takes their place; other fields as in `Listing`."""
    rest.setdefault("facts", facts(yes, no))
    rest.setdefault("location", location())
    source = rest.pop("source", id.partition(":")[0])
    return Listing(id=id, source=source, kind=Kind(kind), name=name, **rest)


def program(yes: str | Iterable[str] = (), no: str | Iterable[str] = (), **rest) -> Listing:
    """A treatment program."""
    return listing(Kind.PROGRAM, yes=yes, no=no, **rest)


def meeting(*windows: str, yes: str | Iterable[str] = (), no: str | Iterable[str] = (), **rest) -> Listing:
    """A meeting with one session for each day of each window."""
    rest.setdefault("sessions", sessions(*windows))
    return listing(Kind.MEETING, yes=yes, no=no, **rest)


def resource(yes: str | Iterable[str] = (), no: str | Iterable[str] = (), **rest) -> Listing:
    """A resource: housing, work, food and the like."""
    return listing(Kind.RESOURCE, yes=yes, no=no, **rest)


def area(kind: str, name: str) -> Area:
    """A region served."""
    return Area(kind, name)


def asks(
    facets: str = "",
    free: str | Iterable[str] | None = None,
    at: str | None = None,
    kinds: Iterable[Kind] = (),
    **rest,
) -> Asked:
    """What is asked. facets: "level=iop payment=medicaid"; free: windows, empty = no free time; at: "TU 18:15"."""
    groups: dict[str, frozenset[str]] = {}
    for facet in facets.split():
        group, code = facet.split("=")
        groups[group] = groups.get(group, frozenset()) | {code}
    windows = (free,) if isinstance(free, str) else free
    return Asked(
        kinds=frozenset(kinds),
        facets=groups,
        free=None if windows is None else WeekSet.of(spans(*windows)),
        at=None if at is None else parse_moment(at),
        **rest,
    )
