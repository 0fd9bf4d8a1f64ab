"""Times of a packet, recomputed minute by minute: items, tracks, reserved room, legs and the ways between."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from referral.domain.listing import Listing, Mode, Session, Track
from referral.domain.need import Need, Profile
from referral.domain.packet import Leg, Packet, WeekItem
from referral.domain.vocabulary import Kind
from referral.packets.check_clock import clock_ahead, holds, local_start, open_minutes, weekly
from referral.packets.check_ground import Ground, RoadMinutes, miles
from referral.packets.check_rules import may_be_online
from referral.packets.check_sums import cap_violations, sum_violations

_WEEK = 7 * 24 * 60
_ROOM = {"iop": (3, 180), "php": (5, 240), "otp": (5, 30), "outpatient": (1, 60)}
"""Level -> days and minutes of the room that may be kept for a program of unknown times."""


def week_violations(
    packet: Packet,
    profile: Profile,
    listings: Mapping[str, Listing],
    now: datetime,
    road: RoadMinutes | None = None,
) -> Iterator[str]:
    """Codes of everything wrong with times, places and sums."""
    ground = Ground(profile, listings, road)
    needs = {need.id: need for need in profile.needs}
    yield from held_violations(ground, packet, needs, listings, now)
    yield from sum_violations(ground, packet, needs, listings, now)
    for other in packet.other_weeks:
        instead = replace(packet, week=other.week, legs=other.legs)
        if any(held_violations(ground, instead, needs, listings, now)):
            yield "other_week_wrong"


def held_violations(
    ground: Ground, packet: Packet, needs: Mapping[str, Need], listings: Mapping[str, Listing], now: datetime
) -> Iterator[str]:
    """Codes of what cannot be in the week of a packet: items, whole tracks, visits, legs, ways between, caps."""
    for item in packet.week:
        yield from _item(ground, item, needs[item.need], listings[item.listing_id], now)
    for need in needs.values():
        yield from _whole_tracks(packet, need, listings, ground.profile, now)
        yield from _visits(packet, need)
    for leg in packet.legs:
        yield from _leg(ground, leg)
    yield from _chains(ground, packet)
    yield from cap_violations(ground, packet, needs)


def _when(item: WeekItem) -> tuple[int, int]:
    return item.span.start_min, item.span.length_min


def _item(ground: Ground, item: WeekItem, need: Need, listing: Listing, now: datetime) -> Iterator[str]:
    start, length = _when(item)
    if not ground.is_free(start, length):
        yield "item_outside_free_time"
    ahead = clock_ahead(listing, ground.profile, now)
    stated = weekly([session for _name, session in listing.all_sessions])
    if item.mode is Mode.IN_PERSON and listing.location.point is None:
        yield "place_unknown"
    if item.mode is Mode.HYBRID:
        yield "mode_wrong"
    if item.reserved:
        yield from _room(item, need, listing, ground.profile, ahead)
    elif item.book:
        hours = open_minutes(listing, ahead)
        if need.kind is not Kind.RESOURCE or length != need.visit_min or not holds(hours, 1, start, length):
            yield "visit_outside_hours"
    else:
        same = [s for s in stated if (local_start(s.span.start_min, ahead), s.span.length_min) == (start, length)]
        if not same:
            yield "not_a_session"
        elif not any(_mode_fits(ground.profile, listing, session, item.mode) for session in same):
            yield "mode_wrong"


def _mode_fits(profile: Profile, listing: Listing, session: Session, mode: Mode) -> bool:
    if mode is Mode.ONLINE:
        return may_be_online(profile, listing, session.mode)
    return mode is Mode.IN_PERSON and session.mode is not Mode.ONLINE and not listing.online_only


def _room(item: WeekItem, need: Need, listing: Listing, profile: Profile, ahead: int) -> Iterator[str]:
    """Room is kept only for programs of unknown times, in the usual length, while they are open."""
    stated = [s for track in listing.tracks if track.level in (None, need.level) for s in track.sessions]
    if need.kind is not Kind.PROGRAM or weekly([*listing.sessions, *stated]):
        yield "reserved_but_times_stated"
    minor = profile.about.age_years is not None and profile.about.age_years < 18
    usual = (3, 120) if need.level == "iop" and minor else _ROOM.get(need.level or "")
    if usual is None or item.span.length_min != usual[1]:
        yield "reserved_wrong_length"
    if any(opening.rrule is None for opening in listing.hours):
        hours = open_minutes(listing, ahead)
        if not holds(hours, 1, *_when(item)):
            yield "reserved_outside_hours"
    if item.mode is Mode.ONLINE and not listing.facts.yes & {"attendance=online", "attendance=hybrid"}:
        yield "mode_wrong"


def _whole_tracks(
    packet: Packet, need: Need, listings: Mapping[str, Listing], profile: Profile, now: datetime
) -> Iterator[str]:
    """A program stands in the week with one whole track or one session attended alone, or with whole room."""
    items = [item for item in packet.week if item.need == need.id]
    if need.kind is not Kind.PROGRAM or not items:
        return
    listing = listings[items[0].listing_id]
    if len({item.listing_id for item in items}) > 1 or len({item.reserved for item in items}) > 1:
        yield "track_incomplete"
    elif items[0].reserved:
        minor = profile.about.age_years is not None and profile.about.age_years < 18
        days = 3 if need.level == "iop" and minor else _ROOM.get(need.level or "", (0, 0))[0]
        if len(items) != days or len({item.span.day for item in items}) != days:
            yield "track_incomplete"
    else:
        ahead = clock_ahead(listing, profile, now)
        times = sorted(_when(item) for item in items)
        alone = [(local_start(s.span.start_min, ahead), s.span.length_min) for s in weekly(listing.sessions)]
        whole = any(_is_track(track, times, ahead, items[0].track) for track in listing.tracks)
        if not whole and not (len(times) == 1 and times[0] in alone):
            yield "track_incomplete"
        if sum(time[1] for time in times) < 60 * _least_hours(need, profile):
            yield "too_few_hours"
        levels = {track.level for track in listing.tracks if track.name == items[0].track}
        if need.level is not None and levels and None not in levels and need.level not in levels:
            yield "level_wrong"


def _visits(packet: Packet, need: Need) -> Iterator[str]:
    """One visit for a resource of which a visit was asked, none for one that is only chosen."""
    if need.kind is Kind.RESOURCE and sum(item.need == need.id for item in packet.week) > (need.visit_min is not None):
        yield "too_many_visits"


def _least_hours(need: Need, profile: Profile) -> int:
    if need.hours_per_week is not None:
        return need.hours_per_week
    minor = profile.about.age_years is not None and profile.about.age_years < 18
    return {"iop": 6 if minor else 9, "php": 20, "outpatient": 1}.get(need.level or "", 0)


def _is_track(track: Track, times: list[tuple[int, int]], ahead: int, name: str | None) -> bool:
    sessions = [(local_start(s.span.start_min, ahead), s.span.length_min) for s in track.sessions if s.rrule is None]
    return track.name == name and len(times) == track.needed and all(time in sessions for time in times)


def _leg(ground: Ground, leg: Leg) -> Iterator[str]:
    if not ground.is_free(leg.span.start_min, leg.span.length_min):
        yield "leg_outside_free_time"
    if leg.minutes > ground.profile.travel.max_leg_min:
        yield "leg_too_long"
    origin, destination = ground.spot(leg.origin), ground.spot(leg.destination)
    if origin is None or destination is None:
        yield "leg_place_unknown"
    else:
        if leg.minutes != leg.span.length_min or leg.minutes < ground.trip(leg.origin, leg.destination):
            yield "leg_too_short"
        if abs(leg.miles_straight - miles(origin.point, destination.point)) > 0.05:
            yield "leg_miles_wrong"


def _chains(ground: Ground, packet: Packet) -> Iterator[str]:
    """Both weeks must be possible: as planned, and with reserved time given up to what yields."""
    used: set[Leg] = set()
    needed = {item.need for item in packet.week if item.reserved}
    for item in packet.week:
        if item.yields_to is not None and (item.yields_to not in needed or item.reserved):
            yield "yield_wrong"
    planned = [item for item in packet.week if item.yields_to is None]
    given_up = [item for item in packet.week if not item.reserved]
    yield from _walk(ground, planned, packet.legs, used, lambda _items: True)
    yielding = [item for item in packet.week if item.yields_to is not None]
    if yielding:
        yield from _walk(ground, given_up, packet.legs, used, lambda items: any(i in yielding for i in items))
        for item in yielding:
            clash = [other for other in planned if other.reserved and _meets(ground, other, item)]
            if not clash:
                yield "yield_wrong"
    if set(packet.legs) - used:
        yield "leg_stray"


def _meets(ground: Ground, a: WeekItem, b: WeekItem) -> bool:
    """True when two items stand in one stretch of free time."""
    for start, length, _came, _due in ground.stretches:
        inside = [(item.span.start_min - start) % _WEEK < length for item in (a, b)]
        if all(inside):
            return True
    return False


def _walk(
    ground: Ground,
    items: list[WeekItem],
    legs: tuple[Leg, ...],
    used: set[Leg],
    counts: Callable[[list[WeekItem]], bool],
) -> Iterator[str]:
    """Go through every stretch of free time with the items in it, using only the legs that the packet lists."""
    for start, length, came, due in ground.stretches:
        inside = sorted(
            (item for item in items if (item.span.start_min - start) % _WEEK < length),
            key=lambda item: (item.span.start_min - start) % _WEEK,
        )
        at, where = 0, came
        before: list[WeekItem] = []
        for item in inside:
            begins = (item.span.start_min - start) % _WEEK
            place = "home" if item.mode is Mode.ONLINE else item.listing_id
            if begins < at:
                yield "items_overlap"
            elif counts([*before, item]) and not _gone(ground, legs, used, (start, at, begins), (where, place)):
                yield "leg_missing"
            at, where, before = begins + item.span.length_min, place, [item]
        if inside and counts(before) and not _gone(ground, legs, used, (start, at, length), (where, due)):
            yield "leg_missing"


def _gone(
    ground: Ground, legs: tuple[Leg, ...], used: set[Leg], gap: tuple[int, int, int], ends: tuple[str, str]
) -> bool:
    """True when the legs listed in a gap lead from one place to another: none, one, or two by home."""
    base, begins, stops = gap
    origin, destination = ends
    within = [
        (first, leg)
        for leg in legs
        if (first := (leg.span.start_min - base) % _WEEK) >= begins and first + leg.span.length_min <= stops
    ]
    if ground.same(origin, destination) and not within:
        return True
    within.sort(key=lambda pair: (pair[1].origin != origin) + (pair[1].destination != destination))
    for _first, leg in within:
        if ground.same(leg.origin, origin) and ground.same(leg.destination, destination):
            used.add(leg)
            return True
    for first, leg in within:
        if ground.same(leg.origin, origin) and leg.destination == "home":
            for second, onward in within:
                arrives = first + leg.span.length_min
                if second >= arrives and onward.origin == "home" and ground.same(onward.destination, destination):
                    used.update((leg, onward))
                    return True
    return ground.same(origin, destination)
