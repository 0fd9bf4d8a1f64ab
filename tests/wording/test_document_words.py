"""The words of paper, calendar and pictures: complete, used, short."""

import re
from datetime import date
from string import Formatter

import pytest

from referral.config import ROOT
from referral.documents.sheet import _READY, SHARED_WORDS
from referral.documents.week_layout import BlockKind
from referral.domain.packet import CallTime
from referral.wording.document_words import DOCUMENT, dated_words, document_words

BUILT = {f"block_{kind}" for kind in BlockKind} | {f"ready_{name}" for name in _READY}
BUILT |= {"due"} | {f"due_{call}" for call in CallTime}


def sources(pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "referral" / "documents").rglob(pattern))


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", DOCUMENT)
def test_both_languages_are_complete_short_and_take_the_same_values(key: str) -> None:
    english, spanish = DOCUMENT[key]
    assert english.strip()
    assert spanish.strip()
    assert fields_of(english) == fields_of(spanish)
    for text in (english, spanish):
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"(?<=[.?!:])\s", text))


def test_spanish_is_not_a_copy() -> None:
    assert {key for key, (english, spanish) in DOCUMENT.items() if english == spanish} == {"rung"}


def test_every_word_is_used_and_every_used_word_exists() -> None:
    in_templates = set(re.findall(r"\bw\.([a-z_]+)", sources("*.typ"))) - SHARED_WORDS.keys()
    in_code = set(re.findall(r"""(?:document_words|told\.words)\(\s*["']([a-z_]+)["']""", sources("*.py")))
    assert in_templates | in_code | BUILT == set(DOCUMENT)


def test_every_shared_word_is_used_by_a_template() -> None:
    assert SHARED_WORDS.keys() <= set(re.findall(r"\bw\.([a-z_]+)", sources("*.typ")))


def test_dates_have_their_weekday() -> None:
    assert dated_words(date(2026, 11, 23)) == "Monday, November 23, 2026"
    assert dated_words(date(2026, 11, 23), "es") == "lunes, 23 de noviembre de 2026"


def test_unknown_keys_fail_loudly() -> None:
    with pytest.raises(KeyError):
        document_words("nothing")
