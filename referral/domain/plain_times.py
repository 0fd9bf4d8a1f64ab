"""Days and times as people write them, in English and Spanish, as the one form that `week.py` reads.

What could mean two things ("5-9", "8-12") stays as it was written, so that whoever reads it next refuses it and says
how to write it.
"""

import re

from referral.domain.errors import BadInput
from referral.domain.folding import folded
from referral.domain.week import DAY_MIN, HOUR_MIN, Day, clock, day_runs, parse_days

HALF_DAY_MIN = DAY_MIN // 2
_LONGEST = 80
"""Signs of one window; what is longer is none."""

_NAMES = {
    Day.MO: "mo mon monday mondays lu lun lunes",
    Day.TU: "tu tue tues tuesday tuesdays ma mar martes",
    Day.WE: "we wed wednesday wednesdays mi mie miercoles",
    Day.TH: "th thu thur thurs thursday thursdays ju jue jueves",
    Day.FR: "fr fri friday fridays vi vie viernes",
    Day.SA: "sa sat saturday saturdays sab sabado sabados",
    Day.SU: "su sun sunday sundays do dom domingo domingos",
}
_DAYS = {name: day.name for day, names in _NAMES.items() for name in names.split()}
_SEVERAL = (
    (r"every day|daily|todos los dias|cada dia", "MO-SU"),
    (r"weekdays?|entre semana", "MO-FR"),
    (r"weekends?|(?:fin|fines) de semana", "SA,SU"),
)
_CLOCKS = ((r"noon|mediodia", "12:00pm"), (r"midnight|medianoche", "12:00am"))

_HALF = re.compile(r"\b([ap])\.? ?m\b\.?")
_FILLERS = re.compile(r"\b(?:on|from|de|desde|las?|los|el)\b")
_TO = re.compile(r"\s*(?:[-–—]|\b(?:to|through|until|al?|hasta)\b)\s*")
_AND = re.compile(r"\s*[,&/]\s*|\s+(?:and|y)\s+|\s+")
_WORD = re.compile(r"[^\W\d_]+")
_TIME = r"\d{1,2}(?::[0-5]\d)?(?: ?[ap]m)?"
_WINDOW = re.compile(rf"(?P<days>\D.*?)\s+(?P<start>{_TIME})-(?P<end>{_TIME})")
_MOMENT = re.compile(rf"(?P<day>[a-z]+)\s+(?P<time>{_TIME})")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?(?: ?([ap])m)?")


def plain_window(text: str) -> str:
    """ "LU-VI 5pm-9pm", "lunes a viernes de 17 a 21" as "MO-FR 17:00-21:00"; as it is when it is no such window."""
    found = _WINDOW.fullmatch(_plain(text))
    if found is None:
        return text
    days, times = _days(found["days"]), _times(found["start"], found["end"])
    return f"{days} {times}" if days and times else text


def plain_moment(text: str) -> str:
    """ "martes 6:15 p. m." as "TU 18:15"; as it is when it is no day with one time."""
    found = _MOMENT.fullmatch(_plain(text))
    if found is None or found["day"] not in _DAYS:
        return text
    minutes = _minutes(found["time"], None) if ":" in found["time"] or found["time"].endswith("m") else None
    return text if minutes is None else f"{_DAYS[found['day']]} {clock(minutes)}"


def _plain(text: str) -> str:
    """Small letters without accents, "to" and dashes as "-", halves of the day as "am" and "pm"."""
    plain = folded(text[: _LONGEST + 1])
    if len(plain) > _LONGEST:
        return ""
    for words, code in (*_SEVERAL, *_CLOCKS):
        plain = re.sub(rf"\b(?:{words})\b", code, plain)
    return " ".join(_TO.sub("-", _FILLERS.sub(" ", _HALF.sub(r"\1m", plain))).split())


def _days(text: str) -> str | None:
    """Days by name, in lists and ranges, as "MO-FR,SU"; None when one is none."""
    listed = _AND.sub(",", text)
    try:
        return day_runs(parse_days(_WORD.sub(lambda name: _DAYS.get(name[0].casefold(), "?"), listed)))
    except BadInput:
        return None


def _times(start: str, end: str) -> str | None:
    """Two times of one window, or None when they could be others."""
    first, last = _half(start), _half(end)
    unsure = not (_is_24(start) or _is_24(end) or ":" in start + end) if not (first or last) else not last
    if unsure and not _is_24(end):
        return None
    begins, ends = _minutes(start, None if _is_24(start) else last), _minutes(end, None)
    if begins is None or ends is None:
        return None
    if last and not (first or _is_24(start)) and begins > ends:
        begins -= HALF_DAY_MIN * (begins >= HALF_DAY_MIN)
    return f"{clock(begins)}-{clock(ends)}"


def _half(time: str) -> str | None:
    """ "a" or "p" of a time that says which half of the day it means."""
    return time[-2] if time.endswith("m") else None


def _is_24(time: str) -> bool:
    """Whether a time can only be one of 24 hours: "17", "08:00"."""
    hours = time.partition(":")[0]
    return hours.isdigit() and (hours.startswith("0") or int(hours) > 12)


def _minutes(time: str, half: str | None) -> int | None:
    """Minutes since midnight, or None for no time of a day. half: "a" or "p" for a time that does not say."""
    found = _CLOCK.fullmatch(time)
    if found is None:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3] or half
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + 12 * (half == "p")
    whole = hours * HOUR_MIN + minutes
    return whole % DAY_MIN if whole <= DAY_MIN else None
