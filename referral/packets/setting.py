"""The week of a person before anything is chosen, and what is worked out once for it; listings are judged in it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from referral.domain.listing import Listing
from referral.domain.need import Need
from referral.matching.by_facts import FactsKnown
from referral.matching.matches import Judged, judge_all
from referral.matching.person import Person
from referral.packets.attendance import time_at
from referral.packets.free_time import Week
from referral.packets.travel import TravelModel
from referral.packets.wake_periods import Pieces


@dataclass(frozen=True, slots=True)
class Setting:
    """A person and their free week."""

    person: Person
    week: Week
    pieces: Pieces
    facts: FactsKnown

    @classmethod
    def of(
        cls,
        person: Person,
        model: TravelModel,
        like: "Setting | None" = None,
        facts: FactsKnown | None = None,
    ) -> "Setting":
        """like: of the same person under other limits, to share trips and whatever else the change left as it was.

        facts: what they say to the same person, wherever they live; None = not known yet.
        """
        if like is None:
            week = Week(person.profile, model)
            return cls(replace(person, miles_of=week.miles_of), week, Pieces.of(week), facts or FactsKnown())
        week = Week(person.profile, model, like.week)
        pieces = like.pieces if like.week.is_timed_as(person.profile) else Pieces.of(week)
        return cls(replace(person, miles_of=week.miles_of), week, pieces, like.facts)

    def judged(self, need: Need, listings: Iterable[Listing]) -> Judged:
        """Listings judged for one need."""
        return judge_all(
            self.person,
            need,
            listings,
            lambda listing: time_at(self.week, listing),
            ahead=self.week.foresee,
            by_facts=self.facts.of(self.person, need),
        )
