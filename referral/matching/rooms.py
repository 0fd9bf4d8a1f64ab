"""Which rooms a meeting opens to whom: families, other concerns, closed meetings, and rooms that are not religious.

Sources: the fellowships' own published traditions. AA closes some meetings to people with a desire to stop drinking;
NA to people who think they may have a drug problem, alcohol counted as a drug. SMART and LifeRing call themselves
secular; Celebrate Recovery is a Christian program.
"""

from collections.abc import Iterable

from referral.domain.facts import Answer
from referral.domain.fit import answer_group
from referral.domain.listing import Listing

FAMILY_FELLOWSHIPS = frozenset({"AlAnon", "Alateen", "NarAnon", "FamiliesAnonymous", "GamAnon", "SAnon"})
"""For people close to someone, not for the person who uses."""

OTHER_FELLOWSHIPS = frozenset({"OA", "DA", "GA", "UA", "SAA", "SLAA", "SCA", "CoDA", "ACA"})
"""For concerns other than substances."""

WOMEN_FELLOWSHIPS = frozenset({"WFS"})
"""Women for Sobriety."""

SECULAR = "meeting=secular"
SECULAR_FELLOWSHIPS = frozenset({"SMART", "LifeRing"})
RELIGIOUS_FELLOWSHIPS = frozenset({"CelebrateRecovery"})

_CLOSED_TO: dict[str, frozenset[str]] = {
    "AA": frozenset({"alcohol"}),
    "CMA": frozenset({"stimulants"}),
    "CA": frozenset({"stimulants"}),
    "HA": frozenset({"opioids"}),
    "MA": frozenset({"cannabis"}),
    "GA": frozenset({"gambling"}),
}
"""What closed meetings of a fellowship are about; one not named here, and not for other concerns: any substance."""

_UNKNOWABLE = FAMILY_FELLOWSHIPS | OTHER_FELLOWSHIPS - _CLOSED_TO.keys() | {"NicA"}
"""Whose members nothing in a profile tells."""


def membership(fellowships: Iterable[str], substances: frozenset[str]) -> Answer:
    """Whether what a person said makes them a member of one of these fellowships.

    No only when they named what they use and each fellowship is about something else. Not stated without a fellowship.
    """
    answers = {_member(name, substances - {"mental_health"}) for name in fellowships}
    if Answer.YES in answers:
        return Answer.YES
    return Answer.NO if answers == {Answer.NO} else Answer.NOT_STATED


def _member(fellowship: str, used: frozenset[str]) -> Answer:
    if fellowship in _UNKNOWABLE or not used:
        return Answer.NOT_STATED
    about = _CLOSED_TO.get(fellowship, used - {"gambling"})
    return Answer.YES if used & about else Answer.NO


def for_others(fellowships: frozenset[str], substances: frozenset[str]) -> bool:
    """True when all the fellowships of a meeting are for families or for concerns that the person did not name."""
    named = {"GA"} if "gambling" in substances else set()
    return bool(fellowships) and fellowships <= (FAMILY_FELLOWSHIPS | OTHER_FELLOWSHIPS) - named


def says(listing: Listing, facet: str) -> Answer:
    """What a listing answers to a required or preferred facet; a fellowship's own tradition says if it is secular."""
    group, code = facet.split("=", 1)
    answer, _facets = answer_group(listing, group, frozenset({code}))
    if facet != SECULAR or answer is not Answer.NOT_STATED:
        return answer
    fellowships = frozenset(listing.facts.codes("fellowship"))
    if fellowships & SECULAR_FELLOWSHIPS:
        return Answer.YES
    return Answer.NO if fellowships and fellowships <= RELIGIOUS_FELLOWSHIPS else Answer.NOT_STATED
