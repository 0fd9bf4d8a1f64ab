"""The facets of the search form as boxes to tick, each with how many places say yes."""

from collections.abc import Collection, Mapping
from functools import cache

from markupsafe import Markup

from referral.web.forms.search import form_choices
from referral.web.slots import Slot, parts_of, to_fill, written

_TEMPLATE = "_macros/ticks.html"


def facet_ticks(chosen: Collection[str], counts: Mapping[str, int], lang: str) -> Markup:
    """Every facet of the form in its group. counts: facet -> number, which is left out for others."""
    text, empty = _frame(lang)
    values, number = dict(empty), parts_of(_TEMPLATE).count
    for facet in chosen:
        if f"{facet} tick" in empty:
            values[f"{facet} tick"] = " checked"
    for facet, count in counts.items():
        if f"{facet} count" in empty:
            values[f"{facet} count"] = number % {"number": count}
    return Markup(text % values)  # noqa: S704  the template's own text, and numbers


@cache
def _frame(lang: str) -> tuple[str, dict[str, str]]:
    """All boxes of a language as a text to fill; and its slots, two for each facet, with nothing in them."""
    groups = form_choices(lang).facets
    slots = {
        f"{facet} {what}": "" for _group, facets in groups for facet, _words in facets for what in ("tick", "count")
    }
    return to_fill(written(_TEMPLATE, "ticks", groups, Slot)), slots
