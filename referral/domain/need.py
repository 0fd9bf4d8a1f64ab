"""A profile: what a person needs and what their week allows. Anonymous; lives in memory only."""

from dataclasses import dataclass, field
from enum import StrEnum

from referral.domain.place import Place
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span

ADULT_AGE_YEARS = 18


class Gender(StrEnum):
    """As the person says; never guessed."""

    WOMAN = "woman"
    MAN = "man"
    NONBINARY = "nonbinary"
    OTHER = "other"


class TravelMode(StrEnum):
    """How a person gets around."""

    CAR = "car"
    BUS = "bus"
    BIKE = "bike"
    WALK = "walk"


class OnlineChoice(StrEnum):
    """Whether sessions by video or phone are welcome."""

    OK = "ok"
    PREFER = "prefer"
    NO = "no"


class Risk(StrEnum):
    """An answer to a safety question; `yes` is always the risk, and unsure counts as one.

    A question not asked is None.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def is_risk(self) -> bool:
        """True for yes and for unsure."""
        return self is not Risk.NO


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of themselves; all optional.

    groups: population codes; medications: medication codes; substances: treats codes.

        None and empty mean not asked: rules that turn on them answer not stated. licence: may drive.
    """

    age_years: int | None = None
    gender: Gender | None = None
    groups: frozenset[str] = frozenset()
    medications: frozenset[str] = frozenset()
    substances: frozenset[str] = frozenset()
    licence: bool | None = None

    @property
    def is_minor(self) -> bool:
        """True when an age under 18 is stated."""
        return self.age_years is not None and self.age_years < ADULT_AGE_YEARS


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named place of the week besides home: work, school."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Busy:
    """Time that is taken. at: "home" or the name of an anchor; buffer_min: minutes kept free after each span."""

    spans: tuple[Span, ...]
    at: str = "home"
    buffer_min: int = 0


@dataclass(frozen=True, slots=True)
class Travel:
    """How far and how long a person can go.

    max_leg_min: longest single trip. max_miles: straight-line limit from home or any anchor, None = none. margin: share
    added to every trip.
    """

    mode: TravelMode = TravelMode.CAR
    max_leg_min: int = 45
    max_miles: float | None = None
    margin: float = 0.2


SAFETY_PREFIX = "safety:"
"""Beginning of the ids of needs that safety adds to a packet; a profile's own ids never begin so."""

SAFETY_QUESTIONS = (
    "emergency",
    "suicidal",
    "harm_others",
    "unsafe_at_home",
    "withdrawal_risk",
    "pregnant",
    "opioids",
    "no_safe_place",
    "more_than_iop",
)


@dataclass(frozen=True, slots=True)
class Safety:
    """Answers to the safety questions, each None when it was not asked. Names are those of `SAFETY_QUESTIONS`."""

    emergency: Risk | None = None
    suicidal: Risk | None = None
    harm_others: Risk | None = None
    unsafe_at_home: Risk | None = None
    withdrawal_risk: Risk | None = None
    pregnant: Risk | None = None
    opioids: Risk | None = None
    no_safe_place: Risk | None = None
    more_than_iop: Risk | None = None


@dataclass(frozen=True, slots=True)
class PerWeek:
    """How many meetings a week: at least min, at best target."""

    min: int = 1
    target: int = 1


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked for. require and prefer: facets. level: for programs; topic: for resources; the rest by kind.

    hours_per_week: program hours a week, None = as the level has it. visit_min: a visit's length; None = a choice
    that takes no time. per_week, max_per_day, fellowships, avoid_program_days: for meetings.
    """

    id: str
    kind: Kind
    level: str | None = None
    hours_per_week: int | None = None
    topic: str | None = None
    visit_min: int | None = None
    per_week: PerWeek = field(default_factory=PerWeek)
    max_per_day: int = 1
    fellowships: tuple[str, ...] = ()
    avoid_program_days: bool = False
    require: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()


DEFAULT_SLEEP = tuple(Span.at(day, "23:00", "06:00") for day in Day)


@dataclass(frozen=True, slots=True)
class Profile:
    """One person and their week. subject: self | family | client. Times are wall clock of time_zone.

    payment: payment codes any of which will do; languages: language codes any of which will do; empty = not asked.
    pins: ids of listings to keep; bans: ids of listings to leave out.
    """

    home: Place
    needs: tuple[Need, ...]
    time_zone: str
    subject: str = "self"
    anchors: tuple[Anchor, ...] = ()
    busy: tuple[Busy, ...] = ()
    sleep: tuple[Span, ...] = DEFAULT_SLEEP
    travel: Travel = field(default_factory=Travel)
    about: About = field(default_factory=About)
    payment: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    online: OnlineChoice = OnlineChoice.OK
    safety: Safety = field(default_factory=Safety)
    pins: frozenset[str] = frozenset()
    bans: frozenset[str] = frozenset()
