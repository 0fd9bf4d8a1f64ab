"""Six people over real directories: what their packets must hold and must never hold, as far as the data can decide.

Read from the packet's JSON alone. Meetings around Denver come from the fictional community: the lists have none there.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from referral.domain.place import Point, miles_between
from referral.ingest.sources import make_format
from referral.places import OfflinePlaces
from referral.services.imports import DEMO_SOURCE, Imports
from referral.services.packets import Packets
from referral.store.unit import SqlStore
from referral.wording.packet_json import packet_json
from search_index.live import LiveIndex
from seed.demo import DemoCommunity
from tests.real.conftest import MAPPINGS, NOW, Noon, empty_store

PROFILES = Path(__file__).resolve().parent.parent / "profiles"
LADDERS = ("spreadsheet", "ladders.toml", "treatment/co_ownpath_ladders_2023.csv", "ladders")
MASSACHUSETTS = ("findtreatment", None, "treatment/loud_facility-detail.csv", "findtreatment")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
IN_PERSON_WITHDRAWAL = {"level=withdrawal", "level=withdrawal_residential", "level=withdrawal_hospital"}
BEDS = IN_PERSON_WITHDRAWAL | {"level=inpatient", "level=residential"}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def store(shared_data: Path, places: OfflinePlaces, tmp_path_factory: pytest.TempPathFactory) -> SqlStore:
    store = empty_store(tmp_path_factory.mktemp("people"))
    imports = Imports(store, places, Noon())
    for name, mapping, path, source in (LADDERS, MASSACHUSETTS):
        made = make_format(name, MAPPINGS / mapping if mapping else None, MAPPINGS)
        imports.ingest(made, shared_data / path, source)
    imports.ingest(DemoCommunity(), Path(), DEMO_SOURCE)
    with store.unit(write=True) as uow:
        uow.listings.vanish(
            [one.id for one in uow.listings.live() if one.id.startswith(("demo:program", "demo:resource"))]
        )
        uow.commit()
    return store


@pytest.fixture(scope="module")
def packets(store: SqlStore, places: OfflinePlaces, tmp_path_factory: pytest.TempPathFactory) -> Packets:
    return Packets(LiveIndex(store, tmp_path_factory.mktemp("index")), store, places, Noon())


def packet_of(packets: Packets, name: str) -> Json:
    profile = (PROFILES / f"{name}.json").read_text(encoding="utf-8")
    return dict(packet_json(packets.plan(profile, NOW)))


def choices(packet: Json, need: str = "treatment") -> list[Json]:
    return [choice for choice in packet["choices"] if choice["need"] == need]


def yes_of(store: SqlStore, listing_id: str) -> frozenset[str]:
    with store.unit() as uow:
        return uow.listings.get(listing_id).facts.yes


def sentences(packet: Json) -> str:
    gates = [text for gate in packet["gates"] for text in (gate["heading"], *gate["actions"])]
    return " ".join(
        [*gates, *(note["text"] for note in packet["notes"]), *(a["what"] for a in packet["first_actions"])]
    )


def named(store: SqlStore, packet: Json) -> list[tuple[Json, frozenset[str]]]:
    return [(choice, yes_of(store, choice["listing"])) for choice in packet["choices"]]


@pytest.mark.parametrize("name", ["P01", "P03", "P06", "P07", "P09", "P12"])
def test_nobody_is_sent_to_a_prison_or_a_youth_place(packets: Packets, store: SqlStore, name: str) -> None:
    packet = packet_of(packets, name)
    restricted = [
        choice["name"] for choice, yes in named(store, packet) if yes & {"restricted=prison", "restricted=youth_only"}
    ]
    assert restricted == []


@pytest.mark.parametrize("name", ["P01", "P03", "P06", "P07", "P09"])
def test_confirmed_hours_come_before_open_and_open_before_unknown(packets: Packets, name: str) -> None:
    ranks = [("yes", "open", "ask").index(choice["fit"]) for choice in choices(packet_of(packets, name))]
    assert ranks
    assert ranks == sorted(ranks)


def test_worker_gets_evenings_after_the_shift_and_meetings_on_other_days(packets: Packets) -> None:
    packet = packet_of(packets, "P01")
    reserved = [item for item in packet["week"] if item["need"] == "treatment"]
    meetings = [item for item in packet["week"] if item["need"] == "meetings"]
    assert len(reserved) == 3
    assert [
        item for item in reserved if not (item["start"] >= "16:55" and item["end"] <= "22:00" and item["reserved"])
    ] == []
    assert {item["day"] for item in reserved} & {item["day"] for item in meetings} == set()
    assert len(meetings) >= 2
    assert packet["totals"]["program_hours_reserved"] == 9.0
    assert any("network" in question for question in choices(packet)[0]["questions"])


def test_worker_is_offered_only_places_open_late_on_three_days(packets: Packets) -> None:
    for choice in choices(packet_of(packets, "P01")):
        if choice["fit"] != "open":
            continue
        late = {
            hours["day"]
            for hours in choice["hours"]
            if hours["day"] in DAYS[:5] and (hours["closes"] >= "20:00" or hours["closes"] <= hours["opens"])
        }
        weekend = {hours["day"] for hours in choice["hours"] if hours["day"] in DAYS[5:]}
        assert len(late | weekend) >= 3, choice["name"]


def test_mother_on_buprenorphine_never_gets_a_place_that_bars_it(packets: Packets, store: SqlStore) -> None:
    packet = packet_of(packets, "P03")
    assert [choice["name"] for choice, yes in named(store, packet) if "medication=excludes" in yes] == []
    assert choices(packet) != []
    for choice in choices(packet):
        assert yes_of(store, choice["listing"]) & {"medication=accepts", "medication=buprenorphine"}, choice["name"]


def test_mother_is_told_that_no_place_lists_child_care(packets: Packets) -> None:
    packet = packet_of(packets, "P03")
    assert [choice["name"] for choice in choices(packet) if "service=childcare" in choice["matched"]] == []
    assert "No place that fits lists this: Child care." in sentences(packet)
    morning = [item for item in packet["week"] if item["need"] == "treatment" and item["reserved"]]
    assert {(item["start"], item["end"]) for item in morning} == {("09:00", "12:00")}


def test_pregnant_person_reads_of_priority_and_of_medicine_first(packets: Packets) -> None:
    packet = packet_of(packets, "P06")
    assert packet["gates"][0]["code"] == "G3"
    text = sentences(packet).lower()
    for words in ("priority", "do not stop", "methadone", "buprenorphine", "today"):
        assert words in text, words


def test_pregnant_person_never_gets_self_taper_naltrexone_only_or_a_place_for_men(
    packets: Packets, store: SqlStore
) -> None:
    packet = packet_of(packets, "P06")
    for choice, yes in named(store, packet):
        assert "restricted=men_only" not in yes, choice["name"]
        assert "level=withdrawal_outpatient" not in choice["matched"], choice["name"]
        if choice["need"] == "safety:opioid_medicine":
            assert yes & {"medication=methadone", "medication=buprenorphine", "level=otp"}, choice["name"]
    assert choices(packet, "safety:opioid_medicine") != []


def test_veteran_reads_of_the_va_and_tricare_is_never_taken_for_it(packets: Packets, store: SqlStore) -> None:
    packet = packet_of(packets, "P07")
    assert "VA" in sentences(packet)
    assert any(line["phone"] == "988, press 1" for line in packet["crisis"])
    for choice in choices(packet):
        yes = yes_of(store, choice["listing"])
        claimed = {facet for facet in choice["matched"] if facet.startswith("payment=")}
        assert claimed <= yes, choice["name"]


def test_rancher_is_told_how_few_places_there_are_and_where_more_begin(
    packets: Packets, store: SqlStore, places: OfflinePlaces
) -> None:
    packet = packet_of(packets, "P09")
    home = places.resolve("Walden, CO").point
    with store.unit() as uow:
        iops = [one for one in uow.listings.live() if one.id.startswith("ladders:") and "level=iop" in one.facts.yes]
    miles = [miles_between(home, Point(*_point(one))) for one in iops if one.location.point]
    assert sum(far <= 40 for far in miles) == 3
    farther = [note for note in packet["notes"] if note["code"] == "farther" and note["need"] == "treatment"]
    assert len(farther) == 1
    assert farther[0]["miles"] > 60
    near = [choice for choice in choices(packet) if choice["reach"] == "near"]
    assert {choice["distance_kind"] for choice in near} == {"straight line"}
    assert [choice for choice in near if choice["distance_miles"] > 40] == []


def test_rancher_is_offered_video_in_the_state_and_a_local_visit(packets: Packets, store: SqlStore) -> None:
    packet = packet_of(packets, "P09")
    video = [choice["listing"] for choice in choices(packet) if choice["reach"] == "online"]
    assert video != []
    assert [one for one in video if not one.startswith("ladders:")] == []
    assert choices(packet, "counselling") != []


def _point(one: Any) -> tuple[float, float]:
    return one.location.point.latitude, one.location.point.longitude


def test_drinker_at_risk_gets_a_stop_page_with_beds_only(packets: Packets, store: SqlStore) -> None:
    packet = packet_of(packets, "P12")
    assert packet["status"] == "stopped_for_safety"
    assert packet["gates"][0]["code"] == "G2"
    assert packet["week"] == []
    assert packet["choices"] != []
    for choice, yes in named(store, packet):
        assert yes & BEDS, choice["name"]
        assert "level=withdrawal_outpatient" not in choice["matched"], choice["name"]
    miles = [choice["distance_miles"] for choice in packet["choices"]]
    assert max(miles) <= 100
    text = sentences(packet)
    for words in ("911", "seizure", "emergency room", "Do not stop suddenly"):
        assert words in text, words


def test_drinker_at_risk_finds_what_was_asked_for_only_as_after(packets: Packets) -> None:
    packet = packet_of(packets, "P12")
    assert packet["needs"] == [{"need": "treatment", "state": "after"}]
    assert 1 <= len(packet["after"]) <= 5
    assert {one["need"] for one in packet["after"]} == {"treatment"}
    assert json.dumps(packet).count("score") == 0
