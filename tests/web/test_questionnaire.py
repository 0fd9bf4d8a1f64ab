"""The questions of a plan, page by page and on one page: the way on and back, mistakes, gates, and what is planned."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from referral.domain.need import SAFETY_QUESTIONS
from referral.web.forms.answers import profile_of
from referral.web.questionnaire import FLOW, STEPS
from referral.web.visit import Visit
from tests.web.page import Page
from tests.web.visits import SAFE, WANTED, Visitor, packet_of, state_of

SAFE_NOW = ("emergency", "suicidal", "harm_others", "unsafe_at_home")
SAFE_BODY = ("withdrawal_risk", "pregnant", "opioids", "no_safe_place", "more_than_iop")
WHOLE_WAY = (
    ("Who is this plan for?", {"subject": "self"}),
    ("Are you safe right now?", dict.fromkeys(SAFE_NOW, "no")),
    ("Is it safe to stop and to stay at home?", dict.fromkeys(SAFE_BODY, "no")),
    ("What do you need?", {"start": "first", "want": ["treatment", "meetings"], "topics": ["housing", "vocational"]}),
    ("What kind of program?", {"level": "iop", "parts": ["family", "childcare"], "substances": ["alcohol"]}),
    ("Which meetings?", {"meetings": "3", "fellowships": ["AA"], "kinds": ["beginner"], "apart": "yes"}),
    ("Where do you start from?", {"near": "80203", "mode": "bus", "max_leg": "60", "online": "no"}),
    ("When are you busy?", {"busy": ["day_shift"], "cells": ["SA09", "SA10"], "from_SU": "18:00", "to_SU": "19:30"}),
    ("How will you pay, and in which language?", {"payment": ["medicaid"], "languages": ["es"]}),
    ("About you", {"age": "34", "gender": "man", "medications": ["buprenorphine"], "groups": ["veterans"]}),
)
"""Every page of the longest way, with answers."""


def opened(app: Flask, page: Page) -> Visit:
    with app.test_request_context():
        return Visit.opened(page.fields["state"][0])


def walked(client: FlaskClient, root: str = "") -> Visitor:
    visitor = Visitor(client, f"{root}/plan")
    for _, answers in WHOLE_WAY:
        visitor.send(**answers)
    return visitor


def test_every_page_asks_its_question_and_the_last_shows_all_answers(client: FlaskClient) -> None:
    visitor, headings = Visitor(client, "/plan"), []
    for _, answers in WHOLE_WAY:
        headings.append(visitor.heading)
        visitor.send(**answers)
        assert visitor.status == 200
    assert headings == [heading for heading, _ in WHOLE_WAY]
    assert visitor.heading == "Is this right?"
    for words in ("For me", "No to all", "Child care", "3 meetings", "80203", "Sat 9:00 am to 11:00 am", "Medicaid"):
        assert words in visitor.page.words


def test_a_packet_is_at_most_twelve_steps_from_the_start_page(client: FlaskClient) -> None:
    start_page, check_page = 1, 1
    assert start_page + len(WHOLE_WAY) + check_page <= 12
    assert len(WHOLE_WAY) == len(STEPS) - 1  # a program or what follows it, never both
    state = walked(client).page.fields["state"][0]
    assert Page(client.post("/plan/packet", data={"state": state})).h1 == "Your plan"


def test_the_first_page_tells_staff_of_the_one_page(client: FlaskClient) -> None:
    page = Visitor(client, "/plan").send("all", subject="family").page
    assert (page.h1, page.fields["subject"]) == ("Make a plan for the person you help", ["family"])


def planned(client: FlaskClient, page: Page) -> Any:
    """The needs of the packet that the answers on a page make."""
    with client.application.test_request_context():
        return profile_of(Visit.opened(page.fields["state"][0]))["needs"]


@pytest.mark.parametrize(
    ("wanted", "shown", "needs"),
    [
        ({"want": ["treatment"]}, {"level": ["any"]}, ["treatment"]),
        ({"want": ["meetings"]}, {"meetings": ["1"]}, ["meetings"]),
        ({"want": [], "topics": ["food"]}, {"topics": ["food"]}, ["food"]),
        ({"want": ["treatment", "meetings"], "start": "after"}, {"meetings": ["1"]}, ["treatment", "meetings"]),
        ({"want": ["meetings"], "start": "after"}, {"step_down": ["no_program"], "meetings": ["1"]}, ["meetings"]),
        ({"want": [], "topics": ["food"], "level": ["iop"], "meetings": ["3"]}, {"topics": ["food"]}, ["food"]),
    ],
)
def test_what_was_wanted_is_filled_in_on_the_one_page_and_asked_as_it_stands(
    client: FlaskClient, wanted: dict, shown: dict, needs: list[str]
) -> None:
    visitor = Visitor(client, "/plan")
    visitor.page = Page(client.post("/plan", data={"state": state_of(client.application, near=["80203"], **wanted)}))
    visitor.send("all")
    filled = {name: visitor.page.fields.get(name) for name in ("level", "meetings", "topics", "step_down")}
    assert {name: values for name, values in filled.items() if values} == shown
    visitor.send()
    assert [need["id"] for need in planned(client, visitor.page)] == needs


def test_the_one_page_and_the_single_questions_hold_the_same_answers(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan?all=1").send("one_by_one", near="80203", meetings="2", age="old")
    assert (visitor.status, visitor.heading) == (200, "Who is this plan for?")
    visitor.on_to("What do you need?")
    assert visitor.page.fields["want"] == ["meetings"]
    assert visitor.on_to("Where do you start from?").page.fields["near"] == ["80203"]


def test_no_treatment_is_ticked_for_who_asked_for_local_help_on_the_one_page(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan?all=1").send("one_by_one", topics=["food"]).on_to("What do you need?")
    assert ("want" in visitor.page.fields, visitor.page.fields["topics"]) == (False, ["food"])


def test_every_answer_can_be_left_out_but_place_and_need(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("Where do you start from?")
    assert visitor.send().status == 400
    assert visitor.send(near="80203").on_to("Is this right?").status == 200
    assert visitor.page.words.count("Left out") >= 4
    state = visitor.page.fields["state"][0]
    packet = Page(client.post("/plan/packet", data={"state": state}))
    assert packet.headings[:2] == ["Your plan", "First: are you safe right now?"]


def test_nothing_wanted_asks_for_a_choice(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("What do you need?").send(want=[])
    assert (visitor.status, visitor.heading) == (400, "What do you need?")
    assert "Choose at least one kind of help: a program" in visitor.page.words


def test_back_leads_through_all_pages_and_keeps_every_answer(client: FlaskClient) -> None:
    visitor = walked(client)
    for heading, answers in reversed(WHOLE_WAY):
        visitor.send("back")
        assert visitor.heading == heading
        for name, given in answers.items():
            assert visitor.page.fields[name] == (given if isinstance(given, list) else [given])


def test_back_keeps_what_was_entered_on_the_page_that_is_left(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("Where do you start from?").send("back", near="Nowhereville")
    assert visitor.heading == "What kind of program?"
    assert visitor.send().page.fields["near"] == ["Nowhereville"]


def test_the_way_is_short_for_who_wants_little(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("What do you need?").send(want=[], topics=["food"])
    assert visitor.heading == "Where do you start from?"


def test_who_comes_from_a_program_is_asked_what_follows_it(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("What do you need?").send(start="after", want=["treatment", "meetings"])
    assert visitor.heading == "What comes after your program?"
    visitor.send(step_down="weekly_group").on_to("Where do you start from?").send(near="80203").on_to("Is this right?")
    state = visitor.page.fields["state"][0]
    packet = Page(client.post("/plan/packet", data={"state": state}))
    assert "Regular outpatient" in packet.headings
    for day in ("(day 3)", "(day 7)", "(day 30)", "(day 90)"):
        assert day in packet.words


def test_one_change_leads_back_to_the_answers(client: FlaskClient) -> None:
    visitor = walked(client).send("change:pay")
    assert visitor.heading == "How will you pay, and in which language?"
    assert visitor.page.fields["payment"] == ["medicaid"]
    visitor.send(payment=["medicare"])
    assert visitor.heading == "Is this right?"
    assert "Medicare" in visitor.page.words
    assert walked(client).send("change:pay").send("back").heading == "Is this right?"


def test_a_change_that_asks_for_more_leads_to_what_is_new(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("What do you need?").send(want=["treatment"])
    visitor.on_to("Where do you start from?").send(near="80203").on_to("Is this right?")
    visitor.send("change:want").send(want=["treatment", "meetings"])
    assert visitor.heading == "Which meetings?"


def test_unticked_meetings_are_not_planned_though_they_were_answered(client: FlaskClient) -> None:
    visitor = walked(client).send("change:want").send(want=["treatment"], topics=[])
    state = visitor.page.fields["state"][0]
    assert "Meeting" not in Page(client.post("/plan/packet", data={"state": state})).headings


@pytest.mark.parametrize(
    ("heading", "answers", "words"),
    [
        ("Where do they start from?", {"near": ""}, "Give a ZIP code or town"),
        ("Where do they start from?", {"near": "Nowhereville"}, "We do not know that place."),
        ("Where do they start from?", {"near": "80203", "max_miles": "far"}, "Give the miles as a number"),
        ("Where do they start from?", {"near": "80203", "max_miles": "-1"}, "Give the miles as a number"),
        ("Where do they start from?", {"near": "80203", "max_miles": "nan"}, "Give the miles as a number"),
        ("When are they busy?", {"busy_text": "all day"}, "We cannot read those days and times."),
        ("When are they busy?", {"from_MO": "18:00"}, "We cannot read those days and times."),
        ("When are they busy?", {"work_near": "Nowhereville"}, "We do not know the place of work."),
        ("About the client", {"age": "old"}, "Give the age in years"),
        ("About the client", {"age": "-4"}, "Give the age in years"),
        ("About the client", {"gender": "x" * 10_000}, "We cannot read one of the choices."),
    ],
)
def test_a_slip_is_said_on_its_page_and_keeps_the_answers(
    client: FlaskClient, heading: str, answers: dict, words: str
) -> None:
    visitor = Visitor(client, "/plan").send(subject="client").on_to("Where do they start from?")
    if heading != "Where do they start from?":
        visitor.send(near="80203").on_to(heading)
    visitor.send(**answers)
    assert (visitor.status, visitor.heading) == (400, heading)
    assert words in visitor.page.words
    assert {name: visitor.page.fields.get(name) for name in answers if name != "gender"} == {
        name: [value] if value else None for name, value in answers.items() if name != "gender"
    }
    assert visitor.send("back").status == 200
    assert "Answer for your client." in visitor.page.words


def test_towns_of_one_name_can_be_told_apart(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("Where do you start from?").send(near="Springfield")
    assert "Choose the one you mean." in visitor.page.words
    assert 'name="pick_near" value="Springfield, IL"' in visitor.page.source
    assert visitor.send(near="Springfield", pick_near="Springfield, IL").heading == "When are you busy?"
    assert visitor.send("back").page.fields["near"] == ["Springfield, IL"]


GATES = [
    ("emergency", "This may be an emergency. Call 911 now."),
    ("suicidal", "You deserve help right now. Call or text 988."),
    ("withdrawal_risk", "Get medical help with withdrawal first."),
    ("unsafe_at_home", "Your safety comes first."),
    ("pregnant", "You may be pregnant. Ask for care today."),
    ("opioids", "Opioids: stay safe and ask about medicine."),
    ("no_safe_place", "Ask about more support."),
]


@pytest.mark.parametrize(("question", "gate"), GATES)
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_a_gate_stands_above_every_page_that_follows(
    client: FlaskClient, question: str, gate: str, answer: str
) -> None:
    heading = "Are you safe right now?" if question in SAFE_NOW else "Is it safe to stop and to stay at home?"
    visitor = Visitor(client, "/plan").on_to(heading).send(**{question: answer})
    line, folded = "<summary>Not sure (1): ask first</summary>", f"<summary>{gate}</summary>"

    def stands(page: Page) -> bool:
        """In full for a yes, in the line that opens for what was not sure; always above the question."""
        above = page.source.split("<h1")[0]
        return page.headings[0] == gate if answer == "yes" else line in above and folded in above

    assert stands(visitor.page)
    for slip in ({"near": "Nowhereville"}, {"near": ""}):
        visitor.on_to("Where do you start from?").send(**slip)
        assert (visitor.status, stands(visitor.page)) == (400, True)
    visitor.send(near="80203")
    while visitor.heading != "Is this right?":
        assert visitor.page.words.index(gate) < visitor.page.words.index("Question ")
        visitor.send()
    assert visitor.page.headings[0] == (gate if answer == "yes" else "You were not sure about these: ask first")
    assert gate in visitor.page.source.split("<h1")[0]
    state = visitor.page.fields["state"][0]
    packet = Page(client.post("/plan/packet", data={"state": state}))
    assert packet.headings[1] == gate


def test_a_slip_on_the_one_page_never_hides_a_gate(client: FlaskClient) -> None:
    for slip in ({"near": ""}, {"near": "99999"}, {"age": "abc"}, {"level": "castle"}):
        response = client.post("/plan", data={"step": "all", **WANTED, **SAFE, "suicidal": "yes", **slip})
        page = Page(response)
        assert response.status_code == 400
        assert page.headings[0] == "They deserve help right now. Call or text 988."
        assert page.fields["topics"] == ["housing"]
        assert (page.fields["payment"], page.fields["suicidal"]) == (["medicaid"], ["yes"])


def test_the_one_page_asks_every_question_once(client: FlaskClient) -> None:
    page = Page(client.get("/plan?all=1"))
    for name in SAFETY_QUESTIONS:
        assert page.source.count(f'name="{name}"') == 3
    for step in STEPS:
        for name in step.fields:
            if name not in ("want", "cells"):
                assert f'name="{name}"' in page.source
    assert page.source.count('name="substances" value="alcohol"') == 1


@pytest.mark.parametrize(
    ("sent", "title", "question"),
    [
        ({}, "Make a plan for the client", "Do they use opioids, or pills from the street?"),
        ({"subject": "client"}, "Make a plan for the client", "Do they use opioids, or pills from the street?"),
        (
            {"subject": "family"},
            "Make a plan for the person you help",
            "Do they use opioids, or pills from the street?",
        ),
        ({"subject": "self"}, "Make a plan for your week", "Do you use opioids, or pills from the street?"),
    ],
)
def test_the_one_page_speaks_of_a_client_until_it_was_said_who_it_is_for(
    client: FlaskClient, sent: dict, title: str, question: str
) -> None:
    page = Page(client.post("/plan", data={"step": "all", "suicidal": "yes", **sent}))
    assert (page.h1, page.fields.get("subject")) == (title, [sent["subject"]] if sent else None)
    assert question in page.words
    own = "You deserve help right now. Call or text 988."
    assert (page.headings[0] == own) == (sent == {"subject": "self"})


def test_the_empty_one_page_speaks_of_a_client_and_fills_in_nothing_that_counts(client: FlaskClient) -> None:
    page = Page(client.get("/plan?all=1"))
    assert "Do they use opioids, or pills from the street?" in page.words
    assert "Do you use opioids" not in page.words
    assert page.h1 == "Make a plan for the client"
    assert {"subject", *SAFETY_QUESTIONS} & set(page.fields) == set()


STAFF = {
    "subject": "client",
    "near": "80203",
    "level": "iop",
    "meetings": "3",
    "age": "34",
    "gender": "woman",
    "topics": ["housing", "vocational"],
    "payment": ["medicaid"],
    "busy": ["day_shift"],
    "fellowships": ["AA"],
    "substances": ["alcohol"],
}


def test_staff_get_from_an_empty_page_to_a_packet_in_25_inputs(client: FlaskClient) -> None:
    answers = {**SAFE, **STAFF}
    presses = 2  # to the answers, and to the packet
    assert sum(len(value) if isinstance(value, list) else 1 for value in answers.values()) + presses <= 25
    response = client.post("/plan", data={"step": "all", "go": "next", **answers})
    page = Page(response)
    assert (response.status_code, page.h1) == (200, "Is this right?")
    packet = Page(client.post("/plan/packet", data={"state": page.fields["state"]}))
    assert {"Intensive outpatient (IOP)", "Meeting", "Housing", "Job training"} <= set(packet.headings)


def test_an_old_state_says_so_kindly_and_keeps_what_was_just_sent(client: FlaskClient) -> None:
    response = client.post("/plan", data={"state": "old", "step": "safe_now", "suicidal": "yes"})
    page = Page(response)
    assert (response.status_code, page.h1) == (200, "Who is this plan for?")
    assert "Your answers were kept for 60 minutes only" in page.words
    assert "You deserve help right now. Call or text 988." in page.source.split("<h1")[0]


@pytest.mark.parametrize("step", ["nowhere", "", "check", "all"])
@pytest.mark.parametrize("go", ["", "next", "back", "here", "change:nowhere", "dance"])
def test_no_button_of_anyone_breaks_the_way(client: FlaskClient, step: str, go: str) -> None:
    assert client.post("/plan", data={"step": step, "go": go}).status_code in (200, 400)


def test_the_language_can_be_changed_on_the_way(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").send(subject="self")
    data = {"state": visitor.page.fields["state"], "step": "safe_now", "go": "here", "suicidal": "no"}
    page = Page(client.post("/es/plan", data=data))
    assert page.h1 == "¿Está usted a salvo ahora?"
    assert page.fields["suicidal"] == ["no"]


def test_answers_stand_in_the_sealed_state_and_nowhere_readable(client: FlaskClient) -> None:
    visitor = Visitor(client, "/plan").on_to("Where do you start from?").send(near="80203")
    assert "80203" not in visitor.page.source


def test_a_long_answer_is_cut(client: FlaskClient, demo_app: Flask) -> None:
    visitor = Visitor(client, "/plan").on_to("Are you safe right now?")
    visitor.send("back", emergency="x" * 5000)
    assert max(len(one) for values in opened(demo_app, visitor.page).answers.values() for one in values) <= 300


def test_a_relative_is_offered_help_for_themselves(client: FlaskClient) -> None:
    family = Visitor(client, "/plan").send(subject="family").on_to("What do they need?")
    assert family.page.fields["want"] == ["treatment", "family"]
    assert "Answer for the person you love." in family.page.words
    alone = Visitor(client, "/plan").send(subject="self").on_to("What do you need?")
    assert "Al-Anon or Nar-Anon, for me as family" not in alone.page.words


def test_a_visit_with_a_mistake_can_mend_it_before_planning(client: FlaskClient) -> None:
    state = state_of(client.application, **WANTED, **SAFE, age="old")
    page = Page(client.post("/plan", data={"state": state, "step": "check", "go": "here"}))
    assert "Give the age in years" in page.words
    assert 'value="change:about"' in page.source
    assert "/plan/packet" not in page.source
    assert packet_of(client, **WANTED, **SAFE, age="old").status_code == 400


def test_all_of_the_way_is_in_spanish(client: FlaskClient) -> None:
    english, spanish = walked(client), walked(client, "/es")
    assert spanish.page.lang == "es"
    assert set(english.page.headings) & set(spanish.page.headings) == set()


def test_the_flow_ends_at_the_answers() -> None:
    assert FLOW.after(STEPS[-1], Visit()) is FLOW.end
    assert FLOW.before(STEPS[0], Visit()) is STEPS[0]


@pytest.mark.parametrize("subject", ["family", "client"])
def test_every_page_for_someone_else_asks_about_them(client: FlaskClient, subject: str) -> None:
    visitor, own = Visitor(client, "/plan").send(subject=subject), Visitor(client, "/plan").send(subject="self")
    differ = {"safe_now", "want", "where", "week", "pay", "about"}
    while own.heading != "Is this right?":
        step = own.page.fields["step"][0]
        assert (visitor.heading != own.heading) == (step in differ)
        answers = {"near": "80203"} if step == "where" else {"opioids": "yes"} if step == "safe_body" else {}
        visitor.send(**answers)
        own.send(**answers)
    assert "Keep naloxone near them." in visitor.page.words
    assert "When are they busy?" in visitor.page.words
    assert "Do they use opioids, or pills from the street? Yes" in visitor.page.words
    packet = Page(client.post("/plan/packet", data={"state": visitor.page.fields["state"]}))
    person = {"family": "the person you help", "client": "the client"}[subject]
    assert packet.h1 == f"A plan for {person}"
    assert "Their week" in packet.headings
    assert "Keep naloxone near them." in packet.words


def test_a_relative_is_asked_in_spanish_about_the_other_person(client: FlaskClient) -> None:
    visitor = Visitor(client, "/es/plan").send(subject="family")
    assert visitor.heading == "¿Está a salvo la persona a quien ayuda ahora?"
    assert visitor.send(suicidal="yes").page.headings[0] == "Esa persona merece ayuda ya. Llame o escriba al 988."
