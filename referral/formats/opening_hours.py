"""Opening hours as people write them: one cell of text for each day of the week.

Two things in such cells are not what they say. Whole days are often a form's default that nobody changed
(`is_round_the_clock`); and "9:00AM - 5:00AM" is a slip of the pen (`is_wrapping_typo`). Both are named here; whether a
source's whole days are to be believed, its mapping says.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from referral.domain.week import DAY_MIN, HOUR_MIN, Day, Span, WeekSet

ROUND_THE_CLOCK_MIN = 23 * HOUR_MIN
"""From this many open minutes on, a day counts as open around the clock ("12AM - 11:30PM", "5AM - 5AM")."""

LONG_NIGHT_MIN = 16 * HOUR_MIN
"""Hours past midnight that are longer than this, beside ordinary days, mean PM where AM is written."""

BAD_HOURS = "bad_hours"
"""Warning: a cell that could not be read; that day is not stated."""

HOURS_TYPO = "hours_typo"
"""Warning: a cell left out because it contradicts the ordinary days beside it."""

HOURS_PLACEHOLDER = "hours_placeholder"
"""Warning: most days are open around the clock, and this source uses that as a default; no hours are stated."""


@dataclass(frozen=True, slots=True)
class Window:
    """One opening of a day: start 0..1439, length 1..1440 minutes; it may run into the next day."""

    start_min: int
    length_min: int

    @property
    def passes_midnight(self) -> bool:
        """True when it ends on the next day; to end at midnight is not to pass it."""
        return self.start_min + self.length_min > DAY_MIN


Windows = tuple[Window, ...]

_WHOLE_DAY = Window(0, DAY_MIN)

_CLOSED = frozenset({"", "closed", "off", "-", "–", "—"})
_ALL_DAY = re.compile(r"(open )?(24 ?/ ?7|24 ?(hours|hrs?|h)( a day)?|all day|around the clock)", re.IGNORECASE)
_BETWEEN_WINDOWS = re.compile(r"\s*(?:[;,/&\n]|\band\b)\s*", re.IGNORECASE)
_TIME = r"(?:(\d{1,2})(?:[:.]([0-5]\d)(?::00)?)?\s*([ap])?\.?(?:m\b\.?)?|(noon|midnight))"
_WINDOW = re.compile(rf"{_TIME}\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s*{_TIME}", re.IGNORECASE)


def read_day(text: str) -> Windows | None:
    """The openings that one cell states; empty when it is blank or says closed; None when it cannot be read.

    "9:00AM - 5:00PM", "8AM-12PM; 1PM-5PM", "9:00 - 17:00", "9-5pm", "noon to midnight", "24 hours". An end at or
    before the start is on the next day, equal times are 24 hours. Times that can be read two ways ("9 - 5") cannot.
    """
    whole = " ".join(text.split())
    if whole.casefold() in _CLOSED:
        return ()
    if _ALL_DAY.fullmatch(whole):
        return (_WHOLE_DAY,)
    windows = [_read_window(part) for part in _BETWEEN_WINDOWS.split(text.strip()) if part]
    read = tuple(window for window in windows if window is not None)
    return read if read and len(read) == len(windows) else None


def _read_window(text: str) -> Window | None:
    found = _WINDOW.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    start, end = _Time.of(*found.groups()[:4]), _Time.of(*found.groups()[4:])
    last = end.minute_of_day()
    first = start.before(end) if start.could_be_either and end.half else start.minute_of_day()
    if first is None or last is None:
        return None
    if last <= first and end.could_be_either and not start.is_of_24:
        return None
    return Window(first % DAY_MIN, (last - first) % DAY_MIN or DAY_MIN)


@dataclass(frozen=True, slots=True)
class _Time:
    """A time as written. minute: None for a bare hour; half: "a" or "p", None when not written."""

    hour: int
    minute: int | None
    half: str | None

    @classmethod
    def of(cls, hour: str | None, minute: str | None, half: str | None, word: str | None) -> "_Time":
        if word is not None:
            return cls(12, 0, "p" if word.casefold() == "noon" else "a")
        return cls(int(hour or 0), int(minute) if minute else None, half.casefold() if half else None)

    @property
    def could_be_either(self) -> bool:
        """True for "9" and "9:00", which may be morning or evening."""
        return self.half is None and not self.is_of_24

    @property
    def is_of_24(self) -> bool:
        """True for "17:00" and "0:00", which only a clock of 24 hours shows."""
        return self.half is None and (self.hour == 0 or self.hour > 12)

    def minute_of_day(self) -> int | None:
        """0..1440; None for no time of a day, and for a bare hour without AM or PM. "9:00" is read as on 24 hours."""
        if self.half is not None:
            in_time = (self.hour % 12 + (12 if self.half == "p" else 0)) * HOUR_MIN + (self.minute or 0)
            return in_time if 1 <= self.hour <= 12 else None
        minutes = self.hour * HOUR_MIN + (self.minute or 0)
        return minutes if self.minute is not None and minutes <= DAY_MIN else None

    def before(self, end: "_Time") -> int | None:
        """The start of "9-5pm" or "1-5pm": in the half day of the end where that lies before it, else in the other.

        None before midnight ("8-12am"), which leaves morning and evening open.
        """
        last = end.minute_of_day()
        same = _Time(self.hour, self.minute, end.half).minute_of_day()
        if not last or same is None:
            return None
        other = _Time(self.hour, self.minute, "p" if end.half == "a" else "a").minute_of_day()
        return same if same < last else other


def is_round_the_clock(windows: Iterable[Window]) -> bool:
    """True when the openings of one day together last 23 hours or more."""
    return WeekSet.of(Span(window.start_min, window.length_min) for window in windows).minutes >= ROUND_THE_CLOCK_MIN


def is_wrapping_typo(windows: Windows, siblings: Iterable[Windows]) -> bool:
    """True when a day has an opening past midnight of over 16 hours, and another day is ordinary.

    siblings: the other stated days. A day is ordinary when it is neither so nor round the clock.
    """
    return _is_long_night(windows) and any(_is_ordinary(sibling) for sibling in siblings)


def _is_long_night(windows: Windows) -> bool:
    return any(window.passes_midnight and window.length_min > LONG_NIGHT_MIN for window in windows)


def _is_ordinary(windows: Windows) -> bool:
    return bool(windows) and not _is_long_night(windows) and not is_round_the_clock(windows)


@dataclass(frozen=True, slots=True)
class OpenWeek:
    """The openings of a week in order, and warnings, one for each cell or week concerned.

    No spans: hours are not stated.
    """

    spans: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()


def open_week(cells: Mapping[Day, str], *, whole_days_are_default: bool = False, lives_in: bool = False) -> OpenWeek:
    """The opening hours that the cells of a week state. A blank day beside stated ones is closed.

    whole_days_are_default: the source fills in 24 hours where nobody gave hours. Then a week that is mostly round the
    clock states nothing, except where people stay the night (lives_in): there those days are 24 hours. A single day
    round the clock among ordinary ones is a typo. Without it, whole days are what they say.
    """
    read = {day: read_day(text) for day, text in cells.items()}
    warnings = [BAD_HOURS for windows in read.values() if windows is None]
    stated = {day: windows for day, windows in read.items() if windows}
    whole = {day for day, windows in stated.items() if is_round_the_clock(windows)}
    if whole_days_are_default and 2 * len(whole) > len(stated):
        if not lives_in:
            return OpenWeek((), (*warnings, HOURS_PLACEHOLDER))
        stated |= dict.fromkeys(whole, (_WHOLE_DAY,))
        typos = set[Day]()
    else:
        typos = _typos(stated, whole, whole_days_are_default=whole_days_are_default)
    warnings += [HOURS_TYPO] * len(typos)
    kept = {day: windows for day, windows in stated.items() if day not in typos}
    return OpenWeek(tuple(sorted(_spans(kept))), tuple(warnings))


def _typos(stated: Mapping[Day, Windows], whole: set[Day], *, whole_days_are_default: bool) -> set[Day]:
    typos = set(whole) if whole_days_are_default else set()
    for day, windows in stated.items():
        is_whole = any(window.length_min == DAY_MIN for window in windows)
        siblings = [other for at, other in stated.items() if at != day]
        if (whole_days_are_default or not is_whole) and is_wrapping_typo(windows, siblings):
            typos.add(day)
    return typos


def _spans(stated: Mapping[Day, Windows]) -> set[Span]:
    return {
        Span(day * DAY_MIN + window.start_min, window.length_min)
        for day, windows in stated.items()
        for window in windows
    }
