"""The result page. What people need never stands in an address: it comes by POST and travels on as a sealed token."""

from functools import partial

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from referral.domain.crisis_words import safety_in_words
from referral.domain.errors import AmbiguousPlace, BadInput, BadSeal
from referral.domain.place import Place, Precision
from referral.services.searches import SearchAnswer, SearchRequest
from referral.web.cards import result_rows
from referral.web.common import directory, page_language, page_url
from referral.web.forms.search import SearchForm
from referral.web.presenters import asked_words, count_words, facet_counts, heading_words
from referral.web.problems import problem_words
from referral.web.slots import escaped, filled_page, written
from referral.web.ticks import facet_ticks
from referral.web.words import demo_is_live, other_language_url
from referral.wording.packet_json import gates_json
from referral.wording.pages import page_words
from referral.wording.ways_out import part_words, way_words

search = Blueprint("search", __name__)

PAGE_SIZE = 20
PURPOSE = "search"
SEAL_AGE_S = 60 * 60
_RESULTS = "_macros/results.html"


@search.post("/search")
def send() -> Response:
    """Seal what was asked and go to its page, so that Back works and nothing stands readable in the address."""
    form = SearchForm.sent(request.form)
    readable, sealed = form.readable(), form.sealed()
    typed = readable.get("near")
    if typed is not None:
        shown, _place = _shown_place(typed)
        if shown is None:
            sealed["near"] = readable.pop("near")
        else:
            readable["near"] = shown
    return redirect(_results_url(readable, sealed), 303)


@search.get("/search")
def results() -> str | Response | tuple[str, int]:
    """One page of results, or the form again with what is wrong."""
    near = request.args.get("near", "").strip()
    shown, place = _shown_place(near) if near else (None, None)
    if shown is not None and shown != near:
        return redirect(page_url("search.results", **{**request.args.to_dict(), "near": shown}), 302)
    sealed, expired = _open_state()
    form = SearchForm.of_state(request.args, sealed)
    try:
        page = _page_number()
        answer = directory().searches.search(_request(form, place, page))
    except BadInput as error:
        return _problem(form, sealed, error), 400
    pages = max(1, -(-answer.page.total // PAGE_SIZE))
    if page > pages:
        return redirect(_page_url(form, sealed, pages), 302)
    return _page(form, answer, expired=expired, page=page, pages=pages, sealed=sealed)


def _request(form: SearchForm, place: Place | None, page: int) -> SearchRequest:
    return SearchRequest(
        text=form.q,
        near=place or form.near,
        radius=form.radius,
        kinds=[form.kind] if form.kind else [],
        where=form.where,
        free=form.windows(),
        at=form.at,
        sort=form.sort,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )


def _page(
    form: SearchForm, answer: SearchAnswer, *, expired: bool, page: int, pages: int, sealed: dict[str, object]
) -> str:
    lang = page_language()
    heading = heading_words(answer, lang)
    why = None if answer.page.total else _why_nothing(form, answer, sealed, lang)
    words = asked_words(answer.query, lang), count_words(answer, lang)
    summary = [heading, *words, _gates(form.q, lang), why, expired]
    next_url = _page_url(form, sealed, page + 1) if page < pages else None
    previous_url = _page_url(form, sealed, page - 1) if page > 1 else None
    q, near, free_text, title, other_language = escaped(
        form.q, form.near, form.free_text, heading, other_language_url(lang)
    )
    t = partial(page_words, lang=lang)
    return filled_page(
        "search.html",
        {
            "found": answer.page.total > 0,
            "demo": demo_is_live(),
            "radius": form.radius,
            "kind": form.kind,
            "sort": form.sort,
            "free": form.free,
            "narrows": form.narrows,
        },
        {
            "heading": title,
            "other_language_url": other_language,
            "summary": written(_RESULTS, "summary", t, answer, *summary),
            "q": q,
            "near": near,
            "free_text": free_text,
            "ticks": facet_ticks(form.where, facet_counts(answer.page), lang),
            "start": str(answer.query.offset + 1),
            "rows": result_rows(answer.page.hits, answer.query, lang),
            "paging": written(_RESULTS, "paging", t, page, pages, previous_url, next_url) if pages > 1 else "",
        },
    )


def _why_nothing(form: SearchForm, answer: SearchAnswer, sealed: dict[str, object], lang: str) -> dict[str, object]:
    """What takes places out, and changes that would help, each with the address of its results."""
    why = directory().searches.why_nothing(answer.query)
    changed = [(way, form.changed(way.change)) for way in why.ways]
    near = {"near": sealed["near"]} if "near" in sealed else {}
    return {
        "around": why.around,
        "removed": [part_words(one.part, one.count, lang) for one in why.removed],
        "ways": [
            (way_words(way.change, way.gains, lang), _results_url(other.readable(), {**other.sealed(), **near}))
            for way, other in changed
        ],
    }


def _gates(words: str, lang: str) -> list[dict[str, object]]:
    """What safety puts before any list, when the words of a search are no search."""
    answers = safety_in_words(words)
    return gates_json(directory().packets.gates_despite({"safety": answers}), lang) if answers else []


def _problem(form: SearchForm, sealed: dict[str, object], error: BadInput) -> str:
    """The form as it was filled, with what to change; towns of one name can be picked, and nothing asked is lost."""
    choices = error.choices if isinstance(error, AmbiguousPlace) else ()
    return render_template(
        "search_problem.html",
        form=form,
        message=problem_words(error, page_language()),
        choices=[(choice, _results_url({**form.readable(), "near": choice}, sealed)) for choice in choices],
        ticks=facet_ticks(form.where, {}, page_language()),
    )


def _page_url(form: SearchForm, sealed: dict[str, object], page: int) -> str:
    return _results_url({**form.readable(), "page": str(page)}, sealed)


def _results_url(readable: dict[str, str], sealed: dict[str, object]) -> str:
    token = {"s": directory().sealer.seal(sealed, PURPOSE)} if sealed else {}
    return page_url("search.results", **readable, **token)


def _open_state() -> tuple[dict[str, object], bool]:
    """What the token holds, and whether there was one that can no longer be read."""
    token = request.args.get("s")
    if not token:
        return {}, False
    try:
        return directory().sealer.open(token, PURPOSE, SEAL_AGE_S), False
    except BadSeal:
        return {}, True


def _page_number() -> int:
    text = request.args.get("page") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 5 and int(text) >= 1):
        raise BadInput("page", "give the number of a page, from 1.")
    return int(text)


def _shown_place(near: str) -> tuple[str | None, Place | None]:
    """What may stand in an address for a place, and the place: a town or ZIP as typed, a ZIP for coordinates.

    A name that several towns share may stand there too, and means no place yet. (None, None) for all else.
    """
    try:
        place = directory().places.resolve(near)
    except AmbiguousPlace:
        return near, None
    except BadInput:
        return None, None
    return (place.zip5 if place.precision is Precision.EXACT else near), place
