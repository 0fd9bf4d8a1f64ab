"""Words that people search with, offered while they type: what facets are called, and names that are used in the field."""

from functools import cache

from referral.domain.folding import folded
from referral.wording.labels import FACET_LABELS

_BREAKS = dict.fromkeys(map(ord, "()-/"), " ")
"""Signs that part words."""
_GROUPS = ("level", "service", "treats", "medication", "population", "topic", "meeting")
"""Groups whose labels are things to look for; how to pay and how to get there are asked by their own boxes."""
_NAMES = (*("Suboxone", "Vivitrol", "Narcan", "Al-Anon", "Nar-Anon", "SMART Recovery", "Recovery Dharma", "GED"),)
"""The same in both languages."""
_COMMON = (
    ("Methadone clinic", "Clínica de metadona"),
    ("Detox", "Desintoxicación"),
    ("Rehab", "Rehabilitación"),
    ("Sober living", "Casa de vida sobria"),
    ("Halfway house", "Casa de transición"),
    ("Alcoholics Anonymous (AA)", "Alcohólicos Anónimos (AA)"),
    ("Narcotics Anonymous (NA)", "Narcóticos Anónimos (NA)"),
    ("Job training", "Capacitación laboral"),
    ("Food pantry", "Banco de comida"),
    ("Food stamps", "Cupones de alimentos"),
    ("Bus pass", "Pase de autobús"),
    ("ID card", "Documento de identidad"),
    ("Legal aid", "Ayuda legal"),
)
MIN_LETTERS = 2


def suggested_words(typed: str, lang: str, limit: int = 6) -> tuple[str, ...]:
    """What people may mean by the letters they have typed; what begins with them first. Case and accents are folded.

    Empty for under 2 letters.
    """
    key = _folded(typed).strip()
    if len(key) < MIN_LETTERS:
        return ()
    begins = [words for words, folded in _offered(lang) if folded.startswith(key)]
    holds = [words for words, folded in _offered(lang) if f" {key}" in folded]
    return tuple(dict.fromkeys((*begins, *holds)))[:limit]


@cache
def _offered(lang: str) -> tuple[tuple[str, str], ...]:
    """(words, the same folded), the names of the field first, then labels without what stands in brackets."""
    labels = (both[lang == "es"] for facet, both in FACET_LABELS.items() if facet.split("=")[0] in _GROUPS)
    plain = (label.partition(" (")[0].partition(":")[0] for label in labels)
    common = (both[lang == "es"] for both in _COMMON)
    return tuple((words, _folded(words)) for words in dict.fromkeys((*_NAMES, *common, *sorted(plain))))


def _folded(text: str) -> str:
    return folded(text).translate(_BREAKS)
