"""Listings by their whole name, against a plain comparison of words; and what such a name is worth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.domain.fit import Asked
from referral.domain.listing import Listing
from referral.domain.search import SearchQuery, Sort, TextMatch
from referral.domain.vocabulary import Kind
from search_index.delta import View
from search_index.parts import search
from search_index.text.analysis import stem_of, words
from search_index.text.exact_names import words_of_name
from search_index.text.query import parse
from tests.factories import meeting, place, resource
from tests.search_index.columnar import engine_over
from tests.strategies_search import NOWS

NAMES = st.lists(
    st.sampled_from(["hope", "hopes", "house", "housing", "of", "the", "cedar", "clínica", "clinics"]),
    min_size=1,
    max_size=5,
).map(" ".join)


def first(listings: list[Listing], text: str) -> str:
    """The name that a text finds first."""
    return search(View.in_memory(1, listings).parts, SearchQuery(NOWS[0], text=text)).hits[0].listing.name


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8), NAMES)
def test_find_gives_those_of_the_same_stems_and_says_which_are_spelled_so(names: list[str], asked: str) -> None:
    listings = tuple(resource(id=f"test:{at}", name=name, organization="House") for at, name in enumerate(names))
    engine = engine_over(listings)
    sought = tuple(dict.fromkeys(words(asked)))  # a text asks for each word once
    named = engine.texts.names.find(sought) if sought else None
    found = {}
    if named is not None:
        numbers = engine.columns["doc.input"][named.docs].tolist()
        found = dict(zip(numbers, named.spelled.tolist(), strict=True))
    assert found == {
        at: words(name) == sought
        for at, name in enumerate(names)
        if sought and set(map(stem_of, words(name))) == set(map(stem_of, sought))
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Case Management (Medical)", ("case", "management", "medical")),
        ('"hope house"', ("hope", "house")),
        ("name:hope house", ("hope", "house")),
        ("hope OR house", ("hope", "house")),
        ("hope NOT house", None),
        ("hope hous*", None),
        ("description:hope", None),
        ('town:"hope house"', None),
    ],
)
def test_words_of_name_are_all_that_a_name_could_be(text: str, name: tuple[str, ...] | None) -> None:
    tree = parse(text)
    assert tree is not None
    assert words_of_name(tree) == name


DENSE = "Legal services, legal service, services: legal services of every sort."


@pytest.mark.parametrize("text", ["legal services", '"legal services"', "Legal Services!", "LEGAL services"])
def test_whole_name_comes_first(text: str) -> None:
    others = [
        resource(id="test:0", name="Legal Services Services", organization="Legal Services", description=DENSE),
        resource(id="test:1", name="Legal Service", organization="Legal Services", description=DENSE),
        resource(id="test:2", name="Services: Legal", organization="Legal Services", description=DENSE),
        resource(id="test:3", name="Legal Aid Services", organization="Legal Services", description=DENSE),
    ]
    assert first([*others, resource(id="test:4", name="Legal Services")], text) == "Legal Services"


def test_name_of_the_same_stems_comes_before_longer_names() -> None:
    longer = resource(id="test:0", name="Legal Aid Services", organization="Legal Services", description=DENSE)
    assert first([longer, resource(id="test:1", name="Legal Service")], "legal services") == "Legal Service"


def test_name_of_very_many_words_comes_first() -> None:
    name = " ".join(f"cedar{number}" for number in range(40))
    turned = resource(id="test:0", name=" ".join(reversed(name.split())))
    longer = resource(id="test:1", name=f"{name} hall", description=name)
    assert first([turned, longer, resource(id="test:2", name=name)], name) == name


def test_name_of_a_changed_listing_is_found_as_in_the_base() -> None:
    base = [resource(id="test:0", name="Cedar Lodge", description="Granite Hall"), resource(id="test:1", name="Hall")]
    named = resource(id="test:2", name="Granite Hall")
    view = View.in_memory(1, base).after(2, [named.id], {named.id: named})
    assert search(view.parts, SearchQuery(NOWS[0], text="granite hall")).hits[0].listing == named


@pytest.mark.parametrize(("sort", "named_first"), [(Sort.BEST, True), (Sort.DISTANCE, False)])
def test_a_meeting_online_of_that_name_comes_before_near_ones_of_some_of_its_words(
    sort: Sort, *, named_first: bool
) -> None:
    near = [meeting("MO 18:00-19:00", id=f"test:{at}", name=f"Big Book Study {at}") for at in range(30)]
    named = meeting("TU 18:00-19:00", yes="attendance=online", id="test:x", name="LGBTQ Big Book Discussion")
    page = search(
        View.in_memory(1, [*near, named]).parts,
        SearchQuery(
            NOWS[0],
            text="LGBTQ Big Book Discussion",
            place=place(),
            asked=Asked(kinds=frozenset({Kind.MEETING})),
            sort=sort,
            limit=50,
        ),
    )
    names = [hit.listing.name for hit in page.hits]
    assert (page.total, page.text_match) == (31, TextMatch.ANY)
    assert names.index(named.name) == (0 if named_first else 30)


def test_spanish_filler_does_not_find_what_says_no() -> None:
    help_ = resource(id="test:1", name="Help with alcohol")
    view = View.in_memory(1, [resource(id="test:0", name="No cost classes"), help_])
    found = {
        text: [hit.listing.name for hit in search(view.parts, SearchQuery(NOWS[0], text=text)).hits]
        for text in ("no puedo dejar de beber", "no cost")
    }
    assert found == {"no puedo dejar de beber": ["Help with alcohol"], "no cost": ["No cost classes"]}
