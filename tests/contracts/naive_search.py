"""What a search must find, worked out the slow and plain way: minute by minute, listing by listing.

An oracle: it shares no code with `domain/fit.py`, `domain/reach.py`, the week algebra or any engine, and reads only the
values of listings and searches and the tables of the vocabulary.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from math import atan2, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

from referral.domain.listing import Listing
from referral.domain.place import Place, Point
from referral.domain.search import SearchQuery
from referral.domain.vocabulary import GROUPS, TOPIC_FACETS
from referral.domain.week import Span
from tests.strategies_search import TextAsk

WEEK = 7 * 24 * 60
LIVE_IN = {"residential", "recovery_housing", "crisis"}
"""Those that the strategies know."""

LEFT_OUT = {
    "youth_only": {"adolescents"},
    "veterans_only": {"veterans"},
    "members_only": set(),
}
RANKS = {"yes": 0, "open": 1, "ask": 2}
REACHES = ("near", "area", "online", "unknown")
ANSWERS = ("yes", "open", "ask", "no")
"""From best to worst."""


@dataclass(frozen=True)
class Expected:
    """One result. rank: order of fit, 0 to 3."""

    listing: Listing
    fit: str
    rank: int
    not_stated: frozenset[str]
    reach: str
    miles: float | None
    times: tuple[datetime, datetime] | tuple[None, None]


@dataclass(frozen=True)
class Answer:
    """Everything that is found, by id; how the text was taken; the facet counts."""

    found: Mapping[str, Expected]
    text_match: str
    facets: Mapping[str, Mapping[str, int]]


def search(listings: tuple[Listing, ...], query: SearchQuery, text: TextAsk) -> Answer:
    matched, text_match = [one for one in listings if holds_text(one, text, any_word=False)], "all"
    found = _found(matched, query, query.asked.facets)
    if len(found) < 5 and len(text.plain) > 1:
        matched, text_match = [one for one in listings if holds_text(one, text, any_word=True)], "any"
        found = _found(matched, query, query.asked.facets)
    return Answer(found, text_match, _facets(matched, query, found))


def _found(listings: list[Listing], query: SearchQuery, facets: Mapping[str, frozenset[str]]) -> dict[str, Expected]:
    judged = [_judge(one, query, facets) for one in listings]
    return {one.listing.id: one for one in judged if one is not None}


def _facets(matched: list[Listing], query: SearchQuery, found: Mapping[str, Expected]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for name, group in GROUPS.items():
        survivors = found
        if name in query.asked.facets:
            survivors = _found(matched, query, {g: codes for g, codes in query.asked.facets.items() if g != name})
        for code in group.codes:
            count = sum(answer_of(one.listing, f"{name}={code}") == "yes" for one in survivors.values())
            if count:
                counts.setdefault(name, {})[code] = count
    return counts


def _judge(listing: Listing, query: SearchQuery, facets: Mapping[str, frozenset[str]]) -> Expected | None:
    asked = query.asked
    reached = reach_of(listing, query)
    if reached is None or (asked.kinds and listing.kind not in asked.kinds) or _left_out(listing, facets):
        return None
    not_stated: set[str] = set()
    for group, codes in facets.items():
        answers = {f"{group}={code}": answer_of(listing, f"{group}={code}") for code in codes}
        if "yes" in answers.values():
            continue
        unsaid = {facet for facet, answer in answers.items() if answer == "not_stated"}
        if not unsaid:
            return None
        not_stated |= unsaid
    schedule = schedule_of(listing, query, facets)
    if schedule == "no":
        return None
    if schedule == "ask":
        not_stated.add("schedule")
    if reached[0] == "unknown":
        not_stated.add("distance")
    fit = "ask" if not_stated else "open" if schedule == "open" else "yes"
    if query.confirmed_only and fit == "ask":
        return None
    rank = 3 if fit == "ask" and schedule == "ask" else RANKS[fit]
    return Expected(listing, fit, rank, frozenset(not_stated), *reached, next_of(listing, query.now))


def answer_of(listing: Listing, facet: str) -> str:
    """yes, no or not_stated of an asked facet."""
    group, code = facet.split("=")
    if group == "topic":
        stored = TOPIC_FACETS.get(code, (facet,))
    elif facet in ("attendance=online", "attendance=in_person"):
        stored = (facet, "attendance=hybrid")
    else:
        stored = (facet,)
    answers = []
    for one in stored:
        if listing.kind not in GROUPS[one.split("=")[0]].kinds or one in listing.facts.no:
            answers.append("no")
        else:
            answers.append("yes" if one in listing.facts.yes else "not_stated")
    return next(answer for answer in ("yes", "not_stated", "no") if answer in answers)


def _left_out(listing: Listing, facets: Mapping[str, frozenset[str]]) -> bool:
    if "restricted=prison" in listing.facts.yes:
        return True
    return any(
        f"restricted={code}" in listing.facts.yes
        and code not in facets.get("restricted", ())
        and not populations & facets.get("population", frozenset())
        for code, populations in LEFT_OUT.items()
    )


def minutes(span: Span) -> set[int]:
    return {minute % WEEK for minute in range(span.start_min, span.start_min + span.length_min)}


def schedule_of(listing: Listing, query: SearchQuery, facets: Mapping[str, frozenset[str]]) -> str | None:
    """yes, open, ask or no; None when it is no question."""
    asked = query.asked
    levels: set[str] = set()
    if listing.kind == "program":
        wanted = {f"level={code}" for code in facets.get("level", ())}
        for topic in facets.get("topic", ()):
            wanted |= set(TOPIC_FACETS.get(topic, ()))
        levels = {facet.split("=")[1] for facet in wanted & listing.facts.yes if facet.startswith("level=")}
    if (asked.free is None and asked.at is None) or levels & LIVE_IN:
        return None
    ahead = _ahead_min(listing, query)
    answers = []
    if asked.free is not None:
        free = {(minute + ahead) % WEEK for start, end in asked.free.pieces for minute in range(start, end)}
        teens = "adolescents" in facets.get("population", ())
        answers.append(_free_answer(listing, free, levels, asked.visit_min, teens=teens))
    if asked.at is not None:
        answers.append(_at_answer(listing, (asked.at + ahead) % WEEK))
    return max(answers, key=ANSWERS.index)


def _ahead_min(listing: Listing, query: SearchQuery) -> int:
    zone, asked = listing.location.time_zone, query.asked
    if zone is None or asked.zone is None or asked.now is None:
        return 0
    clocks = [asked.now.astimezone(ZoneInfo(name)).replace(tzinfo=None) for name in (zone, asked.zone)]
    return int((clocks[0] - clocks[1]).total_seconds()) // 60


def _free_answer(listing: Listing, free: set[int], levels: set[str], visit_min: int, *, teens: bool) -> str:
    tracks = [track for track in listing.tracks if not levels or track.level in levels or track.level is None]
    weekly_tracks = [track for track in tracks if not any(one.rrule for one in track.sessions)]
    alone = [one for one in listing.sessions if not one.rrule]
    if weekly_tracks or alone:
        for track in weekly_tracks:
            if sum(minutes(one.span) <= free for one in track.sessions) >= (track.required or len(track.sessions)):
                return "yes"
        return "yes" if any(minutes(one.span) <= free for one in alone) else "no"
    spans = [one.span for one in listing.hours if not one.rrule]
    if not spans:
        return "ask"
    stretch = _stretches(set().union(*map(minutes, spans)) & free)

    def days(length: int) -> int:
        return len(
            {span.start_min // 1440 for span in spans if any(stretch[minute] >= length for minute in minutes(span))}
        )

    if listing.kind != "program":
        return "yes" if days(visit_min) else "no"
    return min((_dose_answer(level, days, teens=teens) for level in levels or {""}), key=ANSWERS.index)


def _dose_answer(level: str, days: Callable[[int], int], *, teens: bool) -> str:
    if level == "iop" and teens:
        return "open" if days(120) >= 3 else "no"
    if level == "iop":
        return "open" if days(180) >= 3 else "ask" if days(120) >= 3 else "no"
    if level == "php":
        return "open" if days(300) >= 4 or days(240) >= 5 else "no"
    if level == "otp":
        return "open" if days(30) >= 5 else "no"
    return "open" if days(60) >= 1 else "no"


def _stretches(inside: set[int]) -> list[int]:
    """For each minute, how many minutes on end from it are inside, around the week."""
    lengths = [0] * (2 * WEEK + 1)
    for minute in range(2 * WEEK - 1, -1, -1):
        lengths[minute] = lengths[minute + 1] + 1 if minute % WEEK in inside else 0
    return lengths[:WEEK]


def _at_answer(listing: Listing, at: int) -> str:
    sessions = [*listing.sessions, *(one for track in listing.tracks for one in track.sessions)]
    soon = {(at + wait) % WEEK for wait in range(61)}
    weekly = [one.span for one in sessions if not one.rrule]
    hours = [one.span for one in listing.hours if not one.rrule]
    if any(at in minutes(span) or span.start_min in soon for span in weekly):
        return "yes"
    if any(at in minutes(span) for span in hours):
        return "open" if listing.kind == "program" else "yes"
    return "no" if weekly or hours else "ask"


def reach_of(listing: Listing, query: SearchQuery) -> tuple[str, float | None] | None:
    """(reach, miles), or None when it is out of reach."""
    yes, facets, place = listing.facts.yes, query.asked.facets, query.place
    online_only = "attendance=online" in yes and not {"attendance=in_person", "attendance=hybrid"} & yes
    if place is None:
        return ("online" if online_only else "near"), None
    online_wanted = (
        "online" in facets.get("attendance", ())
        or set(query.asked.kinds) == {"meeting"}
        or "fellowship" in facets
        or "meeting" in facets
    )
    by_video = online_wanted and (
        listing.kind != "program" or (place.state is not None and listing.location.state == place.state)
    )
    if online_only:
        return ("online", None) if by_video else None
    point = listing.location.point
    if point is not None:
        far = miles(place.point, point)
        if query.radius_miles is None or far <= query.radius_miles:
            return "near", far
    if any(_serves(one.kind, one.name, place) for one in listing.serves):
        return "area", None
    other_state = place.state is not None and listing.location.state not in (None, place.state)
    if point is None and not listing.serves and not (other_state and query.radius_miles is not None):
        return "unknown", None
    return ("online", None) if by_video and "attendance=hybrid" in yes else None


def _serves(kind: str, name: str, place: Place) -> bool:
    if kind == "nation":
        return True
    if kind == "state":
        return place.state == name
    if kind == "zip":
        return place.zip5 == name
    return f"{place.county}, {place.state}" == name


def miles(a: Point, b: Point) -> float:
    """Great circle by the angle between two arrows from the middle of the Earth."""
    (ax, ay, az), (bx, by, bz) = _arrow(a), _arrow(b)
    cross = sqrt((ay * bz - az * by) ** 2 + (az * bx - ax * bz) ** 2 + (ax * by - ay * bx) ** 2)
    return 3958.7613 * atan2(cross, ax * bx + ay * by + az * bz)


def _arrow(point: Point) -> tuple[float, float, float]:
    lat, lon = radians(point.latitude), radians(point.longitude)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def next_of(listing: Listing, now: datetime) -> tuple[datetime, datetime] | tuple[None, None]:
    """The running or next weekly session or opening, day by day through the calendar."""
    zone = listing.location.time_zone
    sessions = [*listing.sessions, *(one for track in listing.tracks for one in track.sessions)]
    spans = [one.span for one in sessions if not one.rrule] + [one.span for one in listing.hours if not one.rrule]
    if zone is None or not spans:
        return None, None
    coming = []
    today = now.astimezone(ZoneInfo(zone)).date()
    for day in (today + timedelta(days=step) for step in range(-2, 9)):
        for span in spans:
            if day.weekday() == span.start_min // 1440:
                start = datetime.combine(day, time(span.start_min % 1440 // 60, span.start_min % 60))
                start, end = (_moment(wall, zone) for wall in (start, start + timedelta(minutes=span.length_min)))
                if end > now:
                    coming.append((start, end))
    return min(coming)


def _moment(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def holds_text(listing: Listing, text: TextAsk, *, any_word: bool) -> bool:
    fields = [listing.name.split(), (listing.description or "").split()]
    held = {word for field in fields for word in field}
    plain = [word in held for word in text.plain]
    return (
        (any(plain) if any_word else all(plain))
        and all(any(_stand_together(field, phrase) for field in fields) for phrase in text.phrases)
        and all(word in fields[0] for word in text.named)
        and all(any(word.startswith(start) for word in held) for start in text.starts)
        and all(a in held or b in held for a, b in text.either)
        and not any(word in held for word in text.without)
    )


def _stand_together(field: list[str], phrase: tuple[str, str]) -> bool:
    return any(field[at : at + 2] == list(phrase) for at in range(len(field)))
