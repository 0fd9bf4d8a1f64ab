"""The one definition of fit: what is asked of a listing, and whether one listing answers it.

Matching calls it; the search index is its vectorised form, held equal by a contract test. Pure, one listing at a time.
Distance is not judged here but in `reach.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from referral.domain.admission import admits, open_to_all
from referral.domain.facts import CONFLICT, Answer
from referral.domain.listing import Hours, Listing
from referral.domain.need import About
from referral.domain.vocabulary import GROUPS, LIVE_IN_LEVELS, Kind, answering_facets, topic_facets
from referral.domain.week import WEEK_MIN, Day, Span, WeekSet, offset_min

VISIT_MIN = 60
SOON_MIN = 60
"""`--at` keeps sessions that start within this many minutes."""

SCHEDULE = "schedule"
ADMISSION = "admission"
"""Names of asked things that are not facets, as they stand in `not_stated`."""


class FitClass(StrEnum):
    """How well a listing answers everything asked. Listed in this order; `no` is not listed."""

    YES = "yes"
    OPEN = "open"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as data: a code of `wording/` and its parameters."""

    code: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that can be asked of one listing.

    kinds: any of these, empty = any. facets: group -> codes, codes of one group OR-ed, groups AND-ed. free: every
    needed session must lie in it; at: a minute of the week; both in the wall clock of zone, None = each listing's
    own; now (aware) fixes the week in which zones are compared. visit_min: length of a visit to a resource. about:
    the person, None for a search.
    """

    kinds: frozenset[Kind] = frozenset()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    free: WeekSet | None = None
    at: int | None = None
    zone: str | None = None
    now: datetime | None = None
    visit_min: int = VISIT_MIN
    about: About | None = None

    @property
    def wants_adolescent(self) -> bool:
        """True when adolescent hours apply: a minor, or adolescents asked for."""
        minor = self.about is not None and self.about.is_minor
        return minor or "adolescents" in self.facets.get("population", frozenset())

    def shift_min(self, listing: Listing) -> int:
        """Minutes by which the listing's clocks are ahead of the asked zone's; 0 when either is unknown."""
        zone = listing.location.time_zone
        if self.zone is None or zone is None or self.now is None:
            return 0
        return offset_min(zone, self.zone, self.now)


@dataclass(frozen=True, slots=True)
class Fit:
    """The answer of one listing.

    matched: asked facets that are yes; not_stated: asked facets and `schedule`, `admission` to ask about.

        schedule: the answer to the schedule alone; None when it was not asked, or counts as not asked.
    """

    fit: FitClass
    matched: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    schedule: FitClass | None = None

    @property
    def rank(self) -> int:
        """Order of listing: yes 0, open 1, ask with fitting or unasked hours 2, ask with hours unknown 3; no is 4."""
        if self.fit is FitClass.ASK:
            return 3 if self.schedule is FitClass.ASK else 2
        return {FitClass.YES: 0, FitClass.OPEN: 1, FitClass.NO: 4}[self.fit]


NO_FIT = Fit(FitClass.NO)


def fit(listing: Listing, asked: Asked) -> Fit:
    """How one listing answers everything asked, distance apart.

    Any no: no. Else any not stated: ask. Else a schedule that is merely open: open. Else yes. Asking nothing is yes.
    """
    found = fit_by_facts(listing, asked)
    return found if found.fit is FitClass.NO else with_times(found, judge_schedule(listing, asked))


def fit_by_facts(listing: Listing, asked: Asked) -> Fit:
    """`fit` without its times. Of a listing the kind and the facts alone are looked at."""
    if asked.kinds and listing.kind not in asked.kinds:
        return NO_FIT
    if asked.about is None and not open_to_all(listing, asked.facets):
        return NO_FIT
    matched: list[str] = []
    not_stated: list[str] = []
    reasons: list[Reason] = []
    for group, codes in asked.facets.items():
        answer, facets = answer_group(listing, group, codes)
        if answer is Answer.NO:
            return NO_FIT
        (matched if answer is Answer.YES else not_stated).extend(facets)
        reasons += [Reason(why, {"facet": facet}) for facet in facets if (why := _why(listing, facet, answer))]
    if asked.about is not None:
        answer, facets = admits(listing, asked.about)
        if answer is Answer.NO:
            return NO_FIT
        if answer is Answer.NOT_STATED:
            not_stated.append(ADMISSION)
            reasons += [Reason("ask_admission", {"facet": facet}) for facet in facets]
    return Fit(FitClass.ASK if not_stated else FitClass.YES, tuple(matched), tuple(not_stated), tuple(reasons))


def with_times(found: Fit, times: "Times | None") -> Fit:
    """A fit by facts that is not no, with the answer of the schedule; times: None when the schedule is no question."""
    if times is None:
        return found
    if times.fit is FitClass.NO:
        return NO_FIT
    not_stated = (*found.not_stated, SCHEDULE) if times.fit is FitClass.ASK else found.not_stated
    overall = FitClass.ASK if not_stated else times.fit
    return Fit(overall, found.matched, not_stated, (*found.reasons, *times.reasons), times.fit)


def answer_group(listing: Listing, group: str, codes: frozenset[str]) -> tuple[Answer, tuple[str, ...]]:
    """The answer to any-of one group, and the asked facets that are yes, or not stated, sorted.

    A topic is answered by the facets that the vocabulary maps it to, whatever their group.
    """
    facts, asked = listing.facts, _asked_of(group, codes, listing.kind)
    yes = tuple([facet for facet, stored in asked if not facts.yes.isdisjoint(stored)])
    if yes:
        return Answer.YES, yes
    unsaid = tuple([facet for facet, stored in asked if not facts.no.issuperset(stored)])
    return (Answer.NOT_STATED, unsaid) if unsaid else (Answer.NO, ())


@lru_cache(maxsize=4096)  # bounded: visitors choose the codes
def _asked_of(group: str, codes: frozenset[str], kind: Kind) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(asked facet, the stored facets that answer it for a kind of listing) of the codes of a group, in their order."""
    asked = [f"{group}={code}" for code in sorted(codes)]
    return tuple(
        (facet, tuple(stored for stored in answering_facets(facet) if _applies(stored, kind))) for facet in asked
    )


def _applies(facet: str, kind: Kind) -> bool:
    return kind in GROUPS[facet.split("=", 1)[0]].kinds


def _stored(listing: Listing, facet: str) -> Answer:
    return listing.says(facet) if _applies(facet, listing.kind) else Answer.NO


def _why(listing: Listing, facet: str, answer: Answer) -> str | None:
    """The reason of a derived answer to an asked facet, or of its contradiction; only from facets that answered so."""
    if not listing.facts.reasons:
        return None
    stored = (known for known in answering_facets(facet) if _stored(listing, known) is answer)
    return next((why for known in stored if (why := listing.facts.reason(known)) is not None), None)


@dataclass(frozen=True, slots=True)
class Times:
    """The answer of a schedule alone."""

    fit: FitClass
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Dose:
    """Hours that a level of care usually takes: at least `days` days with `minutes` free minutes inside the hours."""

    days: int
    minutes: int


_ONE_VISIT = (_Dose(1, VISIT_MIN),)
_DOSES: dict[str, tuple[_Dose, ...]] = {
    "iop": (_Dose(3, 180),),
    "php": (_Dose(4, 300), _Dose(5, 240)),
    "otp": (_Dose(5, 30),),
    "outpatient": _ONE_VISIT,
    "withdrawal_outpatient": _ONE_VISIT,
}
_ADOLESCENT_IOP = (_Dose(3, 120),)
_SHORT_IOP = _Dose(3, 120)
"""Adult IOP hours that hold 2 but not 3 hours a day: worth a question, not a promise."""

_UNKNOWN = Times(FitClass.ASK, (Reason("hours_unknown"),))
_NOT_WEEKLY = Times(FitClass.ASK, (Reason("not_weekly"),))


def judge_schedule(listing: Listing, asked: Asked) -> Times | None:
    """The answer of the schedule to `free` and `at` together; None when neither is asked or levels make it no question.

    Order of proof: sessions stated (yes or no), else a program's opening hours (open, not stated or no), else not
    stated.
    """
    if asked.at is None:
        return None if asked.free is None else judge_free(listing, asked, asked.free)
    if asked_levels(listing, asked) & LIVE_IN_LEVELS:
        return None
    answers = [_judge_at(listing, asked.at + asked.shift_min(listing))]
    free = None if asked.free is None else judge_free(listing, asked, asked.free)
    if free is not None:
        answers.insert(0, free)
    worst = max(answers, key=lambda times: _WORSE.index(times.fit))
    reasons = [reason for times in answers for reason in times.reasons]
    return Times(worst.fit, tuple(reason for at, reason in enumerate(reasons) if reason not in reasons[:at]))


def judge_free(listing: Listing, asked: Asked, free: WeekSet) -> Times | None:
    """The answer of the schedule to some free time, whatever `asked` has of it; None as in `judge_schedule`."""
    levels = asked_levels(listing, asked)
    if levels & LIVE_IN_LEVELS:
        return None
    shift = asked.shift_min(listing)
    return _judge_free(listing, asked, shifted(free, shift) if shift else free, levels)


_WORSE = (FitClass.YES, FitClass.OPEN, FitClass.ASK, FitClass.NO)


@lru_cache(maxsize=64)
def shifted(free: WeekSet, minutes: int) -> WeekSet:
    """Free time on clocks that are so many minutes ahead."""
    return free.shift(minutes) if minutes else free


def asked_levels(listing: Listing, asked: Asked) -> frozenset[str]:
    """The asked levels that a program states, those that an asked topic stands for included."""
    if listing.kind is not Kind.PROGRAM:
        return frozenset()
    facets = {f"level={code}" for code in asked.facets.get("level", ())}
    facets.update(facet for topic in asked.facets.get("topic", ()) for facet in topic_facets(topic))
    return frozenset(f.removeprefix("level=") for f in facets & listing.facts.yes if f.startswith("level="))


def _judge_free(listing: Listing, asked: Asked, free: WeekSet, levels: frozenset[str]) -> Times:
    tracks = [track for track in listing.tracks if not levels or track.level is None or track.level in levels]
    weekly_tracks = [track for track in tracks if all(session.rrule is None for session in track.sessions)]
    weekly = [session for session in listing.sessions if session.rrule is None]
    if weekly_tracks or weekly:
        whole = any(sum(free.contains(s.span) for s in track.sessions) >= track.needed for track in weekly_tracks)
        return Times(FitClass.YES if whole or any(free.contains(s.span) for s in weekly) else FitClass.NO)
    hours = [opening for opening in listing.hours if opening.rrule is None]
    if not hours:
        return _NOT_WEEKLY if tracks or listing.sessions or listing.hours else _UNKNOWN
    if listing.kind is not Kind.PROGRAM:
        return Times(FitClass.YES if _days_with(hours, free, asked.visit_min) else FitClass.NO)
    judged = [_judge_level(level, hours, free, adolescent=asked.wants_adolescent) for level in sorted(levels)] or [
        _judge_doses(_ONE_VISIT, hours, free)
    ]
    return min(judged, key=lambda times: _WORSE.index(times.fit))


def _judge_level(level: str, hours: list[Hours], free: WeekSet, *, adolescent: bool) -> Times:
    if level == "iop" and adolescent:
        return _judge_doses(_ADOLESCENT_IOP, hours, free)
    times = _judge_doses(_DOSES.get(level, _ONE_VISIT), hours, free)
    if level == "iop" and times.fit is FitClass.NO:
        days = _days_with(hours, free, _SHORT_IOP.minutes)
        if days >= _SHORT_IOP.days:
            return Times(FitClass.ASK, (Reason("hours_short", {"days": days}),))
    return times


def _judge_doses(doses: tuple[_Dose, ...], hours: list[Hours], free: WeekSet) -> Times:
    for dose in doses:
        days = _days_with(hours, free, dose.minutes)
        if days >= dose.days:
            return Times(FitClass.OPEN, (Reason("hours_fit", {"days": days}),))
    return Times(FitClass.NO)


def _days_with(hours: list[Hours], free: WeekSet, minutes: int) -> int:
    """On how many days so many free minutes on end, inside the hours, can begin in an opening of that day.

    Openings that touch are one stretch: where the doors stay open, midnight ends no visit.
    """
    runs = [run for run in free_runs(tuple(opening.span for opening in hours), free) if run.length_min >= minutes]
    days: set[Day] = {
        opening.span.day for opening in hours if any(_begins_in(run, opening.span, minutes) for run in runs)
    }
    return len(days)


@lru_cache(maxsize=4096)
def free_runs(openings: tuple[Span, ...], free: WeekSet) -> tuple[Span, ...]:
    """The stretches of free time in which the doors are open."""
    return (free & WeekSet.of(openings)).runs


def _begins_in(run: Span, opening: Span, minutes: int) -> bool:
    """True when so many minutes on end, all in the run, can begin during the opening."""
    if run.length_min == WEEK_MIN:
        return True
    return (run.start_min - opening.start_min) % WEEK_MIN < opening.length_min or (
        opening.start_min - run.start_min
    ) % WEEK_MIN <= run.length_min - minutes


def _judge_at(listing: Listing, minute: int) -> Times:
    sessions = [session for _track, session in listing.all_sessions if session.rrule is None]
    hours = [opening for opening in listing.hours if opening.rrule is None]
    if any(running_or_soon(session.span, minute) for session in sessions):
        return Times(FitClass.YES)
    if any(holds(opening.span, minute) for opening in hours):
        return Times(FitClass.OPEN if listing.kind is Kind.PROGRAM else FitClass.YES)
    if sessions or hours:
        return Times(FitClass.NO)
    return _NOT_WEEKLY if listing.all_sessions or listing.hours else _UNKNOWN


def holds(span: Span, minute: int) -> bool:
    """Whether a minute of the week is in a span."""
    return WeekSet.of((span,)).holds(minute)


def running_or_soon(span: Span, minute: int) -> bool:
    """In progress at the minute, or starting at most SOON_MIN later."""
    return holds(span, minute) or (span.start_min - minute) % WEEK_MIN <= SOON_MIN


def depends_on_conflict(listing: Listing, facets: frozenset[str]) -> bool:
    """True when the record contradicts itself on any of these facets; for who depends on it, that is never yes."""
    return any(listing.facts.reason(facet) == CONFLICT for facet in facets)
