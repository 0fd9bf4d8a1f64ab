"""The judged searches speak of listings that are there; the grade is worked out right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.feeds import MAPPINGS
from bench.judged import _discounted, answers, matches
from bench.judged_queries import JUDGED
from bench.real import FEEDS
from referral.domain.listing import Listing
from referral.domain.record import Record
from referral.ingest.sources import make_format
from tests.factories import location, meeting, resource


def test_judged_searches_are_many_and_each_stands_once() -> None:
    assert len(JUDGED) >= 60
    assert len({(one.text, one.near) for one in JUDGED}) == len(JUDGED)
    assert {one.kind for one in JUDGED} == {"name", "words", "place", "synonym", "code", "misspelled", "spanish"}


@pytest.fixture(scope="module")
def feeds(shared_data: Path) -> tuple[Listing, ...]:
    return tuple(_listings(shared_data))


def _listings(data: Path) -> Iterator[Listing]:
    for name, path, source, mapping in FEEDS:
        made = make_format(name, MAPPINGS / mapping if mapping else None, MAPPINGS)
        yield from (one.listing for one in made.loads(data / path, source) if isinstance(one, Record))


def test_every_target_is_in_the_real_feeds(feeds: tuple[Listing, ...]) -> None:
    targets = [(one.text, target) for one in JUDGED for target in one.targets]
    assert [pair for pair in targets if not any(matches(listing, pair[1]) for listing in feeds)] == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("food pantry", True),
        ("Food Pantry | Thrive DC", True),
        ("Food Pantry | Someone Else", False),
        ("Food*", True),
        ("Food", False),
    ],
)
def test_target_means_a_name_and_an_organization(target: str, expected: bool) -> None:
    assert matches(resource(name="Food Pantry", organization="Thrive DC"), target) is expected


def test_target_with_a_facet_means_who_states_it() -> None:
    aa = next(one for one in JUDGED if one.text == "AA")
    assert [answers(meeting(yes=facet), aa) for facet in ("fellowship=AA", "fellowship=NA")] == [True, False]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("fellowship=AA meeting=women", True),
        ("fellowship=AA meeting=men", False),
        ("fellowship=AA @ Gilroy", True),
        ("fellowship=AA @ Los Gatos", False),
    ],
)
def test_target_with_several_facets_means_who_states_all_of_them_in_the_town(target: str, expected: bool) -> None:
    listing = meeting(yes="fellowship=AA meeting=women", location=location(town="Gilroy"))
    assert matches(listing, target) is expected


def test_gain_is_less_further_down() -> None:
    assert [_discounted(gains) for gains in ([], [True], [False, False, True], [True, False, True])] == [0, 1, 0.5, 1.5]
