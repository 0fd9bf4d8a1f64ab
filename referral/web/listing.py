"""One listing: everything known, what is not, where the word comes from, and a report when it is wrong."""

from urllib.parse import quote

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from referral.domain.errors import BadInput
from referral.domain.listing import Listing
from referral.services.reports import KINDS
from referral.web import presenters
from referral.web.common import directory, page_language, page_url
from referral.web.limits import REPORTS, counted
from referral.web.listing_page import calendars, listing_words, map_of, near_meetings, streets_of
from referral.web.packet import as_file
from referral.web.trail import Trail
from referral.wording.listing_json import listing_json_ld
from referral.wording.result_text import distance_words, kind_words
from referral.wording.times import listing_times

listing = Blueprint("listing", __name__)


@listing.get("/listing/<path:listing_id>/<slug>")
def show(listing_id: str, slug: str) -> str | Response:
    """A listing's page; a wrong slug leads to the right one, a vanished listing explains itself."""
    view = directory().listings.get(listing_id)
    found, lang = view.listing, page_language()
    carried = request.args.get("s", "")
    if slug != presenters.slug(found.name):
        return redirect(presenters.listing_url(found, lang) + (f"?s={quote(carried)}" if carried else ""), 301)
    trail = Trail.of({}, carried)
    token = trail.whole_token()
    beside = directory().nearby.meetings(found) if view.live else ()
    return render_template(
        "listing/page.html",
        **listing_words(found, lang),
        listing=found,
        live=view.live,
        calendars=calendars(found, lang) if view.live else (),
        like=[] if view.live else _like(found, lang),
        map=map_of(found, beside, lang),
        streets=streets_of(found, beside, lang),
        beside=near_meetings(found, beside, lang),
        siblings=[(presenters.listing_url(one, lang), listing_times(one, lang)) for one in view.siblings],
        json_ld=listing_json_ld(found, request.base_url),
        token=token,
        results_url=trail.results_url() if token else None,
        is_picked=found.id in trail.picked,
        report_url=page_url("listing.report", listing_id=found.id),
        report_kinds=KINDS,
        thanks="thanks" in request.args,
    )


@listing.get("/listing/<path:listing_id>/<slug>.ics")
def calendar(listing_id: str, slug: str) -> Response:
    """A place's weekly sessions as a calendar whose titles say nothing, or those of the group `number` alone.

    404 for a place that states none, or that has vanished.
    """
    view, number = directory().listings.get(listing_id), _number(request.args.get("number", ""))
    found, lang = view.listing, page_language()
    if slug != presenters.slug(found.name):
        return redirect(presenters.calendar_url(found, lang, number), 301)
    documents, now = directory().documents, directory().clock.now()
    body = documents.listing_calendar(found, now, lang, number=number) if view.live else None
    if body is None:
        abort(404)
    file = as_file(body, "text/calendar", "ics", name="calendar")
    file.headers["X-Robots-Tag"] = "noindex"  # as pages say of themselves
    return file


def _number(text: str) -> int | None:
    """Which group, from 1; None when none is asked for. Raises BadInput."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) >= 1):
        raise BadInput("number", "give the number of a group, from 1.")
    return int(text)


@listing.post("/listing/<path:listing_id>/report")
def report(listing_id: str) -> Response:
    """Keep a visitor's word that something is wrong; nothing about the visitor is kept."""
    with counted(REPORTS):
        found = directory().listings.get(listing_id).listing
        directory().reports.add(listing_id, request.form.get("kind", ""), request.form.get("note", ""))
    return redirect(f"{presenters.listing_url(found)}?thanks=1", 303)


def _like(found: Listing, lang: str) -> list[tuple[str, str, str]]:
    """(name, address of its page, what and how far) of places like one that has vanished."""
    hits = directory().nearby.like(found)
    return [
        (
            hit.listing.name,
            presenters.listing_url(hit.listing, lang),
            f"{kind_words(hit.listing, lang)}, {distance_words(hit.reached, lang)}",
        )
        for hit in hits
    ]
