"""Listings as templates show them: words from `wording/`, no logic left for the page."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, quote_plus

from referral.domain.fit import Asked
from referral.domain.listing import Listing, Phone
from referral.domain.search import SearchPage
from referral.domain.vocabulary import TREATMENT_LEVELS
from referral.services.searches import SearchAnswer
from referral.web.common import language_root
from referral.wording.labels import restriction_label
from referral.wording.pages import page_words
from referral.wording.result_text import attendance_words, kind_words, phone_words

_PATH_SAFE = "!$&'()*+,/:;=@"
"""What `url_for` leaves as it is in a path."""

_PLAIN = re.compile(r"[A-Za-z0-9_.:-]+")
"""Ids that nothing of is quoted: nearly all."""

_DIALLED = re.compile(r"\+?[0-9(][0-9().\s-]{8,}[0-9](?:[\s,*#]*[0-9]+#?)*")
"""A number in a dial string, with what a telephone enters after it: "(669) 900-6833,,123456789#". """

_SIMPLE_ADDRESS = re.compile(r"[A-Za-z0-9_.~ ,#/&'-]*")
_SIGNS = {ord(sign): quote_plus(sign) for sign in " ,#/&'"}
"""Most addresses hold no other signs than these beside letters and digits."""

_GAPS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """A number to tap. href: tel: address with its extension."""

    words: str
    href: str


def judges(asked: Asked) -> bool:
    """Whether places are judged at all: a search by words, place and kind of help alone asks no facts."""
    facets = any(codes != TREATMENT_LEVELS for codes in asked.facets.values())
    return bool(facets or asked.free or asked.at is not None)


def heading_words(answer: SearchAnswer, lang: str) -> str:
    """How many were found, and where."""
    total, place = answer.page.total, answer.query.place
    if not total:
        return page_words("results.none", lang)
    if place is None:
        return page_words("results.title", lang, total=total)
    return page_words("results.title_near", lang, total=total, place=place.label)


def count_words(answer: SearchAnswer, lang: str) -> tuple[str, ...]:
    """How many fit, are open then, or must be asked; empty when nothing was asked that a place could fail."""
    totals = answer.page.totals
    if not judges(answer.query.asked) and not totals.get("ask"):
        return ()
    return tuple(
        page_words(f"results.count_{name}", lang, count=totals[name])
        for name in ("yes", "open", "ask")
        if totals.get(name)
    )


def facet_counts(page: SearchPage) -> dict[str, int]:
    """Facet -> how many places answer yes, without zeros."""
    return {f"{group}={code}": count for group, codes in page.facets.items() for code, count in codes.items() if count}


def restrictions(listing: Listing, lang: str) -> tuple[str, ...]:
    """Who the place is only for."""
    return tuple(restriction_label(code, lang) for code in listing.facts.codes("restricted"))


def phone_links(phones: tuple[Phone, ...], lang: str) -> tuple[PhoneLink, ...]:
    """Numbers to tap: those of the place before central lines, else in the order of the listing."""
    if len(phones) > 1:
        phones = tuple(sorted(phones, key=lambda phone: phone.central_line))
    return tuple(PhoneLink(phone_words(phone, lang), f"tel:{phone.dialled}") for phone in phones)


def address_words(listing: Listing, lang: str) -> str:
    """The address, or why there is none. Of what is online only the town alone: nobody is to go to a street for it."""
    where, address = listing.location, listing.location.address
    if listing.online_only:
        town = replace(where, streets=()).address if where.streets else address
        return page_words("listing.online_only" if town else "listing.online_nowhere", lang, place=town)
    if where.hidden:
        private = page_words("listing.hidden", lang)
        return f"{address}. {private}" if address else private
    return address or page_words("listing.no_address", lang)


def join_links(listing: Listing, lang: str) -> tuple[PhoneLink, ...]:
    """How to join from afar: the link that starts the meeting, and the number to dial in, as far as they are known."""
    online = listing.online
    if online is None:
        return ()
    links = [PhoneLink(page_words("listing.join", lang), online.url)] if online.url else []
    dialled = _DIALLED.search(online.phone) if online.phone else None
    if dialled is not None:
        number = re.sub(r"[^0-9+,*#]", "", dialled[0]).replace("#", "%23")
        links.append(PhoneLink(page_words("listing.join_call", lang), f"tel:{number}"))
    return tuple(links)


def what_words(listing: Listing, lang: str) -> tuple[str, ...]:
    """What a place is, how it is attended, and who it is only for, each by itself."""
    return (kind_words(listing, lang), *attendance_words(listing, lang), *restrictions(listing, lang))


def slug(name: str) -> str:
    """A readable end for an address: letters, digits and dashes; "listing" when nothing of a name is left."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _GAPS.sub("-", plain.lower()).strip("-")[:60] or "listing"


def listing_path(listing: Listing) -> str:
    """The path of a listing's page within the pages of a language."""
    listing_id = listing.id if _PLAIN.fullmatch(listing.id) else quote(listing.id, safe=_PATH_SAFE)
    return f"/listing/{listing_id}/{slug(listing.name)}"


def listing_url(listing: Listing, lang: str | None = None) -> str:
    """The address of a listing's page."""
    return language_root(lang) + listing_path(listing)


def calendar_url(listing: Listing, lang: str | None = None, number: int | None = None) -> str:
    """The address of a listing's times as a calendar; number: of one group among its weekly ones, from 1."""
    return f"{listing_url(listing, lang)}.ics" + ("" if number is None else f"?number={number}")


def text_url(lines: Iterable[str]) -> str:
    """An sms: address with a text to send: it stays on the phone until its owner sends it."""
    return f"sms:?&body={quote(chr(10).join(lines), safe='')}"


def _in_query(address: str) -> str:
    """An address as `quote_plus` writes it, which takes its time for each letter: nearly all hold none to quote."""
    return address.translate(_SIGNS) if _SIMPLE_ADDRESS.fullmatch(address) else quote_plus(address)


def directions_url(listing: Listing) -> str | None:
    """The address that opens the way to a place in the map of a phone or browser, when the visitor taps it.

    None when its street is not known or kept private. Source: Maps URLs.
    """
    where = listing.location
    if where.hidden or not where.streets or listing.online_only:
        return None
    return f"https://www.google.com/maps/dir/?api=1&destination={_in_query(where.address)}"
