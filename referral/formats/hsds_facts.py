"""What an HSDS record states, as facts: taxonomy terms, fees, languages, access, ages and documents."""

import re
from collections.abc import Iterable, Mapping

from referral.domain.facts import Facts, FactsBuilder
from referral.domain.vocabulary import GROUPS, Kind
from referral.formats.hsds_mapping import Mapped, Stated, fold
from referral.formats.meeting_rows import text_of
from referral.formats.topics import applies, close_topics

Fields = Mapping[str, object]

_LANGUAGES = {
    "american sign language": "asl", "amharic": "am", "arabic": "ar", "armenian": "hy", "bengali": "bn",
    "burmese": "my", "cambodian": "km", "cantonese": "zh", "chinese": "zh", "english": "en", "farsi": "fa",
    "french": "fr", "german": "de", "haitian creole": "ht", "hebrew": "he", "hindi": "hi", "hmong": "",
    "italian": "it", "japanese": "ja", "khmer": "km", "korean": "ko", "laotian": "lo", "mandarin": "zh",
    "nepali": "ne", "persian": "fa", "polish": "pl", "portuguese": "pt", "punjabi": "pa", "russian": "ru",
    "sign language": "asl", "somali": "so", "spanish": "es", "swahili": "sw", "tagalog": "tl", "thai": "th",
    "tigrinya": "ti", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "yoruba": "yo",
}  # fmt: skip
_THREE_LETTERS = {
    "amh": "am", "ara": "ar", "ase": "asl", "ben": "bn", "chi": "zh", "cmn": "zh", "deu": "de", "eng": "en",
    "fas": "fa", "fra": "fr", "fre": "fr", "ger": "de", "hat": "ht", "heb": "he", "hin": "hi", "hye": "hy",
    "ita": "it", "jpn": "ja", "khm": "km", "kor": "ko", "lao": "lo", "nep": "ne", "pan": "pa", "per": "fa",
    "pol": "pl", "por": "pt", "rus": "ru", "som": "so", "spa": "es", "swa": "sw", "tgl": "tl", "tha": "th",
    "tir": "ti", "ukr": "uk", "urd": "ur", "vie": "vi", "yor": "yo", "yue": "zh", "zho": "zh",
}  # fmt: skip
_FREE = re.compile(
    r"(?:all |these )?(?:programs?|services?|programs and services)?\s*(?:are|is)?\s*"
    r"(?:free|free of charge|no (?:cost|charge|fees?)|at no (?:cost|charge))\s*\.?",
    re.IGNORECASE,
)
_SLIDING = re.compile(r"\bsliding[- ](?:fees?|scale)\b|\bfee scale,? based on\b", re.IGNORECASE)
_NO_WHEELCHAIR = re.compile(r"\b(?:not|no|isn't)\b[^.]{0,20}\bwheel-?chair", re.IGNORECASE)
_WHEELCHAIR = re.compile(
    r"\bwheel-?chair\b[^.]{0,20}\b(?:access|ramp|lift|entrance)|\b(?:access|ramp|lift)[^.]{0,20}\bwheel-?chair"
    r"|\bADA[- ](?:accessible|compli|complaint)",
    re.IGNORECASE,
)
_INTERPRETER = re.compile(r"\b(?:interpreters?|interpretation|interpreting)\b", re.IGNORECASE)
_TRANSIT = re.compile(r"\b(?:metro(?:rail|bus)?|bus|buses|train|rail|subway|public transport\w*)\b", re.IGNORECASE)
_NONE = {"none", "no", "n/a", "not available", "unknown"}


def read_facts(service: Fields, place: Fields, stated: Stated, mapping: Mapped, *, in_us: bool) -> tuple[Kind, Facts]:
    """The kind and facts of one service at one place (an empty mapping when it has none).

    A record that states a level is a program, else a resource. Facets of groups that the kind does not answer are left
    out. Topics are closed when every term of the record is known; all else is open, levels of programs apart.
    """
    levels = {facet for facet in stated.facets if facet.startswith("level=")}
    kind = Kind.PROGRAM if levels and not stated.stays_resource else Kind.RESOURCE
    yes = {facet for facet in stated.facets if applies(facet, kind)}
    level_facets = {facet for facet in mapping.expressible if facet.startswith("level=")}
    facts = FactsBuilder({"level": level_facets} if kind is Kind.PROGRAM else {})
    facts.yes(*yes)
    if not stated.has_unknown:
        close_topics(facts, kind, yes, mapping.expressible, stated.left_open)
    location = place.get("location")
    here = location if isinstance(location, Mapping) else {}
    if in_us:
        facts.yes("language=en")
    facts.yes(*_languages([*_rows(service, "languages"), *_rows(here, "languages")]))
    facts.yes(*_payments(service, mapping))
    _add_access(facts, service, here)
    _add_ages(facts, service)
    if any(text_of(row.get("document")) for row in _rows(service, "required_documents")):
        facts.yes("eligibility=documents")
    if kind is Kind.PROGRAM and here.get("location_type") in ("physical", "virtual"):
        facts.yes("attendance=online" if here["location_type"] == "virtual" else "attendance=in_person")
    return kind, facts.build()


def terms_of(*objects: Fields) -> list[tuple[str, ...]]:
    """(id, code, name) of every taxonomy term that objects carry as attributes."""
    return [
        tuple(text for key in ("id", "code", "name") if (text := text_of(term.get(key))))
        for attributes in (_rows(each, "attributes") for each in objects)
        for attribute in attributes
        if isinstance(term := attribute.get("taxonomy_term"), Mapping)
    ]


def _languages(rows: Iterable[Fields]) -> list[str]:
    """Facets of the languages that have a code here; the others stay in the text of the record only."""
    known = GROUPS["language"].codes
    codes = [_language(row) for row in rows]
    return [f"language={code}" for code in codes if code in known]


def _language(row: Fields) -> str:
    stated = (text_of(row.get("code")) or "").casefold().split("-")[0]
    name = (text_of(row.get("name")) or text_of(row.get("language")) or "").casefold()
    code = _THREE_LETTERS.get(stated, stated)
    return code or _LANGUAGES.get(name) or _THREE_LETTERS.get(name, name)


def _payments(service: Fields, mapping: Mapped) -> list[str]:
    texts = [text for key in ("fees_description", "fees") if (text := text_of(service.get(key)))]
    options = _rows(service, "cost_options")
    texts += [text for row in options for key in ("option", "amount_description") if (text := text_of(row.get(key)))]
    found = [facet for row in _rows(service, "payments_accepted") for facet in _accepted(row, mapping)]
    if any(_FREE.fullmatch(text) for text in texts) or (options and all(_costs_nothing(row) for row in options)):
        found.append("payment=free")
    if any(_SLIDING.search(text) for text in texts):
        found.append("payment=sliding_fee")
    return found


def _accepted(row: Fields, mapping: Mapped) -> tuple[str, ...]:
    return mapping.payments.get(fold(text_of(row.get("payment")) or ""), ())


def _costs_nothing(row: Fields) -> bool:
    try:
        return float(str(row.get("amount"))) == 0
    except ValueError:
        return False


def _add_access(facts: FactsBuilder, service: Fields, location: Fields) -> None:
    rows = _rows(location, "accessibility")
    texts = [text for row in rows for value in row.values() if (text := text_of(value))]
    if any(_NO_WHEELCHAIR.search(text) for text in texts):
        facts.no("access=wheelchair")
    elif any(_WHEELCHAIR.search(text) for text in texts):
        facts.yes("access=wheelchair")
    interpreting = text_of(service.get("interpretation_services"))
    if any(_INTERPRETER.search(text) for text in texts) or (interpreting and interpreting.casefold() not in _NONE):
        facts.yes("access=interpreter")
    if _TRANSIT.search(text_of(location.get("transportation")) or ""):
        facts.yes("access=transit")


def _add_ages(facts: FactsBuilder, service: Fields) -> None:
    """What a lowest and a highest age say: an age limit, who is surely admitted, and who is surely not."""
    lowest, highest = _age(service.get("minimum_age")), _age(service.get("maximum_age"))
    if not lowest and highest is None:
        return
    facts.yes("eligibility=age")
    first, last = lowest or 0, 200 if highest is None else highest
    if first >= 18:
        facts.no("population=adolescents")
    elif first <= 13 and last >= 17:
        facts.yes("population=adolescents")
    if last < 18:
        facts.no("population=adults")
        facts.yes("restricted=youth_only")
    elif first <= 26 and last >= 64:
        facts.yes("population=adults")
    if first >= 50:
        facts.yes("population=seniors")


def _age(value: object) -> float | None:
    text = text_of(value)
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _rows(fields: Fields, key: str) -> list[Fields]:
    value = fields.get(key)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
