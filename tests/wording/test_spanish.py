"""Spanish is whole: every text has its own, and no template says a word that is not in the catalog."""

import re

import pytest

from referral.config import ROOT
from tests.wording.catalog import pairs

SAME = {
    *("Handoff", "Plan", "No", "LGBTQ", "Alcohol", "Cannabis", "Medicaid", "Medicare", "Disulfiram", "ext."),
    "{miles} mi",
    *("SMART Recovery", "Recovery Dharma", "LifeRing", "Women for Sobriety", "Refuge Recovery", "All Recovery"),
}
"""What is the same in both languages: names, and words that both have."""

MARKUP = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<[^>]*>", re.DOTALL)
SAID_IN_TAGS = re.compile(r"""\b(?:title|alt|placeholder|aria-label|aria-description|value)=["']([^"'{}]*)["']""")
ATTRIBUTE = re.compile(r"""[a-z-]+=["'][^"']*["']""")
"""What is left of a tag that a template puts together."""
VALUES = re.compile(r"[a-z0-9_]*=?")
"""What a form sends: codes, never words."""


def bare_words(template: str) -> list[str]:
    """Words that a template says itself, in text or in what is read from an attribute."""
    text = re.findall(r"[^\W\d_]{2,}", ATTRIBUTE.sub(" ", MARKUP.sub(" ", template)))
    return text + [said for said in SAID_IN_TAGS.findall(template) if not VALUES.fullmatch(said)]


def test_every_text_has_spanish_of_its_own() -> None:
    missing = [where for where, english, spanish in pairs() if bool(english.strip()) != bool(spanish.strip())]
    assert missing == []
    same = {
        english for where, english, spanish in pairs() if english == spanish and english and "._TOPICS" not in where
    }
    assert {text for text in same if re.search(r"[A-Za-z]{2}", re.sub(r"{\w+}", "", text))} == SAME


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/**/*.html")), ids=lambda path: path.stem)
def test_no_template_says_a_word_of_its_own(path) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []


def test_a_bare_word_is_found() -> None:
    template = '{# A note. #}<p class="about">{{ t("a.b") }} Hello</p><input value="yes" title="Your age">'
    assert bare_words(template) == ["Hello", "Your age"]


@pytest.mark.parametrize("path", sorted(ROOT.glob("static/js/*.js")), ids=lambda path: path.stem)
def test_no_script_says_a_word_of_its_own(path) -> None:
    code = re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert re.findall(r"\.(?:textContent|innerText|innerHTML|title)\s*=\s*[\"'`]\s*[^\"'`\s]", code) == []
