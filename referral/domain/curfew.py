"""A house's curfew, where its own text states one: when residents are to be in.

No source has a field for it, so it is read from the description, and only where the text leaves no doubt. Everything
else is not stated, and is a question.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from referral.domain.listing import Listing
from referral.domain.week import DAY_MIN, Day, Span

ENDS_MIN = 5 * 60
"""When a curfew is taken to end where the text does not say: before people leave for early work."""
_EARLIEST_MIN, _LATEST_MIN = 18 * 60, 3 * 60
"""A curfew begins in the evening or at night; other times in the text are about something else."""

_CURFEW = re.compile(r"\bcurfew\b|\btoque de queda\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<![ap])\.(?!\s*m\b)|[;\n!?]", re.IGNORECASE)
_DAY_NAMES = (
    r"mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:nesday)?s?|thu(?:r(?:s(?:day)?)?)?s?|fri(?:day)?s?|sat(?:urday)?s?"
    r"|sun(?:day)?s?"
)
_TOKEN = re.compile(
    r"(?P<clock>\b(?:1[0-2]|0?[1-9])(?::[0-5]\d)?\s*[ap]\.?\s?m\b\.?|\b(?:[01]\d|2[0-3]):[0-5]\d\b|\bmidnight\b)"
    rf"|(?P<day>\b(?:{_DAY_NAMES})\b)"
    r"|(?P<group>\bweek(?:days?|nights?|ends?)\b)"
    r"|(?P<every>\bdaily\b|\bnightly\b|\bevery (?:day|night)\b|\b(?:7|seven) (?:days|nights) a week\b)"
    r"|(?P<to>\bto\b|\bthrough\b|\bthru\b|\buntil\b|-|–)"
    r"|(?P<other>\b\d+\b|\b(?:no|not|without|varies|except|unless|if|for|first|new|phase|may|depend\w*)\b"
    r"|\b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|fin(?:es)? de semana|sin|para)\b)",
    re.IGNORECASE,
)
_WEEKNIGHTS = (Day.SU, Day.MO, Day.TU, Day.WE, Day.TH)
_WEEKEND = (Day.FR, Day.SA)
"""Nights before free days: what houses mean by a weekend's curfew."""


@dataclass(frozen=True, slots=True)
class Curfew:
    """When residents are to be in. end_assumed: the text says only when it begins."""

    spans: tuple[Span, ...]
    end_assumed: bool = False


def curfew_of(listing: Listing) -> Curfew | None:
    """The curfew that a listing's description states, on its own clock; None when it states none beyond doubt."""
    found = [part for part in _SENTENCE.split(listing.description or "") if _CURFEW.search(part)]
    return _read(found[0]) if len(found) == 1 else None


def _read(sentence: str) -> Curfew | None:
    """One clock for every night, or several with the nights of each: "10 pm weeknights, midnight on weekends"."""
    tokens = [(match.lastgroup or "", match.group().lower()) for match in _TOKEN.finditer(sentence)]
    if any(kind == "other" for kind, _text in tokens):
        return None
    parts = list(_parts(tokens))
    nights = [night for part in parts for night in part.nights]
    if not parts or len(nights) != len(set(nights)) or any(not part.is_possible for part in parts):
        return None
    spans = [span for part in parts for span in part.spans]
    return Curfew(tuple(sorted(spans)), end_assumed=any(part.until is None for part in parts))


@dataclass(frozen=True, slots=True)
class _Part:
    """One clock, with its end where it is stated, and the nights it is for."""

    start: int
    until: int | None
    nights: tuple[Day, ...]

    @property
    def is_possible(self) -> bool:
        return bool(self.nights) and (self.start >= _EARLIEST_MIN or self.start <= _LATEST_MIN)

    @property
    def spans(self) -> Iterator[Span]:
        """A clock after midnight belongs to the night of the day before."""
        end = ENDS_MIN if self.until is None else self.until
        for night in self.nights:
            day = (night + (self.start <= _LATEST_MIN)) % 7
            yield Span(day * DAY_MIN + self.start, (end - self.start) % DAY_MIN or DAY_MIN)


def _parts(tokens: list[tuple[str, str]]) -> Iterator[_Part]:
    """Each clock with the nights that stand next to it: all after their clocks, or all before them."""
    shape = "".join({"clock": "c", "day": "d", "group": "g", "every": "e", "to": "t"}[kind] for kind, _text in tokens)
    days = r"(?:d+(?:td)?|g|e)"
    for pattern in (rf"(?:c(?:tc)?{days}?)", rf"(?:{days}c(?:tc)?)"):
        if re.fullmatch(rf"{pattern}+", shape):
            found = [tokens[match.start() : match.end()] for match in re.finditer(pattern, shape)]
            alone = len(found) == 1
            yield from (_part(part, alone=alone) for part in found)
            return


def _part(tokens: list[tuple[str, str]], *, alone: bool) -> _Part:
    clocks = [_minute(text) for kind, text in tokens if kind == "clock"]
    rest = [(kind, text) for kind, text in tokens if kind in ("day", "group", "every")]
    named = [Day[text[:2].upper()] for kind, text in rest if kind == "day"]
    nights: tuple[Day, ...] = tuple(named)
    days_only = [kind for kind, _text in tokens if kind != "clock"]
    if days_only[-2:] == ["to", "day"] and len(named) == 2:
        nights = tuple(Day((named[0] + step) % 7) for step in range((named[1] - named[0]) % 7 + 1))
    for kind, text in rest:
        if kind == "group":
            nights = _WEEKEND if "end" in text else _WEEKNIGHTS
        elif kind == "every":
            nights = tuple(Day)
    if not rest and alone:
        nights = tuple(Day)
    return _Part(clocks[0], clocks[1] if len(clocks) > 1 else None, nights)


def _minute(text: str) -> int:
    if text == "midnight":
        return 0
    digits = re.findall(r"\d+", text)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if "m" in text:
        hour = hour % 12 + 12 * ("p" in text)
    return hour * 60 + minute
