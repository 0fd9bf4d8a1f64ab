"""One page out of an order: the same as sorting everything, whatever is rough about the values and however many tie."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index import ordering
from search_index.disk.columns import Array
from search_index.ordering import Values, page

ERROR = 0.25


@dataclass(frozen=True)
class Document:
    """bucket, exact value, how far the rough one is off in quarters of ERROR."""

    bucket: int
    value: float
    off: int


DOCUMENTS = st.builds(
    Document,
    bucket=st.integers(0, 3),
    value=st.one_of(st.sampled_from([0.0, 1.0, 1.1, 1.2, 1.3, 2.0, np.inf]), st.integers(0, 40).map(lambda n: n / 8)),
    off=st.integers(-4, 4),
)


def values_of(documents: list[Document], ids: Array, *, rough: bool) -> Values:
    exact = np.array([one.value for one in documents])
    shown = exact + np.array([one.off * ERROR / 4 for one in documents]) if rough else exact

    def at(array: Array, places: Array | None) -> Array:
        return array if places is None else array.take(places)

    return Values(
        lambda places: at(shown, places),
        lambda places: at(ids, places),
        (lambda place: float(exact[place])) if rough else None,
        ERROR if rough else 0.0,
    )


@pytest.mark.parametrize("few", [0, 512])
@settings(max_examples=300, deadline=None)
@given(st.data(), st.lists(DOCUMENTS, max_size=40), st.booleans(), st.booleans())
def test_page_is_a_slice_of_everything_sorted(
    few: int, data: st.DataObject, documents: list[Document], rough: bool, alone: bool
) -> None:
    ids = np.array(data.draw(st.permutations(range(len(documents)))), np.int32)
    offset, limit = data.draw(st.integers(0, 45)), data.draw(st.integers(0, 20))
    buckets = np.array([one.bucket for one in documents], np.uint8)
    order = sorted(range(len(documents)), key=lambda at: (documents[at].bucket, documents[at].value, int(ids[at])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "_FEW", few)
        rows = page(buckets, values_of(documents, ids, rough=rough), offset, limit, alone=alone)
    assert [row.place for row in rows] == order[offset : offset + limit]
    assert [row.bucket for row in rows] == [documents[row.place].bucket for row in rows]
    if not (rough and alone):
        assert [row.value for row in rows] == [documents[row.place].value for row in rows]


@pytest.mark.parametrize(("first", "last"), [(0, 20), (180, 200), (980, 1000)])
def test_page_of_very_many_that_tie_goes_by_ids(first: int, last: int) -> None:
    ids = np.random.default_rng(7).permutation(1_000_000)[:1000].astype(np.int32)
    rows = page(
        np.zeros(1000, np.uint8),
        Values(
            lambda places: np.full(1000 if places is None else len(places), np.inf),
            lambda places: ids if places is None else ids.take(places),
        ),
        first,
        last - first,
        alone=True,
    )
    assert [row.place for row in rows] == np.argsort(ids)[first:last].tolist()


def test_page_of_ties_whose_ids_stand_together_is_whole() -> None:
    """Ids are guessed to be spread out."""
    ids = np.concatenate([[1_000_000], np.arange(500_000, 500_999)]).astype(np.int32)
    values = Values(
        lambda places: np.zeros(1000 if places is None else len(places)),
        lambda places: ids if places is None else ids.take(places),
    )
    rows = page(np.zeros(1000, np.uint8), values, 0, 5, alone=True)
    assert [row.place for row in rows] == [1, 2, 3, 4, 5]
