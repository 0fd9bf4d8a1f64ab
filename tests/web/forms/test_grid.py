"""Hours ticked in the grid of a week become windows, and come back from them."""

from hypothesis import given
from hypothesis import strategies as st

from referral.domain.week import WeekSet, parse_windows
from referral.web.forms.grid import CELLS, cells_of, painted_blocks, painted_windows
from referral.web.forms.search import MAX_CHARS, MAX_CHOICES, SearchForm

CHOSEN = st.sets(st.sampled_from(CELLS))


def test_hours_of_equal_times_are_one_window() -> None:
    cells = ["MO17", "MO18", "TU17", "TU18", "WE17", "WE18", "SA09", "SU09", "SU23", "junk", "MO99"]
    assert painted_windows(cells) == ("MO-WE 17:00-19:00", "SA-SU 09:00-10:00", "SU 23:00-00:00")


def test_hours_that_touch_are_one_block_of_their_day() -> None:
    assert painted_blocks(["TU09", "TU10", "TU12"]) == [
        {"days": "TU", "start": "09:00", "end": "11:00"},
        {"days": "TU", "start": "12:00", "end": "13:00"},
    ]


@given(CHOSEN)
def test_windows_hold_the_ticked_hours_and_give_them_back(cells: set[str]) -> None:
    windows = painted_windows(cells)
    assert cells_of(windows) == cells
    minutes = WeekSet.of(span for window in windows for span in parse_windows(window)).minutes
    assert minutes == 60 * len(cells)


@given(CHOSEN)
def test_every_painted_week_fits_into_what_travels_sealed(cells: set[str]) -> None:
    windows = painted_windows(cells)
    assert SearchForm(free=("today", "tonight", *windows)).sealed().get("free") == ["today", "tonight", *windows]


def test_the_most_windows_that_can_be_painted_travel_too() -> None:
    assert MAX_CHOICES >= 7 * 9 + 6
    assert MAX_CHARS["free"] >= len("MO-TU,TH-FR,SU 10:00-11:00")


def test_only_whole_hours_of_a_window_are_ticked() -> None:
    assert cells_of(["MO 17:30-19:30", "TU 05:00-07:00", "today", "someday", "FR 22:00-02:00"]) == {
        *("MO18", "TU06", "FR22", "FR23"),
    }
