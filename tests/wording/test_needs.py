from referral.matching.first_steps import MEDICINE_NEED, WITHDRAWAL_NEED
from referral.wording.needs import _OF_SAFETY


def test_needs_that_safety_adds_have_names() -> None:
    assert set(_OF_SAFETY) == {MEDICINE_NEED.id, WITHDRAWAL_NEED.id}
