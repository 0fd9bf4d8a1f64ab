"""Street addresses, asked from a geocoder that answers on this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from referral.domain.errors import BadInput, IngestError
from referral.domain.place import Point, Precision
from referral.places import StreetGeocoder

DENVER = Point(39.7313, -104.9811)
HOUSE = {"lat": "39.7401", "lon": "-104.9870", "display_name": "1600 Broadway", "place_rank": 30}


class Answers(BaseHTTPRequestHandler):
    """Answers a search by its words; keeps what it was asked."""

    found: ClassVar[dict[str, Any]] = {
        "1600 Broadway, Denver, CO": [HOUSE],
        "Denver, CO": [HOUSE | {"place_rank": 16}],
        "1 Elm St": [HOUSE | {"lat": "42.1", "lon": "-72.6"}],
    }
    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)["q"][0]
        self.asked.append((query, self.headers["User-Agent"]))
        status = 503 if query == "busy" else 200
        body = b"<html>" if query == "broken" else json.dumps(self.found.get(query, [])).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def domain(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    Answers.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def geocoder(domain: str, seconds_between: float = 0.0) -> StreetGeocoder:
    options = {"domain": domain, "scheme": "http", "user_agent": "handoff-tests", "timeout": 5}
    return StreetGeocoder("nominatim", seconds_between=seconds_between, **options)


def test_address_is_found_at_its_street(domain: str) -> None:
    found = geocoder(domain).locate("1600 Broadway, Denver, CO", near=DENVER)
    assert found == (Point(39.7401, -104.9870), Precision.STREET)
    assert Answers.asked == [("1600 Broadway, Denver, CO", "handoff-tests")]


@pytest.mark.parametrize("address", ["nowhere at all", "Denver, CO", "1 Elm St"])
def test_address_without_a_street_nearby_is_none(domain: str, address: str) -> None:
    assert geocoder(domain).locate(address, near=DENVER) is None


def test_address_far_away_is_taken_when_nothing_else_is_known(domain: str) -> None:
    assert geocoder(domain).locate("1 Elm St") == (Point(42.1, -72.6), Precision.STREET)


@pytest.mark.parametrize("address", ["busy", "broken"])
def test_geocoder_that_fails_is_an_import_error_without_the_address(domain: str, address: str) -> None:
    with pytest.raises(IngestError) as caught:
        geocoder(domain).locate(address)
    assert caught.value.message.startswith("The geocoder nominatim did not answer: Geocoder")
    assert address not in caught.value.message


def test_geocoder_that_is_not_there_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(IngestError):
        geocoder("127.0.0.1:1").locate("1600 Broadway, Denver, CO")


def test_requests_keep_their_distance(domain: str) -> None:
    street = geocoder(domain, seconds_between=0.1)
    start = monotonic()
    for _ in range(3):
        street.locate("nowhere at all")
    assert monotonic() - start >= 0.2


@pytest.mark.parametrize("service, options", [("no such", {}), ("nominatim", {"colour": 1}), ("nominatim", {})])
def test_geocoder_that_is_set_wrong_is_bad_input(service: str, options: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as caught:
        StreetGeocoder(service, **options)
    assert caught.value.field == "geocoder"
