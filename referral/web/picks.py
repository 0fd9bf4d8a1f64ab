"""My list: places side by side, to print, to send, or to plan a week with. It travels sealed and is kept nowhere."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from referral.domain.errors import BadInput
from referral.web.common import directory, page_language
from referral.web.picks_page import picks_page
from referral.web.trail import Trail

picks = Blueprint("picks", __name__)


@picks.get("/list")
def show() -> str:
    """The list that a token holds."""
    trail, lang = Trail.of({}, request.args.get("s", "")), page_language()
    return render_template("picks.html", **picks_page(trail, directory().listings.picked(trail.picked), lang))


@picks.post("/list")
def change() -> Response:
    """Add a place from its page, or take one out: "pick=demo:1", "drop=demo:1", "clear"; then show the list."""
    trail = Trail.of({}, request.form.get("s", ""))
    what, _, listing_id = request.form.get("change", "")[:240].partition("=")
    match what:
        case "pick":
            trail = trail.picking(listing_id)
        case "drop":
            trail = trail.dropping(listing_id)
        case "clear":
            trail = replace(trail, picked=())
        case _:
            raise BadInput("change", "choose a place to add to the list, or one to take out.")
    return redirect(trail.list_url(), 303)
