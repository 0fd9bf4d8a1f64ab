"""A plan behind its own link: keep it, look at it with what changed since, make it again, or delete it."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from referral.domain.kept_packet import KeptPacket
from referral.services.kept_packets import read_days
from referral.web.common import directory, page_language, page_url
from referral.web.kept_page import kept_page
from referral.web.limits import GUESSES, KEEPS, counted, failures_counted
from referral.web.packet import PAPERS, as_file, paper_of
from referral.web.packet_ease import profile_for
from referral.web.packet_page import packet_page
from referral.web.visit import Visit

kept = Blueprint("kept", __name__)


@kept.after_request
def keep_out_robots(response: Response) -> Response:
    """A link that was shared in the open must not end in an index of pages; files have no other way to say so."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@kept.post("/plan/keep")
def keep() -> Response:
    """Plan the answers of a visit once more, keep the packet, and lead to its link."""
    packets, now = directory().packets, directory().clock.now()
    with counted(KEEPS):
        days = read_days(request.form.get("days", ""))
        profile = profile_for(Visit.opened(request.form.get("state", "")))
        token = directory().kept_packets.keep(profile, packets.plan(profile, now), days)
    return redirect(page_url("kept.show", token=token), 303)


@kept.get("/p/<token>")
def show(token: str) -> str:
    """The packet of a link as it was made, under what changed since."""
    with failures_counted(GUESSES):
        opened = directory().kept_packets.open(token)
    kept, now, lang = opened.kept, directory().clock.now(), page_language()
    known = {listing.id: listing for listing in kept.listings}
    picture = directory().documents.week_svg(kept.packet, kept.profile, lang)
    page = packet_page(kept.packet, kept.profile, now, lang, known=known, picture=picture)
    files = {"papers": tuple(PAPERS), "has_calendar": bool(kept.packet.week)}
    return render_template(
        "kept.html", **page, **files, kept=kept_page(opened, lang), link=token, link_url=_link(token)
    )


@kept.get("/p/<token>.pdf")
def pdf(token: str) -> Response:
    """The kept packet on paper, with the way to its link as a QR code: `paper` is letter, a4 or large."""
    sheet, large = paper_of(request.args)
    made, now = _opened(token), directory().clock.now()
    body = directory().documents.pdf(
        made.packet,
        made.profile,
        now,
        page_language(),
        paper=sheet,
        large=large,
        link=_link(token),
        named=directory().sources.named(),
    )
    return as_file(body, "application/pdf", "pdf")


@kept.get("/p/<token>.ics")
def calendar(token: str) -> Response:
    """The week of the kept packet as a calendar whose titles say nothing; 404 for a week without times."""
    made = _opened(token)
    body = directory().documents.calendar(made.packet, made.profile, directory().clock.now(), page_language())
    if body is None:
        abort(404)
    return as_file(body, "text/calendar", "ics")


def _link(token: str) -> str:
    """The whole address of a kept plan."""
    return f"{request.host_url.rstrip('/')}{page_url('kept.show', token=token)}"


def _opened(token: str) -> KeptPacket:
    with failures_counted(GUESSES):
        return directory().kept_packets.open(token).kept


@kept.post("/p/<token>/again")
def again(token: str) -> Response:
    """Make the packet again from its profile and what places say today; it takes the place of the one before."""
    kept_packets, packets, now = directory().kept_packets, directory().packets, directory().clock.now()
    with failures_counted(GUESSES), counted(KEEPS):
        kept_packets.replace(token, packets.plan(kept_packets.open(token).kept.profile, now))
    return redirect(page_url("kept.show", token=token), 303)


@kept.get("/p/<token>/delete")
def ask_delete(token: str) -> str:
    """Ask whether to delete the packet: there is no way back."""
    with failures_counted(GUESSES):
        opened = directory().kept_packets.open(token)
    return render_template("kept_delete.html", kept=kept_page(opened, page_language()), link=token)


@kept.post("/p/<token>/delete")
def delete(token: str) -> str:
    """Delete the packet at once, and say so."""
    with failures_counted(GUESSES):
        directory().kept_packets.delete(token)
    return render_template("kept_deleted.html")
