"""The linear engine keeps the contract of search indexes, and builds, tells and checks itself."""

import pytest

pytest.register_assert_rewrite("tests.contracts.search_index")

from referral.domain.ports import IndexAdmin, SearchIndex, Store  # noqa: E402  asserts are rewritten before the import
from referral.domain.search import SearchQuery  # noqa: E402
from tests.contracts.search_index import NOW, SearchIndexContract  # noqa: E402
from tests.factories import program  # noqa: E402
from tests.fakes_store import FakeStore  # noqa: E402
from tests.linear.linear import LinearIndex  # noqa: E402


class TestLinearIndex(SearchIndexContract):
    def index_over(self, store: Store) -> SearchIndex:
        return LinearIndex(store)


def test_build_and_status_say_what_is_held() -> None:
    store = FakeStore([program(id="test:1"), program(id="test:2")])
    index: IndexAdmin = LinearIndex(store.port)
    built = index.build()
    assert (built["listings"], set(built)) == (2, {"listings", "seconds"})
    store.vanish("test:1")
    assert index.status() == {"engine": "linear", "listings": 1, "last_change": 3}


def test_verify_of_a_true_index_is_empty() -> None:
    assert LinearIndex(FakeStore([program()]).port).verify() == ()


def test_verify_names_what_the_outbox_did_not_tell() -> None:
    store = FakeStore([program(id="test:1"), program(id="test:2")])
    index = LinearIndex(store.port)
    index.build()
    rows = store.listings.rows
    rows["test:1"] = program(id="test:1", name="Renamed")
    del rows["test:2"]
    rows["test:3"] = program(id="test:3")
    assert index.verify() == (
        "test:1 differs between the database and the index.",
        "test:2 is in the index and not live in the database.",
        "test:3 is live in the database and missing from the index.",
    )
    index.build()
    assert index.verify() == ()


def test_database_younger_than_the_index_is_read_anew() -> None:
    store = FakeStore([program(id="test:1"), program(id="test:2")])
    index = LinearIndex(store.port)
    index.build()
    store.listings.rows = {"test:3": program(id="test:3")}
    store.changes.rows = [(1, "test:3")]
    assert [hit.listing.id for hit in index.search(SearchQuery(NOW)).hits] == ["test:3"]


def test_many_changes_are_read_in_parts() -> None:
    store = FakeStore([program()])
    index = LinearIndex(store.port)
    index.build()
    store.save(*(program(id=f"test:{number}") for number in range(1200)))
    assert index.search(SearchQuery(NOW)).total == 1200
