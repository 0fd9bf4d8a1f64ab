"""Mistakes on the pages of questions: all of them at once, each said at its question and in a list that leads there."""

from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page
from tests.web.visits import SAFE, WANTED, Visitor, state_of

NO_PLACE = "Give a ZIP code or town, like 80203 or Walden, CO."
UNKNOWN_PLACE = "We do not know that place."
UNKNOWN_WORK = "We do not know the place of work."
TOWNS = "Several towns have this name. Choose the one you mean."
TIMES = "We cannot read those days and times."
MILES = "Give the miles as a number above zero."
AGE = "Give the age in years, as a number."
NEEDS = "Choose at least one kind of help"


class Marks(HTMLParser):
    """Every element with an id, what is invalid, and what describes it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.invalid: dict[str, str] = {}
        self.described: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        self.described += given.get("aria-describedby", "").split()
        if given.get("aria-invalid") == "true":
            self.invalid[given.get("id") or given["name"]] = given.get("aria-describedby", "")


def all_at_once(client: FlaskClient, root: str = "", **answers: object) -> Page:
    """The one page with these answers, sent."""
    response = client.post(f"{root}/plan", data={"step": "all", "go": "next", **answers})
    assert response.status_code == 400
    return Page(response)


def listed(page: Page) -> list[tuple[str, str]]:
    """The links of the list above the questions."""
    return [(words, href) for words, href in page.links if href.startswith("#") and href != "#main"]


def test_the_one_page_says_all_mistakes_at_once_each_with_a_way_to_its_question(client: FlaskClient) -> None:
    page = all_at_once(client, near="", age="old", max_miles="far", busy_text="all day", work_near="Nowhereville")
    said = [(words.split(".")[0] + ".", href) for words, href in listed(page)]
    assert said == [
        (f"{NEEDS}: a program, meetings, or help close to you.", "#topics"),
        ("Give a ZIP code or town, like 80203 or Walden, CO.", "#near"),
        (MILES, "#max_miles"),
        (UNKNOWN_WORK, "#work_near"),
        (TIMES, "#busy_text"),
        (AGE, "#age"),
    ]


def test_each_mistake_is_marked_and_said_at_its_field(client: FlaskClient) -> None:
    page = all_at_once(client, near="", age="old", max_miles="far", busy_text="all day", topics="food")
    marks = Marks(page.source)
    assert marks.invalid == {
        "near": "near_hint near_wrong",
        "max_miles": "max_miles_hint max_miles_wrong",
        "busy_text": "busy_text_hint busy_text_wrong",
        "age": "age_hint age_wrong",
    }
    assert page.words.count(NO_PLACE) == page.words.count(AGE) == 2  # in the list and at the field


@pytest.mark.parametrize(
    ("heading", "answers", "field", "words"),
    [
        ("What do you need?", {"want": []}, "want", NEEDS),
        ("Where do you start from?", {"near": ""}, "near", NO_PLACE),
        ("Where do you start from?", {"near": "  "}, "near", NO_PLACE),
        ("Where do you start from?", {"near": "Nowhereville"}, "near", UNKNOWN_PLACE),
        ("When are you busy?", {"from_MO": "18:00"}, "from_MO", TIMES),
        ("When are you busy?", {"busy_text": "noon"}, "busy_text", TIMES),
        ("When are you busy?", {"work_near": "Nowhereville"}, "work_near", UNKNOWN_WORK),
        ("About you", {"age": "old"}, "age", AGE),
    ],
)
def test_a_page_of_one_question_marks_its_field_too(
    client: FlaskClient, heading: str, answers: dict, field: str, words: str
) -> None:
    visitor = Visitor(client, "/plan").on_to("What do you need?")
    if heading != "What do you need?":
        visitor.on_to("Where do you start from?")
        if heading != "Where do you start from?":
            visitor.send(near="80203").on_to(heading)
    visitor.send(**answers)
    ((said, href),) = listed(visitor.page)
    assert (visitor.status, href, said.startswith(words)) == (400, f"#{field}", True)
    marks = Marks(visitor.page.source)
    assert field in marks.invalid
    assert f"{field}_wrong" in marks.invalid[field]
    assert set(marks.described) <= set(marks.ids)
    assert len(marks.ids) == len(set(marks.ids))


def test_the_list_is_focused_and_read_out(client: FlaskClient) -> None:
    assert 'role="alert" tabindex="-1" autofocus' in all_at_once(client, near="").source


def test_an_empty_place_is_not_called_unknown(client: FlaskClient) -> None:
    assert UNKNOWN_PLACE not in all_at_once(client, near="").words
    assert UNKNOWN_PLACE not in Visitor(client, "/plan").on_to("Where do you start from?").send(near="").page.words


@pytest.mark.parametrize("field", ["near", "work_near"])
def test_towns_of_one_name_stand_in_the_list_and_by_the_field(client: FlaskClient, field: str) -> None:
    answers = {"near": "80203", "topics": "food", **SAFE, field: "Springfield"}
    page = all_at_once(client, **answers)
    assert (TOWNS, f"#{field}") in listed(page)
    button = f'name="pick_{field}" value="Springfield, IL"'
    assert page.source.count(button) == 2
    assert page.source.index(button) < page.source.index('<form id="questions"') < page.source.rindex(button)
    chosen = client.post("/plan", data={"step": "all", **answers, f"pick_{field}": "Springfield, IL"})
    assert Page(chosen).h1 == "Is this right?"
    assert "Springfield, IL" in Page(chosen).words


def test_the_look_at_the_answers_lists_all_mistakes_with_their_pages(client: FlaskClient) -> None:
    state = state_of(client.application, **{**WANTED, **SAFE, "near": "", "age": "old"})
    page = Page(client.post("/plan", data={"state": state, "step": "check", "go": "here"}))
    wrong = page.source.split("<dl")[0]
    assert wrong.index('value="change:where"') < wrong.index('value="change:about"')
    assert NO_PLACE in page.words
    assert AGE in page.words


def test_what_no_form_sends_is_still_refused(client: FlaskClient) -> None:
    page = all_at_once(client, **WANTED, **SAFE, parts="castle")
    assert "We cannot read one of the choices." in page.words


def test_mistakes_are_said_in_spanish(client: FlaskClient) -> None:
    page = all_at_once(client, "/es", near="", age="old")
    assert [href for _, href in listed(page)] == ["#topics", "#near", "#age"]
    assert "Dé un código postal o ciudad, como 80203 o Walden, CO." in page.words
