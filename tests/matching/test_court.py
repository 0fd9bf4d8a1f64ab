"""Someone sent by a court reads of meetings that are not religious."""

import pytest

from referral.domain.listing import Listing
from tests.factories import meeting
from tests.packets.city import MEETINGS_NEED, planned, profile_of

AA = meeting("TU 19:00-20:00", "SA 10:00-11:00", id="test:aa", yes="fellowship=AA language=en", name="Old Town Group")
SMART = meeting("WE 19:00-20:00", id="test:smart", yes="fellowship=SMART language=en", name="Tools Meeting")
ASKED = meeting("WE 19:00-20:00", id="test:ask", yes="fellowship=LifeRing", name="Unsure Meeting")


def notes(groups: list[str], *listings: Listing) -> list[tuple[str, str | None]]:
    packet = planned(profile_of(MEETINGS_NEED, about={"substances": ["alcohol"], "groups": groups}), *listings)
    found = [note for note in packet.notes if note.code.startswith("court")]
    return [(note.code, str(note.params["name"]) if "name" in note.params else None) for note in found]


@pytest.mark.parametrize("group", ["justice", "dui"])
def test_secular_choice_is_named(group: str) -> None:
    assert notes([group], AA, SMART) == [("court_choice", "Tools Meeting")]


def test_no_secular_choice_is_said() -> None:
    assert notes(["justice"], AA, ASKED) == [("court_choice_none", None)]


def test_others_read_nothing_of_courts() -> None:
    assert notes(["veterans"], AA, SMART) == []
