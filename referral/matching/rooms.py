"""Which rooms a meeting opens to whom: families, other concerns, and closed meetings.

Sources: the fellowships' own published traditions. AA closes some meetings to people with a desire to stop drinking;
NA to people who think they may have a drug problem, alcohol counted as a drug.
"""

from collections.abc import Iterable

FAMILY_FELLOWSHIPS = frozenset({"AlAnon", "Alateen", "NarAnon", "FamiliesAnonymous", "GamAnon", "SAnon"})
"""For people close to someone, not for the person who uses."""

OTHER_FELLOWSHIPS = frozenset({"OA", "DA", "GA", "UA", "SAA", "SLAA", "SCA", "CoDA", "ACA"})
"""For concerns other than substances."""

_CLOSED_TO: dict[str, frozenset[str]] = {
    "AA": frozenset({"alcohol"}),
    "CMA": frozenset({"stimulants"}),
    "CA": frozenset({"stimulants"}),
    "HA": frozenset({"opioids"}),
    "MA": frozenset({"cannabis"}),
    "NicA": frozenset(),
}
"""The substances whose users a fellowship's closed meetings are for; one not named here is for any substance."""


def welcomes_closed(fellowships: Iterable[str], substances: frozenset[str]) -> bool:
    """True when what a person said makes them a member of one of these fellowships."""
    used = substances - {"mental_health", "gambling"}
    return any(bool(used & _CLOSED_TO.get(name, used)) for name in fellowships)
