"""The places of a packet in words for paper: what is confirmed, what to ask, how old it is, and why not others."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from referral.documents.telling import Telling
from referral.domain.fit import Reason
from referral.domain.packet import Choice, Unmet
from referral.domain.reach import Reach
from referral.domain.source import source_of
from referral.domain.vocabulary import Kind
from referral.domain.week import offset_min
from referral.wording.labels import facet_label
from referral.wording.packet_text import no_way_words, price_words, relaxation_words, rule_label
from referral.wording.result_text import fit_words, phone_words
from referral.wording.source_text import dated_words
from referral.wording.times import day_name, listing_times, span_words, weekly_words, zone_words

T = TypeVar("T")

MOST_TIMES = 4
"""Lines of opening or group times a card holds; the rest is asked."""


def places(told: Telling) -> list[dict[str, Any]]:
    """Needs with their choices, first choices first; what is the same of every place of a need stands once."""
    by_need: dict[str, list[Choice]] = {}
    for choice in told.packet.choices:
        by_need.setdefault(choice.need, []).append(choice)
    return [_need(told.needs[need], choices, told) for need, choices in by_need.items()]


def _on_paper(choices: list[Choice], told: Telling) -> list[Choice]:
    """The first places of a need, and all of the week: a very full plan leaves the others to its page."""
    in_week = {item.listing_id for item in told.packet.week}
    return [choice for at, choice in enumerate(choices) if at < told.detail.most or choice.match.listing.id in in_week]


def _need(name: str, choices: list[Choice], told: Telling) -> dict[str, Any]:
    found, choices = len(choices), _on_paper(choices, told)
    several = len(choices) > 1
    asked = _shared([choice.questions for choice in choices]) if several else ()
    confirmed = _shared([_confirmed(choice) for choice in choices]) if several else ()
    fits = {fit_words(choice.match.fit, told.lang) for choice in choices} if several else set()
    cards = [_card(choice, asked, confirmed, told) for choice in choices]
    for at, (choice, card) in enumerate(zip(choices, cards, strict=True)):
        card["whole"] = _is_whole(at, choice, told)
        card["fit"] = "" if len(fits) == 1 else card["fit"]
    return {
        "name": name,
        "fit_each": fits.pop() if len(fits) == 1 else "",
        "confirmed_each": _facets(confirmed, told),
        "ask_each": [told.say(question) for question in asked],
        "left_out": told.words("left_out", count=found - len(choices)) if len(choices) < found else "",
        "cards": cards[: told.detail.told],
        "more": [{key: card[key] for key in ("number", "name", "phones")} for card in cards[told.detail.told :]],
    }


def _is_whole(at: int, choice: Choice, told: Telling) -> bool:
    """The first choice of a need has a box of its own; a meeting has too little to fill one."""
    return at == 0 and told.detail.first_whole and choice.match.listing.kind is not Kind.MEETING


def _shared(several: Sequence[Sequence[T]]) -> tuple[T, ...]:
    """What stands in every one of them, in the order of the first."""
    first, *others = several
    return tuple(one for one in first if all(one in other for other in others))


def _confirmed(choice: Choice) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*choice.match.fit.matched, *choice.match.preferred)))


def _facets(facets: Iterable[str], told: Telling) -> str:
    return ", ".join(facet_label(facet, told.lang) for facet in facets)


def _card(choice: Choice, asked: Sequence[Reason], confirmed: Sequence[str], told: Telling) -> dict[str, Any]:
    """One place; what was said of every place of its need, asked and confirmed, is left out."""
    match, listing, lang = choice.match, choice.match.listing, told.lang
    return {
        "number": told.number(listing.id),
        "name": listing.name,
        "phones": [phone_words(phone, lang) for phone in listing.phones],
        "where": _where(choice, told),
        "distance": _distance(choice, told),
        "fit": fit_words(match.fit, lang),
        "times": _times(choice, told),
        "matched": _facets([facet for facet in _confirmed(choice) if facet not in confirmed], told),
        "conflicts": _facets(match.conflicts, told),
        "windows": "; ".join(weekly_words(choice.ask_windows, lang)),
        "questions": [told.say(question) for question in choice.questions if question not in asked],
        "age": dated_words(source_of(listing.source, told.named), listing.as_of, told.today, lang),
    }


def _where(choice: Choice, told: Telling) -> str:
    listing = choice.match.listing
    if choice.match.reach is Reach.ONLINE:
        join = listing.online.url if listing.online and listing.online.url else ""
        return f"{told.words('online')}: {join}" if join else told.words("online")
    if listing.location.hidden:
        return told.page("listing.hidden")
    return listing.location.address or told.page("listing.no_address")


def _distance(choice: Choice, told: Telling) -> str:
    miles = choice.match.distance_miles
    return "" if miles is None else told.page("packet.straight", miles=f"{miles:.1f}")


def _times(choice: Choice, told: Telling) -> str:
    """Its own times on its own clock, which is named where it shows another time than the person's.

    Meetings are their times; a program's or a visit's are left out where room is short: the week has those that count.
    """
    listing = choice.match.listing
    if not (told.detail.first_whole or listing.kind is Kind.MEETING):
        return ""
    lines = list(listing_times(listing, told.lang))
    if len(lines) > MOST_TIMES:
        lines = [*lines[:MOST_TIMES], told.words("more_times")]
    zone = listing.location.time_zone
    if lines and zone and offset_min(zone, told.profile.time_zone, told.now):
        lines[-1] += f" ({zone_words(zone, told.lang)})"
    return "; ".join(lines)


def unmet(told: Telling) -> list[dict[str, Any]]:
    """Needs that nothing answers: what removed places, what nearly fits, and what would help."""
    return [_unmet(one, told) for one in told.packet.unmet]


def _unmet(one: Unmet, told: Telling) -> dict[str, Any]:
    rules = ", ".join(f"{count} {rule_label(rule, told.lang, told.profile.subject)}" for rule, count in one.removed_by)
    return {
        "name": told.needs[one.need],
        "removed": told.words("removed", rules=rules) if rules else "",
        "only": [told.say(reason) for reason in one.only],
        "ways": [relaxation_words(way, told.lang) for way in one.relaxations],
        "none": "" if one.relaxations else no_way_words(one, told.lang, told.profile.subject),
    }


def backups(told: Telling) -> list[str]:
    """Where to go when one item falls out, with the price in travel."""
    week, lang = told.packet.week, told.lang
    by_need = {item.need: item.name for item in reversed(week)}
    by_id = {item.listing_id: item.name for item in week}
    others = [
        f"{_instead(other.name, by_need.get(other.need, ''), told)} ({price_words(other.extra_min_per_week, lang)})"
        for other in told.packet.alternates
    ]
    return others + [
        f"{day_name(one.span.day, lang)} {span_words(one.span, lang)}:"
        f" {_instead(one.name, by_id.get(one.for_id, ''), told)} ({price_words(one.extra_min_per_week, lang)})"
        for one in told.packet.substitutes
    ]


def _instead(name: str, gone: str, told: Telling) -> str:
    return told.page("packet.instead", name=name, gone=gone) if gone else name


def other_weeks(told: Telling) -> list[dict[str, Any]]:
    """Whole other weeks, each with its price and items."""
    return [
        {
            "name": told.page("packet.other_week", number=number),
            "price": price_words(other.extra_min_per_week, told.lang),
            "items": [
                f"{day_name(item.span.day, told.lang)} {span_words(item.span, told.lang)}: {item.name}"
                for item in sorted(other.week, key=lambda item: item.span)
            ],
        }
        for number, other in enumerate(told.packet.other_weeks, 1)
    ]


def after(told: Telling) -> list[dict[str, Any]]:
    """What was asked for, by need and name, for after the first step."""
    by_need: dict[str, list[dict[str, Any]]] = {}
    for one in told.packet.after:
        phones = [phone_words(phone, told.lang) for phone in one.listing.phones]
        by_need.setdefault(told.needs[one.need], []).append({"name": one.listing.name, "phones": phones})
    return [{"name": name, "places": listed} for name, listed in by_need.items()]
