"""The facets of the search form as boxes to tick, each with how many places say yes."""

from collections.abc import Collection, Mapping
from functools import cache

from markupsafe import Markup

from referral.web.forms.search import form_choices
from referral.web.slots import SLOT, pieces

_TEMPLATE = "_macros/ticks.html"


def facet_ticks(chosen: Collection[str], counts: Mapping[str, int], lang: str) -> Markup:
    """Every facet of the form in its group. counts: facet -> number, which is left out for others."""
    parts, facets = _frame(lang)
    before, after = _count()
    html = [parts[0]]
    for at, facet in enumerate(facets):
        count = f"{before}{counts[facet]}{after}" if facet in counts else ""
        html += (" checked" if facet in chosen else "", parts[2 * at + 1], count, parts[2 * at + 2])
    return Markup("".join(html))  # noqa: S704  the template's own pieces, and numbers


@cache
def _frame(lang: str) -> tuple[list[str], list[str]]:
    """All boxes of a language, cut at their slots, two for each facet; and the facets in their order."""
    groups = form_choices(lang).facets
    return pieces(_TEMPLATE, "ticks", groups, SLOT), [facet for _group, facets in groups for facet, _words in facets]


@cache
def _count() -> list[str]:
    return pieces(_TEMPLATE, "count", SLOT)
