"""The free time of a week in pieces of one day each: a day is the time between two sleeps.

A stretch of free time that runs on over more than one day, because no sleep is stated, is cut at home early in the
morning. Pieces become shorter when something in them is fixed.
"""

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from referral.domain.week import DAY_MIN, WEEK_MIN, Span
from referral.packets.agenda import Entry
from referral.packets.free_time import QUIET_MIN, Week, Window
from referral.packets.travel import Stop


@dataclass(frozen=True, slots=True)
class Piece:
    """Free time of one day. start_min: 0..10079; day: 0..6, as `Week.day_of` has it.

    given: nothing in the week was chosen for it to lie between. mixed: minutes of other days are in it too, which
    nothing may stand on.
    """

    start_min: int
    length_min: int
    origin: Stop
    destination: Stop
    day: int
    given: bool = True
    mixed: bool = False


class Pieces:
    """The pieces of a week by their start."""

    def __init__(self, week: Week, pieces: Iterable[Piece]) -> None:
        self.week = week
        self.all = tuple(pieces)
        self._by_start = sorted((piece.start_min, number) for number, piece in enumerate(self.all))

    @classmethod
    def of(cls, week: Week) -> "Pieces":
        """A week in which nothing is chosen."""
        return cls(week, (piece for window in week.windows for piece in _cut(week, window)))

    def at(self, start: int, length: int) -> tuple[int, int] | None:
        """(piece, minutes from its start) of a stretch of time that lies in one piece; None when it does not."""
        number = self._numbered[start]
        if number < 0:
            return None
        piece = self.all[number]
        offset = (start - piece.start_min) % WEEK_MIN
        if offset + length > piece.length_min or (piece.mixed and self.week.day_of(start) != piece.day):
            return None
        return number, offset

    @cached_property
    def _numbered(self) -> list[int]:
        """Minute of the week -> piece, -1 outside all."""
        numbers = [-1] * WEEK_MIN
        for number, piece in enumerate(self.all):
            end = piece.start_min + piece.length_min
            inside = min(end, WEEK_MIN) - piece.start_min
            numbers[piece.start_min : piece.start_min + inside] = [number] * inside
            numbers[: piece.length_min - inside] = [number] * (piece.length_min - inside)
        return numbers

    def around(self, entries: Iterable[Entry]) -> "Pieces":
        """What is left of the pieces when some entries, each in one of them, are fixed."""
        inside: dict[int, list[tuple[int, int, Entry]]] = {}
        for order, entry in enumerate(entries):
            found = self.at(entry.item.span.start_min, entry.item.span.length_min)
            if found is not None:
                number, offset = found
                insort(inside.setdefault(number, []), (offset, order, entry))
        pieces: list[Piece] = []
        for number, piece in enumerate(self.all):
            pieces += _around(piece, inside.get(number, []))
        return Pieces(self.week, pieces)


def _cut(week: Week, window: Window) -> Iterator[Piece]:
    """The days of one window. A cut is at home, so there is none where home is out of reach."""
    span = window.span
    cuts = list(_day_changes(week, span))
    day = week.day_of(span.start_min)
    back, out = week.lead_min(window.origin, week.home), week.lead_min(week.home, window.destination)
    if not cuts or back is None or out is None:
        yield Piece(span.start_min, span.length_min, window.origin, window.destination, day, mixed=bool(cuts))
        return
    ends = [0, *cuts, span.length_min]
    for place, (begin, end) in enumerate(pairwise(ends)):
        first, last = place == 0, place == len(cuts)
        day = week.day_of((span.start_min + begin) % WEEK_MIN)
        begins = begin if first else max(begin, back)
        stops = end if last else min(end, span.length_min - out)
        if begins < stops:
            yield Piece(
                (span.start_min + begins) % WEEK_MIN,
                stops - begins,
                window.origin if first else week.home,
                window.destination if last else week.home,
                day,
            )


def _day_changes(week: Week, span: Span) -> Iterator[int]:
    """Minutes from the start of a span at which another day begins, none at its very start."""
    clocks = {(QUIET_MIN - span.start_min) % DAY_MIN}
    clocks |= {(sleep.end_min - span.start_min) % DAY_MIN for sleep in week.profile.sleep}
    for minute in sorted(clock + day * DAY_MIN for clock in clocks for day in range(7)):
        at = span.start_min + minute
        if 0 < minute < span.length_min and week.day_of((at - 1) % WEEK_MIN) != week.day_of(at % WEEK_MIN):
            yield minute


def _around(piece: Piece, inside: list[tuple[int, int, Entry]]) -> Iterator[Piece]:
    """The parts of a piece before, between and after what is fixed in it, which do not overlap."""
    if not inside:
        yield piece
        return
    begin, origin = 0, piece.origin
    for offset, _order, entry in inside:
        yield from _part(piece, begin, offset, origin, entry.stop)
        begin, origin = offset + entry.item.span.length_min, entry.stop
    yield from _part(piece, begin, piece.length_min, origin, piece.destination)


def _part(piece: Piece, begin: int, end: int, origin: Stop, destination: Stop) -> Iterator[Piece]:
    if begin < end:
        start = (piece.start_min + begin) % WEEK_MIN
        yield Piece(start, end - begin, origin, destination, piece.day, given=False, mixed=piece.mixed)
