"""Safety claims of a packet, recomputed: gates and their order, lines, and what a stopped packet may hold."""

from collections.abc import Iterator

from referral.domain.need import Profile, Risk
from referral.domain.packet import NeedState, Packet, Status

_STOPS = ("G0", "G1", "G2")
_MAX_AFTER = 5
_MAX_MILES = 100.0


def safety_violations(packet: Packet, profile: Profile) -> Iterator[str]:
    """Codes of what is wrong with gates, lines, notes and stops."""
    gates = expected_gates(profile)
    shown = [notice.gate.value for notice in packet.gates]
    if shown != gates:
        yield "gates_wrong"
    codes = {note.code for note in packet.notes}
    unsure_supply = profile.about.substances & {"stimulants", "benzodiazepines"}
    if (_opioids(profile) or unsure_supply) and "naloxone" not in codes:
        yield "naloxone_missing"
    phones = {line.phone for line in packet.crisis}
    if not {"911", "988", "1-800-662-4357"} <= phones:
        yield "line_missing"
    if "GV" in gates and "1-800-799-7233" not in phones:
        yield "line_missing"
    if "veterans" in profile.about.groups and "988, press 1" not in phones:
        yield "line_missing"
    if _unasked(profile) and "safety_not_asked" not in codes:
        yield "not_asked_unsaid"
    if "G2" in gates and "g2_seizure" not in {what.code for notice in packet.gates for what in notice.actions}:
        yield "seizure_text_missing"
    stopped = any(gate in _STOPS for gate in gates)
    if stopped != (packet.status is Status.STOPPED_FOR_SAFETY):
        yield "status_wrong"
    if stopped:
        yield from _stopped(packet, profile, withdrawal="G2" in gates)
    elif packet.after or any(result.state is NeedState.AFTER for result in packet.needs):
        yield "after_without_stop"


def _stopped(packet: Packet, profile: Profile, *, withdrawal: bool) -> Iterator[str]:
    if any((packet.week, packet.legs, packet.alternates, packet.substitutes, packet.homes, packet.unmet)):
        yield "stopped_with_week"
    if packet.proven:
        yield "status_wrong"
    if packet.choices and not withdrawal:
        yield "stopped_with_choices"
    if any(result.state is not NeedState.AFTER for result in packet.needs):
        yield "state_wrong"
    if any(sum(after.need == need.id for after in packet.after) > _MAX_AFTER for need in profile.needs):
        yield "after_too_many"
    previous = (False, 0.0)
    for choice in packet.choices:
        yes = choice.match.listing.facts.yes
        beds = yes & {"level=withdrawal_hospital", "level=withdrawal_residential"}
        if not beds and ("level=withdrawal" not in yes or "level=withdrawal_outpatient" in yes):
            yield "outpatient_withdrawal"
        miles = choice.match.distance_miles
        if miles is not None and miles > _MAX_MILES:
            yield "too_far"
        unstated = not any(facet.startswith("detox=") for facet in choice.match.fit.matched)
        order = (unstated, float("inf") if miles is None else miles)
        if order < previous:
            yield "order_wrong"
        previous = order


def expected_gates(profile: Profile) -> list[str]:
    """The codes of all gates that apply, in their order."""
    said, about = profile.safety, profile.about
    applies = {
        "G0": _risky(said.emergency),
        "G1": _risky(said.suicidal) or _risky(said.harm_others),
        "G2": _risky(said.withdrawal_risk) or any(_withdrawal(profile)),
        "GV": _risky(said.unsafe_at_home),
        "G3": _pregnant(profile),
        "G4": _opioids(profile),
        "G5": _risky(said.no_safe_place) or _risky(said.more_than_iop),
        "GY": about.age_years is not None and about.age_years < 18,
    }
    return [code for code, applied in applies.items() if applied]


def _risky(answer: Risk | None) -> bool:
    return answer in (Risk.YES, Risk.UNKNOWN)


def _withdrawal(profile: Profile) -> Iterator[bool]:
    for need in profile.needs:
        yield (need.level or "").startswith("withdrawal")
        yield any(facet.split("=")[0] == "detox" or facet.startswith("level=withdrawal") for facet in need.require)


def _pregnant(profile: Profile) -> bool:
    if profile.safety.pregnant is not None:
        return profile.safety.pregnant is not Risk.NO
    wanted = any("population=pregnant_postpartum" in need.require for need in profile.needs)
    return wanted or "pregnant_postpartum" in profile.about.groups


def _opioids(profile: Profile) -> bool:
    if _risky(profile.safety.opioids):
        return True
    named = {"treats=opioids", "detox=opioids", "level=otp", "medication=buprenorphine", "medication=methadone"}
    asked = any(need.level == "otp" or named & set(need.require) for need in profile.needs)
    medicines = profile.about.medications & {"buprenorphine", "methadone"}
    return asked or bool(medicines) or "opioids" in profile.about.substances


def _unasked(profile: Profile) -> bool:
    said = profile.safety
    plain = (said.emergency, said.suicidal, said.harm_others, said.unsafe_at_home, said.no_safe_place)
    derived = (
        said.withdrawal_risk is None and not any(_withdrawal(profile)),
        said.pregnant is None and not _pregnant(profile),
        said.opioids is None and not _opioids(profile),
        said.more_than_iop is None,
    )
    return any(answer is None for answer in plain) or any(derived)
