"""The 200 searches: their shapes, the same on every run, and askable of other engines."""

from collections import Counter

from bench.national import SIZES
from bench.peers.rows import peer_query
from bench.queries import EACH, HOURS, SHAPES, queries
from bench.towns import towns
from referral.domain.search import Sort
from referral.domain.vocabulary import canonical

STATE = SIZES["20k"]


def test_shapes_are_fifty_each_and_half_of_them_dense() -> None:
    counted = Counter((one.shape, one.dense) for one in queries(STATE))
    expected = {(shape, dense): EACH // 2 for shape in SHAPES for dense in (True, False)}
    assert counted == expected | {(HOURS, True): 13, (HOURS, False): 12}


def test_queries_are_the_same_every_time() -> None:
    assert queries(STATE) == queries(STATE)


def test_dense_places_hold_more_people_than_rural_ones() -> None:
    people = {town.place.label: town.population for town in towns(STATE.state)}
    rural = [people[one.query.place.label] for one in queries(STATE) if one.query.place and not one.dense]
    dense = [people[one.query.place.label] for one in queries(STATE) if one.query.place and one.dense]
    assert (max(rural) < 5_000, min(dense) > 50_000) == (True, True)


def test_each_shape_asks_what_its_name_says() -> None:
    asked = {
        (one.shape, one.query.text is not None, one.query.place is not None, bool(one.query.asked.facets),
         one.query.asked.free is not None, one.query.sort)
        for one in queries(STATE)
    }  # fmt: skip
    assert asked == {
        ("text", True, False, False, False, Sort.BEST),
        ("text+geo", True, True, False, False, Sort.BEST),
        ("geo+facet", False, True, True, False, Sort.DISTANCE),
        ("all", True, True, True, True, Sort.BEST),
        (HOURS, False, True, True, True, Sort.BEST),
    }


def test_facets_are_of_the_vocabulary_in_one_to_three_groups() -> None:
    asked = [one.query.asked.facets for one in queries(STATE) if one.query.asked.facets]
    assert {len(groups) for groups in asked} == {1, 2, 3}
    facets = {f"{group}={code}" for groups in asked for group, codes in groups.items() for code in codes}
    assert facets == {canonical(facet) for facet in facets}


def test_every_search_of_the_mix_can_be_put_to_other_engines() -> None:
    plain = [peer_query(one.query) for one in queries(STATE) if one.shape in SHAPES]
    assert len(plain) == 200
    assert {len(one.masks) - 1 for one in plain} == {0, 1, 2, 3}
