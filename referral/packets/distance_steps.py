"""How much farther: steps at which listings really lie, the nearest first.

Ten miles more that hold nothing are no way out, so steps are taken from the listings and not one by one.
"""

from collections.abc import Iterable
from math import ceil

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.place import miles_between
from referral.packets.changes import MOST_LEG_MIN, MOST_MILES
from referral.packets.free_time import Week

MILES_STEP = 10
LEG_STEP_MIN = 15
MAX_STEPS = 12
DISTANCE_CODES = ("raise_miles", "raise_leg")


def distance_steps(week: Week, codes: Iterable[str], listings: Iterable[Listing]) -> list[tuple[Reason, ...]]:
    """Changes of exactly these codes (`DISTANCE_CODES`), the least first; at most `MAX_STEPS`, the last the farthest.

    week: of the profile before the change. listings: those that should come within reach.
    """
    wanted = [code for code in DISTANCE_CODES if code in codes]
    most = {"raise_miles": MOST_MILES, "raise_leg": MOST_LEG_MIN}
    now = {"raise_miles": week.profile.travel.max_miles or 0, "raise_leg": week.profile.travel.max_leg_min}
    found = set()
    for listing in listings:
        for miles, leg in _asks(week, listing):
            far = {"raise_miles": miles, "raise_leg": leg}
            if all(now[code] < far[code] <= most[code] for code in wanted):
                found.add(tuple(far[code] for code in wanted))
    steps = [*sorted(found)[:MAX_STEPS], tuple(most[code] for code in wanted)]
    names = {"raise_miles": "miles", "raise_leg": "minutes"}
    return [
        tuple(Reason(code, {names[code]: value}) for code, value in zip(wanted, step, strict=True))
        for step in dict.fromkeys(steps)
    ]


def _asks(week: Week, listing: Listing) -> Iterable[tuple[int, int]]:
    """Miles and minutes of one trip, in whole steps, from the nearest place of the week and from every place of it."""
    stop = week.stop_at(listing)
    if stop is None:
        return
    places = (week.home, *week.anchors.values())
    miles = min(miles_between(place.point, stop.point) for place in places)
    least = week.profile.travel.max_leg_min
    for pick in (min, max):
        trips = (max(week.minutes(place, stop), week.minutes(stop, place)) for place in places)
        more = max(0, pick(trips) - least)
        yield max(1, ceil(miles / MILES_STEP)) * MILES_STEP, least + ceil(more / LEG_STEP_MIN) * LEG_STEP_MIN
