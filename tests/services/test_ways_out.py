"""When nothing is found: what is said to help does help, by exactly as much, on the real index over the demo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from referral.domain.fit import Asked, Reason
from referral.domain.search import SearchQuery
from referral.domain.vocabulary import Kind
from referral.services.searches import SearchRequest
from referral.services.ways_out import RADIUS_STEPS, WhyNothing, changed, why_nothing
from tests.conftest import directory_of

Ask = Callable[..., tuple[SearchQuery, WhyNothing]]


@pytest.fixture
def ask(demo_app: Flask) -> Ask:
    def ask_(**request: object) -> tuple[SearchQuery, WhyNothing]:
        searches = directory_of(demo_app).searches
        answer = searches.search(SearchRequest(**{"near": "80203", **request}))  # type: ignore[arg-type]
        return answer.query, searches.why_nothing(answer.query)

    return ask_


@pytest.fixture
def count(demo_app: Flask) -> Callable[[SearchQuery], int]:
    index = directory_of(demo_app).searches._index
    return lambda query: index.search(replace(query, limit=1)).total


NOTHING = [
    {"near": "99501", "radius": "10", "where": ["topic=housing"]},
    {"radius": "5", "kinds": ["program"], "where": ["fellowship=AA"]},
    {"radius": "10", "text": "zzqqy", "kinds": ["program"]},
    {"radius": "10", "kinds": ["meeting"], "free": ["SU 02:00-02:30"]},
    {"radius": "10", "text": "zzqqy", "kinds": ["meeting"], "where": ["level=iop"]},
    {"near": "99501", "radius": "10", "text": "zzqqy", "kinds": ["resource"], "where": ["topic=housing"]},
]


@pytest.mark.parametrize("request_", NOTHING)
def test_every_way_out_gains_what_it_promises(
    ask: Ask, count: Callable[[SearchQuery], int], request_: dict[str, object]
) -> None:
    query, why = ask(**request_)
    assert count(query) == 0
    assert why.ways
    assert [(way.change, count(changed(query, way.change))) for way in why.ways] == [
        (way.change, way.gains) for way in why.ways
    ]
    assert all(way.gains > 0 for way in why.ways)


@pytest.mark.parametrize("request_", NOTHING)
def test_no_change_of_a_way_out_could_be_left_away(
    ask: Ask, count: Callable[[SearchQuery], int], request_: dict[str, object]
) -> None:
    query, why = ask(**request_)
    for way in why.ways:
        if len(way.change) == 2:
            assert [count(changed(query, (one,))) for one in way.change] == [0, 0]


def test_a_larger_radius_is_the_first_that_brings_anything(ask: Ask, count: Callable[[SearchQuery], int]) -> None:
    query, why = ask(near="80480", radius="0.1", kinds=["program"], where=["level=iop"])
    (farther,) = [way for way in why.ways if way.change[0].code == "radius"]
    miles = float(farther.change[0].params["miles"])
    smaller = [step for step in RADIUS_STEPS if step < miles]
    assert [count(replace(query, radius_miles=step)) for step in smaller] == [0] * len(smaller)
    assert farther.gains == count(replace(query, radius_miles=miles))


def test_what_each_part_takes_out_is_counted_alone(ask: Ask, count: Callable[[SearchQuery], int]) -> None:
    query, why = ask(radius="25", where=["level=php", "language=vi"])
    place_only = replace(query, asked=replace(query.asked, facets={}))
    assert why.around == count(place_only)
    for one in why.removed:
        group = str(one.part.params["group"])
        alone = replace(query, asked=replace(query.asked, facets={group: query.asked.facets[group]}))
        assert one.count == why.around - count(alone)
    assert [one.count for one in why.removed] == sorted((one.count for one in why.removed), reverse=True)


def test_a_place_with_nothing_at_all_says_so() -> None:
    query = SearchQuery(now=datetime(2026, 11, 23, tzinfo=UTC))
    why = why_nothing(query, lambda _query: 0)
    assert why == WhyNothing(0, (), ())


def test_no_search_is_made_twice() -> None:
    asked = Asked(kinds=frozenset({Kind.MEETING}), facets={"language": frozenset({"vi"})})
    made: list[SearchQuery] = []

    def count(query: SearchQuery) -> int:
        made.append(query)
        return int(not (query.asked.kinds and query.asked.facets))

    query = SearchQuery(now=datetime(2026, 11, 23, tzinfo=UTC), asked=asked)
    why = why_nothing(query, count)
    assert ([one.count for one in why.removed], [one.gains for one in why.ways]) == ([], [1, 1])
    assert len(made) == 3


def test_an_unknown_change_is_refused() -> None:
    with pytest.raises(ValueError, match="no such change"):
        changed(SearchQuery(now=datetime(2026, 11, 23, tzinfo=UTC)), (Reason("nonsense"),))
