"""The mappings that come with the project, joined with the vocabulary; and how topics are closed."""

import tomllib
from pathlib import Path

import pytest

from referral.domain.errors import BadMapping
from referral.domain.facts import FactsBuilder
from referral.domain.listing import Area
from referral.domain.source import Dating
from referral.domain.vocabulary import GROUPS, Kind, facets_of, topic_facets
from referral.formats.hsds_mapping import Mapped, fold, read_mapping
from referral.formats.hsds_place import place_rules
from referral.formats.topics import STORED_TOPICS, close_topics

MAPPINGS = Path(__file__).resolve().parents[2] / "seed" / "mappings"
VOCABULARY = frozenset(facet for group in GROUPS for facet in facets_of(group))


def mapped(name: str) -> Mapped:
    return read_mapping(tomllib.loads((MAPPINGS / name).read_text("utf-8")))


@pytest.fixture(params=["hsds.toml", "dc.toml"])
def mapping(request: pytest.FixtureRequest) -> Mapped:
    return mapped(request.param)


def test_mappings_name_codes_of_the_vocabulary(mapping: Mapped) -> None:
    tables = (mapping.facets, mapping.broad, mapping.payments)
    assert {facet for table in tables for facets in table.values() for facet in facets} - VOCABULARY == set()


def test_term_is_mapped_or_ignored_and_not_both(mapping: Mapped) -> None:
    assert mapping.facets.keys() & mapping.ignored == set()


def test_rules_on_terms_name_known_terms(mapping: Mapped) -> None:
    known = mapping.facets.keys() | mapping.ignored
    named = {*mapping.broad, *mapping.only_with, *mapping.areas, *mapping.stays_resource}
    assert named.union(*mapping.only_with.values()) - known == set()


def test_broad_terms_leave_open_topics_that_the_source_can_state(mapping: Mapped) -> None:
    left_open = {facet for facets in mapping.broad.values() for facet in facets}
    assert left_open - STORED_TOPICS == set()


def test_both_mappings_mean_the_same_by_the_same_term() -> None:
    general, dc = mapped("hsds.toml"), mapped("dc.toml")
    assert general.facets.items() <= dc.facets.items()
    assert general.broad == dc.broad


def test_most_topics_can_be_stated() -> None:
    missing = STORED_TOPICS - mapped("hsds.toml").expressible
    assert missing == {"topic=reentry", "topic=family"}  # Open Eligibility has no term of its own for these


def test_topics_are_stored_where_the_vocabulary_says() -> None:
    assert len(STORED_TOPICS) == len(GROUPS["topic"].codes)
    assert {"level=recovery_housing", "service=vocational", "topic=food"} <= STORED_TOPICS
    assert topic_facets("food") == ("topic=food",)


EXPRESSIBLE = {"topic=food", "topic=shelter", "service=transport", "level=recovery_housing", "population=veterans"}


@pytest.mark.parametrize(
    "kind, stated, left_open, no",
    [
        (Kind.RESOURCE, {"topic=food"}, set(), {"topic=shelter", "service=transport"}),
        (Kind.RESOURCE, {"service=transport"}, {"topic=shelter"}, {"topic=food"}),
        (Kind.PROGRAM, {"level=recovery_housing"}, set(), {"service=transport"}),
        (Kind.RESOURCE, {"population=veterans"}, set(), set()),
        (Kind.RESOURCE, set(), set(), set()),
    ],
)
def test_topics_are_closed_once_one_is_stated(kind: Kind, stated: set[str], left_open: set[str], no: set[str]) -> None:
    facts = FactsBuilder()
    facts.yes(*stated)
    close_topics(facts, kind, stated, EXPRESSIBLE, left_open)
    assert {facet for facet in facts.build().no if not facet.startswith("restricted=")} == no


def test_terms_are_compared_without_case_and_spaces() -> None:
    assert fold("  Women’s   Health ") == "women's health"


def test_place_table_says_whom_a_service_without_a_place_is_for() -> None:
    assert place_rules({"serves": ["state:DC", "county:Boulder, CO"]}).serves == (
        Area("state", "DC"),
        Area("county", "Boulder, CO"),
    )


@pytest.mark.parametrize("serves", ["state:DC", [1], ["DC"], ["planet:Earth"]])
def test_place_table_refuses_what_is_no_list_of_areas(serves: object) -> None:
    with pytest.raises(BadMapping):
        place_rules({"serves": serves})


def test_a_mapping_says_what_its_source_is_called_and_what_its_dates_mean() -> None:
    assert (mapped("dc.toml").name, mapped("dc.toml").dating) == ("DC community resources", Dating.UPDATED)
    assert mapped("hsds.toml").name is None
    assert read_mapping({"dates": "checked"}).dating is Dating.CHECKED


@pytest.mark.parametrize("mapping", [{"name": ""}, {"name": 3}, {"dates": "often"}, {"dates": ["checked"]}])
def test_a_name_or_dates_that_cannot_be_read_are_refused(mapping: dict[str, object]) -> None:
    with pytest.raises(BadMapping):
        read_mapping(mapping)
