"""My list in words: one column a place, the same questions for all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from referral.domain.errors import BadInput
from referral.domain.listing import Listing
from referral.domain.place import Place
from referral.domain.reach import reach
from referral.domain.source import source_of
from referral.domain.vocabulary import Kind
from referral.services.listings import Picks
from referral.web import presenters
from referral.web.common import directory
from referral.web.forms.steps.who import MEETINGS, TREATMENT
from referral.web.listing_page import APART, WORTH_ASKING, unstated
from referral.web.presenters import PhoneLink
from referral.web.trail import Trail
from referral.web.visit import Visit
from referral.wording.labels import facet_label, group_label
from referral.wording.pages import page_words
from referral.wording.result_text import distance_words
from referral.wording.source_text import told_words
from referral.wording.times import hours_lines, listing_times


@dataclass(frozen=True, slots=True)
class Column:
    """One place of the list. calls: numbers, and ways to join from afar."""

    id: str
    name: str
    url: str
    calls: tuple[PhoneLink, ...]
    directions: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what each place says, in the order of the columns; each answer is a list of lines."""

    heading: str
    cells: tuple[tuple[str, ...], ...]


def picks_page(trail: Trail, picks: Picks, lang: str) -> dict[str, Any]:
    """What the template needs."""
    token = trail.token()
    carried = f"?s={token}" if token else ""
    columns = [_column(one, carried, lang) for one in picks.listings]
    return {
        "columns": columns,
        "has_calls": any(one.calls for one in columns),
        "rows": _rows(picks.listings, _place(trail), frozenset(trail.form.where), lang),
        "gone": picks.gone,
        "expired": trail.expired,
        "s": token,
        "results_url": trail.results_url(token=token),
        "text_href": _text_href(picks.listings, lang),
        "state": _visit(trail, picks).token(),
    }


def _visit(trail: Trail, picks: Picks) -> Visit:
    """A new visit in which the list is kept, its kinds are wanted, and the place searched near is home."""
    kinds = {one.kind for one in picks.listings}
    want = tuple(word for kind, word in ((Kind.PROGRAM, TREATMENT), (Kind.MEETING, MEETINGS)) if kind in kinds)
    near = trail.form.near.strip()
    answers = {"near": (near,), "want": want}
    return Visit({name: values for name, values in answers.items() if any(values)}, frozenset(trail.picked))


def _column(listing: Listing, carried: str, lang: str) -> Column:
    return Column(
        listing.id,
        listing.name,
        presenters.listing_url(listing, lang) + carried,
        presenters.phone_links(listing.phones, lang) + presenters.join_links(listing, lang),
        presenters.directions_url(listing),
    )


def _place(trail: Trail) -> Place | None:
    """The place that was searched from; None without one, or when several towns have its name."""
    near = trail.form.near.strip()
    try:
        return directory().places.resolve(near) if near else None
    except BadInput:
        return None


def _rows(listings: tuple[Listing, ...], place: Place | None, asked: frozenset[str], lang: str) -> list[Row]:
    """Questions that at least one place answers. asked: facets of the search."""
    matters = asked.union(*(one.facts.yes for one in listings))
    today, named = directory().clock.now().date(), directory().sources.named()

    def row(key: str, say: Callable[[Listing], tuple[str, ...]]) -> Row:
        return Row(page_words(key, lang), tuple(say(one) for one in listings))

    def how_far(one: Listing) -> tuple[str, ...]:
        reached = None if place is None else reach(one, place, None, wants_online=True)
        return (distance_words(reached, lang),) if reached is not None else ()

    def told(one: Listing) -> str:
        return told_words(source_of(one.source, named), one.as_of, today, lang, with_day=True)

    rows = [
        row("picks.kind", lambda one: presenters.what_words(one, lang)),
        Row(page_words("picks.distance", lang, place=place.label if place else ""), tuple(map(how_far, listings))),
        row("listing.times", lambda one: _times(one, lang)),
        row("listing.address", lambda one: (presenters.address_words(one, lang),)),
        *(_facts_row(group, listings, lang) for group in ("level", *WORTH_ASKING)),
        row("picks.no", lambda one: _denied(one, matters, lang)),
        row("listing.unstated", lambda one: _unstated(one, lang)),
        row("picks.age", lambda one: (told(one),)),
    ]
    return [one for one in rows if any(one.cells)]


def _facts_row(group: str, listings: tuple[Listing, ...], lang: str) -> Row:
    def say(one: Listing) -> tuple[str, ...]:
        return tuple(f"✓ {facet_label(f'{group}={code}', lang)}" for code in one.facts.codes(group))

    return Row(group_label(group, lang), tuple(say(one) for one in listings))


def _times(one: Listing, lang: str) -> tuple[str, ...]:
    """Its groups and sessions, and its opening hours beside them."""
    hours = "; ".join(hours_lines(one.hours, lang)) if one.all_sessions else ""
    opening = (f"{page_words('listing.hours', lang)}: {hours}",) if hours else ()
    return (listing_times(one, lang) + opening) or (page_words("listing.times_none", lang),)


def _denied(one: Listing, matters: frozenset[str], lang: str) -> tuple[str, ...]:
    """What it says it does not have, of what another place has or a search asked for."""
    denied = sorted(one.facts.no & matters)
    return tuple(f"✗ {facet_label(facet, lang)}" for facet in denied if facet.partition("=")[0] not in APART)


def _unstated(one: Listing, lang: str) -> tuple[str, ...]:
    return tuple(f"? {facet_label(facet, lang)}" for group in WORTH_ASKING for facet in unstated(one, group))


def _text_href(listings: tuple[Listing, ...], lang: str) -> str:
    """An sms: address with names, times and numbers."""
    lines = [
        ", ".join(
            part
            for part in (
                one.name,
                "; ".join(listing_times(one, lang)[:2]),
                *(phone.words for phone in presenters.phone_links(one.phones, lang)[:1]),
            )
            if part
        )
        for one in listings
    ]
    return presenters.text_url(lines)
