"""The kinds of questions: each field knows how its choices are said, so that one macro shows them all."""

from collections.abc import Iterable
from typing import Any

from wtforms import Form, SelectField, SelectMultipleField, StringField

from referral.domain.need import Risk
from referral.web.forms.choices import choices_of
from referral.wording.labels import facet_label
from referral.wording.pages import page_words

MAX_CHARS = 300
"""Of one answer; what is longer is no answer to any question here."""


class Text(StringField):
    """A line to write. max_chars: of the input; kind of keyboard and of what browsers fill in: `hints`."""

    shows = "text"

    def __init__(self, *, max_chars: int = 80, hints: dict[str, str] | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        self.max_chars = max_chars
        self.hints = hints or {}

    def said(self, value: str, _lang: str, _subject: str = "self") -> str:
        """The text as it was written."""
        return value


class One(SelectField):
    """One of several. words: what stands before a value to find its words: "mode." in pages, "level=" in facets."""

    shows = "one"

    def __init__(self, words: str, values: Iterable[str], *, default: str = "", **rest: Any) -> None:
        super().__init__(choices=choices_of(*values), default=default, validate_choice=False, **rest)
        self.words = words

    def said(self, value: str, lang: str, subject: str = "self") -> str:
        """A choice in words. subject: who is asked about."""
        return _said(self.words, value, lang, subject)


class Pick(One):
    """One of many, or of a scale, in a list that opens."""

    shows = "pick"


class Answered(One):
    """Yes, no, or not sure."""

    shows = "answer"

    def __init__(self, **rest: Any) -> None:
        super().__init__("answer.", (Risk.YES, Risk.NO, Risk.UNKNOWN), **rest)


class Many(SelectMultipleField):
    """Any of several."""

    shows = "many"

    def __init__(self, words: str, values: Iterable[str], **rest: Any) -> None:
        super().__init__(choices=choices_of(*values), validate_choice=False, **rest)
        self.words = words

    def said(self, value: str, lang: str, subject: str = "self") -> str:
        """A choice in words. subject: who is asked about."""
        return _said(self.words, value, lang, subject)


_OPEN = ("", "any")
"""Choices that are no code of the vocabulary."""


def _said(words: str, value: str, lang: str, subject: str) -> str:
    if words.endswith("=") and value not in _OPEN:
        return facet_label(f"{words}{value}", lang)
    return page_words(f"{words.rstrip('=.')}.{value or 'none'}", lang, subject)


class StepForm(Form):
    """The questions of one page. A form says what its answers add to a profile; the reader judges them."""

    def profile(self) -> dict[str, object]:
        """The keys of a profile that these answers fill."""
        return {}

    def needs(self) -> list[dict[str, object]]:
        """The needs that these answers ask for."""
        return []


def number(text: str) -> object:
    """A number when it is one; else the text itself, which the profile's reader refuses by name."""
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value
