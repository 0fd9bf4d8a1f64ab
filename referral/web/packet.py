"""The packet of a visit's answers, which has passed its independent check."""

from flask import Blueprint, render_template, request

from referral.domain.errors import BadInput, BadSeal
from referral.web.common import directory, page_language
from referral.web.forms.answers import profile_of
from referral.web.packet_page import packet_page
from referral.web.problems import problem_words
from referral.web.visit import Visit
from referral.wording.needs import need_names
from referral.wording.pages import page_words

packet = Blueprint("packet", __name__)


@packet.post("/plan/packet")
def show() -> str | tuple[str, int]:
    """The packet of the answers that `state` holds."""
    try:
        visit = Visit.opened(request.form.get("state", ""))
    except BadSeal:
        return _problem(page_words("flow.expired", page_language()))
    packets, now, lang = directory().packets, directory().clock.now(), page_language()
    try:
        profile = packets.read(profile_of(visit))
    except BadInput as error:
        return _problem(problem_words(error, lang))
    names = need_names(profile, lang)
    page = packet_page(packets.plan(profile, now), names, now, lang)
    return render_template("packet.html", state=visit.token(), **page)


def _problem(words: str) -> tuple[str, int]:
    return render_template("error.html", title=page_words("error.bad_title", page_language()), message=words), 400
