"""People of a busy city from a seed: full weeks, many listings of every kind, so that most of a packet is filled."""

from dataclasses import replace
from random import Random
from typing import Any

from referral.domain.listing import Hours, Listing, Mode, Session, Track
from referral.domain.need import (
    About,
    Anchor,
    Busy,
    Gender,
    Need,
    OnlineChoice,
    PerWeek,
    Profile,
    Safety,
    Travel,
    TravelMode,
)
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, Span
from tests.factories import facts, location, place


def city(seed: int, size: int = 60) -> tuple[Profile, tuple[Listing, ...]]:
    """One person and a city of about that many listings."""
    rng = Random(seed)
    listings = tuple(_listing(rng, number) for number in range(size))
    return _profile(rng), listings


def crowded(seed: int) -> tuple[Profile, tuple[Listing, ...]]:
    """Someone free in the evenings only, programs of unknown times, and meetings that must share those evenings."""
    rng = Random(seed)
    profile, listings = city(seed, size=40)
    evenings = tuple(Span(day * DAY_MIN + 22 * 60, rng.choice((18, 19)) * 60 + 30) for day in range(7))
    needs = (
        Need("treatment", Kind.PROGRAM, level="iop"),
        Need("meetings", Kind.MEETING, per_week=PerWeek(6, 7)),
    )
    return replace(profile, busy=(Busy(evenings),), sleep=(), needs=needs), tuple(
        replace(one, tracks=()) for one in listings
    )


def _point(rng: Random) -> Point:
    return Point(39.73 + rng.uniform(-0.12, 0.12), -104.98 + rng.uniform(-0.15, 0.15))


def _session(rng: Random, days: tuple[int, ...], hour: float, minutes: int, mode: Mode) -> tuple[Session, ...]:
    return tuple(Session(Span(day * DAY_MIN + int(hour * 60), minutes), mode) for day in days)


def _listing(rng: Random, number: int) -> Listing:
    kind = rng.choice((Kind.PROGRAM, Kind.MEETING, Kind.MEETING, Kind.MEETING, Kind.RESOURCE))
    mode = rng.choice((Mode.IN_PERSON, Mode.IN_PERSON, Mode.IN_PERSON, Mode.HYBRID, Mode.ONLINE))
    point = None if rng.random() < 0.1 else _point(rng)
    common: dict[str, Any] = {
        "id": f"test:{number}",
        "source": "test",
        "name": f"Listing {number}",
        "location": location(point, rng.choice((Precision.EXACT, Precision.ZIP)), rng.choice(("America/Denver", None))),
    }
    if kind is Kind.MEETING:
        attendance = "attendance=online" if mode is Mode.ONLINE else f"attendance={mode}"
        days = tuple(rng.sample(range(7), rng.randint(1, 4)))
        sessions = _session(rng, days, rng.choice((6.5, 7, 12, 17.5, 18, 19, 20, 23.5)), 60, mode)
        yes = f"fellowship={rng.choice(('AA', 'NA', 'AlAnon'))} language=en {attendance} meeting=open"
        return Listing(kind=kind, sessions=sessions, facts=facts(yes), **common)
    if kind is Kind.RESOURCE:
        hours = tuple(
            Hours(Span(day * DAY_MIN + 9 * 60, rng.choice((6, 8, 10)) * 60)) for day in range(rng.randint(0, 6))
        )
        yes = f"{rng.choice(('topic=housing', 'service=vocational'))} language=en"
        return Listing(kind=kind, hours=hours, facts=facts(yes), **common)
    tracks = tuple(
        Track(name, _session(rng, tuple(rng.sample(range(5), 3)), hour, 180, Mode.IN_PERSON), level="iop")
        for name, hour in (("morning", 9), ("evening", 18))
        if rng.random() < 0.4
    )
    hours = tuple(Hours(Span(day * DAY_MIN + 8 * 60, rng.choice((9, 13)) * 60)) for day in range(rng.choice((0, 5, 6))))
    yes = rng.choice(("level=iop", "level=iop level=outpatient", "level=residential level=iop"))
    paid = rng.choice(("payment=private", "payment=medicaid", "payment=private payment=medicaid"))
    return Listing(
        kind=kind, tracks=tracks, hours=hours, facts=facts(f"{yes} {paid} language=en treats=alcohol"), **common
    )


def _profile(rng: Random) -> Profile:
    work = Anchor("work", place(_point(rng), label="work"))
    start = rng.choice((6, 7.5, 9, 14, 22))
    days = rng.sample(range(7), rng.randint(0, 5))
    shifts = tuple(Span(day * DAY_MIN + int(start * 60), rng.choice((4, 8, 9)) * 60) for day in days)
    sleep_start = 23 if start < 22 else 8
    needs = [
        Need("treatment", Kind.PROGRAM, level=rng.choice(("iop", "outpatient")), hours_per_week=rng.choice((None, 9))),
        Need(
            "meetings",
            Kind.MEETING,
            per_week=PerWeek(rng.randint(0, 4), 4 + rng.randint(0, 6)),
            max_per_day=rng.choice((1, 1, 2)),
            fellowships=rng.choice(((), ("AA",), ("AA", "NA"))),
            avoid_program_days=rng.random() < 0.4,
        ),
        Need("work", Kind.RESOURCE, topic="vocational", visit_min=rng.choice((30, 60, 120))),
        Need("home", Kind.RESOURCE, topic="housing"),
        Need("later", Kind.PROGRAM, level="outpatient"),
    ]
    return Profile(
        home=place(_point(rng)),
        needs=tuple(rng.sample(needs, rng.randint(1, 5))),
        time_zone=rng.choice(("America/Denver", "America/Denver", "America/Chicago")),
        anchors=(work,),
        busy=(Busy(shifts, rng.choice(("home", "work", "work")), rng.choice((0, 25))),) if shifts else (),
        sleep=tuple(Span(day * DAY_MIN + sleep_start * 60, 7 * 60) for day in range(7)),
        travel=Travel(
            rng.choice((TravelMode.CAR, TravelMode.CAR, TravelMode.BUS, TravelMode.BIKE)),
            rng.choice((30, 45, 90)),
            rng.choice((None, None, 10.0)),
        ),
        about=About(
            age_years=rng.choice((34, None, 70)),
            gender=rng.choice((None, Gender.MAN, Gender.WOMAN)),
            substances=frozenset({"alcohol"}),
        ),
        payment=frozenset(rng.choice(((), ("private",), ("medicaid",)))),
        languages=frozenset(rng.choice(((), ("en",)))),
        online=rng.choice(tuple(OnlineChoice)),
        safety=Safety(),
    )
