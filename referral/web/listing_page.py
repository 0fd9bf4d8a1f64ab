"""A listing in words for its page: facts with their three values, times, what stands around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from referral.domain.facts import CONFLICT, GENERAL_SUD, Answer
from referral.domain.listing import Listing
from referral.domain.neighbours import Neighbour
from referral.domain.place import Pin
from referral.domain.reach import reach
from referral.domain.source import source_of
from referral.domain.vocabulary import GROUPS
from referral.services.nearby import place_of
from referral.web import presenters
from referral.web.common import directory
from referral.web.street_map import Spot, street_map
from referral.wording.labels import facet_label, group_label
from referral.wording.pages import page_words
from referral.wording.result_text import attendance_words, distance_words, kind_words
from referral.wording.source_text import told_words
from referral.wording.times import day_name, hours_lines, listing_times, session_lines, span_words, zone_words

APART = ("restricted", "fellowship")
"""Groups that stand above the facts: who a place is only for, and what it is."""

WORTH_ASKING: Mapping[str, tuple[str, ...]] = {
    "payment": ("medicaid", "medicare", "private", "sliding_fee", "free"),
    "language": ("es",),
    "medication": ("accepts", "buprenorphine", "methadone"),
    "service": ("childcare", "transport", "family", "telehealth"),
    "access": ("wheelchair", "transit"),
}
"""What people ask about most: said as "not stated" where a source says nothing of it."""

MAP_MILES = 3.0


@dataclass(frozen=True, slots=True)
class FactGroup:
    """One group of facts in words.

    unclear: the source contradicts itself. general: yes by treating all substances. unstated: worth asking, not stated.
    """

    name: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    unclear: tuple[str, ...]
    unstated: tuple[str, ...]
    general: bool


def listing_words(found: Listing, lang: str) -> dict[str, Any]:
    """What the template says of the listing itself."""
    groups = _fact_groups(found, lang)
    return {
        "kind": ", ".join((kind_words(found, lang), *attendance_words(found, lang))),
        "address": presenters.address_words(found, lang),
        "joins": presenters.join_links(found, lang),
        "phones": presenters.phone_links(found.phones, lang),
        "labels": presenters.restrictions(found, lang),
        "times": listing_times(found, lang),
        "hours": hours_lines(found.hours, lang) if found.all_sessions else (),
        "end_assumed": any(session.end_assumed for _, session in found.all_sessions),
        "not_weekly": any(s.rrule for _, s in found.all_sessions) or any(h.rrule for h in found.hours),
        "groups": groups,
        "denied": [group for group in groups if group.no],
        "unstated": [words for group in groups for words in group.unstated],
        "zone": zone_words(found.location.time_zone, lang) if found.location.time_zone else "",
        "age": _age(found, lang),
        "directions": presenters.directions_url(found),
        "text_href": _text_href(found, lang),
    }


def _age(found: Listing, lang: str) -> str:
    """How old the word is, and whose."""
    source = source_of(found.source, directory().sources.named())
    return told_words(source, found.as_of, directory().clock.now().date(), lang, with_day=True)


def _text_href(found: Listing, lang: str) -> str:
    """An sms: address with the name, times, number and address."""
    phones = [phone.words for phone in presenters.phone_links(found.phones, lang)[:1]]
    parts = (found.name, *listing_times(found, lang)[:2], *phones, found.location.address)
    return presenters.text_url(filter(None, parts))


def calendars(found: Listing, lang: str) -> list[tuple[str, str]]:
    """(address, words) of the times of each group as a calendar; empty where none are stated, or the zone is not."""
    if found.location.time_zone is None:
        return []
    add, several = page_words("calendar.add", lang), len(found.weekly) > 1
    return [
        (
            presenters.calendar_url(found, lang, number if several else None),
            f"{add}: {name or '; '.join(session_lines(group, lang))}" if several else add,
        )
        for number, (name, group) in enumerate(found.weekly, 1)
    ]


@dataclass(frozen=True, slots=True)
class NearMeeting:
    """A meeting before or after a program, by its number on the map."""

    number: int
    name: str
    url: str
    when: str
    gap: str
    distance: str


def near_meetings(found: Listing, beside: tuple[Neighbour, ...], lang: str) -> list[NearMeeting]:
    """Meetings around a program in words, numbered, each with its distance from it."""
    here = place_of(found)

    def how_far(one: Neighbour) -> str:
        reached = reach(one.meeting, here, None, wants_online=False)
        return "" if reached is None else distance_words(reached, lang)

    return [
        NearMeeting(
            number,
            one.meeting.name,
            presenters.listing_url(one.meeting, lang),
            f"{day_name(one.span.day, lang)} {span_words(one.span, lang)}",
            page_words("listing.gap_before" if one.before else "listing.gap_after", lang, minutes=one.gap_min),
            how_far(one),
        )
        for number, one in enumerate(beside, 1)
    ]


def map_of(found: Listing, beside: tuple[Neighbour, ...], lang: str) -> str | None:
    """A small map around a listing with its near meetings; None without a point."""
    here = place_of(found)
    pins = [spot.pin for spot in _spots(beside, lang)]
    return None if here is None else directory().maps.picture(here, pins, lang, least_miles=MAP_MILES)


def streets_of(found: Listing, beside: tuple[Neighbour, ...], lang: str) -> Markup:
    """The way to a street map of the same; empty without a point or a tile server."""
    here = place_of(found)
    if here is None:
        return Markup()
    return street_map(here, found.name, _spots(beside, lang), lang, is_about=here.precision.is_about)


def _spots(beside: tuple[Neighbour, ...], lang: str) -> Iterator[Spot]:
    """Near meetings on a map, by their numbers."""
    for number, one in enumerate(beside, 1):
        where = one.meeting.location
        if where.point is not None:
            href = presenters.listing_url(one.meeting, lang)
            yield Spot(Pin(number, where.point, where.precision), one.meeting.name, href)


def _fact_groups(found: Listing, lang: str) -> list[FactGroup]:
    """Facts by group, in the order of the vocabulary."""
    groups = (_fact_group(found, group, lang) for group in GROUPS if group not in APART)
    return [group for group in groups if group.yes or group.no or group.unclear or group.unstated]


def _fact_group(found: Listing, group: str, lang: str) -> FactGroup:
    def words(facets: frozenset[str]) -> tuple[str, ...]:
        return tuple(facet_label(facet, lang) for facet in sorted(facets) if facet.startswith(f"{group}="))

    reasons = found.facts.reasons
    unclear = frozenset(facet for facet, reason in reasons if reason == CONFLICT)
    return FactGroup(
        group_label(group, lang),
        words(found.facts.yes),
        words(found.facts.no),
        words(unclear),
        words(frozenset(unstated(found, group)) - unclear),
        any(facet.startswith(f"{group}=") and reason == GENERAL_SUD for facet, reason in reasons),
    )


def unstated(found: Listing, group: str) -> tuple[str, ...]:
    """Facets of a group that are worth asking and that the source says nothing of."""
    if found.kind not in GROUPS[group].kinds:
        return ()
    facets = (f"{group}={code}" for code in WORTH_ASKING.get(group, ()))
    return tuple(facet for facet in facets if found.says(facet) is Answer.NOT_STATED)
