"""When made-up listings take place: sessions of meetings, tracks and hours of programs, hours of resources.

About three sessions or openings for each listing, as in real feeds. Values are made once and shared: they never change.
"""

from functools import cache

from referral.domain.listing import Hours, Mode, Session, Track
from referral.domain.week import DAY_MIN, Span

_ONE_DAY = tuple((day,) for day in range(7))
_PATTERNS = (
    (0.50, _ONE_DAY),
    (0.17, ((0, 2), (1, 3), (2, 4), (5, 6), (0, 3))),
    (0.09, ((0, 2, 4), (1, 3, 5), (0, 2, 3))),
    (0.12, ((0, 1, 2, 3, 4),)),
    (0.12, ((0, 1, 2, 3, 4, 5, 6),)),
)
"""On which days a meeting is held, by share."""

_MEETING_STARTS = tuple(
    60 * hour + minute for hour in (7, 9, 10, 12, 17, 18, 18, 19, 19, 19, 20, 20) for minute in (0, 30)
)
_TRACK_STARTS = (9 * 60, 10 * 60, 13 * 60, 17 * 60 + 30, 18 * 60)
_TRACK_DAYS = ((0, 2, 4), (0, 1, 3), (1, 2, 3), (0, 2, 3), (0, 1, 2, 3, 4))
_OPENS = (7 * 60, 8 * 60, 8 * 60 + 30, 9 * 60, 10 * 60)
_OPEN_MIN = (4 * 60, 7 * 60, 8 * 60, 9 * 60, 12 * 60)
_OPEN_DAYS = ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 5, 6), (1, 3), (0, 2, 4))


def _pick(choices, draw: float):
    """One of equally likely choices, by a uniform draw, and what is left of the draw as a new one."""
    scaled = draw * len(choices)
    return choices[int(scaled)], scaled % 1.0


@cache
def _session(day: int, start: int, length: int, mode: Mode) -> Session:
    return Session(Span(day * DAY_MIN + start, length), mode=mode)


@cache
def _hours(days: tuple[int, ...], opens: int, length: int) -> tuple[Hours, ...]:
    return tuple(Hours(Span(day * DAY_MIN + opens, length)) for day in days)


@cache
def _track(days: tuple[int, ...], start: int, length: int, mode: Mode, level: str | None) -> Track:
    name = "morning" if start < 12 * 60 else "evening" if start >= 17 * 60 else "afternoon"
    return Track(name, tuple(_session(day, start, length, mode) for day in days), level=level)


def meeting_sessions(mode: Mode, days: float, start: float) -> tuple[Session, ...]:
    """The sessions of a meeting; days and start are uniform draws, as in all functions here."""
    for share, patterns in _PATTERNS:
        if days < share:
            held, _ = _pick(patterns, days / share)
            break
        days -= share
    starts, rest = _pick(_MEETING_STARTS, start)
    length = 60 if rest < 0.7 else 90
    return tuple(_session(day, starts, length, mode) for day in held)


def program_tracks(mode: Mode, levels: frozenset[str], draw: float) -> tuple[Track, ...]:
    """One track in half of the cases, else a second one at another time."""
    level = next((code for code in ("iop", "php", "outpatient") if code in levels), None)
    length = {"iop": 180, "php": 300}.get(level or "", 90)
    count = 1 if draw < 0.5 else 2
    tracks = []
    for _ in range(count):
        start, draw = _pick(_TRACK_STARTS, draw)
        days, draw = _pick(_TRACK_DAYS, draw)
        tracks.append(_track(days, start, length, mode, level))
    return tuple(tracks)


def opening_hours(days: float, opens: float) -> tuple[Hours, ...]:
    """The hours of a week, the same on every day that is open."""
    open_days, _ = _pick(_OPEN_DAYS, days)
    first, rest = _pick(_OPENS, opens)
    length, _ = _pick(_OPEN_MIN, rest)
    return _hours(open_days, first, length)
