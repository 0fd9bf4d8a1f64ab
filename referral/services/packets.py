"""Planning: a profile becomes a packet that the independent checker has passed."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from time import perf_counter

from referral.domain.errors import BadInput, PacketInvalid, TravelUnavailable
from referral.domain.fit import Asked
from referral.domain.listing import Listing
from referral.domain.need import SAFETY_QUESTIONS, About, Need, Profile, Risk, Safety
from referral.domain.packet import Gate, GateNotice, Packet
from referral.domain.place import Place, Point, Precision, miles_between
from referral.domain.ports import Clock, Places, Roads, SearchIndex, Store
from referral.domain.safety import gates_of
from referral.domain.search import SearchQuery, Sort
from referral.domain.vocabulary import Kind
from referral.matching.first_steps import MEDICINE_FACETS
from referral.matching.person import kinds_of, levels_of
from referral.packets.candidates import Candidates
from referral.packets.check import violations
from referral.packets.plan import plan
from referral.packets.road_trips import RoadTrips
from referral.packets.travel import reach_miles
from referral.services.packet_trips import PacketTrips, ask_ahead
from referral.services.profile_reader import load
from referral.services.profiles import read_profile
from referral.services.searches import read_moment

_LOG = logging.getLogger("handoff.packets")

WIDE_MILES = 100.0
"""Programs are looked for this far: what is out of reach is counted, and may be the first real gain."""
LOCAL_MILES = 25.0
"""Meetings and resources are looked for at least this far, or twice as far as one trip goes."""
MOST = 2_000
"""Listings for a question, confirmed and nearest first; more could not be told apart by a person."""
MOST_MEDICINE = 200
"""Of places with opioid medicine, of which three are shown."""

_NOWHERE = Place("", Point(0, 0), Precision.NONE, None, "UTC")
"""Home of a profile of which the safety answers alone are read."""

_WITHDRAWAL = frozenset({"withdrawal", "withdrawal_residential", "withdrawal_hospital"})


class Packets:
    """Plans packets. Keeps nothing of a profile. Safe from several threads."""

    def __init__(
        self, index: SearchIndex, store: Store, places: Places, clock: Clock, roads: Roads | None = None
    ) -> None:
        self._index = index
        self._store = store
        self._places = places
        self._clock = clock
        self._trips = PacketTrips(roads)

    def read(self, profile: str | bytes | Mapping[str, object]) -> Profile:
        """The profile that JSON means. Raises BadInput naming the path."""
        return read_profile(profile, self._places)

    def plan(self, profile: str | bytes | Mapping[str, object] | Profile, now: datetime | str | None = None) -> Packet:
        """The checked packet of a profile.

        now: None reads the clock; text without an offset is read in the profile's zone. Raises BadInput naming the
        path, IndexUnavailable, and PacketInvalid when the checker finds a fault; such a packet is never shown.
        """
        begun = perf_counter()
        person = profile if isinstance(profile, Profile) else self.read(profile)
        moment = self._moment(now, person)
        trips = self._trips.of(person)
        candidates = self.candidates(person, moment, trips)
        packet = self._planned(person, candidates, moment, trips)
        return replace(packet, seconds=round(perf_counter() - begun, 4))

    def _planned(self, person: Profile, candidates: Candidates, moment: datetime, trips: RoadTrips | None) -> Packet:
        """The checked packet, by road where a travel server answers, else by great circles with a note."""
        if trips is not None:
            with suppress(TravelUnavailable):
                ask_ahead(trips, person, known_listings(candidates).values())
                packet = _checked(person, candidates, moment, trips)
                return replace(packet, notes=(*packet.notes, *self._trips.notes(trips)))
        packet = _checked(person, candidates, moment, None)
        return packet if packet.stopped else replace(packet, notes=(*packet.notes, *self._trips.notes(None)))

    def gates_despite(self, source: str | bytes | Mapping[str, object]) -> tuple[GateNotice, ...]:
        """The gates of the safety answers alone, whatever else is wrong: a slip elsewhere must not hide them."""
        try:
            answers = load(source).get("safety")
        except BadInput:
            return ()
        if not isinstance(answers, Mapping):
            return ()
        risks = {name: Risk(answers[name]) for name in SAFETY_QUESTIONS if answers.get(name) in tuple(Risk)}
        return gates_of(Profile(home=_NOWHERE, needs=(), time_zone="UTC", safety=Safety(**risks)))

    def _moment(self, now: datetime | str | None, profile: Profile) -> datetime:
        if now is None:
            return self._clock.now()
        return read_moment(now, profile.time_zone) if isinstance(now, str) else now

    def candidates(self, profile: Profile, now: datetime, trips: RoadTrips | None = None) -> Candidates:
        """Every plausible listing for each need, and for what safety adds. Kept ones are always among them.

        trips: how far one goes where a travel server answers; None = by great circles.
        """
        reach = reach_miles(profile.travel, trips)
        gates = {notice.gate for notice in gates_of(profile)}
        programs = frozenset({Kind.PROGRAM})
        pinned = self._pinned(profile)
        by_need = {need.id: _joined(self._for_need(profile, need, now, reach), pinned) for need in profile.needs}
        withdrawal = Asked(kinds=programs, facets={"level": _WITHDRAWAL}, about=About())
        medicine = [Asked(kinds=programs, facets={group: codes}, about=About()) for group, codes in _medicine_groups()]
        return Candidates(
            by_need=by_need,
            withdrawal=_joined(self._found(profile.home, withdrawal, WIDE_MILES, now))
            if Gate.WITHDRAWAL in gates
            else (),
            medicine=_joined(*(self._found(profile.home, asked, WIDE_MILES, now, MOST_MEDICINE) for asked in medicine))
            if Gate.OPIOIDS in gates
            else (),
        )

    def _pinned(self, profile: Profile) -> tuple[Listing, ...]:
        if not profile.pins:
            return ()
        with self._store.unit() as uow:
            return tuple(uow.listings.get_many(sorted(profile.pins)).values())

    def _for_need(self, profile: Profile, need: Need, now: datetime, reach: float) -> Iterator[Listing]:
        """Around home, and around anchors whose surroundings home's circle does not hold; online ones too."""
        near = max(LOCAL_MILES, 2 * reach)
        radius = WIDE_MILES if Kind.PROGRAM in kinds_of(need) else min(WIDE_MILES, near)
        asked = _asked(need)
        yield from self._found(profile.home, asked, radius, now)
        for anchor in profile.anchors:
            beyond = miles_between(profile.home.point, anchor.place.point) + reach
            if beyond > radius:
                yield from self._found(anchor.place, asked, radius, now)
        if need.kind is Kind.PROGRAM:
            online = replace(asked, facets={**asked.facets, "attendance": frozenset({"online"})})
            yield from self._found(profile.home, online, radius, now)

    def _found(self, place: Place, asked: Asked, radius: float, now: datetime, most: int = MOST) -> tuple[Listing, ...]:
        return self._index.listings(
            SearchQuery(now=now, place=place, radius_miles=radius, asked=asked, sort=Sort.DISTANCE, limit=most)
        )


def _checked(person: Profile, candidates: Candidates, moment: datetime, trips: RoadTrips | None) -> Packet:
    """A packet that the independent checker has passed."""
    packet = plan(person, candidates, moment, trips)
    road = None if trips is None else trips.minutes
    found = violations(packet, person, known_listings(candidates), moment, road)
    if found:
        _LOG.error("a packet failed its check: %s", ", ".join(found))  # codes only: nothing of the person
        raise PacketInvalid(found)
    return packet


def _asked(need: Need) -> Asked:
    """What every candidate of a need must not deny: its kind, level and topic.

    A person about whom nothing is said keeps places for some people among the candidates: `matching` judges them.
    """
    facets: dict[str, frozenset[str]] = {}
    levels = levels_of(need)
    if levels:
        facets["level"] = levels
    if need.topic is not None:
        facets["topic"] = frozenset({need.topic})
    return Asked(kinds=kinds_of(need), facets=facets, about=About())


def _medicine_groups() -> list[tuple[str, frozenset[str]]]:
    groups: dict[str, set[str]] = {}
    for facet in sorted(MEDICINE_FACETS):
        group, code = facet.split("=", 1)
        groups.setdefault(group, set()).add(code)
    return [(group, frozenset(codes)) for group, codes in groups.items()]


def _joined(*sources: Iterator[Listing] | tuple[Listing, ...]) -> tuple[Listing, ...]:
    """Listings of several answers, each once, by id."""
    found = {listing.id: listing for source in sources for listing in source}
    return tuple(found[listing_id] for listing_id in sorted(found))


def known_listings(candidates: Candidates) -> dict[str, Listing]:
    """Every candidate by id."""
    groups = (*candidates.by_need.values(), candidates.withdrawal, candidates.medicine)
    return {listing.id: listing for group in groups for listing in group}
