"""The result page. What people need never stands in an address: it comes by POST and travels on as a sealed token."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from referral.domain.errors import AmbiguousPlace, BadInput, UnknownPlace
from referral.domain.place import Place, Precision
from referral.domain.plain_times import plain_moment
from referral.services.searches import SearchRequest
from referral.web.common import directory, page_language, page_url
from referral.web.forms.heard import as_choices, as_words, with_heard
from referral.web.forms.search import MAX_CHARS, SearchForm
from referral.web.narrowing import own_times
from referral.web.problems import problem_words
from referral.web.results_page import PAGE_SIZE, results_page
from referral.web.ticks import facet_ticks
from referral.web.trail import Trail
from referral.wording.pages import page_words

search = Blueprint("search", __name__)


@search.post("/search")
def send() -> Response:
    """Seal what was asked and go to its page, so that Back works and nothing stands readable in the address."""
    before = Trail.of(request.form, request.form.get("s", ""))
    change = request.form.get("change")
    if change is not None and change != "place=":
        return redirect(_changed(before, change), 303)
    form = before.form if change else _heard(SearchForm.sent(request.form))
    trail = replace(before, form=_placed(form))
    return redirect(trail.times_url() if request.form.get("go") == "times" else trail.results_url(), 303)


def _heard(form: SearchForm) -> SearchForm:
    """The form with words that say when or where as choices; as it is when something is wrong with it."""
    near = form.near.strip()[: MAX_CHARS["near"]]
    try:
        heard = directory().searches.heard(_request(form, _shown_place(near)[1] if near else None, 1))
    except BadInput:
        return form  # the page of results says what to change
    return with_heard(form, heard.text, heard.said, heard.place) if heard else form


def _placed(form: SearchForm) -> SearchForm:
    """The form with its place as it may stand in an address; one that is not known may be a name, and is sealed."""
    typed = form.near.strip()[: MAX_CHARS["near"]]
    shown, _place = _shown_place(typed) if typed else (typed, None)
    return replace(form, near=typed if shown is None else shown, near_private=shown is None)


def _changed(trail: Trail, change: str) -> str:
    """Where one tap on the result page leads: "where=payment=medicaid", "pick=3=demo:1", "drop=3=demo:1"."""
    what, _, value = change.partition("=")
    if what == "times":
        return trail.times_url()
    if what in _CHANGES:
        return replace(trail, form=_CHANGES[what](trail.form)).results_url()
    if what in ("pick", "drop"):
        number, _, listing_id = value.partition("=")
        listing_id = listing_id[:200]
        picked = trail.picking(listing_id) if what == "pick" else trail.dropping(listing_id)
        page = _page_number(request.form.get("page", "1"))
        return f"{picked.results_url(page)}#r{number}" if number.isdigit() else picked.results_url(page)
    return replace(trail, form=trail.form.toggled(what, value)).results_url()


_CHANGES: dict[str, Callable[[SearchForm], SearchForm]] = {
    "unpaint": SearchForm.without_painted,
    "said": as_choices,
    "words": as_words,
}
"""Taps that change more than one field."""


@search.get("/search")
def results() -> str | Response | tuple[str, int]:
    """One page of results, or the form again with what is wrong."""
    near = request.args.get("near", "").strip()
    shown, place = _shown_place(near) if near else (None, None)
    if shown is not None and shown != near:
        return redirect(page_url("search.results", **{**request.args.to_dict(), "near": shown}), 302)
    trail = Trail.of(request.args, request.args.get("s", ""))
    try:
        page = _page_number(request.args.get("page", "1"))
        answer = directory().searches.search(_request(trail.form, place, page))
    except BadInput as error:
        return _problem(trail, error), 400
    pages = max(1, -(-answer.page.total // PAGE_SIZE))
    if page > pages:
        return redirect(trail.results_url(pages), 302)
    return results_page(trail, answer, page, pages)


def _request(form: SearchForm, place: Place | None, page: int) -> SearchRequest:
    placed = place or form.near.strip() or directory().places.find_trailing(form.q)
    return SearchRequest(
        text=form.q,
        near=place or form.near,
        radius=form.radius if placed else "",  # the start page sends one also when no place was given
        kinds=form.kinds,
        where=form.facets,
        free=form.windows(),
        at=plain_moment(form.at),
        sort=form.sort,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )


def _problem(trail: Trail, error: BadInput) -> str:
    """The form as it was filled, with what to change; towns of one name can be picked, and nothing asked is lost."""
    choices = error.choices if isinstance(error, AmbiguousPlace | UnknownPlace) else ()
    lang, no_place = page_language(), error.field == "--near" and not trail.form.near.strip()
    return render_template(
        "search_problem.html",
        form=trail.form,
        message=page_words("problem.no_place_for_time", lang) if no_place else problem_words(error, lang),
        choices=[(choice, replace(trail, form=replace(trail.form, near=choice)).results_url()) for choice in choices],
        ticks=facet_ticks(trail.form.where, {}, lang, trail.form.kind),
        own_times=own_times(trail.form, lang),
    )


def _page_number(text: str) -> int:
    text = text or "1"
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
