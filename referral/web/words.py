"""Gives templates their words: `t` for page words, `label` for facets, and the addresses of pages."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, request

from referral.domain.errors import StoreError
from referral.services.sources import KnownSources
from referral.web.common import directory, page_language, page_url
from referral.web.dial import dial
from referral.web.forms.search import form_choices
from referral.web.header import of_request
from referral.wording.labels import facet_label, group_label, kind_label
from referral.wording.pages import has_words, page_words
from referral.wording.times import day_name

OTHER = {"en": "es", "es": "en"}


def add_words(app: Flask) -> None:
    """Put the words of the page's language into every template."""
    app.jinja_env.filters["dial"] = dial

    @app.context_processor
    def words() -> dict[str, Any]:
        lang = page_language()
        return {
            "lang": lang,
            "t": lambda key, **params: page_words(key, lang, **params),
            "label": lambda facet: facet_label(facet, lang),
            "group_name": lambda group: group_label(group, lang),
            "kind_name": lambda kind: kind_label(kind, lang),
            "page_url": page_url,
            "other_language": OTHER[lang],
            "has_words": has_words,
            "day_name": lambda day, long=False: day_name(day, lang, long=long),
            "other_language_url": other_language_url(lang),
            "demo": known_sources().demo_is_live,
            "form_choices": form_choices(lang),
            "today": datetime.now(UTC).date(),
            **of_request(),
        }


def other_language_url(lang: str) -> str:
    """The same page in the other language, when GET can ask for it; a packet leads to its form, else the start."""
    other = OTHER[lang]
    carried = {"s": request.args["s"]} if "s" in request.args else {}
    if request.endpoint == f"packet_{lang}.show":
        return page_url("plan.ask", other, **carried)
    if request.method != "GET" or request.endpoint is None or not request.endpoint.endswith(f"_{lang}.{_view()}"):
        return page_url("start.home", other, **carried)
    part = request.endpoint.split(".")[0].removesuffix(f"_{lang}")
    return page_url(f"{part}.{_view()}", other, **{**(request.view_args or {}), **request.args.to_dict()})


def _view() -> str:
    return (request.endpoint or "").split(".")[-1]


def known_sources() -> KnownSources:
    """What is known of sources; a database that cannot answer has its own page, which names none."""
    try:
        return directory().sources.known()
    except StoreError:
        return KnownSources({}, demo_is_live=False)
