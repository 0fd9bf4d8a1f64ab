"""The facet codes of the contract."""

import pytest

from referral.domain.errors import UnknownCode
from referral.domain.vocabulary import (
    DEFAULT_CLOSED,
    GROUPS,
    LIVE_IN_LEVELS,
    TOPIC_FACETS,
    Kind,
    answering_facets,
    canonical,
    facets_of,
    topic_facets,
)


def test_groups_are_those_of_the_contract() -> None:
    assert list(GROUPS) == [
        "level",
        "detox",
        "service",
        "approach",
        "treats",
        "medication",
        "payment",
        "language",
        "population",
        "restricted",
        "access",
        "attendance",
        "fellowship",
        "meeting",
        "topic",
        "eligibility",
    ]


def test_codes_stand_once_in_their_group_and_differ_without_case() -> None:
    for group in GROUPS.values():
        assert len({code.casefold() for code in group.codes}) == len(group.codes), group.name


def test_languages_are_two_letters_or_asl() -> None:
    codes = GROUPS["language"].codes
    assert {len(code) for code in codes if code != "asl"} == {2}
    assert len(codes) == 184  # the 183 of ISO 639-1, and asl


@pytest.mark.parametrize(
    ("written", "facet"),
    [
        ("level=iop", "level=iop"),
        ("LEVEL=IOP", "level=iop"),
        (" Fellowship = aLaNoN ", "fellowship=AlAnon"),
        ("fellowship=na", "fellowship=NA"),
        ("language=NA", "language=na"),
    ],
)
def test_canonical_reads_any_case_and_spacing(written: str, facet: str) -> None:
    assert canonical(written) == facet


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("level=iopp", "is not a code of level. Use one of: outpatient, iop, php"),
        ("levels=iop", '"levels" is not a group. Write GROUP=CODE'),
        ("iop", '"iop" is not a group. Write GROUP=CODE'),
        ("", '"" is not a group'),
        ("level=", '"" is not a code of level'),
        ("language=english", "Use a two-letter ISO 639-1 code such as en or es, or asl."),
        ("level=iop=x", "is not a code of level"),
    ],
)
def test_canonical_names_the_nearest_help(written: str, help: str) -> None:
    with pytest.raises(UnknownCode) as raised:
        canonical(written, "needs[0].level")
    assert help in raised.value.message
    assert raised.value.field == "needs[0].level"


def test_canonical_shows_no_control_signs() -> None:
    with pytest.raises(UnknownCode) as raised:
        canonical("level=\x1b[2J" + "x" * 99)
    assert "\x1b" not in raised.value.message
    assert "x" * 41 not in raised.value.message


def test_every_answering_facet_is_in_the_vocabulary() -> None:
    known = set().union(*map(facets_of, GROUPS))
    asked = [facet for group in GROUPS for facet in facets_of(group)]
    assert set().union(*map(answering_facets, asked)) <= known
    assert all(facet in answering_facets(facet) for facet in asked if not facet.startswith("topic="))


def test_every_topic_can_be_answered_by_a_resource_or_a_level() -> None:
    """A topic that no kind of listing could answer would never find anything."""
    for topic in GROUPS["topic"].codes:
        groups = {facet.split("=")[0] for facet in topic_facets(topic)}
        assert any(GROUPS[group].kinds & {Kind.RESOURCE, Kind.PROGRAM} for group in groups), topic


def test_topics_that_are_mapped_are_codes() -> None:
    assert set(GROUPS["topic"].codes) >= TOPIC_FACETS.keys()


def test_hybrid_answers_both_ways_to_attend() -> None:
    assert answering_facets("attendance=online") == ("attendance=online", "attendance=hybrid")
    assert answering_facets("attendance=in_person") == ("attendance=in_person", "attendance=hybrid")
    assert answering_facets("attendance=hybrid") == ("attendance=hybrid",)


def test_live_in_levels_and_closed_groups_are_of_the_vocabulary() -> None:
    levels = set(GROUPS["level"].codes)
    assert levels - LIVE_IN_LEVELS == {"outpatient", "iop", "php", "otp", "withdrawal_outpatient"}
    assert levels > LIVE_IN_LEVELS
    assert {"level", "fellowship", "attendance"} == DEFAULT_CLOSED


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("level", "program"),
        ("service", "program resource"),
        ("fellowship", "meeting"),
        ("meeting", "meeting"),
        ("topic", "resource"),
        ("payment", "program resource"),
        ("attendance", "program meeting"),
        ("language", "program meeting resource"),
        ("restricted", "program meeting resource"),
    ],
)
def test_groups_apply_to_their_kinds(group: str, kinds: str) -> None:
    assert GROUPS[group].kinds == {Kind(kind) for kind in kinds.split()}
