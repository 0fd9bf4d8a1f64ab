"""Words that mean the same in this field, and Spanish words for English ones, as data; and plain words read by them.

Only plain words are read so: quoted words, fields, prefixes and what stands under NOT are taken as written. A document
that holds several words of one meaning scores by the best of them, so that a name still finds its listing first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from search_index.text.analysis import stem_of, words
from search_index.text.query import And, Node, Phrase, Word

SAME = (
    "rehab, rehabilitation, treatment",
    "suboxone, subutex, sublocade, zubsolv, buprenorphine",
    "mat, moud, medication assisted treatment, medication for opioid use disorder",
    "vivitrol, naltrexone",
    "narcan, naloxone",
    "antabuse, disulfiram",
    "halfway house, sober living, sober home, sober house, recovery residence, recovery housing, recovery house",
    "detox, detoxification, withdrawal management",
    "iop, intensive outpatient",
    "php, partial hospitalization, day treatment",
    "otp, opioid treatment program, methadone clinic",
    "ged, hiset, high school equivalency, high school diploma",
    "opioid, opiate",
    "meth, methamphetamine, crystal meth",
    "marijuana, cannabis, weed",
    "benzo, benzodiazepine",
    "counseling, counselor, therapy, therapist",
    "psychiatry, psychiatrist, psychiatric",
    "mental health, behavioral health",
    "dual diagnosis, co occurring",
    "syringe exchange, needle exchange, syringe services, ssp",
    "job, employment",
    "food pantry, food bank, food shelf, groceries",
    "soup kitchen, free meal, hot meal, community meal, meal program, meal service, dining room, congregate meal",
    "food stamps, snap, calfresh, ebt, supplemental nutrition assistance program",
    "teen, teenager, adolescent, youth",
    "senior, elderly, older adult",
    "child, kid",
    "veteran, vet",
    "lgbt, lgbtq, lgbtqia, queer",
    "pregnant, prenatal, pregnancy",
    "doctor, physician, primary care",
    "childcare, child care, daycare, day care",
    "transportation, transport, ride",
    "lawyer, attorney, legal aid",
    "expungement, record clearing, clean slate",
    "reentry, re entry, returning citizen",
    "identification, birth certificate",
    "sliding scale, sliding fee, low cost, affordable",
    "free, no cost",
    "online, virtual, zoom",
    "aa, alcoholics anonymous",
    "na, narcotics anonymous",
    "ga, gamblers anonymous",
    "smart recovery, self management and recovery training",
    "newcomer, beginner",
    "twelve step, 12 step",
    "dui, dwi, drunk driving",
    "domestic violence, intimate partner violence",
    "homeless, unhoused, houseless",
    "shower, hygiene",
    "toilet, restroom, bathroom",
    "laundry, washing machine",
    "clothes, clothing",
    "computer access, computer lab, technology access, internet access, wifi, wi fi",
    "rent, rental",
    "electric bill, utility bill, energy assistance, utility assistance",
    "grief, bereavement",
    "smoking cessation, tobacco cessation, quit smoking, stop smoking",
    "esl, esol, english as a second language, english classes",
    "prep, pre exposure prophylaxis",
    "std, sti, sexually transmitted",
    "birth control, contraception, family planning, reproductive health",
    "urgent care, walk in clinic",
    "tutoring, homework help",
    "eyeglasses, glasses, vision care",
    "dentist, dental",
    "tax preparation, tax help, tax assistance",
)
"""Sets of words and phrases; each is found by any other of its set."""

ALSO = {
    "mat": "buprenorphine, methadone, naltrexone",
    "addiction": "substance use, substance abuse, chemical dependency",
    "substance abuse": "substance use, addiction, chemical dependency",
    "shelter": "emergency housing",
    "halfway house": "transitional housing",
    "rent": "rental assistance",
    "help paying rent": "rental assistance, rent assistance",
    "pay rent": "rental assistance, rent assistance",
    "paying rent": "rental assistance, rent assistance",
    "power bill": "utility bill, energy assistance",
    "heating bill": "utility bill, energy assistance",
    "internet": "technology access",
    "computer": "technology access",
    "hygiene": "shower, laundry, toilet",
    "detox": "withdrawal",
    "lawyer": "legal",
    "alcoholism": "alcohol",
    "drinking": "alcohol",
    "overdose": "naloxone",
    "fentanyl": "opioid",
    "beber": "alcohol, drinking",
    "sobredosis": "overdose, naloxone",
    "fentanilo": "fentanyl, opioid",
    "tratamiento": "treatment",
    "rehabilitacion": "treatment, rehab",
    "desintoxicacion": "detox, withdrawal management",
    "reunion": "meeting",
    "junta": "meeting",
    "alcoholicos anonimos": "alcoholics anonymous",
    "narcoticos anonimos": "narcotics anonymous",
    "adiccion": "addiction, substance use",
    "droga": "drug",
    "consejeria": "counseling",
    "terapia": "therapy",
    "salud mental": "mental health",
    "medico": "doctor, medical",
    "clinica": "clinic",
    "vivienda": "housing",
    "casa": "housing, house",
    "refugio": "shelter",
    "albergue": "shelter",
    "comida": "food",
    "despensa": "food pantry",
    "ropa": "clothing",
    "trabajo": "job, employment",
    "empleo": "job, employment",
    "escuela": "school, education",
    "ingles": "english",
    "espanol": "spanish",
    "abogado": "lawyer, legal aid",
    "ayuda": "help, assistance",
    "ayudar": "help, assistance",
    "gratis": "free",
    "gratuito": "free",
    "renta": "rent, rental assistance",
    "alquiler": "rent, rental assistance",
    "alimento": "food",
    "banco de alimentos": "food bank, food pantry",
    "comedor": "free meal, soup kitchen",
    "inmigracion": "immigration",
    "inmigrante": "immigrant, immigration",
    "ciudadania": "citizenship",
    "violencia domestica": "domestic violence",
    "violencia": "violence",
    "apoyo": "support",
    "grupo de apoyo": "support group",
    "clase": "class",
    "computadora": "computer, technology access",
    "dentista": "dentist, dental",
    "salud": "health",
    "ducha": "shower",
    "regadera": "shower",
    "lavanderia": "laundry",
    "alcoholismo": "alcohol, alcoholism",
    "alcoholico": "alcoholic, alcohol",
    "adicto": "addict, addiction",
    "sobrio": "sober",
    "sobriedad": "sobriety, sober",
    "recuperacion": "recovery",
    "metadona": "methadone",
    "buprenorfina": "buprenorphine",
    "naloxona": "naloxone, narcan",
    "jeringa": "syringe",
    "duelo": "grief, bereavement",
    "fumar": "smoking, tobacco",
    "ansiedad": "anxiety",
    "depresion": "depression",
    "consejero": "counselor, counseling",
    "psicologo": "psychologist, therapy",
    "pareja": "couples",
    "padre": "parents, father",
    "madre": "mothers",
    "hijo": "children",
    "anciano": "seniors, older adult",
    "carcel": "jail, reentry",
    "sin hogar": "homeless",
    "desamparado": "homeless",
    "seguro medico": "health insurance",
    "transporte": "transportation",
    "dinero": "financial, money",
    "impuesto": "tax",
    "derecho": "rights, legal",
    "grupo": "group",
    "gente joven": "young people",
    "mujer": "women",
    "hombre": "men",
    "joven": "youth, young",
    "jovenes": "youth, young",
    "nino": "children, child",
    "familia": "family",
    "veterano": "veteran",
    "embarazada": "pregnant",
    "embarazo": "pregnant, prenatal",
    "guarderia": "childcare",
    "en linea": "online, virtual",
    "noche": "evening",
}
"""Word or phrase -> what it finds besides, not the other way round."""

_SPANISH_FILLER = (
    "busco como con cual de dejar del donde el en estoy hay la las lo los necesito para por puede puedo que quiere "
    "quiero se su tengo un una unos y"
)
SPANISH_FILLER = frozenset(_SPANISH_FILLER.split())
"""Left out of what is asked when another word stays. Listings keep them: some are words of names."""
_ALSO_FILLER = frozenset({"no", "mi"})
"""Filler beside other Spanish filler alone: "no cost" means something, "no puedo dejar de beber" does not mean no."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Any part matches; they mean the same, so the best of their scores counts."""

    parts: tuple[Node, ...]


def read(parts: Sequence[Node]) -> list[Node | Alike]:
    """Parts that are all asked for, with their plain words read as what they mean. Longest phrases first."""
    filler = _filler(parts)
    plain = [part for part in parts if _is_plain(part) and part.text not in filler]
    if not plain:
        return list(parts)
    others = [part for part in parts if not _is_plain(part)]
    return [*_meanings(plain), *others]


def phrases() -> Iterator[tuple[str, ...]]:
    """The words of everything that means the same as something else."""
    yield from (words(phrase) for line in SAME for phrase in line.split(", "))


@cache
def spoken_words() -> Mapping[str, tuple[str, ...]]:
    """Word of what `ALSO` reads, much of it Spanish -> the words that it finds."""
    found: dict[str, dict[str, None]] = {}
    for phrase, others in ALSO.items():
        for word in words(phrase):
            found.setdefault(word, {}).update(dict.fromkeys(words(others)))
    return {word: tuple(others) for word, others in found.items()}


def spoken(parts: Sequence[Node]) -> Sequence[Node]:
    """Parts of which any is asked for, without filler when another stays."""
    filler = _filler(parts)
    kept = [part for part in parts if not (_is_plain(part) and part.text in filler)]
    return kept or parts


def _filler(parts: Sequence[Node]) -> frozenset[str]:
    is_spanish = any(_is_plain(part) and part.text in SPANISH_FILLER for part in parts)
    return SPANISH_FILLER | _ALSO_FILLER if is_spanish else SPANISH_FILLER


def _is_plain(part: Node) -> TypeGuard[Word]:
    return isinstance(part, Word) and part.field is None


def _meanings(plain: Sequence[Word]) -> Iterator[Node | Alike]:
    at, known = 0, _known()
    stems = [stem_of(word.text) for word in plain]
    while at < len(plain):
        longest = next((end for end in range(len(plain), at, -1) if tuple(stems[at:end]) in known), None)
        if longest is None:
            yield plain[at]
            at += 1
            continue
        asked: Node = plain[at] if longest == at + 1 else And(tuple(plain[at:longest]))
        yield Alike((asked, *known[tuple(stems[at:longest])]))
        at = longest


@cache
def _known() -> Mapping[tuple[str, ...], tuple[Node, ...]]:
    """Stems of a word or phrase -> what else finds the same."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], Node]] = {}
    for line in SAME:
        phrases = line.split(", ")
        for phrase in phrases:
            _add(found, phrase, [other for other in phrases if other != phrase])
    for phrase, others in ALSO.items():
        _add(found, phrase, others.split(", "))
    return {stems: tuple(nodes[one] for one in nodes if one != stems) for stems, nodes in found.items()}


def _add(found: dict[tuple[str, ...], dict[tuple[str, ...], Node]], phrase: str, others: Sequence[str]) -> None:
    nodes = found.setdefault(_stems(phrase), {})
    for other in others:
        nodes.setdefault(_stems(other), _node(words(other)))


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(map(stem_of, words(phrase)))


def _node(parts: tuple[str, ...]) -> Node:
    return Word(parts[0]) if len(parts) == 1 else Phrase(parts)
