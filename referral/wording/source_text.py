"""How old the word of a listing is, and whose: so that nobody takes an old directory for a fresh one."""

from datetime import date

from referral.domain.source import Dating, Source
from referral.wording.times import date_words, month_words

OLD_DAYS = 365
"""A word older than a year deserves a call first: a fifth of a national directory's addresses is gone after one."""

_UNDATED = ("No date given: call first", "Sin fecha: llame antes")
_AGO = {
    Dating.CHECKED: ("Checked {ago}", "Revisado {ago}"),
    Dating.UPDATED: ("Updated {ago}", "Actualizado {ago}"),
}
_OLD = {
    Dating.CHECKED: ("Last checked in {month}: call first", "Revisado por última vez en {month}: llame antes"),
    Dating.UPDATED: ("Last updated in {month}: call first", "Actualizado por última vez en {month}: llame antes"),
}
_ON = {
    Dating.CHECKED: ("Checked on {day}", "Revisado el {day}"),
    Dating.UPDATED: ("Updated on {day}", "Actualizado el {day}"),
}
_EDITION = ("From {source} of {year}: call first", "Según {source} de {year}: llame antes")
_EDITION_UNDATED = ("From {source}, no date given: call first", "Según {source}, sin fecha: llame antes")
_DAYS_AGO = ("{count} days ago", "hace {count} días")
_WEEKS_AGO = ("{count} weeks ago", "hace {count} semanas")
_MONTHS_AGO = ("{count} months ago", "hace {count} meses")
_NEAR_DAYS = (("today", "hoy"), ("yesterday", "ayer"))
_SOURCE = ("Source: {source}", "Fuente: {source}")
_OF_FORMAT = {
    "samhsa-directory": ("the national directory", "el directorio nacional"),
    "findtreatment": ("the site FindTreatment.gov", "el sitio FindTreatment.gov"),
    "bmlt": ("the NA meeting list", "la lista de reuniones de NA"),
    "meeting-guide": ("a meeting list ({name})", "una lista de reuniones ({name})"),
    "linksf": ("the list of Link-SF", "la lista de Link-SF"),
    "demo": ("a made-up demo", "una muestra inventada"),
}
"""What sources of a format are called when nobody gave them a name."""


def source_words(source: Source, lang: str = "en") -> str:
    """What people call a source; by its own name only when nothing else is known."""
    words = _OF_FORMAT.get(source.format)
    return source.title or (words[lang == "es"].format(name=source.name) if words else source.name)


def age_words(source: Source, as_of: date | None, today: date, lang: str = "en") -> str:
    """How old the word is: "Checked 3 days ago". Old and undated words ask for a call, and so does any directory.

    as_of: the date of the listing, as its source dates it; one after today counts as today.
    """
    if source.dating is Dating.EDITION:
        return _edition_words(source, as_of, lang)
    if as_of is None:
        return _UNDATED[lang == "es"]
    if _is_old(source, as_of, today):
        return _OLD[source.dating][lang == "es"].format(month=month_words(as_of, lang))
    return _AGO[source.dating][lang == "es"].format(ago=_ago(max((today - as_of).days, 0), lang))


def told_words(source: Source, as_of: date | None, today: date, lang: str = "en", *, with_day: bool = False) -> str:
    """How old the word is, and whose, in one line: "Checked 3 days ago. Source: our list.".

    with_day: for pages that are printed too, "Checked 3 days ago (November 20, 2026)".
    """
    age = age_words(source, as_of, today, lang)
    if with_day and as_of is not None and not _is_old(source, as_of, today):
        age = f"{age} ({date_words(as_of, lang)})"
    return _with_source(age, source, lang)


def dated_words(source: Source, as_of: date | None, today: date, lang: str = "en") -> str:
    """As `told_words`, for paper, which is read later: "Checked on November 23, 2026. Source: our list."."""
    if as_of is None or _is_old(source, as_of, today):
        return told_words(source, as_of, today, lang)
    return _with_source(_ON[source.dating][lang == "es"].format(day=date_words(as_of, lang)), source, lang)


def _is_old(source: Source, as_of: date, today: date) -> bool:
    """Whether the age alone says it all: a month or a year, and to call first."""
    return source.dating is Dating.EDITION or (today - as_of).days > OLD_DAYS


def _with_source(age: str, source: Source, lang: str) -> str:
    """A directory is named by its age already."""
    if source.dating is Dating.EDITION:
        return f"{age}."
    return f"{age}. {_SOURCE[lang == 'es'].format(source=source_words(source, lang))}."


def _edition_words(source: Source, as_of: date | None, lang: str) -> str:
    if as_of is None:
        return _EDITION_UNDATED[lang == "es"].format(source=source_words(source, lang))
    return _EDITION[lang == "es"].format(source=source_words(source, lang), year=as_of.year)


def _ago(days: int, lang: str) -> str:
    """Days up to two weeks, weeks up to two months, then months."""
    if days < len(_NEAR_DAYS):
        return _NEAR_DAYS[days][lang == "es"]
    words, count = (
        (_DAYS_AGO, days) if days < 14 else (_WEEKS_AGO, days // 7) if days < 60 else (_MONTHS_AGO, days // 30)
    )
    return words[lang == "es"].format(count=count)
