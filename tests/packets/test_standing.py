"""What is said to fit beside a week as it stands does fit when the week is planned anew."""

from typing import Any

import pytest

from referral.domain.listing import Listing
from referral.domain.need import Profile
from referral.domain.packet import NeedState
from referral.matching.person import person_of
from referral.packets.changes import atoms
from referral.packets.setting import Setting
from referral.packets.standing import Standing
from referral.packets.travel import GreatCircle
from tests.factories import hours, track
from tests.packets.city import EVENING_TRACK, IOP_NEED, NOW, aa, iop, jobs, profile_of
from tests.packets.ways_out import changed_by, hard_case, unmet, week_of

ONE = {"id": "meetings", "kind": "meeting", "per_week": {"min": 1, "target": 1}}
TWO = {**ONE, "per_week": {"min": 2, "target": 2}}
VISIT = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
IDLE: dict[str, list[object]] = {"anchors": [], "busy": []}


def holds(need: str, listing: Listing, before: Profile, listings: tuple[Listing, ...], after: Profile) -> bool:
    """Whether a listing is said to fit for a need after a change to the profile."""
    plan = week_of(before, listings)
    setting = Setting.of(person_of(after, NOW), GreatCircle(), like=plan.prepared.setting)
    wanted = next(one for one in after.needs if one.id == need)
    return Standing(plan, setting).holds([(wanted, setting.judged(wanted, [listing]).matches)])


def test_visit_fits_into_a_day_that_is_free() -> None:
    assert holds("work", jobs(), profile_of(VISIT), (), profile_of(VISIT, **IDLE))
    assert not holds("work", jobs(), profile_of(VISIT), (), profile_of(VISIT))


def test_program_does_not_fit_over_what_stands() -> None:
    profile = profile_of(IOP_NEED, ONE, **IDLE)
    evening = aa("test:a", "MO 18:00-19:00")
    assert not holds("treatment", iop(tracks=(EVENING_TRACK,)), profile, (evening,), profile)
    late = aa("test:a", "SU 18:00-19:00")
    assert holds("treatment", iop(tracks=(EVENING_TRACK,)), profile, (late,), profile)


@pytest.mark.parametrize(("keeps_off", "fits"), [(False, True), (True, False)])
def test_program_keeps_off_days_of_meetings_that_keep_off_programs(keeps_off: bool, fits: bool) -> None:
    profile = profile_of(IOP_NEED, {**ONE, "avoid_program_days": keeps_off}, **IDLE)
    morning = aa("test:a", "MO 08:00-09:00")
    assert holds("treatment", iop(tracks=(EVENING_TRACK,)), profile, (morning,), profile) is fits


@pytest.mark.parametrize(("days", "fits"), [("SA,SU", True), ("SU", False)])
def test_meetings_fit_when_the_least_number_does(days: str, fits: bool) -> None:
    profile = profile_of(TWO, **IDLE)
    assert holds("meetings", aa("test:a", f"{days} 10:00-11:00"), profile, (), profile) is fits


@pytest.mark.parametrize(("cap", "fits"), [(1, False), (2, True)])
def test_meetings_keep_within_the_cap_of_a_day(cap: int, fits: bool) -> None:
    profile = profile_of({**TWO, "max_per_day": cap}, **IDLE)
    stands = aa("test:a", "SU 10:00-11:00")
    assert holds("meetings", aa("test:b", "SU 18:00-19:00"), profile, (stands,), profile) is fits


def busy(*blocks: tuple[str, str, str]) -> dict[str, Any]:
    """A week at home with these blocks."""
    return {"busy": [{"days": days, "start": a, "end": b} for days, a, b in blocks], "anchors": []}


THREE_HOURS = (
    ("MO", "06:00", "09:00"), ("MO", "13:00", "23:00"),
    ("WE", "06:00", "14:00"), ("WE", "18:00", "23:00"),
    ("FR", "06:00", "18:00"), ("TU,TH,SA", "06:00", "23:00"),
)  # fmt: skip
"""Free for hours on three days, never at the same time of day: the usual track of a program finds no room."""


def test_program_of_unknown_times_that_has_no_room_is_left_to_planning() -> None:
    """It would go before a visit wherever a change makes room."""
    asked, sunday = iop("test:asked", tracks=(), hours=()), jobs(hours=hours("SU 09:00-17:00"))
    before, after = (
        profile_of(IOP_NEED, VISIT, **busy(*THREE_HOURS, *more)) for more in ([("SU", "06:00", "23:00")], [])
    )
    plan = week_of(before, (asked,))
    assert (plan.answered["treatment"].state, plan.agenda.entries) == (NeedState.ASK, ())
    assert not holds("work", sunday, before, (asked,), after)
    assert holds("work", sunday, before, (iop(tracks=(track("MO 09:30-12:30", level="iop"),)),), after)


@pytest.mark.parametrize("seed", range(25))
def test_what_fits_beside_a_week_fits_when_it_is_planned_anew(seed: int) -> None:
    profile, listings = hard_case(seed)
    plan = week_of(profile, listings)
    alone = unmet(plan)
    for one in alone if len(alone) == 1 else []:
        for atom in atoms(profile, one.need):
            changed = changed_by(profile, (atom.reason,))
            if any(holds(one.need.id, listing, profile, listings, changed) for listing in listings):
                after = week_of(changed, listings)
                assert after.answered[one.need.id].state is not NeedState.UNMET
