"""The start page: what you need, where, and the crisis lines."""

from flask import Blueprint, render_template

from referral.web.common import page_language
from referral.web.forms.search import SearchForm, form_choices

start = Blueprint("start", __name__)


@start.get("/")
def home() -> str:
    """The start page."""
    return render_template("start.html", form=SearchForm(), form_choices=form_choices(page_language()))
