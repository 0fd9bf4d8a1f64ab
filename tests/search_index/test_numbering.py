"""Words as numbers: the table with its rows, gaps and long words gives what a plain dictionary gives."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.build.numbering import BREAK, BREAK_MARK, FIELD_END, FIELD_MARK, FILLER, Numbering
from search_index.text.analysis import STOP_WORDS

_LETTERS = "ab9\u00f1\u6771"
_WORDS = st.text(_LETTERS, min_size=1, max_size=24) | st.sampled_from([*sorted(STOP_WORDS), FIELD_MARK, BREAK_MARK])


def numbers_one_by_one(texts: list[list[str]]) -> list[list[int]]:
    known = {FIELD_MARK: FIELD_END, BREAK_MARK: BREAK, **dict.fromkeys(STOP_WORDS, FILLER)}
    met: dict[str, int] = {}
    return [[known[word] if word in known else met.setdefault(word, len(met)) for word in text] for text in texts]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(_WORDS, max_size=40), max_size=4))
def test_words_get_the_numbers_of_a_dictionary(texts: list[list[str]]) -> None:
    numbering = Numbering()
    assert [numbering.of(" ".join(text)).tolist() for text in texts] == numbers_one_by_one(texts)


def test_many_words_keep_their_numbers_while_the_table_grows() -> None:
    draw = random.Random(1)
    texts = [["".join(draw.choices("abcdefgh", k=draw.randint(1, 20))) for _ in range(3_000)] for _ in range(6)]
    texts += texts[:2]
    numbering = Numbering()
    assert [numbering.of(" ".join(text)).tolist() for text in texts] == numbers_one_by_one(texts)
    assert set(numbering.spelled) == {word for text in texts for word in text} - STOP_WORDS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ", []),
        ("a1,b2;c3", ["a1", "b2", "c3"]),
        ("snake_case", ["snake", "case"]),
        ("\x00x\x1fy\x7fz", ["x", "y", "z"]),
        ("abcdefgh", ["abcdefgh"]),
        ("abcdefghi", ["abcdefghi"]),
        ("abcdefghijklmnop", ["abcdefghijklmnop"]),
        ("abcdefghijklmnopq", ["abcdefghijklmnopq"]),
        ("abcdefghijklmnopq abcdefghijklmnopr", ["abcdefghijklmnopq", "abcdefghijklmnopr"]),
    ],
)
def test_text_is_cut_at_what_is_no_letter_or_digit(text: str, words: list[str]) -> None:
    numbering = Numbering()
    first = numbering.of(text)
    assert (list(numbering.spelled), first.tolist(), str(first.dtype)) == (words, list(range(len(words))), "int32")
    assert numbering.of(text).tolist() == first.tolist()
