"""Rules, states of needs, what is said of pins and of unmet needs, and dates: recomputed without the planner."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from referral.domain.listing import Listing, Mode
from referral.domain.need import Need, OnlineChoice, Profile
from referral.domain.packet import NeedResult, NeedState, Packet, Status
from referral.domain.vocabulary import Kind
from referral.packets.check_choices import choice_violations, sure_items
from referral.packets.check_person import need_violations, person_violations
from referral.packets.check_safety import expected_gates


def rule_violations(packet: Packet, profile: Profile, listings: Mapping[str, Listing], now: datetime) -> Iterator[str]:
    """Codes of broken rules, states, unmet needs and totals."""
    needs = {need.id: need for need in profile.needs}
    used = {(item.need, item.listing_id) for item in packet.week}
    used |= {(item.need, item.listing_id) for other in packet.other_weeks for item in other.week}
    used |= {(choice.need, choice.match.listing.id) for choice in packet.choices}
    used |= {(alternate.need, alternate.listing_id) for alternate in packet.alternates}
    used |= {(after.need, after.listing.id) for after in packet.after}
    used |= {(_need_of(packet, one.for_id), one.listing_id) for one in packet.substitutes}
    gates = expected_gates(profile)
    for need_id, listing_id in used:
        yield from person_violations(profile, listings[listing_id], gates)
        need = needs.get(need_id)
        if need is not None:
            yield from need_violations(profile, need, listings[listing_id], gates)
    yield from choice_violations(packet, profile, gates)
    if packet.status is not Status.STOPPED_FOR_SAFETY:
        yield from _states(packet, needs)
        yield from _pins(packet, profile)
    yield from _unmet(packet)
    yield from _dates(packet, now)


def _need_of(packet: Packet, listing_id: str) -> str:
    return next((item.need for item in packet.week if item.listing_id == listing_id), "")


def _states(packet: Packet, needs: Mapping[str, Need]) -> Iterator[str]:
    unmet = [result.need for result in packet.needs if result.state is NeedState.UNMET]
    if [one.need for one in packet.unmet] != unmet:
        yield "unmet_wrong"
    if (packet.status is Status.PARTIAL) != bool(unmet):
        yield "status_wrong"
    if not unmet and packet.proven != (packet.status is Status.PROVEN_OPTIMAL):
        yield "status_wrong"
    for result in packet.needs:
        yield from _state(packet, needs[result.need], result)


def _state(packet: Packet, need: Need, result: NeedResult) -> Iterator[str]:
    """What a state promises: items that are confirmed, a choice, something to ask, or nothing at all."""
    items = [item for item in packet.week if item.need == need.id]
    real = [item for item in items if not item.reserved]
    chosen = [choice.match.fit.fit.value for choice in packet.choices if choice.need == need.id]
    meeting = need.kind is Kind.MEETING
    few = meeting and len(items) < need.per_week.min
    zero = meeting and need.per_week.min == 0
    sure = sure_items(packet, need)
    confirmed = sum(sure[item.listing_id] for item in real)
    enough = confirmed >= need.per_week.min if meeting else confirmed == len(real)
    wrong = {
        NeedState.PLACED: few or not (real or zero) or len(real) < len(items) or not enough,
        NeedState.CHOSEN: bool(items) or chosen[:1] != ["yes"],
        NeedState.ASK: few or not chosen,
        NeedState.UNMET: bool(items or chosen) if not meeting else not zero and len(items) >= need.per_week.min,
    }
    if wrong.get(result.state, True):
        yield "state_wrong"
    named = {choice.match.listing.id for choice in packet.choices if choice.need == need.id}
    if any(item.listing_id not in named for item in items):
        yield "item_without_choice"
    if result.state is not NeedState.ASK and len(real) < len(items):
        yield "reserved_not_needed"


def _pins(packet: Packet, profile: Profile) -> Iterator[str]:
    """A kept place stands in the packet for a need of the person's, or the packet says that it does not."""
    needs = {need.id for need in profile.needs}
    shown = {item.listing_id for item in packet.week}
    shown |= {choice.match.listing.id for choice in packet.choices if choice.need in needs}
    said = {str(note.params.get("listing")) for note in packet.notes if note.code in ("pin_not_kept", "pin_unknown")}
    if profile.pins - shown != said:
        yield "pin_unsaid"


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
