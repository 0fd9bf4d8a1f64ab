"""Meetings before and after a program, around a week that has no end."""

from hypothesis import given
from hypothesis import strategies as st

from referral.domain.listing import Listing
from referral.domain.neighbours import LEAST_MIN, WITHIN_MIN, neighbours
from referral.domain.week import WEEK_MIN, Day, Span
from tests.factories import listing, meeting, sessions, spans


def found(program: str, *meetings: Listing, trip_min: float = 0) -> list[tuple[str, int, bool]]:
    beside = neighbours(spans(program), meetings, lambda _meeting: trip_min)
    return [(one.meeting.id, one.gap_min, one.before) for one in beside]


def test_a_meeting_that_begins_after_the_group_is_a_neighbour() -> None:
    after = meeting("MO 21:15-22:15")
    assert found("MO 18:00-21:00", after) == [(after.id, 15, False)]


def test_a_meeting_that_ends_before_the_group_is_a_neighbour() -> None:
    before = meeting("MO 16:30-17:30")
    assert found("MO 18:00-21:00", before) == [(before.id, 30, True)]


def test_a_meeting_at_the_same_time_is_none() -> None:
    assert found("MO 18:00-21:00", meeting("MO 20:30-21:30")) == []
    assert found("MO 18:00-21:00", meeting("MO 17:30-18:30")) == []
    assert found("MO 18:00-21:00", meeting("MO 18:30-19:30")) == []


def test_a_meeting_too_long_after_is_none() -> None:
    assert found("MO 09:00-10:00", meeting("MO 12:01-13:00")) == []
    assert found("MO 09:00-10:00", meeting("MO 12:00-13:00")) != []


def test_the_week_has_no_end() -> None:
    monday = meeting("MO 00:20-01:00")
    assert found("SU 22:00-00:00", monday) == [(monday.id, 20, False)]


def test_a_gap_that_leaves_no_time_to_get_there_is_none() -> None:
    for at, gap in (("09:00", []), ("09:14", []), ("09:15", [15]), ("09:40", [40])):
        after = meeting(f"MO {at}-10:30")
        assert [minutes for _, minutes, _ in found("MO 08:00-09:00", after)] == gap
        before = meeting("MO 06:00-07:00")
        assert [minutes for _, minutes, _ in found(f"MO 07:{at[3:]}-08:00", before)] == gap


def test_a_gap_is_as_long_as_the_way() -> None:
    after = meeting("MO 09:25-10:30")
    assert found("MO 08:00-09:00", after, trip_min=25) == [(after.id, 25, False)]
    assert found("MO 08:00-09:00", after, trip_min=25.1) == []


def test_of_equal_gaps_the_shorter_way_comes_first() -> None:
    far, close = meeting("MO 09:30-10:30", id="test:1"), meeting("MO 09:30-10:30", id="test:2")
    beside = neighbours(spans("MO 08:00-09:00"), [far, close], lambda one: {far.id: 20, close.id: 5}[one.id])
    assert [one.meeting.id for one in beside] == [close.id, far.id]


def test_a_session_too_close_gives_way_to_the_next_one() -> None:
    between = meeting("MO 09:05-10:00")
    beside = neighbours(spans("MO 08:00-09:00", "MO 10:30-11:30"), [between], lambda _meeting: 0)
    assert [(one.gap_min, one.before) for one in beside] == [(30, True)]


def test_sessions_that_are_not_weekly_are_left_out() -> None:
    monthly = listing(
        kind=meeting("MO 21:15-22:15").kind, sessions=sessions("MO 21:15-22:15", rrule="FREQ=MONTHLY;BYDAY=1MO")
    )
    assert found("MO 18:00-21:00", monthly) == []


starts = st.integers(0, WEEK_MIN - 1)
lengths = st.integers(15, 240)


@given(starts, lengths, starts, lengths)
def test_a_neighbour_and_its_program_never_overlap(start: int, length: int, other: int, other_length: int) -> None:
    program, span = Span(start, length), Span(other, other_length)
    one = meeting(f"{Day(span.start_min // 1440).name} {span.start_clock}-{span.end_clock}")
    for beside in neighbours([program], [one], lambda _meeting: 0):
        assert LEAST_MIN <= beside.gap_min <= WITHIN_MIN
        minutes = {minute % WEEK_MIN for minute in range(start, start + length)}
        assert not minutes & {minute % WEEK_MIN for minute in range(other, other + beside.span.length_min)}
