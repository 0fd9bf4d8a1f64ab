"""What each need of a person asks of the week, with the prices of everything that could answer it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from referral.domain.fit import FitClass
from referral.domain.listing import Mode
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.vocabulary import LIVE_IN_LEVELS
from referral.matching.person import Person
from referral.packets import prices
from referral.packets.ask_windows import ask_for, times_unknown
from referral.packets.attendance import place_unknown
from referral.packets.free_time import Week
from referral.packets.options import Offer, room_offers, session_offers, track_offers, visit_offers
from referral.packets.shortlist import shortlist
from referral.packets.weekly_problem import AskedMeetings, AskedProgram, AskedVisit, Priced

DAYS = 7


def is_timed(need: Need, match: Match) -> bool:
    """True for a program of stated times; not for a place to stay."""
    stay = match.fit.schedule is None and need.level in LIVE_IN_LEVELS
    return not stay and not times_unknown(need, match)


def is_asked(need: Need, match: Match) -> bool:
    """True for a program that answers a need by being asked: a place to stay, one of unknown times or unknown place."""
    return not is_timed(need, match) or place_unknown(match.listing, None)


def is_asked_visit(match: Match) -> bool:
    """True for a place to visit whose hours, or place, must be asked."""
    return match.fit.schedule in (FitClass.ASK, None) or place_unknown(match.listing, None)


@dataclass(frozen=True, slots=True)
class Known:
    """By need and listing: ways to attend a program, sessions or visits, and the price of the fit."""

    tracks: dict[tuple[str, str], tuple[tuple[Offer, ...], ...]] = field(default_factory=dict)
    offers: dict[tuple[str, str], tuple[Offer, ...]] = field(default_factory=dict)
    fits: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """One person's prices. pins: ids of listings to keep; grid_min: minutes between visits that are tried.

    known: what a match offers and what its fit costs, from earlier drafts of the same matches.
    """

    week: Week
    person: Person
    pins: frozenset[str]
    grid_min: int | None = None
    known: Known = field(default_factory=Known)

    def program(self, need: Need, matches: tuple[Match, ...], *, beside_room: bool) -> AskedProgram:
        """Tracks of stated times; else room for the first choice that is asked, or nothing but its name.

        beside_room: whether room is kept for any program need.
        """
        asked = first_asked(need, matches)
        sets = [
            (offers, self._fit(need, match) + self._online(offers))
            for match in matches
            if is_timed(need, match)
            for offers in self._tracks(need, match)
        ]
        none = prices.UNMET_PROGRAM + (prices.PROGRAM_BEFORE_ROOM if beside_room else 0)
        if asked is not None:
            none = self._fit(need, asked)
            rooms = list(self.rooms(need, asked))
            sets += [(room, none + at * prices.UNUSUAL_TIME) for at, room in enumerate(rooms)]
            none += prices.NO_ROOM if rooms else 0
        kept = any(offers[0].match.listing.id in self.pins for offers, _price in sets)
        priced = [(offers, price + self._lost(kept, offers[0].match)) for offers, price in sets]
        lost = kept and (asked is None or asked.listing.id not in self.pins)
        return AskedProgram(need, priced, none + (prices.LOST_PIN if lost else 0))

    def rooms(self, need: Need, match: Match) -> Iterator[tuple[Offer, ...]]:
        """Room that could be kept for a program of unknown times."""
        if times_unknown(need, match):
            yield from room_offers(self.person, need, match, ask_for(self.week, self.person, need, match))

    def visit(self, need: Need, matches: tuple[Match, ...], *, everywhere: bool) -> AskedVisit:
        """Visits inside hours and sessions, at the shortlisted places or everywhere."""
        timed = tuple(match for match in matches if not place_unknown(match.listing, None))
        some = timed if everywhere else shortlist(self.week, self.person, timed, lambda one: self._fit(need, one))
        some = tuple(match for match in timed if match in some or match.listing.id in self.pins) if self.pins else some
        priced: list[Priced] = []
        for match in some:
            priced += self._each(self._visits(need, match), self._fit(need, match))
        unknown = next((match for match in matches if is_asked_visit(match)), None)
        none = prices.UNMET_VISIT if unknown is None else self._fit(need, unknown)
        offers_, lost = self._kept(priced)
        return AskedVisit(need, offers_, none + lost)

    def meetings(self, need: Need, matches: tuple[Match, ...]) -> AskedMeetings:
        """Every weekly session. Where none is confirmed, that they must be asked costs nothing."""
        least = prices.SURENESS * min((match.fit.rank for match in matches), default=0)
        priced: list[Priced] = []
        for match in matches:
            priced += self._each(self._sessions(need, match), self._fit(need, match) - least)
        kept = sorted({offer.match.listing.id for offer, _price in priced} & self.pins, reverse=True)
        goal = max(need.per_week.min, need.per_week.target)
        return AskedMeetings(
            need,
            priced,
            need.per_week.min,
            goal,
            (need.max_per_day,) * DAYS,
            prices.UNMET_MEETING,
            prices.MISSING_MEETING,
            tuple(kept),
            prices.LOST_PIN,
        )

    def _kept(self, priced: list[Priced]) -> tuple[list[Priced], int]:
        """Offers with the price of not being the kept place, and that price for nothing at all."""
        if not any(offer.match.listing.id in self.pins for offer, _price in priced):
            return priced, 0
        return [(offer, price + self._lost(True, offer.match)) for offer, price in priced], prices.LOST_PIN

    def _lost(self, kept: bool, match: Match) -> int:  # noqa: FBT001
        return prices.LOST_PIN if kept and match.listing.id not in self.pins else 0

    def _fit(self, need: Need, match: Match) -> int:
        key = need.id, match.listing.id
        price = self.known.fits.get(key)
        if price is None:
            price = prices.sureness(self.person, need, match) + prices.wishes(self.person, need, match)
            self.known.fits[key] = price
        return price

    def _tracks(self, need: Need, match: Match) -> Sequence[tuple[Offer, ...]]:
        key = need.id, match.listing.id
        if key not in self.known.tracks:
            self.known.tracks[key] = tuple(track_offers(self.week, self.person, need, match))
        return self.known.tracks[key]

    def _sessions(self, need: Need, match: Match) -> Sequence[Offer]:
        key = need.id, match.listing.id
        if key not in self.known.offers:
            self.known.offers[key] = tuple(session_offers(self.week, self.person, match))
        return self.known.offers[key]

    def _visits(self, need: Need, match: Match) -> Sequence[Offer]:
        key = need.id, match.listing.id
        if key not in self.known.offers:
            offers = [*session_offers(self.week, self.person, match)]
            offers += visit_offers(self.week, self.person, need, match, self.grid_min)
            self.known.offers[key] = tuple(offers)
        return self.known.offers[key]

    def _each(self, offers: Iterable[Offer], price: int) -> list[Priced]:
        video = prices.by_video(self.person)
        return [(offer, price + video if offer.way.mode is Mode.ONLINE else price) for offer in offers]

    def _online(self, offers: Iterable[Offer]) -> int:
        return prices.by_video(self.person) * sum(offer.way.mode is Mode.ONLINE for offer in offers)


def first_asked(need: Need, matches: Iterable[Match]) -> Match | None:
    """The best match of a program need that answers it by being asked; None when all state their times."""
    return next((match for match in matches if is_asked(need, match)), None)
