"""Whatever is sent, an answer comes back: 200 or a refusal with a page, never a failure nor the sender's markup."""

from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "'; DROP TABLE listing; --",
    "{{7*7}}{% for x in y %}",
    "%00\x00\x01\x1f",
    "\u202eevil\u202d\u2066",
    "A" * 10_000,
    "🙂" * 500,
    "-1",
    "1e309",
    "NaN",
    "99999999999999999999",
    'name:(a OR NOT b*) AND "c d"~3 [x TO y]',
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "(((((((((((((((((((((",
    "* ? ~ ^ \\",
)
GET_FIELDS = ("near", "radius", "kind", "at", "sort", "page", "s")
POST_FIELDS = ("q", "near", "radius", "kind", "at", "sort", "where", "free", "free_text", "need", "change", "s", "page")
MARKUP = ("<script>alert", "<img src=x", "49{%")


def check(client: FlaskClient, method: str, path: str, fields: Mapping[str, str]) -> None:
    """One request, and the page it leads to."""
    answer = client.get(path, query_string=fields) if method == "GET" else client.post(path, data=fields)
    for _ in range(3):
        if answer.status_code not in (301, 302, 303):
            break
        answer = client.get(answer.headers["Location"])
    assert answer.status_code in (200, 400, 404, 413, 429)
    assert "Set-Cookie" not in answer.headers
    text = answer.get_data(as_text=True)
    assert not any(markup in text for markup in MARKUP)
    if answer.mimetype == "text/html" and path != "/suggest":
        assert "<h1" in text


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_every_parameter_of_a_search_takes_any_text(client: FlaskClient, text: str) -> None:
    for field in GET_FIELDS:
        check(client, "GET", "/search", {"near": "80203", field: text})
    for field in POST_FIELDS:
        check(client, "POST", "/search", {"near": "80203", field: text})


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_every_other_address_takes_any_text(client: FlaskClient, text: str) -> None:
    for path, fields in (
        ("/list", {"s": text}),
        ("/about", {"x": text}),
        ("/listing/demo:program-28/x", {"s": text, "thanks": text}),
    ):
        check(client, "GET", path, fields)
    for path, fields in (
        ("/list", {"s": text, "change": text}),
        ("/list", {"change": f"pick={text}"}),
        ("/suggest", {"near": text}),
        ("/suggest", {"q": text}),
        ("/guide", {"state": text, "step": text, "go": text}),
        ("/plan", {"state": text, "step": text, "go": text}),
        ("/plan/packet", {"state": text, "do": text}),
        ("/plan/packet.pdf", {"state": text, "paper": text}),
        ("/plan/keep", {"state": text, "days": text}),
    ):
        check(client, "POST", path, fields)


@settings(max_examples=60)
@given(fields=st.dictionaries(st.sampled_from(POST_FIELDS), st.text(max_size=40), max_size=5))
def test_any_mixture_of_fields_ends_in_a_page(demo_app: Flask, fields: dict[str, str]) -> None:
    check(demo_app.test_client(), "POST", "/search", fields)
