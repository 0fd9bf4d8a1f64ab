"""Safety by table: whatever is answered, gates stand in order, a stop ranks nothing, withdrawal is never at home."""

from itertools import product

import pytest

from referral.domain.need import SAFETY_QUESTIONS, Risk
from referral.domain.packet import NeedState, Packet
from referral.packets.check import violations
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

ANSWERS = tuple(Risk)
STOPPING = ("emergency", "suicidal", "harm_others", "withdrawal_risk")
OTHERS = tuple(name for name in SAFETY_QUESTIONS if name not in STOPPING)
WITH_BEDS = {"test:hospital", "test:residence", "test:unclear"}
TOWN = (
    iop(tracks=(EVENING_TRACK,)),
    aa("test:aa", "TU 19:00-20:00"),
    housing(),
    detox("test:home-only", "level=withdrawal_outpatient detox=alcohol", 1),
    detox("test:unclear-home", "level=withdrawal level=withdrawal_outpatient detox=alcohol", 1),
    detox("test:hospital", "level=withdrawal_hospital detox=alcohol", 30),
    detox("test:residence", "level=withdrawal_residential level=withdrawal_outpatient detox=alcohol", 12),
    detox("test:unclear", "level=withdrawal", 3),
)
NEEDS = (IOP_NEED, MEETINGS_NEED, {"id": "home", "kind": "resource", "topic": "housing"})


def packet_of(safety: dict[str, str]) -> Packet:
    profile = profile_of(*NEEDS, safety=safety)
    packet = planned(profile, *TOWN)
    assert violations(packet, profile, {listing.id: listing for listing in TOWN}, NOW) == ()
    return packet


@pytest.mark.parametrize("others", [*ANSWERS, None])
def test_stopped_packets_rank_nothing_and_list_no_withdrawal_at_home(others: Risk | None) -> None:
    rest = {} if others is None else dict.fromkeys(OTHERS, others.value)
    for answers in product(ANSWERS, repeat=len(STOPPING)):
        safety = dict(zip(STOPPING, (one.value for one in answers), strict=True)) | rest
        packet = packet_of(safety)
        stops = any(one.is_risk for one in answers)
        assert packet.stopped == stops
        if not stops:
            assert packet.week
            continue
        assert packet.gates[0].gate.stops
        assert (packet.week, packet.alternates, packet.substitutes, packet.other_weeks) == ((), (), (), ())
        assert {one.state for one in packet.needs} == {NeedState.AFTER}
        listed = {choice.match.listing.id for choice in packet.choices}
        assert listed == (WITH_BEDS if Risk(safety["withdrawal_risk"]).is_risk else set())
        assert {choice.need for choice in packet.choices} <= {"safety:withdrawal"}


def test_no_answer_beside_the_stops_brings_a_ranking_or_withdrawal_at_home() -> None:
    for answers in product((Risk.NO, Risk.UNKNOWN), repeat=len(OTHERS)):
        rest = dict(zip(OTHERS, (one.value for one in answers), strict=True))
        packet = packet_of({**CALM, **rest, "withdrawal_risk": "yes"})
        assert packet.week == ()
        assert {choice.match.listing.id for choice in packet.choices} == WITH_BEDS
