"""The start page: what you need, where, and one way to the questions."""

from flask import Blueprint, render_template

from referral.web.forms.search import NEEDS

start = Blueprint("start", __name__)


@start.get("/")
def home() -> str:
    """The start page."""
    return render_template("start.html", needs=NEEDS)
