"""Whatever the person and the directory: the planner's packet passes the independent checker."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from referral.domain.listing import Listing, Mode
from referral.domain.need import Profile
from referral.domain.packet import NeedState, Status
from referral.packets.candidates import Candidates
from referral.packets.check import violations
from referral.packets.plan import plan
from tests.packets.crowd import city, crowded
from tests.packets.people import directories, profiles

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/Denver"))
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _check(profile: Profile, listings: tuple[Listing, ...]) -> None:
    by_need = {need.id: listings for need in profile.needs}
    packet = plan(profile, Candidates(by_need, listings, listings), NOW)
    assert violations(packet, profile, {listing.id: listing for listing in listings}, NOW) == ()
    assert [result.need for result in packet.needs] == [need.id for need in profile.needs]
    unmet = [result.state is NeedState.UNMET for result in packet.needs]
    assert (packet.status is Status.PARTIAL) == any(unmet)


@given(profiles(), directories())
@settings(SLOW, max_examples=60)
def test_planned_packets_pass_the_checker(profile: Profile, listings: tuple[Listing, ...]) -> None:
    _check(profile, listings)


@given(profiles(calm=False), directories())
@settings(SLOW, max_examples=60)
def test_packets_of_any_answers_pass_the_checker(profile: Profile, listings: tuple[Listing, ...]) -> None:
    _check(profile, listings)


@pytest.mark.slow
@given(profiles(), directories(most=30))
@settings(SLOW, max_examples=500)
def test_many_planned_packets_pass_the_checker(profile: Profile, listings: tuple[Listing, ...]) -> None:
    _check(profile, listings)


def test_weeks_of_a_busy_city_pass_the_checker_and_hold_everything() -> None:
    """Over fixed seeds every part of a packet really occurs, so that passing means something."""
    seen: dict[str, int] = {}
    for seed in range(160):
        profile, listings = crowded(seed) if seed % 4 == 0 else city(seed, size=6 + seed % 60)
        packet = plan(profile, Candidates({need.id: listings for need in profile.needs}), NOW)
        assert (seed, violations(packet, profile, {one.id: one for one in listings}, NOW)) == (seed, ())
        parts = {
            "track": any(item.track for item in packet.week),
            "reserved": any(item.reserved for item in packet.week),
            "visit": any(item.book for item in packet.week),
            "online": any(item.mode is Mode.ONLINE for item in packet.week),
            "yields": any(item.yields_to for item in packet.week),
            "legs": bool(packet.legs),
            "alternates": bool(packet.alternates),
            "substitutes": bool(packet.substitutes),
            "windows": any(choice.ask_windows for choice in packet.choices),
            "relaxations": any(one.relaxations for one in packet.unmet),
            "unmet": bool(packet.unmet),
        }
        for part, present in parts.items():
            seen[part] = seen.get(part, 0) + present
    assert {part for part, count in seen.items() if count == 0} == set()
