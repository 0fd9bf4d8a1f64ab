"""If you live here: the week planned anew from each of a shortlist of recovery houses that answer a need.

A house is a choice and not a promise, so the planned week keeps the home of the profile, whatever its safety answers
say; what each house would change stands beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from math import inf

from referral.domain.curfew import Curfew, curfew_of
from referral.domain.errors import TravelUnavailable
from referral.domain.listing import Listing, Mode
from referral.domain.match import Match
from referral.domain.need import Busy, Need, OnlineChoice, Profile
from referral.domain.packet import HomeWeek, NeedState
from referral.domain.place import Place
from referral.domain.vocabulary import Kind
from referral.domain.week import WEEK_MIN, WeekSet
from referral.matching.eligibility import takes_time
from referral.matching.person import person_of
from referral.packets import prices
from referral.packets.ask_windows import shift_min
from referral.packets.attendance import ONLINE_FACETS
from referral.packets.candidates import Candidates
from referral.packets.free_time import HOME, TRAVEL_COST, Week
from referral.packets.planner import Draft, prepare_in
from referral.packets.setting import Setting
from referral.packets.travel import Stop, TravelModel, miles_table, reach_miles

MAX_HOMES = 8
"""Houses that a week is planned from: the best fits nearest to where the week goes."""
MAX_SHOWN = 5
HOUSE = "level=recovery_housing"
_ROUNDING_MILES = 1e-6
_TURNS_ON_HOME = frozenset({"distance", "schedule", "online"})
"""Rules whose refusals may be otherwise from another home."""


def home_weeks(plan: Draft, candidates: Candidates, model: TravelModel) -> tuple[HomeWeek, ...]:
    """The weeks of the shortlist, what keeps most needs and takes least travel first. Empty without a house to choose.

    Empty too for a week too large to be planned again and again, and when a travel server stops answering.
    """
    found: list[HomeWeek] = []
    if not plan.proven:
        return ()
    with suppress(TravelUnavailable):
        for need, match in _shortlist(plan):
            found.append(_home_week(plan, need, match.listing, candidates, model))
    return tuple(sorted(found, key=_order)[:MAX_SHOWN])


def _order(one: HomeWeek) -> tuple[bool, int, int, int, str]:
    return one.past_curfew, len(one.loses), -len(one.gains), one.extra_min_per_week, one.listing.id


def _shortlist(plan: Draft) -> list[tuple[Need, Match]]:
    """Houses of known place by the price of their fit and of the ways from them to where the planned week goes."""
    hubs = list(_hubs(plan))
    priced = []
    for answered in plan.answered.values():
        for match in answered.judged.matches:
            stop = plan.week.stop_at(match.listing)
            if stop is not None and is_house(answered.need, match.listing):
                priced.append((_price(plan, answered.need, match, stop, hubs), match.listing.id, answered.need, match))
    priced.sort(key=lambda one: one[:2])
    first = {listing_id: (need, match) for _price, listing_id, need, match in reversed(priced)}
    return [first[listing_id] for listing_id in dict.fromkeys(one[1] for one in priced)][:MAX_HOMES]


def is_house(need: Need, listing: Listing) -> bool:
    """True for recovery housing that a need asks to live in, not to visit."""
    return HOUSE in listing.facts.yes and not takes_time(need, listing) and _asks_for_a_home(need)


def _asks_for_a_home(need: Need) -> bool:
    asked = {need.level, need.topic, *(facet.partition("=")[2] for facet in need.require)}
    return bool(asked & {"recovery_housing", "housing"})


def _hubs(plan: Draft) -> Iterator[Stop]:
    """Where the planned week goes, once for each time: items, and the places of fixed things before and after them."""
    for window in plan.week.windows:
        yield from (stop for stop in (window.origin, window.destination) if stop.key != HOME)
    yield from (entry.stop for entry in plan.agenda.entries if entry.stop.key != HOME)


def _price(plan: Draft, need: Need, match: Match, house: Stop, hubs: Iterable[Stop]) -> int:
    fit = prices.sureness(plan.person, need, match) + prices.wishes(plan.person, need, match)
    ways = sum(plan.week.minutes(house, hub) for hub in hubs)
    return fit + TRAVEL_COST * ways


def _home_week(plan: Draft, need: Need, house: Listing, candidates: Candidates, model: TravelModel) -> HomeWeek:
    curfew = curfew_of(house)
    if curfew is not None:
        shift = shift_min(house, plan.person)
        curfew = replace(curfew, spans=tuple(span.shift(-shift) for span in curfew.spans))
    profile = living_at(plan.person.profile, house, curfew)
    anywhere = {one.need: tuple(_listings(plan, one.need, candidates)) for one in plan.answered.values()}
    by_need = {one.id: attendable(profile, one, listings, model) for one, listings in anywhere.items()}
    by_need[need.id] = (house,)
    points = {one.location.point for listings in by_need.values() for one in listings}
    model.ask_between([profile.home.point], [point for point in points if point is not None], profile.travel.mode)
    setting = Setting.of(person_of(profile, plan.person.now), model, facts=plan.prepared.setting.facts)
    other = prepare_in(setting, Candidates(by_need)).draft()
    rest = [one for one in profile.needs if one.id != need.id]
    return HomeWeek(
        need=need.id,
        listing=house,
        week=tuple(entry.item for entry in other.agenda.entries),
        legs=other.agenda.legs(),
        extra_min_per_week=other.agenda.travel_min() - plan.agenda.travel_min(),
        curfew=curfew,
        past_curfew=curfew is not None and _is_past(plan.person.profile, other.week, curfew),
        gains=tuple(one.id for one in rest if _weight(other, one) > _weight(plan, one)),
        loses=tuple(one.id for one in rest if _weight(other, one) < _weight(plan, one)),
    )


def living_at(profile: Profile, house: Listing, curfew: Curfew | None) -> Profile:
    """The person with a house as home: what was done at home is done there, and its curfew is time at home."""
    where = house.location
    if where.point is None:
        raise ValueError("a house to live in has a point")
    home = Place(
        label=where.address or house.name,
        point=where.point,
        precision=where.precision,
        state=where.state,
        time_zone=profile.time_zone,
        county=where.county,
        town=where.town,
        zip5=where.zip5,
    )
    inside = () if curfew is None else (Busy(curfew.spans),)
    return replace(profile, home=home, busy=(*profile.busy, *inside))


def _listings(plan: Draft, need: Need, candidates: Candidates) -> Iterator[Listing]:
    """What could answer a need from any home: its matches, and what only a way or a time keeps out."""
    judged = plan.answered[need.id].judged
    out = {one.listing_id for one in judged.refusals if one.rule not in _TURNS_ON_HOME}
    yield from (listing for listing in candidates.by_need.get(need.id, ()) if listing.id not in out)


def attendable(profile: Profile, need: Need, listings: Sequence[Listing], model: TravelModel) -> tuple[Listing, ...]:
    """Without the listings that no trip from home or an anchor leads to and that cannot be joined from home.

    What takes no time is kept, and what is of unknown place.
    """
    points = [profile.home.point, *(anchor.place.point for anchor in profile.anchors)]
    placed = [one.location.point for one in listings if one.location.point is not None]
    miles = iter(miles_table(points, placed).min(axis=0, initial=inf).tolist())
    most = reach_miles(profile.travel, model) + _ROUNDING_MILES
    near = [one.location.point is None or next(miles) <= most for one in listings]
    return tuple(
        one
        for one, is_near in zip(listings, near, strict=True)
        if is_near or not takes_time(need, one) or _is_joined(profile, one)
    )


def _is_joined(profile: Profile, listing: Listing) -> bool:
    modes = {session.mode for _track, session in listing.all_sessions}
    online = bool(listing.facts.yes & ONLINE_FACETS) or bool(modes - {Mode.IN_PERSON})
    return online and profile.online is not OnlineChoice.NO


def _is_past(profile: Profile, week: Week, curfew: Curfew) -> bool:
    """True when busy time elsewhere reaches into the curfew, or leaves too little time for the way home before it."""
    elsewhere = WeekSet.of(span for busy in profile.busy if busy.at != HOME for span in busy.spans)
    if elsewhere & WeekSet.of(curfew.spans):
        return True
    starts = {span.start_min for span in curfew.spans}
    before = [window for window in week.windows if window.span.end_min % WEEK_MIN in starts]
    ways = [(week.lead_min(window.origin, window.destination), window.span.length_min) for window in before]
    return any(minutes is None or minutes > time for minutes, time in ways)


def _weight(plan: Draft, need: Need) -> int:
    """How far a need is answered: meetings, else how near it is to being placed."""
    if need.kind is Kind.MEETING:
        return plan.weight(need)
    return (NeedState.UNMET, NeedState.ASK, NeedState.CHOSEN, NeedState.PLACED).index(plan.answered[need.id].state)
