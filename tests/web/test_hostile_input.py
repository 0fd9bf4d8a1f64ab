"""Whatever is sent, an answer comes back: 200 or a refusal with a page, never a failure nor the sender's markup."""

from collections.abc import Mapping
from itertools import count
from urllib.parse import quote

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


_VISITORS = count(1)


@pytest.fixture
def client(demo_app: Flask) -> FlaskClient:
    """A visitor of its own for each test: wrong links are counted, and too many would close kept plans for others."""
    visitor = demo_app.test_client()
    visitor.environ_base["REMOTE_ADDR"] = f"192.0.2.{next(_VISITORS)}"
    return visitor


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


LISTING = "/listing/demo:program-28"
GETS: dict[str, tuple[str, ...]] = {
    "/": ("s",),
    "/search/times": ("near", "s"),
    "/list": ("s",),
    "/about": ("x",),
    "/about/iop": ("x", "s"),
    "/guide": ("s",),
    "/plan": ("all", "s"),
    "/plan/packet": ("s",),
    "/safety": ("s",),
    "/health": ("x",),
    f"{LISTING}/x": ("s", "thanks"),
    f"{LISTING}/x.ics": ("number",),
    "/p/x": ("paper",),
    "/p/x.pdf": ("paper",),
    "/p/x.ics": ("x",),
    "/p/x/delete": ("x",),
}
POSTS: dict[str, tuple[str, ...]] = {
    "/search/times": ("s", "free", "cells", "free_text", "clear", "near"),
    "/list": ("s", "change"),
    "/suggest": ("near", "q"),
    "/guide": ("state", "step", "go"),
    "/plan": ("state", "step", "go"),
    "/plan/packet": ("state", "do"),
    "/plan/packet.pdf": ("state", "paper"),
    "/plan/packet.ics": ("state",),
    "/plan/keep": ("state", "days"),
    f"{LISTING}/report": ("kind", "note", "s"),
    "/p/x/again": ("state",),
    "/p/x/delete": ("x",),
}
SEARCHED = {"/search"}
"""What the test above asks, field by field."""


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_every_other_address_takes_any_text(client: FlaskClient, text: str) -> None:
    for path, fields in GETS.items():
        check(client, "GET", path, dict.fromkeys(fields, text))
    for path, fields in POSTS.items():
        check(client, "POST", path, dict.fromkeys(fields, text))
    check(client, "POST", "/list", {"change": f"pick={text}"})


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\0" not in text and "\r" not in text])
def test_every_part_of_a_path_takes_any_text(client: FlaskClient, text: str) -> None:
    part = quote(text, safe="")
    for path in (f"/listing/{part}/x", f"/listing/{part}/x.ics", f"/about/{part}", f"/p/{part}", f"/p/{part}/delete"):
        check(client, "GET", path, {})


def test_no_address_is_left_out(demo_app: Flask) -> None:
    values = {"listing_id": "demo:program-28", "slug": "x", "token": "x", "name": "iop"}
    rules = [rule for rule in demo_app.url_map.iter_rules() if not rule.rule.startswith(("/es", "/assets"))]
    for method, asked in (("GET", GETS), ("POST", POSTS)):
        built = [rule.build(values, append_unknown=False) for rule in rules if method in (rule.methods or ())]
        assert {found[1] for found in built if found} - SEARCHED == set(asked)


@settings(max_examples=60)
@given(fields=st.dictionaries(st.sampled_from(POST_FIELDS), st.text(max_size=40), max_size=5))
def test_any_mixture_of_fields_ends_in_a_page(demo_app: Flask, fields: dict[str, str]) -> None:
    check(demo_app.test_client(), "POST", "/search", fields)
