"""Everything we say can be read by someone who left school early, who is tired or afraid.

English: no sentence over 20 words, no text above grade 8, no group of texts above grade 6 (Flesch-Kincaid). The formula
means little for a heading of one or two words, so those are judged with their group and by how long their words are.
"""

from collections import defaultdict

import pytest

from tests.wording.catalog import Pair, pairs
from tests.wording.reading import grade, sentences, syllables, words

MAX_WORDS = 20
MAX_GRADE, MAX_GROUP_GRADE = 8.0, 6.0
MIN_WORDS = 4
"""Texts below this are too short for the formula."""
MIN_GROUP_WORDS = 30
"""Groups below this are judged with what else their table holds, tables with their file, files with all."""

NAMES = (
    "labels.FELLOWSHIP_LABELS",
    "languages.LANGUAGES",
    "result_text._TOPICS",
    "times.",
    "packet_text.SENTENCES.line_",
    "search_words.",
)
"""Names of groups, languages, days, time zones and telephone lines; words that people type; `_TOPICS` are codes."""
LONG_WORDS = {
    *(
        "active-duty",
        "directory",
        "education",
        "emergency",
        "identification",
        "immigration",
        "interpreter",
        "meditation",
    ),
    *("military", "nonbinary", "psychiatric", "residential", "vocational"),
}
"""Words of four syllables or more that may stand in a heading, as people meet them under no other."""


def ours() -> list[Pair]:
    return [pair for pair in pairs() if not pair[0].startswith(NAMES)]


def groups() -> dict[str, list[str]]:
    """Table and the beginning of a key -> English texts: a page, a gate, a kind of question."""
    found: dict[str, list[str]] = defaultdict(list)
    for where, english, _ in ours():
        table, _, key = where.partition(".")
        name, _, key = key.partition(".")
        end = next(end for end in (".", "=", "_") if end in f"{key}_")
        begin = key.partition(end)[0]
        found[f"{table}.{name}.{begin}"].append(english)
    return _joined(_joined(_joined(found)))


def _joined(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Groups too small to judge go one step up: to what else their table holds, then their file, then all."""
    joined: dict[str, list[str]] = defaultdict(list)
    for group, texts in found.items():
        small = sum(len(words(text)) for text in texts) < MIN_GROUP_WORDS
        joined[group.rpartition(".")[0] if small else group] += texts
    return joined


def test_the_whole_catalog_is_read() -> None:
    tables = {".".join(where.split(".")[:2]) for where, _, _ in pairs()}
    assert {"pages.PAGES", "packet_text.SENTENCES", "packet_text.GATES", "labels.FACET_LABELS"} < tables
    assert len(ours()) > 400


def test_no_sentence_is_longer_than_twenty_words() -> None:
    long = [
        (where, one)
        for where, *both in ours()
        for text in both
        for one in sentences(text)
        if len(one.split()) > MAX_WORDS
    ]
    assert long == []


def test_no_text_is_harder_than_grade_eight() -> None:
    hard = [
        (where, round(grade(english), 1), english)
        for where, english, _ in ours()
        if len(words(english)) >= MIN_WORDS and grade(english) > MAX_GRADE
    ]
    assert hard == []


def test_no_heading_has_a_long_word_that_could_be_a_short_one() -> None:
    long = {
        (where, word)
        for where, english, _ in ours()
        if len(words(english)) < MIN_WORDS
        for word in words(english)
        if syllables(word) > 3 and word.casefold() not in LONG_WORDS
    }
    assert long == set()


def test_no_group_of_texts_is_harder_than_grade_six() -> None:
    hard = {group: round(grade(*texts), 1) for group, texts in groups().items() if grade(*texts) > MAX_GROUP_GRADE}
    assert hard == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", -1.4),
        ("Call today. Ask for a bed.", -0.7),
        ("A licensed professional decides the level of care after an assessment.", 10.2),
        ("Methadone (Suboxone), IOP: 1-800-662-4357", 0.0),
    ],
)
def test_grade_is_flesch_kincaid_without_names(text: str, expected: float) -> None:
    assert round(grade(text), 1) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("word", "expected"), [("care", 1), ("able", 2), ("opioids", 3), ("telehealth", 3), ("day-time", 2), ("20", 1)]
)
def test_syllables_are_those_that_are_spoken(word: str, expected: int) -> None:
    assert syllables(word) == expected
