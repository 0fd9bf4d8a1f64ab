"""Planning as a use case: candidates from the index, the clock, the checker's last word."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from referral.domain.errors import BadProfile, PacketInvalid
from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.packets.plan import plan
from referral.services.packets import Packets
from tests.factories import hours, location
from tests.fakes import FakePlaces
from tests.fakes_store import FakeStore
from tests.linear.linear import LinearIndex
from tests.packets.city import (
    CALM,
    EVENING_TRACK,
    IOP_NEED,
    MEETINGS_NEED,
    WORKER,
    aa,
    at,
    detox,
    housing,
    iop,
    jobs,
    profile_of,
)

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
PROFILES = Path(__file__).resolve().parent.parent / "profiles"


class FixedClock:
    def now(self) -> datetime:
        return NOW


def packets(*listings: Listing) -> Packets:
    store = FakeStore(listings)
    return Packets(LinearIndex(store.port), store.port, FakePlaces(), FixedClock())


def asks(*needs: dict, **changes) -> dict:
    return {**WORKER, "needs": list(needs), **changes}


CITY = (
    iop(tracks=(EVENING_TRACK,)),
    iop("test:prison", 1, yes="level=iop restricted=prison"),
    aa("test:a", "TU 19:00-20:00", "SA 10:00-11:00"),
    aa("test:b", "SU 19:00-20:00", miles=2),
    jobs(hours=hours("SA 09:00-15:00")),
    housing(),
    detox("test:d", "level=withdrawal_hospital detox=alcohol", 60),
)


def test_whole_profile_becomes_a_checked_packet() -> None:
    needs = (
        IOP_NEED,
        MEETINGS_NEED,
        {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60},
        {"id": "home", "kind": "resource", "topic": "housing"},
    )
    packet = packets(*CITY).plan(json.dumps(asks(*needs)))
    assert [(result.need, result.state.value) for result in packet.needs] == [
        ("treatment", "placed"),
        ("meetings", "placed"),
        ("work", "placed"),
        ("home", "chosen"),
    ]
    assert (packet.status, packet.as_of) == ("proven_optimal", NOW)
    assert packet.seconds > 0


def test_now_is_read_in_the_zone_of_the_profile() -> None:
    planner = packets(*CITY)
    text = planner.plan(asks(IOP_NEED), "2026-11-24T08:00")
    assert text.as_of == datetime(2026, 11, 24, 8, 0, tzinfo=ZoneInfo("America/Denver"))
    same = planner.plan(asks(IOP_NEED), text.as_of)
    assert replace(same, seconds=0.0) == replace(text, seconds=0.0)


def test_profile_can_be_given_ready() -> None:
    profile = profile_of(IOP_NEED)
    assert isinstance(packets(*CITY).plan(profile), Packet)


def test_bad_profile_names_its_path() -> None:
    with pytest.raises(BadProfile) as caught:
        packets().plan({"home": {"place": "80203"}, "needs": []})
    assert caught.value.field == "needs"


def test_empty_directory_makes_a_packet_that_says_so() -> None:
    packet = packets().plan(asks(IOP_NEED, MEETINGS_NEED))
    assert (packet.status, packet.unmet[0].removed_by, packet.unmet[0].relaxations) == ("partial", (), ())


def test_withdrawal_looks_a_hundred_miles_around() -> None:
    packet = packets(*CITY).plan(asks(IOP_NEED, safety={**CALM, "withdrawal_risk": "yes"}, travel={"max_miles": 1}))
    assert [choice.match.listing.id for choice in packet.choices] == ["test:d"]


def candidates(profile: Profile, *listings: Listing) -> set[str]:
    found = packets(*listings).candidates(profile, NOW)
    return {listing.id for listing in found.by_need[profile.needs[0].id]}


def test_candidates_reach_past_the_limits_so_that_what_is_lost_can_be_counted() -> None:
    profile = profile_of(IOP_NEED, travel={"max_miles": 5})
    wide = (
        iop("test:near"),
        iop("test:far", 90),
        iop("test:beyond", 130),
        iop("test:youth", yes="level=iop restricted=youth_only"),
    )
    assert candidates(profile, *wide) == {"test:near", "test:far", "test:youth"}


def test_candidates_stand_around_far_anchors_too() -> None:
    anchors = [{"name": "school", "place": "Walden, CO"}]
    walden = iop("test:walden")
    walden = replace(walden, location=location(FakePlaces().resolve("Walden, CO").point))
    other = {"anchors": anchors, "busy": []}
    meeting = replace(aa("test:m", "MO 12:00-13:00"), location=walden.location)
    assert candidates(profile_of(MEETINGS_NEED, **other), meeting) == {"test:m"}
    assert candidates(profile_of(MEETINGS_NEED), meeting) == set()


def test_candidates_by_video_come_from_the_own_state_only() -> None:
    online = "level=iop attendance=online"
    home, away = iop("test:co", yes=online), iop("test:wy", yes=online)
    home = replace(home, location=location(None, state="CO"))
    away = replace(away, location=location(None, state="WY"))
    assert candidates(profile_of(IOP_NEED), home, away) == {"test:co"}


def test_pinned_listing_is_a_candidate_wherever_it_is() -> None:
    assert candidates(profile_of(IOP_NEED, pins=["test:far"]), iop("test:far", 200)) == {"test:far"}


def test_more_than_a_page_of_candidates_is_read() -> None:
    many = [replace(iop(f"test:{number}"), location=at(number / 100)) for number in range(450)]
    assert len(candidates(profile_of(IOP_NEED), *many)) == 450


def test_packet_that_fails_its_check_is_never_shown_and_is_logged_by_its_codes_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("referral.services.packets.plan", lambda *given: replace(plan(*given), crisis=()))
    with pytest.raises(PacketInvalid) as caught:
        packets(*CITY).plan(asks(IOP_NEED))
    assert caught.value.violations == ("line_missing",)
    assert [record.getMessage() for record in caplog.records] == ["a packet failed its check: line_missing"]


@pytest.mark.parametrize("name", ["P01", "P03", "P06", "P07", "P09", "P12", "example"])
def test_profile_files_make_packets_over_any_directory(name: str) -> None:
    packet = packets(*CITY).plan((PROFILES / f"{name}.json").read_bytes())
    assert packet.stopped is (name == "P12")


@pytest.mark.parametrize(
    ("profile", "gates"),
    [
        ({"safety": {"suicidal": "yes"}}, ["G1"]),
        ({"home": {"place": "99999"}, "needs": [], "safety": {"emergency": "unknown", "suicidal": "no"}}, ["G0"]),
        ('{"safety": {"withdrawal_risk": "yes"}, "about": {"age": "abc"}}', ["G2"]),
        ({"safety": {"suicidal": "maybe", "no_such": "yes"}}, []),
        ({"safety": ["suicidal"]}, []),
        ("{not json", []),
    ],
)
def test_gates_are_known_whatever_else_is_wrong(profile: Any, gates: list[str]) -> None:
    assert [notice.gate.value for notice in packets().gates_despite(profile)] == gates
