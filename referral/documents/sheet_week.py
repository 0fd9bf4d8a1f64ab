"""The week of a packet in words and measures for paper: by day, in short, as a picture, and its trips."""

from typing import Any

from referral.documents.telling import Telling
from referral.documents.week_layout import Block, WeekLayout, lay_out
from referral.documents.week_svg import week_alt
from referral.domain.listing import Mode
from referral.domain.packet import Leg, WeekItem
from referral.domain.week import DAY_MIN, HOUR_MIN, Day
from referral.wording.times import clock_words, day_name, days_words, span_words, weekly_words, zone_words


def agenda(told: Telling) -> list[dict[str, Any]]:
    """Days that hold something, each with its items by start."""
    return [
        {"day": day_name(day, told.lang, long=True), "items": [_item(item, told) for item in told.packet.on(day)]}
        for day in Day
        if told.packet.on(day)
    ]


def _item(item: WeekItem, told: Telling) -> dict[str, Any]:
    return {
        "time": span_words(item.span, told.lang),
        "name": item.name,
        "marks": _marks(item, told),
        "number": told.number(item.listing_id),
    }


def _marks(item: WeekItem, told: Telling) -> str:
    marks = [told.words("online")] if item.mode is Mode.ONLINE else []
    marks += [told.page("packet.reserved")] if item.reserved else []
    marks += [told.page("packet.book")] if item.book else []
    marks += [told.page("packet.yields")] if item.yields_to else []
    return "; ".join(marks)


def in_short(told: Telling) -> list[dict[str, str]]:
    """One line for each place, by its first time: "Tue to Thu 5:30 pm to 8:30 pm" and what it is."""
    groups: dict[tuple[str, str], list[WeekItem]] = {}
    for item in sorted(told.packet.week, key=lambda item: item.span):
        groups.setdefault((item.name, _marks(item, told)), []).append(item)
    return [
        {
            "times": "; ".join(weekly_words([item.span for item in items], told.lang)),
            "name": f"{name} ({marks})" if marks else name,
        }
        for (name, marks), items in groups.items()
    ]


def picture(told: Telling) -> dict[str, Any] | None:
    """The layout as shares of the picture's height; None when nothing has a time."""
    layout = lay_out(told.packet, told.profile)
    if layout is None:
        return None
    return {
        "alt": week_alt(told.packet, told.lang),
        "zone": told.words("picture_times", zone=zone_words(told.profile.time_zone, told.lang)),
        "days": [day_name(day, told.lang) for day in Day],
        "hours": [
            {"at": layout.share(minute), "clock": clock_words(minute, told.lang).replace(":00", "")}
            for minute in layout.hours
        ],
        "count": (layout.last_min - layout.first_min) // HOUR_MIN,
        "blocks": [_block(layout, block, told) for block in layout.blocks],
        "legend": [{"kind": kind, "word": told.words(f"block_{kind}")} for kind in layout.kinds],
    }


def _block(layout: WeekLayout, block: Block, told: Telling) -> dict[str, Any]:
    item = block.item if block.begins else None
    return {
        "day": block.day,
        "from": layout.share(block.start_min),
        "to": layout.share(block.end_min),
        "lane": block.lane,
        "lanes": block.lanes,
        "kind": block.kind,
        "clock": clock_words(block.start_min, told.lang) if item else "",
        "name": item.name if item else "",
        "number": told.number(item.listing_id) if item else "",
    }


def trips(told: Telling) -> list[dict[str, str]]:
    """Trips of equal clocks and ends on several days as one, by their first day."""
    names = {item.listing_id: item.name for item in told.packet.week}
    groups: dict[tuple[int, int, str, str], list[Leg]] = {}
    for leg in sorted(told.packet.legs, key=lambda leg: leg.span):
        key = (leg.span.start_min % DAY_MIN, leg.span.length_min, leg.origin, leg.destination)
        groups.setdefault(key, []).append(leg)
    return [
        {"days": days_words((leg.span.day for leg in legs), told.lang), "what": _trip(legs[0], names, told)}
        for legs in groups.values()
    ]


def _trip(leg: Leg, names: dict[str, str], told: Telling) -> str:
    return told.words(
        "trip",
        origin=_end(leg.origin, names, told),
        start=clock_words(leg.span.start_min, told.lang),
        destination=_end(leg.destination, names, told),
        end=clock_words(leg.span.end_min, told.lang),
    )


def _end(end: str, names: dict[str, str], told: Telling) -> str:
    """Home, an anchor's own name, or the number and name of a place."""
    if end == "home":
        return told.page("packet.home")
    number, name = told.number(end), names.get(end, end)
    return f"#{number} {name}" if number else name
