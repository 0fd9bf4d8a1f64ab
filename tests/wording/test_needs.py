import pytest

from referral.domain.need import Need, Profile
from referral.domain.vocabulary import Kind
from referral.matching.first_steps import MEDICINE_NEED, WITHDRAWAL_NEED
from referral.wording.needs import _OF_SAFETY, need_names
from tests.factories import place


def test_needs_that_safety_adds_have_names() -> None:
    assert set(_OF_SAFETY) == {MEDICINE_NEED.id, WITHDRAWAL_NEED.id}


@pytest.mark.parametrize(
    ("fellowships", "name"),
    [
        (("AlAnon", "NarAnon"), "Al-Anon or Nar-Anon, for the family"),
        (("AlAnon", "AA"), "Meeting"),
        ((), "Meeting"),
    ],
)
def test_meetings_of_families_are_told_from_others(fellowships: tuple[str, ...], name: str) -> None:
    need = Need("a", Kind.MEETING, fellowships=fellowships)
    assert need_names(Profile(home=place(), needs=(need,), time_zone="UTC"), "en")["a"] == name
