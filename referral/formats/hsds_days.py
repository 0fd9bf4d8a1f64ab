"""Which days an HSDS schedule names: RRULE days ("2MO,-1FR") and the words of exports ("Mon - Wed, 2nd Saturday")."""

import re
from dataclasses import dataclass

from referral.domain.week import Day

_NAMES: dict[str, Day] = {
    name: day
    for day, names in zip(
        Day,
        (
            "mo mon monday",
            "tu tue tues tuesday",
            "we wed weds wednesday wendesday",
            "th thu thur thurs thursday",
            "fr fri friday",
            "sa sat saturday",
            "su sun sunday",
        ),
        strict=True,
    )
    for name in names.split()
}
_GROUPS: dict[str, tuple[Day, ...]] = {
    "24-7": tuple(Day),
    "24/7": tuple(Day),
    "daily": tuple(Day),
    "every day": tuple(Day),
    "everyday": tuple(Day),
    "seven days a week": tuple(Day),
    "7 days a week": tuple(Day),
    "weekdays": tuple(Day)[:5],
    "weekends": tuple(Day)[5:],
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_OF_THE_MONTH = re.compile(r"\s+(?:of (?:the|every|each) month|(?:every|each) month|monthly)$")
_EVERY_OTHER = re.compile(r"^(?:every other|biweekly|bi-weekly|alternate)\s+")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_PART = re.compile(
    r"(?:(?P<number>[+-]?\d{1,2})(?:st|nd|rd|th)?|(?P<word>first|second|third|fourth|fifth|last))?"
    r"\s*(?P<first>[a-z]+)?(?:\s*-\s*(?P<last>[a-z]+))?"
)


@dataclass(frozen=True, slots=True)
class DayNames:
    """The days of one schedule.

    weekly: days of every week. monthly: (day, its places in the month, -1 the last). every_weeks: 2 for every other
    week. aside: what stood in brackets. always: "24-7" was said, so there are no times.
    """

    weekly: tuple[Day, ...] = ()
    monthly: tuple[tuple[Day, tuple[int, ...]], ...] = ()
    every_weeks: int = 1
    aside: str | None = None
    always: bool = False


def read_day_names(text: str) -> DayNames | None:
    """The days in a text, or None when any part of it names no day.

    Ranges go around the week ("Sunday - Monday"). A place in the month without a day of its own belongs to the next
    day ("First, second and fourth Tuesday").
    """
    said = " ".join(text.casefold().replace("–", "-").replace("—", "-").split())
    bracket = _IN_BRACKETS.search(said)
    aside = bracket[1] if bracket else None
    said = _OF_THE_MONTH.sub("", _IN_BRACKETS.sub("", said).strip())
    every_weeks = 2 if _EVERY_OTHER.match(said) else 1
    said = _EVERY_OTHER.sub("", said)
    if said in _GROUPS:
        return DayNames(_GROUPS[said], (), every_weeks, aside, always=said.startswith("24"))
    parts = _parts(said)
    if parts is None:
        return None
    weekly = {day for day, places in parts if not places}
    monthly: dict[Day, tuple[int, ...]] = {}
    for day, places in parts:
        if places:
            monthly[day] = tuple(dict.fromkeys((*monthly.get(day, ()), *places)))
    return DayNames(tuple(sorted(weekly)), tuple(sorted(monthly.items())), every_weeks, aside)


def _parts(said: str) -> list[tuple[Day, tuple[int, ...]]] | None:
    """(day, places in the month) for each day named; None when a part is not understood or a place has no day."""
    found: list[tuple[Day, tuple[int, ...]]] = []
    waiting: tuple[int, ...] = ()
    for part in re.split(r",\s*and\s+|\s+and\s+|[,;&/]", said.replace(" through ", "-").replace(" to ", "-")):
        match = _PART.fullmatch(part.strip())
        if match is None or not part.strip():
            return None
        place = int(match["number"]) if match["number"] else _ORDINALS.get(match["word"] or "", 0)
        if (match["number"] or match["word"]) and not (1 <= abs(place) <= 5):
            return None
        waiting = (*waiting, place) if place else waiting
        if match["first"] is None:
            if not place:
                return None
            continue
        days = _range(match["first"], match["last"])
        if days is None or (waiting and len(days) > 1):
            return None
        found += [(day, waiting) for day in days]
        waiting = ()
    return found if found and not waiting else None


def _range(first: str, last: str | None) -> tuple[Day, ...] | None:
    start = _day(first)
    end = _day(last) if last else start
    if start is None or end is None:
        return None
    return tuple(Day((start + step) % 7) for step in range((end - start) % 7 + 1))


def _day(name: str) -> Day | None:
    return _NAMES.get(name, _NAMES.get(name.removesuffix("s")))
