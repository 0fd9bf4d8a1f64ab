"""What to do first, what to ask, and what comes later: codes for `wording/`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from referral.domain.curfew import curfew_of
from referral.domain.fit import Reason
from referral.domain.listing import Listing, Mode, PhoneRole
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import AftercareStep, CallTime, FirstAction, Gate, WeekItem
from referral.domain.safety import HELPLINE, VIOLENCE_LINE
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, next_occurrence
from referral.matching.person import Person

MAX_ACTIONS = 3
OLD_DAYS = 365

_GROUP_QUESTIONS = {
    "payment": "q_payment",
    "language": "q_language",
    "medication": "q_medicine",
    "detox": "q_detox",
    "level": "q_level",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """When a place can be called. by: a day in the person's zone."""

    call: CallTime
    by: date


def opening_of(listing: Listing, person: Person) -> Opening:
    """Now when hours hold this moment, else the next opening; the next workday when no hours are stated."""
    zone = listing.location.time_zone or person.profile.time_zone
    spans = [opening.span for opening in listing.hours if opening.rrule is None]
    here = person.now.astimezone(ZoneInfo(person.profile.time_zone))
    if not spans:
        return Opening(CallTime.AT_OPENING, _next_workday(here))
    start, _end = min((next_occurrence(span, zone, person.now) for span in spans), key=lambda pair: pair[0].timestamp())
    if start.timestamp() <= person.now.timestamp():
        return Opening(CallTime.NOW, here.date())
    return Opening(CallTime.AT_OPENING, start.astimezone(here.tzinfo).date())


def _next_workday(here: datetime) -> date:
    day = here.date() + timedelta(days=1)
    while day.weekday() > Day.FR:
        day += timedelta(days=1)
    return day


def phone_of(listing: Listing) -> str | None:
    """The number to call first: intake, then main, own numbers before central lines; None without a number."""
    order = (PhoneRole.INTAKE, PhoneRole.MAIN, PhoneRole.HOTLINE)
    phones = sorted(listing.phones, key=lambda phone: (phone.central_line, order.index(phone.role)))
    return phones[0].dialled if phones else None


@dataclass(frozen=True, slots=True)
class FirstChoice:
    """The first choice of a need and the need's items in the week."""

    need: Need
    match: Match
    items: tuple[WeekItem, ...] = ()


def first_actions(person: Person, firsts: Iterable[FirstChoice], medicine: Match | None) -> tuple[FirstAction, ...]:
    """At most three steps: what safety asks first, then one for each first choice, programs before others.

    Without a safe place to sleep, a place to live comes first.
    """
    today = person.now.astimezone(ZoneInfo(person.profile.time_zone)).date()
    actions = []
    if Gate.VIOLENCE in person.gates:
        actions.append(FirstAction(Reason("act_violence"), VIOLENCE_LINE.phone, CallTime.NOW, today))
    if Gate.PREGNANT in person.gates:
        phone = phone_of(medicine.listing) if medicine is not None else None
        what, number = Reason("act_pregnant"), phone or HELPLINE.phone
        if medicine is not None and phone is not None:
            what = Reason("act_pregnant_named", {"name": medicine.listing.name})
        actions.append(FirstAction(what, number, CallTime.NOW, today))
    order = {Kind.PROGRAM: 0, Kind.RESOURCE: 1, Kind.MEETING: 2}
    shelter = person.answers.no_safe_place
    unsafe = shelter is not None and shelter.is_risk
    called = set()
    for first in sorted(firsts, key=lambda one: (not (unsafe and _is_home(one.need)), order[one.need.kind])):
        if first.match.listing.id not in called:
            called.add(first.match.listing.id)
            actions.append(_action(person, first))
    return tuple(actions[:MAX_ACTIONS])


def _is_home(need: Need) -> bool:
    """True when a need asks for a place to sleep."""
    return bool({need.level, need.topic} & {"recovery_housing", "housing", "shelter"})


def _action(person: Person, first: FirstChoice) -> FirstAction:
    if first.need.kind is Kind.MEETING and first.items:
        zone = person.profile.time_zone
        soonest = [(next_occurrence(item.span, zone, person.now)[0], item) for item in first.items]
        start, item = min(soonest, key=lambda pair: (pair[0].timestamp(), pair[1].name))
        code = "act_join" if item.mode is Mode.ONLINE else "act_meeting"
        return FirstAction(Reason(code, {"name": item.name}), None, CallTime.AT_OPENING, start.date())
    listing = first.match.listing
    opening = opening_of(listing, person)
    what = Reason("act_book" if first.need.visit_min is not None else "act_call", {"name": listing.name})
    return FirstAction(what, phone_of(listing), opening.call, opening.by)


def stopped_actions(person: Person, places: tuple[Match, ...]) -> tuple[FirstAction, ...]:
    """The first steps when safety stopped the ranking: all of them now."""
    today = person.now.astimezone(ZoneInfo(person.profile.time_zone)).date()
    steps: list[tuple[Reason, str]] = []
    if Gate.EMERGENCY in person.gates:
        steps.append((Reason("act_911"), "911"))
    if Gate.CRISIS in person.gates:
        steps.append((Reason("act_988"), "988"))
    if Gate.WITHDRAWAL in person.gates:
        if Gate.EMERGENCY not in person.gates:
            steps.append((Reason("act_911_withdrawal"), "911"))
        called = [(match.listing.name, phone) for match in places if (phone := phone_of(match.listing)) is not None]
        steps += [(Reason("act_withdrawal", {"name": name}), phone) for name, phone in called[:1]]
        steps.append((Reason("act_helpline"), HELPLINE.phone))
    return tuple(FirstAction(what, phone, CallTime.NOW, today) for what, phone in steps[:MAX_ACTIONS])


def questions_for(person: Person, match: Match) -> tuple[Reason, ...]:
    """What to ask a place: first what it does not state, then what nobody's listing states."""
    asked = [_question(name) for name in match.fit.not_stated]
    if match.listing.kind is Kind.PROGRAM:
        asked += [Reason("q_opening")]
        asked += [Reason("q_network", {"facet": facet}) for facet in match.fit.matched if facet in _PLANS]
        unnamed = not person.profile.payment
        asked += [Reason("q_cost")] if unnamed else []
        asked += [Reason("q_priority")] if person.pregnant else []
        asked += [Reason("q_keep_medicine")] if person.opioid_medicines else []
        asked += [Reason("q_curfew")] if _may_have_curfew(match.listing) else []
        asked += [Reason("q_bring")]
    as_of = match.listing.as_of
    if as_of is None or (person.now.date() - as_of).days > OLD_DAYS:
        asked.append(Reason("q_still_right"))
    return tuple(reason for at, reason in enumerate(asked) if reason not in asked[:at])


def _may_have_curfew(listing: Listing) -> bool:
    return "level=recovery_housing" in listing.facts.yes and curfew_of(listing) is None


_PLANS = ("payment=private", "payment=medicaid", "payment=medicare", "payment=military")


def _question(name: str) -> Reason:
    if "=" not in name:
        return Reason(f"q_{name}")
    return Reason(_GROUP_QUESTIONS.get(name.split("=", 1)[0], "q_facet"), {"facet": name})


def aftercare(person: Person) -> tuple[AftercareStep, ...]:
    """The ladder after the first steps: check-ins, and smaller doses of a program that takes much time."""
    steps = [(3, "after_first_call"), (7, "after_week"), (30, "after_month")]
    if any(need.level in ("iop", "php") for need in person.profile.needs):
        steps += [(60, "after_step_down"), (180, "after_monthly")]
    steps.append((90, "after_quarter"))
    return tuple(AftercareStep(day, Reason(code)) for day, code in sorted(steps))
