"""Snippets: which stretch of which text is shown, and what is marked in it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.listing import Listing, Session
from referral.domain.search import SearchQuery
from referral.domain.week import parse_windows
from search_index.delta import View
from search_index.parts import search
from search_index.text.query import parse
from search_index.text.snippets import LONGEST, Snippets
from tests.factories import meeting, program, resource
from tests.strategies_search import NOWS


def marked(text: str, listing: Listing) -> str | None:
    """The snippet with its marks in brackets."""
    tree = parse(text)
    assert tree is not None
    snippet = Snippets(tree).of(listing)
    if snippet is None:
        return None
    return "".join(f"[{one.text}]" if one.is_match else one.text for one in snippet)


@pytest.mark.parametrize(
    ("text", "description", "shown"),
    [
        ("house", "Housing for men.", "[Housing] for men."),
        ("men house", "Housing for men.", "[Housing] for [men]."),
        ("mens", "A men’s group.", "A [men’s] group."),
        ("clinic", "La Clínica\n  del  Pueblo", "La [Clínica] del Pueblo"),
        ("clínicas", "A clinic.", "A [clinic]."),
        ("educación", "Education", "[Education]"),
        ("rehab", "A treatment house.", "A [treatment] house."),
        ("comida", "Hot food.", "Hot [food]."),
        ("halfway house", "Sober living for sober men.", "[Sober living] for sober men."),
        ('"house of hope"', "A house of hope, a house.", "A [house of hope], a house."),
        ("hous*", "Houses and hope.", "[Houses] and hope."),
        ("hope OR house", "Hope or a house", "[Hope] or a [house]"),
        ("hope NOT house", "Hope and house", "[Hope] and house"),
        ("name:hope house", "Hope and house", "Hope and [house]"),
        ("description:hope", "Hope and house", "[Hope] and house"),
        ("<b>", "a <b>bold</b> b", "a <[b]>bold</[b]> [b]"),
        ("hope", "hopeless unhope", None),
        ("hope", None, None),
    ],
)
def test_snippet_marks_what_was_searched_for(text: str, description: str | None, shown: str | None) -> None:
    assert marked(text, resource(name="Hope House", description=description)) == shown


def test_snippet_takes_the_notes_that_hold_more_of_the_words() -> None:
    span = parse_windows("TU 19:00-20:00")[0]
    listing = meeting(
        yes="fellowship=AA",
        description="The door is blue.",
        sessions=(Session(span, notes="Ring the back door bell."), Session(span, notes="Bell.")),
    )
    assert marked("door", listing) == "The [door] is blue."
    assert marked("door bell", listing) == "Ring the back [door] [bell]."


def test_snippet_of_a_long_text_shows_where_most_words_stand() -> None:
    filler = "lorem ipsum dolor sit amet " * 10
    shown = marked("hope house", program(description=f"House. {filler}A house of hope stands here. {filler}"))
    assert shown is not None
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "A [house] of [hope] stands here." in shown


TEXT = st.lists(st.sampled_from(["hope", "House", "ho", "x" * 70, "\n", "é", ".", "a b c", "x" * 200]), max_size=60)


@given(TEXT.map(" ".join), st.sampled_from(["hope", "hope house", '"hope house"', "ho*"]))
def test_snippet_is_a_short_cut_of_the_text(description: str, text: str) -> None:
    tree = parse(text)
    assert tree is not None
    snippet = Snippets(tree).of(resource(description=description))
    if snippet is None:
        return
    shown = "".join(one.text for one in snippet)
    assert len(shown) <= LONGEST
    assert shown.strip("…").strip() in " ".join(description.split())
    assert any(one.is_match for one in snippet)
    assert all(one.text for one in snippet)
    assert all(before.is_match != after.is_match for before, after in pairwise(snippet))


def test_search_gives_snippets_to_a_text_alone() -> None:
    parts = View.in_memory(1, [resource(name="Cedar", description="Hope for all.")]).parts
    assert search(parts, SearchQuery(NOWS[0])).hits[0].snippet is None
    assert search(parts, SearchQuery(NOWS[0], text="cedar")).hits[0].snippet is None
    snippet = search(parts, SearchQuery(NOWS[0], text="hope")).hits[0].snippet
    assert snippet is not None
    assert [(one.text, one.is_match) for one in snippet] == [("Hope", True), (" for all.", False)]
