"""The rows of the result page.

A row is filled from the parts of `_macros/card.html`, not rendered: twenty rows anew took most of a request. What many
listings say alike (how far, how well it fits, what it is, when it is open) is put into words and marked up once.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from referral.domain.fit import FitClass
from referral.domain.listing import Listing
from referral.domain.reach import Reach
from referral.domain.search import Hit, SearchQuery, Segment
from referral.domain.source import Named, Source, source_of
from referral.web.common import language_root
from referral.web.presenters import (
    address_words,
    directions_url,
    join_links,
    judges,
    listing_path,
    phone_links,
    restrictions,
)
from referral.web.slots import Parts, escaped, parts_of
from referral.wording.labels import facet_label
from referral.wording.pages import page_words
from referral.wording.result_text import attendance_words, distance_words, fit_words, kind_words
from referral.wording.source_text import told_words
from referral.wording.times import listing_times
from referral.wording.when_text import when_words

SHOWN_FACTS = 5
_REMEMBERED = 4_096
"""Pieces of rows that are kept, of each sort, under a megabyte in all: they come up in row after row."""
_TEMPLATE = "_macros/card.html"


def result_rows(
    hits: tuple[Hit, ...],
    query: SearchQuery,
    lang: str,
    *,
    picked: Collection[str] = (),
    token: str = "",
    named: Named | None = None,
) -> Markup:
    """The hits of a page as lists, numbered through all pages: near ones, then under headings of their own the others.

    Rows of one group are one row, with the times of the others. picked: ids of my list. token: what pages of listings
    carry on of the search. named: sources by name.
    """
    page = _Page(
        parts_of(_TEMPLATE), language_root(lang), f"?s={token}" if token else "", frozenset(picked), named or {}, lang
    )
    numbered = list(enumerate(hits, query.offset + 1))
    rows = [(hit.reached.reach, number, page.row(number, hit, also, query)) for number, hit, also in merged(numbered)]
    lists = [[one for one in rows if one[0] is reach] for reach in Reach]
    return Markup("".join([page.group(one[0][0], one[0][1], [row for *_, row in one]) for one in lists if one]))  # noqa: S704  parts alone


def merged(numbered: list[tuple[int, Hit]]) -> Iterator[tuple[int, Hit, tuple[Hit, ...]]]:
    """Each first row of a group with the others of the page; a listing without a group by itself."""
    siblings: dict[tuple[str, Reach], list[Hit]] = {}
    for _number, hit in numbered:
        if hit.listing.group_id is not None:
            siblings.setdefault((hit.listing.group_id, hit.reached.reach), []).append(hit)
    for number, hit in numbered:
        group = siblings.get((hit.listing.group_id or "", hit.reached.reach), [hit])
        if group[0] is hit:
            yield number, hit, tuple(group[1:])


@dataclass(frozen=True, slots=True)
class _Page:
    """What all rows of a page share. query: what the address of a listing carries on, with its question mark."""

    parts: Parts
    root: str
    query: str
    picked: frozenset[str]
    named: Named
    lang: str

    def row(self, number: int, hit: Hit, also: tuple[Hit, ...], query: SearchQuery) -> str:
        """One row. also: other listings of the same group."""
        parts, lang = self.parts, self.lang
        return parts.card % {
            "number": number,
            **self._who(number, hit.listing),
            **_about(parts, hit.listing, lang),
            "age": _age(source_of(hit.listing.source, self.named), hit.listing.as_of, query.now.date(), lang),
            **_answer(parts, hit, query, lang, judged=judges(query.asked)),
            "also": self._also(also) if also else "",
        }

    def group(self, reach: Reach, start: int, rows: list[str]) -> str:
        """A list of rows, under what its places have in common unless they are near."""
        words = None if reach is Reach.NEAR else _escaped(page_words(f"results.reach_{reach}", self.lang))
        heading = self.parts.heading % {"words": words} if words else ""
        return self.parts.group % {"heading": heading, "start": start, "rows": "".join(rows)}

    def _who(self, number: int, listing: Listing) -> dict[str, str]:
        """What a listing says that no other does, and what one can do with it."""
        parts, lang = self.parts, self.lang
        calls = phone_links(listing.phones, lang) if listing.phones else ()
        joins = join_links(listing, lang) if listing.online is not None else ()
        words = [text for call in calls for text in (call.href, page_words("listing.call", lang, number=call.words))]
        if joins:
            words += [text for join in joins for text in (join.href, join.words)]
        url, name, address, way, listing_id, *said = escaped(
            f"{self.root}{listing_path(listing)}{self.query}",
            listing.name,
            address_words(listing, lang),
            directions_url(listing) or "",
            listing.id,
            *words,
        )
        first, others = parts.first_call, parts.call
        to_call = 2 * len(calls)
        links = [(others if at else first) % {"href": said[at], "words": said[at + 1]} for at in range(0, to_call, 2)]
        if joins or listing.online_only:
            links += self._joins(said[to_call:], is_first=listing.online_only and not calls)
        if way:
            links.append(parts.directions % {"href": way, "words": page_words("listing.directions", lang)})
        is_picked = listing.id in self.picked
        pick, what, key = (parts.picked, "drop", "picks.picked") if is_picked else (parts.pick, "pick", "picks.pick")
        links.append(pick % {"value": f"{what}={number}={listing_id}", "words": page_words(key, lang)})
        return {"url": url, "name": name, "address": address, "calls": "".join(links)}

    def _joins(self, said: Sequence[str], *, is_first: bool) -> list[str]:
        """Ways to join from afar. said: each with its address before its words, none when none is known."""
        parts = self.parts
        if not said:
            return [parts.no_join % {"words": _escaped(page_words("listing.join_none", self.lang))}]
        return [
            (parts.join_too if at or not is_first else parts.join) % {"href": said[at], "words": said[at + 1]}
            for at in range(0, len(said), 2)
        ]

    def _also(self, also: tuple[Hit, ...]) -> str:
        """The other rows of a group: their times, each a link to its own page."""
        lang = self.lang
        texts = [
            text
            for hit in also
            for text in (
                f"{self.root}{listing_path(hit.listing)}{self.query}",
                "; ".join(listing_times(hit.listing, lang)) or page_words("listing.times_none", lang),
            )
        ]
        said = escaped(*texts)
        links = [self.parts.also_link % {"href": said[at], "words": said[at + 1]} for at in range(0, len(said), 2)]
        return self.parts.also % {"words": page_words("listing.siblings", lang), "links": "".join(links)}


def _about(parts: Parts, listing: Listing, lang: str) -> dict[str, str]:
    """What a listing says as many others do."""
    times = listing_times(listing, lang)
    return {
        "kind": _kind(parts, kind_words(listing, lang), _marks(listing, lang)),
        "times": _times(parts, times) if times else "",
    }


def _marks(listing: Listing, lang: str) -> tuple[str, ...]:
    """What sets a place apart: how a meeting is attended, unless the distance says "Online" already; who it is for."""
    attended = attendance_words(listing, lang)
    return (*(attended[1:] if listing.online_only else attended), *restrictions(listing, lang))


def _answer(parts: Parts, hit: Hit, query: SearchQuery, lang: str, *, judged: bool) -> dict[str, str]:
    """How a listing answers this search."""
    distance, fit, matched = distance_words(hit.reached, lang), hit.fit.fit, hit.fit.matched
    return {
        "distance": _distance(parts, distance) if distance else "",
        "fit": _fit(parts, fit, fit_words(hit.fit, lang)) if judged or fit is not FitClass.YES else "",
        "when": _escaped(when_words(hit, query, lang)),
        "snippet": _snippet(parts, hit.snippet) if hit.snippet else "",
        "facts": _facts(parts, matched[:SHOWN_FACTS], lang) if matched else "",
    }


def _snippet(parts: Parts, segments: tuple[Segment, ...]) -> str:
    """A cut of the listing's text, the words that were searched for marked in it."""
    texts = escaped(*[one.text for one in segments])
    marked = [parts.mark % {"words": text} if one.is_match else text for one, text in zip(segments, texts, strict=True)]
    return parts.snippet % {"words": "".join(marked)}


def _lines(parts: Parts, texts: Iterable[str]) -> str:
    return "".join([parts.line % {"words": text} for text in escaped(*texts)])


@lru_cache(maxsize=_REMEMBERED)
def _escaped(words: str) -> str:
    return escaped(words)[0]


@lru_cache(maxsize=_REMEMBERED)
def _distance(parts: Parts, words: str) -> str:
    return parts.distance % {"words": _escaped(words)}


@lru_cache(maxsize=_REMEMBERED)
def _kind(parts: Parts, words: str, restricted: tuple[str, ...]) -> str:
    return "".join(
        [_escaped(words), *[parts.only % {"words": text} for text in escaped(*restricted)]]
        if restricted
        else [_escaped(words)]
    )


@lru_cache(maxsize=_REMEMBERED)
def _fit(parts: Parts, how: FitClass, words: str) -> str:
    return parts.fit % {"how": how, "words": _escaped(words)}


@lru_cache(maxsize=_REMEMBERED)
def _times(parts: Parts, lines: tuple[str, ...]) -> str:
    return parts.times % {"lines": _lines(parts, lines)}


@lru_cache(maxsize=_REMEMBERED)
def _facts(parts: Parts, facets: tuple[str, ...], lang: str) -> str:
    return parts.facts % {"lines": _lines(parts, [facet_label(facet, lang) for facet in facets])}


@lru_cache(maxsize=_REMEMBERED)
def _age(source: Source, as_of: date | None, today: date, lang: str) -> str:
    """How old the word of a listing is, and whose it is. It holds for one day."""
    return _escaped(told_words(source, as_of, today, lang))
