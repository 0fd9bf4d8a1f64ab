"""Made-up listings of a state, a large state or the whole country: the same ones on every machine.

20k stand in Minnesota, 100k in California, 1m in the contiguous United States, among real towns by their people.
Only uniform draws of a seeded generator are used, a fixed number for each listing, so listings can be made in pieces
and one by one, and nothing needs to be kept. LIMIT: words are independent of each other (apart from a few phrases) and
of the place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from math import pi
from typing import Any

import numpy as np

from bench import stated, timetable, wordlist
from bench.towns import Town, towns
from referral.domain.listing import Area, Listing, Location, Mode, Phone
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind

SOURCE = "bench"
PIECE = 4096
"""Listings made at once; each piece has a seed of its own."""

_SEED = 20_261_123
_KINDS = (Kind.MEETING, Kind.PROGRAM, Kind.RESOURCE)
_KIND_ENDS = np.array([0.35, 0.55])
"""Of 100 listings 35 are meetings, 20 programs, 45 resources."""

_MEAN_WORDS, _SPREAD = 57, 0.45
_NOT_PLACED, _AREA_SHARE = 0.003, 0.03
"""Hidden addresses, which have no point; resources that serve their whole state besides."""

_PHRASES: dict[Kind, tuple[str, ...]] = {
    Kind.MEETING: ("recovery meeting", "support group", "big book study", "newcomers welcome", "speaker meeting"),
    Kind.PROGRAM: (
        "intensive outpatient program", "residential treatment", "mental health", "substance abuse treatment",
        "medication assisted treatment", "relapse prevention", "group counseling", "dual diagnosis",
    ),
    Kind.RESOURCE: (
        "job training", "housing assistance", "food pantry", "legal aid", "case management", "mental health",
        "sober living", "emergency shelter", "adult education", "child care",
    ),
}  # fmt: skip
_NAME_ENDS: dict[Kind, tuple[str, ...]] = {
    Kind.MEETING: ("Group", "Meeting", "Fellowship", "Step Study", "Speaker Meeting"),
    Kind.PROGRAM: ("Recovery Center", "Treatment Center", "Counseling", "Outpatient Program", "Behavioral Health"),
    Kind.RESOURCE: ("Community Center", "Services", "Food Pantry", "Job Training", "Housing Program", "Legal Aid"),
}
_STREETS = ("Main St", "Oak Ave", "Park Rd", "First St", "Mill Ln", "Church St", "Lake Dr")
_NEWEST = date(2026, 11, 1)
_COLUMNS = 24
_MAKERS = {kind: stated.FactsMaker(kind) for kind in Kind}


@dataclass(frozen=True, slots=True)
class Size:
    """How many listings, and where. state: None is the contiguous United States."""

    name: str
    listings: int
    state: str | None = None


SIZES = {
    size.name: size
    for size in (
        Size("2k", 2_000, "MN"),
        Size("20k", 20_000, "MN"),
        Size("100k", 100_000, "CA"),
        Size("1m", 1_000_000),
    )
}


def listing_id(number: int) -> str:
    """The id of a listing; in the order of the numbers."""
    return f"{SOURCE}:{number:08d}"


def listings(size: Size, first: int = 0, last: int | None = None) -> Iterator[Listing]:
    """The listings with numbers first to before last, by id; made while they are asked for."""
    last = size.listings if last is None else min(last, size.listings)
    for piece in range(first // PIECE, -(-last // PIECE)):
        start = piece * PIECE
        yield from _Piece(size, piece).made(max(first - start, 0), min(last - start, PIECE))


@dataclass(frozen=True, slots=True)
class _Region:
    """Where listings stand. ends: cumulated shares of the towns; spread_km: of the listings around each."""

    towns: tuple[Town, ...]
    ends: np.ndarray
    spread_km: np.ndarray
    points: np.ndarray


@cache
def _region(state: str | None) -> _Region:
    found = towns(state)
    people = np.array([town.population for town in found], dtype=float)
    points = np.array([(town.place.point.latitude, town.place.point.longitude) for town in found])
    return _Region(found, np.cumsum(people / people.sum()), np.clip((people / 1500) ** (1 / 3), 1.0, 18.0), points)


@dataclass(slots=True)
class _Piece:
    """One piece: everything that numpy draws at once, then listing by listing."""

    size: Size
    number: int
    draws: list[list[float]] = field(init=False)
    kinds: list[Kind] = field(init=False)
    town_numbers: list[int] = field(init=False)
    points: list[list[float]] = field(init=False)
    texts: list[str] = field(init=False)
    names: list[list[str]] = field(init=False)
    answers: list[tuple[bytes, bytes]] = field(init=False)

    def __post_init__(self) -> None:
        draw = np.random.Generator(np.random.PCG64([_SEED, self.number])).random
        columns = draw((PIECE, _COLUMNS))
        kinds = np.searchsorted(_KIND_ENDS, columns[:, 0], side="right")
        self.draws = columns.tolist()
        self.kinds = [_KINDS[kind] for kind in kinds.tolist()]
        self._place(columns)
        self._write(columns, draw)
        self._state(kinds, draw)

    def _place(self, columns: np.ndarray) -> None:
        region = _region(self.size.state)
        chosen = np.minimum(np.searchsorted(region.ends, columns[:, 1]), len(region.towns) - 1)
        # Box and Muller: the distance of two Gaussians, and any direction.
        away_km = region.spread_km[chosen] * np.sqrt(-2 * np.log(1 - columns[:, 2]))
        latitude = region.points[chosen, 0] + away_km * np.cos(2 * pi * columns[:, 3]) / 110.574
        east_km = away_km * np.sin(2 * pi * columns[:, 3])
        longitude = region.points[chosen, 1] + east_km / (111.32 * np.cos(np.radians(region.points[chosen, 0])))
        self.town_numbers = chosen.tolist()
        self.points = np.round(np.stack([latitude, longitude], axis=1), 5).tolist()

    def _write(self, columns: np.ndarray, draw) -> None:
        gauss = np.sqrt(-2 * np.log(1 - columns[:, 4])) * np.cos(2 * pi * columns[:, 5])
        lengths = np.clip(_MEAN_WORDS * np.exp(_SPREAD * gauss - _SPREAD**2 / 2), 8, 300).astype(int)
        known = wordlist.words()
        found = [known[rank] for rank in wordlist.ranks_of(draw(int(lengths.sum()))).tolist()]
        ends = np.cumsum(lengths).tolist()
        self.texts = [" ".join(found[end - length : end]) for end, length in zip(ends, lengths.tolist(), strict=True)]
        # Names are made of rarer words: ranks spread evenly over their orders of magnitude, 400 to 400,000.
        ranks = (400 * 1000 ** draw((PIECE, 3))).astype(int)
        self.names = [[known[rank].capitalize() for rank in row] for row in ranks.tolist()]

    def _state(self, kinds: np.ndarray, draw) -> None:
        answers: list[tuple[bytes, bytes]] = [(b"", b"")] * PIECE
        for number, kind in enumerate(_KINDS):
            rows = np.flatnonzero(kinds == number)
            yes, no = stated.draw_answers(
                kind, draw((len(rows), len(stated.TABLES[kind].facets))), draw((len(rows), stated.MOST_GROUPS))
            )
            for row, held, denied in zip(rows.tolist(), yes, no, strict=True):
                answers[row] = (held, denied)
        self.answers = answers

    def made(self, first: int, last: int) -> Iterator[Listing]:
        """The listings at these places of the piece."""
        region = _region(self.size.state)
        for at in range(first, last):
            yield self._listing(at, region.towns[self.town_numbers[at]])

    def _listing(self, at: int, town: Town) -> Listing:
        kind, draws = self.kinds[at], self.draws[at]
        attendance = stated.attendance_of(kind, draws[6])
        more_yes, more_no = stated.drawn_groups(attendance, draws[7] if kind is Kind.MEETING else None, draws[8])
        facts = _MAKERS[kind].make(*self.answers[at], more_yes, more_no)
        times = _times(kind, Mode(attendance or "in_person"), facts.yes, draws)
        first, second, organization = self.names[at]
        phrase = _PHRASES[kind][int(draws[9] * len(_PHRASES[kind]))]
        end = _NAME_ENDS[kind][int(draws[10] * len(_NAME_ENDS[kind]))]
        serves = kind is Kind.RESOURCE and draws[11] < _AREA_SHARE
        return Listing(
            id=listing_id(self.number * PIECE + at),
            source=SOURCE,
            kind=kind,
            name=f"{first} {second} {end}",
            as_of=_NEWEST - timedelta(days=int(draws[12] * 1000)),
            organization=f"{organization} {'House' if draws[13] < 0.5 else 'Network'}" if draws[14] < 0.8 else None,
            description=f"{phrase} {self.texts[at]}",
            location=self._location(at, town),
            phones=(Phone(f"+1{200 + int(draws[15] * 800)}55501{int(draws[15] * 80_000) % 100:02d}"),),
            website=f"https://{first.lower()}.example.org" if draws[16] < 0.6 else None,
            serves=(Area("state", town.place.state or ""),) if serves else (),
            facts=facts,
            **times,
        )

    def _location(self, at: int, town: Town) -> Location:
        place, draws = town.place, self.draws[at]
        if draws[17] < _NOT_PLACED:
            return Location(town=place.town, state=place.state, time_zone=place.time_zone, hidden=True)
        street = _STREETS[int(draws[18] * len(_STREETS))]
        return Location(
            streets=(f"{int(draws[19] * 9000) + 1} {street}",),
            town=place.town,
            state=place.state,
            county=place.county,
            point=Point(*self.points[at]),
            precision=Precision.STREET,
            time_zone=place.time_zone,
        )


def _times(kind: Kind, mode: Mode, yes: frozenset[str], draws: list[float]) -> dict[str, Any]:
    """Sessions, tracks or hours; none for one program in ten and every second resource: sources leave them out."""
    if kind is Kind.MEETING:
        return {"sessions": timetable.meeting_sessions(mode, draws[20], draws[21])}
    if kind is Kind.PROGRAM and draws[22] < 0.3:
        levels = frozenset(facet.removeprefix("level=") for facet in yes if facet.startswith("level="))
        return {"tracks": timetable.program_tracks(mode, levels, draws[20])}
    stated_share = 0.9 if kind is Kind.PROGRAM else 0.5
    return {"hours": timetable.opening_hours(draws[20], draws[21])} if draws[22] < stated_share else {}
