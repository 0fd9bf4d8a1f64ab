from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from referral.domain.fit import Asked, Fit, FitClass
from referral.domain.listing import Listing
from referral.domain.reach import Reach, Reached
from referral.domain.search import Hit, SearchQuery
from referral.domain.vocabulary import Kind
from referral.domain.week import next_occurrence
from referral.services.searches import windows_of
from referral.wording.search_json import hit_json
from referral.wording.when_text import other_zone_words, when_words
from tests.factories import DENVER, asks, hours, listing, location, meeting, place, program, resource, sessions, track

PACIFIC = "America/Los_Angeles"


def denver(day: int, clock: str) -> datetime:
    """A moment of the week from Monday, November 23, 2026 in Denver."""
    return datetime.fromisoformat(f"2026-11-{day}T{clock}").replace(tzinfo=ZoneInfo(DENVER))


def found(one: Listing, now: datetime, asked: Asked | None = None) -> tuple[Hit, SearchQuery]:
    """A hit in a search from Denver, with the soonest times, as the index gives them."""
    spans = [s.span for _, s in one.all_sessions if not s.rrule] + [h.span for h in one.hours if not h.rrule]
    zone = one.location.time_zone
    soonest = min((next_occurrence(span, zone, now) for span in spans), default=(None, None)) if zone else (None, None)
    query = SearchQuery(now, place=place(), asked=asked or Asked())
    return Hit(one, Fit(FitClass.YES), Reached(Reach.NEAR), *soonest), query


def said(one: Listing, now: datetime, lang: str = "en", *, asked: Asked | None = None) -> str:
    """The words of its row."""
    return when_words(*found(one, now, asked), lang)


def asked_at(now: datetime, *, free: str | None = None, at: str | None = None, facets: str = "") -> Asked:
    windows = None if free is None else [windows_of(free, now, DENVER)]
    return asks(facets, free=windows, at=at, zone=DENVER, now=now)


@pytest.mark.parametrize(
    ("windows", "now", "english", "spanish"),
    [
        ("MO 12:00-13:00", (23, "12:00"), "Meeting now, ends 1:00 pm", "Reunión ahora, termina a las 1:00 p. m."),
        ("MO 12:00-13:00", (23, "11:59"), "Today 12:00 pm", "Hoy, 12:00 p. m."),
        ("MO 16:59-18:00", (23, "09:00"), "Today 4:59 pm", "Hoy, 4:59 p. m."),
        ("MO 17:00-18:00", (23, "09:00"), "Tonight 5:00 pm", "Esta noche, 5:00 p. m."),
        ("TU 07:00-08:00", (23, "09:00"), "Tomorrow 7:00 am", "Mañana, 7:00 a. m."),
        ("TU 20:00-21:00", (23, "09:00"), "Tomorrow 8:00 pm", "Mañana, 8:00 p. m."),
        ("WE 20:00-21:00", (23, "09:00"), "Next: Wed 8:00 pm", "Próxima: mié, 8:00 p. m."),
        (
            "MO 08:00-09:00",
            (23, "09:00"),
            "Next: Mon next week, 8:00 am",
            "Próxima: lun de la próxima semana, 8:00 a. m.",
        ),
        ("TU 00:30-01:30", (23, "21:00"), "Tonight 12:30 am", "Esta noche, 12:30 a. m."),
        ("TU 00:30-01:30", (23, "12:00"), "Tonight 12:30 am", "Esta noche, 12:30 a. m."),
        ("TU 01:30-02:30", (24, "01:00"), "Tonight 1:30 am", "Esta noche, 1:30 a. m."),
        ("TU 04:30-05:30", (23, "21:00"), "Tomorrow 4:30 am", "Mañana, 4:30 a. m."),
        ("TU 06:00-07:00", (24, "01:00"), "Today 6:00 am", "Hoy, 6:00 a. m."),
        ("WE 00:30-01:30", (23, "12:00"), "Next: Wed 12:30 am", "Próxima: mié, 12:30 a. m."),
        ("MO 23:30-00:30", (24, "00:10"), "Meeting now, ends 12:30 am", "Reunión ahora, termina a las 12:30 a. m."),
        ("SU 23:30-00:30", (30, "00:10"), "Meeting now, ends 12:30 am", "Reunión ahora, termina a las 12:30 a. m."),
    ],
)
def test_a_meeting_says_its_next_time_as_people_do(
    windows: str, now: tuple[int, str], english: str, spanish: str
) -> None:
    one = meeting(windows)
    assert (said(one, denver(*now)), said(one, denver(*now), "es")) == (english, spanish)


@pytest.mark.parametrize(
    ("one", "now", "words"),
    [
        (resource(hours=hours("MO-FR 09:00-17:00")), (23, "12:00"), "Open now, closes 5:00 pm"),
        (resource(hours=hours("MO-FR 09:00-17:00")), (23, "08:00"), "Opens today 9:00 am"),
        (resource(hours=hours("MO-FR 09:00-17:00")), (23, "18:00"), "Opens tomorrow 9:00 am"),
        (resource(hours=hours("MO-FR 09:00-17:00")), (28, "12:00"), "Opens Mon 9:00 am"),
        (resource(hours=hours("MO-SU 00:00-24:00")), (23, "12:00"), "Open day and night"),
        (resource(sessions=sessions("SA 10:00-12:00")), (23, "12:00"), "Next: Sat 10:00 am"),
        (resource(sessions=sessions("SA 10:00-12:00")), (28, "11:00"), "On now, ends 12:00 pm"),
        (program(tracks=(track("MO,WE 18:00-21:00"),)), (23, "12:00"), "Next group: tonight 6:00 pm"),
        (program(tracks=(track("MO,WE 18:00-21:00"),)), (24, "22:00"), "Next group: tomorrow 6:00 pm"),
        (program(tracks=(track("MO,WE 18:00-21:00"),)), (23, "19:00"), "Group now, ends 9:00 pm"),
        (
            program(tracks=(track("MO,WE 18:00-21:00"),), hours=hours("MO-FR 08:00-17:00")),
            (23, "12:00"),
            "Open now, closes 5:00 pm",
        ),
        (
            program(tracks=(track("MO,WE 18:00-21:00"),), hours=hours("MO-FR 18:00-22:00")),
            (23, "12:00"),
            "Opens tonight 6:00 pm",
        ),
        (program(), (23, "12:00"), "Hours not stated: call"),
        (
            meeting(sessions=sessions("MO 19:00-20:00", rrule="FREQ=MONTHLY;BYDAY=1MO")),
            (23, "12:00"),
            "Hours not stated: call",
        ),
    ],
)
def test_hours_and_groups_are_told_apart(one: Listing, now: tuple[int, str], words: str) -> None:
    assert said(one, denver(*now)) == words


TWICE = meeting("MO 12:30-13:30", "MO 20:00-21:00", "TU 07:00-08:00")


@pytest.mark.parametrize(
    ("free", "words"),
    [
        (None, "Today 12:30 pm"),
        ("today", "Today 12:30 pm"),
        ("tonight", "Tonight 8:00 pm"),
        ("MO 19:00-22:00", "Tonight 8:00 pm"),
        ("TU 06:00-09:00", "Tomorrow 7:00 am"),
        ("WE 06:00-09:00", "Today 12:30 pm"),
    ],
)
def test_the_time_that_was_asked_for_is_said_and_not_an_earlier_one(free: str | None, words: str) -> None:
    now = denver(23, "12:00")
    assert said(TWICE, now, asked=asked_at(now, free=free)) == words


@pytest.mark.parametrize(("at", "words"), [("MO 19:30", "Tonight 8:00 pm"), ("MO 12:00", "Today 12:30 pm")])
def test_the_moment_that_was_asked_for_is_said(at: str, words: str) -> None:
    now = denver(23, "12:00")
    assert said(TWICE, now, asked=asked_at(now, at=at)) == words


def test_a_meeting_that_runs_does_not_hide_the_one_later_today() -> None:
    now = denver(23, "13:00")
    assert said(TWICE, now) == "Meeting now, ends 1:30 pm"
    assert said(TWICE, now, asked=asked_at(now, free="today")) == "Tonight 8:00 pm"


def test_machines_are_told_the_soonest_time_whatever_was_asked() -> None:
    now = denver(23, "12:00")
    hit, _query = found(TWICE, now, asked_at(now, free="tonight"))
    assert hit_json(hit)["next"] == {"start": "2026-11-23T12:30-07:00", "end": "2026-11-23T13:30-07:00"}


def test_tonight_goes_on_after_midnight() -> None:
    now = denver(23, "23:00")
    late = meeting("TU 00:15-01:15", "MO 22:30-23:30")
    assert said(late, now, asked=asked_at(now, free="tonight")) == "Tonight 12:15 am"
    small = denver(24, "00:10")
    assert said(meeting("TU 00:45-01:45"), small, asked=asked_at(small, free="tonight")) == "Tonight 12:45 am"


def test_times_are_those_of_the_place_and_its_clock_is_named() -> None:
    now = denver(23, "12:00")
    one = meeting("MO 11:30-12:30", "MO 17:30-18:30", location=location(time_zone=PACIFIC))
    assert said(one, now) == "Today 11:30 am (Pacific time)"
    assert said(one, now, asked=asked_at(now, free="MO 18:00-20:00")) == "Tonight 5:30 pm (Pacific time)"
    late = meeting("MO 23:30-00:30", location=location(time_zone=PACIFIC))
    assert said(late, denver(24, "00:15")) == "Tonight 11:30 pm (Pacific time)"


def test_a_program_says_the_group_that_fits_and_not_the_one_by_day() -> None:
    now = denver(23, "08:00")
    one = program(tracks=(track("MO,WE,TH 09:00-12:00", name="day"), track("TU,WE,TH 18:00-21:00", name="evening")))
    assert said(one, now) == "Next group: today 9:00 am"
    assert said(one, now, asked=asked_at(now, free="MO-TH 17:00-22:00")) == "Next group: tomorrow 6:00 pm"


def test_a_group_of_a_track_that_does_not_fit_as_a_whole_is_no_answer() -> None:
    now = denver(23, "08:00")
    one = program(tracks=(track("MO,TU 09:00-12:00"), track("WE,TH 18:00-21:00")))
    assert said(one, now, asked=asked_at(now, free="TU-TH 08:00-22:00")) == "Next group: Wed 6:00 pm"


def test_hours_say_the_part_that_was_asked_for() -> None:
    now = denver(23, "08:00")
    one = resource(hours=hours("MO-FR 09:00-20:00"))
    assert said(one, now) == "Opens today 9:00 am"
    assert said(one, now, asked=asked_at(now, free="tonight")) == "Open tonight 5:00 pm to 8:00 pm"
    assert said(one, now, "es", asked=asked_at(now, free="tonight")) == "Abierto esta noche, 5:00 p. m. a 8:00 p. m."
    assert said(one, now, asked=asked_at(now, free="WE 10:00-12:00")) == "Open Wed 10:00 am to 12:00 pm"
    assert said(one, now, asked=asked_at(now, at="TU 18:15")) == "Open tomorrow 9:00 am to 8:00 pm"


def test_a_place_that_is_open_in_the_time_asked_for_is_open_now() -> None:
    now = denver(23, "18:00")
    one = resource(hours=hours("MO-FR 09:00-20:00"))
    assert said(one, now, asked=asked_at(now, free="tonight")) == "Open now, closes 8:00 pm"


def test_where_people_stay_the_night_free_time_is_no_question() -> None:
    now = denver(23, "08:00")
    one = program("level=residential", hours=hours("MO-FR 09:00-20:00"))
    asked = asked_at(now, free="tonight", facets="level=residential")
    assert said(one, now, asked=asked) == "Opens today 9:00 am"


def test_a_clock_that_changes_tonight_moves_no_meeting() -> None:
    """On November 1, 2026 at 2:00 clocks in Denver go back an hour."""
    saturday = datetime(2026, 10, 31, 20, tzinfo=ZoneInfo(DENVER))
    assert said(meeting("SU 08:00-09:00"), saturday) == "Tomorrow 8:00 am"
    sunday = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo(DENVER))
    assert said(meeting("SU 19:00-20:00"), sunday, asked=asked_at(sunday, free="today")) == "Tonight 7:00 pm"


@pytest.mark.parametrize(
    ("zone", "words"),
    [(PACIFIC, "Pacific time"), (DENVER, ""), ("America/Boise", ""), (None, "")],
)
def test_times_on_other_clocks_say_whose(zone: str | None, words: str) -> None:
    query = SearchQuery(now=denver(23, "12:00"), place=place())
    assert other_zone_words(listing(Kind.PROGRAM, location=location(time_zone=zone)), query) == words


@pytest.mark.parametrize(
    ("levels", "english", "spanish"),
    [
        ("level=withdrawal_residential", "You stay there: call", "Se queda allí: llame"),
        ("level=residential level=iop", "Hours not stated: call", "Horario no indicado: llame"),
        ("", "Hours not stated: call", "Horario no indicado: llame"),
    ],
)
def test_a_place_where_one_stays_is_not_asked_for_hours(levels: str, english: str, spanish: str) -> None:
    one, now = program(levels.split()), denver(23, "09:00")
    assert (said(one, now), said(one, now, "es")) == (english, spanish)
