"""Profiles that contradict themselves or ask for what no week holds, as the JSON that a person would send."""

from typing import Any

from tests.packets.city import IOP_NEED, MEETINGS_NEED, WORKER

Json = dict[str, Any]

VISIT = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
HOME = {"id": "home", "kind": "resource", "topic": "housing"}
NEEDS = [IOP_NEED, MEETINGS_NEED, VISIT, HOME]
EVERY_DAY = "MO-SU"


def profile(needs: list[Json] | None = None, **changes: Any) -> Json:
    """The worker with everything needed, changed."""
    return {**WORKER, "needs": NEEDS if needs is None else needs, **changes}


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _blocks(count: int) -> list[Json]:
    """So many blocks of half an hour in turn at home and at work, none touching the next of its day."""
    days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    every = [(day, start) for day in days for start in range(6 * 60, 22 * 60, 32)][:count]
    return [
        {"days": day, "start": clock(start), "end": clock(start + 30), "at": ("home", "work")[at % 2]}
        for at, (day, start) in enumerate(every)
    ]


def _twenty_needs() -> list[Json]:
    kinds = [IOP_NEED, MEETINGS_NEED, VISIT, HOME, {"kind": "program", "level": "outpatient"}]
    return [{**kinds[at % len(kinds)], "id": f"need {at}"} for at in range(20)]


_TWO_PLACES = [{"name": "work", "place": "39.7700,-104.9700"}, {"name": "school", "place": "39.6500,-105.0500"}]
_WORK = {"days": "MO-FR", "start": "07:30", "end": "16:30", "at": "work"}

PLANNED: dict[str, Json] = {
    "no free minute": profile(busy=[{"days": EVERY_DAY, "start": "00:00", "end": "24:00"}]),
    "no free minute between sleep and work": profile(
        busy=[{"days": EVERY_DAY, "start": "06:00", "end": "23:00", "at": "work"}]
    ),
    "two programs and no free minute": profile(
        needs=[IOP_NEED, {"id": "later", "kind": "program", "level": "outpatient"}],
        sleep=[{"days": EVERY_DAY, "start": "00:00", "end": "00:00"}],
    ),
    "one free minute": profile(busy=[{"days": EVERY_DAY, "start": "06:01", "end": "23:00"}]),
    "work out of reach of home": profile(anchors=[{"name": "work", "place": "Walden, CO"}], busy=[_WORK]),
    "work across the country": profile(anchors=[{"name": "work", "place": "Worcester, MA"}], busy=[_WORK]),
    "an anchor across the country where nothing is": profile(
        anchors=[*WORKER["anchors"], {"name": "school", "place": "Worcester, MA"}]
    ),
    "sleep over work": profile(sleep=[{"days": EVERY_DAY, "start": "08:00", "end": "16:00"}]),
    "sleep all week": profile(sleep=[{"days": EVERY_DAY, "start": "08:00", "end": "08:00"}]),
    "no sleep": profile(sleep=[]),
    "no sleep and nothing fixed": profile(sleep=[], busy=[]),
    "busy at two places at once": profile(
        anchors=_TWO_PLACES,
        busy=[_WORK, {"days": "MO-SA", "start": "12:00", "end": "18:00", "at": "school"}],
    ),
    "busy at home and at work at once": profile(busy=[_WORK, {**_WORK, "at": "home", "start": "09:00"}]),
    "the same block again and again": profile(busy=[_WORK] * 50),
    "two hundred blocks": profile(busy=_blocks(200)),
    "two hundred blocks with buffers": profile(busy=[{**block, "buffer_min": 240} for block in _blocks(200)]),
    "twenty needs": profile(needs=_twenty_needs()),
    "twenty meetings needs": profile(needs=[{**MEETINGS_NEED, "id": f"m{at}"} for at in range(20)]),
    "spans of no length are a whole day": profile(busy=[{"days": "MO", "start": "08:00", "end": "08:00"}]),
    "a curfew": profile(busy=[_WORK, {"days": EVERY_DAY, "start": "21:00", "end": "06:00"}]),
    "a curfew before work ends": profile(busy=[_WORK, {"days": EVERY_DAY, "start": "16:00", "end": "07:00"}]),
    "trips of a minute": profile(travel={"max_leg_min": 1}),
    "nowhere to go": profile(travel={"max_miles": 0, "max_leg_min": 1}, online="no"),
    "on foot with a wide margin": profile(travel={"mode": "walk", "margin": 1}),
    "more meetings than a week of days holds": profile(
        needs=[{"id": "m", "kind": "meeting", "per_week": {"min": 8, "target": 8}}]
    ),
    "the most meetings": profile(
        needs=[{"id": "m", "kind": "meeting", "per_week": {"min": 42, "target": 42}, "max_per_day": 6}]
    ),
    "no meetings": profile(needs=[{"id": "m", "kind": "meeting", "per_week": {"min": 0, "target": 0}}]),
    "only a program": profile(needs=[IOP_NEED]),
    "only meetings": profile(needs=[MEETINGS_NEED]),
    "only a visit": profile(needs=[VISIT]),
    "only a choice": profile(needs=[HOME]),
    "a program of eighty hours": profile(needs=[{**IOP_NEED, "hours_per_week": 80}]),
    "a need that asks for what it leaves out": profile(
        needs=[{**IOP_NEED, "require": ["attendance=online"]}, *NEEDS[1:]], online="no"
    ),
    "a zone on the other side of the world": profile(time_zone="Asia/Tokyo"),
    "a zone of half hours": profile(time_zone="Australia/Lord_Howe"),
    "kept and left out at once": profile(pins=["test:iop"], bans=["test:iop"]),
    "kept but unknown": profile(pins=["test:nowhere"]),
    "under 18 for a day program by video": profile(
        needs=[{"id": "a", "kind": "program", "level": "php"}], about={"age": 12}, online="prefer"
    ),
    "everything at once": profile(
        needs=_twenty_needs(),
        anchors=_TWO_PLACES,
        busy=_blocks(200),
        sleep=[{"days": EVERY_DAY, "start": "08:00", "end": "16:00"}],
        travel={"mode": "bus", "max_leg_min": 5, "max_miles": 1},
        time_zone="Pacific/Kiritimati",
        online="no",
    ),
}
"""Name -> a profile that must be planned, or be said to be impossible."""

REFUSED: dict[str, tuple[Json, str]] = {
    "unknown home": (profile(home={"place": "Nowhereville"}), "home.place"),
    "a town of three states": (profile(home={"place": "Springfield"}), "home.place"),
    "unknown anchor": (profile(anchors=[{"name": "work", "place": "99999"}]), "anchors[0].place"),
    "busy at no known place": (profile(anchors=[]), "busy[0].at"),
    "two needs of one id": (profile(needs=[HOME, VISIT, {**IOP_NEED, "id": "home"}]), "needs[2].id"),
    "an id that is another's number": (
        profile(needs=[HOME, {**VISIT, "id": "1"}, {**IOP_NEED, "id": "1"}]),
        "needs[2].id",
    ),
    "two anchors of one name": (profile(anchors=WORKER["anchors"] * 2), "anchors[1].name"),
    "trips of no minute": (profile(travel={"max_leg_min": 0}), "travel.max_leg_min"),
    "fewer than no miles": (profile(travel={"max_miles": -1}), "travel.max_miles"),
    "more meetings than can be counted": (
        profile(needs=[{"kind": "meeting", "per_week": {"min": 43}}]),
        "needs[0].per_week.min",
    ),
    "a goal below the least": (
        profile(needs=[{"kind": "meeting", "per_week": {"min": 3, "target": 2}}]),
        "needs[0].per_week.target",
    ),
    "no needs": (profile(needs=[]), "needs"),
    "twenty-one needs": (profile(needs=[*_twenty_needs(), {**HOME, "id": "last"}]), "needs"),
    "three hundred and one blocks": (profile(busy=[_WORK] * 301), "busy"),
    "a day that is none": (profile(busy=[{"days": "XX", "start": "08:00", "end": "09:00"}]), "busy[0].days"),
    "an hour that is none": (profile(busy=[{"days": "MO", "start": "25:00", "end": "09:00"}]), "busy[0].start"),
    "a zone that is none": (profile(time_zone="Mars/Olympus"), "time_zone"),
}
"""Name -> a profile that cannot be read, and the field that the message names."""
