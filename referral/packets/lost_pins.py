"""Places that a person wanted to keep and that the packet does not hold, each with why."""

from collections.abc import Iterator

from referral.domain.fit import Reason
from referral.packets.candidates import Candidates
from referral.packets.planner import Draft


def lost_pins(plan: Draft, candidates: Candidates, shown: set[str]) -> Iterator[Reason]:
    """One note for each place to keep that is not among what is shown. why: a code with a sentence of its own."""
    known = {listing.id: listing for listings in candidates.by_need.values() for listing in listings}
    for pin in sorted(plan.person.profile.pins - shown):
        if pin not in known:
            yield Reason("pin_unknown", {"listing": pin})
            continue
        why = _why(plan, pin)
        yield Reason("pin_not_kept", {**why.params, "listing": pin, "name": known[pin].name, "why": why.code})


def _why(plan: Draft, pin: str) -> Reason:
    """Left out too; shut out by the rest of the week; refused by a rule; or nothing that any need asks for."""
    if pin in plan.person.profile.bans:
        return Reason("banned")
    judged = [answered.judged for answered in plan.answered.values()]
    if any(match.listing.id == pin for one in judged for match in one.matches):
        return Reason("clashes")
    refused = [refusal.reason for one in judged for refusal in one.refusals if refusal.listing_id == pin]
    return refused[0] if refused else Reason("not_asked_for")
