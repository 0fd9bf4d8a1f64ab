"""The guide page by page: gates at once, lists at the end, and the way into the questionnaire."""

import re

import pytest
from flask.testing import FlaskClient

from referral.domain.need import SAFETY_QUESTIONS
from referral.wording.packet_text import GATES
from referral.wording.pages import PAGES
from tests.web.page import Page
from tests.web.visits import Visitor

PAGES_IN_ORDER = [
    ("Is this an emergency?", ["emergency"], "This may be an emergency. Call 911 now."),
    ("Are you in crisis?", ["suicidal", "harm_others"], "You deserve help right now. Call or text 988."),
    ("What happens when you stop?", ["withdrawal_risk"], "Get medical help with withdrawal first."),
    ("Are you safe at home?", ["unsafe_at_home"], "Your safety comes first."),
    ("Are you pregnant?", ["pregnant"], "You may be pregnant. Ask for care today."),
    ("Do you use opioids?", ["opioids"], "Opioids: stay safe and ask about medicine."),
    ("Is going to groups from home enough?", ["no_safe_place", "more_than_iop"], "Ask about more support."),
    ("How old are you?", ["under_18"], "Care for people under 18."),
]
WEIGHED = ["How much has use taken over?", "Who helps you stay off?", "How ready do you feel?"]


def to_the_end(visitor: Visitor) -> Visitor:
    return visitor.on_to("What you can ask for")


def test_gates_come_in_their_order_then_four_things_to_weigh(client: FlaskClient) -> None:
    visitor, headings = Visitor(client, "/guide"), []
    while visitor.heading != "What you can ask for":
        headings.append(visitor.heading)
        visitor.send()
    assert headings == [*(heading for heading, _, _ in PAGES_IN_ORDER), *WEIGHED, "Can you give nine hours a week?"]


UNSURE = "You were not sure about these: ask first"
FOLDED = "Not sure (1): ask first"


@pytest.mark.parametrize(("heading", "questions", "gate"), PAGES_IN_ORDER)
def test_a_gate_says_at_once_what_to_do_and_the_way_goes_on(
    client: FlaskClient, heading: str, questions: list[str], gate: str
) -> None:
    for question in questions:
        visitor = Visitor(client, "/guide").on_to(heading).send(**{question: "yes"})
        assert visitor.page.headings[0] == gate
        assert "You can still go on below." in visitor.page.words
        assert to_the_end(visitor).page.headings[:2] == [gate, "What you can ask for"]


@pytest.mark.parametrize(("heading", "questions", "gate"), PAGES_IN_ORDER)
def test_not_sure_keeps_every_warning_folded_in_one_box(
    client: FlaskClient, heading: str, questions: list[str], gate: str
) -> None:
    gate = "Ask each place which ages it takes." if gate == "Care for people under 18." else gate
    for question in questions:
        visitor = Visitor(client, "/guide").on_to(heading).send(**{question: "unknown"})
        for page in (visitor.page, to_the_end(visitor).page):
            above = page.source.split("<h1")[0]
            at_end = page.h1 == "What you can ask for"
            assert page.headings[: 1 + at_end] == [UNSURE] * at_end + [page.h1]
            assert (f"<summary>{FOLDED}</summary>" in above) == (not at_end)
            assert "You can still go on below." not in page.words
            assert f"<summary>{gate}</summary>" in above
            assert 'class="gate"' not in above
            for number in ("tel:911", "tel:988", "tel:1-800-662-4357"):
                assert above.split('class="unsure"')[1].count(f'"{number}"') == 1


def unsure_of_all(client: FlaskClient, **yes: str) -> Page:
    """The end of the guide for someone who is not sure of anything but what is yes."""
    visitor = Visitor(client, "/guide")
    for _page in range(12):
        asked = re.findall(r'type="radio" name="(\w+)" value="unknown"', visitor.page.source)
        visitor.send(**(dict.fromkeys(asked, "unknown") | {name: one for name, one in yes.items() if name in asked}))
    return visitor.page


def test_not_sure_of_everything_is_one_calm_box_with_all_warnings(client: FlaskClient) -> None:
    page = unsure_of_all(client)
    above = page.source.split("<h1")[0]
    assert page.headings[:2] == [UNSURE, "What you can ask for"]
    assert above.count("<summary>") == len(PAGES_IN_ORDER)
    for code, (heading, _) in GATES.items():
        assert (f"<summary>{heading}</summary>" in above) == (code not in ("GY", "G6"))
    for action in ("If you shake, sweat, see things", "Keep naloxone near you", "Use a phone that nobody else checks"):
        assert action in page.words
    assert "1-800-799-7233" in above
    assert "teen" not in page.words.split("What you can ask for")[-1]


def test_the_line_above_a_question_counts_what_was_not_sure(client: FlaskClient) -> None:
    visitor, counts = Visitor(client, "/guide"), []
    for answers in ({"emergency": "unknown"}, {"suicidal": "yes"}, {"withdrawal_risk": "unknown"}):
        visitor.send(**answers)
        counts += re.findall(r"<summary>(Not sure .*?)</summary>", visitor.page.source)
    assert counts == [FOLDED, FOLDED, "Not sure (2): ask first"]


def test_a_yes_stays_in_full_beside_what_was_not_sure(client: FlaskClient) -> None:
    page = unsure_of_all(client, suicidal="yes")
    assert page.headings[:3] == ["You deserve help right now. Call or text 988.", UNSURE, "What you can ask for"]
    assert "<summary>You deserve help right now." not in page.source


def test_no_answer_and_no_are_calm(client: FlaskClient) -> None:
    visitor = Visitor(client, "/guide")
    while visitor.heading != "What you can ask for":
        asked = [name for name in (*SAFETY_QUESTIONS, "under_18") if f'name="{name}"' in visitor.page.source]
        visitor.send(**dict.fromkeys(asked, "no"))
    assert visitor.page.headings == ["What you can ask for", "Ask for now", "Ask about", "Bring along"]


def test_the_end_has_three_lists_and_says_who_decides(client: FlaskClient) -> None:
    page = to_the_end(Visitor(client, "/guide")).page
    assert page.headings == ["What you can ask for", "Ask for now", "Ask about", "Bring along"]
    assert "A licensed professional decides the level of care." in page.words
    now, about, bring = (page.words.index(words) for words in ("Ask for now", "Ask about", "Bring along"))
    assert now < page.words.index("An intensive outpatient program (IOP)") < about
    assert bring < page.words.index("when you last did")
    for line in ("health", "medicines", "matters to you", "want to be different"):
        assert line in page.words[bring:]


def test_less_care_is_said_at_the_end_only(client: FlaskClient) -> None:
    visitor = Visitor(client, "/guide").on_to(WEIGHED[0]).send(severity="low")
    visitor.on_to("Can you give nine hours a week?").send(access="low")
    assert visitor.page.headings[0] == "Ask about care that takes less time."
    assert "Regular outpatient: one or two visits a week" in visitor.page.words
    visitor.send("back").send("back")
    assert "Ask about care that takes less time." not in visitor.page.words


def test_daily_use_and_what_makes_it_worse_raise_the_gate_together(client: FlaskClient) -> None:
    visitor = Visitor(client, "/guide").on_to("What happens when you stop?")
    visitor.send(withdrawal_risk="no", heavy_daily="yes", withdrawal_more="unknown")
    assert "<summary>Get medical help with withdrawal first.</summary>" in visitor.page.source
    visitor.send("back").send(withdrawal_more="yes")
    assert visitor.page.headings[0] == "Get medical help with withdrawal first."


def test_back_leads_to_the_first_page_with_every_answer(client: FlaskClient) -> None:
    visitor = Visitor(client, "/guide").send(emergency="no").send(suicidal="unknown", harm_others="no")
    visitor.send("back")
    assert (visitor.page.fields["suicidal"], visitor.page.fields["harm_others"]) == (["unknown"], ["no"])
    assert visitor.send("back").page.fields["emergency"] == ["no"]
    assert visitor.send("back").heading == "Is this an emergency?"


def plan_after(client: FlaskClient, visitor: Visitor) -> Visitor:
    """The questionnaire that the last page of the guide leads into."""
    page = to_the_end(visitor).page
    plan = Visitor(client, "/plan")
    plan.page = Page(client.post("/plan", data={"state": page.fields["state"][0], "step": "who", "go": "here"}))
    return plan


def test_a_gate_of_the_guide_stays_on_page_1_of_the_packet(client: FlaskClient) -> None:
    plan = plan_after(client, Visitor(client, "/guide").on_to("Do you use opioids?").send(opioids="unknown"))
    assert plan.heading == "Who is this plan for?"
    assert "Opioids: stay safe and ask about medicine." in plan.page.source.split("<h1")[0]
    plan.on_to("Where do you start from?").send(near="80203").on_to("Is this right?")
    packet = Page(client.post("/plan/packet", data={"state": plan.page.fields["state"]}))
    assert packet.headings[1] == "Opioids: stay safe and ask about medicine."


def test_what_the_guide_asked_is_not_asked_again(client: FlaskClient) -> None:
    visitor = Visitor(client, "/guide")
    while visitor.heading != "What you can ask for":
        asked = [name for name in SAFETY_QUESTIONS if f'name="{name}"' in visitor.page.source]
        visitor.send(**dict.fromkeys(asked, "no"))
    plan = plan_after(client, visitor).send(subject="self")
    assert plan.heading == "What do you need?"
    assert plan.send("back").heading == "Who is this plan for?"


def test_someone_under_18_stays_so_in_the_plan(client: FlaskClient) -> None:
    plan = plan_after(client, Visitor(client, "/guide").on_to("How old are you?").send(under_18="yes"))
    plan.on_to("Where do you start from?").send(near="80203").on_to("Is this right?")
    packet = Page(client.post("/plan/packet", data={"state": plan.page.fields["state"]}))
    assert "Care for people under 18." in packet.headings


def test_an_old_state_says_so_kindly(client: FlaskClient) -> None:
    response = client.post("/guide", data={"state": "old", "step": "pregnant", "pregnant": "yes"})
    assert response.status_code == 200
    assert "Your answers were kept for 60 minutes only" in Page(response).words


@pytest.mark.parametrize("go", ["", "next", "back", "here", "dance"])
@pytest.mark.parametrize("value", ["", "maybe", "x" * 1000])
def test_no_value_breaks_the_guide(client: FlaskClient, go: str, value: str) -> None:
    data = dict.fromkeys((*SAFETY_QUESTIONS, "under_18", "severity"), value)
    for step in ("emergency", "severity", "lists", "nowhere"):
        assert client.post("/guide", data={"step": step, "go": go, **data}).status_code == 200


@pytest.mark.parametrize("word", ["qualif", "guarantee", "diagnos", "score of", "level x recommended", "safe to detox"])
def test_the_guide_promises_and_diagnoses_nothing(word: str) -> None:
    said = " ".join(english for key, (english, _) in PAGES.items() if key.startswith(("guide.", "step.", "hint.")))
    assert word not in said.casefold()


def test_the_guide_in_spanish_has_no_english_heading(client: FlaskClient) -> None:
    english, spanish = Visitor(client, "/guide"), Visitor(client, "/es/guide")
    while english.heading != "What you can ask for":
        assert set(english.page.headings) & set(spanish.page.headings) == set()
        english.send(opioids="yes")
        spanish.send(opioids="yes")
    assert set(english.page.headings) & set(spanish.page.headings) == set()


@pytest.mark.parametrize(("subject", "person"), [("family", "the person you help"), ("client", "the client")])
def test_the_guide_asks_about_the_right_person(client: FlaskClient, subject: str, person: str) -> None:
    visitor = Visitor(client, "/guide").send(subject=subject, emergency="no")
    assert visitor.heading == f"Is {person} in crisis?"
    assert "Do they think about ending their life" in visitor.page.words
    visitor.send(suicidal="yes")
    assert visitor.page.headings[0] == "They deserve help right now. Call or text 988."
    assert visitor.heading == "What happens when they stop?"
    assert "Nobody can stay with them for 3 to 5 days." in visitor.page.words
    visitor.on_to("Who helps them stay off?").send(support="high").on_to("What to ask for")
    assert visitor.page.fields["subject"] == [subject]
    assert "Sessions that the family can join" in visitor.page.words
    state = {"state": visitor.page.fields["state"][0], "step": "who", "go": "here", "subject": subject}
    assert Page(client.post("/plan", data=state)).fields["subject"] == [subject]
