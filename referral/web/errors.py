"""Our errors become pages here, once: class -> status and words. Nothing below this room knows about HTTP."""

import logging
from math import ceil

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException, TooManyRequests

from referral.domain.errors import (
    BadInput,
    BadSeal,
    HandoffError,
    IndexUnavailable,
    NotFound,
    PacketNotFound,
    StoreError,
)
from referral.web.common import page_language, page_url
from referral.web.problems import problem_words
from referral.web.words import OTHER
from referral.wording.pages import page_words

_LOG = logging.getLogger("handoff.errors")
_Page = tuple[str, int]

_HTTP_WORDS = {403: "error.foreign", 404: "error.missing", 413: "error.too_large"}


def register(app: Flask) -> None:
    """Answer every error with a page that helps."""
    app.register_error_handler(BadInput, _bad_input)
    app.register_error_handler(BadSeal, _bad_seal)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(PacketNotFound, _no_such_packet)
    app.register_error_handler(StoreError, _unavailable)
    app.register_error_handler(IndexUnavailable, _unavailable)
    app.register_error_handler(HandoffError, _failed)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(TooManyRequests, _too_many)
    app.register_error_handler(Exception, _failed)


def _page(title: str, message: str, status: int, **more: str) -> _Page:
    return render_template("error.html", title=page_words(title, page_language()), message=message, **more), status


def _words(key: str) -> str:
    return page_words(key, page_language())


def _bad_input(error: BadInput) -> _Page:
    return _page("error.bad_title", problem_words(error, page_language()), 400)


def _not_found(_error: NotFound) -> _Page:
    return _page("error.missing_title", _words("error.missing"), 404)


def _no_such_packet(_error: PacketNotFound) -> _Page:
    """The same for every link that opens nothing: not even the link itself comes back."""
    start = page_url("start.home", OTHER[page_language()])
    return _page("kept.gone_title", _words("kept.gone"), 404, other_language_url=start)


def _bad_seal(_error: BadSeal) -> _Page:
    return _page("error.bad_title", _words("results.expired"), 400)


def _too_many(error: TooManyRequests) -> tuple[str, int, dict[str, str]]:
    """Whoever tried too often learns how long to wait."""
    wait_s = error.retry_after if isinstance(error.retry_after, int) else 60
    message = page_words("error.too_many", page_language(), minutes=ceil(wait_s / 60))
    start = page_url("start.home", OTHER[page_language()])
    return *_page("error.busy_title", message, 429, other_language_url=start), {"Retry-After": str(wait_s)}


def _unavailable(error: HandoffError) -> _Page:
    _LOG.error("%s", type(error).__name__)
    return _page("error.busy_title", _words("error.busy"), 503)


def _http(error: HTTPException) -> _Page:
    """What Flask refuses itself; a redirect passes as it is."""
    code = error.code or 500
    title = "error.missing_title" if code == 404 else "error.bad_title"
    return _page(title, _words(_HTTP_WORDS.get(code, "problem.other")), code)


def _failed(error: Exception) -> _Page:
    """An unforeseen error: its kind and place in the code are logged, never what was asked."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "-"
    _LOG.error("%s at %s in %s", type(error).__name__, where, request.endpoint)
    return _page("error.failed_title", _words("error.failed"), 500)
