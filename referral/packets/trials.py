"""Would a change help? The week is planned anew with it, and what it gains is counted in that week."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import NeedState
from referral.domain.vocabulary import Kind
from referral.matching.person import person_of
from referral.packets.ask_windows import times_unknown
from referral.packets.attendance import place_unknown
from referral.packets.candidates import Candidates
from referral.packets.changes import changed
from referral.packets.planner import Answered, Draft, Prepared, prepare
from referral.packets.travel import TravelModel

MAX_SOLVES = 60
"""Weeks planned anew for one need, at most. A count and not a time, so that the answer does not turn on the machine."""
MAX_COUNTED = 12
"""Listings whose place in the week is tried one by one; with more, the gain is a lower bound."""
BESIDE = 12
"""Matches of each other need that a trial week may choose from, beside what stands in the week as it is."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What a change brings: listings, or meetings a week. lower_bound: it may be more."""

    count: int
    lower_bound: bool = False


@dataclass(frozen=True, slots=True)
class _Trial:
    """A week planned under a changed profile. need: as that profile has it."""

    prepared: Prepared
    need: Need
    draft: Draft


_Question: TypeAlias = Hashable
"""What tells trials apart: changes, listings judged anew, needs that may choose from all of theirs."""


class Trials:
    """Trial weeks for one unmet need. solves: how many more may be planned; below 0 only to finish an answer."""

    def __init__(
        self,
        plan: Draft,
        answered: Answered,
        candidates: Candidates,
        model: TravelModel,
        solves: int = MAX_SOLVES,
    ) -> None:
        self.solves = solves
        self._known: dict[_Question, _Trial | None] = {}
        self._plan, self._answered, self._model = plan, answered, model
        self._others = {
            one.need.id: tuple(_beside(plan, one)) for one in plan.answered.values() if one.need.id != answered.need.id
        }
        self._also_unmet = {
            need: candidates.by_need.get(need, ())
            for need in self._others
            if plan.answered[need].state is NeedState.UNMET
        }

    def answers(self, reasons: tuple[Reason, ...], listings: Iterable[Listing]) -> bool:
        """True when the changes answer more of the need and nothing else is answered less. listings: judged anew."""
        return self._trial(reasons, listings) is not None

    def gain(self, reasons: tuple[Reason, ...], listings: Iterable[Listing]) -> Gain:
        """What the changes bring, counted in the new week; 0 when they do not answer more.

        A change may answer another unmet need too, which then takes time: that one may choose from all its listings.
        """
        trial = self._trial(reasons, listings, beside=self._also_unmet)
        if trial is None:
            return Gain(0)
        if trial.need.kind is Kind.MEETING:
            return self._more_meetings(trial)
        return self._counted(trial)

    def _more_meetings(self, trial: _Trial) -> Gain:
        """Meetings beyond the least that are asked may give way to other needs, which choose anew: no promise."""
        asked, held = trial.need.per_week, trial.draft.weight(trial.need)
        sure = min(held, asked.min) if self._others else held
        return Gain(
            sure - self._plan.weight(self._answered.need), lower_bound=bool(self._others) and sure < asked.target
        )

    def _trial(
        self,
        reasons: tuple[Reason, ...],
        listings: Iterable[Listing],
        beside: Mapping[str, tuple[Listing, ...]] = MappingProxyType({}),
    ) -> _Trial | None:
        """The week planned anew; None when nothing could stand in it, or it is no better."""
        listings = tuple(listings)
        question = _question(reasons, listings, beside)
        if question not in self._known:
            self._known[question] = self._planned(reasons, listings, beside)
        return self._known[question]

    def _planned(
        self, reasons: tuple[Reason, ...], listings: tuple[Listing, ...], beside: Mapping[str, tuple[Listing, ...]]
    ) -> _Trial | None:
        profile = changed(self._plan.person.profile, reasons)
        need = next(one for one in profile.needs if one.id == self._answered.need.id)
        candidates = Candidates({**self._others, **beside, need.id: listings})
        person = person_of(profile, self._plan.person.now)
        prepared = prepare(person, candidates, self._model, like=self._plan.prepared)
        if not prepared.judged[need.id].matches:
            return None
        self.solves -= 1
        trial = prepared.draft()
        return _Trial(prepared, need, trial) if self._better(trial, need) else None

    def _better(self, trial: Draft, need: Need) -> bool:
        others = (one for one in self._plan.answered.values() if one.need.id != need.id)
        if any(_worse(trial, self._plan, one.need) for one in others):
            return False
        return trial.weight(need) > self._plan.weight(self._answered.need) or (
            trial.answered[need.id].state is not NeedState.UNMET
        )

    def _counted(self, trial: _Trial) -> Gain:
        """Matches that could stand in the week, each tried in the place of the others unless it takes no known time."""
        matches = trial.prepared.judged[trial.need.id].matches
        timed = [match for match in matches if _takes_known_time(trial.need, match)]
        count = len(matches) - len(timed)
        held = {entry.item.listing_id for entry in trial.draft.entries_of(trial.need.id)}
        for match in timed[:MAX_COUNTED]:
            count += match.listing.id in held or self._fits_alone(trial, match)
        return Gain(max(1, count), lower_bound=count < len(matches))

    def _fits_alone(self, trial: _Trial, match: Match) -> bool:
        """True when the week answers as much with this match alone for the need."""
        self.solves -= 1
        return self._better(trial.prepared.choosing({trial.need.id: (match,)}).draft(), trial.need)


def _question(
    reasons: tuple[Reason, ...], listings: tuple[Listing, ...], beside: Mapping[str, tuple[Listing, ...]]
) -> _Question:
    changes = tuple((reason.code, tuple(sorted(reason.params.items()))) for reason in reasons)
    return changes, frozenset(listing.id for listing in listings), frozenset(beside)


def _beside(plan: Draft, answered: Answered) -> Iterator[Listing]:
    """What a need has in the week, and its best other matches."""
    used = {entry.item.listing_id for entry in plan.entries_of(answered.need.id)}
    for rank, match in enumerate(answered.judged.matches):
        if rank < BESIDE or match.listing.id in used:
            yield match.listing


def _takes_known_time(need: Need, match: Match) -> bool:
    """False for what is only chosen or asked about: the week cannot shut it out."""
    if match.fit.schedule is None or place_unknown(match.listing, None):
        return False
    return not (need.kind is Kind.PROGRAM and times_unknown(need, match))


def _worse(trial: Draft, plan: Draft, need: Need) -> bool:
    """True when a need is no longer answered, or, unmet before, holds less than it did."""
    unmet_now = trial.answered[need.id].state is NeedState.UNMET
    unmet_before = plan.answered[need.id].state is NeedState.UNMET
    return unmet_now and (not unmet_before or trial.weight(need) < plan.weight(need))
