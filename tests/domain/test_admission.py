"""Which facets decide an admission, and ages; the table of restrictions stands in test_fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.admission import LEFT_OUT_OF_SEARCH, admits, open_to_all
from referral.domain.facts import Answer
from referral.domain.need import About, Gender
from referral.domain.vocabulary import GROUPS
from tests.factories import facts, meeting, program

AGES = "population=adolescents population=young_adults population=adults population=seniors"


def test_admits_names_every_facet_to_ask_about() -> None:
    listing = program(facts=facts("restricted=veterans_only restricted=opioid_only", conflict="restricted=men_only"))
    assert admits(listing, About()) == (
        Answer.NOT_STATED,
        ("restricted=men_only", "restricted=veterans_only", "restricted=opioid_only"),
    )


def test_admits_names_what_leaves_a_person_out() -> None:
    listing = program("restricted=women_only restricted=members_only", no="population=adults")
    assert admits(listing, About(age_years=40, gender=Gender.MAN)) == (
        Answer.NO,
        ("restricted=women_only", "population=adults"),
    )


@pytest.mark.parametrize(
    ("stated", "age", "answer"),
    [
        ("adults", 18, Answer.YES),
        ("adults", 70, Answer.YES),
        ("adults", 17, Answer.NO),
        ("young_adults", 18, Answer.YES),
        ("young_adults", 25, Answer.YES),
        ("young_adults", 26, Answer.NO),
        ("seniors", 64, Answer.NO),
        ("seniors", 65, Answer.YES),
        ("adolescents", 17, Answer.YES),
        ("adolescents", 18, Answer.NO),
    ],
)
def test_admits_by_a_full_list_of_ages(stated: str, age: int, answer: Answer) -> None:
    only = {f"population={stated}"}
    listing = program(only, no=set(AGES.split()) - only)
    assert admits(listing, About(age_years=age))[0] is answer


def test_admits_a_senior_where_only_seniors_are_denied() -> None:
    """For adults all else is yes: `adults` is not denied."""
    assert admits(program(no="population=seniors"), About(age_years=80))[0] is Answer.YES


def test_admits_a_minor_to_a_meeting_only_after_a_question() -> None:
    assert admits(meeting("MO 18:00-19:00"), About(age_years=15)) == (Answer.NOT_STATED, ("population=adolescents",))


ABOUTS = st.builds(
    About,
    age_years=st.none() | st.integers(10, 90),
    gender=st.none() | st.sampled_from(Gender),
    groups=st.frozensets(st.sampled_from(["veterans", "native", "justice", "dui", "active_duty", "lgbtq"])),
    substances=st.frozensets(st.sampled_from(["opioids", "alcohol"])),
)
RESTRICTIONS = st.frozensets(st.sampled_from([f"restricted={code}" for code in GROUPS["restricted"].codes]))


@given(ABOUTS, RESTRICTIONS, RESTRICTIONS)
def test_more_restrictions_never_admit_better(about: About, some: frozenset[str], more: frozenset[str]) -> None:
    order = [Answer.YES, Answer.NOT_STATED, Answer.NO]
    fewer = admits(program(some), about)[0]
    assert order.index(admits(program(some | more), about)[0]) >= order.index(fewer)


@given(st.frozensets(st.sampled_from(AGES.split())), ABOUTS)
def test_adults_without_restriction_are_never_a_question(denied: frozenset[str], about: About) -> None:
    answer = admits(program(no=denied), about)[0]
    assert about.is_minor or answer is not Answer.NOT_STATED


def test_open_to_all_leaves_out_prison_and_the_restrictions_of_the_table() -> None:
    shown = {code for code in GROUPS["restricted"].codes if open_to_all(program(f"restricted={code}"), {})}
    assert shown == set(GROUPS["restricted"].codes) - {"prison"} - LEFT_OUT_OF_SEARCH.keys()
    assert shown == {"women_only", "men_only", "opioid_only", "alcohol_only", "dui_only", "families_only"}


def test_populations_of_the_table_are_codes_of_the_vocabulary() -> None:
    populations = set().union(*LEFT_OUT_OF_SEARCH.values())
    assert populations <= set(GROUPS["population"].codes)
