"""A number that may not reach the place itself says so beside the button, on every page."""

import re
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from referral.domain.listing import Phone, PhoneRole
from referral.web.presenters import phone_links
from tests.conftest import directory_of
from tests.web.page import Page

MARKS = {
    "": "Call (800) 555-0199 (central line: say which place)",
    "/es": "Llamar al (800) 555-0199 (línea central: diga qué lugar)",
}


@pytest.fixture
def central(demo_app: Flask) -> str:
    """The name of a place of the demo that anybody may call, and only by a central line."""
    listings = directory_of(demo_app).listings
    for number in range(1, 41):
        found = listings.get(f"demo:program-{number:02}").listing
        if [phone.central_line for phone in found.phones] == [True] and not found.facts.codes("restricted"):
            return found.name
    raise AssertionError("the demo has such a place")


@pytest.mark.parametrize("lang", ["", "/es"])
def test_row_page_and_list_say_that_a_number_is_a_central_line(client: FlaskClient, central: str, lang: str) -> None:
    sent = client.post(f"{lang}/search", data={"near": "80203", "kind": "program", "q": f'"{central}"'})
    page = Page(client.get(sent.headers["Location"]))
    row = re.findall(r'<li class="card".*?</li>\n', page.source, re.DOTALL)[0]
    assert central in row
    assert f">{MARKS[lang]}</a>" in row
    own = next(href for words, href in page.links if words == central)
    listing = Page(client.get(own))
    assert MARKS[lang] in listing.words
    value = re.findall(r'name="change" value="(pick=1=[^"]*)"', page.source)[0]
    sealed = re.findall(r'name="s" value="([^"]*)"', page.source)[0]
    answer = client.post(f"{lang}/search", data={"near": "80203", "kind": "program", "s": sealed, "change": value})
    picked = Page(client.get(answer.headers["Location"]))
    mine = Page(client.get(next(href for _, href in picked.links if "/list?" in href)))
    number = re.sub(r"^(Call|Llamar al) ", "", MARKS[lang])
    assert number in mine.words
    for shown in (listing, mine):
        text = next(unquote(href) for _, href in shown.links if href.startswith("sms:"))
        assert number in text


def test_the_place_s_own_number_comes_before_a_central_line() -> None:
    own, central = Phone("+13035550101", role=PhoneRole.INTAKE), Phone("+18005550199", central_line=True)
    assert [link.href for link in phone_links((central, own), "en")] == ["tel:+13035550101", "tel:+18005550199"]
