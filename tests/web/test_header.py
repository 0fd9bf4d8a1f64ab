"""The links at the top and foot of a page lose neither the search nor my list, in either language."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page
from tests.web.test_narrowing import tap
from tests.web.test_picks import picked

HEADER = {"": ("Handoff", "Search", "Plan"), "/es": ("Handoff", "Buscar", "Plan")}


def found(client: FlaskClient, root: str = "") -> Page:
    """Results of a search with sealed parts, one place picked."""
    sent = client.post(f"{root}/search", data={"q": "outpatient", "near": "80203", "where": ["payment=medicaid"]})
    page = Page(client.get(sent.headers["Location"]))
    (value,) = re.findall(r'name="change" value="(pick=1=[^"]*)"', page.source)
    return tap(client, page, value, f"{root}/search")


def header(page: Page, words: str) -> str:
    """The address of a link of the header."""
    top = page.source.partition("<header>")[2].partition("</header>")[0]
    (href,) = re.findall(rf'<a [^>]*?href="([^"]*)"[^>]*>{re.escape(words)}</a>', top)
    return href.replace("&amp;", "&")


def foot(page: Page) -> list[str]:
    return re.findall(r'href="([^"]*)"', page.source.partition("<footer>")[2])


@pytest.mark.parametrize("root", ["", "/es"])
def test_every_page_leads_back_to_the_search_and_to_my_list(client: FlaskClient, root: str) -> None:
    page = found(client, root)
    home, search, plan = HEADER[root]
    listed = "My list (1)" if not root else "Mi lista (1)"
    name = next(href for _, href in page.links if "/listing/" in href)
    for address in (header(page, home), header(page, plan), header(page, listed), name, *foot(page)):
        there = Page(client.get(address))
        back = Page(client.get(header(there, search)))
        assert (back.fields["q"], back.fields["near"], back.fields["where"]) == (
            ["outpatient"],
            ["80203"],
            ["payment=medicaid"],
        ), address
        assert header(there, listed).startswith(f"{root}/list?s="), address
        assert back.source.count('class="call picked"') == 1


def test_a_search_that_is_all_readable_comes_back_too(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203&kind=meeting&sort=next"))
    name = next(href for _, href in page.links if "/listing/" in href)
    for address in (header(page, "Handoff"), header(page, "Plan"), name):
        assert header(Page(client.get(address)), "Search") == "/search?near=80203&kind=meeting&sort=next"


def test_a_new_search_from_the_start_page_keeps_the_list(client: FlaskClient) -> None:
    start = Page(client.get(header(found(client), "Handoff")))
    assert start.fields["near"] == ["80203"]
    sent = client.post("/search", data={"s": start.fields["s"][0], "need": "meetings", "near": "80203", "q": ""})
    page = Page(client.get(sent.headers["Location"]))
    assert header(page, "My list (1)").startswith("/list?s=")
    assert "q" not in page.fields


def test_the_questions_carry_the_list_on(client: FlaskClient) -> None:
    first = client.get(header(found(client), "Plan"))
    action = re.findall(r'<form id="questions"[^>]*action="([^"]*)"', first.get_data(as_text=True))[0]
    fields = Page(first).fields
    second = Page(client.post(action, data={**fields, "subject": "self", "go": "next"}))
    assert header(second, "My list (1)").startswith("/list?s=")


@pytest.mark.parametrize("path", ["/list", "/about", "/", "/safety", "/search/times", "/plan", "/guide"])
def test_the_other_language_keeps_the_page_and_the_list(client: FlaskClient, path: str) -> None:
    token = header(found(client), "My list (1)").partition("s=")[2]
    page = Page(client.get(f"{path}?s={token}"))
    top = page.source.partition("<header>")[2].partition("</header>")[0]
    (other,) = re.findall(r'(?:href|formaction)="(/es[^"]*)"', top)
    assert other.startswith(f"/es{path}".rstrip("/") if path != "/" else "/es/")
    there = client.post(other, data=page.fields) if "formaction" in top else client.get(other)
    assert header(Page(there), "Mi lista (1)").startswith("/es/list?s=")


def test_nothing_is_carried_where_there_is_nothing(client: FlaskClient) -> None:
    for path in ("/", "/about", "/search", "/plan"):
        assert "s=" not in header(Page(client.get(path)), "Handoff")
        assert "s=" not in header(Page(client.get(path)), "Search")


def test_one_visitors_search_stands_on_no_other_page(client: FlaskClient) -> None:
    mine = header(found(client), "My list (1)").partition("s=")[2]
    for near in ("80203", "80204"):
        other = client.get(f"/search?near={near}&kind=resource").get_data(as_text=True)
        assert mine[:60] not in other
        assert "My list" not in other


@pytest.mark.parametrize("token", ["x", "%22%3E%3Cscript%3E", "x" * 3000])
def test_a_token_that_is_none_of_ours_is_not_carried_on(client: FlaskClient, token: str) -> None:
    page = Page(client.get(f"/about?s={token}"))
    assert header(page, "Handoff") == "/"
    assert header(page, "Search") == "/search"


def test_my_list_stays_when_places_are_taken_out(client: FlaskClient) -> None:
    listed = Page(client.get(picked(client, 2, radius="25").link("My list (2)")))
    drop = re.findall(r'name="change" value="(drop=[^"]*)"', listed.source)[0]
    answer = client.post("/list", data={"s": listed.fields["s"][0], "change": drop})
    assert header(Page(client.get(answer.headers["Location"])), "Search").startswith("/search?near=80203&radius=25")
