"""Who may come, what was refused, states and totals of a packet, recomputed without the planner's rules."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import asin, cos, pi, sin, sqrt

from referral.domain.listing import Listing, Mode
from referral.domain.need import Gender, Need, OnlineChoice, Profile
from referral.domain.packet import Choice, NeedState, Packet, Status
from referral.domain.place import Point
from referral.domain.vocabulary import Kind
from referral.packets.check_safety import expected_gates

_MEDICINE = "safety:opioid_medicine"
_WITHDRAWAL = "safety:withdrawal"
_LEVEL_TOPICS = {"recovery_housing": "level=recovery_housing", "crisis": "level=crisis"}


def miles(a: Point, b: Point) -> float:
    """Straight-line miles by the chord between two points of a sphere."""

    def vector(point: Point) -> tuple[float, float, float]:
        lat, lon = point.latitude * pi / 180, point.longitude * pi / 180
        return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)

    chord = sqrt(sum((x - y) ** 2 for x, y in zip(vector(a), vector(b), strict=True)))
    return 2 * 3958.7613 * asin(min(1.0, chord / 2))


def rule_violations(packet: Packet, profile: Profile, listings: Mapping[str, Listing], now: datetime) -> Iterator[str]:
    """Codes of broken rules, states, unmet needs and totals."""
    needs = {need.id: need for need in profile.needs}
    used = {(item.need, item.listing_id) for item in packet.week}
    used |= {(choice.need, choice.match.listing.id) for choice in packet.choices}
    used |= {(alternate.need, alternate.listing_id) for alternate in packet.alternates}
    used |= {(after.need, after.listing.id) for after in packet.after}
    used |= {(_need_of(packet, one.for_id), one.listing_id) for one in packet.substitutes}
    gates = expected_gates(profile)
    for need_id, listing_id in used:
        yield from _person(profile, listings[listing_id], gates)
        need = needs.get(need_id)
        if need is not None:
            yield from _asked(profile, need, listings[listing_id])
    for choice in packet.choices:
        yield from _choice(choice, needs, gates)
    if packet.status is not Status.STOPPED_FOR_SAFETY:
        yield from _states(packet, needs)
    yield from _unmet(packet)
    yield from _dates(packet, now)


def _need_of(packet: Packet, listing_id: str) -> str:
    return next((item.need for item in packet.week if item.listing_id == listing_id), "")


def _person(profile: Profile, listing: Listing, gates: list[str]) -> Iterator[str]:
    """The hard rules: they hold for every listing that a packet names."""
    yes, about = listing.facts.yes, profile.about
    if listing.id in profile.bans:
        yield "banned"
    minor = about.age_years is not None and about.age_years < 18
    adult = about.age_years is not None and not minor
    left_out = {
        "prison": True,
        "women_only": about.gender is Gender.MAN,
        "men_only": about.gender is Gender.WOMAN or "G3" in gates,
        "youth_only": adult,
        "veterans_only": bool(about.groups) and "veterans" not in about.groups,
    }
    if any(out and f"restricted={code}" in yes for code, out in left_out.items()):
        yield "restricted"
    if minor and "population=adolescents" in listing.facts.no:
        yield "age"
    if about.gender is Gender.MAN and "population=men" in listing.facts.no:
        yield "gender"
    if about.gender is Gender.WOMAN and "population=women" in listing.facts.no:
        yield "gender"
    takes = about.medications & {"buprenorphine", "methadone"}
    if takes and listing.kind is Kind.PROGRAM and "medication=excludes" in yes:
        yield "medicine"
    if "G3" in gates and "population=pregnant_postpartum" in listing.facts.no:
        yield "pregnancy"


def _asked(profile: Profile, need: Need, listing: Listing) -> Iterator[str]:
    facts = listing.facts
    leveled = _LEVEL_TOPICS.get(need.topic or "", "") in facts.yes
    if listing.kind is not need.kind and not (listing.kind is Kind.PROGRAM and leveled):
        yield "kind_wrong"
    if need.level is not None and f"level={need.level}" in facts.no:
        yield "level_wrong"
    if any(facet in facts.no for facet in need.require if facet not in ("attendance=online", "attendance=in_person")):
        yield "required_denied"
    if need.fellowships and all(f"fellowship={code}" in facts.no for code in need.fellowships):
        yield "fellowship_wrong"
    payment = [f"payment={code}" for code in profile.payment]
    if need.kind is Kind.PROGRAM and payment and all(facet in facts.no for facet in payment):
        yield "payment_denied"
    spoken = [f"language={code}" for code in profile.languages]
    if spoken and all(facet in facts.no for facet in spoken):
        yield "language_denied"
    if profile.online is OnlineChoice.NO and listing.online_only:
        yield "online_refused"
    if listing.online_only and listing.kind is Kind.PROGRAM and listing.location.state != profile.home.state:
        yield "other_state"
    yield from _far(profile, listing)


def _far(profile: Profile, listing: Listing) -> Iterator[str]:
    limit, point = profile.travel.max_miles, listing.location.point
    away = listing.online_only or bool(listing.serves) or "attendance=hybrid" in listing.facts.yes
    if limit is None or point is None or away:
        return
    places = [profile.home, *(anchor.place for anchor in profile.anchors)]
    if all(miles(place.point, point) > limit + 1e-6 for place in places):
        yield "too_far"


def _choice(choice: Choice, needs: Mapping[str, Need], gates: list[str]) -> Iterator[str]:
    yes, match = choice.match.listing.facts.yes, choice.match
    if choice.need == _MEDICINE:
        offers = yes & {"medication=buprenorphine", "medication=methadone", "level=otp"}
        if not offers or "medication=excludes" in yes:
            yield "medicine"
    elif choice.need == _WITHDRAWAL and "G2" in gates:
        pass
    elif choice.need not in needs:
        yield "need_unknown"
    elif "G3" in gates and needs[choice.need].level == "withdrawal_outpatient":
        yield "pregnancy"
    if any(facet not in yes and "attendance=" not in facet for facet in match.preferred):
        yield "fact_not_stated"
    stored = [facet for facet in match.fit.matched if facet.split("=")[0] not in ("topic", "attendance")]
    if any(facet not in yes for facet in stored):
        yield "fact_not_stated"
    if (match.fit.fit.value == "ask") != bool(match.fit.not_stated) or match.fit.fit.value == "no":
        yield "fit_wrong"


def _states(packet: Packet, needs: Mapping[str, Need]) -> Iterator[str]:
    unmet = [result.need for result in packet.needs if result.state is NeedState.UNMET]
    if [one.need for one in packet.unmet] != unmet:
        yield "unmet_wrong"
    if (packet.status is Status.PARTIAL) != bool(unmet):
        yield "status_wrong"
    if packet.proven != (packet.status is Status.PROVEN_OPTIMAL):
        yield "status_wrong"
    for result in packet.needs:
        need = needs[result.need]
        items = [item for item in packet.week if item.need == result.need]
        real = [item for item in items if not item.reserved]
        chosen = any(choice.need == result.need for choice in packet.choices)
        few = need.kind is Kind.MEETING and len(items) < need.per_week.min
        zero = need.kind is Kind.MEETING and need.per_week.min == 0
        wrong = {
            NeedState.PLACED: few or not (real or zero),
            NeedState.CHOSEN: bool(items) or not chosen,
            NeedState.ASK: few or not chosen,
            NeedState.UNMET: need.kind is not Kind.MEETING and bool(items or chosen),
        }
        if wrong.get(result.state, True):
            yield "state_wrong"


def _unmet(packet: Packet) -> Iterator[str]:
    for one in packet.unmet:
        if any(count < 1 for _rule, count in one.removed_by):
            yield "count_wrong"
        if any(relaxation.gains < 1 or not relaxation.change for relaxation in one.relaxations):
            yield "relaxation_without_gain"


def _dates(packet: Packet, now: datetime) -> Iterator[str]:
    days = None if packet.check_again_on is None else (packet.check_again_on - now.date()).days
    if days is None or not 13 <= days <= 15:
        yield "check_again_wrong"
    if packet.as_of != now:
        yield "as_of_wrong"
    if len(packet.first_actions) > 3:
        yield "too_many_actions"


def may_be_online(profile: Profile, listing: Listing, mode: Mode) -> bool:
    """True when a session of a mode can be attended from home by this person."""
    online = mode in (Mode.ONLINE, Mode.HYBRID) or listing.online_only
    same_state = listing.kind is not Kind.PROGRAM or listing.location.state == profile.home.state
    return online and profile.online is not OnlineChoice.NO and same_state
