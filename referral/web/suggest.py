"""Suggestions while a place or words are typed. They come by POST, so that no address holds what somebody looks for."""

from flask import Blueprint, request

from referral.web.common import directory, page_language
from referral.web.slots import escaped, parts_of
from referral.wording.search_words import suggested_words

suggest = Blueprint("suggest", __name__)

MAX_CHARS = 60


@suggest.post("/suggest")
def offer() -> str:
    """Options for one field of the search form, as the inside of a <datalist>: for `near` places, for `q` words.

    They are filled and not rendered, as a page would be: every few letters ask for them.
    """
    if "near" in request.form:
        options = directory().places.suggest(request.form["near"][:MAX_CHARS], 6)
    else:
        options = suggested_words(request.form.get("q", "")[:MAX_CHARS], page_language())
    option = parts_of("_macros/options.html").option
    return "".join([option % {"value": value} for value in escaped(*options)])
