"""Days and times as people write them, in English and Spanish, become the one form that everything else reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import BadInput
from referral.domain.plain_times import plain_moment, plain_window
from referral.domain.week import Day, clock, day_runs, parse_windows


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ("LU-VI 17:00-21:00", "MO-FR 17:00-21:00"),
        ("ma,ju 9:00-12:30", "TU,TH 09:00-12:30"),
        ("MI 17:00-21:00", "WE 17:00-21:00"),
        ("SA,DO 08:00-20:00", "SA-SU 08:00-20:00"),
        ("LU MI VI 17:00-21:00", "MO,WE,FR 17:00-21:00"),
        ("Monday to Friday 5pm-9pm", "MO-FR 17:00-21:00"),
        ("mondays and wednesdays 5 p.m. to 9 p.m.", "MO,WE 17:00-21:00"),
        ("Tue, Thu 17-21", "TU,TH 17:00-21:00"),
        ("lunes a viernes de 17:00 a 21:00", "MO-FR 17:00-21:00"),
        ("los miércoles y sábados 5 p. m. a 9 p. m.", "WE,SA 17:00-21:00"),
        ("domingo 9am–noon", "SU 09:00-12:00"),
        ("weekdays 5:30pm-9:30pm", "MO-FR 17:30-21:30"),
        ("entre semana 17-21", "MO-FR 17:00-21:00"),
        ("fin de semana 8am-8pm", "SA-SU 08:00-20:00"),
        ("every day 9am-5pm", "MO-SU 09:00-17:00"),
        ("todos los días 9am-5pm", "MO-SU 09:00-17:00"),
        ("FR 10pm-midnight", "FR 22:00-00:00"),
        ("vi mediodía-15:00", "FR 12:00-15:00"),
        ("MO 5-9pm", "MO 17:00-21:00"),
        ("MO 5:30-9pm", "MO 17:30-21:00"),
        ("MO 9:00-5pm", "MO 09:00-17:00"),
        ("MO 5pm-21", "MO 17:00-21:00"),
        ("MO 9:00-12", "MO 09:00-12:00"),
        ("MO 9-5pm", "MO 09:00-17:00"),
        ("MO 11-1pm", "MO 11:00-13:00"),
        ("MO 12-1pm", "MO 12:00-13:00"),
        ("MO 08-12", "MO 08:00-12:00"),
        ("MO 9-17", "MO 09:00-17:00"),
        ("MO 12am-6am", "MO 00:00-06:00"),
        ("MO-FR 17:30-21:30", "MO-FR 17:30-21:30"),
    ],
)
def test_a_window_is_read_where_it_means_one_thing(written: str, window: str) -> None:
    assert plain_window(written) == window
    assert parse_windows(plain_window(written))


@pytest.mark.parametrize(
    "written",
    [
        *("", "someday", "MO", "MO 5-9", "MO 8-12", "MO 5pm-9", "MO 5pm-9:30", "17:00-21:00", "XX 17-21"),
        *(
            "MO 25-27",
            "MO 13pm-3pm",
            "MO--FR 17-21",
            "MO 9:75-10:00",
            "MO 0am-5am",
            "MO,,FR 17-21",
            "MO-TU-WE 17-21",
            "ñ 1pm-2pm",
            "MO 1" * 99,
        ),
    ],
)
def test_what_could_mean_two_things_or_none_stays_as_written_and_is_refused(written: str) -> None:
    assert plain_window(written) == written
    with pytest.raises(BadInput):
        parse_windows(plain_window(written))


@given(st.sets(st.sampled_from(Day), min_size=1), st.integers(0, 1439), st.integers(0, 1439))
def test_a_window_of_the_one_form_stays_what_it_is(days: set[Day], start: int, end: int) -> None:
    window = f"{day_runs(days)} {clock(start)}-{clock(end)}"
    assert plain_window(window) == window


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    read = plain_window(text)
    assert read == text or parse_windows(read)
    assert isinstance(plain_moment(text), str)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("MA 18:15", "TU 18:15"),
        ("tuesday 6:15pm", "TU 18:15"),
        ("martes 6 p. m.", "TU 18:00"),
        ("TU 18:15", "TU 18:15"),
        ("now", "now"),
        ("TU 6", "TU 6"),
        ("MO-FR 18:15", "MO-FR 18:15"),
        ("noon", "noon"),
    ],
)
def test_a_moment_is_read_alike(written: str, moment: str) -> None:
    assert plain_moment(written) == moment
