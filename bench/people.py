"""Two hundred made-up people of twelve kinds: their weeks, and what they need in them. The same ones on every machine.

Kind and number make the person: person 17 is the same among 20 and among 200. Nobody's safety stops the ranking, so
that there is a week to plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from bench.city import CENTRE, DISC_MILES, TOPICS, point_within
from referral.domain.need import (
    SAFETY_QUESTIONS,
    About,
    Anchor,
    Busy,
    Gender,
    Need,
    OnlineChoice,
    PerWeek,
    Profile,
    Risk,
    Safety,
    Travel,
    TravelMode,
)
from referral.domain.place import Place, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Span, parse_windows

PEOPLE = 200
_NIGHT = ("MO-SU 23:00-06:00",)
_CALM = Safety(**dict.fromkeys(SAFETY_QUESTIONS, Risk.NO))


@dataclass(frozen=True, slots=True)
class Persona:
    """One kind of person. blocks: where ("home" or an anchor's name) and when; all but home move by up to an hour.

    anchor_miles: how far anchors lie from home, at most. eased: minutes kept free after each block away from home.
    """

    name: str
    blocks: tuple[tuple[str, str], ...] = ()
    sleep: tuple[str, ...] = _NIGHT
    mode: TravelMode = TravelMode.CAR
    max_leg_min: int = 45
    anchor_miles: float = 9.0
    eased_min: int = 0


PERSONAS = (
    Persona("day shift", (("work", "MO-FR 08:00-16:30"),), eased_min=20),
    Persona("night shift", (("work", "SU-TH 22:00-06:00"),), ("MO-FR 07:30-14:30", "FR-SA 23:30-07:30")),
    Persona("evening shift", (("work", "TU-SA 14:00-22:00"),), ("MO-SU 00:30-08:30",)),
    Persona("school run", (("school", "MO-FR 07:45-08:15"), ("school", "MO-FR 14:45-15:15")), anchor_miles=4),
    Persona("two jobs", (("work", "MO-FR 07:00-13:00"), ("second job", "TU,TH,SA 17:00-21:30"))),
    Persona("bus", (("work", "MO-FR 09:00-17:00"),), mode=TravelMode.BUS, max_leg_min=60, anchor_miles=5),
    Persona("walks", (("work", "MO,TU,TH,FR 10:00-15:00"),), mode=TravelMode.WALK, max_leg_min=40, anchor_miles=1.2),
    Persona("weekends only", (("work", "MO-FR 06:30-20:00"),)),
    Persona(
        "parent in a curfew house",
        (
            ("home", "MO-SU 21:30-06:30"),
            ("home", "TU 19:00-20:30"),
            ("day care", "MO-FR 07:30-08:00"),
            ("day care", "MO-FR 17:00-17:30"),
        ),
        anchor_miles=4,
    ),
    Persona("student", (("campus", "MO,WE 09:00-12:00"), ("campus", "TU,TH 13:00-17:00"), ("work", "FR 16:00-21:00"))),
    Persona("unemployed"),
    Persona("relative far away", (("family", "TU,TH 15:00-20:00"), ("work", "MO,WE,FR 08:00-14:00")), anchor_miles=18),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where people live: around these places, a share of them each, at most so many miles away.

    topics: what offices there help with.
    """

    places: tuple[Place, ...]
    shares: tuple[float, ...]
    miles: float
    topics: tuple[str, ...] = TOPICS

    def home(self, rng: Random) -> Place:
        """A home somewhere."""
        return self.near(rng, rng.choices(self.places, self.shares)[0], self.miles)

    def near(self, rng: Random, place: Place, miles: float) -> Place:
        """A place at most so many miles from another, in the same town's name."""
        point = point_within(rng, place.point, miles)
        return Place(place.label, point, Precision.STREET, place.state, place.time_zone, place.county, place.town)


CITY_GROUND = Ground((CENTRE,), (1.0,), DISC_MILES)


@dataclass(frozen=True, slots=True)
class BenchPerson:
    """A profile, and the name of the kind of person."""

    kind: str
    profile: Profile = field(repr=False)


def people(count: int = PEOPLE, ground: Ground = CITY_GROUND) -> tuple[BenchPerson, ...]:
    """So many people, the kinds in turn."""
    return tuple(_person(number, ground) for number in range(count))


def _person(number: int, ground: Ground) -> BenchPerson:
    persona, rng = PERSONAS[number % len(PERSONAS)], Random(f"person {number}")
    home = ground.home(rng)
    names = dict.fromkeys(name for name, _windows in persona.blocks if name != "home")
    anchors = tuple(Anchor(name, ground.near(rng, home, persona.anchor_miles)) for name in names)
    profile = Profile(
        home=home,
        needs=_needs(rng, ground.topics, curfew=any(name == "home" for name, _windows in persona.blocks)),
        time_zone=home.time_zone,
        anchors=anchors,
        busy=_busy(persona, rng.choice((-60, -30, 0, 0, 30, 60))),
        sleep=_spans(persona.sleep),
        travel=Travel(persona.mode, persona.max_leg_min, max_miles=rng.choice((None, None, None, 10.0, 15.0, 20.0))),
        about=_about(rng),
        payment=frozenset(rng.choice((("private",), ("medicaid",), ("medicaid", "private"), ("self_pay",), ()))),
        languages=frozenset(_drawn(rng, ((("en",), 60), ((), 32), (("es",), 8)))),
        online=_drawn(rng, ((OnlineChoice.OK, 60), (OnlineChoice.NO, 30), (OnlineChoice.PREFER, 10))),
        safety=_CALM,
    )
    return BenchPerson(persona.name, profile)


def _drawn(rng: Random, choices: Sequence[tuple]):
    return rng.choices([choice for choice, _weight in choices], [weight for _choice, weight in choices])[0]


def _spans(windows: Sequence[str]) -> tuple[Span, ...]:
    return tuple(span for window in windows for span in parse_windows(window))


def _busy(persona: Persona, moved_min: int) -> tuple[Busy, ...]:
    return tuple(
        Busy(
            tuple(span if at == "home" else span.shift(moved_min) for span in parse_windows(windows)),
            at,
            0 if at == "home" else persona.eased_min,
        )
        for at, windows in persona.blocks
    )


def _about(rng: Random) -> About:
    opioids = rng.random() < 0.3
    return About(
        age_years=rng.randint(19, 66),
        gender=rng.choice((Gender.WOMAN, Gender.MAN)),
        medications=frozenset({"buprenorphine"} if opioids and rng.random() < 0.4 else ()),
        substances=frozenset({"opioids"} if opioids else {"alcohol"}),
    )


def _needs(rng: Random, topics: Sequence[str], *, curfew: bool) -> tuple[Need, ...]:
    """Mostly a program, nearly always meetings, up to three visits, sometimes a place to live."""
    visits = _drawn(rng, ((0, 35), (1, 35), (2, 20), (3, 10)))
    chances: tuple[tuple[float, Callable[[Random], Need]], ...] = ((0.85, _treatment), (0.95, _meetings))
    needs = [make(rng) for share, make in chances if rng.random() < share]
    needs += [
        Need(topic, Kind.RESOURCE, topic=topic, visit_min=rng.choice((30, 60, 60, 90)))
        for topic in rng.sample(topics, min(visits, len(topics)))
    ]
    if not curfew and rng.random() < 0.15:
        needs.append(Need("house", Kind.PROGRAM, level="recovery_housing"))
    return tuple(needs) or (_meetings(rng),)


def _treatment(rng: Random) -> Need:
    return Need("treatment", Kind.PROGRAM, level="iop", hours_per_week=rng.choice((9, 9, None)))


def _meetings(rng: Random) -> Need:
    least = rng.randint(1, 4)
    return Need(
        "meetings",
        Kind.MEETING,
        per_week=PerWeek(least, least + rng.randint(0, 3)),
        max_per_day=_drawn(rng, ((1, 85), (2, 15))),
        fellowships=_drawn(rng, ((("AA",), 40), (("AA", "NA"), 25), (("NA",), 10), ((), 25))),
        avoid_program_days=rng.random() < 0.35,
    )
