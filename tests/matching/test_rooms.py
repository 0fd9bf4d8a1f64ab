"""Closed meetings and who is a member; rooms for others; rooms that are not religious."""

import pytest

from referral.domain.facts import Answer
from referral.matching.rooms import for_others, membership, says
from tests.factories import meeting

YES, NO, UNSAID = Answer.YES, Answer.NO, Answer.NOT_STATED


@pytest.mark.parametrize(
    ("fellowships", "substances", "member"),
    [
        (["AA"], {"alcohol"}, YES),
        (["AA"], {"opioids"}, NO),
        (["AA"], {"opioids", "alcohol"}, YES),
        (["AA"], set(), UNSAID),
        (["NA"], {"alcohol"}, YES),
        (["NA"], {"opioids"}, YES),
        (["NA"], {"gambling"}, NO),
        (["CMA"], {"alcohol"}, NO),
        (["AA", "NA"], {"opioids"}, YES),
        (["AA", "CMA"], {"opioids"}, NO),
        (["NA"], {"mental_health"}, UNSAID),
        (["GA"], {"gambling"}, YES),
        (["GA"], {"alcohol"}, NO),
        (["AlAnon"], {"alcohol"}, UNSAID),
        (["CoDA"], {"alcohol"}, UNSAID),
        (["AA", "AlAnon"], {"opioids"}, UNSAID),
        ([], {"alcohol"}, UNSAID),
    ],
)
def test_closed_meeting_knows_its_members(fellowships: list[str], substances: set[str], member: Answer) -> None:
    assert membership(fellowships, frozenset(substances)) is member


@pytest.mark.parametrize(
    ("fellowships", "substances", "others"),
    [
        ({"AlAnon"}, {"alcohol"}, True),
        ({"AA", "AlAnon"}, {"alcohol"}, False),
        ({"GA"}, {"alcohol"}, True),
        ({"GA"}, {"gambling"}, False),
        ({"GamAnon"}, {"gambling"}, True),
        (set(), {"alcohol"}, False),
    ],
)
def test_rooms_for_families_and_other_concerns_are_for_others(
    fellowships: set[str], substances: set[str], others: bool
) -> None:
    assert for_others(frozenset(fellowships), frozenset(substances)) is others


@pytest.mark.parametrize(
    ("yes", "no", "answer"),
    [
        ("fellowship=AA meeting=secular", "", YES),
        ("fellowship=AA", "", UNSAID),
        ("fellowship=AA", "meeting=secular", NO),
        ("fellowship=SMART", "", YES),
        ("fellowship=LifeRing", "", YES),
        ("fellowship=RecoveryDharma", "", UNSAID),
        ("fellowship=CelebrateRecovery", "", NO),
        ("", "", UNSAID),
    ],
)
def test_fellowship_says_whether_its_rooms_are_secular(yes: str, no: str, answer: Answer) -> None:
    assert says(meeting("MO 18:00-19:00", yes=yes, no=no), "meeting=secular") is answer
