"""Every code of the checker is raised by a packet that breaks just that, and right packets raise none."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from referral.domain.fit import FitClass, Reason
from referral.domain.listing import Listing, Mode
from referral.domain.need import OnlineChoice, PerWeek, Profile, Risk
from referral.domain.packet import (
    After,
    CrisisLine,
    FirstAction,
    NeedResult,
    NeedState,
    OtherWeek,
    Packet,
    Relaxation,
    Status,
    Substitute,
    Unmet,
    WeekItem,
)
from referral.domain.week import Span
from referral.packets import (
    check,
    check_choices,
    check_clock,
    check_ground,
    check_homes,
    check_person,
    check_rules,
    check_safety,
    check_sums,
    check_week,
)
from referral.packets.check import violations
from tests.factories import facts, hours, location, program, sessions
from tests.packets.city import (
    CALM,
    EVENING_TRACK,
    IOP_NEED,
    MEETINGS_NEED,
    NOW,
    aa,
    at,
    detox,
    housing,
    iop,
    jobs,
    planned,
    profile_of,
)

WORK_NEED = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
HOME_NEED = {"id": "home", "kind": "resource", "topic": "housing"}

FULL = profile_of(IOP_NEED, MEETINGS_NEED, WORK_NEED, HOME_NEED)
FULL_CITY = (
    iop(tracks=(EVENING_TRACK,), hours=hours("MO-FR 08:00-22:00")),
    iop("test:other", 4, tracks=(EVENING_TRACK,)),
    aa("test:a", "TU 19:00-20:00", "TU 20:30-21:30"),
    aa("test:b", "SA 10:00-11:00", miles=2),
    aa("test:c", "TU 19:30-20:30", miles=3),
    aa("test:d", "SU 10:00-11:00", miles=2.5),
    jobs(hours=hours("MO-SA 09:00-17:00")),
    housing(),
)
OPEN = profile_of(IOP_NEED, {"id": "meetings", "kind": "meeting", "per_week": {"min": 1, "target": 1}})
OPEN_CITY = (iop(hours=hours("MO-FR 08:00-22:00")), aa("test:a", "SA 10:00-11:00"), aa("test:b", "SA 12:00-13:00"))
TIGHT = profile_of(
    IOP_NEED,
    {"id": "meetings", "kind": "meeting", "per_week": {"min": 1}},
    busy=[
        {"days": "TU,TH,SA,SU", "start": "00:00", "end": "24:00"},
        {"days": "MO,WE,FR", "start": "00:00", "end": "17:30"},
        {"days": "MO,WE,FR", "start": "21:30", "end": "24:00"},
    ],
)
TIGHT_CITY = (iop(hours=hours("MO-FR 08:00-22:00")), aa("test:a", "MO 19:00-20:00", "WE 19:00-20:00"))
STOPPED = profile_of(IOP_NEED, safety={**CALM, "withdrawal_risk": "yes"})
STOPPED_CITY = (
    detox("test:far", "level=withdrawal_hospital level=withdrawal detox=alcohol", 40),
    detox("test:near", "level=withdrawal_residential", 2),
    iop(tracks=(EVENING_TRACK,)),
)
HOUSED = profile_of(
    {"id": "meetings", "kind": "meeting", "per_week": {"min": 1, "target": 1}},
    {"id": "house", "kind": "program", "level": "recovery_housing"},
)
HOUSED_CITY = (
    aa("test:a", "SA 10:00-11:00"),
    program("level=recovery_housing payment=private language=en", id="test:house", location=at(4)),
)
UNMET = profile_of(IOP_NEED, travel={"max_miles": 5})
UNMET_CITY = (iop("test:far", 8, tracks=(EVENING_TRACK,)),)

CASES = {
    "full": (FULL, FULL_CITY),
    "open": (OPEN, OPEN_CITY),
    "tight": (TIGHT, TIGHT_CITY),
    "stopped": (STOPPED, STOPPED_CITY),
    "unmet": (UNMET, UNMET_CITY),
    "housed": (HOUSED, HOUSED_CITY),
}
PACKETS = {name: planned(profile, *city) for name, (profile, city) in CASES.items()}


def codes(name: str, packet: Packet, profile: Profile | None = None, *changed: Listing) -> tuple[str, ...]:
    """The violations of a packet; changed listings stand in for those of the same id."""
    person, city = CASES[name]
    listings = {listing.id: listing for listing in (*city, *changed)}
    return violations(packet, profile or person, listings, NOW)


def test_opioids_said_elsewhere_count_among_what_is_used() -> None:
    """A closed meeting about opioids, and a program that denies alcohol, for someone who ticked alcohol alone."""
    profile = replace(_person(substances=frozenset({"alcohol"})), safety=replace(FULL.safety, opioids=Risk.YES))
    closed = aa("test:ha", "SA 10:00-11:00")
    closed = replace(closed, facts=facts("fellowship=HA meeting=closed language=en attendance=in_person"))
    program = iop(yes="level=iop treats=opioids payment=private language=en", no="treats=alcohol")
    for need, listing in ((FULL.needs[1], closed), (FULL.needs[0], program)):
        asked = replace(profile, needs=(replace(need, per_week=PerWeek(1, 1)),))
        packet = planned(asked, listing)
        assert [choice.match.listing.id for choice in packet.choices if choice.need == need.id] == [listing.id]
        assert violations(packet, asked, {listing.id: listing}, NOW) == ()


def test_right_other_week_is_passed() -> None:
    full = PACKETS["full"]
    assert _full(other_weeks=(OtherWeek(full.week, full.legs, 0),)) == ()


@pytest.mark.parametrize("name", CASES)
def test_right_packet_has_no_violation(name: str) -> None:
    assert codes(name, PACKETS[name]) == ()


def test_cases_hold_what_the_mutations_need() -> None:
    full, opened, tight, stopped, unmet, _housed = (PACKETS[name] for name in CASES)
    assert [(result.need, result.state) for result in full.needs] == [
        ("treatment", "placed"),
        ("meetings", "placed"),
        ("work", "placed"),
        ("home", "chosen"),
    ]
    assert [alternate.listing_id for alternate in full.alternates] == ["test:other"]
    assert [substitute.listing_id for substitute in full.substitutes] == ["test:c", "test:d"]
    assert sum(item.reserved for item in opened.week) == 3
    assert [item.yields_to for item in tight.week if not item.reserved] == ["treatment"]
    assert [choice.match.listing.id for choice in stopped.choices] == ["test:far", "test:near"]
    assert [after.listing.id for after in stopped.after] == ["test:iop"]
    assert [one.need for one in unmet.unmet] == ["treatment"]


def item_of(packet: Packet, test: Callable[[WeekItem], bool]) -> WeekItem:
    """The first item of a kind."""
    return next(item for item in packet.week if test(item))


def with_item(name: str, test: Callable[[WeekItem], bool], **changes) -> Packet:
    """A packet with its first item of a kind changed."""
    packet = PACKETS[name]
    old = item_of(packet, test)
    return replace(packet, week=tuple(replace(item, **changes) if item is old else item for item in packet.week))


def with_leg(index: int, **changes) -> Packet:
    """The full packet with one leg changed."""
    packet = PACKETS["full"]
    legs = tuple(replace(leg, **changes) if at == index else leg for at, leg in enumerate(packet.legs))
    return replace(packet, legs=legs)


def with_choice(name: str, index: int = 0, **changes) -> Packet:
    """A packet with one choice changed."""
    packet = PACKETS[name]
    choices = tuple(replace(one, **changes) if at == index else one for at, one in enumerate(packet.choices))
    return replace(packet, choices=choices)


def with_match(name: str, index: int = 0, **changes) -> Packet:
    """A packet with the match of one choice changed."""
    return with_choice(name, index, match=replace(PACKETS[name].choices[index].match, **changes))


def with_listing(name: str, listing_id: str, **changes) -> tuple[str, ...]:
    """The violations when a listing that a packet names turns out to be otherwise."""
    old = next(listing for listing in CASES[name][1] if listing.id == listing_id)
    new = replace(old, **changes)
    packet = PACKETS[name]
    choices = tuple(
        replace(one, match=replace(one.match, listing=new)) if one.match.listing.id == listing_id else one
        for one in packet.choices
    )
    after = tuple(After(one.need, new) if one.listing.id == listing_id else one for one in packet.after)
    return codes(name, replace(packet, choices=choices, after=after), None, new)


def plus(old: Listing, yes: str = "", no: str = "") -> dict:
    """Changed facts of a listing."""
    stated = facts(yes)
    denied = facts((), no)
    return {"facts": replace(old.facts, yes=old.facts.yes - denied.no | stated.yes, no=old.facts.no | denied.no)}


IOP, MEETING_A, JOBS = FULL_CITY[0], FULL_CITY[2], FULL_CITY[6]
IS_MEETING = lambda item: item.need == "meetings"  # noqa: E731  a name for what most mutations pick
IS_PROGRAM = lambda item: item.need == "treatment"  # noqa: E731  as above
IS_VISIT = lambda item: item.book  # noqa: E731  as above
MONDAY_NOON = Span(12 * 60, 60)
WORK_ENDS = Span(16 * 60 + 55, 5 * 60)
SATURDAY_DAWN = Span(5 * 1440 + 5 * 60, 60)


def _full(**changes) -> tuple[str, ...]:
    return codes("full", replace(PACKETS["full"], **changes))


def _stopped(**changes) -> tuple[str, ...]:
    return codes("stopped", replace(PACKETS["stopped"], **changes))


def _states(name: str, *states: NeedState) -> Packet:
    results = tuple(NeedResult(old.need, new) for old, new in zip(PACKETS[name].needs, states, strict=True))
    return replace(PACKETS[name], needs=results)


def _person(name: str = "full", **about) -> Profile:
    profile = CASES[name][0]
    return replace(profile, about=replace(profile.about, **about))


def _housed(**changes: object) -> tuple[str, ...]:
    """The packet with a house, whose week is changed."""
    packet = PACKETS["housed"]
    (home,) = packet.homes
    return codes("housed", replace(packet, homes=(replace(home, **changes),)))  # type: ignore[arg-type]


MUTATIONS: dict[str, Callable[[], tuple[str, ...]]] = {
    "unknown_listing": lambda: codes("full", with_item("full", IS_MEETING, listing_id="test:nowhere")),
    "needs_wrong": lambda: _full(needs=PACKETS["full"].needs[:2]),
    "need_unknown": lambda: codes("full", with_item("full", IS_MEETING, need="other")),
    # safety
    "gates_wrong": lambda: _stopped(gates=()),
    "naloxone_missing": lambda: codes(
        "full", PACKETS["full"], _person(substances=frozenset({"alcohol", "stimulants"}))
    ),
    "line_missing": lambda: _full(crisis=(CrisisLine("line_911", "911"),)),
    "not_asked_unsaid": lambda: codes(
        "full", PACKETS["full"], replace(FULL, safety=replace(FULL.safety, emergency=None))
    ),
    "seizure_text_missing": lambda: _stopped(gates=(replace(PACKETS["stopped"].gates[0], actions=()),)),
    "status_wrong": lambda: _full(status=Status.PARTIAL),
    "after_without_stop": lambda: _full(after=(After("treatment", IOP),)),
    "stopped_with_week": lambda: _stopped(unmet=(Unmet("treatment", ()),)),
    "stopped_with_choices": lambda: codes(
        "stopped",
        PACKETS["stopped"],
        profile_of(IOP_NEED, safety={**CALM, "suicidal": "yes"}),
    ),
    "state_wrong": lambda: codes(
        "full", _states("full", NeedState.CHOSEN, NeedState.PLACED, NeedState.PLACED, NeedState.CHOSEN)
    ),
    "after_too_many": lambda: _stopped(after=PACKETS["stopped"].after * 6),
    "outpatient_withdrawal": lambda: with_listing(
        "stopped", "test:near", facts=facts("level=withdrawal level=withdrawal_outpatient")
    ),
    "too_far": lambda: codes("stopped", with_match("stopped", 1, distance_miles=100.1)),
    "order_wrong": lambda: _stopped(choices=PACKETS["stopped"].choices[::-1]),
    # rules
    "banned": lambda: codes("full", PACKETS["full"], replace(FULL, bans=frozenset({"test:home"}))),
    "restricted": lambda: with_listing("full", "test:home", **plus(FULL_CITY[7], "restricted=women_only")),
    "age": lambda: codes(
        "full",
        PACKETS["full"],
        _person(age_years=16),
        replace(FULL_CITY[7], **plus(FULL_CITY[7], no="population=adolescents")),
    ),
    "gender": lambda: with_listing("full", "test:home", **plus(FULL_CITY[7], no="population=men")),
    "medicine": lambda: codes(
        "full",
        PACKETS["full"],
        _person(medications=frozenset({"methadone"})),
        replace(IOP, **plus(IOP, "medication=excludes")),
    ),
    "pregnancy": lambda: codes(
        "full",
        PACKETS["full"],
        replace(FULL, safety=replace(FULL.safety, pregnant=Risk.UNKNOWN)),
        replace(IOP, **plus(IOP, no="population=pregnant_postpartum")),
    ),
    "kind_wrong": lambda: codes("full", with_item("full", IS_MEETING, listing_id="test:home")),
    "level_wrong": lambda: with_listing("full", "test:iop", **plus(IOP, no="level=iop")),
    "required_denied": lambda: codes(
        "full",
        PACKETS["full"],
        replace(FULL, needs=(replace(FULL.needs[0], require=("service=childcare",)), *FULL.needs[1:])),
        replace(IOP, **plus(IOP, no="service=childcare")),
    ),
    "fellowship_wrong": lambda: codes(
        "full",
        PACKETS["full"],
        replace(FULL, needs=(FULL.needs[0], replace(FULL.needs[1], fellowships=("NA",)), *FULL.needs[2:])),
        replace(MEETING_A, **plus(MEETING_A, no="fellowship=NA")),
    ),
    "payment_denied": lambda: with_listing("full", "test:iop", **plus(IOP, no="payment=private")),
    "language_denied": lambda: with_listing("full", "test:home", **plus(FULL_CITY[7], no="language=en")),
    "online_refused": lambda: codes(
        "full",
        PACKETS["full"],
        replace(FULL, online=OnlineChoice.NO),
        replace(MEETING_A, facts=facts("fellowship=AA attendance=online")),
    ),
    "other_state": lambda: with_listing(
        "full", "test:iop", location=replace(IOP.location, state="WY"), facts=facts("level=iop attendance=online")
    ),
    "substance_denied": lambda: with_listing("full", "test:iop", **plus(IOP, no="treats=alcohol")),
    "audience_wrong": lambda: with_listing("full", "test:a", **plus(MEETING_A, "meeting=women")),
    "closed_to_person": lambda: codes(
        "full",
        PACKETS["full"],
        _person(substances=frozenset({"stimulants"})),
        replace(MEETING_A, facts=facts("fellowship=AA meeting=closed language=en")),
    ),
    "distance_wrong": lambda: codes("full", with_match("full", 0, distance_miles=0.5)),
    "fit_too_sure": lambda: codes("full", PACKETS["full"], replace(FULL, payment=frozenset({"va"}))),
    "pin_unsaid": lambda: codes("full", PACKETS["full"], replace(FULL, pins=frozenset({"test:nowhere"}))),
    "item_without_choice": lambda: _full(choices=PACKETS["full"].choices[1:]),
    "reserved_not_needed": lambda: codes("open", _states("open", NeedState.PLACED, NeedState.PLACED)),
    "fact_not_stated": lambda: codes("full", with_match("full", 0, preferred=("service=childcare",))),
    "fit_wrong": lambda: codes(
        "full", with_match("full", 0, fit=replace(PACKETS["full"].choices[0].match.fit, fit=FitClass.ASK))
    ),
    "unmet_wrong": lambda: codes("unmet", replace(PACKETS["unmet"], unmet=())),
    "count_wrong": lambda: codes("unmet", replace(PACKETS["unmet"], unmet=(Unmet("treatment", (("distance", 0),)),))),
    "relaxation_without_gain": lambda: codes(
        "unmet",
        replace(PACKETS["unmet"], unmet=(Unmet("treatment", (), (Relaxation((Reason("online_ok"),), 0),)),)),
    ),
    "check_again_wrong": lambda: _full(check_again_on=NOW.date() + timedelta(days=30)),
    "as_of_wrong": lambda: _full(as_of=NOW + timedelta(days=1)),
    "too_many_actions": lambda: _full(
        first_actions=(FirstAction(Reason("act_911"), "911", PACKETS["full"].first_actions[0].call, date.max),) * 4
    ),
    # week
    "item_outside_free_time": lambda: codes("full", with_item("full", IS_MEETING, span=MONDAY_NOON)),
    "place_unknown": lambda: with_listing("full", "test:a", location=location(None)),
    "mode_wrong": lambda: codes("full", with_item("full", IS_MEETING, mode=Mode.ONLINE)),
    "visit_outside_hours": lambda: with_listing("full", "test:jobs", hours=hours("SU 09:00-17:00")),
    "not_a_session": lambda: with_listing("full", "test:a", sessions=sessions("TU 19:30-20:30")),
    "too_many_visits": lambda: codes(
        "full",
        PACKETS["full"],
        replace(FULL, needs=(*FULL.needs[:2], replace(FULL.needs[2], visit_min=None), FULL.needs[3])),
    ),
    "reserved_but_times_stated": lambda: with_listing("open", "test:iop", sessions=sessions("TU 18:00-21:00")),
    "reserved_wrong_length": lambda: codes(
        "open", with_item("open", lambda item: item.reserved, span=Span(18 * 60, 120))
    ),
    "reserved_outside_hours": lambda: with_listing("open", "test:iop", hours=hours("MO-FR 08:00-20:00")),
    "track_incomplete": lambda: codes(
        "full",
        replace(
            PACKETS["full"],
            week=tuple(i for i in PACKETS["full"].week if i is not item_of(PACKETS["full"], IS_PROGRAM)),
        ),
    ),
    "too_few_hours": lambda: codes(
        "full", PACKETS["full"], replace(FULL, needs=(replace(FULL.needs[0], hours_per_week=10), *FULL.needs[1:]))
    ),
    "leg_outside_free_time": lambda: codes(
        "full", with_leg(0, span=replace(PACKETS["full"].legs[0].span, start_min=720))
    ),
    "leg_too_long": lambda: codes("full", PACKETS["full"], replace(FULL, travel=replace(FULL.travel, max_leg_min=5))),
    "leg_place_unknown": lambda: codes("full", with_leg(0, origin="nowhere")),
    "leg_too_short": lambda: codes(
        "full", with_leg(1, minutes=1, span=replace(PACKETS["full"].legs[1].span, length_min=1))
    ),
    "leg_miles_wrong": lambda: codes("full", with_leg(1, miles_straight=99.0)),
    "yield_wrong": lambda: codes("full", with_item("full", IS_MEETING, yields_to="treatment")),
    "items_overlap": lambda: codes(
        "full",
        replace(PACKETS["full"], week=(*PACKETS["full"].week, item_of(PACKETS["full"], IS_MEETING))),
    ),
    "leg_missing": lambda: _full(legs=PACKETS["full"].legs[1:]),
    "leg_stray": lambda: _full(
        legs=(
            *PACKETS["full"].legs,
            replace(PACKETS["full"].legs[1], span=replace(PACKETS["full"].legs[1].span, start_min=9000)),
        )
    ),
    "too_many_a_day": lambda: codes(
        "full",
        replace(
            PACKETS["full"],
            week=(
                *PACKETS["full"].week,
                replace(item_of(PACKETS["full"], IS_MEETING), span=Span(1440 + 20 * 60 + 30, 60)),
            ),
        ),
    ),
    "too_many_a_week": lambda: codes(
        "full",
        PACKETS["full"],
        replace(
            FULL,
            needs=(
                FULL.needs[0],
                replace(FULL.needs[1], per_week=replace(FULL.needs[1].per_week, min=1, target=1)),
                *FULL.needs[2:],
            ),
        ),
    ),
    "on_program_day": lambda: codes("full", with_item("full", IS_MEETING, span=Span(19 * 60, 60))),
    "ask_window_not_free": lambda: codes("open", with_choice("open", 0, ask_windows=(MONDAY_NOON,))),
    "ask_window_without_travel": lambda: codes("open", with_choice("open", 0, ask_windows=(WORK_ENDS,))),
    "other_week_wrong": lambda: _full(
        other_weeks=(OtherWeek(PACKETS["full"].week, PACKETS["full"].legs[1:], 0),),
    ),
    "ask_window_closed": lambda: codes("open", with_choice("open", 0, ask_windows=(SATURDAY_DAWN,))),
    "reserved_outside_windows": lambda: codes("open", with_choice("open", 0, ask_windows=())),
    "substitute_wrong": lambda: _full(substitutes=(Substitute("test:a", "test:c", MONDAY_NOON),)),
    "totals_wrong": lambda: _full(totals=replace(PACKETS["full"].totals, meetings=9)),
    # houses to live in
    "no_house": lambda: _housed(listing=HOUSED_CITY[0]),
    "home_twice": lambda: codes("housed", replace(PACKETS["housed"], homes=PACKETS["housed"].homes * 2)),
    "home_week_wrong": lambda: _housed(legs=()),
    "home_price_wrong": lambda: _housed(extra_min_per_week=PACKETS["housed"].homes[0].extra_min_per_week - 1),
}


@pytest.mark.parametrize("code", MUTATIONS)
def test_mutated_packet_is_caught(code: str) -> None:
    assert code in MUTATIONS[code]()


CHECKER = (
    check,
    check_choices,
    check_clock,
    check_ground,
    check_homes,
    check_person,
    check_rules,
    check_safety,
    check_sums,
    check_week,
)


def _sources() -> list[str]:
    return [Path(module.__file__ or "").read_text(encoding="utf-8") for module in CHECKER]


def test_every_code_of_the_checker_has_a_mutation() -> None:
    sources = _sources()
    raised = {
        code
        for text in sources
        for code in re.findall(r'yield "(\w+)"|return \("(\w+)",\)', text)
        for code in code
        if code
    }
    assert raised == set(MUTATIONS)


def test_checker_shares_no_code_with_the_planner() -> None:
    sources = _sources()
    imported = {
        name for text in sources for name in re.findall(r"^from (referral\.\S+) import", text, flags=re.MULTILINE)
    }
    checker = {module.__name__ for module in CHECKER}
    assert {name for name in imported if "domain" not in name} <= checker


def test_checker_uses_of_the_domain_are_values_only() -> None:
    """No week algebra, fit, admission or reach of ours: they are what is being checked."""
    sources = _sources()
    imported = {
        name
        for text in sources
        for name in re.findall(r"^from referral\.domain\.(\S+) import", text, flags=re.MULTILINE)
    }
    assert imported & {"week", "fit", "admission", "reach", "safety"} == set()
