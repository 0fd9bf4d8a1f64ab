"""Fictional mutual-help meetings, with the days, hours and types that real lists show."""

from datetime import date, timedelta
from random import Random

from referral.domain.facts import FactsBuilder
from referral.domain.listing import Listing, Mode, Online, Session
from referral.domain.vocabulary import Kind, facets_of
from referral.domain.week import DAY_MIN, Day, Span
from seed.demo_places import make_location

NEWEST = date(2026, 11, 15)

FELLOWSHIPS = {
    "AA": 148, "NA": 62, "AlAnon": 28, "SMART": 18, "RecoveryDharma": 14, "CMA": 9, "LifeRing": 8, "NarAnon": 6, "WFS": 4, "Alateen": 3,
}  # fmt: skip
"""Fellowship -> how many of the 300 meetings it has here."""

_ADJECTIVES = (
    "Sunrise",
    "Noon",
    "Primary Color",
    "Paper Boat",
    "Quiet Corner",
    "New Page",
    "Open Window",
    "Second Cup",
)
_NOUNS = ("Group", "Gathering", "Circle", "Hour", "Table", "Workshop")
_BUILDINGS = ("Sample Community Church", "Example Library", "Specimen Hall", "Demo Clubhouse", "Placeholder Center")
_SECULAR = frozenset({"SMART", "RecoveryDharma", "LifeRing", "WFS"})
_STARTS = ("06:30", "07:00", "12:00", "12:15", "17:30", "18:00", "18:30", "19:00", "19:30", "20:00", "22:00", "23:30")
_WEIGHTS = (6, 7, 13, 4, 9, 11, 8, 18, 9, 8, 2, 1)
_TYPES = {
    "meeting=beginner": 0.12, "meeting=speaker": 0.12, "meeting=step": 0.2, "meeting=literature": 0.22, "meeting=discussion": 0.55,
    "meeting=meditation": 0.1, "meeting=lgbtq": 0.05, "meeting=young_people": 0.06, "meeting=proof_of_attendance": 0.2,
    "meeting=dual_diagnosis": 0.03, "meeting=childcare": 0.02, "meeting=child_friendly": 0.06, "meeting=medication_friendly": 0.08,
    "access=wheelchair": 0.5, "access=transit": 0.2,
}  # fmt: skip


def meetings(source: str) -> list[Listing]:
    """Three hundred meetings, always the same ones."""
    random = Random(20261102)
    fellowships = [name for name, count in FELLOWSHIPS.items() for _ in range(count)]
    random.shuffle(fellowships)
    return [_meeting(random, source, at, fellowship) for at, fellowship in enumerate(fellowships)]


def _meeting(random: Random, source: str, at: int, fellowship: str) -> Listing:
    mode = random.choices((Mode.IN_PERSON, Mode.HYBRID, Mode.ONLINE), weights=(70, 18, 12))[0]
    name = f"{random.choice(_ADJECTIVES)} {random.choice(_NOUNS)} {at + 1} (demo)"
    return Listing(
        id=f"{source}:meeting-{at + 1:03d}",
        source=source,
        kind=Kind.MEETING,
        name=name,
        as_of=NEWEST - timedelta(days=random.randrange(0, 500)),
        organization=None,
        description="A made-up meeting for trying out the directory. It does not exist.",
        location=make_location(random, name=random.choice(_BUILDINGS)),
        online=None if mode is Mode.IN_PERSON else Online(url=f"https://meeting-{at + 1:03d}.example.org/join"),
        sessions=_sessions(random, mode),
        facts=_facts(random, fellowship, mode).build(),
    )


def _sessions(random: Random, mode: Mode) -> tuple[Session, ...]:
    """One to five days at one hour; some ends are not stated, as in real lists."""
    start = random.choices(_STARTS, weights=_WEIGHTS)[0]
    days = sorted(random.sample(list(Day), random.choices((1, 2, 3, 5), weights=(78, 13, 6, 3))[0]))
    assumed = random.random() < 0.15
    length_min = 60 if assumed else random.choices((60, 75, 90), weights=(80, 8, 12))[0]
    first = int(start[:2]) * 60 + int(start[3:])
    return tuple(Session(Span(day * DAY_MIN + first, length_min), mode, end_assumed=assumed) for day in days)


def _facts(random: Random, fellowship: str, mode: Mode) -> FactsBuilder:
    builder = FactsBuilder({"fellowship": facets_of("fellowship"), "attendance": facets_of("attendance")})
    builder.yes(f"fellowship={fellowship}", f"attendance={mode.value}")
    builder.yes(*(facet for facet, share in _TYPES.items() if random.random() < share))
    builder.yes("meeting=open" if fellowship in _SECULAR or random.random() < 0.7 else "meeting=closed")
    if fellowship in _SECULAR:
        builder.yes("meeting=secular")
    audience = random.random()
    if audience < 0.07:
        builder.yes("meeting=women", "restricted=women_only")
    elif audience < 0.13:
        builder.yes("meeting=men", "restricted=men_only")
    if fellowship == "Alateen":
        builder.yes("restricted=youth_only")
    builder.yes("language=es" if random.random() < 0.1 else "language=en")
    return builder
