"""The delta: changed listings in a few segments in memory, each listing held once, nothing held that is gone."""

from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referral.domain.listing import Listing
from referral.domain.search import SearchQuery
from search_index.delta import View, living
from search_index.parts import search
from tests.factories import program
from tests.strategies_search import NOWS, POOLS, listings

NOW = NOWS[0]


def held(view: View) -> list[Listing]:
    """Every listing that counts, by id; one that is held twice comes twice."""
    found = [part.engine.cards.get(docid) for part in view.parts for docid in living(part)]
    return sorted(found, key=lambda one: one.id)


def some(*numbers: int, name: str = "Harbor") -> dict[str, Listing]:
    return {f"test:{number}": program(id=f"test:{number}", name=name) for number in numbers}


def over(base: Mapping[str, Listing]) -> View:
    return View.in_memory(1, base.values())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_view_holds_what_a_dictionary_holds(data: st.DataObject) -> None:
    pool = data.draw(POOLS)
    numbers = st.lists(st.integers(0, 8), max_size=5, unique=True)
    rows = {one.id: one for one in (data.draw(listings(pool, number)) for number in data.draw(numbers))}
    view = over(rows)
    for seq in range(2, data.draw(st.integers(2, 8))):
        changed = {f"made:{number:03d}": number for number in data.draw(numbers)}
        gone = {listing_id for listing_id in changed if data.draw(st.booleans())}
        live = {name: data.draw(listings(pool, number)) for name, number in changed.items() if name not in gone}
        rows = {name: one for name, one in rows.items() if name not in gone} | live
        view = view.after(seq, changed, live)
        assert held(view) == [one for _, one in sorted(rows.items())]
        assert (view.seq, view.base_seq, view.listings) == (seq, 1, len(rows))
        places = {name: place for name in rows if (place := view.place_of(name)) is not None}
        assert {name: view.parts[at.part].engine.cards.get(at.docid) for name, at in places.items()} == rows
        assert [view.place_of(name) for name in gone] == [None] * len(gone)
        found = search(view.parts, SearchQuery(NOW, limit=200))
        afresh = search(over(rows).parts, SearchQuery(NOW, limit=200))
        assert (found.hits, found.totals, found.facets) == (afresh.hits, afresh.totals, afresh.facets)


def test_view_before_a_change_stays_as_it_was() -> None:
    before = over(some(1, 2)).after(2, ["test:3"], some(3))
    after = before.after(3, ["test:1", "test:3"], some(1, name="Renamed"))
    assert [one.name for one in held(before)] == ["Harbor", "Harbor", "Harbor"]
    assert [(one.id, one.name) for one in held(after)] == [("test:1", "Renamed"), ("test:2", "Harbor")]


def test_many_small_changes_stand_in_few_segments() -> None:
    view = over({})
    most = 0
    for number in range(200):
        view = view.after(number + 2, [f"test:{number}"], some(number))
        most = max(most, len(view.segments))
    assert (view.listings, most) == (200, 5)


def test_changed_counts_what_a_build_would_take_out_and_put_in() -> None:
    view = over(some(1, 2, 3))
    assert view.changed == 0
    view = view.after(2, ["test:1", "test:4"], some(1, 4, name="New"))
    assert view.changed == 3
    view = view.after(3, ["test:4", "test:2"], {})
    assert view.changed == 3


def test_segment_with_nothing_left_falls_away() -> None:
    view = over(some(1)).after(2, ["test:2"], some(2))
    assert len(view.segments) == 1
    view = view.after(3, ["test:2"], {})
    assert (view.segments, view.listings) == ((), 1)


def test_rare_words_weigh_the_same_in_the_delta() -> None:
    view = over(some(1, 2, name="Lantern")).after(2, ["test:0"], some(0, name="Lantern"))
    hits = search(view.parts, SearchQuery(NOW, text="lantern")).hits
    assert [hit.listing.id for hit in hits] == ["test:0", "test:1", "test:2"]
