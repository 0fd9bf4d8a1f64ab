"""A made-up city: 60 intensive programs, 900 meetings, 300 offices and 100 sober houses within 30 miles.

The same listings on every machine. No such city exists: its state is "ZZ", every name says "(made up)", phones are
555-01xx and web addresses end in example.org. Programs state their tracks, as hardly any real directory does, so that
a planner has whole tracks to choose from.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from math import cos, pi, radians, sin
from random import Random

from bench import stated
from referral.domain.facts import Facts
from referral.domain.listing import Hours, Listing, Location, Mode, Phone, Session, Track
from referral.domain.place import Place, Point, Precision
from referral.domain.vocabulary import DEFAULT_CLOSED, Kind, canonical, facets_of, topic_facets
from referral.domain.week import DAY_MIN, Day, Span, parse_clock, parse_days, parse_windows

SOURCE = "city"
PROGRAMS, MEETINGS, OFFICES, HOUSES = 60, 900, 300, 100
DISC_MILES = 30.0
CENTRE = Place(
    label="Exampleton, ZZ",
    point=Point(40.0, -100.0),
    precision=Precision.TOWN,
    state="ZZ",
    time_zone="America/Denver",
    town="Exampleton",
)
TOPICS = ("vocational", "legal", "benefits", "health", "housing", "education")
"""What offices help with, in turn."""

MILES_PER_DEGREE = 69.09
_NEWEST = date(2026, 11, 1)
_CROWDING = 0.75
"""Exponent of the distance from the centre: 0.5 would be as many listings a square mile everywhere."""

_FIRST = ("Paper", "Copper", "Quiet", "Lantern", "Willow", "Second", "Button", "Harvest", "Marble", "Northern")
_SECOND = ("Kettle", "Ladder", "Window", "Bridge", "Orchard", "Compass", "Teapot", "Meadow", "Chapter", "Harbor")
_TRACKS = (
    ("morning", "09:00", 180), ("morning", "10:00", 180), ("afternoon", "13:00", 180), ("evening", "17:30", 180),
    ("evening", "18:00", 180), ("evening", "18:00", 150), ("weekend", "09:00", 270),
)  # fmt: skip
"""Name, start, minutes."""

_TRACK_DAYS = ("MO,WE,TH", "MO,TU,TH", "TU,WE,TH", "MO,WE,FR", "MO-TH")
_STARTS = (
    "06:30", "07:00", "09:00", "10:00", "12:00", "12:00", "17:30", "18:00", "18:30", "19:00", "19:00", "19:30", "20:00",
    "22:00",
)  # fmt: skip
_OPENINGS = (
    (0.45, ("MO-FR 09:00-17:00",)),
    (0.15, ("MO-FR 08:00-16:30",)),
    (0.10, ("MO-TH 09:00-18:00",)),
    (0.10, ("MO,TU,TH,FR 09:00-17:00", "WE 09:00-19:30")),
    (0.10, ("MO-FR 09:00-17:00", "SA 09:00-13:00")),
    (0.05, ("TU,TH 10:00-19:00",)),
    (0.05, ("MO,WE,FR 08:30-12:30", "MO,WE,FR 13:30-16:00")),
)
_PAYMENT = {"private": 0.65, "medicaid": 0.5, "medicare": 0.25, "self_pay": 0.8, "sliding_fee": 0.25, "military": 0.1}


@cache
def city() -> tuple[Listing, ...]:
    """Every listing, by kind and number."""
    return (
        *(_program(number) for number in range(PROGRAMS)),
        *(meeting(SOURCE, number, _somewhere(f"meeting {number}")) for number in range(MEETINGS)),
        *(_office(number) for number in range(OFFICES)),
        *(_house(number) for number in range(HOUSES)),
    )


def point_within(rng: Random, centre: Point, miles: float, crowding: float = _CROWDING) -> Point:
    """A point at most so many miles from another."""
    away, turn = miles * rng.random() ** crowding, 2 * pi * rng.random()
    latitude = centre.latitude + away * cos(turn) / MILES_PER_DEGREE
    longitude = centre.longitude + away * sin(turn) / (MILES_PER_DEGREE * cos(radians(centre.latitude)))
    return Point(round(latitude, 5), round(longitude, 5))


def location_at(place: Place, point: Point, number: int) -> Location:
    """An address in a town, made up too."""
    return Location(
        streets=(f"{number + 1} Sample St",),
        town=place.town,
        state=place.state,
        county=place.county,
        point=point,
        precision=Precision.STREET,
        time_zone=place.time_zone,
    )


def _somewhere(seed: str) -> Location:
    rng = Random(f"place of {seed}")
    return location_at(CENTRE, point_within(rng, CENTRE.point, DISC_MILES), rng.randrange(900))


def facts_of(rng: Random, yes: Iterable[str], closing: float = 0.5) -> Facts:
    """Facts that state these. closing: how often silence in a group that some of them belong to means no."""
    held = frozenset(canonical(facet) for facet in yes)
    no = set(facets_of("restricted"))
    for group in sorted({facet.partition("=")[0] for facet in held}):
        if group in DEFAULT_CLOSED or rng.random() < closing:
            no |= facets_of(group)
    return Facts(held, frozenset(no) - held)


def meeting(source: str, number: int, where: Location) -> Listing:
    """A mutual-help meeting: two in three once a week, the others on several days."""
    rng = Random(f"meeting {number}")
    attendance = stated.attendance_of(Kind.MEETING, rng.random()) or "in_person"
    yes, no = stated.drawn_groups(attendance, rng.random(), rng.random())
    held_for = rng.choices(("meeting=open", "meeting=closed", "meeting=women", "meeting=men"), (75, 15, 6, 4))[0]
    if rng.random() < 0.08:
        yes.append("language=es")
    days = sorted(rng.sample(range(7), rng.choices((1, 2, 3, 5, 7), (66, 16, 8, 6, 4))[0]))
    start, length = parse_clock(rng.choice(_STARTS)), rng.choice((60, 60, 90))
    sessions = tuple(Session(_span(Day(day), start, length), Mode(attendance)) for day in days)
    facts = Facts(frozenset((*yes, held_for)), frozenset(no))
    return _listing(f"{source}:meeting-{number:04d}", where, facts, sessions=sessions)


def _program(number: int) -> Listing:
    rng = Random(f"program {number}")
    tracks = tuple(_track(rng, times) for times in rng.sample(_TRACKS, rng.choice((2, 2, 3))))
    modes = {session.mode for track in tracks for session in track.sessions}
    yes = ["level=iop", "language=en", *(f"treats={code}" for code in ("alcohol", "opioids", "stimulants", "cannabis"))]
    yes += [f"payment={code}" for code, share in _PAYMENT.items() if rng.random() < share] or ["payment=self_pay"]
    yes += [f"attendance={mode}" for mode in sorted(modes)]
    yes += rng.choices(([], ["restricted=women_only"], ["restricted=men_only"]), (90, 5, 5))[0]
    yes += rng.choices((["medication=accepts"], ["medication=excludes"], []), (65, 5, 30))[0]
    yes += [facet for facet in ("language=es", "population=trauma", "service=childcare") if rng.random() < 0.15]
    where, facts = _somewhere(f"program {number}"), facts_of(rng, yes)
    return _listing(f"{SOURCE}:program-{number:04d}", where, facts, tracks=tracks)


def _track(rng: Random, times: tuple[str, str, int]) -> Track:
    mode = rng.choices((Mode.IN_PERSON, Mode.HYBRID, Mode.ONLINE), (75, 13, 12))[0]
    name, start, length = times
    days = "SA-SU" if name == "weekend" else "MO-TH" if length < 180 else rng.choice(_TRACK_DAYS)
    spans = (_span(day, parse_clock(start), length) for day in parse_days(days))
    return Track(name, tuple(Session(span, mode) for span in spans), level="iop")


def _span(day: Day, start: int, length: int) -> Span:
    return Span(day * DAY_MIN + start, length)


def _office(number: int) -> Listing:
    rng = Random(f"office {number}")
    windows = rng.choices([windows for _share, windows in _OPENINGS], [share for share, _windows in _OPENINGS])[0]
    hours = tuple(Hours(span) for window in windows for span in parse_windows(window))
    yes = [topic_facets(TOPICS[number % len(TOPICS)])[0], "language=en", *(["language=es"] if number % 4 == 0 else [])]
    where, facts = _somewhere(f"office {number}"), facts_of(rng, yes, closing=0.3)
    return _listing(f"{SOURCE}:office-{number:04d}", where, facts, hours=hours)


def _house(number: int) -> Listing:
    rng = Random(f"house {number}")
    only = rng.choices((["restricted=men_only"], ["restricted=women_only"], []), (45, 40, 15))[0]
    yes = ["level=recovery_housing", "language=en", "payment=self_pay", *only]
    where, facts = _somewhere(f"house {number}"), facts_of(rng, yes)
    return _listing(f"{SOURCE}:house-{number:04d}", where, facts)


_WHAT = {
    "program": (Kind.PROGRAM, "Recovery Center"),
    "meeting": (Kind.MEETING, "Group"),
    "office": (Kind.RESOURCE, "Services"),
    "house": (Kind.PROGRAM, "House"),
}
"""Kind of listing, and how names end."""


def _listing(listing_id: str, where: Location, facts: Facts, **times: Sequence) -> Listing:
    source, _, outside_id = listing_id.partition(":")
    what, number = outside_id.split("-")[0], int(outside_id.split("-")[1])
    kind, ending = _WHAT[what]
    first, second = _FIRST[number % 10], _SECOND[number // 10 % 10]
    return Listing(
        id=listing_id,
        source=source,
        kind=kind,
        name=f"{first} {second} {ending} {number} (made up)",
        as_of=_NEWEST - timedelta(days=number),
        location=where,
        phones=(Phone(f"+1{200 + number % 700}55501{number % 100:02d}"),),
        website=f"https://{what}-{number}.example.org",
        facts=facts,
        **times,  # type: ignore[arg-type]
    )
