"""Nothing about a person stands readable in an address, a cookie or a log."""

import logging
import re

import pytest
from flask.testing import FlaskClient

from tests.web.visits import packet_of

SECRETS = {"q": "methadonewords", "where": "medication=methadone", "free_text": "MO-FR 17:31-21:29", "free": "evenings"}


def test_what_is_needed_stands_in_no_address_and_no_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    address = client.post("/search", data={**SECRETS, "near": "80203"}).headers["Location"]
    page = client.get(address)
    links = re.findall(r'(?:href|action|src)="([^"]*)"', page.get_data(as_text=True))
    plan = client.post(
        "/plan", data={"step": "all", "near": "80203", "level": "iop", "age": "37", "substances": "opioids"}
    )
    links += re.findall(r'(?:href|action|src)="([^"]*)"', plan.get_data(as_text=True))
    for text in (address, *links, caplog.text):
        for secret in ("methadonewords", "methadone", "17:31", "evenings", "opioids", "80204"):
            assert secret not in text
    assert "80203" not in caplog.text


def test_the_log_holds_method_pattern_status_and_milliseconds(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "handoff.access")
    client.get("/es/search?near=80203&s=token")
    client.post("/search", data={"q": "x"})
    client.get("/listing/demo:program-28/wrong")
    client.get("/no/such/page?q=secret")
    said = [re.sub(r"\d+\.\d ms$", "N ms", record.getMessage()) for record in caplog.records]
    assert said == [
        "GET /es/search 200 N ms",
        "POST /search 303 N ms",
        "GET /listing/<path:listing_id>/<slug> 301 N ms",
        "GET - 404 N ms",
    ]


@pytest.mark.parametrize(
    "path", ["/", "/search?near=80203", "/plan", "/guide", "/safety", "/es/", "/nope", "/assets/0/site.css", "/health"]
)
def test_no_page_sets_a_cookie(client: FlaskClient, path: str) -> None:
    assert "Set-Cookie" not in client.get(path, buffered=True).headers


@pytest.mark.parametrize(
    ("path", "data"),
    [("/search", {"q": "iop"}), ("/plan", {"step": "all", "near": "80203"}), ("/guide", {"emergency": "yes"})],
)
def test_no_form_sets_a_cookie(client: FlaskClient, path: str, data: dict[str, str]) -> None:
    assert "Set-Cookie" not in client.post(path, data=data).headers


def test_a_packet_leaves_nothing_behind(client: FlaskClient) -> None:
    response = packet_of(client, near="80203", level="iop")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
