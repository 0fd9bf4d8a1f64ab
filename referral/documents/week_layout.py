"""How a week is laid out as a picture: which block stands in which day, from when to when, and in which lane.

Rules only: `week_svg.py` draws it for the page, `templates/week.typ` on paper. Days are columns, time runs down. Sleep
is not drawn, and hours at both ends that nothing uses are cut off.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from referral.domain.need import Profile
from referral.domain.packet import Packet, WeekItem
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, HOUR_MIN, WEEK_MIN, Day, Span, WeekSet

LEAST_HOURS = 8
"""A picture of fewer hours would look like a list."""


class BlockKind(StrEnum):
    """What a block stands for; each has its own pattern, so that colour is never needed."""

    BUSY = "busy"
    PROGRAM = "program"
    MEETING = "meeting"
    RESOURCE = "resource"
    RESERVED = "reserved"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class Block:
    """One rectangle. start_min, end_min: minutes of its day, 0 <= start < end <= 1440.

    lane of lanes: side by side where items overlap. item: what it is, None for busy time and trips. A span over
    midnight is two blocks; `begins` is True for the first.
    """

    day: Day
    start_min: int
    end_min: int
    kind: BlockKind
    item: WeekItem | None = None
    lane: int = 0
    lanes: int = 1
    begins: bool = True


@dataclass(frozen=True, slots=True)
class WeekLayout:
    """A whole picture. first_min, last_min: the hours shown, minutes of the day on the full hour."""

    first_min: int
    last_min: int
    blocks: tuple[Block, ...]

    @property
    def hours(self) -> range:
        """The minutes of the day at which an hour line stands, the first and the last included."""
        return range(self.first_min, self.last_min + 1, HOUR_MIN)

    def share(self, minute: int) -> float:
        """How far down the picture a minute of the day is, 0.0 to 1.0."""
        return (minute - self.first_min) / (self.last_min - self.first_min)

    @property
    def kinds(self) -> tuple[BlockKind, ...]:
        """The kinds that stand in it, in their order: what a legend must explain."""
        there = {block.kind for block in self.blocks}
        return tuple(kind for kind in BlockKind if kind in there)


def lay_out(packet: Packet, profile: Profile) -> WeekLayout | None:
    """The picture of a packet's week; None when nothing has a time."""
    if not packet.week:
        return None
    kinds = {need.id: BlockKind(Kind(need.kind).value) for need in profile.needs}
    items = [block for item in packet.week for block in _blocks(item.span, _kind(item, kinds), item)]
    trips = [block for leg in packet.legs for block in _blocks(leg.span, BlockKind.TRAVEL)]
    taken = WeekSet.of([item.span for item in packet.week] + [leg.span for leg in packet.legs])
    awake = WeekSet.of(span for busy in profile.busy for span in busy.spans) - WeekSet.of(profile.sleep) - taken
    busy_blocks = [block for run in awake.runs for block in _blocks(run, BlockKind.BUSY)]
    first, last = _hours([*busy_blocks, *trips, *items])
    return WeekLayout(first, last, (*busy_blocks, *trips, *_in_lanes(items)))


def _kind(item: WeekItem, kinds: Mapping[str, BlockKind]) -> BlockKind:
    """What safety adds are programs."""
    return BlockKind.RESERVED if item.reserved else kinds.get(item.need, BlockKind.PROGRAM)


def _blocks(span: Span, kind: BlockKind, item: WeekItem | None = None) -> Iterator[Block]:
    """A span as one block a day."""
    start, end = span.start_min, span.end_min
    while start < end:
        midnight = (start // DAY_MIN + 1) * DAY_MIN
        day = Day(start % WEEK_MIN // DAY_MIN)
        stop = min(end, midnight)
        yield Block(day, start % DAY_MIN, stop - (midnight - DAY_MIN), kind, item, begins=start == span.start_min)
        start = stop


def _hours(blocks: Iterable[Block]) -> tuple[int, int]:
    """The full hours around all blocks, at least eight of them."""
    found = list(blocks)
    first = min(block.start_min for block in found) // HOUR_MIN
    last = -(-max(block.end_min for block in found) // HOUR_MIN)
    first = max(0, first - max(0, LEAST_HOURS - (last - first)) // 2)
    last = max(last, first + LEAST_HOURS)
    first = min(first, 24 - LEAST_HOURS)
    return first * HOUR_MIN, min(last, 24) * HOUR_MIN


def _in_lanes(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, side by side where some overlap: each takes the first lane that is free."""
    group: list[Block] = []
    ends: list[int] = []
    for block in sorted(blocks, key=lambda one: (one.day, one.start_min, one.end_min)):
        if group and (block.day != group[0].day or block.start_min >= max(ends)):
            yield from (replace(one, lanes=len(ends)) for one in group)
            group, ends = [], []
        free = [lane for lane, end in enumerate(ends) if end <= block.start_min]
        lane = free[0] if free else len(ends)
        ends[lane : lane + 1] = [block.end_min]
        group.append(replace(block, lane=lane))
    yield from (replace(one, lanes=len(ends)) for one in group)
