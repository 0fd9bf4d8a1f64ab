from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from referral.config import Config
from tests.conftest import config_in
from tests.web.page import Page


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/nope", "We cannot find that page"),
        ("/es/nope", "No hallamos esa página"),
        ("/listing/demo:nobody/x", "We cannot find that page"),
        ("/listing/nothing", "We cannot find that page"),
        ("/static/../app.py", "We cannot find that page"),
    ],
)
def test_missing_pages_lead_back(client: FlaskClient, path: str, heading: str) -> None:
    response = client.get(path)
    page = Page(response)
    assert (response.status_code, page.headings) == (404, [heading])
    start = "/es/" if path.startswith("/es") else "/"
    assert start in [href for words, href in page.links if words in ("Start again", "Empezar de nuevo")]


def test_a_wrong_method_is_refused(client: FlaskClient) -> None:
    assert client.put("/search").status_code == 405


def test_too_much_text_is_refused(client: FlaskClient) -> None:
    response = client.post("/search", data={"q": "y" * 300_000})
    assert response.status_code == 413
    assert "too much text" in Page(response).words


@pytest.mark.parametrize("path", ["/search", "/health", "/listing/demo:program-28/x"])
def test_a_directory_without_a_database_says_that_it_cannot_answer_now(tmp_path: Path, path: str) -> None:
    response = create_app(config_in(tmp_path)).test_client().get(path)
    assert (response.status_code, Page(response).headings) == (503, ["Please try again in a moment"])


def test_an_unforeseen_error_tells_nothing_of_what_was_asked(
    demo_config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(demo_config)

    def fails() -> str:
        raise ZeroDivisionError("secret words")

    app.add_url_rule("/fails", view_func=fails)
    response = app.test_client().get("/fails?q=secret")
    assert (response.status_code, Page(response).headings) == (500, ["Something went wrong on our side"])
    assert "secret" not in response.get_data(as_text=True) + caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_health_counts_what_is_live(client: FlaskClient) -> None:
    assert client.get("/health").get_json() == {"ok": True, "sources": 1, "listings": 490}
