"""The packet of a visit: planned anew with every change, shown once, kept nowhere."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, Response, abort, render_template, request

from referral.domain.errors import BadInput, BadSeal
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Paper
from referral.web.common import directory, page_language
from referral.web.packet_ease import profile_for
from referral.web.packet_edits import Edit
from referral.web.packet_page import packet_page
from referral.web.visit import Visit

packet = Blueprint("packet", __name__)


@packet.get("/plan/packet")
def gone() -> tuple[str, int]:
    """Where to begin, for who comes back to a packet that was left: it was kept nowhere."""
    return render_template("packet/expired.html", left=True), 200


@packet.post("/plan/packet")
def show() -> str | tuple[str, int]:
    """The packet of the answers in `state`, after the change in `do`; for an old or foreign `state`, where to begin."""
    visit = _visit()
    if visit is None:
        return _expired()
    edit = Edit.read(request.form.get("do", ""))
    if edit is not None:
        visit = edit.applied(visit)
    return packet_html(visit, profile_for(visit), edit)


@packet.post("/plan/packet.pdf")
def pdf() -> Response | tuple[str, int]:
    """The packet of `state` on paper: `paper` is letter, a4 or large."""
    visit = _visit()
    if visit is None:
        return _expired()
    sheet, large = paper_of(request.form)
    made, profile, now = _planned(visit)
    body = directory().documents.pdf(
        made, profile, now, page_language(), paper=sheet, large=large, named=directory().sources.named()
    )
    return as_file(body, "application/pdf", "pdf")


@packet.post("/plan/packet.ics")
def calendar() -> Response | tuple[str, int]:
    """The week of `state` as a calendar whose titles say nothing; 404 for a week without times."""
    visit = _visit()
    if visit is None:
        return _expired()
    made, profile, now = _planned(visit)
    body = directory().documents.calendar(made, profile, now, page_language())
    if body is None:
        abort(404)
    return as_file(body, "text/calendar", "ics")


PAPERS = {"letter": (Paper.LETTER, False), "a4": (Paper.A4, False), "large": (Paper.LETTER, True)}
"""What a form may ask for -> the sheet, and whether its print is large."""


def paper_of(asked: Mapping[str, str]) -> tuple[Paper, bool]:
    """The sheet that a form or address asks for, and whether its print is large. Raises BadInput."""
    paper = asked.get("paper", Paper.LETTER.value)
    if paper not in PAPERS:
        raise BadInput("paper", f"Choose one of these: {', '.join(PAPERS)}.")
    return PAPERS[paper]


def _visit() -> Visit | None:
    """The visit that a form carries; None when there is none, or it is too old or not ours."""
    try:
        visit = Visit.opened(request.form.get("state", ""))
    except BadSeal:
        return None
    return visit if visit.answers else None


def _expired() -> tuple[str, int]:
    return render_template("packet/expired.html"), 400


def _planned(visit: Visit) -> tuple[Packet, Profile, datetime]:
    profile, now = profile_for(visit), directory().clock.now()
    return directory().packets.plan(profile, now), profile, now


def as_file(body: bytes, mimetype: str, ending: str, name: str = "plan") -> Response:
    """A file to take along. Its name tells nothing."""
    response = Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def packet_html(visit: Visit, profile: Profile, edit: Edit | None = None) -> str:
    """The page of a visit's packet, which has passed its independent check. edit: the change that was just made."""
    now, lang = directory().clock.now(), page_language()
    made = directory().packets.plan(profile, now)
    known = directory().listings.known(_named(made, visit))
    picture = directory().documents.week_svg(made, profile, lang)
    page = packet_page(made, profile, now, lang, known=known, picture=picture, visit=visit, edit=edit)
    return render_template("packet/page.html", **page)


def _named(made: Packet, visit: Visit) -> set[str]:
    """Ids of listings of which a packet holds no more than the name, and of those that were kept or left out."""
    instead = {one.listing_id for one in made.alternates} | {one.listing_id for one in made.substitutes}
    others = {item.listing_id for other in made.other_weeks for item in other.week}
    return instead | others | visit.pins | visit.bans
