"""A curfew is read where a house states it beyond doubt; anything else is not stated."""

import pytest

from referral.domain.curfew import curfew_of
from referral.domain.week import Day
from tests.factories import program


def read(text: str) -> list[str] | None:
    found = curfew_of(program("level=recovery_housing", description=text))
    return None if found is None else [f"{span.day.name} {span.start_clock}-{span.end_clock}" for span in found.spans]


def every_night(clock: str, end: str = "05:00") -> list[str]:
    return [f"{day.name} {clock}-{end}" for day in Day]


@pytest.mark.parametrize(
    "text",
    [
        "Curfew 10 pm.",
        "A sober house for men. Curfew is 10:00 p.m. every night. No pets.",
        "There is a curfew at 10pm",
        "10 PM curfew, house meeting on another page",
        "Curfew: 22:00, seven days a week",
    ],
)
def test_one_clock_is_for_every_night(text: str) -> None:
    assert read(text) == every_night("22:00")


def test_stated_end_is_taken_and_a_missing_one_is_five() -> None:
    assert read("Curfew from 11 pm to 6 am") == every_night("23:00", "06:00")
    found = [curfew_of(program(description=text)) for text in ("Curfew 11 pm", "Curfew 11 pm - 6 am")]
    assert [one and one.end_assumed for one in found] == [True, False]


def test_nights_of_their_own_have_their_own_clock() -> None:
    expected = [f"{day} 22:00-05:00" for day in ("MO", "TU", "WE", "TH")]
    saturday = ["SA 00:00-05:00", "SU 00:00-05:00", "SU 22:00-05:00"]
    assert read("Curfew 10 pm Sunday through Thursday, midnight Friday and Saturday") == [*expected, *saturday]
    assert read("Curfew: weeknights 10 pm, weekends midnight") == [*expected, *saturday]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A quiet house.",
        "Curfew varies with your phase: 9 pm.",
        "No curfew after 10 pm",
        "Curfew 10 pm, 8 pm for the first 30 days",
        "Curfew 10 pm for new residents",
        "Toque de queda a las 10 pm de domingo a jueves",
        "Curfew enforced.",
        "Breakfast at 7 am, curfew",
        "Curfew 9 pm or 10 pm",
        "Curfew 10 pm. Another house: curfew 9 pm.",
        "Curfew 10 pm on weekdays, 11 pm",
    ],
)
def test_what_leaves_a_doubt_is_not_stated(text: str) -> None:
    assert read(text) is None
