"""A listing: what can be found and picked.

One program or service at one location, or one meeting group at one place.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from referral.domain.facts import Answer, Fact, Facts
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Span


class Mode(StrEnum):
    """How a session is attended."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class PhoneRole(StrEnum):
    """What a number is for."""

    MAIN = "main"
    INTAKE = "intake"
    HOTLINE = "hotline"


@dataclass(frozen=True, slots=True)
class Phone:
    """number: E.164 ("+13035550123"), or the digits as found for short codes ("988").

    central_line: toll-free, or shared by many listings, so that a call may not reach this place.
    """

    number: str
    extension: str | None = None
    role: PhoneRole = PhoneRole.MAIN
    central_line: bool = False

    @property
    def dialled(self) -> str:
        """As a telephone dials it (RFC 3966): "+13035550123", "+13035550123;ext=12"."""
        return f"{self.number};ext={self.extension}" if self.extension else self.number


@dataclass(frozen=True, slots=True)
class Location:
    """Where a listing is. A hidden address keeps its town and state only: no street, no point, no directions.

    streets: address lines as found, suites and PO boxes kept. point: None when unknown (then precision is none).
    time_zone: IANA name, None when neither the source nor the point gives one.
    """

    name: str | None = None
    streets: tuple[str, ...] = ()
    town: str | None = None
    state: str | None = None
    zip5: str | None = None
    county: str | None = None
    country: str = "US"
    point: Point | None = None
    precision: Precision = Precision.NONE
    time_zone: str | None = None
    hidden: bool = False

    def __post_init__(self) -> None:
        if (self.point is None) != (self.precision is Precision.NONE):
            raise ValueError("a point has a precision, and a precision has a point")
        if self.hidden and (self.streets or self.point or self.zip5):
            raise ValueError("a hidden address keeps its town only")

    @property
    def address(self) -> str:
        """One line: streets, town, state and ZIP as far as they are known; empty when nothing is."""
        region = " ".join(part for part in (self.state, self.zip5) if part)
        return ", ".join(part for part in (*self.streets, self.town, region) if part)


@dataclass(frozen=True, slots=True)
class Session:
    """One weekly meeting of people: a meeting, or one group of a track.

    rrule: RFC 5545 rule of a session that is not weekly ("FREQ=MONTHLY;BYDAY=1SU"); such a session is shown, never
    planned. outside_id and notes: the feed's own row ("slug") and its remarks.
    """

    span: Span
    mode: Mode = Mode.IN_PERSON
    end_assumed: bool = False
    rrule: str | None = None
    outside_id: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """Sessions that are attended together.

    required: how many of them a week; None means all. level: a level code, None for any.
    """

    name: str | None
    sessions: tuple[Session, ...]
    required: int | None = None
    level: str | None = None

    def __post_init__(self) -> None:
        if not self.sessions or not 1 <= self.needed <= len(self.sessions):
            raise ValueError("a track needs sessions, and no more of them than it has")

    @property
    def needed(self) -> int:
        """How many sessions a week a person must attend."""
        return len(self.sessions) if self.required is None else self.required


@dataclass(frozen=True, slots=True)
class Hours:
    """One opening of the week, in which one can come.

    rrule as in Session: hours that are not weekly are shown, never planned.
    """

    span: Span
    rrule: str | None = None


@dataclass(frozen=True, slots=True)
class Online:
    """How to join from afar.

    url launches the meeting; phone is a dial string as found; notes hold ids and pass codes as published.
    """

    url: str | None = None
    phone: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A region a listing serves.

    kind: nation | state | county | town | zip; name: "US", "CO", "Denver, CO", "Boulder, CO", "80203".
    """

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The flat, matchable snapshot that everything else reads.

    id: `source:outside-id`, stable over re-import. group_id: siblings share it (rows of one meeting group that
    differ). as_of: the day the source last confirmed it, None when undated. sessions: each attended alone (meetings,
    classes); tracks: attended together; hours: when one can come. All empty means times are not stated. serves:
    service areas apart from distance.
    """

    id: str
    source: str
    kind: Kind
    name: str
    as_of: date | None = None
    group_id: str | None = None
    organization: str | None = None
    description: str | None = None
    location: Location = field(default_factory=Location)
    phones: tuple[Phone, ...] = ()
    website: str | None = None
    online: Online | None = None
    sessions: tuple[Session, ...] = ()
    tracks: tuple[Track, ...] = ()
    hours: tuple[Hours, ...] = ()
    serves: tuple[Area, ...] = ()
    facts: Facts = field(default_factory=Facts)

    def __post_init__(self) -> None:
        if not self.id.startswith(f"{self.source}:") or self.id == f"{self.source}:":
            raise ValueError(f"the id of a listing is its source and outside id, not {self.id!r}")
        if not self.name.strip():
            raise ValueError("a listing has a name")

    @property
    def online_only(self) -> bool:
        """True when it cannot be attended in person: attendance is online and neither in person nor hybrid."""
        yes = self.facts.yes
        return "attendance=online" in yes and yes.isdisjoint(("attendance=in_person", "attendance=hybrid"))

    @property
    def all_sessions(self) -> tuple[tuple[str | None, Session], ...]:
        """(track name, session) for every session; the name is None for sessions attended alone."""
        alone = tuple((None, session) for session in self.sessions)
        return alone + tuple((track.name, session) for track in self.tracks for session in track.sessions)

    @property
    def weekly(self) -> tuple[tuple[str | None, tuple[Session, ...]], ...]:
        """(track name, weekly sessions) of each track, then, under None, of what is attended alone.

        Sessions that are not weekly are left out, and so is a track without others.
        """
        groups = (*((track.name, track.sessions) for track in self.tracks), (None, self.sessions))
        weekly = ((name, tuple(one for one in group if one.rrule is None)) for name, group in groups)
        return tuple((name, group) for name, group in weekly if group)

    def fact(self, facet: str) -> Fact:
        """One facet with its answer, reason, source and date."""
        group, code = facet.split("=", 1)
        return Fact(group, code, self.facts.answer(facet), self.facts.reason(facet), self.source, self.as_of)

    def says(self, facet: str) -> Answer:
        """The answer to one stored facet."""
        return self.facts.answer(facet)
