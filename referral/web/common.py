"""What every page shares: the use cases, its language, and the addresses of other pages."""

from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for

from referral.services.directory import Directory
from referral.web.tiles import Tiles

LANGUAGES = {"en": "", "es": "/es"}
"""Language -> prefix of its addresses. The only language switch."""

_FIXED = "handoff_fixed_paths"
_UNQUOTED = "!$'()*,/:;?@"
"""What `url_for` leaves as it is in a query, so that an address is spelled in one way only."""


def directory() -> Directory:
    """The use cases of the running app."""
    found: Directory = current_app.extensions["handoff"]
    return found


def tile_server() -> Tiles | None:
    """Where street maps come from; None when there are none."""
    found: Tiles | None = current_app.extensions["handoff_tiles"]
    return found


def page_language() -> str:
    """The language of the page asked for, by its address alone."""
    path = request.path
    return "es" if path == "/es" or path.startswith("/es/") else "en"


def language_root(lang: str | None = None) -> str:
    """What stands before the path of every page in this page's language, or in another."""
    return request.script_root + LANGUAGES[lang or page_language()]


def keep_fixed_paths(app: Flask) -> None:
    """Remember the paths that take no part from a listing, when all pages are registered.

    A page asks for a dozen of them, and `url_for` searches all rules each time.
    """
    app.extensions[_FIXED] = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules() if not rule.arguments}


def page_url(name: str, lang: str | None = None, /, **values: object) -> str:
    """The address of a page ("search.results") in this page's language, or in another; values become its query."""
    part, view = name.split(".")
    endpoint = f"{part}_{lang or page_language()}.{view}"
    path = current_app.extensions[_FIXED].get(endpoint)
    if path is None:
        return url_for(endpoint, _anchor=None, _method=None, **values)  # type: ignore[arg-type]
    query = f"?{urlencode(values, safe=_UNQUOTED)}" if values else ""
    return f"{request.script_root}{path}{query}"
