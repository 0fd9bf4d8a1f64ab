"""The packet of a visit: planned anew with every change, shown once, kept nowhere."""

from flask import Blueprint, render_template, request

from referral.domain.errors import BadSeal
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.web.common import directory, page_language
from referral.web.forms.answers import profile_of
from referral.web.packet_edits import Edit
from referral.web.packet_page import packet_page
from referral.web.visit import Visit

packet = Blueprint("packet", __name__)


@packet.post("/plan/packet")
def show() -> str | tuple[str, int]:
    """The packet of the answers in `state`, after the change in `do`; for an old or foreign `state`, where to begin."""
    try:
        visit = Visit.opened(request.form.get("state", ""))
    except BadSeal:
        visit = Visit()
    if not visit.answers:
        return render_template("packet/expired.html"), 400
    edit = Edit.read(request.form.get("do", ""))
    if edit is not None:
        visit = edit.applied(visit)
    return packet_html(visit, directory().packets.read(profile_of(visit)), edit)


def packet_html(visit: Visit, profile: Profile, edit: Edit | None = None) -> str:
    """The page of a visit's packet, which has passed its independent check. edit: the change that was just made."""
    now, lang = directory().clock.now(), page_language()
    made = directory().packets.plan(profile, now)
    known = directory().listings.known(_named(made, visit))
    return render_template(
        "packet/page.html", **packet_page(made, profile, now, lang, known=known, visit=visit, edit=edit)
    )


def _named(made: Packet, visit: Visit) -> set[str]:
    """Ids of listings of which a packet holds no more than the name, and of those that were kept or left out."""
    instead = {one.listing_id for one in made.alternates} | {one.listing_id for one in made.substitutes}
    others = {item.listing_id for other in made.other_weeks for item in other.week}
    return instead | others | visit.pins | visit.bans
