"""Impossible and contradictory profiles end in a plain message or in a packet that says so, never in an error."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from referral.domain.errors import BadInput
from referral.domain.listing import Listing, Mode
from referral.domain.need import SAFETY_QUESTIONS
from referral.domain.packet import NeedState, Packet, Status
from referral.packets.check import violations
from referral.packets.plan import plan
from referral.services.profiles import read_profile
from referral.wording.packet_json import packet_json
from referral.wording.packet_lines import packet_lines
from tests.cli.command import run, run_json
from tests.factories import hours, location, sessions
from tests.fakes import FakePlaces
from tests.packets.city import EVENING_TRACK, MORNING_TRACK, NOW, aa, everywhere, housing, iop, jobs
from tests.packets.impossible import NEEDS, PLANNED, REFUSED
from tests.web.page import Page
from tests.web.visits import packet_of

CITY: tuple[Listing, ...] = (
    iop(tracks=(EVENING_TRACK, MORNING_TRACK)),
    iop("test:open", 4, hours=hours("MO-SU 00:00-24:00")),
    iop("test:unknown", 6),
    iop("test:video", yes="level=iop level=php level=outpatient treats=alcohol language=en attendance=online"),
    aa("test:a", "MO-SU 19:00-20:00", "MO-SU 12:00-13:00"),
    aa("test:b", "SU 23:30-00:30", "TU 06:00-07:00", miles=2),
    aa(
        "test:online",
        yes="attendance=online",
        location=location(None),
        sessions=sessions("MO-SU 03:00-04:00", "MO-SU 21:00-22:00", mode=Mode.ONLINE),
    ),
    jobs(hours=hours("MO-SA 09:00-17:00")),
    housing(),
)


def planned(name: str) -> Packet:
    """The packet of a profile over the city, passed by the checker."""
    person = read_profile(PLANNED[name], FakePlaces())
    packet = plan(person, everywhere(person, *CITY), NOW)
    assert violations(packet, person, {one.id: one for one in CITY}, NOW) == ()
    return packet


@pytest.mark.parametrize("name", PLANNED)
def test_every_need_is_answered_or_said_to_be_unmet(name: str) -> None:
    packet = planned(name)
    assert [result.need for result in packet.needs] == [need["id"] for need in PLANNED[name]["needs"]]
    unmet = [result.need for result in packet.needs if result.state is NeedState.UNMET]
    assert [one.need for one in packet.unmet] == unmet
    assert (packet.status is Status.PARTIAL) == bool(unmet)


@pytest.mark.parametrize("name", PLANNED)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_packet_has_words_for_what_it_cannot_do(name: str, lang: str) -> None:
    packet = planned(name)
    shown: dict[str, Any] = json.loads(json.dumps(packet_json(packet, lang)))
    for one in shown["unmet"]:
        assert one["relaxations"] or one["text"], one
    assert len([line for line in packet_lines(packet, lang) if line.strip()]) > 5


@pytest.mark.parametrize("name", REFUSED)
def test_profile_that_cannot_be_read_names_its_field(name: str) -> None:
    source, field = REFUSED[name]
    with pytest.raises(BadInput) as caught:
        read_profile(source, FakePlaces())
    assert caught.value.field == field
    assert "Traceback" not in caught.value.message
    assert len(caught.value.message.split()) <= 60


NOTHING_FITS = [
    ("no free minute", {"treatment", "meetings", "work"}),
    ("no free minute between sleep and work", {"treatment", "meetings", "work"}),
    ("one free minute", {"treatment", "meetings", "work"}),
    ("sleep all week", {"treatment", "meetings", "work"}),
    ("nowhere to go", {"treatment", "meetings", "work", "home"}),
    ("more meetings than a week of days holds", {"m"}),
    ("the most meetings", {"m"}),
]


@pytest.mark.parametrize(("name", "unmet"), NOTHING_FITS)
def test_what_cannot_be_is_said(name: str, unmet: set[str]) -> None:
    assert {one.need for one in planned(name).unmet} == unmet


@pytest.mark.parametrize("name", ["no meetings", "only a choice", "only meetings", "only a program", "no sleep"])
def test_what_is_possible_is_no_partial_packet(name: str) -> None:
    assert planned(name).unmet == ()


def test_housing_is_chosen_though_no_minute_is_free() -> None:
    states = {result.need: result.state for result in planned("no free minute").needs}
    assert states["home"] is NeedState.CHOSEN


def test_work_out_of_reach_keeps_the_weekend() -> None:
    """The way to work is the person's own affair: what fits on free days is planned all the same."""
    packet = planned("work out of reach of home")
    assert {item.span.day.name for item in packet.week if item.need == "meetings"} >= {"SA", "SU"}


def test_place_of_two_blocks_at_once_leaves_no_room_between() -> None:
    packet = planned("busy at two places at once")
    workdays = {item.span.day for item in packet.week if item.span.day <= 4 and item.span.start_min % 1440 < 18 * 60}
    assert [item for item in packet.week if item.span.day in workdays and item.span.start_min % 1440 >= 7.5 * 60] == []


def test_zone_of_the_profile_moves_the_meetings() -> None:
    """19:00 in Denver is 11:00 the next day in Tokyo in November."""
    packet = planned("a zone on the other side of the world")
    in_person = {item.span.start_clock for item in packet.week if item.listing_id == "test:a"}
    assert in_person <= {"11:00", "04:00"}


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANNED)
def test_command_prints_a_packet(demo_app: Flask, tmp_path: Path, name: str) -> None:
    file = tmp_path / "profile.json"
    file.write_text(json.dumps({**PLANNED[name], "pins": [], "bans": []}), encoding="utf-8")
    packet = run_json(demo_app, "plan", file, "--now", "2026-11-23T12:00")
    assert [result["need"] for result in packet["needs"]] == [need["id"] for need in PLANNED[name]["needs"]]


@pytest.mark.parametrize("name", REFUSED)
def test_command_names_the_field(demo_app: Flask, tmp_path: Path, name: str) -> None:
    source, field = REFUSED[name]
    file = tmp_path / "profile.json"
    file.write_text(json.dumps(source), encoding="utf-8")
    result = run(demo_app, "plan", file, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert field in result.stderr


WANTED: dict[str, Any] = {
    "near": "80203",
    "level": "iop",
    "meetings": "2",
    "topics": ["housing", "vocational"],
    "payment": ["medicaid"],
}
SAFE = dict.fromkeys(SAFETY_QUESTIONS, "no")
FORMS: dict[str, dict[str, Any]] = {
    "no free minute": {"busy_text": "MO-SU 00:00-24:00"},
    "busy over busy": {"busy": ["day_shift", "evening_shift", "school_run"], "busy_text": "MO-SU 06:00-22:00"},
    "two hundred blocks": {
        "busy_text": "; ".join(
            f"{day} {start // 60:02d}:{start % 60:02d}-{(start + 20) // 60:02d}:{(start + 20) % 60:02d}"
            for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
            for start in range(360, 1260, 31)
        )
    },
    "nowhere to go": {"max_miles": "0", "mode": "walk"},
    "a span of no length": {"busy_text": "MO 08:00-08:00"},
    "a child": {"age": "9"},
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("root", ["", "/es"])
def test_form_shows_a_page_with_every_need(client: FlaskClient, name: str, root: str) -> None:
    response = packet_of(client, root, **{**WANTED, **SAFE, **FORMS[name]})
    assert response.status_code == 200
    page = Page(response)
    assert len(page.headings) >= 4
    assert len(page.words) > 400


def test_form_says_which_needs_nothing_answers(client: FlaskClient) -> None:
    page = Page(packet_of(client, **WANTED, **SAFE, busy_text="MO-SU 00:00-24:00"))
    unmet = {heading for heading in page.headings if heading.startswith("Not found yet")}
    assert {"Not found yet: Intensive outpatient (IOP)", "Not found yet: Meeting"} <= unmet


def test_the_profiles_hold_what_they_are_named_for() -> None:
    assert len(PLANNED["two hundred blocks"]["busy"]) == 200
    assert len(PLANNED["twenty needs"]["needs"]) == 20
    assert len(read_profile(PLANNED["two hundred blocks"], FakePlaces()).busy[0].spans) == 100
    assert len(NEEDS) == len({need["kind"] for need in NEEDS}) + 1
