"""What Exit does and does not do, and how to keep a visit private."""

from flask import Blueprint, render_template

safety = Blueprint("safety", __name__)


@safety.get("/safety")
def show() -> str:
    """The page on leaving fast, history and shared phones."""
    return render_template("safety.html")
