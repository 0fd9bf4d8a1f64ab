import re

import pytest
from flask.testing import FlaskClient

from referral.wording.labels import facet_label
from tests.web.page import Page
from tests.web.visits import packet_of

CRISIS = ["tel:988", "tel:911", "tel:+18006624357"]
PAGES = [
    "/",
    "/search",
    "/search?near=80203",
    "/plan",
    "/plan?all=1",
    "/guide",
    "/safety",
    "/nowhere",
    "/search?near=Springfield",
    "/search?radius=x",
]


def test_start_page_asks_what_and_where(client: FlaskClient) -> None:
    page = Page(client.get("/"))
    ways = ["Make a plan for your week", "Is outpatient right for me?"]
    assert page.headings == ["Find help for recovery that fits your week", *ways]
    assert '<form class="panel start" method="post" action="/search">' in page.source
    assert page.link("Start the questions") == "/plan"
    assert page.link("Start the guide") == "/guide"
    assert page.fields == {"need": ["all"], "radius": ["25"]}


@pytest.mark.parametrize(
    ("need", "asked"),
    [
        ("all", []),
        ("treatment", []),
        ("meetings", []),
        ("housing", ["topic=housing", "topic=recovery_housing", "topic=shelter"]),
        ("work", ["topic=employment", "topic=vocational"]),
        ("education", ["topic=education"]),
        ("other", []),
    ],
)
def test_each_need_of_the_start_page_asks_for_its_kind_of_help(
    client: FlaskClient, need: str, asked: list[str]
) -> None:
    sent = client.post("/search", data={"need": need, "near": "80203", "radius": "25", "q": ""})
    page = Page(client.get(sent.headers["Location"]))
    shown = re.findall(r'<button class="chip-button" name="change" value="[^"]*"><span>([^<]*)</span>', page.source)
    kinds = {"treatment": ["Treatment program"], "meetings": ["Meeting"], "other": ["Local help"]}
    words = [facet_label(facet) for facet in asked] + kinds.get(need, [])
    assert sorted(shown) == sorted(["Within 25 miles", *words])
    assert '<li class="card"' in page.source


@pytest.mark.parametrize("path", [*PAGES, *(f"/es{path}" for path in PAGES)])
def test_every_page_shows_crisis_lines_and_the_demo_note(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path))
    assert [href for _, href in page.links if href.startswith("tel:")][:3] == CRISIS
    note = "inventado" if path.startswith("/es") else "made up"
    assert page.words.count(note) == 1


@pytest.mark.parametrize("path", ["/", "/search?near=80203", "/safety"])
def test_every_page_has_its_spanish_twin(client: FlaskClient, path: str) -> None:
    english, spanish = Page(client.get(path)), Page(client.get(f"/es{path}"))
    assert (english.lang, spanish.lang) == ("en", "es")
    assert english.link("Español").rstrip("/") == f"/es{path}".rstrip("/")
    assert spanish.link("English") == path
    assert english.headings[0] != spanish.headings[0]


@pytest.mark.parametrize(("path", "heading"), [("/plan", "Who is this plan for?"), ("/guide", "Is this an emergency?")])
def test_questions_have_their_spanish_twin_behind_a_button(client: FlaskClient, path: str, heading: str) -> None:
    english, spanish = Page(client.get(path)), Page(client.get(f"/es{path}"))
    assert (english.h1, spanish.lang) == (heading, "es")
    assert spanish.h1 != heading
    assert f'formaction="/es{path}"' in english.source
    assert f'formaction="{path}"' in spanish.source


def test_language_switch_of_a_packet_leads_to_the_form(client: FlaskClient) -> None:
    page = Page(packet_of(client, near="80203", level="iop"))
    assert page.link("Español") == "/es/plan"


def test_exit_is_a_plain_link_that_tells_nobody_where_it_comes_from(client: FlaskClient) -> None:
    source = Page(client.get("/")).source
    assert '<a class="exit" href="https://www.weather.gov/" rel="noreferrer">Exit</a>' in source


def kinds_of(page: Page) -> list[str]:
    """What the rows of a page are."""
    return re.findall(r'<p class="about"><strong>[^<]*</strong> · ([^<]*?)(?: · <em>[^<]*</em>)*</p>', page.source)


def test_treatment_is_no_recovery_house_and_no_filter_of_many_levels(client: FlaskClient) -> None:
    sent = client.post("/search", data={"need": "treatment", "near": "80203", "radius": "25"}).headers["Location"]
    assert sent == "/search?near=80203&radius=25&kind=treatment"
    page = Page(client.get(sent))
    assert set(kinds_of(page)) == {"Treatment program"}
    assert len(kinds_of(page)) == 20
    assert page.source.count('class="fit') == 0
    both = Page(client.get(sent.replace("=treatment", "=program")))
    assert {"Treatment program", "Recovery housing"} == set(kinds_of(both))
    assert "Treatment and recovery homes" in both.words


def test_a_level_that_is_named_is_asked_alone(client: FlaskClient) -> None:
    treatment = {"near": "80203", "kind": "treatment"}
    houses = client.post("/search", data={**treatment, "where": ["level=recovery_housing"]}).headers["Location"]
    assert kinds_of(Page(client.get(houses)))[:14] == ["Recovery housing"] * 14
    groups = client.post("/search", data={**treatment, "where": ["level=iop"]}).headers["Location"]
    assert set(kinds_of(Page(client.get(groups)))) == {"Treatment program"}
