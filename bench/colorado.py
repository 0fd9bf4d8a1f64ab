"""Colorado's real programs with made-up meetings around them, and made-up tracks for some of them. In memory alone.

The state's list of programs says when they are open, not when their groups meet, and no list of meetings is at hand
for most of the state. What is made up here stands in no database that people see: it is there to be planned with, by
benchmarks and tests. Meetings stand in real towns, by their people; every name says "(made up)", and so does every
track.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from bench.city import location_at, meeting, point_within
from bench.feeds import MAPPINGS
from bench.people import Ground
from bench.real import Noon
from bench.towns import Town, towns
from referral.config import Config
from referral.domain.listing import Listing, Mode, Session, Track
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, Span, WeekSet, parse_clock, parse_days
from referral.ingest.sources import make_format
from referral.places import OfflinePlaces
from referral.services.imports import Imports
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore

SOURCE = "made-up"
MEETINGS = 1_500
TRACKED_SHARE = 0.5
"""How many of the intensive programs whose hours leave room for a track get one or two."""

_KM_PER_MILE = 1.609344
_STARTS = (("morning", "09:00"), ("afternoon", "13:00"), ("evening", "17:30"), ("evening", "18:00"))
_DAYS = ("MO,WE,TH", "MO,TU,TH", "TU,WE,TH", "MO,WE,FR")
_TRACK_MIN = 180


def meetings(count: int = MEETINGS) -> tuple[Listing, ...]:
    """Made-up meetings in Colorado's towns; the first so many of a fixed row."""
    found = towns("CO")
    people = [town.population for town in found]
    return tuple(_meeting(number, found, people) for number in range(count))


def _meeting(number: int, found: tuple[Town, ...], people: list[int]) -> Listing:
    rng = Random(f"place of Colorado's meeting {number}")
    town = rng.choices(found, people)[0]
    point = point_within(rng, town.place.point, _miles_around(town))
    return meeting(SOURCE, number, location_at(town.place, point, rng.randrange(900)))


def _miles_around(town: Town) -> float:
    """How far a town reaches: a mile for a village, ten for a city."""
    return min(18.0, max(1.5, (town.population / 1500) ** (1 / 3))) / _KM_PER_MILE


def with_tracks(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    """The same listings; some intensive programs with made-up tracks inside their opening hours, all else as it is."""
    return tuple(_with_tracks(listing) for listing in listings)


def _with_tracks(listing: Listing) -> Listing:
    rng = Random(f"tracks of {listing.id}")
    wanted = rng.random() < TRACKED_SHARE and "level=iop" in listing.facts.yes and not listing.tracks
    possible = list(_tracks(listing, rng)) if wanted else []
    if not possible:
        return listing
    return replace(listing, tracks=tuple(rng.sample(possible, min(len(possible), rng.choice((1, 2))))))


def _tracks(listing: Listing, rng: Random) -> Iterator[Track]:
    """One track for each usual start at which the doors are open on enough days."""
    openings = WeekSet.of(hours.span for hours in listing.hours if hours.rrule is None)
    mode = Mode.ONLINE if listing.online_only else Mode.IN_PERSON
    for name, start in _STARTS:
        for days in rng.sample(_DAYS, len(_DAYS)):
            spans = [Span(day * DAY_MIN + parse_clock(start), _TRACK_MIN) for day in parse_days(days)]
            if all(openings.contains(span) for span in spans):
                yield Track(f"{name} (made up)", tuple(Session(span, mode) for span in spans), level="iop")
                break


def programs(ladders: Path) -> tuple[Listing, ...]:
    """The programs of the state's list, as an import makes them, by id. ladders: the file as it was published."""
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as folder:
        config = Config.from_env({"HANDOFF_HOME": folder})
        SqlSchema(config.database_url).upgrade()
        store = SqlStore(config.database_url)
        imports = Imports(store, OfflinePlaces(config.places, Path(folder)), Noon())
        imports.ingest(make_format("spreadsheet", MAPPINGS / "ladders.toml", MAPPINGS), ladders, "ladders")
        with store.unit() as unit:
            found = sorted(unit.listings.live(), key=lambda listing: listing.id)
        store.close()
    return tuple(listing for listing in found if listing.kind is Kind.PROGRAM)


@cache
def ground() -> Ground:
    """Homes in and around Colorado's towns. No visits: the state's list holds treatment only."""
    found = towns("CO")
    people = tuple(float(town.population) for town in found)
    return Ground(tuple(town.place for town in found), people, miles=3.0, topics=())
