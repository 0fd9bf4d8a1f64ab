"""Clock times as HSDS files write them: "08:30", "10:00:00", "16:00Z", "09:00-07:00", "8:30AM", "noon", "24 hours"."""

import re
from dataclasses import dataclass

from referral.domain.week import DAY_MIN, HOUR_MIN

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?\s*(?P<half>[ap]\.?\s?m\.?)?"
    r"\s*(?P<zone>z|[+-]\d{2}:?\d{2})?"
)
_WORDS = {"noon": DAY_MIN // 2, "midnight": 0}
_ALL_DAY = re.compile(r"(?:open )?24[- ]?h(?:ou)?rs?(?: a day)?|24[-/]7|round the clock|all day")
_CLOSED = re.compile(r"clos\w*\s+(?:daily\s+|from\s+)?(.+?)\s*(?:-|–|\bto\b|\buntil\b)\s*(.+)")


@dataclass(frozen=True, slots=True)
class Clock:
    """minute: of the day, 0..1440. offset_min: minutes ahead of UTC, None when the text names no zone."""

    minute: int
    offset_min: int | None = None


def read_clock(text: str) -> Clock | None:
    """The time of a text, or None. A number alone ("750") is no time: sources mean minutes, hours or 7:50 by it."""
    said = text.strip().casefold()
    if said in _WORDS:
        return Clock(_WORDS[said])
    match = _CLOCK.fullmatch(said)
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].startswith("p") else 0)
    total = hour * HOUR_MIN + minute
    return Clock(total, _offset(match["zone"])) if total <= DAY_MIN else None


def says_all_day(text: str | None) -> bool:
    """True for "24 hours" and its like."""
    return text is not None and _ALL_DAY.fullmatch(" ".join(text.casefold().split())) is not None


def closed_within(aside: str) -> tuple[int, int] | None:
    """The break in "closed 12-2pm" or "closes daily noon to 1pm", as minutes of the day; None when there is none."""
    match = _CLOSED.fullmatch(aside.strip().casefold())
    if match is None:
        return None
    end = read_clock(match[2])
    start = read_clock(match[1]) or (_hour_before(match[1], end.minute) if end else None)
    return (start.minute, end.minute) if start and end and start.minute < end.minute else None


def _hour_before(text: str, end_min: int) -> Clock | None:
    """A bare hour ("12", "1") as the last such hour before an end."""
    if not re.fullmatch(r"\d{1,2}", text.strip()) or not 1 <= int(text) <= 12:
        return None
    readings = (int(text) % 12 * HOUR_MIN, (int(text) % 12 + 12) * HOUR_MIN)
    before = [minute for minute in readings if minute < end_min]
    return Clock(max(before)) if before else None


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone == "z":
        return 0
    sign = -1 if zone.startswith("-") else 1
    return sign * (int(zone[1:3]) * HOUR_MIN + int(zone[-2:]))
