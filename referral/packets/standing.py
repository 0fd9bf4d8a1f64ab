"""What can be put beside a week as it stands: a proof that it fits, without planning the week anew.

Only a yes is proof. What cannot be added as things stand may still fit when everything is planned anew.
"""

from collections.abc import Iterable, Iterator

from referral.domain.match import Match
from referral.domain.need import Need
from referral.domain.packet import NeedState
from referral.domain.vocabulary import LIVE_IN_LEVELS, Kind
from referral.domain.week import Day
from referral.packets import prices
from referral.packets.agenda import Agenda, Entry
from referral.packets.ask_windows import typical_track
from referral.packets.asking import is_asked
from referral.packets.attendance import place_unknown
from referral.packets.options import session_entries, track_options, visit_options
from referral.packets.planner import Answered, Draft
from referral.packets.setting import Setting

LEAST_UNMET = prices.UNMET_MEETING // 2
"""Others would not give up a need for less: what else a week may gain, on the way and in wishes, is far below."""


class Standing:
    """What a planned week holds for the needs that it answers, in another setting of the same person."""

    def __init__(self, plan: Draft, setting: Setting) -> None:
        self._setting = setting
        needs = setting.person.profile.needs
        self._programs = {need.id for need in needs if need.kind is Kind.PROGRAM}
        self._keeping_off = {need.id for need in needs if need.kind is Kind.MEETING and need.avoid_program_days}
        self._settled = _surer_for(plan) < LEAST_UNMET and all(
            _has_its_room(plan, one) for one in plan.answered.values()
        )
        self._agenda: Agenda | None = Agenda(setting.week)
        for entry in plan.agenda.entries:
            if self._agenda is not None and not self._agenda.add((entry,)):
                self._agenda = None

    def holds(self, wanted: Iterable[tuple[Need, Iterable[Match]]]) -> bool:
        """True when all of these needs can be answered, in turn, beside all that stands: by one of its matches each.

        Meetings by as many as are missing to the least number.
        """
        if self._agenda is None or not self._settled:
            return False
        agenda = self._agenda.copy()
        return all(self._answers(agenda, need, matches) for need, matches in wanted)

    def _answers(self, agenda: Agenda, need: Need, matches: Iterable[Match]) -> bool:
        """Enter what answers a need; False when that fails."""
        missing = 1
        if need.kind is Kind.MEETING:
            missing = need.per_week.min - sum(entry.item.need == need.id for entry in agenda.entries)
        for match in matches:
            for entries in self._ways(need, match):
                if missing > 0 and self._may_stand(agenda, need, entries) and agenda.add(entries):
                    missing -= 1
            if missing <= 0:
                return True
        return missing <= 0

    def _ways(self, need: Need, match: Match) -> Iterator[tuple[Entry, ...]]:
        week, person = self._setting.week, self._setting.person
        if need.kind is Kind.PROGRAM:
            yield from () if is_asked(need, match) else track_options(week, person, need, match)
        elif need.kind is Kind.MEETING or not place_unknown(match.listing, None):
            yield from ((entry,) for entry in session_entries(week, person, need, match))
            yield from ((entry,) for entry in visit_options(week, person, need, match))

    def _may_stand(self, agenda: Agenda, need: Need, entries: tuple[Entry, ...]) -> bool:
        """True within the cap of a day, and where no meeting that keeps off program days meets a program."""
        days = {self._day_of(entry) for entry in entries}
        if need.kind is Kind.MEETING and any(self._count(agenda, {need.id}, day) >= need.max_per_day for day in days):
            return False
        apart = self._programs if need.id in self._keeping_off else set()
        apart = self._keeping_off if need.kind is Kind.PROGRAM else apart
        return not any(self._count(agenda, apart, day) for day in days) if apart else True

    def _count(self, agenda: Agenda, needs: set[str], day: Day) -> int:
        return sum(entry.item.need in needs and self._day_of(entry) == day for entry in agenda.entries)

    def _day_of(self, entry: Entry) -> Day:
        return self._setting.week.day_of(entry.item.span.start_min)


def _has_its_room(plan: Draft, answered: Answered) -> bool:
    """False for a program of unknown times that no room could be kept for: it goes before what is placed."""
    need = answered.need
    asked = need.kind is Kind.PROGRAM and answered.state is NeedState.ASK and need.level not in LIVE_IN_LEVELS
    return not asked or typical_track(plan.person, need) is None or bool(plan.entries_of(need.id))


def _surer_for(plan: Draft) -> int:
    """What the week would gain if everything in it were confirmed."""
    used = {(entry.item.need, entry.item.listing_id, entry.item.span) for entry in plan.agenda.entries}
    return sum(
        prices.sureness(plan.person, one.need, match)
        for one in plan.answered.values()
        for match in one.judged.matches
        for need, listing_id, _span in used
        if (need, listing_id) == (one.need.id, match.listing.id)
    )
