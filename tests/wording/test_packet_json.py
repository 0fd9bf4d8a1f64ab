"""The JSON of a packet: exactly the keys that others rely on, plain values, both languages."""

import json
from typing import Any

import pytest

from referral.domain.packet import Packet
from referral.packets.candidates import Candidates
from referral.packets.plan import plan
from referral.wording import packet_json as wording
from referral.wording.packet_json import windows_json
from tests.factories import hours, spans
from tests.packets.city import (
    CALM,
    EVENING_TRACK,
    IOP_NEED,
    MEETINGS_NEED,
    NOW,
    aa,
    detox,
    housing,
    iop,
    planned,
    profile_of,
)
from tests.packets.crowd import city

KEYS = {
    "": "status proven crisis gates first_actions needs week legs choices alternates substitutes unmet after aftercare "
    "totals check_again_on weights_version as_of seconds",
    "crisis": "name phone",
    "gates": "code heading actions",
    "first_actions": "what phone call by",
    "needs": "need state",
    "week": "need listing name track day start end mode reserved book yields_to",
    "legs": "day leave arrive from to minutes miles_straight",
    "choices": "need listing name phones address hours website distance_miles distance_kind fit reach matched "
    "not_stated conflicts ask_windows questions source as_of",
    "alternates": "need listing extra_min_per_week",
    "substitutes": "for listing day start",
    "unmet": "need removed_by relaxations",
    "after": "need listing name phones",
    "aftercare": "when what",
    "totals": "program_hours program_hours_reserved meetings travel_min baseline_travel_min",
}
"""Path -> the keys that contract section 7 of this project's command line promises; more may be there."""


def packet_json(packet: Packet, lang: str = "en") -> dict[str, Any]:
    """The JSON of a packet, for tests that look inside."""
    return dict(wording.packet_json(packet, lang))


@pytest.fixture(scope="module")
def packets() -> list[Packet]:
    meetings = (aa("test:a", "SA 10:00-11:00"), aa("test:b", "SA 11:00-12:00"))
    return [
        planned(
            profile_of(
                IOP_NEED,
                {**MEETINGS_NEED, "per_week": {"min": 1}},
                {"id": "home", "kind": "resource", "topic": "housing"},
            ),
            iop(tracks=(EVENING_TRACK,)),
            iop("test:other", 3, tracks=(EVENING_TRACK,)),
            housing(),
            *meetings,
        ),
        planned(profile_of(IOP_NEED), iop(hours=hours("MO-FR 08:00-22:00"))),
        planned(profile_of(IOP_NEED, travel={"max_miles": 5}), iop("test:far", 8)),
        planned(
            profile_of(IOP_NEED, safety={**CALM, "withdrawal_risk": "yes"}),
            iop(),
            detox("test:d", "level=withdrawal_hospital"),
        ),
    ]


def test_every_promised_key_is_there(packets: list[Packet]) -> None:
    seen = set()
    for packet in packets:
        made = packet_json(packet)
        for path, keys in KEYS.items():
            values = [made] if not path else made[path] if isinstance(made[path], list) else [made[path]]
            for value in values:
                seen.add(path)
                assert set(keys.split()) <= value.keys(), path
    assert seen == set(KEYS)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_everything_is_plain_json_in_both_languages(packets: list[Packet], lang: str) -> None:
    for packet in packets:
        made = packet_json(packet, lang)
        assert json.loads(json.dumps(made)) == made


def test_packets_of_a_busy_city_have_words_for_everything() -> None:
    for seed in range(40):
        profile, listings = city(seed, size=30)
        made = plan(profile, Candidates({need.id: listings for need in profile.needs}), NOW)
        for lang in ("en", "es"):
            assert json.loads(json.dumps(packet_json(made, lang)))["as_of"] == NOW.isoformat()


def test_spanish_packet_keeps_codes_and_changes_sentences(packets: list[Packet]) -> None:
    english, spanish = packet_json(packets[3]), packet_json(packets[3], "es")
    assert english["gates"][0]["code"] == spanish["gates"][0]["code"] == "G2"
    assert english["gates"][0]["heading"] != spanish["gates"][0]["heading"]
    assert english["gates"][0]["action_codes"] == spanish["gates"][0]["action_codes"]


def test_unmet_need_says_by_what_and_what_would_help(packets: list[Packet]) -> None:
    (unmet,) = packet_json(packets[2])["unmet"]
    assert (unmet["removed_by"], unmet["removed_text"]) == ({"distance": 1}, ["1 too far"])
    (relaxation,) = unmet["relaxations"]
    assert (relaxation["change"][0]["code"], relaxation["change"][0]["miles"], relaxation["gains"]) == (
        "raise_miles",
        10,
        1,
    )


def test_need_without_any_change_says_that_nothing_is_in_reach() -> None:
    (unmet,) = packet_json(planned(profile_of(IOP_NEED)))["unmet"]
    assert (unmet["relaxations"], unmet["text"]) == ([], "The directory holds nothing for this within reach.")


def test_windows_of_equal_times_are_one() -> None:
    assert windows_json(spans("MO-TH 17:00-20:00", "SA 09:00-12:00")) == [
        {"days": "MO-TH", "start": "17:00", "end": "20:00"},
        {"days": "SA", "start": "09:00", "end": "12:00"},
    ]


def test_distance_is_said_as_a_straight_line(packets: list[Packet]) -> None:
    choice = packet_json(packets[1])["choices"][0]
    assert (choice["distance_miles"], choice["distance_kind"]) == (2.0, "straight line")
