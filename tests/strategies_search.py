"""Listings and searches that Hypothesis makes for the contract of search indexes.

Small worlds on purpose: few words, few codes, few places, so that listings answer, deny, tie and contradict often.
"""

from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st

from referral.domain.facts import Facts
from referral.domain.fit import Asked
from referral.domain.listing import Area, Hours, Listing, Location, Session, Track
from referral.domain.need import About, Gender
from referral.domain.place import Place, Point, Precision
from referral.domain.search import SearchQuery, Sort
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, WEEK_MIN, Span, WeekSet

_FACETS = (
    "level=iop level=php level=otp level=outpatient level=residential level=recovery_housing level=crisis "
    "payment=medicaid payment=private treats=alcohol treats=mental_health service=childcare service=naloxone "
    "population=adolescents population=adults population=women population=veterans population=native "
    "restricted=prison restricted=youth_only restricted=veterans_only restricted=women_only restricted=members_only "
    "attendance=in_person attendance=online attendance=hybrid fellowship=AA fellowship=NA meeting=women "
    "topic=food topic=mental_health topic=crisis language=es access=wheelchair"
)
FACETS = _FACETS.split()
WORDS = ("lantern", "juniper", "granite", "willow")
"""Each its own stem, and none of them a word of a code."""

ZONES = ("America/Denver", "America/Phoenix", "America/New_York", "Asia/Kolkata")
NOWS = tuple(
    datetime.fromisoformat(text)
    for text in ("2026-11-23T12:00-07:00", "2026-07-06T23:30-06:00", "2026-10-31T20:00-06:00", "2026-11-29T23:59-07:00")
)

# Day starts and the seam of the week come often; so do the hours that doses are about.
_STARTS = st.one_of(
    st.sampled_from([0, WEEK_MIN - 30, WEEK_MIN - 60, 18 * 60, DAY_MIN + 9 * 60]),
    st.builds(lambda day, hour: day * DAY_MIN + hour * 60, st.integers(0, 6), st.integers(0, 23)),
    st.integers(0, WEEK_MIN - 1),
)
_LENGTHS = st.one_of(st.sampled_from([30, 60, 119, 120, 179, 180, 240, 300, 480, DAY_MIN]), st.integers(1, DAY_MIN))
SPANS = st.builds(Span, _STARTS, _LENGTHS)
_RRULES = st.sampled_from([None, None, None, None, "FREQ=MONTHLY;BYDAY=1MO"])
_SESSIONS = st.builds(Session, SPANS, rrule=_RRULES)


@st.composite
def _weekday_hours(draw: st.DrawFn) -> tuple[Span, ...]:
    """The same hours on some days of the week, as most places have them."""
    start = draw(st.integers(0, 23)) * 60
    length = draw(st.sampled_from([60, 120, 180, 240, 300, 480, DAY_MIN]))
    return tuple(Span(day * DAY_MIN + start, length) for day in sorted(draw(st.sets(st.integers(0, 6), min_size=1))))


_DAYS = st.one_of(_weekday_hours(), st.lists(SPANS, max_size=3).map(tuple))
_TRACKS = st.builds(
    lambda sessions, required, level: Track("evening", sessions, min(required, len(sessions)) or None, level),
    st.lists(_SESSIONS, min_size=1, max_size=3).map(tuple),
    st.integers(0, 3),
    st.sampled_from([None, "iop", "php"]),
)

POINTS = st.one_of(
    st.sampled_from(
        [
            Point(39.7312, -104.9826),
            Point(39.74, -104.99),
            Point(40.015, -105.2705),
            Point(90, 0),
            Point(89.99, 120),
            Point(-90, 0),
            Point(0, 180),
            Point(0, -180),
            Point(0.01, -179.99),
            Point(0, 179.95),
        ]
    ),
    st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)),
)
_AREAS = st.sampled_from(
    [Area("nation", "US"), Area("state", "CO"), Area("state", "WY"), Area("county", "Denver, CO"), Area("zip", "80203")]
)


@st.composite
def locations(draw: st.DrawFn) -> Location:
    point = draw(st.none() | POINTS)
    precision = draw(st.sampled_from([one for one in Precision if one is not Precision.NONE]))
    return Location(
        town=draw(st.sampled_from([None, "Denver", "Boulder"])),
        state=draw(st.sampled_from([None, "CO", "WY"])),
        point=point,
        precision=precision if point is not None else Precision.NONE,
        time_zone=draw(st.sampled_from([None, *ZONES])),
    )


Pool = tuple[str, ...]
"""The few facets of one example: listings state them and searches ask for them."""

_LEVELS = [facet for facet in FACETS if facet.startswith("level=")]
_OTHERS = [facet for facet in FACETS if not facet.startswith("level=")]
POOLS = st.builds(
    lambda levels, others: (*levels, *others),
    st.lists(st.sampled_from(_LEVELS), max_size=2, unique=True),
    st.lists(st.sampled_from(_OTHERS), min_size=1, max_size=5, unique=True),
)
_ANSWERS = st.sampled_from(["yes", "yes", "yes", "no", "", "conflict"])
_RARELY = st.sampled_from(["yes", "no", "no", "no", ""])
"""Restrictions leave listings out of a search, and an empty answer shows little."""


@st.composite
def fact_sheets(draw: st.DrawFn, pool: Pool) -> Facts:
    said = {facet: draw(_RARELY if facet.startswith("restricted=") else _ANSWERS) for facet in pool}
    return Facts(
        frozenset(facet for facet, answer in said.items() if answer == "yes"),
        frozenset(facet for facet, answer in said.items() if answer == "no"),
        tuple(sorted((facet, answer) for facet, answer in said.items() if answer == "conflict")),
    )


_NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@st.composite
def listings(draw: st.DrawFn, pool: Pool, number: int = 1) -> Listing:
    times = draw(st.sampled_from(["none", "hours", "hours", "hours", "sessions", "tracks", "all"]))
    return Listing(
        id=f"made:{number:03d}",
        source="made",
        kind=draw(st.sampled_from([Kind.PROGRAM, Kind.PROGRAM, Kind.PROGRAM, Kind.MEETING, Kind.RESOURCE])),
        name=draw(_NAMES),
        description=draw(st.none() | _NAMES),
        location=draw(locations()),
        sessions=tuple(draw(st.lists(_SESSIONS, max_size=2))) if times in ("sessions", "all") else (),
        tracks=tuple(draw(st.lists(_TRACKS, max_size=2))) if times in ("tracks", "all") else (),
        hours=tuple(Hours(span, draw(_RRULES)) for span in draw(_DAYS)) if times in ("hours", "all") else (),
        serves=tuple(draw(st.lists(_AREAS, max_size=2))),
        facts=draw(fact_sheets(pool)),
    )


@st.composite
def directories(draw: st.DrawFn, pool: Pool, most: int = 10) -> tuple[Listing, ...]:
    """Some listings with different ids, in an order that is not theirs."""
    made = [draw(listings(pool, number)) for number in range(draw(st.sampled_from([most, most - 1, most // 2, 1])))]
    return tuple(draw(st.permutations(made)))


PLACES = st.builds(
    Place,
    label=st.just("somewhere"),
    point=POINTS,
    precision=st.sampled_from([Precision.EXACT, Precision.ZIP, Precision.TOWN]),
    state=st.sampled_from([None, "CO", "WY"]),
    time_zone=st.just("America/Denver"),
    county=st.sampled_from([None, "Denver"]),
    town=st.sampled_from([None, "Denver"]),
    zip5=st.sampled_from([None, "80203"]),
)


@dataclass(frozen=True)
class TextAsk:
    """A text in the query language together with what it means. Empty: no text. Parts are AND-ed.

    plain: words that may relax; phrases, named (words of the name), starts (prefixes), either (pairs OR-ed) and
    without (words that must not stand) never do.
    """

    plain: tuple[str, ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()
    named: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    either: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        parts = [
            *self.plain,
            *(f'"{" ".join(phrase)}"' for phrase in self.phrases),
            *(f"name:{word}" for word in self.named),
            *(f"{start}*" for start in self.starts),
            *(f"({a} OR {b})" for a, b in self.either),
            *(f"NOT {word}" for word in self.without),
        ]
        return " ".join(parts)


def _few(things: st.SearchStrategy, most: int = 1) -> st.SearchStrategy:
    return st.lists(things, max_size=most, unique=True).map(tuple)


_WORD = st.sampled_from([*WORDS, "nowhere"])
_PAIR = st.tuples(_WORD, _WORD).filter(lambda pair: pair[0] != pair[1])
TEXTS = st.one_of(
    st.just(TextAsk()),
    st.just(TextAsk()),
    st.just(TextAsk()),
    st.just(TextAsk()),
    st.builds(TextAsk, plain=_few(_WORD, 3)),
    st.builds(
        TextAsk,
        plain=_few(_WORD, 3),
        phrases=_few(_PAIR),
        named=_few(_WORD),
        starts=_few(_WORD.map(lambda word: word[:4])),
        either=_few(_PAIR),
        without=_few(_WORD),
    ),
)

ABOUTS = st.builds(
    About,
    age_years=st.none() | st.sampled_from([16, 18, 34, 70]),
    gender=st.none() | st.sampled_from(Gender),
    groups=st.frozensets(st.sampled_from(["veterans", "native"])),
)


_NOBODY = st.none()


_ANSWERING = {
    "level=recovery_housing": "topic=recovery_housing",
    "service=childcare": "topic=childcare",
    "service=naloxone": "topic=harm_reduction",
    "level=crisis": "topic=crisis",
}
"""Stored facets that are asked for as topics too."""

_FREES = st.one_of(
    st.none(),
    st.lists(_DAYS, max_size=2).map(lambda days: WeekSet.of(span for spans in days for span in spans)),
    # Long free days, as people have them: what is asked then turns on hours and not on luck.
    st.builds(
        lambda days, start, hours: WeekSet.of(Span(day * DAY_MIN + start * 60, hours * 60) for day in days),
        st.sets(st.integers(0, 6), min_size=3),
        st.integers(0, 23),
        st.integers(4, 24),
    ),
)


@st.composite
def asked(draw: st.DrawFn, pool: Pool, *, about: st.SearchStrategy = _NOBODY) -> Asked:
    groups: dict[str, frozenset[str]] = {}
    askable = [*pool, *(_ANSWERING[facet] for facet in pool if facet in _ANSWERING)]
    for facet in draw(st.lists(st.sampled_from(askable), max_size=3)):
        group, code = facet.split("=")
        groups[group] = groups.get(group, frozenset()) | {code}
    return Asked(
        kinds=draw(st.sampled_from(_KINDS)),
        facets=groups,
        free=draw(_FREES),
        at=draw(st.none() | st.none() | st.none() | _STARTS),
        zone=draw(st.sampled_from([None, "America/Denver"])),
        now=draw(st.sampled_from(NOWS)),
        visit_min=draw(st.sampled_from([60, 60, 30, 61])),
        about=draw(about),
    )


_KINDS = (
    frozenset[Kind](),
    frozenset[Kind](),
    frozenset[Kind](),
    frozenset({Kind.PROGRAM}),
    frozenset({Kind.MEETING}),
    frozenset({Kind.RESOURCE, Kind.PROGRAM}),
)


@st.composite
def searches(draw: st.DrawFn, pool: Pool, *, about: st.SearchStrategy = _NOBODY) -> tuple[SearchQuery, TextAsk]:
    """A search for everything it finds, and the meaning of its text."""
    question = draw(asked(pool, about=about))
    place = draw(st.none() | PLACES)
    text = draw(TEXTS)
    query = SearchQuery(
        now=question.now or NOWS[0],
        text=text.text or draw(st.sampled_from([None, "", " "])),
        place=place,
        radius_miles=draw(st.none() | st.sampled_from([0.0, 50.0, 1000.0, 9000.0])) if place is not None else None,
        asked=question,
        sort=draw(st.sampled_from(Sort)),
        confirmed_only=draw(st.sampled_from([False, False, True])),
        limit=200,
    )
    return query, text


@dataclass(frozen=True)
class World:
    """One example: a directory, a search in it, and what the text of the search means."""

    directory: tuple[Listing, ...]
    query: SearchQuery
    text: TextAsk


@st.composite
def worlds(draw: st.DrawFn, *, most: int = 10, about: st.SearchStrategy = _NOBODY) -> World:
    pool = draw(POOLS)
    directory = draw(directories(pool, most))
    query, text = draw(searches(pool, about=about))
    return World(directory, query, text)
