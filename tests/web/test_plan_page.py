import pytest
from flask.testing import FlaskClient

from referral.domain.need import SAFETY_QUESTIONS
from tests.web.page import Page

SAFE = dict.fromkeys(SAFETY_QUESTIONS, "no")
WANTED = {"near": "80203", "level": "iop", "meetings": "2", "topics": ["housing"], "payment": ["medicaid"]}


def packet(client: FlaskClient, **changes: object) -> Page:
    response = client.post("/plan", data={**WANTED, **SAFE, **changes})
    assert response.status_code == 200
    return Page(response)


def test_the_form_asks_every_safety_question_first(client: FlaskClient) -> None:
    page = Page(client.get("/plan"))
    assert page.headings[:2] == ["Make a plan for your week", "First: are you safe right now?"]
    for name in SAFETY_QUESTIONS:
        assert page.source.count(f'name="{name}"') == 3


def test_a_packet_shows_first_steps_week_and_places(client: FlaskClient) -> None:
    page = packet(client)
    first, week, places = (page.headings.index(name) for name in ("Do these first", "Your week", "Places to call"))
    assert first < week < places
    assert {"Intensive outpatient (IOP)", "Meeting", "Housing"} <= set(page.headings)
    assert page.source.count('href="tel:+1') >= 4


def test_answered_safety_questions_are_not_asked_again(client: FlaskClient) -> None:
    assert "First: are you safe right now?" not in packet(client).headings


def test_skipped_safety_questions_open_the_packet_with_all_lines(client: FlaskClient) -> None:
    page = Page(client.post("/plan", data=WANTED))
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


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("near", "", "We do not know that place."),
        ("near", "Nowhereville", "We do not know that place."),
        ("near", "Springfield", "We do not know that place."),
        ("age", "old", "Give the age in years"),
        ("age", "-4", "Give the age in years"),
        ("max_miles", "far", "Give the miles as a number"),
        ("max_miles", "-1", "Give the miles as a number"),
        ("max_miles", "nan", "Give the miles as a number"),
        ("busy_text", "all day", "We cannot read those days and times."),
        ("level", "castle", "Choose at least one kind of help."),
        ("gender", "x" * 10_000, "We cannot read one of the choices."),
    ],
)
def test_a_slip_costs_one_answer_and_not_all(client: FlaskClient, field: str, value: str, words: str) -> None:
    response = client.post("/plan", data={**WANTED, **SAFE, "suicidal": "yes", field: value})
    page = Page(response)
    assert response.status_code == 400
    assert words in page.words
    assert (page.fields["topics"], page.fields["payment"], page.fields["suicidal"]) == (
        ["housing"],
        ["medicaid"],
        ["yes"],
    )


def test_nothing_chosen_asks_for_a_choice(client: FlaskClient) -> None:
    response = client.post("/plan", data={"near": "80203"})
    assert response.status_code == 400
    assert "Choose at least one kind of help." in Page(response).words


def test_a_packet_in_spanish_has_no_english_heading(client: FlaskClient) -> None:
    english = Page(client.post("/plan", data={**WANTED, "opioids": "yes"}))
    spanish = Page(client.post("/es/plan", data={**WANTED, "opioids": "yes"}))
    places = {heading for heading in english.headings if heading.endswith("(demo)")}
    assert set(english.headings) & set(spanish.headings) <= places


@pytest.mark.parametrize("slip", [{"near": ""}, {"near": "99999"}, {"age": "abc"}, {"level": "castle"}])
def test_a_slip_never_hides_a_safety_answer(client: FlaskClient, slip: dict[str, str]) -> None:
    response = client.post("/plan", data={**WANTED, **SAFE, "suicidal": "yes", **slip})
    assert response.status_code == 400
    assert "988" in Page(response).words.split("Make a plan")[-1]


def test_meetings_ticked_without_a_number_are_one_a_week(client: FlaskClient) -> None:
    response = client.post("/plan", data={**SAFE, "near": "80203", "fellowships": "NA"})
    assert response.status_code == 200
