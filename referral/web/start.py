"""The start page: what you need, where, and one way to the questions."""

from dataclasses import asdict

from flask import Blueprint, request

from referral.web.common import page_language
from referral.web.forms.search import NEEDS
from referral.web.header import links_of
from referral.web.slots import escaped, filled_page
from referral.web.trail import Trail
from referral.web.words import known_sources, other_language_url

start = Blueprint("start", __name__)


@start.get("/")
def home() -> str:
    """The start page: one text for all visitors of a language; it keeps my list and the place of the search made."""
    trail = Trail.of({}, request.args.get("s", ""))
    token = trail.token()
    links = asdict(links_of(trail, token))
    asked = {"demo": known_sources().demo_is_live, "needs": tuple(NEEDS), "picked": links.pop("picked")}
    values = {"other_language_url": other_language_url(page_language()), "near": trail.form.near, "s": token}
    values |= links
    return filled_page("start.html", asked, dict(zip(values, escaped(*values.values()), strict=True)))
