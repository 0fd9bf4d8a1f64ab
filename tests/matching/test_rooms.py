"""Closed meetings and who is a member."""

import pytest

from referral.matching.rooms import welcomes_closed


@pytest.mark.parametrize(
    ("fellowships", "substances", "welcome"),
    [
        (["AA"], {"alcohol"}, True),
        (["AA"], {"opioids"}, False),
        (["NA"], {"alcohol"}, True),
        (["NA"], {"opioids"}, True),
        (["CMA"], {"alcohol"}, False),
        (["AA", "NA"], {"opioids"}, True),
        (["NA"], set(), False),
        (["NA"], {"mental_health"}, False),
        ([], {"alcohol"}, False),
    ],
)
def test_closed_meeting_welcomes(fellowships: list[str], substances: set[str], welcome: bool) -> None:
    assert welcomes_closed(fellowships, frozenset(substances)) is welcome
