"""The words of made-up descriptions: real words of the field at their real ranks, invented ones everywhere else.

Ranks were counted over names and descriptions of the 1,656 services in Washington DC's resource directory of April
2023 (124,514 words, 9,175 of them different). Real directories of a country hold several hundred thousand different
words, most of them names; those are invented here, so that no real place is described.
"""

from functools import cache

import numpy as np

DIFFERENT_WORDS = 500_000
_EXPONENT, _SHIFT = 1.05, 2.7
"""Zipf-Mandelbrot: a word of rank r is drawn in proportion to (r + shift) ** -exponent."""

_FIRST_TEXT = """
services program are our their health we that as support community care housing you who dc families family help
assistance provides children have can your provide center through other education be home they management youth
food skills counseling also clients training employment programs will treatment work this case school
individuals residents mental medical all needs social service need legal based people offers more job life
including them individual living each one child access include district resources activities group free up day
if development income may staff students about supportive provided therapy healthy team such abuse information
safe women well first homeless available has it receive shelter self financial participants these hiv public
classes house years behavioral homelessness new older when groups adults us referrals benefits those offer young
issues prevention providing emergency which clinic designed physical term time parents age violence meet during
washington nutrition recovery substance assist high outreach out place year comprehensive members how into
project patients learn advocacy goals make permanent low adult department use workshops ensure career quality
long educational many opportunities disabilities find transportation clothing most eligible supports some week
after plan live goal columbia helps improve call so where client needed 1 assessment area two over learning
person emotional office every personal while develop ages trauma building than includes meals do veterans
domestic rights related any trained seniors process law wellness no senior been crisis get insurance 24
providers sexual site lives risk parenting volunteers its medication following serve appropriate experience
contact planning early men part 2 cases addition offered transitional must psychiatric helping environment
primary month non transition being under own within independent but variety persons residential testing months
intervention visits only court homes address 5 english organizations parent experiencing maryland sessions take
local partnership street safety throughout healthcare computer professional 12 approach pantry what both working
rent workers between independence national centers illness promote referral relationships affordable immigration
please conditions 18 appointment
"""
_FIRST = _FIRST_TEXT.split()
"""Ranks 1 to 320, filler apart."""

FIELD_RANKS = {
    "intensive": 323, "drug": 352, "addiction": 370, "literacy": 384, "peer": 387, "outpatient": 401, "dental": 414,
    "pregnancy": 416, "rental": 447, "citizenship": 460, "medicaid": 464, "ged": 467, "alcohol": 488, "foster": 540,
    "spanish": 585, "resume": 632, "meetings": 639, "anger": 654, "mentoring": 671, "grief": 686, "hotline": 723,
    "inpatient": 737, "tutoring": 741, "laundry": 750, "identification": 770, "eviction": 794, "meeting": 801,
    "utility": 817, "lgbtq": 845, "groceries": 885, "hygiene": 953, "anonymous": 976, "bilingual": 999,
    "internet": 1211, "showers": 1217, "deaf": 1292, "detox": 1301, "childcare": 1385, "opioid": 1552,
    "prenatal": 1558, "refugee": 1719, "relapse": 1771, "vouchers": 1886, "diapers": 1979, "yoga": 2147,
    "suboxone": 2218, "smoking": 2253, "lawyer": 2280, "rides": 2358, "sober": 2400, "reentry": 2483,
    "furniture": 2633, "rehab": 2648, "probation": 2656, "methadone": 2702, "suicide": 2717, "halfway": 2878,
    "buprenorphine": 2960, "bus": 3031, "acupuncture": 3260, "withdrawal": 3663, "meditation": 3956, "parole": 4462,
    "overdose": 4859, "naloxone": 4860, "narcan": 5622, "expungement": 8065, "gambling": 8694, "wheelchair": 8786,
}  # fmt: skip
"""Rarer words that people search for, with their ranks."""

_COMMON_TEXT = (
    "housing health mental medical food legal job education training employment treatment counseling shelter women "
    "recovery substance abuse violence hiv clinic parents veterans crisis medication residential therapy youth "
    "transportation clothing disabilities seniors financial benefits emergency trauma pantry rent immigration"
)
COMMON = tuple(_COMMON_TEXT.split())
"""Words of the field that people type and that many listings hold."""

_ONSETS = (*"bcdfghjklmnprstvz", "br", "cl", "dr", "fl", "gr", "kl", "pr", "sl", "tr")
_VOWELS = "aeiou"
_CODAS = "bgkpx"
"""Endings that stemming leaves alone, so that different words stay different."""


def invented(number: int) -> str:
    """The invented word of a number from 0: "bab", "bag", ... Every number has its own."""
    number, coda = divmod(number, len(_CODAS))
    syllables = ""
    while True:
        number, vowel = divmod(number, len(_VOWELS))
        number, onset = divmod(number, len(_ONSETS))
        syllables = _ONSETS[onset] + _VOWELS[vowel] + syllables
        if not number:
            return syllables + _CODAS[coda]
        number -= 1


@cache
def words() -> tuple[str, ...]:
    """Every word, by rank; the first is the most common."""
    real = dict(enumerate(_FIRST)) | {rank - 1: word for word, rank in FIELD_RANKS.items()}
    taken = set(real.values())
    numbers = iter(range(10**9))
    fresh = (word for number in numbers if (word := invented(number)) not in taken)
    return tuple(real.get(rank) or next(fresh) for rank in range(DIFFERENT_WORDS))


@cache
def _cumulated() -> np.ndarray:
    weights = (np.arange(1, DIFFERENT_WORDS + 1) + _SHIFT) ** -_EXPONENT
    return np.cumsum(weights / weights.sum())


def ranks_of(draws: np.ndarray) -> np.ndarray:
    """Ranks from 0 for uniform draws in [0, 1), as often as the law of Zipf and Mandelbrot has them."""
    return np.minimum(np.searchsorted(_cumulated(), draws), DIFFERENT_WORDS - 1)
