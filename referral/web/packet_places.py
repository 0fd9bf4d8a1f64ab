"""The places of a packet, need by need: what is confirmed, what to ask, and what a visitor can change about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from referral.domain.match import Match
from referral.domain.need import Profile
from referral.domain.packet import Choice, NeedState, Packet, Relaxation, Unmet
from referral.domain.reach import Reach, Reached
from referral.domain.source import Named, source_of
from referral.domain.vocabulary import Kind
from referral.web.common import directory
from referral.web.packet_ease import ease_text
from referral.web.packet_edits import DROP, EASE, FREE, KEEP, Edit
from referral.web.presenters import PhoneLink, listing_url, phone_links
from referral.wording.labels import facet_label
from referral.wording.packet_text import (
    change_words,
    gain_words,
    no_way_words,
    price_words,
    rule_label,
    say,
)
from referral.wording.pages import page_words
from referral.wording.result_text import ask_words, distance_words, fit_words
from referral.wording.source_text import dated_words
from referral.wording.times import listing_times, weekly_words

_MAX_TIMES = 4
_MORE_CARDS = ((48, 1), (30, 2))
"""With more places than this, a need shows so many beside those of its week: the page stays light on a poor line."""


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One place in words. price: what a week with it costs more, if known; full: whether all is said of it.

    keep, drop: what its buttons send, None when nothing can be changed.
    """

    id: str
    anchor: str
    name: str
    url: str
    full: bool
    in_week: bool
    kept: bool
    price: str
    distance: str
    fit: str
    fit_words: str
    address: str
    hidden: bool
    online: bool
    join_url: str | None
    times: tuple[str, ...]
    matched: tuple[str, ...]
    ask: tuple[str, ...]
    conflicts: tuple[str, ...]
    windows: tuple[str, ...]
    phones: tuple[PhoneLink, ...]
    questions: list[str]
    age: str
    keep: str | None = None
    drop: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a place stands in its packet. edits: what its two buttons send."""

    anchor: str
    full: bool
    in_week: bool
    price: str
    edits: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class WayOut:
    """A change that would help. gain: what it brings; do: what its button sends."""

    words: str
    gain: str
    do: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a need has no answer: what took places out, what alone keeps some out, true ways out, or that none is."""

    removed: list[str]
    only: list[str]
    ways: list[WayOut]
    none: str


@dataclass(slots=True)
class NeedPart:
    """One need. shown: places that stand open; more: those that a visitor opens."""

    id: str
    anchor: str
    name: str
    state: NeedState | None
    shown: list[PlaceCard] = field(default_factory=list)
    more: list[PlaceCard] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    why_not: WhyNot | None = None


def needs_of(
    packet: Packet, profile: Profile, names: Mapping[str, str], now: datetime, lang: str, *, edits: bool
) -> tuple[list[NeedPart], dict[str, str]]:
    """Every need that has places or a reason for having none, in order; and where each listing stands on the page.

    edits: whether the reader may change the packet.
    """
    states = {result.need: result.state for result in packet.needs}
    ids = dict.fromkeys((*states, *(choice.need for choice in packet.choices)))
    parts = {need: NeedPart(need, f"need-{at}", names[need], states.get(need)) for at, need in enumerate(ids, 1)}
    in_week = {(item.need, item.listing_id) for item in packet.week}
    prices = {(one.need, one.listing_id): price_words(one.extra_min_per_week, lang) for one in packet.alternates}
    meetings = {need.id for need in profile.needs if need.kind is Kind.MEETING}
    anchors: dict[str, str] = {}
    named = directory().sources.named()
    for at, choice in enumerate(packet.choices, 1):
        part, key = parts[choice.need], (choice.need, choice.match.listing.id)
        stand = Standing(
            anchor=f"place-{at}",
            full=not part.shown and choice.need not in meetings,
            in_week=key in in_week,
            price=prices.get(key, ""),
            edits=_edits(packet, profile, choice, part) if edits else (None, None),
        )
        anchors.setdefault(key[1], stand.anchor)
        card = _card(choice, stand, now, lang, named, subject=profile.subject)
        (part.shown if stand.in_week or not part.shown else part.more).append(card)
    most = next((more for many, more in _MORE_CARDS if len(packet.choices) > many), None)
    if most is not None:
        for part in parts.values():
            del part.more[most:]
    for unmet in packet.unmet:
        parts[unmet.need].why_not = _why_not(unmet, lang, profile.subject)
    for note in packet.notes:
        if note.params.get("need") in parts:
            parts[str(note.params["need"])].notes.append(say(note, lang, profile.subject))
    return [part for part in parts.values() if part.shown or part.why_not], anchors


def _edits(packet: Packet, profile: Profile, choice: Choice, part: NeedPart) -> tuple[str, str] | tuple[None, None]:
    """What "Keep this" and "Not this place" send; nothing where safety chose the places."""
    if packet.stopped or part.state is None:
        return None, None
    listing_id = choice.match.listing.id
    if listing_id in profile.pins:
        return Edit(FREE, choice.need, (listing_id,)).value, Edit(DROP, choice.need, (listing_id,)).value
    rivals = [other.match.listing.id for other in packet.choices if other.need == choice.need]
    kept = [other for other in rivals if other in profile.pins and _one_place(packet, choice.need)]
    return Edit(KEEP, choice.need, (listing_id, *kept[:1])).value, Edit(DROP, choice.need, (listing_id,)).value


def _one_place(packet: Packet, need: str) -> bool:
    """True when a need is answered by one place, so that keeping another sets the kept one free."""
    return len({item.listing_id for item in packet.week if item.need == need}) <= 1


def _card(choice: Choice, stand: Standing, now: datetime, lang: str, named: Named, *, subject: str) -> PlaceCard:
    match, listing = choice.match, choice.match.listing
    online = match.reach is Reach.ONLINE
    return PlaceCard(
        id=listing.id,
        anchor=stand.anchor,
        name=listing.name,
        url=listing_url(listing, lang),
        full=stand.full,
        in_week=stand.in_week,
        kept=stand.edits[0] is not None and stand.edits[0].startswith(FREE),
        price=stand.price,
        distance=_distance(match, lang),
        fit=match.fit.fit,
        fit_words=fit_words(match.fit, lang),
        address=listing.location.address,
        hidden=listing.location.hidden,
        online=online,
        join_url=listing.online.url if listing.online and online else None,
        times=listing_times(listing, lang)[:_MAX_TIMES],
        matched=_labels((*match.fit.matched, *match.preferred), lang),
        ask=ask_words(match.fit, lang),
        conflicts=_labels(match.conflicts, lang),
        windows=weekly_words(choice.ask_windows, lang),
        phones=phone_links(listing.phones, lang),
        questions=[say(question, lang, subject) for question in choice.questions],
        age=dated_words(source_of(listing.source, named), listing.as_of, now.date(), lang),
        keep=stand.edits[0],
        drop=stand.edits[1],
    )


def _labels(facets: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(facet_label(facet, lang) for facet in dict.fromkeys(facets))


def _distance(match: Match, lang: str) -> str:
    """Miles always say that they are a straight line. Empty for what is online only: the card says that beside it."""
    if match.distance_miles is not None:
        return page_words("packet.straight", lang, miles=f"{match.distance_miles:.1f}")
    return "" if match.reach is Reach.ONLINE else distance_words(Reached(match.reach), lang)


def _why_not(unmet: Unmet, lang: str, subject: str) -> WhyNot:
    return WhyNot(
        removed=[f"{count} {rule_label(rule, lang, subject)}" for rule, count in unmet.removed_by],
        only=[say(reason, lang, subject) for reason in unmet.only],
        ways=[_way_out(relaxation, unmet.need, lang) for relaxation in unmet.relaxations],
        none="" if unmet.relaxations else no_way_words(unmet, lang, subject),
    )


def _way_out(relaxation: Relaxation, need: str, lang: str) -> WayOut:
    edit = Edit(EASE, need, (ease_text(relaxation.change),))
    return WayOut(change_words(relaxation.change, lang), gain_words(relaxation, lang), edit.value)
