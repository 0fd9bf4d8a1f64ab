"""Would a change help? The week is planned anew with it, and what it gains is counted in that week."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import NeedState
from referral.domain.vocabulary import Kind
from referral.matching.matches import Judged
from referral.matching.person import person_of
from referral.packets.ask_windows import times_unknown
from referral.packets.attendance import place_unknown
from referral.packets.changes import changed
from referral.packets.planner import Answered, Draft, Prepared
from referral.packets.setting import Setting
from referral.packets.standing import Standing
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


Listings: TypeAlias = tuple[Listing, ...]


class _Trial:
    """A changed profile: its matches for the need, and what may compete with them. rest: of the other needs."""

    def __init__(self, setting: Setting, need: Need, judged: Judged, rest: Mapping[str, Listings]) -> None:
        self.setting, self.need, self.judged = setting, need, judged
        self._rest, self._judged = rest, {need.id: judged}
        self._standing: Standing | None = None

    def judged_of(self, need: Need) -> Judged:
        """The listings of any need."""
        if need.id not in self._judged:
            self._judged[need.id] = self.setting.judged(need, self._rest.get(need.id, ()))
        return self._judged[need.id]

    @cached_property
    def prepared(self) -> Prepared:
        """All needs, to be planned."""
        return Prepared(self.setting, {one.id: self.judged_of(one) for one in self.setting.person.profile.needs})

    @cached_property
    def draft(self) -> Draft:
        """The week planned anew."""
        return self.prepared.draft()

    def standing(self, plan: Draft) -> Standing:
        """What the week holds as it was planned before."""
        if self._standing is None:
            self._standing = Standing(plan, self.setting)
        return self._standing

    def coming_in(self, plan: Draft) -> Iterator[tuple[Need, tuple[Match, ...]]]:
        """Other needs that were unmet, with their matches now, each judged when its turn comes."""
        for need in self.setting.person.profile.needs:
            if need.id != self.need.id and plan.answered[need.id].state is NeedState.UNMET:
                matches = self.judged_of(need).matches
                if matches:
                    yield need, matches

    def alone(self, match: Match) -> Draft:
        """The week planned anew with one match for the need."""
        return self.prepared.choosing({self.need.id: (match,)}).draft()


class Trials:
    """Trial weeks for one unmet need. solves: how many more may be planned; below 0 only to finish an answer.

    First what could be put beside the week as it stands (standing.py); the week is planned anew only where that fails.
    """

    def __init__(self, plan: Draft, answered: Answered, model: TravelModel, solves: int = MAX_SOLVES) -> None:
        self.solves = solves
        self._plan, self._answered, self._model = plan, answered, model
        self._others = {
            one.need.id: tuple(_beside(plan, one)) for one in plan.answered.values() if one.need.id != answered.need.id
        }
        self._known: dict[Hashable, _Trial | None] = {}

    @property
    def count(self) -> int:
        """How many trials there were."""
        return len(self._known)

    def answers(self, reasons: tuple[Reason, ...], listings: Listings) -> bool:
        """True when the changes answer more of the need and nothing else is answered less. listings: judged anew."""
        trial = self._trial(reasons, listings, {})
        return trial is not None and (self._stands(trial, trial.judged.matches) or self._plans(trial))

    def gain(self, reasons: tuple[Reason, ...], listings: Listings, beside: Mapping[str, Listings]) -> Gain:
        """What the changes bring, counted in the new week; 0 when they do not answer more.

        beside: listings of other unmet needs that the changes may bring back: such a need then takes time too.
        """
        trial = self._trial(reasons, listings, beside)
        if trial is None:
            return Gain(0)
        return self._more_meetings(trial) if trial.need.kind is Kind.MEETING else self._counted(trial)

    def _more_meetings(self, trial: _Trial) -> Gain:
        """Meetings beyond the least that are asked may give way to other needs, which choose anew: no promise."""
        asked, before = trial.need.per_week, self._plan.weight(self._answered.need)
        if self._others and self._stands(trial, trial.judged.matches):
            return Gain(asked.min - before, lower_bound=asked.min < asked.target)
        if not self._plans(trial):
            return Gain(0)
        held = trial.draft.weight(trial.need)
        sure = min(held, asked.min) if self._others else held
        return Gain(sure - before, lower_bound=bool(self._others) and sure < asked.target)

    def _trial(self, reasons: tuple[Reason, ...], listings: Listings, beside: Mapping[str, Listings]) -> _Trial | None:
        """None when nothing could stand in the week."""
        question = _question(reasons, listings, beside)
        if question not in self._known:
            profile = changed(self._plan.person.profile, reasons)
            need = next(one for one in profile.needs if one.id == self._answered.need.id)
            person = person_of(profile, self._plan.person.now)
            setting = Setting.of(person, self._model, like=self._plan.prepared.setting)
            judged = setting.judged(need, listings)
            trial = _Trial(setting, need, judged, {**self._others, **beside}) if judged.matches else None
            self._known[question] = trial
        return self._known[question]

    def _plans(self, trial: _Trial) -> bool:
        """True when the week planned anew is better."""
        self.solves -= "draft" not in vars(trial)
        return self._better(trial.draft, trial.need)

    def _stands(self, trial: _Trial, matches: Iterable[Match]) -> bool:
        """True when some matches surely answer the need beside all that stands and whatever else may come in."""
        return trial.standing(self._plan).holds(chain([(trial.need, matches)], trial.coming_in(self._plan)))

    def _better(self, trial: Draft, need: Need) -> bool:
        others = (one for one in self._plan.answered.values() if one.need.id != need.id)
        if any(_worse(trial, self._plan, one.need) for one in others):
            return False
        return trial.weight(need) > self._plan.weight(self._answered.need) or (
            trial.answered[need.id].state is not NeedState.UNMET
        )

    def _counted(self, trial: _Trial) -> Gain:
        """Matches that could stand in the week, each tried in the place of the others unless it takes no known time."""
        matches = trial.judged.matches
        timed = [match for match in matches if _takes_known_time(trial.need, match)]
        some = timed[:MAX_COUNTED]
        fits = {match.listing.id for match in some if self._stands(trial, [match])}
        if not fits and not self._plans(trial):
            return Gain(0)
        count = len(matches) - len(timed)
        for match in some:
            count += match.listing.id in fits or self._fits_alone(trial, match)
        return Gain(max(1, count), lower_bound=count < len(matches))

    def _fits_alone(self, trial: _Trial, match: Match) -> bool:
        """True when the week answers as much with this match alone for the need."""
        if "draft" in vars(trial) and trial.draft.entries_of(trial.need.id):
            held = {entry.item.listing_id for entry in trial.draft.entries_of(trial.need.id)}
            if match.listing.id in held:
                return True
        self.solves -= 1
        return self._better(trial.alone(match), trial.need)


def _question(reasons: tuple[Reason, ...], listings: Listings, beside: Mapping[str, Listings]) -> Hashable:
    """What tells trials apart."""
    changes = tuple((reason.code, tuple(sorted(reason.params.items()))) for reason in reasons)
    others = tuple((need, len(some)) for need, some in sorted(beside.items()) if some)
    return changes, frozenset(listing.id for listing in listings), others


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
