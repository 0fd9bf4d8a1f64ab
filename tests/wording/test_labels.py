import pytest

from referral.domain.vocabulary import GROUPS, Kind, facets_of
from referral.wording.labels import (
    FACET_LABELS,
    FELLOWSHIP_LABELS,
    GROUP_LABELS,
    KIND_LABELS,
    facet_label,
    group_label,
    kind_label,
    restriction_label,
)
from referral.wording.languages import LANGUAGES

ALL_FACETS = sorted(facet for group in GROUPS for facet in facets_of(group))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_facet_has_a_label(lang: str) -> None:
    assert [facet for facet in ALL_FACETS if not facet_label(facet, lang).strip()] == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_group_and_kind_has_a_label(lang: str) -> None:
    assert all(group_label(group, lang).strip() for group in GROUPS)
    assert all(kind_label(kind, lang).strip() for kind in Kind)


def test_no_label_stands_for_what_the_vocabulary_does_not_hold() -> None:
    assert {f"fellowship={code}" for code in FELLOWSHIP_LABELS} == facets_of("fellowship")
    assert {f"language={code}" for code in LANGUAGES} == facets_of("language")
    assert set(FACET_LABELS) == {facet for facet in ALL_FACETS if facet.split("=")[0] not in ("fellowship", "language")}
    assert set(GROUP_LABELS) == set(GROUPS)
    assert set(KIND_LABELS) == set(Kind)


@pytest.mark.parametrize("group", [group for group in GROUPS if group != "language"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_labels_of_one_group_tell_codes_apart(group: str, lang: str) -> None:
    labels = [facet_label(facet, lang) for facet in sorted(facets_of(group))]
    assert sorted(set(labels)) == sorted(labels)


def test_restrictions_are_said_as_notes() -> None:
    assert restriction_label("women_only") == "Only for women"
    assert restriction_label("justice_only", "es") == "Solo para personas enviadas por un juez"
    assert restriction_label("dui_only") == "Only for DUI or DWI clients"
