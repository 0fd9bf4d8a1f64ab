"""Listings and searches in the plain form that other engines take: stems, a point, bits, spans.

Stems are ours, so that all engines search the same words. Facets become bits of "yes or not stated": a listing answers
a group when one of the asked bits is set. Times are minutes of the week in one zone. Places by area, online or of
unknown distance are ours alone: with a place, other engines count those in person inside the radius, and so do we when
totals are compared.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import cos, radians, sin

from bench.queries import FACETS, NOW
from referral.domain.admission import open_to_all
from referral.domain.fit import Asked
from referral.domain.listing import Listing
from referral.domain.place import Point
from referral.domain.search import SearchQuery
from referral.domain.vocabulary import GROUPS, Kind, answering_facets
from referral.domain.week import WEEK_MIN, offset_min
from search_index.text import synonyms
from search_index.text.analysis import stem_of
from search_index.text.code_words import BREAK
from search_index.text.document import fields_of
from search_index.text.query import And, Node, Phrase, Word, parse

_ZONE = "UTC"
GAP = "0gap0"
"""Stands between texts that no phrase may join; no stem is spelled so."""

OPEN_TO_ALL = 1
"""The lowest bit: not a place that every search leaves out."""

STORED = tuple(sorted({stored for facet in FACETS for stored in answering_facets(facet)}))
BITS = {facet: 2 << at for at, facet in enumerate(STORED)}
if len(STORED) > 62:
    raise ValueError("other engines have 63 bits for facets; ask for fewer")
ANY_KIND = sum(BITS.values())


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One listing. number: its place in the order of ids, from 0. stems: in order, GAP where no phrase goes on.

    point: None when it cannot be reached in person. bits: see BITS and OPEN_TO_ALL. spans: sessions attended alone,
    (start, end) with start 0..10079.
    """

    number: int
    stems: tuple[str, ...]
    point: Point | None
    bits: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Stems:
    """All of these stems. adjacent: as a phrase."""

    stems: tuple[str, ...]
    adjacent: bool = False


@dataclass(frozen=True, slots=True)
class PeerQuery:
    """One search. words: all of these groups, any of what each holds. masks: a bit of each must be set.

    windows: a whole span must lie in one, None = not asked; one that passes Sunday midnight stands twice. any_word:
    one of the groups is enough.
    """

    words: tuple[tuple[Stems, ...], ...]
    point: Point | None
    radius_miles: float | None
    masks: tuple[int, ...]
    windows: tuple[tuple[int, int], ...] | None
    any_word: bool = False


def rows(listings: Iterable[Listing]) -> Iterator[PeerRow]:
    """The rows of listings in the order of their ids."""
    for number, listing in enumerate(listings):
        words = (word for found in fields_of(listing).values() for word in (*found, BREAK))
        in_person = not listing.online_only
        yield PeerRow(
            number,
            tuple(stem_of(word) if word != BREAK else GAP for word in words),
            listing.location.point if in_person else None,
            _bits(listing),
            _spans(listing),
        )


def _bits(listing: Listing) -> int:
    bits = _kind_bits(listing.kind) & ~sum(BITS.get(facet, 0) for facet in listing.facts.no)
    return bits | (OPEN_TO_ALL if open_to_all(listing, {}) else 0)


@cache
def _kind_bits(kind: Kind) -> int:
    return sum(bit for facet, bit in BITS.items() if kind in GROUPS[facet.partition("=")[0]].kinds)


def _spans(listing: Listing) -> tuple[tuple[int, int], ...]:
    ahead = _ahead_min(listing.location.time_zone or _ZONE)
    moved = (session.span.shift(-ahead) for session in listing.sessions if session.rrule is None)
    return tuple((span.start_min, span.end_min) for span in moved)


@cache
def _ahead_min(zone: str, now: datetime = NOW) -> int:
    return offset_min(zone, _ZONE, now)


def peer_query(query: SearchQuery, *, any_word: bool = False) -> PeerQuery:
    """A search in the form of other engines. Raises ValueError for what they are not asked."""
    asked = query.asked
    if asked.kinds or asked.at is not None or query.confirmed_only:
        raise ValueError("other engines are asked words, a radius, facets and free time only")
    return PeerQuery(
        _words(parse(query.text), any_word=any_word),
        query.place.point if query.place else None,
        query.radius_miles,
        (OPEN_TO_ALL, *(_mask(group, codes) for group, codes in sorted(asked.facets.items()))),
        _windows(asked),
        any_word,
    )


def _words(tree: Node | None, *, any_word: bool) -> tuple[tuple[Stems, ...], ...]:
    """Words read by what they mean, as we read them: together, or each by itself where any will do."""
    if tree is None:
        return ()
    parts = tree.parts if isinstance(tree, And) else (tree,)
    if any_word:
        return tuple(group for part in synonyms.spoken(parts) for group in _groups((part,)))
    return tuple(_groups(parts))


def _groups(parts: Sequence[Node]) -> Iterator[tuple[Stems, ...]]:
    for meant in synonyms.read(parts):
        alike = meant.parts if isinstance(meant, synonyms.Alike) else (meant,)
        yield tuple(dict.fromkeys(map(_stems, alike)))


def _stems(part: Node) -> Stems:
    match part:
        case Word(text, None):
            return Stems((stem_of(text),))
        case Phrase(words, None):
            return Stems(tuple(map(stem_of, words)), adjacent=True)
        case And(parts):
            return Stems(tuple(stem for one in parts for stem in _stems(one).stems))
    raise ValueError(f"other engines are asked plain words only, not {part}")


def _mask(group: str, codes: frozenset[str]) -> int:
    stored = {stored for code in codes for stored in answering_facets(f"{group}={code}")}
    return sum(BITS[facet] for facet in stored)


def _windows(asked: Asked) -> tuple[tuple[int, int], ...] | None:
    if asked.free is None:
        return None
    runs = asked.free.shift(-_ahead_min(asked.zone or _ZONE)).runs
    whole = [(run.start_min, run.end_min) for run in runs]
    return tuple(whole + [(start - WEEK_MIN, end - WEEK_MIN) for start, end in whole if end > WEEK_MIN])


def unit_vector(point: Point) -> tuple[float, float, float]:
    """The arrow from the middle of the Earth, of length 1: the cosine of an angle is then a sum of three products."""
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
