"""Remembered answers: the same truths by document, by stretch and by window, and remembered only when asked often."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.disk.columns import Array
from search_index.facets.facet_columns import count_bits
from search_index.space import stretches
from search_index.space.stretches import Stretches
from search_index.text import bits
from search_index.text.bits import Answers, Window

DOCUMENTS = 300


def stretches_of(edges: list[int], others: list[int]) -> Stretches:
    """Ranges between every second two edges, and those others that stand in none."""
    ends = sorted(set(edges))
    ranges = list(zip(ends[::2], ends[1::2], strict=False))
    outside = [doc for doc in sorted(set(others)) if not any(first <= doc < last for first, last in ranges)]
    return Stretches(ranges, np.array(outside, np.int32))


@pytest.mark.parametrize("few", [0, 4096])
@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, DOCUMENTS), max_size=8),
    st.lists(st.integers(0, DOCUMENTS - 1), max_size=20),
    st.integers(0, 2**32),
)
def test_window_of_stretches_says_what_each_document_says(
    few: int, edges: list[int], others: list[int], seed: int
) -> None:
    truths = np.random.default_rng(seed).random(DOCUMENTS) < 0.5
    packed = np.packbits(truths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "FEW", few)
        patch.setattr(bits, "FEW", few)
        among = stretches_of(edges, others)
        window = Window(among)
        assert window.truths(window.of(packed)).tolist() == truths[among.docs].tolist()
        column = np.arange(DOCUMENTS) * 3
        assert among.take(column).tolist() == column[among.docs].tolist()


def test_answer_in_a_window_is_remembered_when_asked_often() -> None:
    answers, made = Answers(64, 1024), []

    def answer() -> Array:
        made.append("made")
        return np.arange(64) % 2 == 0

    window = Window(np.array([2, 3, 63], np.int32))
    asked = [answers.in_window("even", answer, window) for _time in range(4)]
    assert asked[:2] == [None, None]
    found = [window.truths(one).tolist() for one in asked[2:] if one is not None]
    assert found == [[True, False, False], [True, False, False]]
    assert made == ["made"]


@pytest.mark.parametrize("words", [0, 1, 254, 255, 256, 257, 766, 5000])
def test_count_bits_counts_every_bit(words: int) -> None:
    rows = np.random.default_rng(words).integers(0, 1 << 63, (2, words), np.uint64)
    rows[1] = np.uint64((1 << 64) - 1)
    expected = [[int(((row >> np.uint64(bit)) & np.uint64(1)).sum()) for bit in range(64)] for row in rows]
    assert count_bits(rows).tolist() == expected
