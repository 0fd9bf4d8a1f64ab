"""The columnar engine keeps the contract of search indexes, as base and delta, the ways of few and many documents."""

import pytest

pytest.register_assert_rewrite("tests.contracts.search_index")

from referral.domain.ports import SearchIndex, Store  # noqa: E402  asserts are rewritten before the import
from referral.domain.search import SearchQuery  # noqa: E402
from search_index import candidates, judging, ordering  # noqa: E402
from search_index.space import stretches  # noqa: E402
from search_index.text import bits, champions, postings, texts  # noqa: E402
from tests.contracts.search_index import NOW, SearchIndexContract  # noqa: E402
from tests.factories import asks, program  # noqa: E402
from tests.fakes_store import FakeStore  # noqa: E402
from tests.search_index.columnar import ColumnarIndex  # noqa: E402

NONE_ARE_FEW = (
    (candidates, "_SORTED"),
    (judging, "FEW"),
    (ordering, "_FEW"),
    (stretches, "FEW"),
    (bits, "FEW"),
    (postings, "_FEW"),
    (texts, "_FEW"),
)
"""Up to so many documents go a shorter way."""


class TestColumnarIndex(SearchIndexContract):
    def index_over(self, store: Store) -> SearchIndex:
        return ColumnarIndex(store)


class TestColumnarIndexAsForMany:
    """The ways that a million listings go, on a handful."""

    patch: pytest.MonkeyPatch

    search = SearchIndexContract.search
    agrees_with_oracle = SearchIndexContract.agrees_with_oracle
    test_search_finds_what_the_oracle_finds = SearchIndexContract.test_search_finds_what_the_oracle_finds
    test_pages_are_slices_of_one_stable_order = SearchIndexContract.test_pages_are_slices_of_one_stable_order

    @classmethod
    def setup_class(cls) -> None:
        cls.patch = pytest.MonkeyPatch()
        for module, name in NONE_ARE_FEW:
            cls.patch.setattr(module, name, 0)
        cls.patch.setattr(bits, "_OFTEN", 1)

    @classmethod
    def teardown_class(cls) -> None:
        cls.patch.undo()

    def index_over(self, store: Store) -> SearchIndex:
        return ColumnarIndex(store)


def test_facets_of_a_search_that_champions_answer_count_without_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(champions, "COMMON", 1)
    directory = (
        program("payment=free", id="test:1"),
        program("payment=medicaid", no="payment=free", id="test:2"),
        program("treats=alcohol", no="payment=free", id="test:3"),
    )
    index = ColumnarIndex(FakeStore(directory).port)
    page = index.search(SearchQuery(NOW, asked=asks("payment=free"), limit=1))
    assert [hit.listing.id for hit in page.hits] == ["test:1"]
    assert page.facets == {"payment": {"free": 1, "medicaid": 1}}
