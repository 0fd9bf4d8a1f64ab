"""Fictional community resources: housing, work, school and the other help that recovery needs."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from referral.domain.facts import FactsBuilder
from referral.domain.listing import Area, Hours, Listing
from referral.domain.record import PhoneText
from referral.domain.vocabulary import GROUPS, TREATMENT_LEVELS, Kind, topic_facets
from referral.domain.week import parse_windows
from seed.demo_places import make_location

NEWEST = date(2026, 11, 10)

_TOPICS = {
    "housing": ("Housing Navigation Desk", 14), "shelter": ("Night Shelter", 8), "recovery_housing": ("Sober Living House", 14),
    "vocational": ("Job Training Workshop", 16), "employment": ("Job Search Center", 10), "education": ("GED and English Classes", 14),
    "life_skills": ("Everyday Skills Course", 5), "food": ("Food Pantry", 12), "benefits": ("Benefits Help Desk", 8),
    "legal": ("Legal Aid Clinic", 6), "reentry": ("Reentry Support Office", 6), "transport": ("Ride Program", 5),
    "childcare": ("Child Care Center", 7), "parenting": ("Parenting Class", 4), "health": ("Community Clinic", 6),
    "harm_reduction": ("Harm Reduction Outreach", 4), "domestic_violence": ("Safe House Office", 3), "clothing": ("Clothing Closet", 3),
    "identification": ("ID Help Desk", 3), "financial": ("Money Coaching", 2),
}  # fmt: skip
"""Topic -> what such a place is called here, and how many of the 150 there are."""

_HOURS = (
    "MO-FR 09:00-17:00", "MO-FR 08:00-16:30", "TU,TH 10:00-19:00", "MO-TH 09:00-18:00|SA 10:00-14:00", "WE 13:00-20:00",
    "MO-FR 09:00-12:00|MO-FR 13:00-16:00", "SA 09:00-13:00", "MO-SU 18:00-08:00", None,
)  # fmt: skip
_WEIGHTS = (26, 12, 9, 11, 6, 7, 6, 3, 20)


@dataclass(frozen=True, slots=True)
class Resource:
    """One made-up resource: the listing and its number as a feed would write it."""

    listing: Listing
    phones: tuple[PhoneText, ...]


def resources(source: str) -> list[Resource]:
    """One hundred and fifty resources, always the same ones."""
    random = Random(20261103)
    topics = [topic for topic, (_, count) in _TOPICS.items() for _ in range(count)]
    random.shuffle(topics)
    return [_resource(random, source, at, topic) for at, topic in enumerate(topics)]


def _resource(random: Random, source: str, at: int, topic: str) -> Resource:
    hours = random.choices(_HOURS, weights=_WEIGHTS)[0]
    kind = Kind.PROGRAM if topic == "recovery_housing" else Kind.RESOURCE
    listing = Listing(
        id=f"{source}:resource-{at + 1:03d}",
        source=source,
        kind=kind,
        name=f"Sample {_TOPICS[topic][0]} {at + 1} (demo)",
        as_of=NEWEST - timedelta(days=random.randrange(0, 600)),
        organization="Sample Helping Hands (demo)",
        description=" ".join(
            ("A made-up place for trying out the directory. It does not exist.", *_house_rules(at, topic))
        ),
        location=make_location(random),
        website=f"https://resource-{at + 1:03d}.example.org",
        hours=() if hours is None else tuple(Hours(span) for text in hours.split("|") for span in parse_windows(text)),
        serves=(Area("state", "CO"),) if random.random() < 0.15 else (),
        facts=_facts(random, topic).build(),
    )
    return Resource(listing, (PhoneText(f"(720) 555-01{at % 100:02d}"),))


def _house_rules(at: int, topic: str) -> tuple[str, ...]:
    """What two in three sober houses say of their evenings."""
    if topic != "recovery_housing":
        return ()
    return (("Curfew 10 pm Sunday to Thursday, midnight on weekends.",), ("Curfew 11 pm to 5 am every night.",), ())[
        at % 3
    ]


def _facts(random: Random, topic: str) -> FactsBuilder:
    builder = FactsBuilder()
    builder.yes(topic_facets(topic)[0], "language=en")
    builder.no(*(topic_facets(other)[0] for other in GROUPS["topic"].codes if other != topic))
    for facet, share in {
        "language=es": 0.3, "payment=free": 0.5, "access=wheelchair": 0.4, "access=transit": 0.3,
        "eligibility=residence": 0.25, "eligibility=documents": 0.2, "eligibility=income": 0.15,
    }.items():  # fmt: skip
        if random.random() < share:
            builder.yes(facet)
    if topic == "recovery_housing":
        builder.no(*(f"level={code}" for code in TREATMENT_LEVELS))  # the same feed says it of the programs
    return builder
