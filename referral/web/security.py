"""Headers, same-origin forms and the only log: nothing leaves the origin, nothing about a person is written down."""

import logging
from time import perf_counter
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

_OWN_PICTURES = "img-src 'self' data:"
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self'; {_OWN_PICTURES}; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cache-Control": "no-store",
}
"""On every answer that does not say otherwise."""
_ACCESS = logging.getLogger("handoff.access")


def allow_pictures_from(origin: str) -> None:
    """Let the page that is being made show pictures of one other server: scheme, host and port, nothing else."""
    g.pictures_from = origin


def register(app: Flask) -> None:
    """Guard every request of an app."""
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    g.begun = perf_counter()
    if request.method not in ("GET", "HEAD", "OPTIONS") and not _same_origin():
        abort(403)


def _same_origin() -> bool:
    """Whether a form comes from our own page: Sec-Fetch-Site when the browser sends it, else Origin.

    A request with neither comes from no browser that could be tricked.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _finish(response: Response) -> Response:
    if "pictures_from" in g:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
            _OWN_PICTURES, f"{_OWN_PICTURES} {g.pictures_from}"
        )
    set_already = {name for name, _value in response.headers}
    response.headers.extend([header for header in HEADERS.items() if header[0] not in set_already])
    pattern = request.url_rule.rule if request.url_rule else "-"
    spent_ms = (perf_counter() - g.begun) * 1000 if "begun" in g else 0.0
    _ACCESS.info("%s %s %d %.1f ms", request.method, pattern, response.status_code, spent_ms)
    return response
