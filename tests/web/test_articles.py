"""Pages to read: there in both languages, linked from everywhere, and true about the rest of the site."""

import pytest
from flask.testing import FlaskClient

from referral.wording.articles import ARTICLES
from tests.web.page import Page


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_there_in_both_languages_and_leads_to_the_others(client: FlaskClient, name: str) -> None:
    english, spanish = Page(client.get(f"/about/{name}")), Page(client.get(f"/es/about/{name}"))
    assert english.headings[0] == ARTICLES[name]["title"][0]
    assert spanish.headings[0] == ARTICLES[name]["title"][1]
    assert english.link("Español") == f"/es/about/{name}"
    assert {href for _, href in english.links} >= {f"/about/{other}" for other in ARTICLES if other != name}


def test_all_articles_are_listed(client: FlaskClient) -> None:
    links = [href for _, href in Page(client.get("/about")).links if href.startswith("/about/")]
    assert list(dict.fromkeys(links))[: len(ARTICLES)] == [f"/about/{name}" for name in ARTICLES]


@pytest.mark.parametrize("path", ["/", "/search?near=80203", "/nowhere"])
def test_every_page_leads_to_privacy_and_the_rule_of_order(client: FlaskClient, path: str) -> None:
    links = {href.partition("?")[0] for _, href in Page(client.get(path)).links}
    assert links >= {"/about/privacy", "/about/ranking", "/about/calling"}


def test_an_unknown_article_is_not_found(client: FlaskClient) -> None:
    assert client.get("/about/nonsense").status_code == 404
