from collections.abc import Callable

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from referral.web.common import LANGUAGES, page_url
from referral.web.presenters import listing_url, slug
from tests.factories import resource

FIXED = ("start.home", "search.results", "search.send", "plan.ask")
ODD = {"near": "Coeur d'Alene, ID", "s": "a-b_c=", "sort": "best", "x&y": "50 % + ñ/#?", "empty": ""}


@pytest.mark.parametrize("base", ["", "/help"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FIXED)
def test_addresses_are_those_that_flask_makes(demo_app: Flask, name: str, lang: str, base: str) -> None:
    part, view = name.split(".")
    with demo_app.test_request_context("/search", base_url=f"http://localhost{base}/"):
        assert page_url(name, lang) == url_for(f"{part}_{lang}.{view}")
        assert page_url(name, lang, **ODD) == url_for(f"{part}_{lang}.{view}", **ODD)  # type: ignore[arg-type]  # its own options are named apart


@given(outside_id=st.text(min_size=1, max_size=12), name=st.text(min_size=1, max_size=30).filter(str.strip))
def test_addresses_of_listings_are_those_that_flask_makes(demo_app: Flask, outside_id: str, name: str) -> None:
    listing = resource(id=f"demo:{outside_id}", name=name)
    with demo_app.test_request_context("/search", base_url="http://localhost/help/"):
        expected = url_for("listing_es.show", listing_id=listing.id, slug=slug(name))
        assert listing_url(listing, "es") == expected


@pytest.mark.parametrize("query", ["name=x", "lang=es", "endpoint=x", "_external=1", "_anchor=a&_method=POST"])
@pytest.mark.parametrize("path", ["/", "/es/search"])
def test_values_that_nobody_asked_for_do_no_harm(client: FlaskClient, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 200


def test_banner_of_the_demo_goes_with_its_listings(make_app: Callable[..., Flask]) -> None:
    app = make_app(demo=True)
    client, words = app.test_client(), "This is a demo."
    assert words in client.get("/").get_data(as_text=True)
    app.extensions["handoff"].sources.remove("demo")
    assert words not in client.get("/").get_data(as_text=True)
