"""Days and clock times as meeting feeds write them, and the sessions they make."""

import re
from collections.abc import Iterable

from referral.domain.listing import Mode, Session
from referral.domain.week import DAY_MIN, Day, Span

ASSUMED_MIN = 60
"""Length of a meeting whose end is not stated; the session says so."""

LONG_MIN = 6 * 60
"""A meeting longer than this is read as written, but reported: morning and evening are often mixed up."""

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = {"noon": 12 * 60, "midday": 12 * 60, "12 noon": 12 * 60, "midnight": 0, "12 midnight": 0}
_TIME = re.compile(r"([0-9]{1,2})(?::([0-5][0-9])(?::[0-5][0-9])?)?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)

_ORDINALS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "last": -1,
}
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_DAY_OF_MONTH = re.compile(
    rf"\b({_ORDINAL}(?:\s*(?:,|&|/|\band\b)\s*{_ORDINAL})*)\s+({'|'.join(_NAMES)})s?\b", re.IGNORECASE
)
_SKIPPED = re.compile(r"\b(?:no (?:meeting|mtg)|closed|except|not)\b", re.IGNORECASE)


def is_blank(value: object) -> bool:
    """True when a feed states nothing: None, empty text, an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def read_days(value: object, sunday: int = 0) -> tuple[Day, ...] | None:
    """The days of a number, a text, a word, or a list of these, in week order; None when any part is unreadable.

    sunday: the number that the feed gives Sunday; six days follow (0..6 in Meeting Guide, 1..7 in BMLT). Words are
    English names or their beginnings of two letters or more ("Sun", "Thurs", "Mondays"); a text may hold several with
    commas.
    """
    if isinstance(value, str):
        entries: list[object] = list(value.split(","))
    else:
        entries = value if isinstance(value, list) else [value]
    days = [_read_day(entry, sunday) for entry in entries]
    found = {day for day in days if day is not None}
    return tuple(sorted(found)) if days and None not in days else None


def _read_day(value: object, sunday: int) -> Day | None:
    if isinstance(value, str):
        word = value.strip().casefold().rstrip(".")
        if len(word) >= 2 and word.isalpha():
            return next((Day(at) for at, name in enumerate(_NAMES) if f"{name}s".startswith(word)), None)
        if not re.fullmatch(r"[0-9]", word):
            return None
        value = int(word)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not sunday <= value <= sunday + 6
        or value != int(value)
    ):
        return None
    return Day((int(value) - sunday - 1) % 7)


def read_clock(value: object) -> int | None:
    """Minutes 0..1439 of "19:30", "19:30:00", "7:00 PM", "7pm", "noon", "midnight"; None when unreadable.

    "24:00" and "midnight" read as 0, the beginning of the day. A bare number is no time: "7" may be morning or evening.
    """
    if not isinstance(value, str):
        return None
    text = " ".join(value.casefold().split())
    if text in _WORDS:
        return _WORDS[text]
    found = _TIME.fullmatch(text)
    if not found or (found[2] is None and found[3] is None):
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    total = hours * 60 + minutes
    return total % DAY_MIN if total <= DAY_MIN else None


def read_duration(value: object) -> int | None:
    """Minutes 1..1440 of a BMLT duration "01:30:00"; None when missing, zero or unreadable."""
    found = (
        re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])(?::[0-5][0-9])?", value.strip()) if isinstance(value, str) else None
    )
    minutes = int(found[1]) * 60 + int(found[2]) if found else 0
    return minutes if 1 <= minutes <= DAY_MIN else None


def length_between(start_min: int, end_min: int) -> int:
    """Minutes from a start to an end on the clock; an end at or before the start is on the next day."""
    return (end_min - start_min) % DAY_MIN or DAY_MIN


def make_sessions(
    days: Iterable[Day],
    start_min: int,
    length_min: int | None,
    *,
    mode: Mode,
    name: str,
    outside_id: str,
    notes: str | None,
) -> tuple[Session, ...]:
    """One session a day.

    length_min: None = not stated, so 60 minutes are assumed. name: the meeting's, which may say that it is monthly.
    """
    return tuple(
        Session(
            Span(day * DAY_MIN + start_min, length_min or ASSUMED_MIN),
            mode=mode,
            end_assumed=length_min is None,
            rrule=monthly_rule(name, day),
            outside_id=outside_id,
            notes=notes,
        )
        for day in days
    )


def monthly_rule(name: str, day: Day) -> str | None:
    """The RFC 5545 rule of a meeting whose name says that it is not weekly, else None.

    "2nd & 4th Fridays only" on a Friday is FREQ=MONTHLY;BYDAY=2FR,4FR; "Monthly business meeting" is FREQ=MONTHLY, the
    week of the month not being stated. A name that tells when the meeting is left out ("No meeting on the 1st
    Wednesday") says nothing.
    """
    if _SKIPPED.search(name):
        return None
    for ordinals, weekday in _DAY_OF_MONTH.findall(name):
        if weekday.casefold() == _NAMES[day]:
            weeks = [_ORDINALS[word] for word in re.findall(_ORDINAL, ordinals.casefold())]
            return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{week}{day.name}" for week in weeks)
    return "FREQ=MONTHLY" if re.search(r"\bmonthly\b", name, re.IGNORECASE) else None
