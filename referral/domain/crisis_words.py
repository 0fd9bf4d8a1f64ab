"""Words typed into a search that are no search: someone needs a line, not a list."""

import re

from referral.domain.folding import folded

_EMERGENCY = (
    "overdose",
    "overdosed",
    "overdosing",
    "not breathing",
    "won't wake",
    "sobredosis",
    "no respira",
    "no despierta",
)
_CRISIS = (
    "suicide", "suicidal", "kill myself", "killing myself", "end my life", "ending my life", "want to die",
    "hurt myself",
    "hurting myself", "self harm", "self-harm", "suicidio", "suicidarme", "matarme", "quitarme la vida", "quiero morir",
    "hacerme daño",
)  # fmt: skip


def _fold(text: str) -> str:
    """Lower case without accents, curly quotes straightened."""
    return folded(text.replace("’", "'"))


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(_fold(phrase)) for phrase in phrases)})\b")


_PATTERNS = {"emergency": _any_of(_EMERGENCY), "suicidal": _any_of(_CRISIS)}


def safety_in_words(text: str | None) -> dict[str, str]:
    """The safety answers that the words of a search amount to, by question; empty for all ordinary words."""
    plain = _fold(text or "")
    return {question: "yes" for question, pattern in _PATTERNS.items() if pattern.search(plain)}
