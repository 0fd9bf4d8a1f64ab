"""What is said at a first call: all that takes a call, when not, and nothing of health."""

from typing import Any

import pytest

from referral.wording.first_call import FirstCall, first_call
from referral.wording.needs import need_names
from tests.packets.city import IOP_NEED, MEETINGS_NEED, planned, profile_of

HOUSING = {"id": "home", "kind": "resource", "topic": "housing"}
RIDES = {"id": "rides", "kind": "resource", "topic": "transport"}


def said(*needs: dict[str, Any], lang: str = "en", **changes: Any) -> FirstCall:
    profile = profile_of(*needs, **changes)
    return first_call(planned(profile), profile, need_names(profile, lang), lang)


@pytest.mark.parametrize(
    ("needs", "sought"),
    [
        ((IOP_NEED, MEETINGS_NEED, HOUSING, RIDES), ("Intensive outpatient (IOP)", "Housing", "Rides")),
        ((HOUSING, MEETINGS_NEED), ("Housing",)),
        ((MEETINGS_NEED,), ("Meeting",)),
    ],
)
def test_all_that_takes_a_call_is_looked_for(needs: tuple[dict, ...], sought: tuple[str, ...]) -> None:
    assert said(*needs).looking_for == sought


def test_it_says_when_not_how_it_is_paid_and_in_which_language() -> None:
    busy = [{"days": "MO-FR", "start": "08:00", "end": "17:00"}]
    call = said(IOP_NEED, busy=busy, payment=["medicaid"], languages=["es"], lang="es")
    assert call == FirstCall(
        ("Consulta externa intensiva (IOP)",), ("lun a vie 8:00 a. m. a 5:00 p. m.",), ("Medicaid",), ("español",)
    )


def test_what_was_not_said_is_empty() -> None:
    call = said(IOP_NEED, busy=[], payment=[], languages=[])
    assert (call.busy, call.pays, call.speaks) == ((), (), ())


def test_what_safety_puts_first_is_looked_for_before_all_else() -> None:
    assert said(IOP_NEED, HOUSING, safety={"emergency": "yes"}).looking_for == ()
