"""Packets of six people over real lists of programs, held to the lists' own cells, and their ways out held to be true.

Meetings and some tracks are made up (`bench/colorado.py`): the lists have none. Everything is read from the packet's
JSON, as a person who follows it would.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.colorado import meetings, with_tracks
from referral.domain.listing import Listing
from referral.domain.need import OnlineChoice, PerWeek, Profile, Travel
from referral.domain.packet import Packet
from referral.domain.place import Point, miles_between
from referral.domain.vocabulary import Kind
from referral.ingest.sources import make_format
from referral.packets.changes import apply
from referral.places import OfflinePlaces
from referral.services.imports import Imports
from referral.services.packets import Packets
from referral.wording.packet_json import packet_json
from tests.fakes_store import FakeStore
from tests.linear.linear import LinearIndex
from tests.real.conftest import MAPPINGS, NOW, Noon, empty_store
from tests.real.people_cells import (
    DAYS,
    Free,
    Row,
    by_video,
    digits,
    has_iop,
    leaves_out_adults,
    open_free,
    parts,
    rows,
    says_language,
    says_payment,
)

PROFILES = Path(__file__).resolve().parent.parent / "profiles"
LADDERS = ("spreadsheet", "ladders.toml", "treatment/co_ownpath_ladders_2023.csv", "ladders")
MASSACHUSETTS = ("findtreatment", None, "treatment/loud_facility-detail.csv", "findtreatment")
COLORADANS = ("P01", "P06", "P07", "P09")
WORKDAYS = DAYS[:5]
AWAKE = Free(6 * 60, 23 * 60)
FREE: dict[str, dict[str, list[Free]]] = {
    "P01": {day: [Free(16 * 60 + 55, 23 * 60)] if day in WORKDAYS else [AWAKE] for day in DAYS},
    "P06": {day: [AWAKE] for day in DAYS},
    "P07": {day: [Free(6 * 60, 13 * 60), Free(15 * 60, 23 * 60)] if day == "Tuesday" else [AWAKE] for day in DAYS},
    "P09": {day: [AWAKE] for day in DAYS},
}
"""When each is free, by their profiles' own words; trips make it less."""
COLUMNS = {
    "payment=medicaid": ["md"],
    "medication=accepts": ["moa"],
    "medication=buprenorphine": ["bu", "bum", "ubn"],
    "level=iop": ["oit"],
}
"""Columns of the Massachusetts list any of which states a facet."""
TEN = 10
MOST = 4
"""Gains are counted one by one up to this."""
Json = dict[str, Any]


@pytest.fixture(scope="module")
def listings(shared_data: Path, places: OfflinePlaces, tmp_path_factory: pytest.TempPathFactory) -> tuple[Listing, ...]:
    store = empty_store(tmp_path_factory.mktemp("people"))
    imports = Imports(store, places, Noon())
    for name, mapping, path, source in (LADDERS, MASSACHUSETTS):
        made = make_format(name, MAPPINGS / mapping if mapping else None, MAPPINGS)
        imports.ingest(made, shared_data / path, source)
    with store.unit() as uow:
        programs = sorted(uow.listings.live(), key=lambda one: one.id)
    return (*with_tracks(programs), *meetings())


@pytest.fixture(scope="module")
def packets(listings: tuple[Listing, ...], places: OfflinePlaces) -> Packets:
    store = FakeStore(listings)
    return Packets(LinearIndex(store.port), store.port, places, Noon())


@pytest.fixture(scope="module")
def cells(shared_data: Path) -> dict[str, Row]:
    return {f"ladders:{row['AccountID']}": row for row in rows(shared_data / LADDERS[2])}


def profile_of(name: str) -> Json:
    return dict(json.loads((PROFILES / f"{name}.json").read_text(encoding="utf-8")))


def planned(packets: Packets, profile: Json) -> Json:
    return dict(packet_json(packets.plan(profile, NOW)))


def choices(packet: Json, need: str = "treatment") -> list[Json]:
    return [choice for choice in packet["choices"] if choice["need"] == need]


def first_places(packets: Packets, profile: Json, need: str = "treatment", count: int = TEN) -> list[Json]:
    """The first places for a need: those of the packet, then those of the packet without them, and so on."""
    found: list[Json] = []
    while len(found) < count:
        bans = [*profile.get("bans", []), *(choice["listing"] for choice in found)]
        more = choices(planned(packets, {**profile, "bans": bans}), need)
        if not more:
            break
        found += more
    return found[:count]


@pytest.fixture(scope="module")
def shown(packets: Packets) -> Callable[[str], list[Json]]:
    """The first ten places for treatment of a person; each person is planned for once."""
    known: dict[str, list[Json]] = {}

    def of(name: str) -> list[Json]:
        if name not in known:
            known[name] = first_places(packets, profile_of(name))
        return known[name]

    return of


def hours_fit(choice: Json) -> bool:
    """True when the packet says that the times fit, whatever else is to be asked."""
    return "schedule" not in choice["not_stated"] and choice["fit"] != "no"


def really_open(name: str, row: Row) -> bool:
    """Three hours on three days inside the hours of the list and the free time of the person."""
    return sum(longest >= 180 for longest in open_free(row, FREE[name]).values()) >= 3


def is_right(name: str, choice: Json, row: Row) -> bool:
    """What the packet says of a place, found in its row: open then, paid so, that language, for adults."""
    profile = profile_of(name)
    sure = choice["fit"] in ("yes", "open")
    return (
        has_iop(row)
        and really_open(name, row)
        and not leaves_out_adults(row)
        and (not sure or says_payment(row, profile["payment"]))
        and any(says_language(row, code) for code in profile.get("languages", ["en"]))
    )


@pytest.mark.parametrize("name", COLORADANS)
def test_nine_of_the_first_ten_places_are_what_the_packet_says(
    shown: Callable[[str], list[Json]], cells: dict[str, Row], name: str
) -> None:
    said = [choice for choice in shown(name) if hours_fit(choice)]
    wrong = [choice["name"] for choice in said if not is_right(name, choice, cells[choice["listing"]])]
    assert len(said) >= {"P01": 10, "P06": 10, "P07": 10, "P09": 4}[name]
    assert len(wrong) <= len(said) // 10, wrong


@pytest.mark.parametrize(("name", "sure"), [("P01", 5), ("P06", 10)])
def test_confirmed_and_open_places_come_first(shown: Callable[[str], list[Json]], name: str, sure: int) -> None:
    """Their ways to pay are on the list, so that for many places nothing but group times is left to ask."""
    fits = [choice["fit"] for choice in shown(name)]
    assert fits == sorted(fits, key=["yes", "open", "ask"].index)
    assert len([fit for fit in fits if fit in ("yes", "open")]) >= sure


@pytest.mark.parametrize("name", COLORADANS)
def test_no_place_is_for_others_or_denies_the_payment(
    shown: Callable[[str], list[Json]], cells: dict[str, Row], name: str
) -> None:
    for choice in shown(name):
        row = cells[choice["listing"]]
        assert not leaves_out_adults(row), choice["name"]
        for facet in choice["matched"]:
            if facet.startswith("payment=") and facet != "payment=va":
                assert says_payment(row, [facet.removeprefix("payment=")]), (choice["name"], facet)


def test_miles_are_those_of_the_list_and_within_the_limit(
    shown: Callable[[str], list[Json]], cells: dict[str, Row], places: OfflinePlaces
) -> None:
    for name in COLORADANS:
        profile = profile_of(name)
        home = places.resolve(profile["home"]["place"]).point
        for choice in shown(name):
            row = cells[choice["listing"]]
            if choice["reach"] == "near":
                miles = miles_between(home, Point(float(row["lat"]), float(row["lon"])))
                assert choice["distance_miles"] == pytest.approx(miles, abs=0.06)
                assert miles <= profile["travel"]["max_miles"]


def test_mother_in_worcester_is_told_what_the_list_says(packets: Packets, shared_data: Path) -> None:
    """The list has no hours, so every place is to be asked for times; what is confirmed stands in its columns."""
    table = rows(shared_data / MASSACHUSETTS[2])
    places = first_places(packets, profile_of("P03"))
    assert len(places) == TEN
    for choice in places:
        assert choice["fit"] == "ask"
        assert "schedule" in choice["not_stated"]
        assert "service=childcare" not in choice["matched"]
        phones = {digits(phone["number"]) for phone in choice["phones"]}
        same = [row for row in table if digits(row["phone"]) in phones and row["nmoa"] != "1"]
        claimed = [COLUMNS[facet] for facet in choice["matched"] if facet in COLUMNS]
        assert [row for row in same if all(any(row[one] == "1" for one in any_of) for any_of in claimed)] != [], choice


def test_drinker_at_risk_gets_beds_that_the_list_names(packets: Packets, cells: dict[str, Row]) -> None:
    packet = planned(packets, profile_of("P12"))
    assert packet["status"] == "stopped_for_safety"
    assert packet["choices"] != []
    for choice in packet["choices"]:
        services = parts(cells[choice["listing"]]["SubstanceUseServices"])
        assert any(service.endswith("Detoxification") for service in services), choice["name"]
        assert not leaves_out_adults(cells[choice["listing"]])


def near(packet: Json, need: str = "treatment") -> set[str]:
    return {choice["listing"] for choice in choices(packet, need) if choice["reach"] == "near"}


def with_miles(profile: Json, miles: int, minutes: int = 300) -> Json:
    return {**profile, "travel": {**profile["travel"], "max_miles": miles, "max_leg_min": minutes}}


def test_sixty_miles_of_walden_gain_nothing_over_forty(packets: Packets, shown: Callable[[str], list[Json]]) -> None:
    profile = profile_of("P09")
    at_40 = {choice["listing"] for choice in shown("P09") if choice["reach"] == "near"}
    at_60 = {
        choice["listing"] for choice in first_places(packets, with_miles(profile, 60)) if choice["reach"] == "near"
    }
    assert at_60 == at_40


def test_offer_to_walden_steps_to_the_first_real_gain(
    packets: Packets, listings: tuple[Listing, ...], places: OfflinePlaces
) -> None:
    packet = planned(packets, profile_of("P09"))
    offers = [note for note in packet["notes"] if note["code"] == "farther" and note["need"] == "treatment"]
    assert len(offers) == 1
    home = places.resolve("Walden, CO").point
    miles = sorted(
        miles_between(home, one.location.point)
        for one in listings
        if one.id.startswith("ladders:") and "level=iop" in one.facts.yes and one.location.point
    )
    assert [far for far in miles if 40 < far <= 60] == []
    first = next(far for far in miles if far > 40)
    assert offers[0]["miles"] >= first
    assert offers[0]["miles"] - 10 < first + 10
    minutes = offers[0].get("minutes", profile_of("P09")["travel"]["max_leg_min"])
    wider = first_places(packets, with_miles(profile_of("P09"), offers[0]["miles"], minutes), count=60)
    now = first_places(packets, profile_of("P09"), count=60)
    nearer = {choice["listing"] for choice in now if choice["reach"] == "near"}
    gained = {choice["listing"] for choice in wider if choice["reach"] == "near"} - nearer
    assert len(gained) == offers[0]["gains"]


def test_video_is_a_second_list_outside_the_radius(
    shown: Callable[[str], list[Json]], cells: dict[str, Row], places: OfflinePlaces
) -> None:
    home = places.resolve("Walden, CO").point
    video = [choice for choice in shown("P09") if choice["reach"] == "online"]
    assert video != []
    for choice in video:
        row = cells[choice["listing"]]
        assert choice["distance_miles"] is None
        assert by_video(row), choice["name"]
        assert not row["lat"] or miles_between(home, Point(float(row["lat"]), float(row["lon"]))) > 40


# --- ways out ----------------------------------------------------------------------------------------------------


def _busier(name: str, *blocks: Json) -> Json:
    profile = profile_of(name)
    return {**profile, "busy": [*profile.get("busy", []), *blocks]}


def _changed(name: str, need: Json | None = None, **changes: Any) -> Json:
    """A person's profile with changes; need: changes of the first need."""
    profile = deepcopy(profile_of(name))
    profile["needs"][0].update(need or {})
    return {**profile, **changes}


EVERY_EVENING = {"days": "MO-SU", "start": "16:55", "end": "23:00"}
SUNDAY = ({"days": "SU", "start": "06:00", "end": "18:00"}, {"days": "SU", "start": "20:00", "end": "23:00"})
HARD = {
    "P01 works every evening, in person": {
        **_busier("P01", EVERY_EVENING, {"days": "SA-SU", "start": "06:00", "end": "17:00"}),
        "online": "no",
    },
    "P01 is free for two hours on Sunday": {
        **_busier("P01", {"days": "MO-SA", "start": "06:00", "end": "23:00"}, *SUNDAY),
        "online": "no",
    },
    "P06 on foot, in person": _changed("P06", travel={"mode": "walk", "max_leg_min": 10}, online="no"),
    "P09 in person only": _changed("P09", online="no", travel={"max_miles": 10, "max_leg_min": 45}),
    "P09 asleep all week": _changed("P09", sleep=[{"days": "MO-SU", "start": "00:00", "end": "00:00"}]),
    "P09 for a methadone program": _changed("P09", {"level": "otp"}, travel={"max_miles": 10}, online="no"),
}


def everything(profile: Profile) -> Profile:
    """The profile with every limit gone that may be relaxed at all; sleep, safety and who one is stay."""
    needs = tuple(
        replace(one, fellowships=(), avoid_program_days=False, max_per_day=6, per_week=PerWeek(1, 1), require=())
        for one in profile.needs
    )
    travel = Travel(max_leg_min=300)
    return replace(
        profile,
        busy=(),
        payment=frozenset(),
        languages=frozenset(),
        online=OnlineChoice.OK,
        travel=travel,
        needs=needs,
    )


@pytest.fixture(scope="module")
def hard(packets: Packets) -> dict[str, tuple[Profile, Packet]]:
    read = {name: packets.read(profile) for name, profile in HARD.items()}
    return {name: (profile, packets.plan(profile, NOW)) for name, profile in read.items()}


def test_hard_weeks_are_offered_ways_out_and_some_have_none(hard: dict[str, tuple[Profile, Packet]]) -> None:
    """So that the tests below are about something."""
    made = [packet for _profile, packet in hard.values()]
    assert [packet.status for packet in made if packet.unmet == ()] == []
    changes = [relaxation.change for packet in made for one in packet.unmet for relaxation in one.relaxations]
    assert {reason.code for change in changes for reason in change} >= {"online_ok", "raise_miles", "free"}
    assert any(one.relaxations == () for packet in made for one in packet.unmet)


def items(packet: Packet, need: str) -> int:
    return sum(item.need == need for item in packet.week)


def places_for(packets: Packets, profile: Profile, need: str) -> set[str]:
    """Up to one more than `MOST` places for a need: those of the packet, then those of the packet without them."""
    found: set[str] = set()
    while len(found) <= MOST:
        packet = packets.plan(replace(profile, bans=profile.bans | found), NOW)
        more = {choice.match.listing.id for choice in packet.choices if choice.need == need} - found
        if not more:
            break
        found |= more
    return found


@pytest.mark.parametrize("name", HARD)
def test_every_way_out_keeps_its_promise(packets: Packets, hard: dict[str, tuple[Profile, Packet]], name: str) -> None:
    """Made to the profile and planned anew: as many places, or as many more meetings a week, as were promised."""
    profile, before = hard[name]
    for unmet in before.unmet:
        need = next(one for one in profile.needs if one.id == unmet.need)
        for relaxation in unmet.relaxations:
            changed = apply(profile, relaxation)
            after = packets.plan(changed, NOW)
            fewer = relaxation.change[0].code == "fewer_meetings"
            if need.kind is Kind.MEETING:
                gained = items(after, need.id) - (0 if fewer else items(before, need.id))
            else:
                gained = len(places_for(packets, changed, need.id) - places_for(packets, profile, need.id))
            promised = relaxation.gains if need.kind is Kind.MEETING else min(relaxation.gains, MOST + 1)
            assert gained >= promised, relaxation
            assert relaxation.lower_bound or gained == promised, relaxation


@pytest.mark.parametrize("name", HARD)
def test_where_no_way_out_is_offered_there_is_none(
    packets: Packets, hard: dict[str, tuple[Profile, Packet]], name: str
) -> None:
    stuck = [one.need for one in hard[name][1].unmet if one.relaxations == ()]
    relaxed = packets.plan(everything(hard[name][0]), NOW) if stuck else None
    answered = {one.need for one in relaxed.needs if one.state != "unmet"} if relaxed else set()
    assert [need for need in stuck if need in answered] == []
