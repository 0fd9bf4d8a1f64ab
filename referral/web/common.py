"""What every page shares: the use cases, its language, and the addresses of other pages."""

from flask import current_app, request, url_for

from referral.services.directory import Directory

LANGUAGES = {"en": "", "es": "/es"}
"""Language -> prefix of its addresses. The only language switch."""


def directory() -> Directory:
    """The use cases of the running app."""
    found: Directory = current_app.extensions["handoff"]
    return found


def page_language() -> str:
    """The language of the page asked for, by its address alone."""
    return "es" if request.path == "/es" or request.path.startswith("/es/") else "en"


def page_url(name: str, lang: str | None = None, **values: object) -> str:
    """The address of a page ("search.results") in this page's language, or in another."""
    part, view = name.split(".")
    return url_for(f"{part}_{lang or page_language()}.{view}", _anchor=None, _method=None, **values)  # type: ignore[arg-type]
