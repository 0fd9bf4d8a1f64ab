"""The columnar engine keeps the contract of search indexes, alone and as base and delta."""

import pytest

pytest.register_assert_rewrite("tests.contracts.search_index")

from referral.domain.ports import SearchIndex, Store  # noqa: E402  asserts are rewritten before the import
from tests.contracts.search_index import SearchIndexContract  # noqa: E402
from tests.search_index.columnar import ColumnarIndex  # noqa: E402


class TestColumnarIndex(SearchIndexContract):
    def index_over(self, store: Store) -> SearchIndex:
        return ColumnarIndex(store)
