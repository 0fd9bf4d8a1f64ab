"""Ways out that a visitor took: changes of limits, carried in the visit and made to its profile."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl, urlencode

from referral.domain.errors import BadInput
from referral.domain.fit import Reason
from referral.domain.need import Profile
from referral.domain.vocabulary import canonical
from referral.domain.week import Day, parse_clock
from referral.packets.changes import MOST_LEG_MIN, MOST_MILES, changed
from referral.web.common import directory
from referral.web.forms.answers import profile_of
from referral.web.visit import Visit

MAX_EASED = 12
MAX_REASONS = 12
MAX_A_DAY, MAX_A_WEEK = 6, 42


def ease_text(change: Iterable[Reason]) -> str:
    """A way out as a button sends it: "raise_miles?miles=20;online_ok?"."""
    return ";".join(f"{reason.code}?{urlencode(reason.params)}" for reason in change)


def ease_change(text: str) -> tuple[Reason, ...]:
    """The way out that a text means. Raises BadInput for one that no packet offers."""
    try:
        return tuple(_reason(*part.partition("?")[::2]) for part in text.split(";", MAX_REASONS))
    except (BadInput, KeyError, ValueError):
        raise BadInput("do", "This is no change of a plan. Use the buttons of the page.") from None


def profile_for(visit: Visit) -> Profile:
    """The profile of a visit, with the ways out that were taken. Raises BadInput naming the path."""
    profile = directory().packets.read(profile_of(visit))
    for text in visit.eased[:MAX_EASED]:
        profile = changed(profile, ease_change(text))
    if any(need.per_week.target < need.per_week.min for need in profile.needs):
        raise BadInput("do", "This is no change of a plan. Use the buttons of the page.")
    return profile


def _reason(code: str, query: str) -> Reason:
    """Exactly the parameters that the code takes, each as it must be. Raises KeyError or ValueError otherwise."""
    given = dict(parse_qsl(query, strict_parsing=bool(query)))
    takes = _TAKES[code]
    if given.keys() != takes.keys():
        raise ValueError(code)
    return Reason(code, {name: read(given[name]) for name, read in takes.items()})


def _within(most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = float(text)
        if not 0 < value <= most:
            raise ValueError(text)
        return int(value) if value.is_integer() else value

    return read


def _clock(text: str) -> str:
    parse_clock(text)
    return text


_NEED: Mapping[str, Callable[[str], str | float]] = {"need": str}
_TAKES: Mapping[str, Mapping[str, Callable[[str], str | float]]] = {
    "online_ok": {},
    "raise_miles": {"miles": _within(MOST_MILES)},
    "raise_leg": {"minutes": _within(MOST_LEG_MIN)},
    "other_payment": {},
    "free": {"day": lambda text: Day[text].name, "from": _clock, "to": _clock},
    "interpreter": _NEED,
    "wish_only": {"facet": lambda text: canonical(text, "do"), **_NEED},
    "other_fellowships": _NEED,
    "on_program_days": _NEED,
    "more_a_day": {"count": _within(MAX_A_DAY), **_NEED},
    "fewer_meetings": {"count": lambda text: 0 if text == "0" else _within(MAX_A_WEEK)(text), **_NEED},
}
"""Code of a limit that may give way -> its parameters, each with how it is read: what a button sends can be forged."""
