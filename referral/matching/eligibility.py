"""The rules: each judges one listing for one need of one person, with a name and a reason.

`RULES` stand in the order in which a refusal is counted. `HARD_RULES` never relax, and alone decide when safety
stopped the ranking.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from referral.domain.admission import admits
from referral.domain.facts import Answer
from referral.domain.fit import Asked, Fit, FitClass, Reason, answer_group, judge_schedule
from referral.domain.listing import Listing
from referral.domain.need import Gender, Need, OnlineChoice
from referral.domain.place import Place, miles_between
from referral.domain.reach import Reach, Reached, reach
from referral.domain.vocabulary import GROUPS, LIVE_IN_LEVELS, Kind
from referral.domain.week import WeekSet
from referral.matching.person import Person, levels_of
from referral.matching.rooms import FAMILY_FELLOWSHIPS, OTHER_FELLOWSHIPS, welcomes_closed

FreeTime = Callable[[Listing], WeekSet]
"""The times at which the person could be at a listing, travel included, on the person's clock."""


@dataclass(frozen=True, slots=True)
class Case:
    """One listing before one need. asked: as `person.asked_of`; reached: None when out of reach."""

    person: Person
    need: Need
    listing: Listing
    asked: Asked
    reached: Reached | None
    free_time: FreeTime

    @property
    def takes_time(self) -> bool:
        """False for a place to stay and for a resource that is only chosen: the week is no question then."""
        return takes_time(self.need, self.listing)

    @property
    def levels(self) -> frozenset[str]:
        """The asked levels that the listing states."""
        return _stated_levels(self.need, self.listing)


def takes_time(need: Need, listing: Listing) -> bool:
    """False for a place to stay and for a resource that is only chosen: the week is no question then."""
    if need.kind is Kind.RESOURCE:
        return need.visit_min is not None
    return not _stated_levels(need, listing) & LIVE_IN_LEVELS


def _stated_levels(need: Need, listing: Listing) -> frozenset[str]:
    return frozenset(code for code in levels_of(need) if f"level={code}" in listing.facts.yes)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's answer. reason: for no and for not stated; asks: facets or names to ask about."""

    answer: Answer = Answer.YES
    reason: Reason | None = None
    asks: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()


PASS = Verdict()


def _no(code: str, **params: str | float) -> Verdict:
    return Verdict(Answer.NO, Reason(code, params))


def _ask(code: str, facet: str) -> Verdict:
    return Verdict(Answer.NOT_STATED, Reason(code, {"facet": facet}), (facet,))


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. in_fit: its not stated is already part of what `domain/fit.py` answers."""

    name: str
    judge: Callable[[Case], Verdict]
    in_fit: bool = field(default=False)


def places_of(person: Person) -> tuple[Place, ...]:
    """Home first, then every anchor."""
    return (person.profile.home, *(anchor.place for anchor in person.profile.anchors))


def reached(person: Person, listing: Listing, max_miles: float | None) -> Reached | None:
    """How a person reaches a listing: from home, or within the limit of any anchor; distance is always from home."""
    online = person.profile.online is not OnlineChoice.NO
    found = [reach(listing, place, max_miles, wants_online=online) for place in places_of(person)]
    best = min((one for one in found if one is not None), key=lambda one: one.reach.rank, default=None)
    if best is None or best.reach is not Reach.NEAR or found[0] == best:
        return best
    point = listing.location.point
    return best if point is None else replace(best, distance_miles=miles_between(person.profile.home.point, point))


def _kind(case: Case) -> Verdict:
    if case.listing.kind not in case.asked.kinds:
        return _no("other_kind")
    levels = case.asked.facets.get("level")
    if levels and answer_group(case.listing, "level", levels)[0] is Answer.NO:
        return _no("other_kind")
    topic = case.asked.facets.get("topic")
    if topic and answer_group(case.listing, "topic", topic)[0] is not Answer.YES:
        return _no("other_kind")
    return PASS


def _banned(case: Case) -> Verdict:
    return _no("banned") if case.listing.id in case.person.profile.bans else PASS


def _distance(case: Case) -> Verdict:
    if case.reached is not None:
        return PASS
    return _no("online_only" if case.listing.online_only else "too_far")


def _admission(case: Case) -> Verdict:
    answer, facets = admits(case.listing, case.person.about)
    if answer is not Answer.NO:
        return PASS
    return _no("not_admitted", facet=facets[0])


def _medicine(case: Case) -> Verdict:
    """A place that makes people stop their opioid medicine is never for someone who takes it."""
    medicines = case.person.opioid_medicines
    if not medicines or case.listing.kind is not Kind.PROGRAM:
        return PASS
    if "medication=excludes" in case.listing.facts.yes:
        return _no("medicine_excluded")
    helps = ["medication=accepts", *(f"medication={code}" for code in sorted(medicines))]
    yes = tuple(facet for facet in helps if facet in case.listing.facts.yes)
    if yes:
        return Verdict(matched=yes)
    return _ask("ask_medicine", "medication=accepts")


def _pregnancy(case: Case) -> Verdict:
    if not case.person.pregnant:
        return PASS
    facts = case.listing.facts
    if facts.yes & {"restricted=men_only"} or "population=pregnant_postpartum" in facts.no:
        return _no("not_when_pregnant")
    withdrawal = {f"level={code}" for code in ("withdrawal_residential", "withdrawal_hospital", "residential")}
    if "withdrawal_outpatient" in case.levels and not facts.yes & withdrawal:
        return _no("not_when_pregnant")
    return PASS


def _substances(case: Case) -> Verdict:
    """No only when the record denies every substance that the person named."""
    named = {f"treats={code}" for code in case.person.about.substances}
    if case.listing.kind is Kind.PROGRAM and named and named <= case.listing.facts.no:
        return _no("does_not_treat")
    return PASS


def _required(case: Case) -> Verdict:
    matched: list[str] = []
    asks: list[str] = []
    for facet in case.need.require:
        group, code = facet.split("=", 1)
        answer, _ = answer_group(case.listing, group, frozenset({code}))
        if answer is Answer.NO:
            return _no("lacks", facet=facet)
        (matched if answer is Answer.YES else asks).append(facet)
    if asks:
        return Verdict(Answer.NOT_STATED, Reason("ask_facet", {"facet": asks[0]}), tuple(asks), tuple(matched))
    return Verdict(matched=tuple(matched))


def _fellowship(case: Case) -> Verdict:
    """Groups for families, for teenagers of families and for other concerns come only when they are asked for."""
    if case.listing.kind is not Kind.MEETING:
        return PASS
    yes = case.listing.facts.yes
    if "fellowship=Alateen" in yes and case.person.about.age_years is not None and not case.person.about.is_minor:
        return _no("other_fellowship")
    asked = case.asked.facets.get("fellowship")
    if asked and answer_group(case.listing, "fellowship", asked)[0] is Answer.NO:
        return _no("other_fellowship")
    stated = frozenset(case.listing.facts.codes("fellowship"))
    if not asked and stated and stated <= FAMILY_FELLOWSHIPS | OTHER_FELLOWSHIPS:
        return _no("other_fellowship")
    return PASS


def _audience(case: Case) -> Verdict:
    """A women's meeting is not for a man, nor the other way; for everyone else who did not say, it is a question."""
    yes = case.listing.facts.yes
    meant = [code for code in ("women", "men") if f"meeting={code}" in yes]
    if len(meant) != 1:
        return PASS
    wanted, other = (Gender.WOMAN, Gender.MAN) if meant == ["women"] else (Gender.MAN, Gender.WOMAN)
    gender = case.person.about.gender
    if gender is wanted:
        return PASS
    return (
        _no("not_admitted", facet=f"meeting={meant[0]}")
        if gender is other
        else _ask("ask_audience", f"meeting={meant[0]}")
    )


def _closed(case: Case) -> Verdict:
    yes = case.listing.facts.yes
    if "meeting=closed" not in yes or "meeting=open" in yes:
        return PASS
    if welcomes_closed(case.listing.facts.codes("fellowship"), case.person.about.substances):
        return PASS
    return _ask("ask_closed", "meeting=closed")


def _group(name: str, code: str) -> Callable[[Case], Verdict]:
    def judge(case: Case) -> Verdict:
        codes = case.asked.facets.get(name)
        if not codes or case.listing.kind not in GROUPS[name].kinds:
            return PASS
        answer, facets = answer_group(case.listing, name, codes)
        if answer is Answer.NO:
            return _no(code)
        return PASS if answer is Answer.YES else Verdict(answer, Reason("ask_facet", {"facet": facets[0]}), facets)

    return judge


def weekly_minutes(case: Case) -> int | None:
    """The longest week of a listing's tracks, in minutes; None when it states no weekly track."""
    tracks = [
        sorted((session.span.length_min for session in track.sessions), reverse=True)[: track.needed]
        for track in case.listing.tracks
        if all(session.rrule is None for session in track.sessions)
    ]
    return max((sum(minutes) for minutes in tracks), default=None)


def _hours_per_week(case: Case) -> Verdict:
    wanted = case.need.hours_per_week
    minutes = weekly_minutes(case)
    if wanted is None or minutes is None or minutes >= wanted * 60:
        return PASS
    return _no("too_few_hours", hours=minutes // 60)


def _schedule(case: Case) -> Verdict:
    if not case.takes_time:
        return PASS
    free = case.free_time(case.listing)
    times = judge_schedule(case.listing, replace(case.asked, free=free))
    if not free or (times is not None and times.fit is FitClass.NO):
        return _no("no_time")
    return PASS


RULES: tuple[Rule, ...] = (
    Rule("kind", _kind),
    Rule("banned", _banned),
    Rule("distance", _distance),
    Rule("admission", _admission, in_fit=True),
    Rule("medicine", _medicine),
    Rule("pregnancy", _pregnancy),
    Rule("substances", _substances),
    Rule("required", _required),
    Rule("fellowship", _fellowship),
    Rule("audience", _audience),
    Rule("closed", _closed),
    Rule("payment", _group("payment", "payment_not_taken"), in_fit=True),
    Rule("language", _group("language", "other_language"), in_fit=True),
    Rule("hours_per_week", _hours_per_week),
    Rule("schedule", _schedule, in_fit=True),
)
HARD_RULES: tuple[Rule, ...] = tuple(
    rule for rule in RULES if rule.name in ("banned", "admission", "medicine", "pregnancy")
)


def with_questions(fit: Fit, verdicts: list[Verdict]) -> Fit:
    """A fit with what further rules confirm or leave open; anything open makes it ask."""
    asks = [ask for verdict in verdicts for ask in verdict.asks if ask not in fit.not_stated]
    matched = [facet for verdict in verdicts for facet in verdict.matched if facet not in fit.matched]
    reasons = [v.reason for v in verdicts if v.reason is not None and v.answer is Answer.NOT_STATED]
    return replace(
        fit,
        fit=FitClass.ASK if asks else fit.fit,
        matched=(*fit.matched, *dict.fromkeys(matched)),
        not_stated=(*fit.not_stated, *dict.fromkeys(asks)),
        reasons=(*fit.reasons, *reasons),
    )
