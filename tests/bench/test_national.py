"""The made-up country: the same on every run, one by one or in pieces, and close to the shares it promises."""

from collections import Counter
from itertools import islice

import pytest

from bench import wordlist
from bench.national import PIECE, SIZES, listing_id, listings
from bench.streamed import StreamedStore
from referral.domain.errors import ListingNotFound
from referral.domain.listing import Listing
from referral.domain.vocabulary import GROUPS, Kind, canonical
from search_index.text.analysis import words

STATE = SIZES["20k"]


@pytest.fixture(scope="module")
def piece() -> tuple[Listing, ...]:
    return tuple(listings(STATE, 0, PIECE))


def test_listings_are_the_same_made_alone_or_in_a_row() -> None:
    in_a_row = list(islice(listings(STATE, PIECE - 2), 4))
    alone = [next(listings(STATE, number, number + 1)) for number in range(PIECE - 2, PIECE + 2)]
    assert in_a_row == alone
    assert [one.id for one in alone] == [listing_id(number) for number in range(PIECE - 2, PIECE + 2)]


def test_listings_end_where_the_size_ends() -> None:
    assert [one.id for one in listings(STATE, STATE.listings - 2)] == [listing_id(19_998), listing_id(19_999)]


def test_ids_are_in_the_order_of_the_numbers() -> None:
    numbers = [0, 9, 10, 99_999, 100_000, 999_999]
    assert sorted(map(listing_id, numbers)) == [listing_id(number) for number in numbers]


def test_state_and_country_differ_in_place_alone() -> None:
    state, country = next(listings(STATE, 7, 8)), next(listings(SIZES["1m"], 7, 8))
    assert (state.name, state.description, state.facts, state.sessions) == (
        country.name,
        country.description,
        country.facts,
        country.sessions,
    )
    assert (state.location.state, state.location == country.location) == ("MN", False)


def test_kinds_have_the_shares_that_are_promised(piece: tuple[Listing, ...]) -> None:
    kinds = Counter(one.kind for one in piece)
    promised = {Kind.MEETING: 0.35, Kind.PROGRAM: 0.20, Kind.RESOURCE: 0.45}
    assert {kind: abs(kinds[kind] / len(piece) - share) < 0.02 for kind, share in promised.items()} == dict.fromkeys(
        promised, True
    )


def test_facts_are_of_the_vocabulary_and_of_the_kind(piece: tuple[Listing, ...]) -> None:
    stated = {(one.kind, facet) for one in piece for facet in one.facts.yes}
    assert {facet for _, facet in stated} == {canonical(facet) for _, facet in stated}
    assert [(kind, facet) for kind, facet in stated if kind not in GROUPS[facet.partition("=")[0]].kinds] == []


def test_words_and_times_are_as_many_as_promised(piece: tuple[Listing, ...]) -> None:
    mean_words = sum(len((one.description or "").split()) for one in piece) / len(piece)
    mean_times = sum(len(one.all_sessions) + len(one.hours) for one in piece) / len(piece)
    assert (55 < mean_words < 62, 2.4 < mean_times < 3.2) == (True, True)


def test_every_word_is_one_word_to_the_index() -> None:
    known = wordlist.words()
    assert len(set(known)) == wordlist.DIFFERENT_WORDS
    assert [word for word in known[::97] if words(word) != (word,)] == []


def test_real_words_stand_at_their_ranks() -> None:
    known = wordlist.words()
    assert (known[0], known[12]) == ("services", "housing")
    assert {word: known.index(word) + 1 for word in wordlist.FIELD_RANKS} == wordlist.FIELD_RANKS


def test_streamed_store_reads_like_a_store() -> None:
    size = SIZES["2k"]
    with StreamedStore(size).unit() as unit:
        assert sum(1 for _ in unit.listings.live()) == 2_000
        found = unit.listings.get_many([listing_id(1_999), listing_id(2_000), "bench:7", "other:00000007"])
        assert list(found) == [listing_id(1_999)]
        assert found[listing_id(1_999)] == unit.listings.get(listing_id(1_999))
        with pytest.raises(ListingNotFound):
            unit.listings.get(listing_id(2_000))
