"""The picture of a week as rules: hours, days, lanes, what is hidden."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.documents.week_layout import BlockKind, lay_out
from referral.domain.listing import Mode
from referral.domain.need import Busy
from referral.domain.packet import Leg, Packet, Status, WeekItem
from referral.domain.week import DAY_MIN, WEEK_MIN, Day, Span
from tests.factories import spans
from tests.packets.city import IOP_NEED, MEETINGS_NEED, profile_of

PERSON = replace(profile_of(IOP_NEED, MEETINGS_NEED), busy=(), sleep=spans("MO-SU 23:00-06:00"))


def item(window: str, need: str = "meetings", **rest) -> WeekItem:
    (span,) = spans(window)
    return WeekItem(need, f"test:{window}", window, span, Mode.IN_PERSON, **rest)


def packet(*items: WeekItem, legs: tuple[Leg, ...] = ()) -> Packet:
    return Packet(Status.NOT_PROVEN, False, (), (), (), (), week=items, legs=legs)


def shown(*items: WeekItem, person=PERSON, legs=()) -> list[tuple[str, str, str, str]]:
    layout = lay_out(packet(*items, legs=legs), person)
    assert layout is not None
    clock = [(block, f"{block.start_min // 60:02d}:{block.start_min % 60:02d}") for block in layout.blocks]
    return [
        (block.day.name, start, f"{block.end_min // 60:02d}:{block.end_min % 60:02d}", block.kind)
        for block, start in clock
    ]


def test_week_without_items_has_no_picture() -> None:
    assert lay_out(packet(), PERSON) is None


@pytest.mark.parametrize(
    ("windows", "hours"),
    [
        (("MO 07:30-08:15", "TU 18:10-20:30"), (7, 21)),
        (("MO 12:00-13:00",), (9, 17)),
        (("MO 00:00-01:00",), (0, 8)),
        (("MO 22:30-23:30",), (16, 24)),
        (("MO 23:30-00:30",), (0, 24)),
    ],
)
def test_hours_are_whole_and_at_least_eight(windows: tuple[str, ...], hours: tuple[int, int]) -> None:
    layout = lay_out(packet(*(item(window) for window in windows)), PERSON)
    assert layout is not None
    assert (layout.first_min // 60, layout.last_min // 60) == hours


def test_each_kind_has_its_look() -> None:
    found = shown(
        item("MO 18:00-21:00", "treatment"),
        item("TU 18:00-21:00", "treatment", reserved=True),
        item("WE 18:00-19:00"),
        item("TH 18:00-19:00", "safety:withdrawal"),
        legs=(Leg(spans("MO 17:45-18:00")[0], "home", "test:1", 15, 2.0),),
    )
    assert [kind for *_rest, kind in found] == ["travel", "program", "reserved", "meeting", "program"]


def test_sleep_is_hidden_and_busy_time_stands_around_items() -> None:
    person = replace(PERSON, busy=(Busy(spans("MO 04:00-18:30")),))
    assert shown(item("MO 18:00-19:00"), person=person) == [
        ("MO", "06:00", "18:00", "busy"),
        ("MO", "18:00", "19:00", "meeting"),
    ]


def test_an_item_over_midnight_is_two_blocks() -> None:
    assert (
        shown(item("SU 23:30-00:30"))
        == [("SU", "23:30", "24:00", "meeting"), ("MO", "00:00", "00:30", "meeting")][::-1]
    )


def test_items_that_overlap_stand_side_by_side() -> None:
    layout = lay_out(packet(item("MO 18:00-21:00"), item("MO 19:00-20:00"), item("MO 20:30-21:30")), PERSON)
    assert layout is not None
    assert [(block.lane, block.lanes) for block in layout.blocks] == [(0, 2), (1, 2), (1, 2)]


spans_of_a_week = st.builds(Span, st.integers(0, WEEK_MIN - 1), st.integers(1, DAY_MIN))


@given(st.lists(spans_of_a_week, min_size=1, max_size=12))
def test_blocks_hold_every_minute_once_inside_the_picture(found: list[Span]) -> None:
    items = [WeekItem("meetings", f"test:{n}", str(n), span, Mode.ONLINE) for n, span in enumerate(found)]
    layout = lay_out(packet(*items), PERSON)
    assert layout is not None
    for one in items:
        blocks = [block for block in layout.blocks if block.item is one]
        assert sum(block.end_min - block.start_min for block in blocks) == one.span.length_min
        assert [block.begins for block in blocks].count(True) == 1
    for block in layout.blocks:
        assert layout.first_min <= block.start_min < block.end_min <= layout.last_min
        assert 0 <= block.lane < block.lanes


@given(st.lists(spans_of_a_week, min_size=2, max_size=10))
def test_blocks_of_one_lane_never_overlap(found: list[Span]) -> None:
    items = [WeekItem("meetings", f"test:{n}", str(n), span, Mode.ONLINE) for n, span in enumerate(found)]
    layout = lay_out(packet(*items), PERSON)
    assert layout is not None
    for day in Day:
        for lane in range(12):
            here = sorted((b.start_min, b.end_min) for b in layout.blocks if b.day == day and b.lane == lane)
            assert all(first[1] <= second[0] for first, second in itertools.pairwise(here))


def test_legend_explains_what_is_there_and_no_more() -> None:
    layout = lay_out(packet(item("MO 18:00-21:00", "treatment"), item("TU 18:00-19:00")), PERSON)
    assert layout is not None
    assert layout.kinds == (BlockKind.PROGRAM, BlockKind.MEETING)
