"""A profile from its JSON: defaults filled in, places found, every mistake named by its path."""

from collections.abc import Mapping
from dataclasses import fields
from zoneinfo import ZoneInfo

from referral.domain.need import (
    DEFAULT_SLEEP,
    SAFETY_PREFIX,
    SAFETY_QUESTIONS,
    About,
    Anchor,
    Busy,
    Gender,
    Need,
    OnlineChoice,
    PerWeek,
    Profile,
    Risk,
    Safety,
    Travel,
    TravelMode,
)
from referral.domain.place import Place
from referral.domain.ports import Places
from referral.domain.vocabulary import Kind
from referral.domain.week import Span, WeekSet
from referral.services.profile_reader import Reader, bad, load, shown

HOME = "home"
MAX_NEEDS = 20
MAX_ANCHORS = 10
MAX_BUSY = 300
MAX_FACETS = 30
MAX_IDS = 200
MAX_BUFFER_MIN = 240
MAX_LEG_MIN = 300
MAX_MILES = 500
SUBJECTS = ("self", "family", "client")

_PROFILE_KEYS = (
    "for", "home", "time_zone", "anchors", "busy", "sleep", "travel", "about", "payment", "languages", "online",
    "safety", "needs", "pins", "bans",
)  # fmt: skip
_NEED_KEYS = ("id", "kind", "require", "prefer")
_KEYS_OF_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.PROGRAM: ("level", "hours_per_week"),
    Kind.MEETING: ("per_week", "max_per_day", "fellowships", "avoid_program_days"),
    Kind.RESOURCE: ("topic", "visit_min"),
}


def read_profile(source: str | bytes | Mapping[str, object], places: Places) -> Profile:
    """The profile that JSON text or its values mean. places resolves home and anchors.

    Raises BadProfile, UnknownPlace, AmbiguousPlace or UnknownCode with the path of what to change.
    """
    top = Reader(load(source), "", _PROFILE_KEYS)
    if not top.has("home"):
        bad("home", 'this is missing. Write {"place": "80203"} with a ZIP code or a town.')
    home = _place(top.value("home"), "home", places)
    anchors = tuple(_anchor(item, path, places) for item, path in top.items("anchors", MAX_ANCHORS))
    _each_once([anchor.name for anchor in anchors], "anchors", "name")
    return Profile(
        home=home,
        needs=_needs(top),
        time_zone=_time_zone(top) or home.time_zone,
        subject=_subject(top),
        anchors=anchors,
        busy=_busy(top, {anchor.name for anchor in anchors}),
        sleep=_sleep(top),
        travel=_travel(top),
        about=_about(top),
        payment=frozenset(top.codes("payment", "payment", MAX_FACETS)),
        languages=frozenset(top.codes("languages", "language", MAX_FACETS)),
        online=top.word("online", OnlineChoice) or OnlineChoice.OK,
        safety=_safety(top),
        pins=frozenset(top.texts("pins", MAX_IDS)),
        bans=frozenset(top.texts("bans", MAX_IDS)),
    )


def _place(value: object, path: str, places: Places) -> Place:
    place = Reader(value, path, ("place",)).text("place", required=True) or ""
    return places.resolve(place, f"{path}.place")


def _anchor(value: object, path: str, places: Places) -> Anchor:
    reader = Reader(value, path, ("name", "place"))
    name = reader.text("name", required=True) or ""
    if name.casefold() == HOME:
        bad(reader.at("name"), 'home is always there. Give this place another name, such as "work".')
    return Anchor(name, _place({"place": reader.value("place")}, path, places))


def _each_once(names: list[str], path: str, key: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            bad(f"{path}[{number}].{key}", f'"{shown(name)}" is used twice. Choose another.')


def _time_zone(top: Reader) -> str | None:
    name = top.text("time_zone")
    if name is None:
        return None
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        bad(top.at("time_zone"), f'"{shown(name)}" is not a time zone. Write one like America/Denver.')
    return name


def _subject(top: Reader) -> str:
    subject = top.text("for") or SUBJECTS[0]
    if subject not in SUBJECTS:
        bad("for", f'"{shown(subject)}" is not one of: {", ".join(SUBJECTS)}.')
    return subject


def _busy(top: Reader, anchors: set[str]) -> tuple[Busy, ...]:
    """Busy times; those of one place and buffer are merged where they overlap or touch."""
    spans: dict[tuple[str, int], list[Span]] = {}
    for item, path in top.items("busy", MAX_BUSY):
        reader = Reader(item, path, ("days", "start", "end", "at", "buffer_min"))
        at = reader.text("at") or HOME
        if at != HOME and at not in anchors:
            known = ", ".join(sorted({HOME, *anchors}))
            bad(reader.at("at"), f'"{shown(at)}" is not home and not the name of an anchor. Known: {known}.')
        buffer_min = reader.whole("buffer_min", 0, MAX_BUFFER_MIN) or 0
        spans.setdefault((at, buffer_min), []).extend(_spans(reader))
    return tuple(Busy(WeekSet.of(found).runs, at, buffer_min) for (at, buffer_min), found in spans.items())


def _spans(reader: Reader) -> list[Span]:
    days, start, end = reader.days("days"), reader.clock("start"), reader.clock("end")
    return [Span.at(day, start, end) for day in days]


def _sleep(top: Reader) -> tuple[Span, ...]:
    if not top.has("sleep"):
        return DEFAULT_SLEEP
    items = top.items("sleep", MAX_BUSY)
    spans = [span for item, path in items for span in _spans(Reader(item, path, ("days", "start", "end")))]
    return WeekSet.of(spans).runs


def _travel(top: Reader) -> Travel:
    reader = top.inner("travel", ("mode", "max_leg_min", "max_miles", "margin"))
    usual = Travel()
    leg, margin = reader.whole("max_leg_min", 1, MAX_LEG_MIN), reader.number("margin", 0, 1)
    return Travel(
        mode=reader.word("mode", TravelMode) or usual.mode,
        max_leg_min=usual.max_leg_min if leg is None else leg,
        max_miles=reader.number("max_miles", 0, MAX_MILES),
        margin=usual.margin if margin is None else margin,
    )


def _about(top: Reader) -> About:
    keys = ("age", "gender", "groups", "medications", "substances", "licence")
    reader = top.inner("about", keys)
    return About(
        age_years=reader.whole("age", 0, 120),
        gender=reader.word("gender", Gender),
        groups=frozenset(reader.codes("groups", "population", MAX_FACETS)),
        medications=frozenset(reader.codes("medications", "medication", MAX_FACETS)),
        substances=frozenset(reader.codes("substances", "treats", MAX_FACETS)),
        licence=reader.flag("licence"),
    )


def _safety(top: Reader) -> Safety:
    reader = top.inner("safety", SAFETY_QUESTIONS)
    return Safety(**{question.name: reader.word(question.name, Risk) for question in fields(Safety)})


def _needs(top: Reader) -> tuple[Need, ...]:
    items = top.items("needs", MAX_NEEDS)
    if not items:
        bad("needs", 'write at least one need, such as {"kind": "program", "level": "iop"}.')
    needs = tuple(_need(item, path, number) for number, (item, path) in enumerate(items, start=1))
    _each_once([need.id for need in needs], "needs", "id")
    return needs


def _need(value: object, path: str, number: int) -> Need:
    every = [key for keys in _KEYS_OF_KIND.values() for key in keys]
    reader = Reader(value, path, (*_NEED_KEYS, *every))
    reader.text("kind", required=True)
    kind = reader.word("kind", Kind) or Kind.PROGRAM
    for other, keys in _KEYS_OF_KIND.items():
        for key in keys:
            if other is not kind and reader.has(key):
                bad(reader.at(key), f"this belongs to a need of kind {other}, and this one is a {kind}.")
    if kind is Kind.RESOURCE and not reader.has("topic") and not reader.has("require"):
        bad(reader.at("topic"), 'this is missing. Write what is needed, such as "housing".')
    need_id = reader.text("id") or str(number)
    if need_id.startswith(SAFETY_PREFIX):
        bad(reader.at("id"), f'"{SAFETY_PREFIX}" is kept for what safety adds. Choose another.')
    return Need(
        id=need_id,
        kind=kind,
        level=reader.code("level", "level"),
        hours_per_week=reader.whole("hours_per_week", 1, 80),
        topic=reader.code("topic", "topic"),
        visit_min=reader.whole("visit_min", 5, 480),
        per_week=_per_week(reader),
        max_per_day=reader.whole("max_per_day", 1, 6) or 1,
        fellowships=reader.codes("fellowships", "fellowship", MAX_FACETS),
        avoid_program_days=bool(reader.flag("avoid_program_days")),
        require=reader.facets("require", MAX_FACETS),
        prefer=reader.facets("prefer", MAX_FACETS),
    )


def _per_week(need: Reader) -> PerWeek:
    """At least min, at best target; one that is missing is as much as the other, and one meeting when both are."""
    if not need.has("per_week"):
        return PerWeek()
    reader = need.inner("per_week", ("min", "target"))
    least, target = reader.whole("min", 0, 42), reader.whole("target", 0, 42)
    least = min(1, target) if least is None and target is not None else least
    least = 1 if least is None else least
    if target is not None and target < least:
        bad(reader.at("target"), f"the target is below the {least} that are needed at least.")
    return PerWeek(least, least if target is None else target)
