"""What a week is charged for, in quarter minutes of travel: the only place where wishes are weighed against ways.

Needs come first, then how sure a fit is, then wishes and travel by a rate that can be said: a wish that is not met
counts as three minutes on the road.
"""

from referral.domain.match import Match
from referral.domain.need import Need, OnlineChoice
from referral.domain.reach import Reach
from referral.domain.vocabulary import Kind
from referral.matching.matches import wish_points
from referral.matching.person import Person

WISH = 12
"""One wish that is not met."""
UNMET_PROGRAM, UNMET_VISIT, UNMET_MEETING = 300_000, 200_000, 100_000
"""A need that nothing answers; of meetings each that is missing to the least number."""
MISSING_MEETING = 120
"""Each meeting that is missing to the number wished for."""
CROWDED = 40
"""Two neighbouring days with meetings, where as many meetings could stand apart: worth ten minutes on the road a week.
"""
SURENESS = 10_000
"""One step from confirmed to open to ask: more than any two weeks differ in travel."""
BY_VIDEO = 96
"""A session from home by video, unless that is preferred: going is worth twelve minutes each way."""
LOST_PIN = 2_000_000
"""A place to keep that is not kept: its need would rather leave others unmet."""
NO_ROOM = 10_000_000
"""No room kept for a program of unknown times. More than anything but a program whose times are known."""
PROGRAM_BEFORE_ROOM = 30_000_000
"""Added for a program that nothing answers, where room is kept for another."""
UNUSUAL_TIME = 150
"""Each more usual time that was passed over for the room that is kept: for needs, not for travel or wishes."""


def sureness(person: Person, need: Need, match: Match) -> int:
    """The price of what must be asked before a match is sure; in pregnancy, programs that name it come first."""
    names_it = "population=pregnant_postpartum" in match.listing.facts.yes
    second = person.pregnant and need.kind is Kind.PROGRAM and not names_it
    return SURENESS * (match.fit.rank + 4 * (match.reach is Reach.UNKNOWN) + 8 * second)


def wishes(person: Person, need: Need, match: Match) -> int:
    """The price of wishes that a match does not meet; twice that of one that it denies."""
    return WISH * (len(person.wishes(need)) + wish_points(need, match))


def by_video(person: Person) -> int:
    """The price of a session from home."""
    return 0 if person.profile.online is OnlineChoice.PREFER else BY_VIDEO
