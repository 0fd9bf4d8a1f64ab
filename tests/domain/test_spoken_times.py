"""Words at the ends of a search that say when and where, and not what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.spoken_times import FREE, PHRASES, bears_name, spoken


def said(text: str) -> tuple[str, list[tuple[str, str]]]:
    rest, found = spoken(text)
    return rest, [(one.what, one.words) for one in found]


@pytest.mark.parametrize(
    ("text", "rest", "found"),
    [
        ("tonight", "", [("tonight", "tonight")]),
        ("NA meeting Tonight", "NA meeting", [("tonight", "Tonight")]),
        ("tonight, NA meeting", "NA meeting", [("tonight", "tonight,")]),
        ("today", "", [("today", "today")]),
        ("detox now", "detox", [("now", "now")]),
        ("food pantry open now", "food pantry", [("now", "open now")]),
        ("evening iop", "iop", [("evenings", "evening")]),
        ("iop in the evenings", "iop", [("evenings", "in the evenings")]),
        ("GED class this weekend", "GED class", [("weekends", "this weekend")]),
        ("meetings for tonight?", "meetings", [("tonight", "tonight?")]),
        ("NA tonight near me", "NA", [("near_me", "near me"), ("tonight", "tonight")]),
        ("near me", "", [("near_me", "near me")]),
        ("reunión esta noche", "reunión", [("tonight", "esta noche")]),
        ("comida hoy", "comida", [("today", "hoy")]),
        ("Abierto ahora", "", [("now", "Abierto ahora")]),
        ("reuniones por la mañana", "reuniones", [("mornings", "por la mañana")]),
        ("clases en fin de semana", "clases", [("weekends", "fin de semana")]),
        ("metadona cerca de mí", "metadona", [("near_me", "cerca de mí")]),
        ("weekend warriors", "warriors", [("weekends", "weekend")]),
    ],
)
def test_words_at_an_end_say_when_or_where(text: str, rest: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == (rest, found)


@pytest.mark.parametrize(
    "text",
    [
        *("", "iop", "Tonight's Group", '"tonight"', '"see you tonight"', '"now or never" group', "NOT tonight"),
        *("Now and Then group", "now OR never", "nowhere", "know", "the night shift", "group tonight at the hall"),
        *("free", "free at last", "open door group", "hoyo", "snow"),
    ],
)
def test_all_other_words_stay_words(text: str) -> None:
    assert said(text) == (text, [])


def test_free_is_heard_only_where_it_is_asked_for() -> None:
    rest, found = spoken("free food tonight", also=(FREE,))
    assert (rest, [one.what for one in found]) == ("food", ["tonight", "free"])


def test_a_free_that_belongs_to_another_word_is_none() -> None:
    for text in ("smoke free", "drug free housing", "drug-free", "alcohol free"):
        assert spoken(text, also=(FREE,)) == (text, ())


@pytest.mark.parametrize("phrase", [phrase for phrases in PHRASES.values() for phrase in phrases])
def test_every_phrase_is_heard_whole(phrase: str) -> None:
    rest, found = spoken(f"counseling {phrase}", also=(FREE,))
    assert (rest, [one.words for one in found]) == ("counseling", [phrase])


@given(st.text(max_size=80))
def test_what_is_left_and_what_was_heard_are_parts_of_the_text(text: str) -> None:
    rest, found = spoken(text)
    assert rest in text
    assert all(one.words in " ".join(text.split()) for one in found)


@pytest.mark.parametrize(
    ("text", "name", "bears"),
    [
        ("weekend warriors", "Weekend Warriors (demo)", True),
        ("WEEKEND  Warriors", "The Weekend Warriors Group", True),
        ("tonight", "Tonight Group", True),
        ("tonight", "We Meet Tonight in Denver", False),
        ("noche", "Grupo Noche", True),
        ("evening meeting", "Evening Light Meeting", False),
        ("warriors weekend", "Weekend Warriors", False),
        ("free at last", "Free at Last: a home", True),
        ("", "Any", False),
    ],
)
def test_a_name_is_borne_by_who_is_called_so(text: str, name: str, bears: bool) -> None:
    assert bears_name(text, name) is bears
