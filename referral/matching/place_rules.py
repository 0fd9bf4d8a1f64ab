"""Rules on what a listing is, and whether it can be reached: kind, bans, online, distance, service area."""

from dataclasses import replace

from referral.domain.facts import Answer
from referral.domain.fit import answer_group
from referral.domain.listing import Listing
from referral.domain.need import OnlineChoice
from referral.domain.place import Place
from referral.domain.reach import Reach, Reached, holds, reach
from referral.matching.case import PASS, Case, Verdict, ask_about, refuse
from referral.matching.person import Person

AREA = "area"
"""Name of the question whether a place serves where the person lives, as it stands in `not_stated`."""


_OTHER_KIND, _BANNED, _ONLINE_ONLY = refuse("other_kind"), refuse("banned"), refuse("online_only")
_TOO_FAR = refuse("too_far")


def places_of(person: Person) -> tuple[Place, ...]:
    """Home first, then every anchor."""
    return (person.profile.home, *(anchor.place for anchor in person.profile.anchors))


def reached(person: Person, listing: Listing, max_miles: float | None) -> Reached | None:
    """How a person reaches a listing: from home, or within the limit of any anchor; distance is always from home."""
    online, miles_of = person.profile.online is not OnlineChoice.NO, person.miles_of
    from_home = reach(listing, person.profile.home, max_miles, wants_online=online, miles_of=miles_of)
    if from_home is not None and from_home.reach is Reach.NEAR:
        return from_home
    found = [
        from_home,
        *(reach(listing, place, max_miles, wants_online=online, miles_of=miles_of) for place in places_of(person)[1:]),
    ]
    best = min((one for one in found if one is not None), key=lambda one: one.reach.rank, default=None)
    if best is None or best.reach is not Reach.NEAR:
        return best
    point = listing.location.point
    return best if point is None else replace(best, distance_miles=miles_of(person.profile.home.point, point))


def kind(case: Case) -> Verdict:
    """Another kind of listing, another level of care, or a resource for another topic."""
    if case.listing.kind not in case.asked.kinds:
        return _OTHER_KIND
    levels = case.asked.facets.get("level")
    if levels and answer_group(case.listing, "level", levels)[0] is Answer.NO:
        return _OTHER_KIND
    topic = case.asked.facets.get("topic")
    if topic and answer_group(case.listing, "topic", topic)[0] is not Answer.YES:
        return _OTHER_KIND
    return PASS


def banned(case: Case) -> Verdict:
    """A place that the person left out."""
    return _BANNED if case.listing.id in case.person.profile.bans else PASS


def online(case: Case) -> Verdict:
    """Online alone, which the person does not want, or a program by video of another state."""
    return _ONLINE_ONLY if case.reached is None and case.listing.online_only else PASS


def distance(case: Case) -> Verdict:
    """Farther than the limit from home and from every anchor. An unknown distance is a question of the match."""
    return _TOO_FAR if case.reached is None else PASS


def area(case: Case) -> Verdict:
    """A place near by that names the areas it serves, home not among them: no record says that others are refused."""
    serves = case.listing.serves
    if not serves or case.reached is None or case.reached.reach is not Reach.NEAR:
        return PASS
    return PASS if any(holds(one, case.person.profile.home) for one in serves) else ask_about("ask_area", AREA)
