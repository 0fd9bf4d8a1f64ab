"""Good packets of many people, each broken in one way after the other: the checker finds every break.

The packets come from fixed seeds, so that each way of breaking really occurs in many of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest

from referral.domain.fit import FitClass
from referral.domain.listing import Listing, Mode
from referral.domain.need import Profile
from referral.domain.packet import Choice, Leg, NeedResult, NeedState, Packet, Status, WeekItem
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, WEEK_MIN, Span
from referral.packets.candidates import Candidates
from referral.packets.check import violations
from referral.packets.plan import plan
from tests.packets.city import NOW
from tests.packets.crowd import city, crowded

SEEDS = range(60)
LEAST = 5
"""So many packets at least must be breakable in each way."""


class Made(NamedTuple):
    """One person's packet over a city."""

    profile: Profile
    packet: Packet
    listings: Mapping[str, Listing]


@cache
def made() -> tuple[Made, ...]:
    """Packets that the checker passes."""
    found = []
    for seed in SEEDS:
        profile, listings = crowded(seed) if seed % 4 == 0 else city(seed, size=40)
        packet = plan(profile, Candidates({need.id: listings for need in profile.needs}), NOW)
        found.append(Made(profile, packet, {one.id: one for one in listings}))
    return tuple(found)


Broken = Made | None
"""The same with a break; None where there is nothing to break."""


def _kind(one: Made, item: WeekItem) -> Kind:
    return next(need.kind for need in one.profile.needs if need.id == item.need)


def _first(one: Made, test: Callable[[WeekItem], bool]) -> WeekItem | None:
    return next((item for item in one.packet.week if test(item)), None)


def _with(one: Made, **changes: object) -> Made:
    return one._replace(packet=replace(one.packet, **changes))  # type: ignore[arg-type]  # fields of a packet by name


def _swap(one: Made, old: WeekItem | None, **changes: object) -> Broken:
    if old is None:
        return None
    new = replace(old, **changes)  # type: ignore[arg-type]  # fields of an item by name
    return _with(one, week=tuple(new if item is old else item for item in one.packet.week))


def _swap_leg(one: Made, **changes: object) -> Broken:
    if not one.packet.legs:
        return None
    old = one.packet.legs[0]
    new = replace(old, **changes)  # type: ignore[arg-type]  # fields of a leg by name
    return _with(one, legs=(new, *one.packet.legs[1:]))


def item_in_busy_time(one: Made) -> Broken:
    """An item moved to where the person works or sleeps."""
    taken = [span for busy in one.profile.busy for span in busy.spans] + list(one.profile.sleep)
    item = _first(one, lambda item: True)
    return None if item is None else _swap(one, item, span=Span(taken[0].start_min, item.span.length_min))


def item_an_hour_later(one: Made) -> Broken:
    """A session that is not held then, or a way that no leg goes."""
    item = _first(one, lambda item: not item.reserved and not item.book)
    return None if item is None else _swap(one, item, span=item.span.shift(60))


def item_at_another_place(one: Made) -> Broken:
    """An item at a listing that holds no such session."""
    item = _first(one, lambda item: _kind(one, item) is Kind.MEETING)
    other = next((key for key, listing in one.listings.items() if listing.kind is Kind.PROGRAM), None)
    return None if other is None else _swap(one, item, listing_id=other)


def leg_shorter(one: Made) -> Broken:
    """A trip quicker than the way takes."""
    if not one.packet.legs or one.packet.legs[0].minutes < 2:
        return None
    leg = one.packet.legs[0]
    span = Span(leg.span.start_min, leg.span.length_min - 1)
    return _swap_leg(one, minutes=leg.minutes - 1, span=span)


def leg_late(one: Made) -> Broken:
    """A trip that arrives after the item has begun."""
    leg = next((leg for leg in one.packet.legs if leg.destination not in ("home", "work")), None)
    if leg is None:
        return None
    late = replace(leg, span=leg.span.shift(1))
    return _with(one, legs=tuple(late if other is leg else other for other in one.packet.legs))


def leg_left_out(one: Made) -> Broken:
    """One trip fewer than the week needs."""
    return _with(one, legs=one.packet.legs[1:]) if one.packet.legs else None


def leg_beyond_the_longest(one: Made) -> Broken:
    """A person whose trips may take less time than one that stands in the week."""
    longest = max((leg.minutes for leg in one.packet.legs), default=1)
    if longest == 1:
        return None
    travel = replace(one.profile.travel, max_leg_min=longest - 1)
    return one._replace(profile=replace(one.profile, travel=travel))


def leg_of_wrong_miles(one: Made) -> Broken:
    """A trip with the miles of another."""
    return _swap_leg(one, miles_straight=one.packet.legs[0].miles_straight + 1) if one.packet.legs else None


def leg_to_nowhere(one: Made) -> Broken:
    """A trip that no item asks for."""
    leg = Leg(Span(4 * 60 + 30, 10), "home", "work", 10, 1.0)
    return _with(one, legs=(*one.packet.legs, leg))


def track_incomplete(one: Made) -> Broken:
    """A program whose sessions stand in the week, all but one."""
    needs = [item.need for item in one.packet.week if _kind(one, item) is Kind.PROGRAM]
    need = next((need for need in needs if needs.count(need) > 1), None)
    gone = _first(one, lambda item: item.need == need)
    return None if gone is None else _with(one, week=tuple(item for item in one.packet.week if item is not gone))


def cap_broken(one: Made) -> Broken:
    """A person who goes to fewer meetings a week than stand there."""
    item = _first(one, lambda item: _kind(one, item) is Kind.MEETING)
    if item is None:
        return None
    count = sum(other.need == item.need for other in one.packet.week) - 1
    needs = [
        replace(need, per_week=replace(need.per_week, min=0, target=count)) if need.id == item.need else need
        for need in one.profile.needs
    ]
    return one._replace(profile=replace(one.profile, needs=tuple(needs)))


def meeting_on_a_program_day(one: Made) -> Broken:
    """A person who wants meetings on other days, with one on a day of a program."""
    programs = {item.span.day for item in one.packet.week if _kind(one, item) is Kind.PROGRAM}
    meeting = _first(one, lambda item: _kind(one, item) is Kind.MEETING and item.span.day in programs)
    sleeps_by_day = any(span.start_min % DAY_MIN == 8 * 60 for span in one.profile.sleep)
    if meeting is None or sleeps_by_day:
        return None
    needs = [replace(need, avoid_program_days=True) if need.id == meeting.need else need for need in one.profile.needs]
    return one._replace(profile=replace(one.profile, needs=tuple(needs)))


def total_wrong(one: Made) -> Broken:
    """One meeting more than there are."""
    return _with(one, totals=replace(one.packet.totals, meetings=one.packet.totals.meetings + 1))


def travel_wrong(one: Made) -> Broken:
    """Less travel than the legs take."""
    if any(item.yields_to for item in one.packet.week) or not one.packet.legs:
        return None
    return _with(one, totals=replace(one.packet.totals, travel_min=one.packet.totals.travel_min - 1))


def baseline_wrong(one: Made) -> Broken:
    """Another commute than the person's."""
    totals = one.packet.totals
    return _with(one, totals=replace(totals, baseline_travel_min=totals.baseline_travel_min + 1))


def room_for_a_program_of_known_times(one: Made) -> Broken:
    """Sessions that are stated, shown as if they were to be asked for."""
    items = [item for item in one.packet.week if _kind(one, item) is Kind.PROGRAM and not item.reserved]
    if not items:
        return None
    week = tuple(replace(item, reserved=True) if item in items else item for item in one.packet.week)
    return _with(one, week=week)


def room_that_is_not_needed(one: Made) -> Broken:
    """Room kept for a program that is said to be placed."""
    item = _first(one, lambda item: item.reserved)
    return None if item is None else _state(one, item.need, NeedState.PLACED)


def place_banned(one: Made) -> Broken:
    """A person who left out a place that the packet names."""
    ids = [choice.match.listing.id for choice in one.packet.choices]
    return one._replace(profile=replace(one.profile, bans=frozenset(ids[-1:]))) if ids else None


def _state(one: Made, need: str, state: NeedState) -> Made:
    states = tuple(NeedResult(need, state) if result.need == need else result for result in one.packet.needs)
    return _with(one, needs=states)


def unmet_called_met(one: Made) -> Broken:
    """A need that nothing answers, said to be placed; the rest of the packet agrees."""
    if len(one.packet.unmet) != 1:
        return None
    called = _state(one, one.packet.unmet[0].need, NeedState.PLACED)
    return _with(called, unmet=(), status=Status.NOT_PROVEN, proven=False)


def ask_called_placed(one: Made) -> Broken:
    """A need to ask about, said to be settled."""
    asked = next((result.need for result in one.packet.needs if result.state is NeedState.ASK), None)
    return None if asked is None else _state(one, asked, NeedState.PLACED)


def unconfirmed_before_confirmed(one: Made) -> Broken:
    """Two places of one program need, the less sure one first."""
    choices = list(one.packet.choices)
    for at, (before, after) in enumerate(pairwise(choices)):
        kind = before.match.listing.kind
        sure = before.match.fit.fit, after.match.fit.fit
        near = "unknown" not in (before.match.reach, after.match.reach)
        if before.need == after.need and kind is Kind.PROGRAM and sure[0] is not sure[1] and near:
            choices[at], choices[at + 1] = after, before
            return _with(one, choices=tuple(choices))
    return None


def question_called_sure(one: Made) -> Broken:
    """A place to ask about whose questions are gone."""

    def sure(choice: Choice) -> Choice:
        fit = replace(choice.match.fit, fit=FitClass.YES, not_stated=())
        return replace(choice, match=replace(choice.match, fit=fit))

    for at, choice in enumerate(one.packet.choices):
        asks = [ask for ask in choice.match.fit.not_stated if ask.startswith(("payment=", "level=", "language="))]
        if asks and choice.match.listing.kind is Kind.PROGRAM:
            choices = one.packet.choices
            return _with(one, choices=(*choices[:at], sure(choice), *choices[at + 1 :]))
    return None


def window_beyond_free_time(one: Made) -> Broken:
    """Times to ask for that begin before the person is free."""
    for at, choice in enumerate(one.packet.choices):
        if choice.ask_windows:
            span = choice.ask_windows[0]
            early = Span((span.start_min - 240) % WEEK_MIN, span.length_min + 240)
            choices = one.packet.choices
            wrong = replace(choice, ask_windows=(early, *choice.ask_windows[1:]))
            return _with(one, choices=(*choices[:at], wrong, *choices[at + 1 :]))
    return None


def window_without_the_way_there(one: Made) -> Broken:
    """Times to ask for that leave no minute for the trip."""
    for at, choice in enumerate(one.packet.choices):
        in_person = not choice.match.listing.facts.yes & {"attendance=online", "attendance=hybrid"}
        point = choice.match.listing.location.point
        if choice.ask_windows and in_person and point is not None and point != one.profile.home.point:
            span = choice.ask_windows[0]
            early = Span((span.start_min - 1) % WEEK_MIN, span.length_min + 1)
            if early.start_min % 30 == 0 or choice.match.listing.hours:
                continue
            choices = one.packet.choices
            wrong = replace(choice, ask_windows=(early, *choice.ask_windows[1:]))
            return _with(one, choices=(*choices[:at], wrong, *choices[at + 1 :]))
    return None


def substitute_at_another_time(one: Made) -> Broken:
    """A stand-in whose session is not held then."""
    if not one.packet.substitutes:
        return None
    first = one.packet.substitutes[0]
    return _with(one, substitutes=(replace(first, span=first.span.shift(7)), *one.packet.substitutes[1:]))


def pin_dropped_in_silence(one: Made) -> Broken:
    """A place to keep that the packet neither holds nor speaks of."""
    shown = {item.listing_id for item in one.packet.week} | {c.match.listing.id for c in one.packet.choices}
    gone = next((key for key in one.listings if key not in shown), None)
    return None if gone is None else one._replace(profile=replace(one.profile, pins=frozenset({gone})))


def way_to_attend_wrong(one: Made) -> Broken:
    """An item in person said to be online."""
    item = _first(one, lambda item: item.mode is Mode.IN_PERSON and not item.book and not item.reserved)
    hybrid = item is not None and any(
        session.mode is not Mode.IN_PERSON for _name, session in one.listings[item.listing_id].all_sessions
    )
    return None if hybrid else _swap(one, item, mode=Mode.ONLINE)


def dated_otherwise(one: Made) -> Broken:
    """A packet of yesterday."""
    return _with(one, as_of=NOW - timedelta(days=1))


BREAKS: dict[Callable[[Made], Broken], set[str]] = {
    item_in_busy_time: {"item_outside_free_time"},
    item_an_hour_later: {"not_a_session", "item_outside_free_time", "track_incomplete"},
    item_at_another_place: {"kind_wrong"},
    leg_shorter: {"leg_too_short"},
    leg_late: {"leg_missing"},
    leg_left_out: {"leg_missing"},
    leg_beyond_the_longest: {"leg_too_long"},
    leg_of_wrong_miles: {"leg_miles_wrong"},
    leg_to_nowhere: {"leg_stray", "leg_outside_free_time"},
    track_incomplete: {"track_incomplete"},
    cap_broken: {"too_many_a_week"},
    meeting_on_a_program_day: {"on_program_day"},
    total_wrong: {"totals_wrong"},
    travel_wrong: {"totals_wrong"},
    baseline_wrong: {"totals_wrong"},
    room_for_a_program_of_known_times: {"reserved_but_times_stated"},
    room_that_is_not_needed: {"reserved_not_needed"},
    place_banned: {"banned"},
    unmet_called_met: {"state_wrong"},
    ask_called_placed: {"state_wrong"},
    unconfirmed_before_confirmed: {"order_wrong"},
    question_called_sure: {"fit_too_sure"},
    window_beyond_free_time: {"ask_window_not_free"},
    window_without_the_way_there: {"ask_window_without_travel"},
    substitute_at_another_time: {"substitute_wrong"},
    pin_dropped_in_silence: {"pin_unsaid"},
    way_to_attend_wrong: {"mode_wrong"},
    dated_otherwise: {"as_of_wrong"},
}
"""Way of breaking -> the codes of which at least one must be found."""


def found(one: Made) -> set[str]:
    return set(violations(one.packet, one.profile, one.listings, NOW))


def test_good_packets_are_passed() -> None:
    assert [found(one) for one in made()] == [set()] * len(SEEDS)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.__name__)
def test_every_break_is_found(broken: Callable[[Made], Broken]) -> None:
    wrong = [(at, result) for at, one in enumerate(made()) if (result := broken(one)) is not None]
    assert len(wrong) >= LEAST
    assert [at for at, result in wrong if not found(result) & BREAKS[broken]] == []
