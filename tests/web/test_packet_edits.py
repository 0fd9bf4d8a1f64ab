"""What the buttons of a packet send, and what it does to a visit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import BadInput
from referral.web.packet_edits import MAX_IDS, Edit
from referral.web.visit import Visit

words = st.text(min_size=1, max_size=30)


@given(
    verb=st.sampled_from(["keep", "drop", "swap", "free"]),
    need=words,
    ids=st.lists(words, min_size=2, max_size=MAX_IDS),
)
def test_an_edit_comes_back_from_its_button_as_it_was(verb: str, need: str, ids: list[str]) -> None:
    edit = Edit(verb, need, tuple(ids))
    assert Edit.read(edit.value) == edit


def test_no_text_is_no_edit() -> None:
    assert Edit.read("") is None


@pytest.mark.parametrize(
    "text",
    [
        "keep",
        "keep need",
        "keep need ",
        "swap need demo:1",
        "burn need demo:1",
        "free need a b c d",
        " ",
        "drop  x y z w",
    ],
)
def test_what_no_button_sends_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Edit.read(text)


@pytest.mark.parametrize(
    ("edit", "visit"),
    [
        (Edit("keep", "n", ("a",)), Visit(pins=frozenset("a"))),
        (Edit("keep", "n", ("a", "p")), Visit(pins=frozenset("a"))),
        (Edit("drop", "n", ("p",)), Visit(bans=frozenset("p"))),
        (Edit("swap", "n", ("p", "b")), Visit(pins=frozenset("b"), bans=frozenset("p"))),
        (Edit("free", "n", ("p",)), Visit()),
    ],
)
def test_an_edit_changes_the_visit(edit: Edit, visit: Visit) -> None:
    before = Visit(pins=frozenset("p")) if "p" in edit.ids else Visit()
    assert edit.applied(before) == visit


@pytest.mark.parametrize("edit", [Edit("keep", "n", ("a",)), Edit("drop", "n", ("a",)), Edit("swap", "n", ("a", "b"))])
def test_every_edit_has_a_way_back(edit: Edit) -> None:
    assert edit.undo is not None
    assert edit.undo.applied(edit.applied(Visit())) == Visit()
    assert edit.undo.undo is None
