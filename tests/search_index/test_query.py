"""The query language: what a text asks for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh.lang.porter import stem as porter_stem

from search_index.text.analysis import STOP_WORDS, all_words, fold, stem_of, words
from search_index.text.query import MAX_CHARS, And, Node, Not, Or, Phrase, Prefix, Word, parse, relaxed

HOPE, HOUSE, MEN = Word("hope"), Word("house"), Word("men")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (None, None),
        ("", None),
        ("  \t ", None),
        ("the of", None),
        ("!!! --- ???", None),
        ("hope", HOPE),
        ("Hope  HOUSE", And((HOPE, HOUSE))),
        ("hope hope house", And((HOPE, HOUSE))),
        ("the house of hope", And((HOUSE, HOPE))),
        ("men's", Word("mens")),
        ("trauma-informed", And((Word("trauma"), Word("informed")))),
        ("hope AND house", And((HOPE, HOUSE))),
        ("hope OR house", Or((HOPE, HOUSE))),
        ("hope or house", And((HOPE, HOUSE))),
        ("men hope OR house", And((MEN, Or((HOPE, HOUSE))))),
        ("NOT men", Not(MEN)),
        ("house NOT men", And((HOUSE, Not(MEN)))),
        ("hope OR NOT men", Or((HOPE, Not(MEN)))),
        ("NOT (hope OR men)", Not(Or((HOPE, MEN)))),
        ("(hope house) OR men", Or((And((HOPE, HOUSE)), MEN))),
        ('"hope house"', Phrase(("hope", "house"))),
        ('"house of hope" men', And((Phrase(("house", "hope")), MEN))),
        ('"hope"', Phrase(("hope",))),
        ("hous*", Prefix("hous")),
        ("HOUS* men", And((Prefix("hous"), MEN))),
        ("trauma-inf*", And((Phrase(("trauma",)), Prefix("inf")))),
        ("name:hope house", And((Word("hope", "name"), HOUSE))),
        ("name:(hope house)", And((Word("hope", "name"), Word("house", "name")))),
        ('organization:"hope house"', Phrase(("hope", "house"), "organization")),
        ("town:den*", Prefix("den", "town")),
        ("description:hope OR town:denver", Or((Word("hope", "description"), Word("denver", "town")))),
        ("NOT name:men", Not(Word("men", "name"))),
    ],
)
def test_parse_reads_the_language(text: str | None, tree: Node | None) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('"hope house', And((HOPE, HOUSE))),
        ("((", None),
        ("(hope", HOPE),
        ("hope)", HOPE),
        ("*", None),
        ('""', None),
        ("AND", None),
        ("OR OR OR", None),
        ("NOT", None),
        ("hope NOT", HOPE),
        ("hope*house", And((HOPE, HOUSE))),
        ("surname:hope", And((Word("surname"), HOPE))),
        ("phone:hope", And((Word("phone"), HOPE))),
        ("name:", Word("name")),
        ('"hope"~3 house', And((Phrase(("hope",)), HOUSE))),
        ("hope^2", And((HOPE, Word("2")))),
        ("[hope TO house]", And((HOPE, HOUSE))),
        ("(" * 200 + "hope", HOPE),
    ],
)
def test_parse_of_odd_text_is_plain_words(text: str, tree: Node | None) -> None:
    assert parse(text) == tree


SIGNS = [
    '"',
    "(",
    ")",
    "*",
    ":",
    " ",
    "~",
    "^",
    "[",
    "'",
    "\\",
    "\x00",
    "AND",
    "OR",
    "NOT",
    "name:",
    "town:",
    "hope",
    "é",
]
LANGUAGE = st.lists(st.sampled_from(SIGNS), max_size=25).map("".join)


@given(st.one_of(LANGUAGE, st.text()))
@example('NOT NOT "')
@example("name:name:name:")
def test_parse_never_raises_and_asks_only_for_words_of_the_text(text: str) -> None:
    tree = parse(text)
    if tree is None:
        return
    letters = "".join(all_words(text))
    assert all(word in letters for word in _asked_words(tree))
    assert relaxed(tree) != tree


def _asked_words(tree: Node) -> set[str]:
    match tree:
        case Word(text, _):
            return {text}
        case Phrase(parts, _):
            return set(parts)
        case Prefix(start, _):
            return {start}
        case Not(part):
            return _asked_words(part)
        case And(parts) | Or(parts):
            return set().union(*map(_asked_words, parts))


def test_parse_reads_the_beginning_of_a_text_without_end() -> None:
    assert parse("hope " * MAX_CHARS) == HOPE


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("hope", None),
        ("hope house", Or((HOPE, HOUSE))),
        ("hope AND house", Or((HOPE, HOUSE))),
        ('"hope house" men', None),
        ('"hope house"', None),
        ("hope house NOT men", And((Not(MEN), Or((HOPE, HOUSE))))),
        ("name:men hope house", And((Word("men", "name"), Or((HOPE, HOUSE))))),
        ("men* hope house", And((Prefix("men"), Or((HOPE, HOUSE))))),
        ('"men" hope house', And((Phrase(("men",)), Or((HOPE, HOUSE))))),
        ("name:hope name:house", None),
        ("hope OR house", None),
        ("men hope OR house", None),
    ],
)
def test_relaxed_frees_plain_words_alone(text: str, tree: Node | None) -> None:
    parsed = parse(text)
    assert parsed is not None
    assert relaxed(parsed) == tree


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Café MAÑANA", ("cafe", "manana")),
        ("A.A. and N.A.", ("aa", "na")),
        ("AA NA IOP IT", ("aa", "na", "iop", "it")),
        ("12-Step", ("12", "step")),
        ("women’s women's", ("womens", "womens")),
        ("St. Mary's, 80203", ("st", "marys", "80203")),
        ("Straße", ("strasse",)),
        ("under_score", ("under", "score")),
        ("the house of hope", ("house", "hope")),
    ],
)
def test_words_are_folded_and_without_filler(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


@given(st.text())
def test_fold_is_settled_after_once_for_words(text: str) -> None:
    once = all_words(text)
    assert all_words(" ".join(once)) == once
    assert all(word == fold(word) for word in once)


@pytest.mark.parametrize(
    "alike",
    [
        ("housing", "houses", "house"),
        ("counseling", "counsel", "counseled"),
        ("veterans", "veteran"),
        ("women", "womens"),
        ("meetings", "meeting"),
        ("recovery", "recoveries"),
        ("clinica", "clinicas", "clinic", "clinics"),
        ("educacion", "education"),
        ("violencia", "violence"),
        ("latino", "latina", "latinas"),
        ("mujer", "mujeres"),
        ("reunion", "reuniones"),
        ("alcoholicas", "alcoholico", "alcoholic"),
        ("consejero", "consejeras"),
    ],
)
def test_stems_join_forms_of_a_word(alike: tuple[str, ...]) -> None:
    assert len({stem_of(word) for word in alike}) == 1


def test_no_code_of_two_letters_that_people_type_is_filler() -> None:
    assert not STOP_WORDS & {"aa", "na", "ca", "ma", "oa", "ga", "ha", "it", "iop", "php", "va"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pacifica", "pacific"),
        ("valencia", "valence"),
        ("marina", "marin"),
        ("trinidad", "trinity"),
        ("florida", "florid"),
        ("rico", "rich"),
    ],
)
def test_towns_do_not_fall_together_with_words_they_look_like(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


@pytest.mark.parametrize(
    "word", ["housing", "recovery", "treatment", "women", "veterans", "detox", "clinics", "pantries", "photos", "video"]
)
def test_english_words_keep_their_english_stems(word: str) -> None:
    assert stem_of(word) == porter_stem(word)
