"""Caps, windows to ask for, substitutes and sums of a packet, recomputed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from referral.domain.listing import Listing, Mode
from referral.domain.need import Need
from referral.domain.packet import Choice, Leg, Packet, WeekItem
from referral.domain.vocabulary import Kind
from referral.packets.check_clock import clock_ahead, holds, local_start, open_minutes, weekly
from referral.packets.check_ground import Ground
from referral.packets.check_rules import may_be_online

_WEEK = 7 * 24 * 60
_ONLINE = {"attendance=online", "attendance=hybrid"}


def sum_violations(
    ground: Ground, packet: Packet, needs: Mapping[str, Need], listings: Mapping[str, Listing], now: datetime
) -> Iterator[str]:
    """Codes of false windows and substitutes, and wrong sums."""
    yield from _windows(ground, packet, needs, now)
    yield from _substitutes(ground, packet, listings, now)
    yield from _totals(ground, packet, needs)


def cap_violations(ground: Ground, packet: Packet, needs: Mapping[str, Need]) -> Iterator[str]:
    """Codes of too many meetings a day or a week, and of meetings on days of a program that are to be kept free."""
    programs = {ground.day_of(i.span.start_min) for i in packet.week if needs[i.need].kind is Kind.PROGRAM}
    for need in needs.values():
        if need.kind is Kind.MEETING:
            days = [ground.day_of(item.span.start_min) for item in packet.week if item.need == need.id]
            if any(days.count(day) > need.max_per_day for day in days):
                yield "too_many_a_day"
            if len(days) > need.per_week.target:
                yield "too_many_a_week"
            if need.avoid_program_days and programs & set(days):
                yield "on_program_day"


def _windows(ground: Ground, packet: Packet, needs: Mapping[str, Need], now: datetime) -> Iterator[str]:
    for choice in packet.choices:
        listing = choice.match.listing
        for span in choice.ask_windows:
            if not ground.is_free(span.start_min, span.length_min):
                yield "ask_window_not_free"
            if any(opening.rrule is None for opening in listing.hours):
                hours = open_minutes(listing, clock_ahead(listing, ground.profile, now))
                if not holds(hours, 1, span.start_min, span.length_min):
                    yield "ask_window_closed"
        if not _can_attend(ground, choice):
            yield "ask_window_without_travel"
        yield from _room_inside(packet, choice, needs)


def _can_attend(ground: Ground, choice: Choice) -> bool:
    """True when one way to attend leaves time for the trips before and after every window, or the place is unknown."""
    listing = choice.match.listing
    if listing.location.point is None and not listing.online_only:
        return True
    ways = _ways(ground, listing, Mode.HYBRID if listing.facts.yes & _ONLINE else Mode.IN_PERSON)
    spans = [(span.start_min, span.length_min) for span in choice.ask_windows]
    return not spans or any(all(_there_and_back(ground, span, place) for span in spans) for place in ways)


def _room_inside(packet: Packet, choice: Choice, needs: Mapping[str, Need]) -> Iterator[str]:
    """Reserved room is the first choice's, and lies in the times to ask it for."""
    first = next(other for other in packet.choices if other.need == choice.need)
    if choice is not first or choice.need not in needs:
        return
    for item in packet.week:
        if item.need == choice.need and item.reserved:
            inside = any(
                (item.span.start_min - span.start_min) % _WEEK + item.span.length_min <= span.length_min
                for span in choice.ask_windows
            )
            if item.listing_id != choice.match.listing.id or not inside:
                yield "reserved_outside_windows"


def _ways(ground: Ground, listing: Listing, mode: Mode) -> list[str]:
    """Where the person may be while attending: the place, where it is known, or home."""
    in_person = mode is not Mode.ONLINE and not listing.online_only and listing.location.point is not None
    at_home = ["home"] if may_be_online(ground.profile, listing, mode) else []
    return ([listing.id] if in_person else []) + at_home


def _there_and_back(ground: Ground, span: tuple[int, int], place: str, others: Sequence[WeekItem] = ()) -> bool:
    """True when a place can be reached before a span and left after it, from and to what stands next to it."""
    if not ground.fixed and ground.same("home", place):
        return True
    for start, length, came, due in ground.stretches:
        at = (span[0] - start) % _WEEK
        if at + span[1] <= length:
            ends = [(0, came)]
            begins = [(length, due)]
            for item in others:
                other = (item.span.start_min - start) % _WEEK
                spot = "home" if item.mode is Mode.ONLINE else item.listing_id
                if other + item.span.length_min <= at:
                    ends.append((other + item.span.length_min, spot))
                elif at + span[1] <= other < length:
                    begins.append((other, spot))
            left, origin = max(ends)
            next_at, destination = min(begins)
            return left + ground.lead(origin, place) <= at and at + span[1] + ground.lead(place, destination) <= next_at
    return False


def _substitutes(ground: Ground, packet: Packet, listings: Mapping[str, Listing], now: datetime) -> Iterator[str]:
    for one in packet.substitutes:
        listing = listings[one.listing_id]
        ahead = clock_ahead(listing, ground.profile, now)
        span = one.span.start_min, one.span.length_min
        modes = [
            session.mode
            for session in weekly(listing.sessions)
            if (local_start(session.span.start_min, ahead), session.span.length_min) == span
        ]
        if not modes or not ground.is_free(*span):
            yield "substitute_wrong"
        taken = [item for item in packet.week if item.listing_id != one.for_id and item.yields_to is None]
        minutes = {(one.span.start_min + m) % _WEEK for m in range(one.span.length_min)}
        if any((item.span.start_min + m) % _WEEK in minutes for item in taken for m in range(item.span.length_min)):
            yield "substitute_wrong"
        if one.for_id not in {item.listing_id for item in packet.week}:
            yield "substitute_wrong"
        ways = [place for mode in modes for place in _ways(ground, listing, mode)]
        if not any(_there_and_back(ground, span, place, taken) for place in ways):
            yield "substitute_wrong"


def _totals(ground: Ground, packet: Packet, needs: Mapping[str, Need]) -> Iterator[str]:
    programs = [item for item in packet.week if needs[item.need].kind is Kind.PROGRAM]
    hours = sum(item.span.length_min for item in programs if not item.reserved) / 60
    room = sum(item.span.length_min for item in programs if item.reserved) / 60
    meetings = sum(needs[item.need].kind is Kind.MEETING for item in packet.week)
    totals = packet.totals
    if (totals.program_hours, totals.program_hours_reserved, totals.meetings) != (hours, room, meetings):
        yield "totals_wrong"
    if packet.stopped:
        return
    baseline = sum(_commute(ground, came, due, length) for _start, length, came, due in ground.stretches)
    if totals.baseline_travel_min != baseline:
        yield "totals_wrong"
    driven = travel_min(ground, packet.week, packet.legs)
    if driven is not None and totals.travel_min != driven:
        yield "totals_wrong"


def travel_min(ground: Ground, week: Sequence[WeekItem], legs: Sequence[Leg]) -> int | None:
    """Minutes on the road of a week: its legs, and the trips of free time in which nothing stands.

    None where something yields: its legs are of another week.
    """
    if any(item.yields_to for item in week):
        return None
    untouched = [
        _commute(ground, came, due, length)
        for start, length, came, due in ground.stretches
        if not any((item.span.start_min - start) % _WEEK < length for item in week)
    ]
    return sum(leg.minutes for leg in legs) + sum(untouched)


def _commute(ground: Ground, came: str, due: str, length: int) -> int:
    """Travel between two fixed places: straight, or home in between where that costs less than waiting."""
    straight = ground.trip(came, due)
    back, out = ground.trip(came, "home"), ground.trip("home", due)
    most = ground.profile.travel.max_leg_min
    can_go = straight <= length and straight <= most
    by_home = bool(back) and bool(out) and back + out <= length and max(back, out) <= most
    at_home = ground.same(came, "home") or ground.same(due, "home")
    waiting = 0 if at_home else length - straight
    if by_home and (not can_go or 4 * (back + out) < 4 * straight + waiting):
        return back + out
    return straight
