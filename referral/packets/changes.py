"""What may give way when a need cannot be met, one limit at a time, and what each asks of the person.

Never age, gender, groups, medicine, pregnancy, safety or restricted sites.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from referral.domain.fit import Reason
from referral.domain.need import Busy, Need, OnlineChoice, PerWeek, Profile
from referral.domain.packet import Relaxation
from referral.domain.vocabulary import Kind
from referral.domain.week import DAY_MIN, Day, Span
from referral.packets.free_time import HOME

MOST_LEG_MIN = 300
MOST_MILES = 100
"""How far the directory is looked through: see `services/packets.py`."""
OTHER_PAYMENT = frozenset({"self_pay", "sliding_fee", "assistance", "free"})
"""Ways to pay that are open to anyone, whatever their insurance."""
MAY_DROP = ("service=", "approach=")
"""Required facets that may become wishes; never the medicine, the group, or who may come."""
WEIGHTS = {
    "online_ok": 1,
    "more_a_day": 1,
    "raise_miles": 2,
    "raise_leg": 2,
    "other_fellowships": 2,
    "on_program_days": 2,
    "interpreter": 3,
    "wish_only": 3,
    "fewer_meetings": 3,
    "other_payment": 4,
    "free_home": 4,
    "free_work": 8,
}
"""What each change asks of a person, as a product decision: a lighter one is offered first."""

Params = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Atom:
    """One limit that may give way. reason: as far as it may; rules: the rules whose refusals it may lift."""

    reason: Reason
    weight: int
    rules: frozenset[str]


_WEEK = frozenset({"week"})
_TIMES = frozenset({"schedule", "week"})
_RULES = {
    "online_ok": frozenset({"online", "distance"}) | _TIMES,
    "raise_miles": frozenset({"distance"}) | _TIMES,
    "raise_leg": _TIMES,
    "other_fellowships": frozenset({"fellowship"}) | _WEEK,
    "interpreter": frozenset({"language"}),
    "wish_only": frozenset({"required"}),
    "other_payment": frozenset({"payment"}),
    "free": _TIMES,
    "more_a_day": _WEEK,
    "on_program_days": _WEEK,
}


def atoms(profile: Profile, need: Need) -> tuple[Atom, ...]:
    """Every limit that bears on a need and may give way, the lightest first."""
    found = [_atom(reason, reason.code) for reason in (*_of_person(profile, need), *_of_need(profile, need))]
    found += [_atom(reason, f"free_{'home' if at_home else 'work'}") for reason, at_home in _blocks(profile)]
    return tuple(sorted(found, key=lambda atom: atom.weight))


def _atom(reason: Reason, weight: str) -> Atom:
    return Atom(reason, WEIGHTS[weight], _RULES[reason.code])


def _of_person(profile: Profile, need: Need) -> Iterator[Reason]:
    travel = profile.travel
    if profile.online is OnlineChoice.NO and need.kind is not Kind.RESOURCE:
        yield Reason("online_ok")
    if travel.max_miles is not None and travel.max_miles < MOST_MILES:
        yield Reason("raise_miles", {"miles": MOST_MILES})
    if travel.max_leg_min < MOST_LEG_MIN:
        yield Reason("raise_leg", {"minutes": MOST_LEG_MIN})
    if profile.payment and not profile.payment >= OTHER_PAYMENT and need.kind is Kind.PROGRAM:
        yield Reason("other_payment")


def _of_need(profile: Profile, need: Need) -> Iterator[Reason]:
    of_need = {"need": need.id}
    if need.kind is Kind.MEETING:
        if need.fellowships:
            yield Reason("other_fellowships", of_need)
        if need.avoid_program_days:
            yield Reason("on_program_days", of_need)
        if need.max_per_day < need.per_week.target:
            yield Reason("more_a_day", {"count": need.max_per_day + 1, **of_need})
    elif len(profile.languages) == 1:
        yield Reason("interpreter", of_need)
    for facet in need.require:
        if facet.startswith(MAY_DROP):
            yield Reason("wish_only", {"facet": facet, **of_need})


def _blocks(profile: Profile) -> Iterator[tuple[Reason, bool]]:
    """Each busy stretch of at most a day, and whether it is spent at home; the longest first."""
    places: dict[Span, set[str]] = {}
    for busy in profile.busy:
        for span in busy.spans:
            places.setdefault(span, set()).add(busy.at)
    for span in sorted(places, key=lambda span: (-span.length_min, span.start_min)):
        if span.length_min <= DAY_MIN:
            times = {"day": span.day.name, "from": span.start_clock, "to": span.end_clock}
            yield Reason("free", times), places[span] == {HOME}


def apply(profile: Profile, relaxation: Relaxation) -> Profile:
    """The profile with what a relaxation changes, and nothing else. Raises KeyError for a code that changes nothing."""
    return changed(profile, relaxation.change)


def changed(profile: Profile, reasons: Iterable[Reason]) -> Profile:
    """The profile with each change made in turn."""
    for reason in reasons:
        profile = _CHANGES[reason.code](profile, reason.params)
    return profile


def _online_ok(profile: Profile, _params: Params) -> Profile:
    return replace(profile, online=OnlineChoice.OK)


def _raise_miles(profile: Profile, params: Params) -> Profile:
    return replace(profile, travel=replace(profile.travel, max_miles=float(params["miles"])))


def _raise_leg(profile: Profile, params: Params) -> Profile:
    return replace(profile, travel=replace(profile.travel, max_leg_min=int(params["minutes"])))


def _other_payment(profile: Profile, _params: Params) -> Profile:
    return replace(profile, payment=profile.payment | OTHER_PAYMENT)


def _free(profile: Profile, params: Params) -> Profile:
    """Without the busy stretches of exactly these times, wherever they are spent."""
    freed = Span.at(Day[str(params["day"])], str(params["from"]), str(params["to"]))
    busy = tuple(
        Busy(tuple(span for span in one.spans if span != freed), one.at, one.buffer_min) for one in profile.busy
    )
    return replace(profile, busy=tuple(one for one in busy if one.spans))


def _interpreter(profile: Profile, params: Params) -> Profile:
    """An interpreter will do for one need; every other need still asks for the language itself."""
    language = tuple(f"language={code}" for code in sorted(profile.languages))
    needs = (
        replace(one, require=(*one.require, *(("access=interpreter",) if one.id == params["need"] else language)))
        for one in profile.needs
    )
    return replace(profile, languages=frozenset(), needs=tuple(needs))


def _wish_only(profile: Profile, params: Params) -> Profile:
    facet = str(params["facet"])

    def wish(need: Need) -> Need:
        left = tuple(one for one in need.require if one != facet)
        return replace(need, require=left, prefer=(*need.prefer, facet))

    return _with_need(profile, params, wish)


def _other_fellowships(profile: Profile, params: Params) -> Profile:
    return _with_need(profile, params, lambda need: replace(need, fellowships=()))


def _on_program_days(profile: Profile, params: Params) -> Profile:
    return _with_need(profile, params, lambda need: replace(need, avoid_program_days=False))


def _more_a_day(profile: Profile, params: Params) -> Profile:
    return _with_need(profile, params, lambda need: replace(need, max_per_day=int(params["count"])))


def _fewer_meetings(profile: Profile, params: Params) -> Profile:
    count = int(params["count"])
    return _with_need(profile, params, lambda need: replace(need, per_week=PerWeek(count, need.per_week.target)))


def _with_need(profile: Profile, params: Params, change: Callable[[Need], Need]) -> Profile:
    return replace(profile, needs=tuple(change(need) if need.id == params["need"] else need for need in profile.needs))


_CHANGES: dict[str, Callable[[Profile, Params], Profile]] = {
    "online_ok": _online_ok,
    "raise_miles": _raise_miles,
    "raise_leg": _raise_leg,
    "other_payment": _other_payment,
    "free": _free,
    "interpreter": _interpreter,
    "wish_only": _wish_only,
    "other_fellowships": _other_fellowships,
    "on_program_days": _on_program_days,
    "more_a_day": _more_a_day,
    "fewer_meetings": _fewer_meetings,
}
