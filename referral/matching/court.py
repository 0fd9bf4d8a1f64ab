"""What someone sent by a court should read: twelve-step meetings need not be the only choice.

Source: federal courts of appeals have held that a court may not order religious meetings without another choice.
"""

from collections.abc import Iterable

from referral.domain.facts import Answer
from referral.domain.fit import FitClass, Reason
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.vocabulary import Kind
from referral.matching.person import Person
from referral.matching.rooms import SECULAR, says

COURT_GROUPS = frozenset({"justice", "dui"})


def court_notes(person: Person, need: Need, matches: Iterable[Match]) -> tuple[Reason, ...]:
    """For meetings of someone sent by a court, the first match that is secular, or that none is; else nothing."""
    if need.kind is not Kind.MEETING or not person.about.groups & COURT_GROUPS:
        return ()
    secular = (
        match.listing.name
        for match in matches
        if match.fit.fit is FitClass.YES and says(match.listing, SECULAR) is Answer.YES
    )
    name = next(secular, None)
    if name is None:
        return (Reason("court_choice_none", {"need": need.id}),)
    return (Reason("court_choice", {"need": need.id, "name": name}),)
