"""The exact planner: matches become the cheapest week that answers the needs, and that week becomes a draft.

Everything that could answer a need is priced (prices.py, asking.py), put to the solver at once (weekly_problem.py,
exact/), and read back. Visits are looked for at a shortlist of places at first; before a need is called unmet, at all.
docs/planner.md tells how a packet comes about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from referral.domain.fit import FitClass
from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import NeedState
from referral.domain.reach import Reach
from referral.domain.vocabulary import LIVE_IN_LEVELS, Kind
from referral.domain.week import Day
from referral.matching.matches import Judged
from referral.matching.person import Person
from referral.packets.agenda import Agenda, Entry
from referral.packets.asking import Asking, Known, first_asked, is_asked_visit
from referral.packets.candidates import Candidates
from referral.packets.free_time import Week
from referral.packets.setting import Setting
from referral.packets.spread import spread
from referral.packets.travel import TravelModel
from referral.packets.weekly_problem import Asked, Built, Solved
from referral.packets.yielding import Added, filling_up, yielding

MAX_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one need. matches: to show, first choice first; clashed: matches that the week shuts out."""

    need: Need
    state: NeedState
    judged: Judged
    matches: tuple[Match, ...] = ()
    clashed: int = 0


@dataclass(slots=True)
class Draft:
    """A week with an answer to every need, in the order of the profile. proven: no cheaper week answers as much.

    prepared: what it was planned from, to plan others. spread_min: minutes of travel a week, beyond that proven week,
    by which its meetings were spread; most often 0.
    """

    prepared: "Prepared"
    agenda: Agenda
    answered: dict[str, Answered] = field(default_factory=dict)
    proven: bool = False
    spread_min: int = 0

    @property
    def person(self) -> Person:
        """Whose week it is."""
        return self.prepared.person

    @property
    def week(self) -> Week:
        """The week without what was chosen."""
        return self.prepared.week

    def entries_of(self, need_id: str) -> tuple[Entry, ...]:
        """The items of one need, by start."""
        return tuple(entry for entry in self.agenda.entries if entry.item.need == need_id)

    def program_days(self) -> frozenset[Day]:
        """The days on which a program is, or may be, attended."""
        programs = {need.id for need in self.person.profile.needs if need.kind is Kind.PROGRAM}
        return frozenset(
            self.week.day_of(entry.item.span.start_min) for entry in self.agenda.entries if entry.item.need in programs
        )

    def weight(self, need: Need) -> int:
        """How far a need is answered: meetings in the week, else 1 or 0."""
        if need.kind is Kind.MEETING:
            return len(self.entries_of(need.id))
        return int(self.answered[need.id].state is not NeedState.UNMET)


def draft(person: Person, candidates: Candidates, model: TravelModel, *, grid_min: int | None = None) -> Draft:
    """The best week of a person. grid_min: minutes between the visits that are tried, as `VISIT_GRID_MIN` if None."""
    return prepare(person, candidates, model, grid_min=grid_min).draft()


def prepare(person: Person, candidates: Candidates, model: TravelModel, *, grid_min: int | None = None) -> "Prepared":
    """Everything that does not change when places are kept or left out: the week, and all listings judged."""
    return prepare_in(Setting.of(person, model), candidates, grid_min=grid_min)


def prepare_in(setting: Setting, candidates: Candidates, *, grid_min: int | None = None) -> "Prepared":
    """The same in a setting that is there."""
    needs = setting.person.profile.needs
    judged = {need.id: setting.judged(need, candidates.by_need.get(need.id, ())) for need in needs}
    return Prepared(setting, judged, grid_min)


@dataclass(frozen=True, slots=True)
class _BuiltOf:
    """A problem, and the matches of the needs that are not programs which it was built from."""

    others: tuple[tuple[Match, ...], ...]
    built: Built


@dataclass(frozen=True, slots=True)
class Prepared:
    """A person's week and their matches, to be planned as often as wished. judged: by need id, of all needs.

    known: what their matches offer, worked out by the first draft that asks; built: the problem of the first draft, for
    visits at the shortlist and everywhere, and for what is kept.
    """

    setting: Setting
    judged: Mapping[str, Judged]
    grid_min: int | None = None
    known: Known = field(default_factory=Known)
    built: dict[tuple[bool, frozenset[str]], _BuiltOf] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """Whose week it is."""
        return self.setting.person

    @property
    def week(self) -> Week:
        """The week without what was chosen."""
        return self.setting.week

    def draft(self, *, pins: frozenset[str] | None = None, bans: frozenset[str] = frozenset()) -> Draft:
        """The best week that keeps some listings and does without others. pins: None = as in the profile.

        bans: beside those of the profile.
        """
        kept = self.person.profile.pins if pins is None else pins
        return _Planning(self.without(bans) if bans else self, kept).draft()

    def without(self, bans: frozenset[str]) -> "Prepared":
        """The same without some listings."""
        return self.choosing(
            {
                need: tuple(match for match in one.matches if match.listing.id not in bans)
                for need, one in self.judged.items()
            }
        )

    def choosing(self, matches: Mapping[str, tuple[Match, ...]]) -> "Prepared":
        """The same with other matches for some needs, in their order: of those that each has here."""
        judged = {need: replace(self.judged[need], matches=some) for need, some in matches.items()}
        return replace(self, judged={**self.judged, **judged})


class _Planning:
    """One week while it is planned."""

    def __init__(self, prepared: Prepared, pins: frozenset[str]) -> None:
        self.prepared = prepared
        self.person, self.week, self.pieces = prepared.person, prepared.week, prepared.setting.pieces
        self.judged, self.pins = prepared.judged, pins
        self.needs = prepared.person.profile.needs
        self.asking = Asking(prepared.week, prepared.person, pins, prepared.grid_min, prepared.known)
        self.agenda = Agenda(prepared.week)
        self.proven = True

    def draft(self) -> Draft:
        """The best week, and what became of every need."""
        asked = self._asked(everywhere=False)
        found = self._solved(asked, everywhere=False)
        if self._wanting(found):
            everywhere = self._asked(everywhere=True)
            if _offers(everywhere) > _offers(asked):
                asked, found = everywhere, self._solved(everywhere, everywhere=True)
        self._enter(found)
        self._add(filling_up(self.agenda, self.pieces, asked))
        spread_min = self._spread(asked)
        self._add(yielding(self.agenda, self.pieces, asked))
        draft = Draft(self.prepared, self.agenda, proven=self.proven, spread_min=spread_min)
        draft.answered = {need.id: self._answered(draft, need) for need in self.needs}
        return draft

    # --- what is asked

    def _asked(self, *, everywhere: bool) -> Asked:
        """What all needs that take time ask of the week."""
        of_kind = {kind: [need for need in self.needs if need.kind is kind] for kind in Kind}
        rooms = any(self._wants_room(need) for need in of_kind[Kind.PROGRAM])
        return Asked(
            programs=[
                self.asking.program(need, self._matches(need), beside_room=rooms) for need in of_kind[Kind.PROGRAM]
            ],
            visits=[
                self.asking.visit(need, self._matches(need), everywhere=everywhere)
                for need in of_kind[Kind.RESOURCE]
                if need.visit_min is not None
            ],
            meetings=[self.asking.meetings(need, self._matches(need)) for need in of_kind[Kind.MEETING]],
        )

    def _solved(self, asked: Asked, *, everywhere: bool) -> Solved:
        """The cheapest week; where only programs choose among fewer than before, by the tables of that problem."""
        others = tuple(self._matches(need) for need in self.needs if need.kind is not Kind.PROGRAM)
        built = self.prepared.built
        known = built.get((everywhere, self.pins))
        if known is not None and all(one is other for one, other in zip(known.others, others, strict=True)):
            found = known.built.solved_with(asked.programs)
            if found is not None:
                return found
        new = Built(self.week, self.pieces, asked)
        if known is None:
            built[everywhere, self.pins] = _BuiltOf(others, new)
        return new.solved()

    def _wants_room(self, need: Need) -> bool:
        first = first_asked(need, self._matches(need))
        return first is not None and next(self.asking.rooms(need, first), None) is not None

    def _matches(self, need: Need) -> tuple[Match, ...]:
        return self.judged[need.id].matches

    def _wanting(self, found: Solved) -> bool:
        """True when a need that takes time has too little."""
        timed = [need for need in self.needs if need.id in found.offers]
        return any(
            len(found.offers[need.id]) < (need.per_week.min if need.kind is Kind.MEETING else 1) for need in timed
        )

    # --- what stands in the week

    def _enter(self, found: Solved) -> None:
        self.proven &= found.proven
        by_need = [tuple(offer.entry(need) for offer in found.offers.get(need.id, ())) for need in self.needs]
        if self.agenda.add(tuple(entry for entries in by_need for entry in entries)):
            return
        self.proven = False
        for need, entries in zip(self.needs, by_need, strict=True):
            for some in [entries] if need.kind is Kind.PROGRAM else [(entry,) for entry in entries]:
                self.agenda.add(some)

    def _spread(self, asked: Asked) -> int:
        """Meetings are moved off neighbouring days; the minutes of travel that this takes."""
        other = spread(self.agenda, self.pieces, asked.meetings)
        if other is None:
            return 0
        more = other.travel_min() - self.agenda.travel_min()
        self.agenda = other
        return more

    def _add(self, added: Added) -> None:
        self.proven &= added.proven
        entered = [self.agenda.add((entry,)) for entry in added.entries]
        self.proven &= all(entered)

    # --- what became of the needs

    def _answered(self, draft: Draft, need: Need) -> Answered:
        entries = draft.entries_of(need.id)
        if need.kind is Kind.MEETING:
            return self._answered_meetings(need, entries)
        matches = self._matches(need)
        first = self._first(need, entries)
        if first is None:
            return Answered(need, NeedState.UNMET, self.judged[need.id], clashed=len(matches))
        state = NeedState.ASK
        if first.fit.fit is FitClass.YES and not any(entry.item.reserved for entry in entries):
            takes_no_time = need.level in LIVE_IN_LEVELS or _is_choice(need)
            state = NeedState.PLACED if entries else NeedState.CHOSEN if takes_no_time else NeedState.ASK
        shown = self._shown(need, first, placed=bool(entries))
        return Answered(need, state, self.judged[need.id], shown, clashed=matches.index(first))

    def _first(self, need: Need, entries: tuple[Entry, ...]) -> Match | None:
        """The first choice: what stands in the week, else the best that needs no time, or whose times are asked."""
        matches = self._matches(need)
        if entries:
            return next(match for match in matches if match.listing.id == entries[0].item.listing_id)
        if need.kind is Kind.PROGRAM:
            return first_asked(need, matches)
        if _is_choice(need):
            return next(iter(matches), None)
        return next((match for match in matches if is_asked_visit(match)), None)

    def _shown(self, need: Need, first: Match, *, placed: bool) -> tuple[Match, ...]:
        """The first choice, then the best of those that may stand after it.

        Beside a visit in the week any other may; beside one that is asked, others that must be asked.
        """
        visit = need.kind is Kind.RESOURCE and not _is_choice(need)
        least = self._order(need, first)
        rest = [
            match
            for match in self._matches(need)
            if match is not first
            and ((visit and placed) or self._order(need, match) >= least)
            and (placed or not visit or is_asked_visit(match))
        ]
        return (first, *rest)[:MAX_CHOICES]

    def _order(self, need: Need, match: Match) -> tuple[bool, bool, bool, int]:
        """In which order choices must stand: kept, fit for pregnancy, of known place, sure."""
        yes = match.listing.facts.yes
        return (
            match.listing.id not in self.pins,
            self.person.pregnant and need.kind is Kind.PROGRAM and "population=pregnant_postpartum" not in yes,
            match.reach is Reach.UNKNOWN,
            min(match.fit.rank, 2),
        )

    def _answered_meetings(self, need: Need, entries: tuple[Entry, ...]) -> Answered:
        ids = {entry.item.listing_id for entry in entries}
        judged = self.judged[need.id]
        shown = tuple(match for match in judged.matches if match.listing.id in ids)
        if len(entries) < need.per_week.min:
            return Answered(need, NeedState.UNMET, judged, shown, clashed=len(judged.matches) - len(shown))
        sure = {match.listing.id for match in shown if match.fit.fit is FitClass.YES}
        enough = sum(entry.item.listing_id in sure for entry in entries) >= need.per_week.min
        return Answered(need, NeedState.PLACED if enough else NeedState.ASK, judged, shown)


def _is_choice(need: Need) -> bool:
    """True for a resource that takes no time."""
    return need.kind is Kind.RESOURCE and need.visit_min is None


def _offers(asked: Asked) -> int:
    return sum(len(visit.offers) for visit in asked.visits)
