"""How often one visitor may try: guesses at links, reports, plans to keep.

Counted in the memory of each worker, in fixed windows, under a keyed hash of the visitor's address. The key is made
when the worker starts and is written nowhere; a count goes when its window has ended.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import TYPE_CHECKING

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from referral.domain.errors import NotFound

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import FixedWindowRateLimiter

_EXTENSION = "handoff_limits"
_IPV6_BITS = 64
"""What one line is usually given: all of its addresses count as one visitor."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many minutes. A house with one address for all, such as a clinic, must fit in."""

    name: str
    times: int
    minutes: int


GUESSES = Limit("guesses", 20, 10)
REPORTS = Limit("reports", 10, 60)
KEEPS = Limit("keeps", 60, 60)


class Limits:
    """Counts what visitors do. Safe from several threads."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def check(self, limit: Limit, address: str | None) -> None:
        """Nothing while the limit is not reached. Raises TooManyRequests with the seconds to wait."""
        item, visitor = _item(limit), self._visitor(address)
        if not self._counter.test(item, visitor):
            reset = self._counter.get_window_stats(item, visitor).reset_time
            raise TooManyRequests(retry_after=max(1, ceil(reset - time.time())))

    def count(self, limit: Limit, address: str | None) -> None:
        """Count one more."""
        self._counter.hit(_item(limit), self._visitor(address))

    @cached_property
    def _counter(self) -> "FixedWindowRateLimiter":
        from limits.storage import MemoryStorage
        from limits.strategies import FixedWindowRateLimiter

        return FixedWindowRateLimiter(MemoryStorage())

    def _visitor(self, address: str | None) -> str:
        return blake2b(_line(address).encode(), key=self._key, digest_size=16).hexdigest()


def _item(limit: Limit) -> "RateLimitItem":
    from limits import RateLimitItemPerMinute

    return RateLimitItemPerMinute(limit.times, limit.minutes, namespace=limit.name)


def _line(address: str | None) -> str:
    """What an address stands for: itself, or the network that one line has in IPv6."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""  # a server on a socket names none
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, _IPV6_BITS), strict=False))
    return str(found.ipv4_mapped if isinstance(found, IPv6Address) else found)


def register(app: Flask) -> None:
    """Give an app counts of its own."""
    app.extensions[_EXTENSION] = Limits()


@contextmanager
def counted(limit: Limit) -> Iterator[None]:
    """Count what is done inside; a form that is refused there costs nothing. Raises TooManyRequests."""
    limits = _of_this_app()
    limits.check(limit, request.remote_addr)
    yield
    limits.count(limit, request.remote_addr)


@contextmanager
def failures_counted(limit: Limit) -> Iterator[None]:
    """Count what is not found inside; whoever has reached the limit is refused before. Raises TooManyRequests."""
    limits = _of_this_app()
    limits.check(limit, request.remote_addr)
    try:
        yield
    except NotFound:
        limits.count(limit, request.remote_addr)
        raise


def _of_this_app() -> Limits:
    found: Limits = current_app.extensions[_EXTENSION]
    return found
