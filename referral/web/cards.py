"""The rows of the result page.

What a row says whoever searches is rendered once and kept for a while, with slots for the rest: rendering every row
anew took most of a request. Names and words are escaped by the template, and slots take only what was escaped.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from markupsafe import Markup, escape

from referral.domain.fit import FitClass
from referral.domain.listing import Listing, Location
from referral.domain.search import Hit, SearchQuery, Segment
from referral.web.common import language_root
from referral.web.presenters import judges, listing_path, phone_links, restrictions
from referral.web.slots import SLOT, pieces, written
from referral.wording.labels import facet_label
from referral.wording.pages import page_words
from referral.wording.result_text import age_words, distance_words, fit_words, kind_words, next_words, other_zone_words
from referral.wording.times import listing_times

SHOWN_FACTS = 5
_REMEMBERED = 4_096
"""Rows that are kept, about 10 MB: the listings of a large town come up in search after search."""
_TEMPLATE = "_macros/card.html"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A listing in words, whoever searches. calls: (tel: address, words). age: how old its word is, and whose it is."""

    name: str
    kind: str
    labels: tuple[str, ...]
    times: tuple[str, ...]
    address: str
    calls: tuple[tuple[str, str], ...]
    age: str


class _State:
    """A listing as a key: found by its id, which is quick, and told from a later state of it by its whole value."""

    __slots__ = ("_hash", "listing")

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self._hash = hash(listing.id)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _State) and (self.listing is other.listing or self.listing == other.listing)


def result_rows(hits: tuple[Hit, ...], query: SearchQuery, lang: str) -> Markup:
    """The hits of a page as rows of its list, numbered through all pages."""
    today, root, judged = query.now.date(), language_root(lang), judges(query.asked)
    rows = []
    for number, hit in enumerate(hits, query.offset + 1):
        head, name, about, when, place, end = _pieces(_State(hit.listing), today, root, lang)
        says_fit = judged or hit.fit.fit is not FitClass.YES
        facts = hit.fit.matched[:SHOWN_FACTS]
        rows += [
            head,
            str(number),
            name,
            _distance(distance_words(hit.reached, lang)),
            about,
            _fit(hit.fit.fit, fit_words(hit.fit, lang)) if says_fit else "",
            when,
            escape(_when(hit, query, lang)),
            place,
            _snippet(hit.snippet) if hit.snippet else "",
            _facts(tuple(facet_label(facet, lang) for facet in facts)),
            end,
        ]
    return Markup("".join(rows))  # noqa: S704  every piece comes from a template or was escaped


def _when(hit: Hit, query: SearchQuery, lang: str) -> str:
    """When the place meets or opens next, on its own clock; the name of a clock other than the visitor's."""
    words = next_words(hit.listing, hit.next_start, hit.next_end, query.now, lang)
    zone = other_zone_words(hit.listing, query, lang)
    return f"{words} ({zone})" if zone else words


def _snippet(segments: tuple[Segment, ...]) -> str:
    """A cut of the listing's text, the words that were searched for marked in it."""
    begin, end = _frame("snippet")
    mark, unmark = _frame("mark")
    texts = [f"{mark}{escape(one.text)}{unmark}" if one.is_match else escape(one.text) for one in segments]
    return f"{begin}{''.join(texts)}{end}"


@cache
def _frame(macro: str) -> list[str]:
    """What stands around the one slot of a macro."""
    return pieces(_TEMPLATE, macro, SLOT)


@lru_cache(maxsize=_REMEMBERED)
def _pieces(state: _State, today: date, root: str, lang: str) -> list[str]:
    """A row of one listing, cut at its slots. It holds for one day, as the age of a word is judged by it."""
    listing = state.listing
    return pieces(_TEMPLATE, "card", _place_words(listing, today, lang), root + listing_path(listing), SLOT)


def _place_words(listing: Listing, today: date, lang: str) -> PlaceWords:
    calls = phone_links(listing.phones, lang)
    source = page_words("listing.source", lang, source=listing.source)
    return PlaceWords(
        name=listing.name,
        kind=kind_words(listing, lang),
        labels=restrictions(listing, lang),
        times=listing_times(listing, lang),
        address=_address(listing.location, lang),
        calls=tuple((call.href, page_words("listing.call", lang, number=call.words)) for call in calls),
        age=f"{age_words(listing.as_of, today, lang)}. {source}",
    )


def _address(location: Location, lang: str) -> str:
    """The address, or why there is none."""
    address = location.address
    if not location.hidden:
        return address or page_words("listing.no_address", lang)
    private = page_words("listing.hidden", lang)
    return f"{address}. {private}" if address else private


@lru_cache(maxsize=_REMEMBERED)
def _distance(words: str) -> str:
    return written(_TEMPLATE, "distance", words) if words else ""


@lru_cache(maxsize=_REMEMBERED)
def _fit(how: FitClass, words: str) -> str:
    return written(_TEMPLATE, "fit", how, words)


@lru_cache(maxsize=_REMEMBERED)
def _facts(words: tuple[str, ...]) -> str:
    return written(_TEMPLATE, "facts", words) if words else ""
