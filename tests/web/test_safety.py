from flask.testing import FlaskClient

from tests.web.page import Page


def test_every_page_leads_to_what_exit_does_and_does_not(client: FlaskClient) -> None:
    for path in ("/", "/plan", "/guide", "/search?near=80203", "/nowhere"):
        link = Page(client.get(path)).link("Leaving fast, and what stays behind")
        assert link.partition("?")[0] == "/safety"


def test_the_page_says_what_exit_leaves_behind(client: FlaskClient) -> None:
    page = Page(client.get("/safety"))
    assert page.headings == ["Leaving this site fast", "What Exit does", "What Exit does not do", "What is safer"]
    for words in ("does not clear the history", "private window", "shared phone", "1-800-799-7233"):
        assert words in page.words
