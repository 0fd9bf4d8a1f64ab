"""Each rule on what it refuses, asks and confirms, beyond the usual cases of `test_eligibility.py`."""

from dataclasses import replace
from pathlib import Path

import pytest

from referral.domain.listing import Listing
from referral.domain.match import Match, Refusal
from referral.domain.need import Profile
from referral.domain.week import WeekSet
from referral.matching.eligibility import RULES
from referral.matching.matches import judge
from referral.matching.person import person_of
from tests.factories import area, facts, hours, location, meeting, program, resource, sessions, spans, track
from tests.packets.city import CALM, NOW, at, profile_of

EVENINGS = WeekSet.of(spans("MO-FR 17:00-22:00"))
IOP = {"id": "treatment", "kind": "program", "level": "iop"}
MEETING = {"id": "meetings", "kind": "meeting"}
HOUSING = {"id": "home", "kind": "resource", "topic": "housing"}
FULL = "level=iop treats=alcohol payment=private language=en"
AA = "fellowship=AA attendance=in_person language=en"
PREGNANT = {"safety": {**CALM, "pregnant": "yes"}, "about": {"substances": ["alcohol"]}}
PREGNANT_OPIOIDS = {
    "safety": {**CALM, "pregnant": "yes", "opioids": "yes"},
    "about": {"substances": ["alcohol", "opioids"]},
}


def result(profile: Profile, listing: Listing, free: WeekSet = EVENINGS) -> Match | Refusal:
    return judge(person_of(profile, NOW), profile.needs[0], listing, lambda _listing: free)


def outcome(profile: Profile, listing: Listing, free: WeekSet = EVENINGS) -> str:
    """The rule that refuses, or the fit and what is not stated: "ask: schedule"."""
    found = result(profile, listing, free)
    if isinstance(found, Refusal):
        return found.rule
    return f"{found.fit.fit}: {' '.join(found.fit.not_stated)}".strip(": ")


def program_of(yes: str = FULL, no: str = "", **rest) -> Listing:
    """A program two miles away, open long hours."""
    rest.setdefault("hours", hours("MO-FR 08:00-21:00"))
    rest.setdefault("location", at(2))
    return program(yes, no, **rest)


NINE, SIX = track("MO,WE,TH 18:00-21:00", level="iop"), track("MO,WE,TH 18:00-20:00", level="iop")
HOURS = [
    ("nine hours", IOP, {}, (NINE,), "yes"),
    ("six hours are too few for adults", IOP, {}, (SIX,), "hours_per_week"),
    ("six hours are enough under 18", IOP, {"about": {"age": 16}}, (SIX,), "ask: admission"),
    ("fewer hours when the person says so", {**IOP, "hours_per_week": 6}, {}, (SIX,), "yes"),
    ("more hours when the person says so", {**IOP, "hours_per_week": 12}, {}, (NINE,), "hours_per_week"),
    ("level promises nine", {**IOP, "hours_per_week": 9}, {}, (), "open"),
    ("level does not promise twelve", {**IOP, "hours_per_week": 12}, {}, (), "ask: hours_per_week"),
    ("a track of another level does not count", IOP, {}, (replace(NINE, level="php"), SIX), "hours_per_week"),
    ("a track of no level counts", IOP, {}, (replace(NINE, level=None),), "yes"),
    (
        "a long track by day does not lend its hours to a short one in the evening",
        IOP,
        {},
        (track("MO,TU,TH 09:00-12:00", level="iop"), SIX),
        "schedule",
    ),
    (
        "only some sessions are needed",
        IOP,
        {},
        (track("MO-TH 18:00-21:00", level="iop", required=2),),
        "hours_per_week",
    ),
    ("monthly tracks state no hours", IOP, {}, (track("MO 18:00-21:00", rrule="FREQ=MONTHLY;BYDAY=1MO"),), "open"),
]


@pytest.mark.parametrize(
    ("need", "changes", "tracks", "expected"), [case[1:] for case in HOURS], ids=[case[0] for case in HOURS]
)
def test_hours_a_week_are_judged(need: dict, changes: dict, tracks: tuple, expected: str) -> None:
    assert outcome(profile_of(need, **changes), program_of(tracks=tracks)) == expected


@pytest.mark.parametrize(
    ("windows", "expected"), [("MO-TH 17:00-22:00", "yes"), ("MO-TH 17:00-21:30", "hours_per_week")]
)
def test_day_program_takes_twenty_hours(windows: str, expected: str) -> None:
    listing = program_of("level=php treats=alcohol payment=private language=en", tracks=(track(windows, level="php"),))
    assert outcome(profile_of({**IOP, "level": "php"}), listing) == expected


def test_one_short_session_is_no_intensive_program() -> None:
    aftercare = program_of(tracks=(track("MO,TU,TH 09:00-12:00", level="iop"),), sessions=sessions("WE 18:00-19:00"))
    assert outcome(profile_of(IOP), aftercare) == "schedule"
    assert outcome(profile_of(IOP), replace(aftercare, tracks=())) == "hours_per_week"
    need = {**IOP, "level": "outpatient"}
    outpatient = replace(aftercare, facts=facts(FULL.replace("iop", "outpatient")))
    assert outcome(profile_of(need), outpatient) == "yes"


MEDICINE = [
    ("accepts", "medication=accepts", "", "", "open"),
    ("excludes", "medication=excludes", "", "", "medicine"),
    ("unsaid", "", "", "", "ask: medication=accepts"),
    ("contradicts itself", "", "", "medication=accepts medication=excludes", "ask: medication=accepts"),
    (
        "contradicts itself, though it gives the medicine",
        "medication=buprenorphine",
        "",
        "medication=excludes",
        "ask: medication=accepts",
    ),
    ("denies accepting, gives its own", "medication=buprenorphine", "medication=accepts", "", "open"),
    ("naltrexone alone", "medication=naltrexone", "", "", "ask: medication=accepts"),
]


@pytest.mark.parametrize(
    ("yes", "no", "conflict", "expected"), [case[1:] for case in MEDICINE], ids=[case[0] for case in MEDICINE]
)
def test_medicine_is_kept(yes: str, no: str, conflict: str, expected: str) -> None:
    profile = profile_of(IOP, about={"medications": ["buprenorphine"]})
    assert outcome(profile, program_of(facts=facts(f"{FULL} {yes}", no, conflict))) == expected


@pytest.mark.parametrize("code", ["buprenorphine", "methadone"])
def test_sober_house_that_bars_medicine_is_refused(code: str) -> None:
    profile = profile_of({"id": "home", "kind": "resource", "topic": "recovery_housing"}, about={"medications": [code]})
    house = program_of("level=recovery_housing language=en medication=excludes")
    assert outcome(profile, house) == "medicine"
    assert outcome(profile, replace(house, facts=facts("level=recovery_housing language=en"))) == (
        "ask: medication=accepts"
    )


PREGNANCY = [
    ("usual", PREGNANT, FULL, "", "open"),
    ("naltrexone alone, no opioids", PREGNANT, f"{FULL} medication=naltrexone", "", "open"),
    ("naltrexone alone", PREGNANT_OPIOIDS, f"{FULL} medication=naltrexone", "", "pregnancy"),
    (
        "naltrexone beside buprenorphine",
        PREGNANT_OPIOIDS,
        f"{FULL} medication=naltrexone medication=buprenorphine",
        "",
        "open",
    ),
    ("naltrexone, outside medicine", PREGNANT_OPIOIDS, f"{FULL} medication=naltrexone medication=accepts", "", "open"),
    ("makes people stop", PREGNANT_OPIOIDS, f"{FULL} medication=excludes", "", "pregnancy"),
    ("men only", PREGNANT, f"{FULL} restricted=men_only", "", "pregnancy"),
    ("refuses", PREGNANT, FULL, "population=pregnant_postpartum", "pregnancy"),
    (
        "withdrawal at home",
        PREGNANT,
        "level=withdrawal_outpatient payment=private language=en",
        "",
        "pregnancy",
    ),
]


@pytest.mark.parametrize(
    ("person", "yes", "no", "expected"), [case[1:] for case in PREGNANCY], ids=[case[0] for case in PREGNANCY]
)
def test_pregnancy_is_kept_safe(person: dict, yes: str, no: str, expected: str) -> None:
    need = {**IOP, "level": "withdrawal_outpatient"} if "withdrawal" in yes else IOP
    assert outcome(profile_of(need, **person), program_of(yes, no)) == expected


def test_naltrexone_alone_is_a_question_in_pregnancy_when_opioids_were_not_asked() -> None:
    safety = {name: answer for name, answer in CALM.items() if name != "opioids"} | {"pregnant": "unknown"}
    profile = profile_of(IOP, safety=safety, about={"substances": ["alcohol"]})
    assert outcome(profile, program_of(f"{FULL} medication=naltrexone")) == "ask: medication=accepts"


def test_contradiction_about_pregnancy_is_a_question() -> None:
    listing = program_of(facts=facts(FULL, conflict="population=pregnant_postpartum"))
    assert outcome(profile_of(IOP, **PREGNANT), listing) == "ask: population=pregnant_postpartum"
    assert outcome(profile_of(IOP), listing) == "open"


SUBSTANCES = [
    ("treats it", ["alcohol"], "treats=alcohol", "", "open"),
    ("does not say", ["alcohol"], "", "", "ask: treats=alcohol"),
    ("denies it", ["alcohol"], "", "treats=alcohol", "substances"),
    ("treats one of two", ["alcohol", "opioids"], "treats=alcohol", "treats=opioids", "open"),
    ("denies one, says nothing of the other", ["alcohol", "opioids"], "", "treats=opioids", "ask: treats=alcohol"),
    ("gives methadone", ["opioids"], "medication=methadone", "", "open"),
    ("nothing named", [], "", "", "open"),
]


@pytest.mark.parametrize(
    ("named", "yes", "no", "expected"), [case[1:] for case in SUBSTANCES], ids=[case[0] for case in SUBSTANCES]
)
def test_substance_is_treated(named: list[str], yes: str, no: str, expected: str) -> None:
    profile = profile_of(IOP, about={"substances": named})
    assert outcome(profile, program_of(f"level=iop payment=private language=en {yes}", no)) == expected


def test_place_to_live_is_not_asked_what_it_treats() -> None:
    profile = profile_of({**IOP, "level": "recovery_housing"})
    assert outcome(profile, program_of("level=recovery_housing payment=private language=en")) == "yes"


LANGUAGE = [
    ("delivered", "language=es", "", "yes"),
    ("by interpreter, not said otherwise", "access=interpreter", "", "ask: language=es"),
    ("by interpreter alone", "access=interpreter language=en", "language=es", "language"),
]


@pytest.mark.parametrize(("yes", "no", "expected"), [case[1:] for case in LANGUAGE], ids=[case[0] for case in LANGUAGE])
def test_language_is_delivered_and_not_merely_interpreted(yes: str, no: str, expected: str) -> None:
    assert outcome(profile_of(HOUSING, languages=["es"]), resource(f"topic=housing {yes}", no)) == expected


AREAS = [
    ("none stated", (), "yes"),
    ("the state", (area("state", "CO"),), "yes"),
    ("this ZIP among others", (area("zip", "80601"), area("zip", "80203")), "yes"),
    ("another county", (area("county", "Boulder, CO"),), "ask: area"),
    ("another state", (area("state", "WY"),), "ask: area"),
]


@pytest.mark.parametrize(("serves", "expected"), [case[1:] for case in AREAS], ids=[case[0] for case in AREAS])
def test_place_near_by_that_serves_elsewhere_is_a_question(serves: tuple, expected: str) -> None:
    home = resource("topic=housing language=en", location=at(2), serves=serves)
    assert outcome(profile_of(HOUSING), home) == expected


def test_service_area_reaches_beyond_the_limit() -> None:
    profile = profile_of(HOUSING, travel={"max_miles": 5})
    far = resource("topic=housing language=en", location=at(60))
    assert outcome(profile, far) == "distance"
    assert outcome(profile, replace(far, serves=(area("state", "CO"),))) == "yes"


ONLINE = "fellowship=AA attendance=online language=en"
REACH = [
    ("near home", {}, at(4), AA, "yes"),
    ("too far from home", {}, at(15), AA, "distance"),
    ("near work", {}, at(8), AA, "yes"),
    ("online", {}, location(None), ONLINE, "yes"),
    ("online, not wanted", {"online": "no"}, location(None), ONLINE, "online"),
]


@pytest.mark.parametrize(
    ("changes", "place", "yes", "expected"), [case[1:] for case in REACH], ids=[case[0] for case in REACH]
)
def test_reach_is_judged_from_home_and_anchors(changes: dict, place: object, yes: str, expected: str) -> None:
    profile = profile_of(MEETING, travel={"max_miles": 6}, **changes)
    assert outcome(profile, meeting("MO 18:00-19:00", yes=yes, location=place)) == expected


def test_no_trip_there_and_back_is_told_from_times_that_do_not_fit() -> None:
    found = [result(profile_of(IOP), program_of(), free) for free in (WeekSet(), WeekSet.of(spans("SU 03:00-04:00")))]
    assert [(one.rule, one.reason.code) for one in found if isinstance(one, Refusal)] == [
        ("schedule", "no_way"),
        ("schedule", "no_time"),
    ]


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        ("MO-WE 18:00-21:00", "ask: schedule"),
        ("MO-WE 18:00-20:00", "ask: schedule"),
        ("MO-WE 18:00-19:59", "schedule"),
        ("MO-TU 08:00-20:00", "schedule"),
    ],
)
def test_unknown_times_are_no_question_where_no_times_would_do(free: str, expected: str) -> None:
    assert outcome(profile_of(IOP), program_of(hours=()), WeekSet.of(spans(free))) == expected


def test_unknown_hours_of_a_visit_need_an_hour_at_least() -> None:
    need = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
    place = resource("service=vocational language=en")
    assert outcome(profile_of(need), place, WeekSet.of(spans("MO 10:00-11:00"))) == "ask: schedule"
    assert outcome(profile_of(need), place, WeekSet.of(spans("MO 10:00-10:59"))) == "schedule"


CLOSED = [
    ("member", ["alcohol"], f"{AA} meeting=closed", "", "yes"),
    ("not said", [], f"{AA} meeting=closed", "", "ask: meeting=closed"),
    ("no member", ["opioids"], f"{AA} meeting=closed", "", "closed"),
    ("any substance", ["opioids"], "fellowship=NA meeting=closed language=en", "", "yes"),
    ("open", ["opioids"], f"{AA} meeting=open", "", "yes"),
    ("contradicts itself", ["opioids"], AA, "meeting=open meeting=closed", "ask: meeting=closed"),
    ("contradicts itself, member", ["alcohol"], AA, "meeting=open meeting=closed", "yes"),
]


@pytest.mark.parametrize(
    ("substances", "yes", "conflict", "expected"), [case[1:] for case in CLOSED], ids=[case[0] for case in CLOSED]
)
def test_closed_meeting_is_for_members(substances: list[str], yes: str, conflict: str, expected: str) -> None:
    profile = profile_of(MEETING, about={"substances": substances})
    assert outcome(profile, meeting("MO 18:00-19:00", facts=facts(yes, conflict=conflict))) == expected


FELLOWSHIPS = [
    ("Women for Sobriety, man", {}, {"gender": "man"}, "fellowship=WFS language=en", "audience"),
    ("Women for Sobriety, unsaid", {}, {}, "fellowship=WFS language=en", "ask: meeting=women"),
    ("Women for Sobriety, woman", {}, {"gender": "woman"}, "fellowship=WFS language=en", "yes"),
    ("gamblers, not named", {}, {}, "fellowship=GA language=en", "fellowship"),
    ("gamblers, named", {}, {"substances": ["gambling"]}, "fellowship=GA language=en", "yes"),
    ("secular, required of SMART", {"require": ["meeting=secular"]}, {}, "fellowship=SMART language=en", "yes"),
    ("secular, required of AA", {"require": ["meeting=secular"]}, {}, AA, "ask: meeting=secular"),
    (
        "secular, required of a church's",
        {"require": ["meeting=secular"]},
        {},
        "fellowship=CelebrateRecovery language=en",
        "required",
    ),
]


@pytest.mark.parametrize(
    ("need", "about", "yes", "expected"), [case[1:] for case in FELLOWSHIPS], ids=[case[0] for case in FELLOWSHIPS]
)
def test_fellowship_is_judged(need: dict, about: dict, yes: str, expected: str) -> None:
    assert outcome(profile_of({**MEETING, **need}, about=about), meeting("MO 18:00-19:00", yes=yes)) == expected


def test_secular_fellowship_grants_the_wish_for_a_secular_meeting() -> None:
    profile = profile_of({**MEETING, "prefer": ["meeting=secular"]})
    found = result(profile, meeting("MO 18:00-19:00", yes="fellowship=SMART language=en"))
    assert isinstance(found, Match)
    assert found.preferred == ("meeting=secular",)


def test_every_rule_stands_in_the_documented_table() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip(" `") for line in text.splitlines() if line.startswith("| `")]
    assert rows == [rule.name for rule in RULES]
