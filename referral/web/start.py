"""The start page: what you need, where, and the crisis lines."""

from flask import Blueprint, render_template

from referral.web.forms.search import SearchForm

start = Blueprint("start", __name__)


@start.get("/")
def home() -> str:
    """The start page."""
    return render_template("start.html", form=SearchForm())
