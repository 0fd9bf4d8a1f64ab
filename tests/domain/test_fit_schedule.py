"""What fit means for free time and moments, sentence by sentence of the contract."""

from datetime import datetime

import pytest

from referral.domain.fit import fit
from referral.domain.listing import Listing
from referral.domain.need import About
from tests.factories import asks, hours, location, meeting, program, resource, sessions, track
from tests.fit_cases import Case, written

NOW = datetime.fromisoformat("2026-11-23T12:00-07:00")
SUMMER = datetime.fromisoformat("2026-07-06T12:00-06:00")
EVENINGS = "MO-FR 17:30-21:30"
OFFICE = "MO-FR 09:00-17:00"

IOP = program("level=iop")
EVENING_TRACK = track("MO,WE,TH 18:00-21:00", name="evening", level="iop")
DAY_TRACK = track("MO,WE,TH 09:00-12:00", name="day", level="iop")
IOP_TRACKS = program("level=iop", tracks=(DAY_TRACK, EVENING_TRACK))
CLASS = resource("topic=employment", sessions=sessions("TU 10:00-12:00"))
PANTRY = resource("topic=food", hours=hours("TU,TH 10:00-12:00"))


def open_iop(*windows: str) -> Listing:
    return program("level=iop", hours=hours(*windows))


def open_php(*windows: str) -> Listing:
    return program("level=php", hours=hours(*windows))


SESSIONS = [
    Case("meeting_inside_free_time_is_yes", meeting("TU 18:00-19:00"), asks(free="TU 18:00-19:00"), "yes"),
    Case("meeting_one_minute_longer_is_no", meeting("TU 18:00-19:01"), asks(free="TU 18:00-19:00"), "no"),
    Case("meeting_one_minute_earlier_is_no", meeting("TU 17:59-18:59"), asks(free="TU 18:00-19:00"), "no"),
    Case("one_whole_meeting_of_several_will_do", meeting("MO-SU 07:00-08:00"), asks(free="SA 06:00-09:00"), "yes"),
    Case(
        "two_windows_that_touch_are_one",
        meeting("TU 18:00-19:00"),
        asks(free=["TU 17:00-18:30", "TU 18:30-20:00"]),
        "yes",
    ),
    Case(
        "meeting_over_sunday_midnight",
        meeting("SU 23:30-00:30"),
        asks(free=["SU 23:00-00:00", "MO 00:00-01:00"]),
        "yes",
    ),
    Case("meeting_over_sunday_midnight_half_free", meeting("SU 23:30-00:30"), asks(free="SU 23:00-00:00"), "no"),
    Case("meeting_without_times_is_ask", meeting(), asks(free="TU 18:00-19:00"), "ask", "schedule", ("hours_unknown",)),
    Case("no_free_time_at_all_is_no", meeting("TU 18:00-19:00"), asks(free=[]), "no"),
    Case(
        "meeting_not_weekly_is_ask",
        meeting(sessions=sessions("TU 18:00-19:00", rrule="FREQ=MONTHLY;BYDAY=1TU")),
        asks(free="TU 18:00-19:00"),
        "ask",
        "schedule",
        ("not_weekly",),
    ),
    Case("all_sessions_of_one_track_fit", IOP_TRACKS, asks("level=iop", free="MO-FR 17:00-21:00"), "yes"),
    Case("any_track_will_do", IOP_TRACKS, asks("level=iop", free="MO-TH 08:00-13:00"), "yes"),
    Case("two_of_three_needed_sessions_is_no", IOP_TRACKS, asks("level=iop", free="MO,WE 17:00-21:00"), "no"),
    Case(
        "sessions_of_two_tracks_do_not_mix",
        IOP_TRACKS,
        asks("level=iop", free=["MO 17:00-21:00", "WE,TH 08:00-13:00"]),
        "no",
    ),
    Case(
        "two_of_three_where_two_are_required_is_yes",
        program("level=iop", tracks=(track("MO,WE,TH 18:00-21:00", required=2),)),
        asks("level=iop", free="MO,WE 17:00-21:00"),
        "yes",
    ),
    Case(
        "one_of_three_where_two_are_required_is_no",
        program("level=iop", tracks=(track("MO,WE,TH 18:00-21:00", required=2),)),
        asks("level=iop", free="MO 17:00-21:00"),
        "no",
    ),
    Case(
        "track_of_another_level_does_not_count",
        program("level=iop level=php", tracks=(track("MO-FR 09:00-15:00", level="php"),)),
        asks("level=iop", free="MO-FR 08:00-16:00"),
        "ask",
        "schedule",
        ("hours_unknown",),
    ),
    Case(
        "track_without_level_counts_for_any",
        program("level=iop", tracks=(track("MO,WE,TH 18:00-21:00"),)),
        asks("level=iop", free=EVENINGS),
        "yes",
    ),
    Case(
        "sessions_come_before_hours",
        program("level=iop", tracks=(EVENING_TRACK,), hours=hours("MO-SU 00:00-24:00")),
        asks("level=iop", free="MO-FR 08:00-16:00"),
        "no",
    ),
    Case("class_of_a_resource_is_one_whole_session", CLASS, asks(free="TU 10:00-12:00"), "yes"),
    Case("class_of_a_resource_half_free_is_no", CLASS, asks(free="TU 10:00-11:30"), "no"),
]

HOURS = [
    Case(
        "iop_3_x_180",
        open_iop(OFFICE),
        asks("level=iop", free="MO,WE,FR 09:00-12:00"),
        "open",
        "",
        ("hours_fit days=3",),
    ),
    Case("iop_2_x_180_is_no", open_iop(OFFICE), asks("level=iop", free="MO,WE 09:00-12:00"), "no"),
    Case(
        "iop_3_x_179_is_short",
        open_iop(OFFICE),
        asks("level=iop", free="MO,WE,FR 09:00-11:59"),
        "ask",
        "schedule",
        ("hours_short days=3",),
    ),
    Case(
        "iop_3_x_120_is_short",
        open_iop(OFFICE),
        asks("level=iop", free="MO,WE,FR 15:00-21:00"),
        "ask",
        "schedule",
        ("hours_short days=3",),
    ),
    Case("iop_3_x_119_is_no", open_iop(OFFICE), asks("level=iop", free="MO,WE,FR 15:01-21:00"), "no"),
    Case("iop_2_x_120_is_no", open_iop(OFFICE), asks("level=iop", free="MO,WE 15:00-21:00"), "no"),
    Case(
        "iop_2_x_180_and_1_x_120_is_short",
        open_iop(OFFICE),
        asks("level=iop", free=["MO,WE 09:00-12:00", "FR 09:00-11:00"]),
        "ask",
        "schedule",
        ("hours_short days=3",),
    ),
    Case(
        "iop_3_x_120_when_adolescents_are_asked",
        program("level=iop population=adolescents", hours=hours(OFFICE)),
        asks("level=iop population=adolescents", free="MO,WE,FR 15:00-21:00"),
        "open",
        "",
        ("hours_fit days=3",),
    ),
    Case(
        "iop_3_x_120_for_a_minor",
        program("level=iop population=adolescents", hours=hours(OFFICE)),
        asks("level=iop", free="MO,WE,FR 15:00-21:00", about=About(age_years=16)),
        "open",
        "",
        ("hours_fit days=3",),
    ),
    Case(
        "iop_3_x_119_for_a_minor_is_no",
        program("level=iop population=adolescents", hours=hours(OFFICE)),
        asks("level=iop", free="MO,WE,FR 15:01-21:00", about=About(age_years=16)),
        "no",
    ),
    Case(
        "two_halves_of_a_day_are_not_one_session",
        open_iop("MO-FR 09:00-11:30", "MO-FR 13:00-14:30"),
        asks("level=iop", free="MO-FR 08:00-18:00"),
        "ask",
        "schedule",
        ("hours_short days=5",),
    ),
    Case(
        "two_openings_of_a_day_count_one_day",
        open_iop("MO,TU 08:00-11:00", "MO,TU 13:00-16:00"),
        asks("level=iop", free="MO-SU 00:00-24:00"),
        "no",
    ),
    Case(
        "php_4_x_300", open_php(OFFICE), asks("level=php", free="MO-TH 09:00-14:00"), "open", "", ("hours_fit days=4",)
    ),
    Case("php_4_x_299_is_no", open_php(OFFICE), asks("level=php", free="MO-TH 09:00-13:59"), "no"),
    Case("php_3_x_300_is_no", open_php(OFFICE), asks("level=php", free="MO-WE 09:00-14:00"), "no"),
    Case(
        "php_5_x_240", open_php(OFFICE), asks("level=php", free="MO-FR 09:00-13:00"), "open", "", ("hours_fit days=5",)
    ),
    Case("php_5_x_239_is_no", open_php(OFFICE), asks("level=php", free="MO-FR 09:00-12:59"), "no"),
    Case(
        "otp_5_x_30",
        program("level=otp", hours=hours("MO-SA 05:30-11:00")),
        asks("level=otp", free="MO-FR 05:00-06:00"),
        "open",
        "",
        ("hours_fit days=5",),
    ),
    Case(
        "otp_4_x_30_is_no",
        program("level=otp", hours=hours("MO-SA 05:30-11:00")),
        asks("level=otp", free="MO-TH 05:00-06:00"),
        "no",
    ),
    Case(
        "otp_5_x_29_is_no",
        program("level=otp", hours=hours("MO-SA 05:31-11:00")),
        asks("level=otp", free="MO-FR 05:00-06:00"),
        "no",
    ),
    Case(
        "outpatient_1_x_60",
        program("level=outpatient", hours=hours(OFFICE)),
        asks("level=outpatient", free="WE 16:00-20:00"),
        "open",
        "",
        ("hours_fit days=1",),
    ),
    Case(
        "outpatient_1_x_59_is_no",
        program("level=outpatient", hours=hours(OFFICE)),
        asks("level=outpatient", free="WE 16:01-20:00"),
        "no",
    ),
    Case(
        "withdrawal_outpatient_1_x_60",
        program("level=withdrawal_outpatient", hours=hours(OFFICE)),
        asks("level=withdrawal_outpatient", free="WE 16:00-20:00"),
        "open",
        "",
        ("hours_fit days=1",),
    ),
    Case(
        "withdrawal_outpatient_without_hours_is_ask",
        program("level=withdrawal_outpatient"),
        asks("level=withdrawal_outpatient", free="WE 16:00-20:00"),
        "ask",
        "schedule",
        ("hours_unknown",),
    ),
    Case("no_level_asked_is_1_x_60", open_iop(OFFICE), asks(free="WE 16:00-17:00"), "open", "", ("hours_fit days=1",)),
    Case("no_level_asked_1_x_59_is_no", open_iop(OFFICE), asks(free="WE 16:00-16:59"), "no"),
    Case(
        "asked_level_that_is_not_stated_is_not_judged_by_its_dose",
        program(hours=hours(OFFICE)),
        asks("level=iop", free="WE 16:00-17:00"),
        "ask",
        "level=iop",
        ("hours_fit days=1",),
    ),
    Case(
        "best_of_the_asked_levels_wins",
        program("level=iop level=outpatient", hours=hours(OFFICE)),
        asks("level=iop level=outpatient", free="WE 09:00-12:00"),
        "open",
        "",
        ("hours_fit days=1",),
    ),
    Case(
        "level_that_is_stated_but_not_asked_does_not_count",
        program("level=iop level=outpatient", hours=hours(OFFICE)),
        asks("level=iop", free="WE 09:00-12:00"),
        "no",
    ),
    Case("program_without_hours_is_ask", IOP, asks("level=iop", free=EVENINGS), "ask", "schedule", ("hours_unknown",)),
    Case(
        "blank_day_beside_stated_days_is_closed",
        open_iop("MO-TH 09:00-17:00"),
        asks("level=iop", free="FR-SU 00:00-24:00"),
        "no",
    ),
    Case(
        "hours_round_the_clock_hold_a_stretch_over_midnight",
        open_iop("MO-SU 00:00-24:00"),
        asks("level=iop", free="MO-WE 22:30-01:30"),
        "open",
        "",
        ("hours_fit days=3",),
    ),
    Case(
        "stretch_from_midnight_does_not_count_for_the_day_before",
        open_iop("MO-SU 00:00-24:00"),
        asks("level=iop", free="TU,TH 00:00-03:00"),
        "no",
    ),
    Case(
        "open_and_free_all_week_counts_an_opening_late_on_sunday",
        program("level=outpatient", hours=hours("MO 00:00-23:30", "MO-SA 23:30-23:30", "SU 23:30-24:00")),
        asks("level=outpatient", free="MO-SU 00:00-24:00"),
        "open",
        "",
        ("hours_fit days=7",),
    ),
    Case(
        "hours_over_midnight_belong_to_the_day_they_open",
        open_iop("MO-WE 20:00-02:00"),
        asks("level=iop", free="MO-SU 00:00-24:00"),
        "open",
        "",
        ("hours_fit days=3",),
    ),
    Case(
        "hours_over_sunday_midnight_hold_one_visit",
        program("level=outpatient", hours=hours("SU 22:00-02:00")),
        asks("level=outpatient", free=["SU 23:30-00:00", "MO 00:00-00:30"]),
        "open",
        "",
        ("hours_fit days=1",),
    ),
    Case(
        "hours_not_weekly_are_ask",
        program("level=iop", hours=hours(OFFICE, rrule="FREQ=MONTHLY;BYDAY=1MO")),
        asks("level=iop", free="MO-FR 08:00-18:00"),
        "ask",
        "schedule",
        ("not_weekly",),
    ),
    Case(
        "no_beats_open_hours",
        program("level=iop", no="payment=medicaid", hours=hours(OFFICE)),
        asks("level=iop payment=medicaid", free="MO-FR 09:00-17:00"),
        "no",
    ),
    Case(
        "ask_beats_open_hours_and_the_hours_still_count",
        open_iop(OFFICE),
        asks("level=iop payment=medicaid", free="MO-FR 09:00-17:00"),
        "ask",
        "payment=medicaid",
        ("hours_fit days=5",),
    ),
    Case("visit_of_60_inside_resource_hours", PANTRY, asks(free="TH 11:00-14:00"), "yes"),
    Case("visit_of_59_inside_resource_hours_is_no", PANTRY, asks(free="TH 11:01-14:00"), "no"),
    Case("longer_visit_asked", PANTRY, asks(free="TH 11:00-14:00", visit_min=61), "no"),
    Case("shorter_visit_asked", PANTRY, asks(free="TH 11:30-14:00", visit_min=30), "yes"),
    Case(
        "visit_over_midnight_where_the_doors_stay_open",
        resource("topic=shelter", hours=hours("MO-SU 00:00-24:00")),
        asks(free="TU 23:30-00:30"),
        "yes",
    ),
    Case(
        "visit_across_openings_that_touch",
        resource("topic=food", hours=hours("TU 10:00-12:00", "TU 12:00-14:00")),
        asks(free="TU 11:30-12:30"),
        "yes",
    ),
    Case("resource_without_hours_is_ask", resource(), asks(free=EVENINGS), "ask", "schedule", ("hours_unknown",)),
]

LIVE_IN = [
    Case(
        f"{level}_is_not_asked_about_times",
        program(f"level={level}", hours=hours("MO 09:00-10:00")),
        asks(f"level={level}", free="SU 03:00-04:00", at="SU 03:00"),
        "yes",
    )
    for level in (
        "residential",
        "inpatient",
        "crisis",
        "recovery_housing",
        "withdrawal",
        "withdrawal_residential",
        "withdrawal_hospital",
    )
] + [
    Case(
        "live_in_level_asked_beside_iop_is_the_best_answer",
        program("level=residential level=iop", hours=hours("MO 09:00-10:00")),
        asks("level=residential level=iop", free="SU 03:00-04:00"),
        "yes",
    ),
    Case(
        "live_in_level_stated_but_not_asked_is_judged_by_its_hours",
        program("level=residential level=iop", hours=hours("MO 09:00-10:00")),
        asks("level=iop", free="SU 03:00-04:00"),
        "no",
    ),
    Case(
        "live_in_level_asked_as_a_topic",
        program("level=recovery_housing"),
        asks("topic=recovery_housing", free="SU 03:00-04:00"),
        "yes",
    ),
]

AT = [
    Case("at_in_the_middle_of_a_session", meeting("TU 18:00-19:00"), asks(at="TU 18:15"), "yes"),
    Case("at_the_start_of_a_session", meeting("TU 18:00-19:00"), asks(at="TU 18:00"), "yes"),
    Case("at_the_end_of_a_session_is_no", meeting("TU 18:00-19:00"), asks(at="TU 19:00"), "no"),
    Case("at_exactly_60_minutes_before", meeting("TU 18:00-19:00"), asks(at="TU 17:00"), "yes"),
    Case("at_61_minutes_before_is_no", meeting("TU 18:00-19:00"), asks(at="TU 16:59"), "no"),
    Case("at_before_monday_midnight_session", meeting("MO 00:15-01:00"), asks(at="SU 23:15"), "yes"),
    Case("at_61_minutes_before_monday_session_is_no", meeting("MO 00:15-01:00"), asks(at="SU 23:14"), "no"),
    Case("at_after_sunday_midnight_in_a_session", meeting("SU 23:30-00:30"), asks(at="MO 00:29"), "yes"),
    Case("at_after_a_session_over_sunday_midnight", meeting("SU 23:30-00:30"), asks(at="MO 00:30"), "no"),
    Case("at_in_a_session_of_any_track", IOP_TRACKS, asks(at="TH 19:00"), "yes"),
    Case("at_in_program_hours_is_open", open_iop(OFFICE), asks(at="TU 09:00"), "open"),
    Case("at_closing_time_is_no", open_iop(OFFICE), asks(at="TU 17:00"), "no"),
    Case("at_before_opening_is_no", open_iop(OFFICE), asks(at="TU 08:30"), "no"),
    Case("at_in_resource_hours_is_yes", PANTRY, asks(at="TU 11:59"), "yes"),
    Case("at_outside_resource_hours_is_no", PANTRY, asks(at="WE 11:00"), "no"),
    Case("at_without_times_is_ask", IOP, asks(at="TU 18:15"), "ask", "schedule", ("hours_unknown",)),
    Case(
        "at_and_free_without_times_say_it_once",
        IOP,
        asks(at="TU 18:15", free=EVENINGS),
        "ask",
        "schedule",
        ("hours_unknown",),
    ),
    Case("at_and_free_must_both_hold", meeting("TU 18:00-19:00"), asks(at="TU 18:15", free="WE 18:00-19:00"), "no"),
    Case(
        "at_a_session_that_is_not_weekly_is_ask",
        meeting(sessions=sessions("TU 18:00-19:00", rrule="FREQ=MONTHLY;BYDAY=1TU")),
        asks(at="TU 18:15"),
        "ask",
        "schedule",
        ("not_weekly",),
    ),
]


def in_phoenix(listing_of=meeting, *windows: str, **rest) -> Listing:
    return listing_of(*windows, location=location(time_zone="America/Phoenix", state="AZ"), **rest)


ZONES = [
    # In summer the clocks of Phoenix are an hour behind those of Denver: its 18:00 is Denver's 19:00.
    Case(
        "free_time_is_shifted_in_summer",
        in_phoenix(meeting, "TU 18:00-19:00"),
        asks(free="TU 19:00-20:00", zone="America/Denver", now=SUMMER),
        "yes",
    ),
    Case(
        "free_time_is_not_read_in_the_listings_zone_in_summer",
        in_phoenix(meeting, "TU 18:00-19:00"),
        asks(free="TU 18:00-19:00", zone="America/Denver", now=SUMMER),
        "no",
    ),
    Case(
        "free_time_is_equal_in_winter",
        in_phoenix(meeting, "TU 18:00-19:00"),
        asks(free="TU 18:00-19:00", zone="America/Denver", now=NOW),
        "yes",
    ),
    Case(
        "moment_is_shifted_over_sunday_midnight",
        in_phoenix(meeting, "SU 23:30-00:30"),
        asks(at="MO 01:15", zone="America/Denver", now=SUMMER),
        "yes",
    ),
    Case(
        "without_a_zone_times_are_the_listings_own",
        in_phoenix(meeting, "TU 18:00-19:00"),
        asks(free="TU 18:00-19:00", now=SUMMER),
        "yes",
    ),
    Case(
        "listing_without_zone_is_not_shifted",
        meeting("TU 18:00-19:00", location=location(time_zone=None)),
        asks(free="TU 18:00-19:00", zone="America/Denver", now=SUMMER),
        "yes",
    ),
    Case(
        "hours_are_shifted_too",
        program("level=outpatient", hours=hours("TU 09:00-10:00"), location=location(time_zone="America/New_York")),
        asks("level=outpatient", free="TU 07:00-08:00", zone="America/Denver", now=NOW),
        "open",
        "",
        ("hours_fit days=1",),
    ),
]


CASES = SESSIONS + HOURS + LIVE_IN + AT + ZONES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_schedule_is_judged_as_the_contract_says(case: Case) -> None:
    assert written(fit(case.listing, case.asked)) == (case.fit, case.not_stated, case.reasons)


def test_schedule_cases_have_names_of_their_own() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


def test_shift_is_by_whole_offsets_of_the_moment() -> None:
    asked = asks(free=[], zone="America/Denver", now=SUMMER)
    assert asked.shift_min(in_phoenix(meeting, "TU 18:00-19:00")) == -60
