"""What is wrong with a form, in the words of its page: the field that a use case names becomes a sentence."""

from referral.domain.errors import AmbiguousPlace, BadInput, UnknownPlace
from referral.wording.pages import page_words

_WORDS = (
    ("--near", "problem.near"),
    ("home", "problem.no_place"),
    ("anchors", "problem.no_place"),
    ("--radius", "problem.radius"),
    ("--free", "problem.times"),
    ("busy", "problem.times"),
    ("--at", "problem.at"),
    ("about.age", "problem.age"),
    ("travel.max_miles", "problem.max_miles"),
    ("needs[", "problem.other"),
    ("needs", "problem.needs"),
    ("page", "problem.page"),
    ("days", "problem.days"),
)
"""Beginning of a field, as the command line and profiles name it -> the words of the page."""


def problem_words(error: BadInput, lang: str) -> str:
    """What to change. The error's own message speaks of options and JSON, and in English only."""
    key = next((key for start, key in _WORDS if error.field.startswith(start)), "problem.other")
    if key == "problem.no_place" and isinstance(error, AmbiguousPlace):
        key = "problem.towns"
    elif key == "problem.no_place" and isinstance(error, UnknownPlace):
        key = "problem.work" if error.field.startswith("anchors") else "problem.near"
    return page_words(key, lang)
