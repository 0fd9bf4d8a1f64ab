"""Searching: words as people type them become one `SearchQuery`, and the index answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from referral.domain.crisis_words import safety_in_words
from referral.domain.errors import BadInput
from referral.domain.fit import Asked
from referral.domain.place import Place
from referral.domain.ports import Clock, Places, SearchIndex
from referral.domain.search import MAX_LIMIT, SearchPage, SearchQuery, Sort
from referral.domain.spoken_times import Said, bears_name, spoken
from referral.domain.vocabulary import Kind, canonical
from referral.domain.week import Day, WeekSet, parse_moment, parse_windows, week_minute
from referral.services.ways_out import WhyNothing, why_nothing

MAX_RADIUS_MILES = 500.0
MAX_TEXT = 300
"""Longest text that is searched; more words than that describe nothing that a directory could hold."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as it was typed, field by field as in `flask search`. Blank and None are the same: not asked.

    near, radius, limit, offset, at, free, now, sort: text to be read here, so that the command line and the web say the
    same of a mistake; near may be a place that was read already.
    """

    text: str | None = None
    near: str | Place | None = None
    radius: str | None = None
    kinds: Sequence[str] = ()
    where: Sequence[str] = ()
    free: Sequence[str] = ()
    at: str | None = None
    sort: str | None = None
    confirmed_only: bool = False
    limit: str | int = 20
    offset: str | int = 0
    now: str | None = None


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The query that was understood, and its page. place_words: the end of the text taken as the place, or None."""

    query: SearchQuery
    page: SearchPage
    place_words: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words of a search say beside what they look for.

    text: the words that are left. place: the one at their end, None without or when one was given. said: at least one.
    """

    text: str
    place: Place | None
    said: tuple[Said, ...]


class Searches:
    """Answers searches. Safe from several threads."""

    def __init__(self, index: SearchIndex, places: Places, clock: Clock) -> None:
        self._index = index
        self._places = places
        self._clock = clock

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The answer to a request. Raises BadInput naming the field, UnknownPlace, AmbiguousPlace, IndexUnavailable."""
        query, place_words = self.read(request)
        return SearchAnswer(query, self._index.search(query), place_words)

    def heard(self, request: SearchRequest) -> Heard | None:
        """What the words of a request say of time and place ("tonight", "near me").

        None when they say none, when a listing that they find is called so, or when someone needs a line and no list.
        Raises as `search` does.
        """
        text, place, _words = self._text_and_place(request)
        rest, said = spoken(text or "")
        if not said or text is None or safety_in_words(text) or self._is_name(request, text, place):
            return None
        return Heard(rest, None if request.near else place, said)

    def _is_name(self, request: SearchRequest, text: str, place: Place | None) -> bool:
        """Whether a text finds a listing of that name among the first, at whatever time."""
        named = replace(request, text=text, near=place or request.near, free=(), at=None, sort=None, limit=10, offset=0)
        query, _place_words = self.read(named)
        return any(bears_name(text, listing.name) for listing in self._index.listings(query))

    def why_nothing(self, query: SearchQuery) -> WhyNothing:
        """Why a search found nothing, and what would help. Raises IndexUnavailable."""
        return why_nothing(query, self._index.total)

    def read(self, request: SearchRequest) -> tuple[SearchQuery, str | None]:
        """The query that a request means, and the words of its text that were taken as the place."""
        text, place, place_words = self._text_and_place(request)
        radius = _number(request.radius, "--radius", 0.1, MAX_RADIUS_MILES)
        if radius is not None and place is None:
            raise BadInput("--radius", "a radius needs a place. Add --near with a ZIP code or a town.")
        zone = place.time_zone if place else None
        now = self._moment(request.now, zone)
        asked = Asked(
            kinds=_kinds(request.kinds),
            facets=read_facets(request.where),
            free=read_free([windows_of(text, now, zone) for text in request.free]),
            at=_read_at(request.at, now, zone),
            zone=zone,
            now=now,
        )
        query = SearchQuery(
            now=now,
            text=text,
            place=place,
            radius_miles=radius,
            asked=asked,
            sort=_sort(request.sort),
            confirmed_only=request.confirmed_only,
            limit=_whole(request.limit, "--limit", 1, MAX_LIMIT),
            offset=_whole(request.offset, "--offset", 0, 10_000_000),
        )
        return query, place_words

    def _text_and_place(self, request: SearchRequest) -> tuple[str | None, Place | None, str | None]:
        text = (request.text or "").strip()[:MAX_TEXT] or None
        if isinstance(request.near, Place):
            return text, request.near, None
        if request.near and request.near.strip():
            return text, self._places.resolve(request.near), None
        found = self._places.find_trailing(text) if text else None
        if text is None or found is None:
            return text, None, None
        rest, place = found
        return rest or None, place, text[len(rest) :].strip()

    def _moment(self, text: str | None, zone: str | None) -> datetime:
        if not text:
            return self._clock.now()
        return read_moment(text, zone)


def read_moment(text: str, zone: str | None, field: str = "--now") -> datetime:
    """An ISO date and time as an aware moment; without an offset it is read in zone (None: UTC). Raises BadInput."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(field, "this is not a date and time. Write it like 2026-11-23T18:00 or with -07:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone or "UTC"))


def read_facets(where: Sequence[str], field: str = "--where") -> dict[str, frozenset[str]]:
    """GROUP=CODE texts as group -> codes. Raises UnknownCode."""
    facets: dict[str, frozenset[str]] = {}
    for text in where:
        group, code = canonical(text, field).split("=", 1)
        facets[group] = facets.get(group, frozenset()) | {code}
    return facets


TODAY = {"today": "00:00", "tonight": "17:00"}
"""Names of free time that turn on the day -> from when on, at the earliest now."""
DAY_ENDS = "02:00"
"""When today and tonight are over: some meetings end after midnight."""


def windows_of(text: str, now: datetime, zone: str | None) -> str:
    """A window as `read_free` takes it: "today" and "tonight" are the rest of the day at the place. Raises BadInput."""
    name = text.strip().casefold()
    if name not in TODAY:
        return text
    here = now.astimezone(_zone_of(zone))
    begins = max(TODAY[name], f"{here:%H:%M}")
    ends = DAY_ENDS if begins > DAY_ENDS else "24:00"  # in the small hours the day that begins is meant
    return f"{Day(here.weekday()).name} {begins}-{ends}"


def _read_at(text: str | None, now: datetime, zone: str | None) -> int | None:
    """A minute of the week; "now" is this one in the zone of the place. None for nothing. Raises BadInput."""
    if not text or not text.strip():
        return None
    if text.strip().casefold() == "now":
        return week_minute(now.astimezone(_zone_of(zone)))
    return parse_moment(text)


def _zone_of(zone: str | None) -> ZoneInfo:
    if zone is None:
        raise BadInput("--near", "now, today and tonight need a place. Add --near with a ZIP code or a town.")
    return ZoneInfo(zone)


def read_free(windows: Sequence[str], field: str = "--free") -> WeekSet | None:
    """The union of windows like "MO-FR 17:30-21:30"; None when there are none. Raises BadInput."""
    spans = [span for text in windows if text.strip() for span in parse_windows(text, field)]
    return WeekSet.of(spans) if spans else None


def _kinds(names: Sequence[str]) -> frozenset[Kind]:
    try:
        return frozenset(Kind(name.strip().casefold()) for name in names if name.strip())
    except ValueError:
        raise BadInput("--kind", f"use one of: {', '.join(Kind)}.") from None


def _sort(name: str | None) -> Sort:
    try:
        return Sort(name.strip().casefold()) if name and name.strip() else Sort.BEST
    except ValueError:
        raise BadInput("--sort", f"use one of: {', '.join(Sort)}.") from None


def _number(text: str | float | None, field: str, least: float, most: float) -> float | None:
    if text is None or not str(text).strip():
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise BadInput(field, f"give a number from {least:g} to {most:g}.")
    return value


def _whole(text: str | int, field: str, least: int, most: int) -> int:
    value = _number(text, field, least, most)
    if value is None or value != int(value):
        raise BadInput(field, f"give a whole number from {least} to {most}.")
    return int(value)
