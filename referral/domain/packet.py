"""A referral packet as data: a week, choices, and what to do first.

Codes and parameters only; `wording/` makes the sentences.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from referral.domain.curfew import Curfew
from referral.domain.fit import Reason
from referral.domain.listing import Listing, Mode
from referral.domain.match import Match
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span


class Status(StrEnum):
    """How far the packet answers the profile."""

    PROVEN_OPTIMAL = "proven_optimal"
    NOT_PROVEN = "not_proven"
    PARTIAL = "partial"
    STOPPED_FOR_SAFETY = "stopped_for_safety"


class NeedState(StrEnum):
    """What became of a need: in the week, chosen without a time, to ask about, unmet, or for after the first step."""

    PLACED = "placed"
    CHOSEN = "chosen"
    ASK = "ask"
    UNMET = "unmet"
    AFTER = "after"


class CallTime(StrEnum):
    """When a first action is due."""

    NOW = "now"
    AT_OPENING = "at_opening"


class Gate(StrEnum):
    """Safety gates in the order in which they are shown. The first three stop the ranking."""

    EMERGENCY = "G0"
    CRISIS = "G1"
    WITHDRAWAL = "G2"
    VIOLENCE = "GV"
    PREGNANT = "G3"
    OPIOIDS = "G4"
    MORE_THAN_IOP = "G5"
    YOUTH = "GY"
    LESS_THAN_IOP = "G6"

    @property
    def stops(self) -> bool:
        """True for gates after which nothing is ranked."""
        return self in (Gate.EMERGENCY, Gate.CRISIS, Gate.WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class GateNotice:
    """A gate that applies. actions: what to do, most urgent first, as codes."""

    gate: Gate
    actions: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """A line that is always there. name: a code of `wording/`; phone: as dialled."""

    code: str
    phone: str


@dataclass(frozen=True, slots=True)
class FirstAction:
    """One of at most three first steps. phone: None when there is nothing to call; by: the day it is due."""

    what: Reason
    phone: str | None
    call: CallTime
    by: date


@dataclass(frozen=True, slots=True)
class NeedResult:
    """What became of one need."""

    need: str
    state: NeedState


@dataclass(frozen=True, slots=True)
class WeekItem:
    """One block of the week, without travel.

    reserved: time kept free for a program whose session times are not stated. book: an appointment must be made.
    yields_to: the need whose reserved time this item would give way to; None when nothing.
    """

    need: str
    listing_id: str
    name: str
    span: Span
    mode: Mode
    track: str | None = None
    reserved: bool = False
    book: bool = False
    yields_to: str | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One trip.

    origin, destination: "home", an anchor's name, or a listing id. minutes include the margin; miles are straight-line.
    """

    span: Span
    origin: str
    destination: str
    minutes: int
    miles_straight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One listing to call about, with what is confirmed and what to ask.

    ask_windows: free time with travel, cut by opening hours, in which a program of unknown times could be. questions:
    what to ask, as codes.
    """

    need: str
    match: Match
    ask_windows: tuple[Span, ...] = ()
    questions: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another listing for a need. extra_min_per_week: minutes of travel more in the best week with it; may be < 0."""

    need: str
    listing_id: str
    extra_min_per_week: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Substitute:
    """Where to go when one item falls out, everything else as it stands. extra_min_per_week: of travel; may be < 0."""

    for_id: str
    listing_id: str
    span: Span
    extra_min_per_week: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class OtherWeek:
    """Another whole week that leaves aside what the planned one uses, where it can. extra_min_per_week: of travel."""

    week: tuple[WeekItem, ...]
    legs: tuple[Leg, ...]
    extra_min_per_week: int


@dataclass(frozen=True, slots=True)
class HomeWeek:
    """The week of someone who lives in a house that could be their home. Never the planned one: a place is no promise.

    curfew: None when the house states none; while it lasts one is in. past_curfew: the person's own busy times, or the
    way home from them, run into it. extra_min_per_week: of travel, against the planned week; may be < 0. gains, loses:
    needs that are answered more, or less, than in the planned week.
    """

    need: str
    listing: Listing
    week: tuple[WeekItem, ...]
    legs: tuple[Leg, ...]
    extra_min_per_week: int
    curfew: Curfew | None = None
    past_curfew: bool = False
    gains: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change that is true: made to the profile and planned anew, it gains that much. lower_bound: or more.

    gains: listings that then match and can stand in the week; for meetings, how many more a week. A smaller number of
    meetings (`fewer_meetings`) gains what the week then holds. kind: of the need.
    """

    change: tuple[Reason, ...]
    gains: int
    lower_bound: bool = False
    kind: Kind = Kind.PROGRAM


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need that nothing answers. removed_by: rule -> how many listings it took out, counting each listing once.

    only: what alone keeps listings out that all else speaks for, as codes with a count, most listings first.
    is_searched: False when so much is asked at once that ways out were not looked for.
    """

    need: str
    removed_by: tuple[tuple[str, int], ...]
    relaxations: tuple[Relaxation, ...] = ()
    only: tuple[Reason, ...] = ()
    is_searched: bool = True


@dataclass(frozen=True, slots=True)
class After:
    """What was asked for, by name, for after the first step."""

    need: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class AftercareStep:
    """One rung of the aftercare ladder. day: days from now."""

    day: int
    what: Reason


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of the week.

    Hours as hours; minutes of travel with margin; baseline: travel that the busy week has anyway.
    """

    program_hours: float = 0.0
    program_hours_reserved: float = 0.0
    meetings: int = 0
    travel_min: int = 0
    baseline_travel_min: int = 0


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything a person carries away. Checked by `packets/check.py` before anyone sees it."""

    status: Status
    proven: bool
    gates: tuple[GateNotice, ...]
    crisis: tuple[CrisisLine, ...]
    first_actions: tuple[FirstAction, ...]
    needs: tuple[NeedResult, ...]
    week: tuple[WeekItem, ...] = ()
    legs: tuple[Leg, ...] = ()
    choices: tuple[Choice, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    other_weeks: tuple[OtherWeek, ...] = ()
    homes: tuple[HomeWeek, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    after: tuple[After, ...] = ()
    aftercare: tuple[AftercareStep, ...] = ()
    notes: tuple[Reason, ...] = ()
    totals: Totals = field(default_factory=Totals)
    check_again_on: date | None = None
    weights_version: int = 1
    as_of: datetime | None = None
    seconds: float = 0.0

    @property
    def stopped(self) -> bool:
        """True when safety stopped the ranking."""
        return self.status is Status.STOPPED_FOR_SAFETY

    def on(self, day: Day) -> tuple[WeekItem, ...]:
        """The items that start on a day, by start."""
        return tuple(sorted((item for item in self.week if item.span.day == day), key=lambda item: item.span))
