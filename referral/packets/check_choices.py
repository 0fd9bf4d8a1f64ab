"""What a packet claims of the places to call, recomputed: facts, sureness of the fit, distance, order."""

from collections.abc import Iterator, Mapping

from referral.domain.match import Match
from referral.domain.need import Need, Profile
from referral.domain.packet import Choice, Packet
from referral.domain.vocabulary import LIVE_IN_LEVELS, Kind
from referral.packets.check_ground import miles

_MEDICINE = "safety:opioid_medicine"
_WITHDRAWAL = "safety:withdrawal"
_DERIVED = ("topic=", "attendance=")
"""Groups of which an asked code can be answered by a stated one of another name."""
_SECULAR = {"fellowship=SMART", "fellowship=LifeRing"}
_SURENESS = ("yes", "open", "ask")


def choice_violations(packet: Packet, profile: Profile, gates: list[str]) -> Iterator[str]:
    """Codes of what is wrong with the choices of a packet."""
    needs = {need.id: need for need in profile.needs}
    for choice in packet.choices:
        need = needs.get(choice.need)
        yield from _for_safety(choice, need, gates)
        yield from _facts(choice.match)
        yield from _distance(profile, choice.match)
        if need is not None:
            yield from _sureness(profile, need, choice.match)
    for need in profile.needs:
        yield from _order(packet, profile, need, gates)


def _for_safety(choice: Choice, need: Need | None, gates: list[str]) -> Iterator[str]:
    yes = choice.match.listing.facts.yes
    if choice.need == _MEDICINE:
        offers = yes & {"medication=buprenorphine", "medication=methadone", "level=otp"}
        if not offers or "medication=excludes" in yes:
            yield "medicine"
    elif choice.need == _WITHDRAWAL and "G2" in gates:
        return
    elif need is None:
        yield "need_unknown"
    elif "G3" in gates and need.level == "withdrawal_outpatient":
        yield "pregnancy"


def _states(match: Match, facet: str) -> bool:
    """True when a claimed facet is really stated, or can be answered by another."""
    yes = match.listing.facts.yes
    secular = facet == "meeting=secular" and bool(yes & _SECULAR)
    return facet in yes or facet.startswith(_DERIVED) or secular


def _facts(match: Match) -> Iterator[str]:
    claimed = (*match.fit.matched, *match.preferred)
    if not all(_states(match, facet) for facet in claimed):
        yield "fact_not_stated"
    if (match.fit.fit.value == "ask") != bool(match.fit.not_stated) or match.fit.fit.value == "no":
        yield "fit_wrong"


def _distance(profile: Profile, match: Match) -> Iterator[str]:
    point = match.listing.location.point
    if match.distance_miles is None:
        return
    if point is None or abs(miles(profile.home.point, point) - match.distance_miles) > 0.05:
        yield "distance_wrong"


def _sureness(profile: Profile, need: Need, match: Match) -> Iterator[str]:
    """Everything that was asked and is not stated must be said so; unknown times are never a yes."""
    listing, fit = match.listing, match.fit
    any_of = [[f"language={code}" for code in profile.languages]]
    if need.kind is Kind.PROGRAM:
        any_of += [[f"payment={code}" for code in profile.payment], [f"level={need.level}"] if need.level else []]
        takes = profile.about.medications & {"buprenorphine", "methadone"}
        any_of += [["medication=accepts", *(f"medication={code}" for code in takes)] if takes else []]
    if need.kind is Kind.MEETING:
        any_of.append([f"fellowship={code}" for code in need.fellowships])
    any_of += [[facet] for facet in need.require if not facet.startswith(_DERIVED)]
    for facets in any_of:
        if facets and not any(_states(match, facet) for facet in facets) and not set(facets) & set(fit.not_stated):
            yield "fit_too_sure"
    times = [*listing.sessions, *(session for track in listing.tracks for session in track.sessions)]
    if need.kind is Kind.PROGRAM and need.level not in LIVE_IN_LEVELS and fit.fit.value == "yes" and not times:
        yield "fit_too_sure"


def _order(packet: Packet, profile: Profile, need: Need, gates: list[str]) -> Iterator[str]:
    """Confirmed before open before ask; kept places, and in pregnancy programs that name it, may stand before.

    A visit that stands in the week may come first, for it is what fits the week.
    """
    matches = [choice.match for choice in packet.choices if choice.need == need.id]
    if need.kind is Kind.RESOURCE and any(item.need == need.id for item in packet.week):
        matches = matches[1:]
    keys = [_key(profile, need, match, gates) for match in matches]
    if keys != sorted(keys):
        yield "order_wrong"


def _key(profile: Profile, need: Need, match: Match, gates: list[str]) -> tuple[bool, bool, bool, int]:
    listing = match.listing
    names_it = "population=pregnant_postpartum" in listing.facts.yes
    first_in_pregnancy = "G3" in gates and need.kind is Kind.PROGRAM
    far_unknown = match.reach.value == "unknown"
    return (
        listing.id not in profile.pins,
        first_in_pregnancy and not names_it,
        far_unknown,
        _SURENESS.index(match.fit.fit.value),
    )


def sure_items(packet: Packet, need: Need) -> Mapping[str, bool]:
    """Listing id of every item of a need -> whether it is said to be confirmed; False without a choice."""
    said = {choice.match.listing.id: choice.match.fit.fit.value for choice in packet.choices if choice.need == need.id}
    return {item.listing_id: said.get(item.listing_id) == "yes" for item in packet.week if item.need == need.id}
