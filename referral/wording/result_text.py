"""What a result says of itself: how far, how well it fits, whom to call."""

from functools import lru_cache

from referral.domain.facts import CLOSED_FOR_NOW
from referral.domain.fit import ADMISSION, SCHEDULE, Fit, FitClass
from referral.domain.listing import Listing, Phone
from referral.domain.reach import Reach, Reached
from referral.domain.vocabulary import GROUPS, Kind, facets_of, topic_facets
from referral.wording.labels import facet_label, kind_label

_TOPICS = tuple((f"topic={code}", topic_facets(code)[0]) for code in GROUPS["topic"].codes)
"""(topic, the facet that states it first)."""
_NAMING = frozenset({*facets_of("level"), *facets_of("fellowship"), *(facet for _topic, facet in _TOPICS)})

MOST_LEVELS = 3

_MILES = {"en": ("{miles} mile", "{miles} miles"), "es": ("{miles} milla", "{miles} millas")}
"""One, and any other number of them."""
_ABOUT = {"en": "about {distance}", "es": "unas {distance}"}
_ABOUT_ONE = {"en": "about {distance}", "es": "cerca de {distance}"}
_REACH = {
    Reach.AREA: ("Serves this area", "Sirve a esta zona"),
    Reach.ONLINE: ("Online", "En línea"),
    Reach.UNKNOWN: ("Distance not known", "Distancia desconocida"),
}
_FROM_AFAR = frozenset({"attendance=hybrid", "attendance=online"})
_CLOSED_FOR_NOW = ("The room is closed for now", "El local está cerrado por ahora")
_FIT = {
    FitClass.YES: ("Fits what you asked", "Cumple con lo que pidió"),
    FitClass.OPEN: ("Open at those times. Ask for group times", "Abierto a esas horas. Pregunte por los grupos"),
    FitClass.ASK: ("Ask first", "Pregunte antes"),
}
_SPECIAL = {
    SCHEDULE: ("times", "horarios"),
    ADMISSION: ("who can come", "quién puede venir"),
    "distance": ("where it is", "dónde está"),
    "area": ("which area it serves", "a qué zona sirve"),
    "level": ("kind of care", "tipo de atención"),
    "hours_per_week": ("hours a week", "horas por semana"),
}
_PHONE_ROLES = {
    "main": ("", ""),
    "intake": ("for new clients", "para quien empieza"),
    "hotline": ("hotline", "línea directa"),
}
_CENTRAL = ("central line: say which place", "línea central: diga qué lugar")
_EXTENSION = ("ext.", "ext.")


def distance_words(reached: Reached, lang: str = "en") -> str:
    """ "3.2 miles", "about 3 miles", "Serves this area", "Online"; empty when nothing was asked of distance."""
    if reached.distance_miles is not None:
        about = reached.precision.is_about
        miles = f"{reached.distance_miles:.{0 if about and reached.distance_miles >= 1 else 1}f}"
        one = miles in ("1", "1.0")
        distance = _MILES[lang][not one].format(miles="1" if one else miles)
        return (_ABOUT_ONE if one else _ABOUT)[lang].format(distance=distance) if about else distance
    words = _REACH.get(reached.reach)
    return words[lang == "es"] if words else ""


def kind_words(listing: Listing, lang: str = "en") -> str:
    """What it is, as plainly as it says: its fellowships, its topics, recovery housing, else its kind."""
    return _kind_words(listing.kind, listing.facts.yes & _NAMING, lang)


@lru_cache(maxsize=4_096)
def _kind_words(kind: Kind, yes: frozenset[str], lang: str) -> str:
    """yes: those answers alone that name what a listing is, which few of them tell apart."""
    if kind is Kind.RESOURCE:
        named = [topic for topic, facet in _TOPICS if facet in yes]
    elif yes & facets_of("level") == {"level=recovery_housing"}:
        named = ["topic=recovery_housing"]
    else:
        named = sorted(yes & facets_of("fellowship"))
    return ", ".join([facet_label(facet, lang) for facet in named]) or kind_label(kind, lang)


def attendance_words(listing: Listing, lang: str = "en") -> tuple[str, ...]:
    """How a meeting is attended, when that is not in person alone; and that its room is closed for now."""
    facts = listing.facts
    if listing.kind is not Kind.MEETING or facts.yes.isdisjoint(_FROM_AFAR):
        return ()
    mode = "attendance=hybrid" if "attendance=hybrid" in facts.yes else "attendance=online"
    closed = facts.reasons and facts.reason("attendance=in_person") == CLOSED_FOR_NOW
    return (facet_label(mode, lang), _CLOSED_FOR_NOW[lang == "es"]) if closed else (facet_label(mode, lang),)


def fit_words(fit: Fit, lang: str = "en") -> str:
    """How well a result fits, with what to ask about."""
    words = _FIT[fit.fit][lang == "es"]
    return f"{words}: {', '.join(ask_words(fit, lang))}" if fit.fit is FitClass.ASK else words


def ask_words(fit: Fit, lang: str = "en") -> tuple[str, ...]:
    """What must be asked about, in words. A place that names no level of care is asked which, not about each."""
    levels = [asked for asked in fit.not_stated if asked.startswith("level=")]
    many = frozenset(levels) if len(levels) > MOST_LEVELS else frozenset()
    asked = dict.fromkeys("level" if one in many else one for one in fit.not_stated)
    return tuple(_SPECIAL[one][lang == "es"] if one in _SPECIAL else facet_label(one, lang) for one in asked)


def phone_words(phone: Phone, lang: str = "en") -> str:
    """A number as people write it: "(303) 555-0123 ext. 12", with its role and the mark of a central line."""
    national = number_words(phone.number)
    notes = [_PHONE_ROLES[phone.role][lang == "es"], _CENTRAL[lang == "es"] if phone.central_line else ""]
    said = ", ".join(note for note in notes if note)
    extension = f" {_EXTENSION[lang == 'es']} {phone.extension}" if phone.extension else ""
    return f"{national}{extension}" + (f" ({said})" if said else "")


def number_words(number: str) -> str:
    """A bare number as people write it: "(303) 555-0123"; short codes and foreign numbers as they are.

    One with an extension, as a telephone dials it (";ext=12"), keeps it: "(303) 555-0123 ext. 12".
    """
    number, _, extension = number.partition(";ext=")
    said = f" {_EXTENSION[0]} {extension}" if extension else ""
    digits = number.removeprefix("+1")
    if number.startswith("+1") and len(digits) == len("3035550123"):
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}{said}"
    return number + said
