"""Windows of a week, ways between places, and when a person could be somewhere."""

from hypothesis import given, settings

from referral.domain.need import Profile
from referral.domain.place import Precision
from referral.domain.week import WEEK_MIN, Day, Span, WeekSet
from referral.packets.free_time import Week
from referral.packets.travel import GreatCircle, Stop
from tests.factories import spans
from tests.packets.city import IOP_NEED, iop, miles_north, profile_of
from tests.packets.people import profiles

NIGHTS = [{"days": "MO-SU", "start": "23:00", "end": "06:00"}]


def week(**changes) -> Week:
    return Week(profile_of(IOP_NEED, **changes), GreatCircle())


def stop(miles: float) -> Stop:
    return Stop("test:1", miles_north(miles), Precision.EXACT)


def shown(made: Week) -> list[tuple[str, str, str, str, str]]:
    return [
        (w.span.day.name, w.span.start_clock, w.span.end_clock, w.origin.key, w.destination.key) for w in made.windows
    ]


def test_workday_has_a_window_before_and_after_the_shift_with_its_buffer() -> None:
    busy = [{"days": "MO", "start": "07:30", "end": "16:30", "at": "work", "buffer_min": 25}]
    assert shown(week(busy=busy))[:3] == [
        ("MO", "06:00", "07:30", "home", "work"),
        ("MO", "16:55", "23:00", "work", "home"),
        ("TU", "06:00", "23:00", "home", "home"),
    ]


def test_week_without_anything_fixed_is_one_window() -> None:
    assert shown(week(busy=[], sleep=[])) == [("MO", "04:00", "04:00", "home", "home")]


def test_week_without_a_free_minute_has_no_window() -> None:
    made = week(busy=[{"days": "MO-SU", "start": "00:00", "end": "00:00"}], sleep=[])
    assert (made.windows, made.free) == ((), WeekSet())


def test_night_shift_over_sunday_midnight_and_sleep_by_day() -> None:
    made = week(
        busy=[{"days": "SU", "start": "22:00", "end": "06:00", "at": "work"}],
        sleep=[{"days": "MO-SU", "start": "08:00", "end": "15:00"}],
    )
    assert shown(made)[0] == ("MO", "06:00", "08:00", "work", "home")
    assert shown(made)[-1] == ("SU", "15:00", "22:00", "home", "work")


def test_sleep_over_the_end_of_work_ends_at_home() -> None:
    made = week(busy=[{"days": "MO", "start": "22:00", "end": "04:00", "at": "work"}], sleep=NIGHTS)
    assert ("TU", "06:00", "23:00", "home", "home") in shown(made)
    assert ("MO", "06:00", "22:00", "home", "work") in shown(made)


def test_usable_time_leaves_room_for_the_trips() -> None:
    made = week(busy=[{"days": "MO", "start": "07:30", "end": "16:30"}])
    there = made.minutes(made.home, stop(3))
    assert there == 17
    assert made.usable(stop(3)).runs[:2] == spans("MO 06:17-07:13", "MO 16:47-22:43")


def test_place_beyond_every_leg_is_never_usable() -> None:
    assert week(travel={"max_leg_min": 10}).usable(stop(3)) == WeekSet()


def test_way_goes_home_when_that_costs_less_than_waiting() -> None:
    made = week()
    work, place = made.anchors["work"], stop(3)
    near, far = made.way(work, place, 20), made.way(work, place, 300)
    assert near is not None
    assert [(trip.origin.key, trip.destination.key) for trip in near.trips] == [("work", "test:1")]
    assert far is not None
    assert [(trip.origin.key, trip.destination.key) for trip in far.trips] == [("work", "home"), ("home", "test:1")]


def test_way_that_does_not_fit_its_gap_is_none() -> None:
    made = week()
    assert made.way(made.home, stop(3), 16) is None
    assert made.way(made.home, stop(3), 17) is not None


def test_day_of_a_late_hour_is_that_of_getting_up() -> None:
    made = week(sleep=[{"days": "MO-SU", "start": "02:00", "end": "09:00"}], busy=[])
    assert made.day_of(Span.at(Day.TU, "00:30", "01:30").start_min) == Day.MO
    assert made.day_of(Span.at(Day.TU, "09:00", "10:00").start_min) == Day.TU
    assert made.day_of(Span.at(Day.MO, "00:30", "01:30").start_min) == Day.SU


def test_day_without_sleep_begins_at_four() -> None:
    made = week(sleep=[], busy=[])
    assert made.day_of(Span.at(Day.TU, "03:59", "05:00").start_min) == Day.MO
    assert made.day_of(Span.at(Day.TU, "04:00", "05:00").start_min) == Day.TU


@given(profiles())
@settings(max_examples=60, deadline=None)
def test_windows_are_the_free_time_and_usable_time_lies_in_it(profile: Profile) -> None:
    made = Week(profile, GreatCircle())
    assert WeekSet.of(window.span for window in made.windows) == made.free
    taken = [span for busy in profile.busy for span in busy.spans] + list(profile.sleep)
    assert all(not made.free & WeekSet.of((span,)) for span in taken)
    usable = made.usable(stop(2))
    assert usable & made.free == usable
    assert sum(window.span.length_min for window in made.windows) <= WEEK_MIN


@given(profiles())
@settings(max_examples=60, deadline=None)
def test_usable_time_is_the_same_when_the_trips_were_worked_out_at_once(profile: Profile) -> None:
    listings = [iop(f"test:{miles}", miles) for miles in (0.0, 0.4, 2.0, 9.5, 40.0)]
    alone, foreseen = Week(profile, GreatCircle()), Week(profile, GreatCircle())
    foreseen.foresee(listings)
    for one in filter(None, map(alone.stop_at, listings)):
        assert foreseen.usable(one) == alone.usable(one) == WeekSet.of(spans_left(alone, one))


def spans_left(made: Week, place: Stop) -> list[Span]:
    """What is left of each window between the quickest way there and the quickest back."""
    found = []
    for window in made.windows:
        before, after = made.lead_min(window.origin, place), made.lead_min(place, window.destination)
        if before is not None and after is not None and before + after < window.span.length_min:
            start = (window.span.start_min + before) % WEEK_MIN
            found.append(Span(start, window.span.length_min - before - after))
    return found
