"""Fictional treatment programs. Shares of services, payments and schedules follow what real directories show."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from referral.domain.facts import GENERAL_SUD, FactsBuilder
from referral.domain.listing import Hours, Listing, Location, Mode, PhoneRole, Session, Track
from referral.domain.record import PhoneText
from referral.domain.vocabulary import Kind, facets_of
from referral.domain.week import Span, parse_windows
from seed.demo_places import make_location

COUNT = 40
NEWEST = date(2026, 11, 1)
CENTRAL_LINE = "(800) 555-0199"

_FIRST = ("Bluebell", "Juniper", "Lantern", "Harbor Light", "Cottonwood", "Open Gate", "Stepping Stone", "Wayfinder")
_SECOND = ("Recovery Center", "Outpatient Program", "Treatment Services", "Counseling House", "Health Collective")

_TRACKS = {
    "day": ("MO,WE,TH 09:00-12:00", "MO-FR 09:00-12:00", "MO,TU,TH 10:00-13:00", "MO-FR 09:00-12:30"),
    "evening": ("MO,TU,TH 18:00-21:00", "TU,WE,TH 17:30-20:30", "MO,WE,TH 17:30-21:00", "MO-TH 18:00-21:30"),
    "Saturday": ("TU,TH 18:00-21:00|SA 09:00-12:00", "WE,TH 17:30-20:30|SA 10:00-13:00"),
    "weekend": ("SA,SU 09:00-13:30",),
    "after school": ("MO,WE,TH 15:30-18:30", "TU,WE,TH 16:00-19:00"),
    "full day": ("MO-FR 09:00-15:00", "MO-FR 10:00-15:00"),
    "dosing": ("MO-FR 05:00-13:30|SA 06:00-09:00",),
}


@dataclass(frozen=True, slots=True)
class Program:
    """One made-up program: the listing and its numbers as a feed would write them."""

    listing: Listing
    phones: tuple[PhoneText, ...]


def _spans(text: str) -> list[Span]:
    return [span for window in text.split("|") for span in parse_windows(window)]


def _quota(random: Random, share: float) -> frozenset[int]:
    """Which of the programs have something that this share of real ones has."""
    return frozenset(random.sample(range(COUNT), round(COUNT * share)))


def programs(source: str) -> list[Program]:
    """Forty programs, always the same ones."""
    random = Random(20261101)
    has = {
        facet: _quota(random, share)
        for facet, share in {
            "service=telehealth": 0.84,
            "payment=medicaid": 0.75,
            "payment=private": 0.75,
            "payment=sliding_fee": 0.45,
            "payment=free": 0.025,
            "language=es": 0.21,
            "service=childcare": 0.06,
            "service=transport": 0.54,
            "population=adolescents": 0.30,
            "population=veterans": 0.31,
            "population=pregnant_postpartum": 0.33,
            "population=co_occurring": 0.6,
            "population=trauma": 0.5,
            "medication=accepts": 0.58,
            "medication=buprenorphine": 0.54,
            "service=case_management": 0.83,
            "service=family": 0.75,
            "access=wheelchair": 0.6,
        }.items()
    }
    shapes = _shapes(random)
    made = [
        _program(random, source, at, shapes[at], {facet for facet, who in has.items() if at in who})
        for at in range(COUNT)
    ]
    _add_oddities(made)
    return made


def _shapes(random: Random) -> list[str]:
    """What each program states of its times: shares as in real feeds, in a fixed shuffle."""
    shapes = (
        ["evening"] * 10 + ["Saturday"] * 4 + ["weekend"] * 2 + ["day"] * 8 + ["full day"] * 3 + ["after school"] * 2
        + ["dosing"] * 2 + ["unknown"] * 4 + ["placeholder"] * 3 + ["hours only"] * 2
    )  # fmt: skip
    random.shuffle(shapes)
    return shapes


def _program(random: Random, source: str, at: int, shape: str, facets: set[str]) -> Program:
    name = f"{_FIRST[at % len(_FIRST)]} {_SECOND[at // len(_FIRST)]} (demo)"
    builder = FactsBuilder({"level": [f"level={code}" for code in ("outpatient", "iop", "php", "otp")]})
    builder.yes(*facets, "level=outpatient", "attendance=in_person", "language=en", "population=adults")
    builder.yes("service=assessment", "service=group_therapy", "service=individual_therapy")
    builder.yes({"full day": "level=php", "dosing": "level=otp"}.get(shape, "level=iop"))
    if "service=telehealth" in facets:
        builder.yes("attendance=hybrid")
    if shape == "dosing":
        builder.yes("medication=methadone", "medication=buprenorphine", "treats=opioids")
    for substance in ("alcohol", "opioids", "stimulants", "cannabis"):
        builder.derive(f"treats={substance}", GENERAL_SUD)
    listing = Listing(
        id=f"{source}:program-{at + 1:02d}",
        source=source,
        kind=Kind.PROGRAM,
        name=name,
        as_of=NEWEST - timedelta(days=random.randrange(0, 420)),
        organization=f"{_FIRST[at % len(_FIRST)]} Services (demo)",
        description="A made-up program for trying out the directory. It does not exist.",
        location=make_location(random, suite=random.choice((None, None, "Suite 200", "PO Box 12"))),
        website=f"https://program-{at + 1:02d}.example.org",
        tracks=_tracks(shape),
        hours=_hours(shape),
        facts=builder.build(),
    )
    return Program(listing, (PhoneText(f"(303) 555-01{at:02d}"),))


def _tracks(shape: str) -> tuple[Track, ...]:
    made: list[Track] = []
    for name in ("day", shape) if shape == "evening" else (shape,):
        variants = _TRACKS.get(name, ())
        for text in variants[:2] if name == shape else variants[:1]:
            level = {"full day": "php", "dosing": "otp"}.get(name, "iop")
            sessions = tuple(Session(span, Mode.IN_PERSON) for span in _spans(text))
            label = name if not any(track.name == name for track in made) else f"{name} 2"
            made.append(Track(label, sessions, required=5 if name == "dosing" else None, level=level))
    return tuple(made)


def _hours(shape: str) -> tuple[Hours, ...]:
    """Office hours; none where a feed leaves them blank or holds a placeholder for the whole day."""
    if shape in ("unknown", "placeholder", "weekend"):
        return ()
    text = {"hours only": "MO-TH 08:00-20:00|FR 08:00-17:00", "dosing": "MO-FR 05:00-13:30|SA 06:00-09:00"}
    return tuple(Hours(span) for span in _spans(text.get(shape, "MO-FR 08:30-17:00")))


def _add_oddities(made: list[Program]) -> None:
    """Put in, by place in the list, the odd ones that real feeds hold too."""
    made[3] = _restricted(made[3], "Bluebell Program at the Sample County Jail (demo)", "prison")
    made[8] = _restricted(made[8], "Juniper Women's Recovery (demo)", "women_only")
    for at in (5, 6):
        made[at] = _restricted(made[at], f"Sample Youth Group Home {at - 4} (demo)", "youth_only")
    for at, level in ((21, "withdrawal_hospital"), (22, "withdrawal_residential")):
        made[at] = _withdrawal(made[at], f"Sample Withdrawal Unit {at - 20} (demo)", level)
    for at in (5, 6, 14, 15, 20):
        made[at] = replace(made[at], phones=(PhoneText(CENTRAL_LINE),))
    made[9] = replace(made[9], phones=(PhoneText("(303) 555-0109 ext. 12", PhoneRole.INTAKE), PhoneText(CENTRAL_LINE)))
    _relocate(made, 15, made[14].listing.location)
    town = made[12].listing.location
    _relocate(made, 12, Location(town=town.town, state=town.state, time_zone=town.time_zone, hidden=True))
    night = tuple(Hours(span) for span in parse_windows("MO-SU 20:00-02:00"))
    made[18] = replace(made[18], listing=replace(made[18].listing, hours=night, tracks=()))


def _withdrawal(program: Program, name: str, level: str) -> Program:
    """A place with beds for withdrawal, open day and night, as a first step of safety needs one."""
    builder = FactsBuilder({"level": facets_of("level")})
    builder.yes(f"level={level}", "detox=alcohol", "detox=opioids", "detox=benzodiazepines", "payment=medicaid")
    builder.yes("attendance=in_person", "language=en", "population=adults", "service=assessment", "service=transport")
    listing = replace(program.listing, name=name, tracks=(), hours=(), facts=builder.build())
    return replace(program, listing=listing)


def _relocate(made: list[Program], at: int, location: Location) -> None:
    made[at] = replace(made[at], listing=replace(made[at].listing, location=location))


def _restricted(program: Program, name: str, code: str) -> Program:
    facet = f"restricted={code}"
    facts = program.listing.facts
    facts = replace(facts, yes=facts.yes | {facet}, no=facts.no - {facet})
    return replace(program, listing=replace(program.listing, name=name, facts=facts))
