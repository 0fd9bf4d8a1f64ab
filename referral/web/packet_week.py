"""The week of a packet in words: days with their items, when to leave, and what it adds up to."""

from collections.abc import Mapping
from dataclasses import dataclass

from referral.domain.listing import Mode
from referral.domain.packet import OtherWeek, Packet, WeekItem
from referral.domain.week import HOUR_MIN, WEEK_MIN, Day
from referral.wording.packet_text import price_words
from referral.wording.pages import page_words
from referral.wording.times import clock_words, day_name, span_words

_EARLY_MIN = 3 * HOUR_MIN
"""A trip that ends at most so long before an item leads to it."""


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One block of the week in words. id: of its listing; leave: when to set out, None without a trip to it."""

    id: str
    times: str
    name: str
    anchor: str | None
    reserved: bool
    book: bool
    yields_to: str | None
    online: bool
    leave: str | None


def days_of(packet: Packet, anchors: Mapping[str, str], lang: str) -> list[tuple[str, list[WeekLine]]]:
    """Day -> its items, for days that hold any. anchors: id of a listing -> where the page says more of it."""
    return [
        (day_name(day, lang, long=True), [_line(item, packet, anchors, lang) for item in packet.on(day)])
        for day in Day
        if packet.on(day)
    ]


def _line(item: WeekItem, packet: Packet, anchors: Mapping[str, str], lang: str) -> WeekLine:
    return WeekLine(
        id=item.listing_id,
        times=span_words(item.span, lang),
        name=item.name,
        anchor=anchors.get(item.listing_id),
        reserved=item.reserved,
        book=item.book,
        yields_to=item.yields_to,
        online=item.mode is Mode.ONLINE,
        leave=_leave(item, packet, lang),
    )


def _leave(item: WeekItem, packet: Packet, lang: str) -> str | None:
    """When the trip to an item begins; None for one at a place where the item before it was."""
    leads = [
        (early, leg)
        for leg in packet.legs
        if leg.destination == item.listing_id and (early := _minutes(leg.span.end_min, item)) <= _EARLY_MIN
    ]
    if not leads:
        return None
    early, leg = min(leads, key=lambda lead: lead[0])
    same = (other for other in packet.week if other.listing_id == item.listing_id and other is not item)
    if any(_minutes(other.span.start_min, item) <= early for other in same):
        return None
    return page_words("packet.leave", lang, time=clock_words(leg.span.start_min, lang))


def _minutes(minute: int, item: WeekItem) -> int:
    """From a minute of the week to the start of an item."""
    return (item.span.start_min - minute) % WEEK_MIN


def trips_of(packet: Packet, lang: str) -> list[str]:
    """Each trip: "Tue 6:41 pm to 7:00 pm: home → Noon Group"."""
    names = {"home": page_words("packet.home", lang), **{item.listing_id: item.name for item in packet.week}}
    return [
        f"{day_name(leg.span.day, lang)} {span_words(leg.span, lang)}: "
        f"{names.get(leg.origin, leg.origin)} → {names.get(leg.destination, leg.destination)}"
        for leg in packet.legs
    ]


def other_weeks_of(packet: Packet, lang: str) -> list[tuple[str, list[str]]]:
    """A heading with the price, and one line an item, for each other week."""
    return [_other_week(number, other, lang) for number, other in enumerate(packet.other_weeks, 1)]


def _other_week(number: int, other: OtherWeek, lang: str) -> tuple[str, list[str]]:
    heading = page_words("packet.other_week", lang, number=number)
    items = [f"{day_name(item.span.day, lang)} {span_words(item.span, lang)}: {item.name}" for item in other.week]
    return f"{heading} ({price_words(other.extra_min_per_week, lang)})", items
