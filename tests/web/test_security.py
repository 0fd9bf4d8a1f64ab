import pytest
from flask.testing import FlaskClient

from referral.web.security import HEADERS

FORM = {"near": "80203"}


@pytest.mark.parametrize("path", ["/", "/search", "/plan", "/health", "/nope", "/search?page=0", "/assets/0/site.css"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_redirects_and_refusals_carry_the_headers(client: FlaskClient) -> None:
    for response in (
        client.post("/search", data=FORM),
        client.post("/search", headers={"Sec-Fetch-Site": "cross-site"}),
    ):
        assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_policy_allows_nothing_from_elsewhere() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert HEADERS["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/search", "/plan", "/health", "/search?page=0"])
def test_pages_are_kept_nowhere(client: FlaskClient, path: str) -> None:
    assert client.get(path, buffered=True).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://localhost"}, 303),
        ({"Origin": "http://localhost:8001"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_forms_are_taken_from_our_own_pages_only(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/search", data=FORM, headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/search", "/plan", "/listing/demo:program-28/report", "/es/plan"])
def test_every_form_is_guarded(client: FlaskClient, path: str) -> None:
    response = client.post(path, data=FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    key = "nuestra página" if path.startswith("/es") else "our own page"
    assert key in response.get_data(as_text=True)
