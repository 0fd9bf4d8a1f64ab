"""Three values, and how silence becomes one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import UnknownCode
from referral.domain.facts import CLOSED_FOR_NOW, CONFLICT, GENERAL_SUD, Answer, Facts, FactsBuilder
from referral.domain.vocabulary import facets_of

CLOSED = {"level": ["level=iop", "level=php", "level=outpatient"]}


def test_closed_group_with_a_stated_code_denies_what_the_source_could_have_said() -> None:
    builder = FactsBuilder(CLOSED)
    builder.yes("level=iop")
    facts = builder.build()
    assert facts.codes("level") == ("iop",)
    assert facts.answer("level=php") is Answer.NO
    assert facts.answer("level=residential") is Answer.NOT_STATED, "outside the source's vocabulary"


def test_closed_group_left_blank_states_nothing() -> None:
    builder = FactsBuilder(CLOSED)
    builder.yes("payment=medicaid")
    assert builder.build().answer("level=iop") is Answer.NOT_STATED


def test_open_group_states_only_what_is_said() -> None:
    builder = FactsBuilder(CLOSED)
    builder.yes("payment=medicaid")
    builder.no("payment=medicare")
    facts = builder.build()
    assert [facts.answer(f"payment={code}") for code in ("medicaid", "medicare", "private")] == [
        Answer.YES,
        Answer.NO,
        Answer.NOT_STATED,
    ]


def test_denial_alone_does_not_close_a_group() -> None:
    builder = FactsBuilder(CLOSED)
    builder.no("level=iop")
    facts = builder.build()
    assert (facts.answer("level=iop"), facts.answer("level=php")) == (Answer.NO, Answer.NOT_STATED)


def test_restrictions_whose_rule_does_not_fire_are_no() -> None:
    builder = FactsBuilder()
    builder.yes("restricted=women_only")
    facts = builder.build()
    assert facts.codes("restricted") == ("women_only",)
    assert facts_denied(facts, "restricted") == facets_of("restricted") - {"restricted=women_only"}


def facts_denied(facts: Facts, group: str) -> set[str]:
    return {facet for facet in facts.no if facet.startswith(f"{group}=")}


def test_yes_and_no_of_one_facet_is_a_conflict() -> None:
    builder = FactsBuilder()
    builder.yes("medication=buprenorphine")
    builder.no("medication=buprenorphine")
    facts = builder.build()
    assert facts.answer("medication=buprenorphine") is Answer.NOT_STATED
    assert facts.reason("medication=buprenorphine") == CONFLICT


def test_conflict_is_not_closed_into_a_no() -> None:
    builder = FactsBuilder(CLOSED)
    builder.yes("level=iop")
    builder.conflict("level=php")
    facts = builder.build()
    assert (facts.answer("level=php"), facts.reason("level=php")) == (Answer.NOT_STATED, CONFLICT)
    assert facts.answer("level=outpatient") is Answer.NO


def test_record_that_states_only_a_conflicting_code_still_closes_its_group() -> None:
    builder = FactsBuilder(CLOSED)
    builder.yes("level=iop")
    builder.conflict("level=iop")
    facts = builder.build()
    assert (facts.answer("level=iop"), facts.answer("level=php")) == (Answer.NOT_STATED, Answer.NO)


def test_conflict_of_a_restriction_is_not_denied() -> None:
    builder = FactsBuilder()
    builder.conflict("restricted=men_only")
    assert builder.build().answer("restricted=men_only") is Answer.NOT_STATED


@pytest.mark.parametrize(
    ("say", "answer", "reason"),
    [
        (None, Answer.YES, GENERAL_SUD),
        ("yes", Answer.YES, None),
        ("no", Answer.NO, None),
        ("conflict", Answer.NOT_STATED, CONFLICT),
    ],
)
def test_explicit_answer_beats_a_derived_one(say: str | None, answer: Answer, reason: str | None) -> None:
    builder = FactsBuilder()
    builder.derive("treats=alcohol", GENERAL_SUD)
    if say:
        getattr(builder, say)("treats=alcohol")
    facts = builder.build()
    assert (facts.answer("treats=alcohol"), facts.reason("treats=alcohol")) == (answer, reason)


def test_facets_are_kept_as_the_vocabulary_writes_them() -> None:
    builder = FactsBuilder()
    builder.yes("Fellowship=aa", "LEVEL = IOP")
    assert builder.build().yes == {"fellowship=AA", "level=iop"}


def test_unknown_facet_is_refused() -> None:
    with pytest.raises(UnknownCode):
        FactsBuilder().yes("level=nonsense")


def test_facts_cannot_say_yes_and_no_at_once() -> None:
    with pytest.raises(ValueError, match="yes and no at once"):
        Facts(frozenset({"level=iop"}), frozenset({"level=iop"}))


def test_states_is_about_yes_alone() -> None:
    facts = Facts(frozenset({"level=iop"}), frozenset({"payment=medicaid"}))
    assert (facts.states("level"), facts.states("payment")) == (True, False)


CODES = st.sets(st.sampled_from(sorted(facets_of("level") | facets_of("treats") | facets_of("restricted"))))


@given(CODES, CODES, CODES, CODES)
def test_built_facts_never_invent_a_yes_and_never_lose_one(
    yes: set[str], no: set[str], conflict: set[str], derived: set[str]
) -> None:
    builder = FactsBuilder({"level": facets_of("level"), "treats": facets_of("treats")})
    builder.yes(*yes)
    builder.no(*no)
    builder.conflict(*conflict)
    for facet in derived:
        builder.derive(facet, GENERAL_SUD)
    facts = builder.build()
    torn = conflict | (yes & no)
    assert facts.yes == (yes | (derived - no)) - torn
    assert no - torn <= facts.no
    assert {facet for facet, why in facts.reasons if why == CONFLICT} == torn
    assert {facet for facet, why in facts.reasons if why == GENERAL_SUD} == derived - yes - no - torn


def test_a_denied_facet_is_no_with_its_reason_unless_the_record_says_yes() -> None:
    builder = FactsBuilder()
    builder.deny("attendance=in_person", CLOSED_FOR_NOW)
    facts = builder.build()
    assert facts.answer("attendance=in_person") is Answer.NO
    assert facts.reason("attendance=in_person") == CLOSED_FOR_NOW
    builder.yes("attendance=in_person")
    assert builder.build().reason("attendance=in_person") == CONFLICT
