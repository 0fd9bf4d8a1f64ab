"""The start page: what you need, where, and one way to the questions."""

from flask import Blueprint

from referral.web.common import page_language
from referral.web.forms.search import NEEDS
from referral.web.slots import escaped, filled_page
from referral.web.words import known_sources, other_language_url

start = Blueprint("start", __name__)


@start.get("/")
def home() -> str:
    """The start page: one text for all visitors, written once for each language."""
    asked = {"demo": known_sources().demo_is_live, "needs": tuple(NEEDS)}
    (other,) = escaped(other_language_url(page_language()))
    return filled_page("start.html", asked, {"other_language_url": other})
