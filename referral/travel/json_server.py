"""One HTTP server that answers in JSON: no other host, no redirects, no waiting without end, no endless answer."""

import json
import socket
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from referral.domain.errors import BadInput, TravelUnavailable

SETTING = "HANDOFF_TRAVEL_URL"
CONNECT_S = 1.0
"""Seconds for a connection; the server is meant to be near."""
REST_S = 30.0
"""Seconds in which a server that kept us waiting for nothing is not asked again, so that not everybody waits for it."""
MAX_BYTES = 8_000_000
"""A table of 10,000 pairs is about 0.1 MB."""


class JsonServer:
    """A server by its address. Safe from several threads: every question has a connection of its own.

    url: http or https with a host, a path where the server lives below one. Raises BadInput, naming the setting.
    """

    def __init__(self, url: str, clock: Callable[[], float] = monotonic) -> None:
        parts = _checked(url)
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname or "", parts.port
        self._base = parts.path.rstrip("/")
        self._clock = clock
        self._resting_until = float("-inf")

    def ask(self, path: str, body: object = None, *, within_s: float) -> tuple[int, object]:
        """(200 or 400, what its JSON says) of a GET, or of a POST when there is a body.

        within_s: seconds for the whole exchange, but for looking up the host's name. Raises TravelUnavailable, with
        nothing of what was asked in the message.
        """
        if self._clock() < self._resting_until:
            raise TravelUnavailable("The travel server did not answer a moment ago; it is not asked for a while.")
        if within_s <= 0:
            raise TravelUnavailable("The travel server takes too long.")
        began = self._clock()
        try:
            status, raw = self._exchange(path, body, within_s)
        except (OSError, HTTPException) as error:
            if self._clock() - began >= CONNECT_S:
                self._resting_until = self._clock() + REST_S
            raise TravelUnavailable(f"The travel server did not answer: {type(error).__name__}.") from error
        if status not in (200, 400):
            raise TravelUnavailable(f"The travel server answered with status {status}; redirects are not followed.")
        if len(raw) > MAX_BYTES:
            raise TravelUnavailable("The travel server answered with more than was asked for.")
        try:
            return status, json.loads(raw)
        except (ValueError, RecursionError):
            raise TravelUnavailable(f"The travel server answered with status {status} and no JSON.") from None

    def _exchange(self, path: str, body: object, within_s: float) -> tuple[int, bytes]:
        """Status and body. A server that sends byte after byte is cut off when the time is over."""
        began = monotonic()
        connect = HTTPSConnection if self._secure else HTTPConnection
        connection = connect(self._host, self._port, timeout=min(CONNECT_S, within_s))
        try:
            connection.connect()
            line = connection.sock
            line.settimeout(within_s)
            scissors = Timer(max(0.0, within_s - (monotonic() - began)), _cut, [line])
            scissors.daemon = True
            scissors.start()
            try:
                return self._said(connection, path, body)
            finally:
                scissors.cancel()
        finally:
            connection.close()

    def _said(self, connection: HTTPConnection, path: str, body: object) -> tuple[int, bytes]:
        headers = {"Accept": "application/json", "Connection": "close", "User-Agent": "handoff"}
        if body is None:
            connection.request("GET", self._base + path, headers=headers)
        else:
            headers["Content-Type"] = "application/json"
            connection.request("POST", self._base + path, json.dumps(body), headers)
        with connection.getresponse() as response:
            return response.status, response.read(MAX_BYTES + 1)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username or parts.query or parts.fragment or not url.isascii() or not url.isprintable():
        raise BadInput(SETTING, "write the address of your server, such as http://127.0.0.1:5000")
    return parts


def _cut(line: socket.socket) -> None:
    """End a connection under the hands of who reads from it. Of the plain socket: TLS would first say good-bye."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
