"""The facets of the search form as boxes to tick, each with how many places say yes, in groups that fold."""

from collections.abc import Collection, Mapping
from functools import cache

from markupsafe import Markup

from referral.domain.vocabulary import Kind
from referral.web.forms.search import FORM_GROUPS, TREATMENT, form_choices
from referral.web.slots import Slot, parts_of, pieces_of, written
from referral.wording.labels import FACET_LABELS, facet_label

_TEMPLATE = "_macros/ticks.html"
_OPEN_FIRST = 2
"""Groups that stand open when the kind of help is known; others open by a tap, or when something in them is chosen."""


def facet_ticks(chosen: Collection[str], counts: Mapping[str, int], lang: str, kind: str = "") -> Markup:
    """The facets of a kind of help in their groups. counts: facet -> number, which is left out for others.

    What is chosen and not offered for this kind stands first, so that the form keeps it until it is unticked.
    """
    offered, at = _frame(lang, kind if kind in FORM_GROUPS else Kind.PROGRAM if kind == TREATMENT else "")
    pieces, number, others = list(offered), parts_of(_TEMPLATE).count, []
    for facet in chosen:
        if f"{facet} tick" in at:
            pieces[at[f"{facet} tick"]] = " checked"
            pieces[at[f"{facet.partition('=')[0]} open"]] = " open"
        else:
            others.append((facet, facet_label(facet, lang) if facet in FACET_LABELS else facet))
    if others:
        pieces[at["others"]] = written(_TEMPLATE, "others", others)
    for facet, count in counts.items():
        if (where := at.get(f"{facet} count")) is not None:
            pieces[where] = number % {"number": count}
    return Markup("".join(pieces))  # noqa: S704  the template's own text, and numbers


@cache
def _frame(lang: str, kind: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """All boxes of a kind in a language, in pieces: an empty one for each slot, and which piece each slot is."""
    offered = form_choices(lang).facets
    text = written(_TEMPLATE, "ticks", [(name, *offered[name]) for name in FORM_GROUPS[kind]], Slot)
    pieces, at = pieces_of(text)
    stand_open = {at[f"{name} open"] for name in FORM_GROUPS[kind][: _OPEN_FIRST * bool(kind)]}
    return tuple(" open" if number in stand_open else piece for number, piece in enumerate(pieces)), at
