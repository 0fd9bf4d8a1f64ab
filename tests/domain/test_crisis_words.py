"""Words in a search that ask for a line and not for a list."""

import pytest

from referral.domain.crisis_words import safety_in_words


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("i want to kill myself", {"suicidal": "yes"}),
        ("Suicide help", {"suicidal": "yes"}),
        ("quiero morir", {"suicidal": "yes"}),
        ("Hacerme dano", {"suicidal": "yes"}),
        ("he won’t wake up", {"emergency": "yes"}),
        ("overdose help now", {"emergency": "yes"}),
        ("suicidal after overdose", {"emergency": "yes", "suicidal": "yes"}),
        ("overdosed", {"emergency": "yes"}),
        ("intensive outpatient", {}),
        ("suicideprevention.example", {}),
        ("", {}),
        (None, {}),
    ],
)
def test_crisis_words_are_answers_to_the_safety_questions(text: str | None, answers: dict[str, str]) -> None:
    assert safety_in_words(text) == answers
