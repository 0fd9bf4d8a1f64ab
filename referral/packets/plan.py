"""A whole packet from a profile and its candidates. The one call that an exact planner will stand behind."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from referral.domain.facts import Answer
from referral.domain.fit import Reason, answer_group
from referral.domain.listing import Listing, Mode
from referral.domain.match import Match
from referral.domain.need import Need, Profile
from referral.domain.packet import (
    After,
    Choice,
    Gate,
    HomeWeek,
    NeedResult,
    NeedState,
    Packet,
    Status,
    Totals,
)
from referral.domain.place import Precision
from referral.domain.reach import Reach
from referral.domain.safety import (
    asks_for_withdrawal,
    crisis_lines,
    gates_of,
    questions_not_asked,
    stops,
    wants_naloxone,
)
from referral.domain.vocabulary import Kind
from referral.domain.week import HOUR_MIN, WeekSet
from referral.matching.court import court_notes
from referral.matching.first_steps import MEDICINE_NEED, WITHDRAWAL_NEED, medicine_places, withdrawal_places
from referral.matching.matches import judge_all
from referral.matching.person import Person, person_of
from referral.packets.ask_windows import ask_for, typical_track
from referral.packets.backups import alternates, other_weeks
from referral.packets.candidates import Candidates
from referral.packets.first_actions import FirstChoice, aftercare, first_actions, questions_for, stopped_actions
from referral.packets.homes import home_weeks
from referral.packets.lost_pins import lost_pins
from referral.packets.planner import MAX_CHOICES, Answered, Draft, draft
from referral.packets.relaxations import first_farther, unmet_needs
from referral.packets.substitutes import substitutes
from referral.packets.travel import GreatCircle, TravelModel
from referral.packets.week_notes import week_notes

CHECK_AGAIN_DAYS = 14
MAX_WITHDRAWAL = 10
MAX_MEDICINE = 3
FEW = 4
"""With at most so many listings in reach in person for a program need, the packet says how few there are."""


def plan(profile: Profile, candidates: Candidates, now: datetime, model: TravelModel | None = None) -> Packet:
    """The packet of a profile at an aware moment. model: great circles when None. Not checked yet: see `check.py`."""
    person = person_of(profile, now)
    if stops(gates_of(profile)):
        return _stopped(person, candidates)
    return _planned(person, candidates, model or GreatCircle())


def _stopped(person: Person, candidates: Candidates) -> Packet:
    """What safety asks first; what was asked for stands in `after`, by name."""
    profile = person.profile
    withdrawal = Gate.WITHDRAWAL in person.gates
    places = withdrawal_places(person, candidates.withdrawal)[:MAX_WITHDRAWAL] if withdrawal else ()
    choices = tuple(Choice(WITHDRAWAL_NEED.id, match, (), _stop_questions(person, match)) for match in places)
    notes = _safety_notes(person)
    if withdrawal and not places:
        notes = (*notes, Reason("no_withdrawal_place"))
    return Packet(
        status=Status.STOPPED_FOR_SAFETY,
        proven=False,
        gates=gates_of(profile),
        crisis=crisis_lines(profile),
        first_actions=stopped_actions(person, places),
        needs=tuple(NeedResult(need.id, NeedState.AFTER) for need in profile.needs),
        choices=choices,
        after=tuple(
            After(need.id, listing) for need in profile.needs for listing in _asked_for(person, need, candidates)
        ),
        aftercare=aftercare(person),
        notes=notes,
        check_again_on=_check_again(person),
        as_of=person.now,
    )


def _asked_for(person: Person, need: Need, candidates: Candidates) -> tuple[Listing, ...]:
    """At most five listings for a need, whatever the week; nothing for withdrawal itself, which stands in `choices`."""
    if asks_for_withdrawal(need):
        return ()
    judged = judge_all(person, need, candidates.by_need.get(need.id, ()), lambda _listing: WeekSet.whole())
    return tuple(match.listing for match in judged.matches[:MAX_CHOICES])


def _stop_questions(person: Person, match: Match) -> tuple[Reason, ...]:
    """Payment and language never remove a place here: they are asked."""
    questions = [Reason("q_bed_today"), *questions_for(person, match)]
    for group in ("payment", "language"):
        codes = sorted(person.profile.payment if group == "payment" else person.profile.languages)
        if codes and not any(f"{group}={code}" in match.listing.facts.yes for code in codes):
            questions += [Reason(f"q_{group}", {"facet": f"{group}={code}"}) for code in codes]
    return tuple(reason for at, reason in enumerate(questions) if reason not in questions[:at])


def _planned(person: Person, candidates: Candidates, model: TravelModel) -> Packet:
    profile = person.profile
    made = draft(person, candidates, model)
    answered = [made.answered[need.id] for need in profile.needs]
    unmet = unmet_needs(made, candidates, model)
    medicine = _medicine(person, candidates)
    homes = home_weeks(made, candidates, model)
    firsts = [
        FirstChoice(one.need, one.matches[0], tuple(entry.item for entry in made.entries_of(one.need.id)))
        for one in answered
        if one.matches
    ]
    return Packet(
        status=_status(made, unmet=bool(unmet)),
        proven=made.proven,
        gates=gates_of(profile),
        crisis=crisis_lines(profile),
        first_actions=first_actions(person, firsts, medicine[0] if medicine else None),
        needs=tuple(NeedResult(one.need.id, one.state) for one in answered),
        week=tuple(entry.item for entry in made.agenda.entries),
        legs=made.agenda.legs(),
        choices=tuple(_choices(made, answered))
        + tuple(Choice(MEDICINE_NEED.id, match, (), questions_for(person, match)) for match in medicine),
        alternates=alternates(made),
        substitutes=substitutes(made),
        other_weeks=other_weeks(made),
        homes=homes,
        unmet=unmet,
        aftercare=aftercare(person),
        notes=(*_safety_notes(person), *_home_notes(person, homes), *_notes(made, answered, candidates, model)),
        totals=_totals(made),
        check_again_on=_check_again(person),
        as_of=person.now,
    )


def _home_notes(person: Person, homes: tuple[HomeWeek, ...]) -> tuple[Reason, ...]:
    """Someone without a safe place to sleep is told that the week still begins where they said that they are."""
    answer = person.answers.no_safe_place
    return (Reason("home_first"),) if homes and answer is not None and answer.is_risk else ()


def _status(made: Draft, *, unmet: bool) -> Status:
    if unmet:
        return Status.PARTIAL
    return Status.PROVEN_OPTIMAL if made.proven else Status.NOT_PROVEN


def _medicine(person: Person, candidates: Candidates) -> tuple[Match, ...]:
    """Opioid medicine is shown beside what was asked for, whenever opioids are yes or unsure."""
    return medicine_places(person, candidates.medicine)[:MAX_MEDICINE] if Gate.OPIOIDS in person.gates else ()


def _choices(made: Draft, answered: Iterable[Answered]) -> Iterable[Choice]:
    for one in answered:
        for match in one.matches:
            wanted = ask_for(made.week, made.person, one.need, match)
            by_video = wanted.attendance is not None and wanted.attendance.mode is Mode.ONLINE
            video = (Reason("q_video"),) if by_video and match.reach is not Reach.ONLINE else ()
            questions = (*video, *questions_for(made.person, match))
            yield Choice(one.need.id, _as_attended(made, one, match), wanted.windows, questions)


def _as_attended(made: Draft, answered: Answered, match: Match) -> Match:
    """A listing that the week attends online only is online, however far its place is."""
    modes = {
        entry.item.mode for entry in made.entries_of(answered.need.id) if entry.item.listing_id == match.listing.id
    }
    if modes != {Mode.ONLINE}:
        return match
    return replace(match, reach=Reach.ONLINE, distance_miles=None, precision=Precision.NONE)


def _totals(made: Draft) -> Totals:
    kinds = {need.id: need.kind for need in made.person.profile.needs}
    hours = {False: 0, True: 0}
    meetings = 0
    for entry in made.agenda.entries:
        item = entry.item
        if kinds[item.need] is Kind.PROGRAM:
            hours[item.reserved] += item.span.length_min
        meetings += kinds[item.need] is Kind.MEETING
    return Totals(
        program_hours=hours[False] / HOUR_MIN,
        program_hours_reserved=hours[True] / HOUR_MIN,
        meetings=meetings,
        travel_min=made.agenda.travel_min(),
        baseline_travel_min=made.agenda.baseline_min(),
    )


def _check_again(person: Person) -> date:
    here = person.now.astimezone(ZoneInfo(person.profile.time_zone))
    return here.date() + timedelta(days=CHECK_AGAIN_DAYS)


def _safety_notes(person: Person) -> tuple[Reason, ...]:
    """What page 1 says beside the gates."""
    notes = []
    missing = questions_not_asked(person.profile)
    if missing:
        notes.append(Reason("safety_not_asked", {"questions": ",".join(missing)}))
    if wants_naloxone(person.profile):
        notes.append(Reason("naloxone"))
    if Gate.VIOLENCE in person.gates:
        notes.append(Reason("safe_sharing"))
    if person.about.groups & {"veterans", "active_duty"}:
        notes.append(Reason("va_option"))
    return (*notes, *_family_notes(person))


def _family_notes(person: Person) -> list[Reason]:
    """For a relative: how to offer help, and help for themselves. No family sessions where home is not safe."""
    if person.profile.subject != "family":
        return []
    notes = [Reason("family_offer"), Reason("family_first_call"), Reason("family_patience")]
    if Gate.VIOLENCE not in person.gates:
        notes.append(Reason("family_sessions"))
    return [*notes, Reason("family_groups"), Reason("family_naloxone")]


def _notes(made: Draft, answered: list[Answered], candidates: Candidates, model: TravelModel) -> list[Reason]:
    """What a reader must know of the search behind the packet."""
    notes = [*week_notes(made.week), Reason("straight_line")]
    shown = {entry.item.listing_id for entry in made.agenda.entries}
    for one in answered:
        need = one.need.id
        shown |= {match.listing.id for match in one.matches}
        wished = (*one.need.require, *one.need.prefer) if one.judged.matches else ()
        unstated = [facet for facet in wished if not any(_states(m.listing, facet) for m in one.judged.matches)]
        notes += [Reason("none_states", {"need": need, "facet": facet}) for facet in unstated]
        near = sum(match.reach is Reach.NEAR and _says_its_level(match) for match in one.judged.matches)
        if one.need.kind is Kind.PROGRAM and one.judged.matches and near <= FEW:
            notes.append(Reason("few", {"need": need, "count": near}))
            notes += _farther_note(made, one, candidates, model)
        notes += court_notes(made.person, one.need, one.judged.matches)
        if one.state is NeedState.ASK and _needs_room(made, one) and not made.entries_of(need):
            notes.append(Reason("no_room", {"need": need, "name": one.matches[0].listing.name}))
    if made.spread_min > 0:
        notes.append(Reason("meetings_spread", {"minutes": made.spread_min}))
    return [*notes, *lost_pins(made, candidates, shown)]


def _says_its_level(match: Match) -> bool:
    return not any(asked.startswith("level=") for asked in match.fit.not_stated)


def _states(listing: Listing, facet: str) -> bool:
    group, code = facet.split("=", 1)
    return answer_group(listing, group, frozenset({code}))[0] is Answer.YES


def _needs_room(made: Draft, one: Answered) -> bool:
    return typical_track(made.person, one.need) is not None


def _farther_note(made: Draft, one: Answered, candidates: Candidates, model: TravelModel) -> list[Reason]:
    more = first_farther(made, one, candidates.by_need.get(one.need.id, ()), model)
    if more is None:
        return []
    change = {name: value for reason in more.change for name, value in reason.params.items()}
    code = "farther" if "miles" in change else "longer_trip"
    return [Reason(code, {"need": one.need.id, "gains": more.gains, **change})]
