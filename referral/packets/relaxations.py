"""The smallest changes that would answer an unmet need. Each is planned anew before it is said, and so is true.

First everything that may give way at once: if that does not help, nothing does. Then one limit at a time; then pairs;
then one minimal set, found by halving (QuickXplain: Junker, AAAI 2004).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from referral.domain.fit import Reason
from referral.domain.listing import Listing
from referral.domain.packet import NeedState, Relaxation, Unmet
from referral.domain.reach import Reach
from referral.domain.vocabulary import Kind
from referral.matching.person import person_of
from referral.packets.candidates import Candidates
from referral.packets.changes import WEIGHTS, Atom, atoms, changed
from referral.packets.distance_steps import DISTANCE_CODES, distance_steps
from referral.packets.planner import Answered, Draft
from referral.packets.setting import Setting
from referral.packets.travel import TravelModel
from referral.packets.trials import MAX_SOLVES, Gain, Trials
from referral.packets.why_not import TRIP, Blocked, blocked, single_blockers

MAX_SHOWN = 5
MAX_WORK = 400
"""Trials for one packet, a week planned anew counting twice more: unmet needs that come later are not searched.

Nor are those of a week too large to be proven. A count and not a time, so that the answer does not turn on the machine.
"""
MAX_BLOCKS = 8
"""Busy blocks that are tried one by one, the longest first."""


def unmet_needs(plan: Draft, candidates: Candidates, model: TravelModel) -> tuple[Unmet, ...]:
    """All that is said of every unmet need: what removed candidates, what alone keeps some out, and the ways out."""
    ways_out = WaysOut(plan, candidates, model)
    return tuple(ways_out.unmet(one) for one in plan.answered.values() if one.state is NeedState.UNMET)


class WaysOut:
    """The ways out of one planned week."""

    def __init__(self, plan: Draft, candidates: Candidates, model: TravelModel) -> None:
        self._plan, self._candidates, self._model = plan, candidates, model
        self._refused: dict[str, tuple[Blocked, ...]] = {}
        self._left = MAX_WORK

    def unmet(self, answered: Answered) -> Unmet:
        """All that is said of one unmet need."""
        removed = dict(answered.judged.removed_by)
        if answered.clashed:
            removed["week"] = answered.clashed
        by_count = tuple(sorted(removed.items(), key=lambda item: (-item[1], item[0])))
        only = single_blockers(self.refused(answered), answered.clashed)
        if self._left <= 0 or not self._plan.proven:
            return Unmet(answered.need.id, by_count, only=only, is_searched=False)
        return Unmet(answered.need.id, by_count, self.relaxations(answered), only)

    def relaxations(self, answered: Answered) -> tuple[Relaxation, ...]:
        """Sets of changes, each minimal, that answer more of a need: the lightest first, then the most gain.

        Empty when nothing that may give way would help.
        """
        others = [one for one in self._plan.answered.values() if one.state is NeedState.UNMET and one is not answered]
        beside = {one.need.id: Outside(one, self.refused(one)) for one in others}
        search = _Search(self._plan, Outside(answered, self.refused(answered)), beside, self._model)
        ordered = sorted(search.found(), key=lambda one: (one[0], -one[1].gains))
        self._left -= search.work
        return tuple(relaxation for _weight, relaxation in ordered[:MAX_SHOWN])

    def refused(self, answered: Answered) -> tuple[Blocked, ...]:
        """The listings that are out for a need, and why."""
        need = answered.need
        if need.id not in self._refused:
            refused = {refusal.listing_id for refusal in answered.judged.refusals}
            listings = [one for one in self._candidates.by_need.get(need.id, ()) if one.id in refused]
            self._refused[need.id] = blocked(self._plan.person, need, listings, self._model, self._plan.week)
        return self._refused[need.id]


_Set = tuple[Atom, ...]
_Found = tuple[int, Relaxation]
"""The weight of a set, and the set as it is offered."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A need that is not answered, and the listings that are out for it."""

    answered: Answered
    refused: tuple[Blocked, ...]

    def liftable(self, rules: frozenset[str]) -> "Outside":
        """Only with what some rules alone keep out."""
        return Outside(self.answered, tuple(one for one in self.refused if _lifted(one, rules)))

    def brought_back(self, rules: frozenset[str]) -> tuple[Listing, ...]:
        """The matches as they are, and what could come in when these rules give way."""
        return (
            *(match.listing for match in self.answered.judged.matches),
            *(one.listing for one in self.refused if _lifted(one, rules)),
        )


class _Search:
    """The search of one need."""

    def __init__(self, plan: Draft, wanted: Outside, beside: Mapping[str, Outside], model: TravelModel) -> None:
        """wanted: the need that is looked at; beside: other unmet needs."""
        self._plan, self._answered = plan, wanted.answered
        self._atoms = atoms(plan.person.profile, wanted.answered.need)
        every = _rules(self._atoms)
        self._wanted = wanted.liftable(every)
        self._beside = {need: one.liftable(every) for need, one in beside.items()}
        self._trials = Trials(plan, wanted.answered, model)

    @property
    def work(self) -> int:
        """How much was tried, as `MAX_WORK` counts."""
        return self._trials.count + 2 * (MAX_SOLVES - self._trials.solves)

    def found(self) -> list[_Found]:
        """Every set to offer."""
        fewer = self._fewer()
        if not self._helps(self._atoms):
            return fewer
        singles = self._offers((atom,) for atom in self._tried())
        offered = {reason.code for _weight, one in singles for reason in one.change}
        farther = tuple(atom for atom in self._atoms if atom.reason.code in DISTANCE_CODES)
        if len(farther) > 1 and not offered.intersection(DISTANCE_CODES):
            singles += self._offers([farther])
        found = singles or self._pairs() or self._offers([self._minimal((), self._atoms)])
        return found + fewer

    def _tried(self) -> list[Atom]:
        """The atoms worth a trial of their own: of many busy blocks the longest only."""
        blocks = [atom for atom in self._atoms if atom.reason.code == "free"][MAX_BLOCKS:]
        return [atom for atom in self._atoms if atom not in blocks]

    def _fewer(self) -> list[_Found]:
        """Meeting less often than asked, as often as the week holds already."""
        need = self._answered.need
        held = self._plan.weight(need)
        if need.kind is not Kind.MEETING or not 0 < held < need.per_week.min:
            return []
        change = (Reason("fewer_meetings", {"count": held, "need": need.id}),)
        return [(WEIGHTS["fewer_meetings"], Relaxation(change, held, kind=need.kind))]

    def _pairs(self) -> list[_Found]:
        """The lightest pairs that help; as many trials as are left."""
        found: list[_Found] = []
        pairs = sorted(combinations(self._tried(), 2), key=_weight)
        for pair in pairs:
            if self._trials.solves <= 0 or (found and _weight(pair) > found[0][0]):
                break
            found += self._offers([pair])
        return found

    def _minimal(self, kept: _Set, among: _Set, *, added: bool = False) -> _Set:
        """A smallest part of `among` that helps together with `kept`, light atoms before heavy ones."""
        if added and self._helps(kept):
            return ()
        if len(among) == 1:
            return among
        light, heavy = among[: len(among) // 2], among[len(among) // 2 :]
        of_heavy = self._minimal((*kept, *light), heavy, added=True)
        of_light = self._minimal((*kept, *of_heavy), light, added=bool(of_heavy))
        return (*of_light, *of_heavy)

    def _could_help(self, among: _Set) -> bool:
        rules = _rules(among)
        clashes = "week" in rules and bool(self._answered.judged.matches)
        return clashes or any(_lifted(one, rules) for one in self._wanted.refused)

    def _helps(self, among: _Set) -> bool:
        reasons = tuple(atom.reason for atom in among)
        return self._could_help(among) and self._trials.answers(reasons, self._wanted.brought_back(_rules(among)))

    def _offers(self, sets: Iterable[_Set]) -> list[_Found]:
        found = []
        for among in sets:
            if self._trials.solves > 0 and self._helps(among):
                change, gain = self._least(among)
                kind = self._answered.need.kind
                if gain.count > 0:
                    found.append((_weight(among), Relaxation(change, gain.count, gain.lower_bound, kind)))
        return found

    def _least(self, among: _Set) -> tuple[tuple[Reason, ...], Gain]:
        """The change with the first real gain, where distance goes in steps."""
        rest = tuple(atom.reason for atom in among if atom.reason.code not in DISTANCE_CODES)
        far = [atom.reason.code for atom in among if atom.reason.code in DISTANCE_CODES]
        rules = _rules(among)
        listings = self._wanted.brought_back(rules)
        beside = {need: one.brought_back(rules) for need, one in self._beside.items()}
        for step in distance_steps(self._plan.week, far, listings) if far else [()]:
            gain = self._trials.gain((*rest, *step), listings, beside)
            if gain.count > 0:
                return (*rest, *step), gain
        return (), Gain(0)


def _weight(among: _Set) -> int:
    return sum(atom.weight for atom in among)


def _rules(among: _Set) -> frozenset[str]:
    return frozenset(rule for atom in among for rule in atom.rules)


def _lifted(one: Blocked, rules: frozenset[str]) -> bool:
    """True when nothing else speaks against a listing; a trip that is too long is lifted as times are."""
    return all((rule if rule != TRIP else "schedule") in rules for rule in one.rules)


def first_farther(
    plan: Draft, answered: Answered, listings: tuple[Listing, ...], model: TravelModel
) -> Relaxation | None:
    """The first larger distance that brings more places in person for a need that few answer; None when none does."""
    profile = plan.person.profile
    far = {atom.reason.code for atom in atoms(profile, answered.need)} & set(DISTANCE_CODES)
    sets = [codes for size in (1, 2) for codes in combinations(DISTANCE_CODES, size) if far.issuperset(codes)]
    away = _by_facts_possible(plan, answered, listings) if sets else []
    for codes in sets:
        (farthest,) = distance_steps(plan.week, codes, ())
        gained = _near(plan, answered, farthest, away, model)
        for step in distance_steps(plan.week, codes, gained) if gained else ():
            near = _near(plan, answered, step, gained, model)
            if near:
                return Relaxation(step, len(near))
    return None


def _by_facts_possible(plan: Draft, answered: Answered, listings: Iterable[Listing]) -> list[Listing]:
    """The listings that are not near already and that no fact speaks against: no distance changes what facts say."""
    here = {match.listing.id for match in answered.judged.matches if match.reach is Reach.NEAR}
    by_facts = plan.prepared.setting.facts.of(plan.person, answered.need)
    return [one for one in listings if one.id not in here and by_facts.of(one).refused is None]


def _near(
    plan: Draft, answered: Answered, step: tuple[Reason, ...], listings: list[Listing], model: TravelModel
) -> list[Listing]:
    """Those of some listings that are in reach in person after a change."""
    farther = person_of(changed(plan.person.profile, step), plan.person.now)
    judged = Setting.of(farther, model, plan.prepared.setting).judged(answered.need, listings)
    return [match.listing for match in judged.matches if match.reach is Reach.NEAR]
