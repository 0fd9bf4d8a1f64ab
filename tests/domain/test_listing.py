"""What of a listing comes again every week: each track by itself, then what is attended alone."""

from tests.factories import hours, meeting, program, sessions, track

MONTHLY = "FREQ=MONTHLY;BYDAY=1SU"


def test_weekly_sessions_come_by_track_and_then_alone() -> None:
    evening, day = track("MO,WE 18:00-21:00", name="evening"), track("MO-FR 09:00-12:00", name="day", required=3)
    alone = sessions("SA 10:00-11:00")
    found = program(tracks=(evening, day), sessions=alone).weekly
    assert found == (("evening", evening.sessions), ("day", day.sessions), (None, alone))


def test_what_is_not_weekly_is_left_out_and_a_track_without_the_rest_too() -> None:
    weekly = sessions("TU 19:00-20:00")
    assert meeting(sessions=(*sessions("SU 09:00-10:00", rrule=MONTHLY), *weekly)).weekly == ((None, weekly),)
    assert program(tracks=(track("SU 09:00-10:00", name="first Sunday", rrule=MONTHLY),)).weekly == ()


def test_opening_hours_are_no_sessions() -> None:
    assert program(hours=hours("MO-FR 08:00-20:00")).weekly == ()
