import pytest

from referral.wording.search_words import suggested_words


@pytest.mark.parametrize(
    ("typed", "lang", "first"),
    [
        ("subo", "en", "Suboxone"),
        ("GE", "en", "GED"),
        ("sober", "en", "Sober living"),
        ("al-a", "en", "Al-Anon"),
        ("narcotics", "en", "Narcotics Anonymous (NA)"),
        ("clinica", "es", "Clínica de metadona"),
        ("CLÍN", "es", "Clínica de metadona"),
        ("capac", "es", "Capacitación laboral"),
    ],
)
def test_words_are_offered_by_their_beginning(typed: str, lang: str, first: str) -> None:
    assert suggested_words(typed, lang)[0] == first


def test_words_that_hold_the_letters_come_after_those_that_begin_with_them() -> None:
    offered = suggested_words("meth", "en")
    assert offered[0].startswith("Meth")
    assert suggested_words("living", "en")[0] == "Sober living"


@pytest.mark.parametrize("typed", ["", " ", "s", "zzzz", "<b>"])
def test_nothing_is_offered_for_too_little_or_nonsense(typed: str) -> None:
    assert suggested_words(typed, "en") == ()


def test_at_most_six_are_offered_each_once() -> None:
    offered = suggested_words("re", "en")
    assert len(offered) == len(set(offered)) == 6
