"""Hypothesis strategies for the domain's values: everything a listing may be, odd cases as likely as plain ones.

`listings()` is the one most tests want; the others make its parts. Text is NFC without control characters, as every
port promises. Strategies are made once and kept: making them anew for every draw would take most of the time.
"""

from datetime import date
from functools import cache
from typing import TypeVar
from unicodedata import normalize

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from referral.domain.facts import CONFLICT, GENERAL_SUD, Facts
from referral.domain.listing import (
    Area,
    Hours,
    Listing,
    Location,
    Mode,
    Online,
    Phone,
    PhoneRole,
    Session,
    Track,
)
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import GROUPS, LIVE_IN_LEVELS, Kind, facets_of
from referral.domain.week import DAY_MIN, WEEK_MIN, Span

ODD_TEXTS = (
    "Casa de Recuperación «Ñandú»",
    "Saint Mary’s House — 2nd floor",
    "مركز التعافي",
    "恢复中心",
    "Sober 👩🏽‍⚕️ Living",
    'He said: "it\'s 100% free"; -- DROP TABLE listings',
    "line one\u2028line two",
    "<b>bold</b> & \\back\\slash",
    "null",
)
ZONES = ("America/Denver", "America/New_York", "America/Phoenix", "America/Puerto_Rico", "Pacific/Honolulu")
MONTHLY_RULES = ("FREQ=MONTHLY;BYDAY=1SU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=15")

T = TypeVar("T")


@cache
def maybe(values: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """One of the values, or None."""
    return st.none() | values


@cache
def some(values: SearchStrategy[T], max_size: int) -> SearchStrategy[tuple[T, ...]]:
    """None to max_size of the values, in any order."""
    return st.lists(values, max_size=max_size).map(tuple)


@cache
def one_of(*values: T) -> SearchStrategy[T]:
    """One of these."""
    return st.sampled_from(values)


@cache
def texts(max_size: int = 30) -> SearchStrategy[str]:
    """Text that is not blank, in any script."""
    letters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
    written = st.text(letters, min_size=1, max_size=max_size).map(lambda text: normalize("NFC", text))
    return st.one_of(st.sampled_from(ODD_TEXTS), written.filter(str.strip))


@cache
def points() -> SearchStrategy[Point]:
    """Any point on Earth, in the United States more often than not."""
    home = st.builds(Point, st.floats(24.5, 49.4), st.floats(-124.8, -66.9))
    return st.one_of(home, st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)))


@cache
def spans(max_length_min: int = WEEK_MIN) -> SearchStrategy[Span]:
    """Plain evenings, spans over midnight and over Sunday midnight, and any span at all up to a length."""
    days, length = st.integers(0, 6), st.integers(1, max_length_min)
    evening = st.builds(lambda day, half_hour: Span(day * DAY_MIN + half_hour * 30, 60), days, st.integers(12, 43))
    before = st.integers(1, 59)
    over_midnight = st.builds(lambda day, early: Span(day * DAY_MIN + DAY_MIN - early, 60), days, before)
    over_sunday = st.builds(lambda early: Span(WEEK_MIN - early, 60), before)
    shapes = st.one_of(evening, over_midnight, over_sunday)
    anywhere = st.builds(Span, st.integers(0, WEEK_MIN - 1), length)
    return st.one_of(shapes, anywhere) if max_length_min >= 60 else anywhere


@cache
def rules() -> SearchStrategy[str | None]:
    """None for what comes every week, else the rule of what does not."""
    return st.one_of(st.none(), st.sampled_from(MONTHLY_RULES))


@cache
def sessions() -> SearchStrategy[Session]:
    """One session of up to 24 hours."""
    return st.builds(
        Session,
        span=spans(DAY_MIN),
        mode=st.sampled_from(Mode),
        end_assumed=st.booleans(),
        rrule=rules(),
        outside_id=maybe(texts()),
        notes=maybe(texts()),
    )


@cache
@st.composite
def tracks(draw: DrawFn) -> Track:
    """One to five sessions attended together, all of them or some."""
    together = (draw(sessions()), *draw(some(sessions(), 4)))
    return Track(
        name=draw(maybe(texts())),
        sessions=together,
        required=draw(one_of(None, 1, len(together))),
        level=draw(one_of(None, *sorted(set(GROUPS["level"].codes) - LIVE_IN_LEVELS))),
    )


@cache
def hours() -> SearchStrategy[Hours]:
    """One opening, up to the whole week."""
    return st.builds(Hours, spans(), rules())


@cache
def phones() -> SearchStrategy[Phone]:
    """Local, toll-free and short numbers."""
    local = st.integers(0, 9_999).map(lambda last: f"+1303555{last:04}")
    number = st.one_of(local, st.sampled_from(("+18005550100", "988", "911")))
    extension = maybe(st.integers(1, 9_999).map(str))
    return st.builds(Phone, number, extension, st.sampled_from(PhoneRole), st.booleans())


@cache
def onlines() -> SearchStrategy[Online]:
    """Ways to join, some of them, all or none."""
    url = one_of(None, "https://meet.example.org/1?pwd=ä", "https://example.org/zoom")
    return st.builds(Online, url, one_of(None, "+13035550123,,123456789#"), maybe(texts()))


@cache
def areas() -> SearchStrategy[Area]:
    """Regions of every kind."""
    names = {"nation": "US", "state": "CO", "county": "Denver, CO", "town": "Boulder, CO", "zip": "80203"}
    return st.sampled_from([Area(kind, name) for kind, name in names.items()])


@cache
@st.composite
def locations(draw: DrawFn) -> Location:
    """Places with a point, places without, and hidden ones, each as far as its address is known."""
    hidden = draw(st.booleans())
    point = None if hidden else draw(maybe(points()))
    sure = one_of(*(precision for precision in Precision if precision is not Precision.NONE))
    return Location(
        name=draw(maybe(texts())),
        streets=() if hidden else draw(some(texts(), 3)),
        town=draw(maybe(texts())),
        state=draw(one_of(None, "CO", "NY", "PR")),
        zip5=None if hidden else draw(one_of(None, "80203", "01001")),
        county=draw(maybe(texts())),
        country=draw(one_of("US", "CA")),
        point=point,
        precision=Precision.NONE if point is None else draw(sure),
        time_zone=draw(one_of(None, *ZONES)),
        hidden=hidden,
    )


@cache
def facts(kind: Kind) -> SearchStrategy[Facts]:
    """Yes, no, conflicts and derived answers about what applies to a kind; all else is not stated."""
    facets = sorted(facet for group in GROUPS.values() if kind in group.kinds for facet in facets_of(group.name))
    answers = one_of("yes", "no", CONFLICT, GENERAL_SUD)
    return st.dictionaries(st.sampled_from(facets), answers, max_size=20).map(_facts)


def _facts(said: dict[str, str]) -> Facts:
    """The reason general_sud is for substances only; elsewhere it counts as a plain yes."""
    derived = {facet for facet, answer in said.items() if answer == GENERAL_SUD and facet.startswith("treats=")}
    yes = {facet for facet, answer in said.items() if answer in ("yes", GENERAL_SUD)}
    no = {facet for facet, answer in said.items() if answer == "no"}
    conflicts = said.keys() - yes - no
    reasons = {**dict.fromkeys(conflicts, CONFLICT), **dict.fromkeys(derived, GENERAL_SUD)}
    return Facts(frozenset(yes), frozenset(no), tuple(sorted(reasons.items())))


@cache
@st.composite
def listings(draw: DrawFn, source: str = "test", kinds: tuple[Kind, ...] = tuple(Kind)) -> Listing:
    """Any listing of a source: with times of every form or none, and with everything optional there or not."""
    kind = draw(one_of(*kinds))
    return Listing(
        id=f"{source}:{draw(texts(12))}",
        source=source,
        kind=kind,
        name=draw(texts()),
        as_of=draw(maybe(_days())),
        group_id=draw(maybe(texts(8))),
        organization=draw(maybe(texts())),
        description=draw(maybe(texts(80))),
        location=draw(locations()),
        phones=draw(some(phones(), 3)),
        website=draw(one_of(None, "https://example.org/?q=ñ")),
        online=draw(maybe(onlines())),
        sessions=draw(some(sessions(), 3)),
        tracks=draw(some(tracks(), 2)),
        hours=draw(some(hours(), 3)),
        serves=draw(some(areas(), 2)),
        facts=draw(facts(kind)),
    )


@cache
def _days() -> SearchStrategy[date]:
    return st.dates(date(1990, 1, 1), date(2100, 1, 1))
