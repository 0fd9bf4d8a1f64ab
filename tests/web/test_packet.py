"""The packet of a visit: safety first, then first steps, week and places."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page
from tests.web.visits import SAFE, WANTED, packet_of


def packet(client: FlaskClient, **changes: Any) -> Page:
    response = packet_of(client, **{**WANTED, **SAFE, **changes})
    assert response.status_code == 200
    return Page(response)


def test_a_packet_shows_first_steps_week_and_places(client: FlaskClient) -> None:
    page = packet(client)
    first, week, places = (page.headings.index(name) for name in ("Do these first", "Your week", "Places to call"))
    assert first < week < places
    assert {"Intensive outpatient (IOP)", "Meeting", "Housing"} <= set(page.headings)
    assert page.source.count('href="tel:+1') >= 4


def test_answered_safety_questions_are_not_asked_again(client: FlaskClient) -> None:
    assert "First: are you safe right now?" not in packet(client).headings


def test_skipped_safety_questions_open_the_packet_with_all_lines(client: FlaskClient) -> None:
    page = Page(packet_of(client, **WANTED))
    assert page.headings[:2] == ["Your plan", "First: are you safe right now?"]
    assert "Do you think about ending your life or hurting yourself?" in page.words
    for phone in ("tel:911", "tel:988", "tel:1-800-662-4357"):
        assert phone in page.source


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("emergency", "This may be an emergency. Call 911 now."),
        ("suicidal", "You deserve help right now. Call or text 988."),
        ("withdrawal_risk", "Get medical help with withdrawal first."),
    ],
)
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_three_gates_stop_the_week(client: FlaskClient, question: str, heading: str, answer: str) -> None:
    page = packet(client, **{question: answer})
    assert page.headings[:2] == ["Your plan", heading]
    assert "Your week" not in page.headings
    assert "For after the first step" in page.headings


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("unsafe_at_home", "Your safety comes first."),
        ("pregnant", "You may be pregnant. Ask for care today."),
        ("opioids", "Opioids: stay safe and ask about medicine."),
        ("no_safe_place", "Ask about more support."),
    ],
)
def test_the_other_gates_head_the_page_and_the_week_stands(client: FlaskClient, question: str, heading: str) -> None:
    page = packet(client, **{question: "yes"})
    assert page.headings[:2] == ["Your plan", heading]
    assert "Your week" in page.headings


def test_added_places_have_a_name_for_what_they_are_for(client: FlaskClient) -> None:
    assert "Medicine to help with opioids" in packet(client, opioids="yes").headings


def test_a_youth_is_shown_the_youth_gate(client: FlaskClient) -> None:
    assert "Care for people under 18." in packet(client, age="16").headings


def test_a_need_that_nothing_answers_says_what_would_help(client: FlaskClient) -> None:
    page = packet(client, busy_text="MO-SU 00:00-24:00")
    assert "Not found yet: Meeting" in page.headings


def test_a_packet_in_spanish_has_no_english_heading(client: FlaskClient) -> None:
    english = Page(packet_of(client, **WANTED, opioids="yes"))
    spanish = Page(packet_of(client, "/es", **WANTED, opioids="yes"))
    places = {heading for heading in english.headings if heading.endswith("(demo)")}
    assert set(english.headings) & set(spanish.headings) <= places


def test_meetings_ticked_without_a_number_are_one_a_week(client: FlaskClient) -> None:
    response = packet_of(client, **SAFE, near="80203", fellowships="NA")
    assert response.status_code == 200


def test_a_state_that_is_too_old_says_so_kindly(client: FlaskClient) -> None:
    response = client.post("/plan/packet", data={"state": "old"})
    assert response.status_code == 400
    assert Page(response).headings == ["This plan was open too long"]


def test_a_relative_learns_how_to_offer_help(client: FlaskClient) -> None:
    page = packet(client, subject="family")
    for words in (
        "How to offer help",
        "Al-Anon and Nar-Anon are",
        "Keep naloxone at home",
        "if it has family sessions",
    ):
        assert page.words.count(words) == 1
    assert "Al-Anon or Nar-Anon, for the family" in page.headings
    assert "Intensive outpatient (IOP)" in page.headings


def test_no_family_sessions_are_suggested_where_home_is_not_safe(client: FlaskClient) -> None:
    page = packet(client, subject="family", unsafe_at_home="unknown")
    assert "family sessions" not in page.words
    assert "Al-Anon and Nar-Anon are meetings for families" in page.words


def test_the_answers_can_be_changed_from_the_packet(client: FlaskClient) -> None:
    page = packet(client)
    changed = client.post("/plan", data={"state": page.fields["state"], "step": "check", "go": "here"})
    assert Page(changed).h1 == "Is this right?"


def test_to_come_back_to_a_packet_that_was_left_says_where_to_begin(client: FlaskClient) -> None:
    for root, words in (("", "This plan is not here any more"), ("/es", "Este plan ya no está aquí")):
        page = Page(client.get(f"{root}/plan/packet"))
        assert page.h1 == words
        assert f"{root}/plan" in [href for _, href in page.links]
