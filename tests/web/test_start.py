import pytest
from flask.testing import FlaskClient

from tests.web.page import Page

CRISIS = ["tel:988", "tel:911", "tel:+18006624357"]
PAGES = ["/", "/search", "/search?near=80203", "/plan", "/nowhere", "/search?near=Springfield", "/search?radius=x"]


def test_start_page_asks_what_and_where(client: FlaskClient) -> None:
    page = Page(client.get("/"))
    assert page.headings == ["Find help for recovery that fits your week"]
    assert '<form class="search" method="post" action="/search">' in page.source
    assert page.link("Make a plan for the week") == "/plan"


@pytest.mark.parametrize("path", [*PAGES, *(f"/es{path}" for path in PAGES)])
def test_every_page_shows_crisis_lines_and_the_demo_note(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path))
    assert [href for _, href in page.links if href.startswith("tel:")][:3] == CRISIS
    note = "inventado" if path.startswith("/es") else "made up"
    assert page.words.count(note) == 1


@pytest.mark.parametrize("path", ["/", "/search?near=80203", "/plan"])
def test_every_page_has_its_spanish_twin(client: FlaskClient, path: str) -> None:
    english, spanish = Page(client.get(path)), Page(client.get(f"/es{path}"))
    assert (english.lang, spanish.lang) == ("en", "es")
    assert english.link("Español").rstrip("/") == f"/es{path}".rstrip("/")
    assert spanish.link("English") == path
    assert english.headings[0] != spanish.headings[0]


def test_language_switch_of_a_packet_leads_to_the_form(client: FlaskClient) -> None:
    page = Page(client.post("/plan", data={"near": "80203", "level": "iop"}))
    assert page.link("Español") == "/es/plan"


def test_exit_is_a_plain_link_that_tells_nobody_where_it_comes_from(client: FlaskClient) -> None:
    source = Page(client.get("/")).source
    assert '<a class="exit" href="https://www.weather.gov/" rel="noreferrer">Exit</a>' in source
