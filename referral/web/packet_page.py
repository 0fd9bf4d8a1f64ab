"""A packet as its page shows it: the JSON's sentences, and the week and choices in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referral.domain.listing import Mode
from referral.domain.packet import Choice, Leg, OtherWeek, Packet, WeekItem
from referral.domain.reach import Reach
from referral.domain.week import Day
from referral.web.presenters import PhoneLink, listing_url, phone_links
from referral.wording.labels import facet_label
from referral.wording.packet_json import packet_json
from referral.wording.packet_text import price_words
from referral.wording.pages import page_words
from referral.wording.result_text import age_words, fit_words, number_words
from referral.wording.times import date_words, day_name, span_words, weekly_words

_UNASKED = "safety_not_asked"


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One block of the week in words."""

    times: str
    name: str
    reserved: bool
    book: bool
    yields_to: str | None
    online: bool


@dataclass(frozen=True, slots=True)
class ChoiceCard:
    """One place to call about, in words."""

    name: str
    url: str
    distance: str
    fit: str
    fit_words: str
    address: str
    hidden: bool
    online: bool
    join_url: str | None
    matched: tuple[str, ...]
    conflicts: tuple[str, ...]
    windows: tuple[str, ...]
    phones: tuple[PhoneLink, ...]
    questions: list[str]
    age: str
    source: str


def packet_page(packet: Packet, need_names: dict[str, str], now: datetime, lang: str) -> dict[str, Any]:
    """What the template needs. need_names: what each need is called."""
    as_json: dict[str, Any] = dict(packet_json(packet, lang))
    names = {item.listing_id: item.name for item in packet.week}
    totals = packet.totals
    return {
        "packet": as_json,
        "need_names": need_names,
        "week": [
            (day_name(day, lang, long=True), [_line(i, lang) for i in packet.on(day)]) for day in Day if packet.on(day)
        ],
        "legs": [_leg_words(leg, names, lang) for leg in packet.legs],
        "choices": _by_need(packet, as_json, need_names, now, lang),
        "backups": _backups(packet, lang),
        "other_weeks": [_other_week(number, other, lang) for number, other in enumerate(packet.other_weeks, 1)],
        "notes": [note["text"] for note in as_json["notes"] if note["code"] != _UNASKED],
        "unasked": _unasked(packet),
        "totals": page_words(
            "packet.totals",
            lang,
            program=f"{totals.program_hours:g}",
            reserved=f"{totals.program_hours_reserved:g}",
            meetings=totals.meetings,
            travel=totals.travel_min,
        ),
        "check_again": date_words(packet.check_again_on, lang) if packet.check_again_on else None,
        "phone_words": number_words,
    }


def _by_need(
    packet: Packet, as_json: dict[str, Any], need_names: dict[str, str], now: datetime, lang: str
) -> dict[str, list[ChoiceCard]]:
    """Name of a need -> its places, the first choice first."""
    groups: dict[str, list[ChoiceCard]] = {}
    for choice, said in zip(packet.choices, as_json["choices"], strict=True):
        groups.setdefault(need_names[choice.need], []).append(_choice(choice, said["questions"], now, lang))
    return groups


def _backups(packet: Packet, lang: str) -> list[str]:
    """Other programs and other meetings, each with its price: "Noon Group, Tue 12:00 pm (3 min more travel a week)"."""
    gone = {item.listing_id: item.name for item in packet.week}
    by_need = {item.need: item.name for item in reversed(packet.week)}
    lines = []
    for alternate in packet.alternates:
        words = _instead(alternate.name, by_need.get(alternate.need, alternate.need), lang)
        lines.append(f"{words} ({price_words(alternate.extra_min_per_week, lang)})")
    for one in packet.substitutes:
        when = f"{day_name(one.span.day, lang)} {span_words(one.span, lang)}"
        lines.append(
            f"{_instead(one.name, gone[one.for_id], lang)}: {when} ({price_words(one.extra_min_per_week, lang)})"
        )
    return lines


def _instead(name: str, gone: str, lang: str) -> str:
    return page_words("packet.instead", lang, name=name, gone=gone)


def _other_week(number: int, other: OtherWeek, lang: str) -> tuple[str, list[str]]:
    """A heading with the price, and one line an item."""
    heading = page_words("packet.other_week", lang, number=number)
    items = [f"{day_name(item.span.day, lang)} {span_words(item.span, lang)}: {item.name}" for item in other.week]
    return f"{heading} ({price_words(other.extra_min_per_week, lang)})", items


def _unasked(packet: Packet) -> list[str]:
    """Safety questions that were skipped: the packet asks them once more before all else."""
    asked = (str(note.params["questions"]).split(",") for note in packet.notes if note.code == _UNASKED)
    return [question for questions in asked for question in questions]


def _line(item: WeekItem, lang: str) -> WeekLine:
    return WeekLine(
        span_words(item.span, lang), item.name, item.reserved, item.book, item.yields_to, item.mode is Mode.ONLINE
    )


def _leg_words(leg: Leg, names: dict[str, str], lang: str) -> str:
    """One trip: "Tue 6:41 pm to 7:00 pm: home to Noon Group"."""
    ends = [
        page_words("packet.home", lang) if end == "home" else names.get(end, end)
        for end in (leg.origin, leg.destination)
    ]
    return f"{day_name(leg.span.day, lang)} {span_words(leg.span, lang)}: {ends[0]} → {ends[1]}"


def _choice(choice: Choice, questions: list[str], now: datetime, lang: str) -> ChoiceCard:
    match, listing = choice.match, choice.match.listing
    miles = match.distance_miles
    confirmed = dict.fromkeys((*match.fit.matched, *match.preferred))
    return ChoiceCard(
        name=listing.name,
        url=listing_url(listing, lang),
        distance="" if miles is None else page_words("packet.straight", lang, miles=f"{miles:.1f}"),
        fit=match.fit.fit,
        fit_words=fit_words(match.fit, lang),
        address=listing.location.address,
        hidden=listing.location.hidden,
        online=match.reach is Reach.ONLINE,
        join_url=listing.online.url if listing.online and match.reach is Reach.ONLINE else None,
        matched=tuple(facet_label(facet, lang) for facet in confirmed),
        conflicts=tuple(facet_label(facet, lang) for facet in match.conflicts),
        windows=weekly_words(choice.ask_windows, lang),
        phones=phone_links(listing.phones, lang),
        questions=questions,
        age=age_words(listing.as_of, now.date(), lang),
        source=listing.source,
    )
