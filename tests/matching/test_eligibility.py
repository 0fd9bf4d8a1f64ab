"""The rules one by one: who is refused by which rule, and what stays a question."""

from dataclasses import replace

import pytest

from referral.domain.fit import FitClass
from referral.domain.listing import Listing, Mode
from referral.domain.match import Match, Refusal
from referral.domain.need import Profile
from referral.domain.place import Point
from referral.domain.week import WeekSet
from referral.matching.eligibility import HARD_RULES, RULES
from referral.matching.matches import judge, judge_all
from referral.matching.person import person_of
from tests.factories import facts, hours, location, meeting, program, resource, sessions, spans, track
from tests.packets.city import CALM, IOP_NEED, NOW, at, profile_of

EVENINGS = WeekSet.of(spans("MO-FR 17:00-22:00"))
MEETING_NEED = {"id": "meetings", "kind": "meeting"}
HOUSING_NEED = {"id": "home", "kind": "resource", "topic": "housing"}
VISIT_NEED = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
HOURS = {"hours": hours("MO-FR 08:00-21:00")}
FULL = "level=iop treats=alcohol payment=private language=en"


def outcome(profile: Profile, listing: Listing, free: WeekSet = EVENINGS) -> str:
    """The rule that refuses, or the fit and what is not stated: "ask: schedule"."""
    result = judge(person_of(profile, NOW), profile.needs[0], listing, lambda _listing: free)
    if isinstance(result, Refusal):
        return result.rule
    return f"{result.fit.fit}: {' '.join(result.fit.not_stated)}".strip(": ")


def iop(yes: str = FULL, no: str = "", **rest) -> Listing:
    """An IOP two miles away, open long hours."""
    return program(yes, no, location=rest.pop("location", at(2)), **{**HOURS, **rest})


def me(**changes) -> Profile:
    """The worker who asks for an IOP."""
    return profile_of(IOP_NEED, **changes)


def about(**said) -> dict:
    """A profile's change: what is said of oneself."""
    return {"about": said}


PREGNANT = {"safety": {**CALM, "pregnant": "yes"}}

CASES = [
    ("fits", me(), iop(), "open"),
    ("track that fits", me(), iop(tracks=(track("MO,WE,TH 18:00-21:00", level="iop"),)), "yes"),
    ("track by day", me(), iop(tracks=(track("MO,WE,TH 09:00-12:00", level="iop"),)), "schedule"),
    ("track one session by day", me(), iop(tracks=(track("MO,WE 18:00-21:00", "TH 09:00-12:00"),)), "schedule"),
    ("track of few hours", me(), iop(tracks=(track("MO,WE 18:00-21:00", level="iop"),)), "hours_per_week"),
    ("hours unknown", me(), iop(hours=()), "ask: schedule"),
    ("hours by day", me(), iop(hours=hours("MO-FR 08:00-17:00")), "schedule"),
    ("other level", me(), iop("level=outpatient", "level=iop"), "kind"),
    ("level not stated", me(), iop("treats=alcohol payment=private language=en"), "ask: level=iop"),
    ("a meeting", me(), meeting("MO 18:00-19:00"), "kind"),
    ("banned", me(bans=["test:1"]), iop(), "banned"),
    ("too far", me(travel={"max_miles": 0.5}), iop(), "distance"),
    ("near work", me(travel={"max_miles": 3}), iop(location=at(5.0)), "open"),
    ("no place known", me(), iop(location=location(None)), "ask: distance"),
    ("prison", me(), iop(f"{FULL} restricted=prison"), "admission"),
    ("women only, man", me(), iop(f"{FULL} restricted=women_only"), "admission"),
    ("women only, unsaid", me(about={}), iop(f"{FULL} restricted=women_only"), "ask: admission"),
    ("women only, nonbinary", me(**about(gender="nonbinary")), iop(f"{FULL} restricted=women_only"), "ask: admission"),
    ("youth only", me(), iop(f"{FULL} restricted=youth_only"), "admission"),
    ("adult place, minor", me(**about(age=16)), iop(no="population=adolescents"), "admission"),
    ("unsaid ages, minor", me(**about(age=16)), iop(), "ask: admission"),
    ("teens welcome, minor", me(**about(age=16)), iop(f"{FULL} population=adolescents"), "open"),
    ("medicine refused", me(**about(medications=["methadone"])), iop(f"{FULL} medication=excludes"), "medicine"),
    ("medicine refused, none taken", me(), iop(f"{FULL} medication=excludes"), "open"),
    ("naltrexone taken", me(**about(medications=["naltrexone"])), iop(f"{FULL} medication=excludes"), "open"),
    ("medicine accepted", me(**about(medications=["methadone"])), iop(f"{FULL} medication=accepts"), "open"),
    ("own medicine given", me(**about(medications=["methadone"])), iop(f"{FULL} medication=methadone"), "open"),
    (
        "other medicine given",
        me(**about(medications=["methadone"])),
        iop(f"{FULL} medication=buprenorphine"),
        "ask: medication=accepts",
    ),
    (
        "naltrexone place is an IOP still",
        me(**about(medications=["methadone"])),
        iop(f"{FULL} medication=accepts medication=naltrexone"),
        "open",
    ),
    (
        "medicine contradicts itself",
        me(**about(medications=["buprenorphine"])),
        iop(facts=facts(FULL, conflict="medication=accepts medication=excludes")),
        "ask: medication=accepts",
    ),
    ("men only, pregnant", me(**PREGNANT, **about()), iop(f"{FULL} restricted=men_only"), "pregnancy"),
    ("no pregnant people", me(**PREGNANT, **about()), iop(no="population=pregnant_postpartum"), "pregnancy"),
    ("does not treat it", me(**about(substances=["opioids"])), iop(no="treats=opioids"), "substances"),
    ("treats one of two", me(**about(substances=["opioids", "alcohol"])), iop(no="treats=opioids"), "open"),
    ("pays otherwise", me(), iop("level=iop language=en", "payment=private"), "payment"),
    ("pay not stated", me(), iop("level=iop treats=alcohol language=en payment=medicaid"), "ask: payment=private"),
    ("pay not asked", me(payment=[]), iop("level=iop treats=alcohol language=en", "payment=private"), "open"),
    ("other language", me(), iop("level=iop payment=private language=es", "language=en"), "language"),
    ("video, same state", me(), iop(f"{FULL} attendance=online"), "open"),
    (
        "video, other state",
        me(),
        iop(f"{FULL} attendance=online", location=location(None, state="WY")),
        "online",
    ),
    ("video, not wanted", me(online="no"), iop(f"{FULL} attendance=online"), "online"),
    ("far, also by video", me(travel={"max_miles": 1}), iop(f"{FULL} attendance=hybrid"), "open"),
]


@pytest.mark.parametrize(
    ("profile", "listing", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_program_is_judged(profile: Profile, listing: Listing, expected: str) -> None:
    assert outcome(profile, listing) == expected


def test_no_free_minute_refuses_even_unknown_hours() -> None:
    assert outcome(me(), iop(hours=()), WeekSet()) == "schedule"


def test_place_to_stay_needs_no_free_time() -> None:
    profile = profile_of({"id": "stay", "kind": "program", "level": "residential"})
    stay = program("level=residential treats=alcohol payment=private language=en", location=at(60))
    assert outcome(profile, stay, WeekSet()) == "yes"
    assert outcome(profile, replace(stay, location=at(104)), WeekSet()) == "distance"


def test_pregnant_person_is_never_sent_to_withdraw_at_home() -> None:
    need = {"id": "a", "kind": "program", "level": "withdrawal_outpatient"}
    place = program("level=withdrawal_outpatient payment=private language=en", hours=HOURS["hours"])
    assert outcome(profile_of(need, **PREGNANT, **about()), place) == "pregnancy"
    assert outcome(profile_of(need), place) == "open"


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        ("service=childcare service=transport", "", "open"),
        ("service=childcare", "", "ask: service=transport"),
        ("service=childcare", "service=transport", "required"),
    ],
)
def test_every_required_facet_of_one_group_is_needed(yes: str, no: str, expected: str) -> None:
    profile = profile_of({**IOP_NEED, "require": ["service=childcare", "service=transport"]})
    assert outcome(profile, iop(f"{FULL} {yes}", no)) == expected


AA = "fellowship=AA attendance=in_person language=en"
MEETINGS = [
    ("open", {}, AA, "yes"),
    ("Al-Anon is for families", {}, "fellowship=AlAnon language=en", "fellowship"),
    ("Al-Anon asked", {"fellowships": ["AlAnon"]}, "fellowship=AlAnon language=en", "yes"),
    ("Alateen for an adult", {"fellowships": ["Alateen"]}, "fellowship=Alateen language=en", "fellowship"),
    ("overeaters", {}, "fellowship=OA language=en", "fellowship"),
    ("fellowship not stated", {"fellowships": ["AA"]}, "language=en", "ask: fellowship=AA"),
    ("closed AA, alcohol said", {}, f"{AA} meeting=closed", "yes"),
    ("closed CMA, alcohol said", {}, "fellowship=CMA meeting=closed language=en", "closed"),
    ("women's meeting, man", {}, f"{AA} meeting=women", "audience"),
    ("men's meeting, man", {}, f"{AA} meeting=men", "yes"),
    ("women's and men's", {}, f"{AA} meeting=women meeting=men", "yes"),
    ("payment is not asked of meetings", {}, AA, "yes"),
]


@pytest.mark.parametrize(
    ("need", "yes", "expected"), [case[1:] for case in MEETINGS], ids=[case[0] for case in MEETINGS]
)
def test_meeting_is_judged(need: dict, yes: str, expected: str) -> None:
    assert outcome(profile_of({**MEETING_NEED, **need}), meeting("MO 18:00-19:00", yes=yes, location=at(1))) == expected


def test_other_fellowship_is_refused_when_some_are_asked() -> None:
    profile = profile_of({**MEETING_NEED, "fellowships": ["NA"]})
    assert outcome(profile, meeting("MO 18:00-19:00", yes=AA, no="fellowship=NA")) == "fellowship"


def test_closed_meeting_is_a_question_when_no_substance_is_said() -> None:
    profile = profile_of(MEETING_NEED, about={})
    assert outcome(profile, meeting("MO 18:00-19:00", yes=f"{AA} meeting=closed")) == "ask: meeting=closed"


def test_women_meeting_is_a_question_when_gender_is_not_said() -> None:
    profile = profile_of(MEETING_NEED, about={"substances": ["alcohol"]})
    assert outcome(profile, meeting("MO 18:00-19:00", yes=f"{AA} meeting=women")) == "ask: meeting=women"


def test_online_meeting_anywhere_can_be_joined() -> None:
    online = meeting(
        "MO 18:00-19:00", yes="fellowship=AA attendance=online language=en", location=location(None, state="NY")
    )
    online = replace(online, sessions=sessions("MO 18:00-19:00", mode=Mode.ONLINE))
    assert outcome(profile_of(MEETING_NEED), online) == "yes"
    assert outcome(profile_of(MEETING_NEED, online="no"), online) == "online"


def test_resource_of_another_topic_is_another_kind() -> None:
    assert outcome(profile_of(HOUSING_NEED), resource("topic=food language=en")) == "kind"
    assert outcome(profile_of(HOUSING_NEED), resource("topic=housing language=en")) == "yes"


def test_topic_of_a_level_is_answered_by_programs() -> None:
    need = {"id": "home", "kind": "resource", "topic": "recovery_housing"}
    house = program("level=recovery_housing language=en", "payment=private")
    assert outcome(profile_of(need), house) == "yes"
    excluding = program("level=recovery_housing language=en medication=excludes")
    assert outcome(profile_of(need, **about(medications=["buprenorphine"])), excluding) == "medicine"


def test_treatment_program_is_no_resource_for_work() -> None:
    assert outcome(profile_of(VISIT_NEED), program("service=vocational language=en")) == "kind"


@pytest.mark.parametrize(("opening", "expected"), [("MO-FR 09:00-17:30", "schedule"), ("MO 09:00-18:00", "yes")])
def test_visit_must_lie_inside_hours(opening: str, expected: str) -> None:
    place = resource("service=vocational language=en", hours=hours(opening))
    assert outcome(profile_of(VISIT_NEED), place) == expected


def test_hard_rules_are_these() -> None:
    assert [rule.name for rule in HARD_RULES] == ["banned", "admission", "medicine", "pregnancy"]


def test_rule_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_refusals_are_counted_once_by_their_first_rule() -> None:
    listings = [
        iop(id="test:far", location=at(50), yes="level=iop restricted=prison"),
        iop(id="test:prison", yes=f"{FULL} restricted=prison"),
        iop(id="test:pay", yes="level=iop", no="payment=private"),
        iop(id="test:day", hours=hours("MO-FR 08:00-15:00")),
        iop(id="test:day2", hours=hours("MO-FR 08:00-15:00")),
        meeting("MO 18:00-19:00", id="test:meeting"),
        iop(id="test:fits"),
    ]
    profile = me(travel={"max_miles": 10})
    judged = judge_all(person_of(profile, NOW), profile.needs[0], listings, lambda _listing: EVENINGS)
    assert judged.removed_by == (("schedule", 2), ("admission", 1), ("distance", 1), ("payment", 1))
    assert [match.listing.id for match in judged.matches] == ["test:fits"]


def order(profile: Profile, *listings: Listing) -> list[str]:
    judged = judge_all(person_of(profile, NOW), profile.needs[0], listings, lambda _listing: EVENINGS)
    return [match.listing.id.removeprefix("test:") for match in judged.matches]


def test_confirmed_comes_before_open_before_ask_before_unknown_hours() -> None:
    tracks = (track("MO,WE,TH 18:00-21:00", level="iop"),)
    assert order(
        me(),
        iop(id="test:unknown", hours=(), location=at(0.1)),
        iop(id="test:ask", yes="level=iop language=en", location=at(0.2)),
        iop(id="test:open", location=at(3)),
        iop(id="test:yes", location=at(9), tracks=tracks),
    ) == ["yes", "open", "ask", "unknown"]


def test_wishes_come_before_distance_and_denied_wishes_last() -> None:
    profile = profile_of({**IOP_NEED, "prefer": ["service=childcare"]})
    assert order(
        profile,
        iop(id="test:denies", no="service=childcare", location=at(1)),
        iop(id="test:unsaid", location=at(2)),
        iop(id="test:has", yes=f"{FULL} service=childcare", location=at(3)),
    ) == ["has", "unsaid", "denies"]


def test_pregnancy_programs_come_first() -> None:
    assert order(
        me(**PREGNANT, **about()),
        iop(id="test:near", location=at(1)),
        iop(id="test:welcomes", yes=f"{FULL} population=pregnant_postpartum", hours=(), location=at(3)),
    ) == ["welcomes", "near"]


def test_own_groups_are_wishes_of_programs() -> None:
    assert order(
        me(**about(groups=["veterans"])),
        iop(id="test:near", location=at(1)),
        iop(id="test:veterans", yes=f"{FULL} population=veterans", location=at(3)),
    ) == ["veterans", "near"]


def test_pins_come_first() -> None:
    assert order(me(pins=["test:far"]), iop(id="test:near"), iop(id="test:far", location=at(9))) == ["far", "near"]


def test_family_sessions_are_no_wish_of_someone_unsafe_at_home() -> None:
    need = {**IOP_NEED, "prefer": ["service=family", "service=childcare"]}
    calm, unsafe = (
        person_of(profile_of(need, safety={**CALM, "unsafe_at_home": answer}), NOW) for answer in ("no", "unknown")
    )
    assert calm.wishes(calm.profile.needs[0]) == ("service=family", "service=childcare")
    assert unsafe.wishes(unsafe.profile.needs[0]) == ("service=childcare",)


def test_match_says_what_it_confirms_and_denies() -> None:
    profile = profile_of({**IOP_NEED, "require": ["treats=alcohol"], "prefer": ["service=childcare", "population=men"]})
    listing = iop(f"{FULL} population=men", "service=childcare", location=location(Point(39.7603, -104.9826)))
    match = judge(person_of(profile, NOW), profile.needs[0], listing, lambda _listing: EVENINGS)
    assert isinstance(match, Match)
    assert match.fit.fit is FitClass.OPEN
    assert match.fit.matched == ("level=iop", "payment=private", "language=en", "treats=alcohol")
    assert (match.preferred, match.conflicts) == (("population=men",), ("service=childcare",))
    assert match.distance_miles == pytest.approx(2.0, abs=0.02)
