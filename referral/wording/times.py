"""Days, clocks and weekly times in words."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from referral.domain.listing import Hours, Listing, Session
from referral.domain.week import DAY_MIN, Day, Span, consecutive_days

_SHORT = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}
_LONG = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
}  # fmt: skip
_HALVES = {"en": ("am", "pm"), "es": ("a. m.", "p. m.")}
_TO = {"en": "to", "es": "a"}
_ALL_DAY = {"en": "24 hours", "es": "24 horas"}
_TRACK = {"en": "Group {name}: {times}", "es": "Grupo {name}: {times}"}


def day_name(day: Day, lang: str = "en", *, long: bool = False) -> str:
    """A weekday, short ("Mon") or long ("Monday")."""
    return (_LONG if long else _SHORT)[lang][day]


@lru_cache(maxsize=4_096)
def clock_words(minute: int, lang: str = "en") -> str:
    """A minute of the day or week as "6:00 pm"."""
    hours, minutes = divmod(minute % DAY_MIN, 60)
    return f"{(hours - 1) % 12 + 1}:{minutes:02d} {_HALVES[lang][hours >= 12]}"


def hour_words(minute: int, lang: str = "en") -> str:
    """A full hour as "6 pm"."""
    return clock_words(minute, lang).replace(":00", "")


def span_words(span: Span, lang: str = "en") -> str:
    """The clock times of a span: "6:00 pm to 9:00 pm"; "24 hours" for a whole day."""
    if span.length_min == DAY_MIN and span.start_min % DAY_MIN == 0:
        return _ALL_DAY[lang]
    return f"{clock_words(span.start_min, lang)} {_TO[lang]} {clock_words(span.end_min, lang)}"


def days_words(days: Iterable[Day], lang: str = "en") -> str:
    """Days in short: "Mon to Thu, Sat"."""
    return ", ".join(_run_words(run, lang) for run in consecutive_days(days))


def _run_words(run: list[Day], lang: str) -> str:
    names = [day_name(day, lang) for day in run]
    return f"{names[0]} {_TO[lang]} {names[-1]}" if len(names) > 2 else ", ".join(names)


def weekly_words(spans: Iterable[Span], lang: str = "en") -> tuple[str, ...]:
    """Spans of a week grouped by equal clock times, in order of their first day: ("Mon, Wed 6:00 pm to 9:00 pm", ...)."""
    return _weekly_words(tuple(sorted([(span.start_min, span.length_min) for span in spans])), lang)


@lru_cache(maxsize=4_096)
def _weekly_words(spans: tuple[tuple[int, int], ...], lang: str) -> tuple[str, ...]:
    """Sorted (start, length) in words, kept for a while: most places keep the hours of many others."""
    by_time: dict[tuple[int, int], list[Span]] = {}
    for start_min, length_min in spans:
        by_time.setdefault((start_min % DAY_MIN, length_min), []).append(Span(start_min, length_min))
    return tuple(
        f"{days_words((s.day for s in group), lang)} {span_words(group[0], lang)}" for group in by_time.values()
    )


def session_lines(sessions: Iterable[Session], lang: str = "en") -> tuple[str, ...]:
    """Weekly sessions in words; those that are not weekly are left out."""
    return weekly_words((session.span for session in sessions if session.rrule is None), lang)


def hours_lines(hours: Iterable[Hours], lang: str = "en") -> tuple[str, ...]:
    """Weekly opening hours in words; those that are not weekly are left out."""
    return weekly_words((opening.span for opening in hours if opening.rrule is None), lang)


def listing_times(listing: Listing, lang: str = "en") -> tuple[str, ...]:
    """One line for each track, as its sessions are attended together, then sessions; else opening hours."""
    lines = []
    for track in listing.tracks:
        times = "; ".join(session_lines(track.sessions, lang))
        if times:
            lines.append(_TRACK[lang].format(name=track.name, times=times) if track.name else times)
    lines += session_lines(listing.sessions, lang)
    return tuple(lines) or hours_lines(listing.hours, lang)


def date_words(day: date, lang: str = "en") -> str:
    """ "November 23, 2026" or "23 de noviembre de 2026"."""
    month = _MONTHS[lang][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if lang == "es" else f"{month} {day.day}, {day.year}"


def month_words(day: date, lang: str = "en") -> str:
    """ "November 2026" or "noviembre de 2026"."""
    month = _MONTHS[lang][day.month - 1]
    return f"{month} de {day.year}" if lang == "es" else f"{month} {day.year}"


def weekday_words(day: date, lang: str = "en") -> str:
    """ "Tuesday, November 24" or "martes 24 de noviembre"."""
    name, month = day_name(Day(day.weekday()), lang, long=True), _MONTHS[lang][day.month - 1]
    return f"{name} {day.day} de {month}" if lang == "es" else f"{name}, {month} {day.day}"


def length_words(minutes: int) -> str:
    """How long, alike in both languages: "3 h 51 min", "9 h", "40 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * (hours > 0) + [f"{rest} min"] * (rest > 0 or not hours))


_ZONES = {
    "America/New_York": ("Eastern time", "hora del Este"),
    "America/Chicago": ("Central time", "hora del Centro"),
    "America/Denver": ("Mountain time", "hora de la Montaña"),
    "America/Phoenix": ("Arizona time", "hora de Arizona"),
    "America/Los_Angeles": ("Pacific time", "hora del Pacífico"),
    "America/Anchorage": ("Alaska time", "hora de Alaska"),
    "Pacific/Honolulu": ("Hawaii time", "hora de Hawái"),
    "America/Puerto_Rico": ("Atlantic time", "hora del Atlántico"),
}


def zone_words(zone: str, lang: str = "en") -> str:
    """What people call a time zone; a rare one by its town: "Boise time"."""
    if zone in _ZONES:
        return _ZONES[zone][lang == "es"]
    town = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"hora de {town}" if lang == "es" else f"{town} time"
