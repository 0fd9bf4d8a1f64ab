"""The catalog of pages: complete in both languages and used in full."""

import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from referral.config import ROOT
from referral.domain.guide import LINES
from referral.domain.kept_packet import Change
from referral.domain.need import SAFETY_QUESTIONS
from referral.domain.packet import CallTime, NeedState
from referral.domain.reach import Reach
from referral.domain.search import Sort
from referral.services.reports import KINDS
from referral.web.flow import Step
from referral.web.forms.search import FREE_PRESETS, NEEDS
from referral.web.guide import STEPS as GUIDE_STEPS
from referral.web.packet import PAPERS
from referral.web.questionnaire import STEPS as PLAN_STEPS
from referral.web.street_map import SCRIPT_WORDS
from referral.wording.pages import PAGES, page_words

STEPS: tuple[Step, ...] = (*PLAN_STEPS, *GUIDE_STEPS)
FIELDS: dict[str, Any] = {field.name: field for step in STEPS for field in step.form()}


def choices() -> dict[str, list[str]]:
    """Beginning of the words of a question's choices -> what it puts after it."""
    found: dict[str, list[str]] = {}
    for field in FIELDS.values():
        words = str(getattr(field, "words", ""))
        if words.endswith("."):
            found.setdefault(words, []).extend(value or "none" for value in field.choices)
    return {words: values for words, values in found.items() if words != "cell."}


PARTS = ("without_text", "without_at", "without_free", "without_group", "without_kinds", "with_ask")
"""Changes to a search, by the part that they leave out."""


BY_PREFIX: dict[str, Iterable[str]] = {
    **choices(),
    "safety.": (*SAFETY_QUESTIONS, *(name for name, field in FIELDS.items() if field.shows == "answer")),
    "step.": {step.name for step in STEPS},
    "ask.": {name for name, field in FIELDS.items() if field.shows != "answer" and not re.match("from_|to_", name)},
    "guide.": LINES,
    "flow.for_": ("family", "client"),
    "free.": FREE_PRESETS,
    "need.": NEEDS,
    "results.reach_": (Reach.AREA, Reach.ONLINE, Reach.UNKNOWN),
    "way.": (*PARTS, "radius", "without_radius"),
    "part.": PARTS,
    "form.sort_": Sort,
    "report.": KINDS,
    "changed.": Change,
    "packet.": CallTime,
    "packet.state_": (NeedState.PLACED, NeedState.CHOSEN, NeedState.ASK),
    "packet.pdf_": PAPERS,
    "packet.sum_": ("program", "reserved", "meetings", "travel", "baseline"),
    "results.count_": ("yes", "open", "ask"),
    "street.": SCRIPT_WORDS,
}
"""Beginning of keys that a page puts together -> what it puts after it."""

CODE = [
    *ROOT.glob("templates/**/*.html"),
    *ROOT.glob("referral/web/**/*.py"),
    ROOT / "referral/wording/packet_lines.py",
    ROOT / "referral/documents/map_svg.py",
    ROOT / "referral/wording/packet_message.py",
    ROOT / "referral/wording/packet_totals.py",
    ROOT / "referral/wording/needs.py",
    ROOT / "referral/wording/ways_out.py",
]


USERS = [*CODE, *ROOT.glob("referral/documents/*.py")]
"""Paper and calendar use words of pages beside those of their own."""


def code(files: Iterable[Path] = CODE) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_word_that_a_page_asks_for_exists() -> None:
    asked = re.findall(r"""(?:\bt|page_words|_words|_heading)\(\s*["']([a-z_.0-9]+)["'](?!\s*~)""", code())
    assert len(asked) > 100
    assert set(asked) - set(PAGES) == set()


def test_every_word_is_used() -> None:
    quoted = set(re.findall(r"""["']([a-z]+\.[a-z_0-9]+)["']""", code(USERS)))
    built = {f"{prefix}{name}" for prefix, names in BY_PREFIX.items() for name in names}
    built |= {f"hint.{name}" for name in FIELDS} | {"level.any"}
    assert set(PAGES) - quoted - built == set()


def test_keys_put_together_have_words() -> None:
    for prefix, names in BY_PREFIX.items():
        for name in names:
            assert page_words(f"{prefix}{name}", count=1, group="x", miles="x", figure="1 h")


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", PAGES)
def test_both_languages_are_complete_and_take_the_same_values(key: str) -> None:
    english, spanish = PAGES[key]
    assert english.strip()
    assert spanish.strip()
    assert fields_of(english) == fields_of(spanish)


def test_spanish_is_not_a_copy() -> None:
    same = {key for key, (english, spanish) in PAGES.items() if english == spanish}
    assert same == {"answer.no", "map.miles", "part.without_group", "site.name", "site.plan"}


def test_unknown_keys_fail_loudly() -> None:
    with pytest.raises(KeyError):
        page_words("no.such_key")
