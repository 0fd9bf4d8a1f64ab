"""Our errors become pages here, once: class -> status and words. Nothing below this room knows about HTTP."""

import logging

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from referral.domain.errors import BadInput, HandoffError, IndexUnavailable, NotFound, StoreError
from referral.web.common import page_language
from referral.web.problems import problem_words
from referral.wording.pages import page_words

_LOG = logging.getLogger("handoff.errors")
_Page = tuple[str, int]

_HTTP_WORDS = {403: "error.foreign", 404: "error.missing", 413: "error.too_large"}


def register(app: Flask) -> None:
    """Answer every error with a page that helps."""
    app.register_error_handler(BadInput, _bad_input)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(StoreError, _unavailable)
    app.register_error_handler(IndexUnavailable, _unavailable)
    app.register_error_handler(HandoffError, _failed)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def _page(title: str, message: str, status: int) -> _Page:
    return render_template("error.html", title=page_words(title, page_language()), message=message), status


def _words(key: str) -> str:
    return page_words(key, page_language())


def _bad_input(error: BadInput) -> _Page:
    return _page("error.bad_title", problem_words(error, page_language()), 400)


def _not_found(_error: NotFound) -> _Page:
    return _page("error.missing_title", _words("error.missing"), 404)


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
