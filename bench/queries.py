"""200 searches in four shapes, 50 of each, and 25 more: the same ones in every run of one size.

Half start in the towns with the most people (of each 100 towns the first), half in towns of under 5,000.
text: one to three words. text+geo: within 25 miles. geo+facet: 5, 10, 25 or 50 miles, one to three groups of facets,
nearest first. all: text, 25 miles, facets, and a whole session in free windows, for meetings. Beside the mix, hours: a
program or a resource whose tracks or hours fit free windows.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import exp, log

from bench import wordlist
from bench.national import Size
from bench.towns import towns
from referral.domain.fit import Asked
from referral.domain.place import Place
from referral.domain.search import SearchQuery, Sort
from referral.domain.vocabulary import Kind
from referral.domain.week import WeekSet, parse_windows

NOW = datetime.fromisoformat("2026-11-23T12:00-07:00")
SHAPES = ("text", "text+geo", "geo+facet", "all")
"""The mix. Other engines are asked the same."""

HOURS = "hours"
EACH = 50
SEED = 7_411
_DENSE_SHARE, _RURAL_PEOPLE = 0.01, 5_000
_TEXT_RADIUS_MILES = 25.0
_RADII_MILES = (5.0, 10.0, 25.0, 50.0)

_PHRASES = ("mental health", "food pantry", "job training", "support group", "residential treatment", "legal aid")
_WINDOWS = (
    ("MO-FR 17:30-21:30",),
    ("MO-TH 18:00-22:00", "SA-SU 09:00-18:00"),
    ("MO-FR 11:30-13:30",),
    ("SA-SU 08:00-20:00",),
    ("MO,WE,FR 08:00-13:00", "TU,TH 17:00-21:00"),
    ("MO-SU 06:00-10:00",),
)
_GROUPS: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PROGRAM: (
        ("level=iop", "level=outpatient", "level=php", "level=residential"),
        ("payment=medicaid", "payment=sliding_fee", "payment=private"),
        ("treats=opioids", "treats=stimulants", "treats=mental_health"),
        ("service=telehealth", "service=peer_support", "service=individual_therapy"),
        ("medication=buprenorphine", "medication=methadone"),
        ("language=es", "language=asl"),
    ),
    Kind.MEETING: (
        ("fellowship=AA", "fellowship=NA", "fellowship=AlAnon", "fellowship=SMART"),
        ("meeting=open", "meeting=women", "meeting=step", "meeting=beginner", "meeting=young_people"),
        ("access=wheelchair", "access=transit"),
        ("attendance=in_person",),
        ("language=es",),
    ),
    Kind.RESOURCE: (
        ("topic=housing", "topic=food", "topic=health", "topic=employment", "topic=legal", "topic=shelter"),
        ("payment=free",),
        ("population=women", "population=seniors", "population=homeless"),
        ("service=education", "service=vocational", "service=housing_help", "service=childcare"),
        ("access=transit",),
    ),
}
FACETS = tuple(facet for groups in _GROUPS.values() for group in groups for facet in group)
"""Every facet that is asked for, some twice."""


@dataclass(frozen=True, slots=True)
class BenchQuery:
    """One search. shape: one of SHAPES or HOURS. dense: starts in a large town (text alone starts nowhere: half)."""

    shape: str
    dense: bool
    query: SearchQuery


def queries(size: Size, seed: int = SEED) -> tuple[BenchQuery, ...]:
    """The searches of a size: those of the mix in the order of SHAPES, then HOURS. seed: others make other searches."""
    chance = random.Random(seed)
    dense, rural = _starts(size)
    found = []
    for shape in (*SHAPES, HOURS):
        for number in range(EACH if shape in SHAPES else EACH // 2):
            is_dense = number % 2 == 0
            place = chance.choice(dense if is_dense else rural)
            found.append(BenchQuery(shape, is_dense, _query(shape, place, chance)))
    return tuple(found)


def _starts(size: Size) -> tuple[list[Place], list[Place]]:
    known = towns(size.state)
    dense = known[: max(1, round(len(known) * _DENSE_SHARE))]
    rural = [town for town in known if town.population < _RURAL_PEOPLE]
    return [town.place for town in dense], [town.place for town in rural]


def _query(shape: str, place: Place, chance: random.Random) -> SearchQuery:
    if shape == "text":
        return SearchQuery(NOW, text=_text(chance, near=False))
    if shape == "text+geo":
        return SearchQuery(NOW, text=_text(chance, near=True), place=place, radius_miles=_TEXT_RADIUS_MILES)
    if shape == "geo+facet":
        asked = Asked(facets=_facets(chance.choice(list(Kind)), chance), now=NOW, zone=place.time_zone)
        radius = chance.choice(_RADII_MILES)
        return SearchQuery(NOW, place=place, radius_miles=radius, asked=asked, sort=Sort.DISTANCE)
    kind = Kind.MEETING if shape == "all" else chance.choice((Kind.PROGRAM, Kind.RESOURCE))
    free = WeekSet.of(span for window in chance.choice(_WINDOWS) for span in parse_windows(window))
    asked = Asked(facets=_facets(kind, chance), free=free, now=NOW, zone=place.time_zone)
    text = _text(chance, near=True) if shape == "all" else None
    return SearchQuery(NOW, text=text, place=place, radius_miles=_TEXT_RADIUS_MILES, asked=asked)


def _text(chance: random.Random, *, near: bool) -> str:
    """One to three words. near: beside a place, where people type fewer and plainer ones."""
    if chance.random() < 0.15:
        return chance.choice(_PHRASES)
    count = chance.choices((1, 2, 3), (6, 3, 1) if near else (3, 5, 2))[0]
    return " ".join(dict.fromkeys(_word(chance) for _ in range(count)))


def _word(chance: random.Random) -> str:
    """Six in ten a common word of the field, three a rarer one, one any word between ranks 300 and 20,000."""
    draw = chance.random()
    if draw < 0.6:
        return chance.choice(wordlist.COMMON)
    if draw < 0.9:
        return chance.choice(tuple(wordlist.FIELD_RANKS))
    return wordlist.words()[int(exp(chance.uniform(log(300), log(20_000))))]


def _facets(kind: Kind, chance: random.Random) -> dict[str, frozenset[str]]:
    """One to three groups with one or two codes each; the first is one that only this kind answers."""
    first, *others = _GROUPS[kind]
    groups = [first, *chance.sample(others, chance.choice((0, 0, 1, 2)))]
    return {group[0].partition("=")[0]: frozenset(_codes(group, chance)) for group in groups}


def _codes(group: tuple[str, ...], chance: random.Random) -> Iterator[str]:
    for facet in chance.sample(group, min(len(group), chance.choice((1, 2)))):
        yield facet.partition("=")[2]
