"""My free times: the week as a grid to tick or paint, for a search. It leads back to the results."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from referral.web.common import page_language
from referral.web.forms.grid import cells_of, painted_windows
from referral.web.forms.search import FREE_PRESETS
from referral.web.trail import Trail
from referral.web.week_words import week_words

times = Blueprint("times", __name__)


@times.get("/search/times")
def show() -> str:
    """The week, with the free times of the search ticked."""
    trail = Trail.of(request.args, request.args.get("s", ""))
    token = trail.token()
    return render_template(
        "free_times.html",
        form=trail.form,
        cells=cells_of(trail.form.painted),
        readable=trail.form.readable(),
        expired=trail.expired,
        s=token,
        results_url=trail.results_url(token=token),
        **week_words(page_language()),
    )


@times.post("/search/times")
def send() -> Response:
    """Take the free times into the search, and go to its results."""
    trail = Trail.of(request.form, request.form.get("s", ""))
    free: tuple[str, ...] = ()
    text = ""
    if "clear" not in request.form:
        presets = [name for name in request.form.getlist("free") if name in FREE_PRESETS]
        free = (*presets, *painted_windows(request.form.getlist("cells")))
        text = request.form.get("free_text", "")
    return redirect(replace(trail, form=replace(trail.form, free=free, free_text=text)).results_url(), 303)
