"""Every way out is true: made to the profile and planned anew it yields what it promised, and no part of it does."""

import pytest

from referral.domain.packet import NeedState
from referral.packets.candidates import Candidates
from referral.packets.changes import apply
from referral.packets.relaxations import WaysOut
from referral.packets.travel import GreatCircle
from tests.packets.ways_out import changed_by, gained, hard_case, loosened, parts_of, unmet, week_of


def ways_out(seed: int) -> None:
    """Check every unmet need of one person."""
    profile, listings = hard_case(seed)
    plan = week_of(profile, listings)
    candidates = Candidates({need.id: listings for need in profile.needs})
    for one in unmet(plan):
        ways = WaysOut(plan, candidates, GreatCircle()).relaxations(one)
        if not ways:
            free = week_of(loosened(profile, one.need), listings)
            assert free.answered[one.need.id].state is NeedState.UNMET
            assert free.weight(free.answered[one.need.id].need) <= plan.weight(one.need)
        for way in ways:
            if way.change[0].code == "fewer_meetings":
                after = week_of(apply(profile, way), listings)
                assert after.answered[one.need.id].state is not NeedState.UNMET
                continue
            found = gained(profile, way.change, one.need.id, listings)
            assert found >= way.gains if way.lower_bound else found == way.gains
            assert [part for part in parts_of(way.change) if gained(profile, part, one.need.id, listings) > 0] == []
            assert changed_by(profile, way.change) == apply(profile, way)


@pytest.mark.parametrize("seed", range(12))
def test_every_way_out_is_true_and_smallest(seed: int) -> None:
    ways_out(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12, 100))
def test_every_way_out_is_true_and_smallest_for_many(seed: int) -> None:
    ways_out(seed)
