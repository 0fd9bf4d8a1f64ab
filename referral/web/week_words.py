"""The days and hours of the week to paint, as its template writes them."""

from referral.domain.week import HOUR_MIN, Day
from referral.web.forms.grid import GRID_HOURS
from referral.wording.times import hour_words


def week_words(lang: str) -> dict[str, object]:
    """What the template of the week needs beside its form."""
    return {
        "week_days": tuple(Day),
        "grid_hours": GRID_HOURS,
        "hour_words": lambda hour: hour_words(hour * HOUR_MIN, lang),
    }
