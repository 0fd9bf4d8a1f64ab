"""Who tries too often waits; everyone else does not notice."""

import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits.storage import MemoryStorage
from werkzeug.exceptions import TooManyRequests

from app import trust_proxies
from referral.domain.errors import BadInput
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.web.limits import GUESSES, KEEPS, REPORTS, Limit, Limits
from tests.conftest import directory_of
from tests.web.page import Page
from tests.web.test_kept_page import GUESSED, state_of

TWICE = Limit("twice", 2, 10)
REPORT = "/listing/demo:program-28/report"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock of this process on by seconds."""
    begun, passed = time.time(), [0.0]
    monkeypatch.setattr(time, "time", lambda: begun + passed[0])

    def move(seconds: float) -> None:
        passed[0] += seconds

    return move


@pytest.fixture
def visitor(demo_copy: Flask) -> FlaskClient:
    return demo_copy.test_client()


@pytest.fixture
def address(demo_copy: Flask, demo_plan: tuple[Profile, Packet]) -> str:
    """Of a kept plan."""
    return f"/p/{directory_of(demo_copy).kept_packets.keep(*demo_plan)}"


def is_free(limits: Limits, address: str | None, limit: Limit = TWICE) -> bool:
    try:
        limits.check(limit, address)
    except TooManyRequests:
        return False
    return True


def test_a_visitor_at_the_limit_waits_for_the_end_of_the_window(now: Callable[[float], None]) -> None:
    limits = Limits()
    limits.count(TWICE, "192.0.2.1")
    now(60)
    assert is_free(limits, "192.0.2.1")
    limits.count(TWICE, "192.0.2.1")
    with pytest.raises(TooManyRequests) as caught:
        limits.check(TWICE, "192.0.2.1")
    assert caught.value.retry_after == 540
    assert is_free(limits, "192.0.2.2")
    assert is_free(limits, "192.0.2.1", REPORTS)
    now(541)
    assert is_free(limits, "192.0.2.1")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        (None, "", True),
        ("no address", None, True),
    ],
)
def test_one_line_is_one_visitor(one: str | None, other: str | None, same: bool) -> None:
    limits = Limits()
    limits.count(TWICE, one)
    limits.count(TWICE, one)
    assert is_free(limits, other) is not same


def test_no_address_is_held_and_no_count_past_its_window(now: Callable[[float], None]) -> None:
    limits = Limits()
    limits.count(TWICE, "192.0.2.1")
    held = limits._counter.storage
    assert isinstance(held, MemoryStorage)
    (key,) = held.storage
    assert "192.0.2.1" not in key
    assert limits._visitor("192.0.2.1") != Limits()._visitor("192.0.2.1")
    held.timer.join()
    now(601)
    limits.count(TWICE, "192.0.2.2")
    held.timer.join()
    assert key not in held.storage
    assert len(held.storage) == len(held.expirations) == 1


def test_guesses_are_refused_after_a_while_right_ones_too(visitor: FlaskClient, address: str) -> None:
    found = [visitor.get(f"/p/{number}{GUESSED}").status_code for number in range(GUESSES.times)]
    assert found == [404] * GUESSES.times
    refused = [visitor.get(f"/p/{GUESSED}"), visitor.get(address), visitor.post(f"{address}/delete")]
    assert [one.status_code for one in refused] == [429] * 3
    assert 0 < int(refused[0].headers["Retry-After"]) <= GUESSES.minutes * 60
    assert refused[0].get_data() == refused[1].get_data()
    assert visitor.get(address, environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200


def test_the_page_says_how_long_to_wait_in_both_languages(visitor: FlaskClient) -> None:
    for number in range(GUESSES.times):
        visitor.get(f"/p/{number}")
    english, spanish = Page(visitor.get("/p/x")), Page(visitor.get("/es/p/x"))
    assert (english.headings, spanish.headings) == (
        ["Please try again in a moment"],
        ["Intente otra vez en un momento"],
    )
    assert "Please wait 10 min. In an emergency call 911." in english.words
    assert "Espere 10 min, por favor. En una emergencia llame al 911." in spanish.words


def test_opening_a_plan_again_and_again_is_no_guess(visitor: FlaskClient, address: str) -> None:
    assert {visitor.get(address).status_code for _ in range(GUESSES.times + 5)} == {200}


def test_reports_have_a_limit_and_refused_ones_do_not_count(visitor: FlaskClient) -> None:
    assert [visitor.post(REPORT, data={"kind": "rude"}).status_code for _ in range(5)] == [400] * 5
    sent = [visitor.post(REPORT, data={"kind": "closed"}).status_code for _ in range(REPORTS.times + 1)]
    assert sent == [303] * REPORTS.times + [429]
    assert len(directory_of(visitor.application).reports.list()) == REPORTS.times


def test_keeping_has_a_limit(visitor: FlaskClient, address: str) -> None:
    visitor.application.extensions["handoff_limits"] = limits = Limits()
    for _ in range(KEEPS.times):
        limits.count(KEEPS, "127.0.0.1")
    assert visitor.post("/plan/keep", data={"state": state_of(visitor.application)}).status_code == 429
    assert visitor.post(f"{address}/again").status_code == 429
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(("count", "seen"), [(None, "127.0.0.1"), ("0", "127.0.0.1"), ("1", "c"), ("2", "b")])
def test_visitors_behind_proxies_are_told_apart(count: str | None, seen: str) -> None:
    app = Flask("test")
    trust_proxies(app, count)
    app.add_url_rule("/", view_func=lambda: __import__("flask").request.remote_addr)
    assert app.test_client().get("/", headers={"X-Forwarded-For": "a, b, c"}).get_data(as_text=True) == seen


@pytest.mark.parametrize("count", ["one", "-1", "1.5", ""])
def test_proxies_that_are_no_number_are_refused(count: str) -> None:
    with pytest.raises(BadInput, match="HANDOFF_PROXIES"):
        trust_proxies(Flask("test"), count)
