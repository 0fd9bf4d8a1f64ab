"""When a place meets or opens: now, tonight, today, tomorrow, on a day; always on the place's own clock."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from referral.domain.answering import Coming, coming
from referral.domain.listing import Listing
from referral.domain.search import Hit, SearchQuery
from referral.domain.vocabulary import LIVE_IN_LEVELS, Kind
from referral.domain.week import WEEK_MIN, Day, WeekSet, offset_min
from referral.wording.times import clock_words, day_name, zone_words

EVENING_HOUR, NIGHT_ENDS_HOUR = 17, 4
"""Tonight is from five in the evening until four in the morning: nobody calls half past midnight tomorrow."""

_UNKNOWN = ("Hours not stated: call", "Horario no indicado: llame")
_STAY = ("You stay there: call", "Se queda allí: llame")
_ALWAYS = ("Open day and night", "Abierto día y noche")
_OPEN_NOW = ("Open now, closes {end}", "Abierto ahora, cierra a las {end}")
_OPENS = ("Opens {start}", "Abre {start}")
_OPEN_THEN = ("Open {start} to {end}", "Abierto {start} a {end}")
_NOW = {
    Kind.MEETING: ("Meeting now, ends {end}", "Reunión ahora, termina a las {end}"),
    Kind.PROGRAM: ("Group now, ends {end}", "Grupo ahora, termina a las {end}"),
    Kind.RESOURCE: ("On now, ends {end}", "En curso, termina a las {end}"),
}
_NEXT = {
    Kind.MEETING: ("Next: {start}", "Próxima: {start}"),
    Kind.PROGRAM: ("Next group: {start}", "Próximo grupo: {start}"),
    Kind.RESOURCE: ("Next: {start}", "Lo próximo: {start}"),
}
_TONIGHT = ("tonight {clock}", "esta noche, {clock}")
_TODAY = ("today {clock}", "hoy, {clock}")
_TOMORROW = ("tomorrow {clock}", "mañana, {clock}")
_DAY = ("{day} {clock}", "{day}, {clock}")
_WEEK = ("{day} next week, {clock}", "{day} de la próxima semana, {clock}")


def when_words(hit: Hit, query: SearchQuery, lang: str = "en") -> str:
    """When a result meets or opens, of the times asked for if any were; and whose clock it is, if not the visitor's."""
    soonest = None if hit.next_start is None or hit.next_end is None else (hit.next_start, hit.next_end)
    words = coming_words(hit.listing, coming(hit.listing, query.asked, soonest, query.now), query.now, lang)
    zone = other_zone_words(hit.listing, query, lang)
    return f"{words} ({zone})" if zone else words


def coming_words(listing: Listing, time: Coming | None, now: datetime, lang: str = "en") -> str:
    """ "Meeting now, ends 1:00 pm", "Tonight 8:00 pm", "Opens tomorrow 9:00 am", "Next: Wed 7:00 pm"."""
    if time is None:
        return (_STAY if _is_lived_in(listing) else _UNKNOWN)[lang == "es"]
    if not time.meets and not (listing.sessions or listing.tracks) and _never_closes(listing):
        return _ALWAYS[lang == "es"]
    zone = time.start.tzinfo
    return _words(listing.kind, time, zone, _here(now, zone), time.start <= now, lang)


_Here = tuple[date, date | None]
"""What of a moment decides how others are called: its day, and the day whose evening it belongs to."""


@lru_cache(maxsize=256)
def _here(now: datetime, zone: tzinfo | None) -> _Here:
    here = now.astimezone(zone)
    return here.date(), _night_of(here)


@lru_cache(maxsize=4_096)
def _words(kind: Kind, time: Coming, zone: tzinfo | None, here: _Here, runs: bool, lang: str) -> str:  # noqa: ARG001, FBT001, PLR0917  all are the key
    """What is said of a time; the same for all places that meet or open then.

    zone: of the time, because a moment is equal to itself on another clock, which reads another hour.
    """
    spanish, end = lang == "es", _clock(time.end, lang)
    if runs:
        return (_NOW[kind] if time.meets else _OPEN_NOW)[spanish].format(end=end)
    words, is_near = _moment_words(time.start, here, lang)
    if not time.meets:
        return (_OPEN_THEN if time.cut else _OPENS)[spanish].format(start=words, end=end)
    if is_near and kind is not Kind.PROGRAM:
        return words[0].upper() + words[1:]
    return _NEXT[kind][spanish].format(start=words)


def _moment_words(start: datetime, here: _Here, lang: str) -> tuple[str, bool]:
    """A moment to come as people call it, and whether it is tonight, today or tomorrow."""
    night, days = _night_of(start), (start.date() - here[0]).days
    if night is not None and night in here:
        words = _TONIGHT
    elif days < 2:
        words = _TOMORROW if days else _TODAY
    else:
        words = _DAY if days < 7 else _WEEK
    day = "" if days < 2 else day_name(Day(start.weekday()), lang)
    return words[lang == "es"].format(day=day, clock=_clock(start, lang)), words not in (_DAY, _WEEK)


def _night_of(moment: datetime) -> date | None:
    """The day whose evening a moment belongs to; None by day."""
    if moment.hour >= EVENING_HOUR:
        return moment.date()
    return moment.date() - timedelta(days=1) if moment.hour < NIGHT_ENDS_HOUR else None


def _clock(moment: datetime, lang: str) -> str:
    return clock_words(moment.hour * 60 + moment.minute, lang)


def _is_lived_in(listing: Listing) -> bool:
    """Whether it states levels of care and people stay at all of them: then free times are no question."""
    levels = {facet.removeprefix("level=") for facet in listing.facts.yes if facet.startswith("level=")}
    return bool(levels) and levels <= LIVE_IN_LEVELS


def _never_closes(listing: Listing) -> bool:
    """Whether its hours fill the week. Most places are told by the sum of their hours, which is quick."""
    spans = [hours.span for hours in listing.hours]
    return sum(span.length_min for span in spans) >= WEEK_MIN and WeekSet.of(spans) == WeekSet.whole()


def other_zone_words(listing: Listing, query: SearchQuery, lang: str = "en") -> str:
    """The name of a place's time zone when its clocks differ from those of the place searched from; else empty."""
    zone = listing.location.time_zone
    if zone is None or query.place is None or not offset_min(zone, query.place.time_zone, query.now):
        return ""
    return zone_words(zone, lang)
