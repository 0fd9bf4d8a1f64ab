"""What fit means for facts, admission and the search, sentence by sentence. Times stand in test_fit_schedule."""

import pytest

from referral.domain.facts import Answer
from referral.domain.fit import Asked, FitClass, answer_group, depends_on_conflict, fit
from referral.domain.listing import Listing
from referral.domain.need import About, Gender
from referral.domain.vocabulary import Kind
from tests.factories import asks, facts, hours, meeting, program, resource, track
from tests.fit_cases import Case, written

EVENINGS = "MO-FR 17:30-21:30"


def admission(*asking: str) -> tuple[str, ...]:
    return tuple(f"ask_admission facet={facet}" for facet in asking)


EVENING_TRACK = track("MO,WE,TH 18:00-21:00", name="evening", level="iop")

FACETS = [
    Case("asking_nothing_is_yes", program(), asks(), "yes"),
    Case("yes_is_yes", program("payment=medicaid"), asks("payment=medicaid"), "yes"),
    Case("no_is_no", program(no="payment=medicaid"), asks("payment=medicaid"), "no"),
    Case("silence_is_ask", program(), asks("payment=medicaid"), "ask", "payment=medicaid"),
    Case(
        "codes_of_a_group_are_ored",
        program("payment=private", no="payment=medicaid"),
        asks("payment=medicaid payment=private"),
        "yes",
    ),
    Case(
        "one_no_and_one_silence_in_a_group_is_ask_for_the_silent_one",
        program(no="payment=medicaid"),
        asks("payment=medicaid payment=private"),
        "ask",
        "payment=private",
    ),
    Case(
        "one_yes_in_a_group_leaves_nothing_to_ask",
        program("payment=medicaid"),
        asks("payment=medicaid payment=private"),
        "yes",
    ),
    Case(
        "every_no_in_a_group_is_no",
        program(no="payment=medicaid payment=private"),
        asks("payment=medicaid payment=private"),
        "no",
    ),
    Case(
        "groups_are_anded_and_any_no_is_no",
        program("level=iop", no="payment=medicaid"),
        asks("level=iop payment=medicaid"),
        "no",
    ),
    Case(
        "groups_are_anded_and_any_silence_is_ask",
        program("level=iop"),
        asks("level=iop payment=medicaid"),
        "ask",
        "payment=medicaid",
    ),
    Case("kind_that_is_not_asked_is_no", program(), asks(kinds=[Kind.MEETING, Kind.RESOURCE]), "no"),
    Case("kind_that_is_asked_is_yes", program(), asks(kinds=[Kind.MEETING, Kind.PROGRAM]), "yes"),
    Case("level_of_a_meeting_is_no", meeting("MO 19:00-20:00"), asks("level=iop"), "no"),
    Case("fellowship_of_a_program_is_no", program(), asks("fellowship=AA"), "no"),
    Case("attendance_of_a_resource_is_no", resource(), asks("attendance=online"), "no"),
    Case("payment_of_a_meeting_is_no", meeting("MO 19:00-20:00"), asks("payment=free"), "no"),
    Case("population_of_a_resource_can_be_asked", resource(), asks("population=women"), "ask", "population=women"),
    Case("language_applies_to_every_kind", resource("language=es"), asks("language=es"), "yes"),
    Case("hybrid_answers_online", meeting("MO 19:00-20:00", yes="attendance=hybrid"), asks("attendance=online"), "yes"),
    Case("hybrid_answers_in_person", program("attendance=hybrid"), asks("attendance=in_person"), "yes"),
    Case(
        "online_does_not_answer_hybrid",
        program("attendance=online", no="attendance=hybrid attendance=in_person"),
        asks("attendance=hybrid"),
        "no",
    ),
    Case(
        "online_no_beside_hybrid_unsaid_is_ask",
        program(no="attendance=online"),
        asks("attendance=online"),
        "ask",
        "attendance=online",
    ),
    Case("topic_is_answered_by_a_level", program("level=recovery_housing"), asks("topic=recovery_housing"), "yes"),
    Case("topic_is_answered_by_a_service", resource("service=childcare"), asks("topic=childcare"), "yes"),
    Case("topic_kept_as_itself_is_no_of_a_program", program(), asks("topic=housing"), "no"),
    Case("topic_with_two_answers_takes_either", program("treats=mental_health"), asks("topic=mental_health"), "yes"),
    Case("topic_with_two_answers_asks", resource(), asks("topic=mental_health"), "ask", "topic=mental_health"),
    Case(
        "conflict_is_ask_with_its_reason",
        program(facts=facts(conflict="medication=buprenorphine")),
        asks("medication=buprenorphine"),
        "ask",
        "medication=buprenorphine",
        ("conflict facet=medication=buprenorphine",),
    ),
    Case(
        "conflict_beside_a_yes_of_its_group_is_yes",
        program(facts=facts("payment=private", conflict="payment=medicaid")),
        asks("payment=medicaid payment=private"),
        "yes",
    ),
    Case(
        "conflict_of_hybrid_is_no_reason_where_online_is_yes",
        program(facts=facts("attendance=online", conflict="attendance=hybrid")),
        asks("attendance=online"),
        "yes",
    ),
    Case(
        "general_substance_use_treats_alcohol_and_says_why",
        program(facts=facts(general_sud="treats=alcohol")),
        asks("treats=alcohol"),
        "yes",
        "",
        ("general_sud facet=treats=alcohol",),
    ),
    Case(
        "two_things_to_ask_are_both_named",
        program(),
        asks("level=iop payment=medicaid"),
        "ask",
        "level=iop payment=medicaid",
    ),
]


def only(code: str) -> Listing:
    return program(f"restricted={code}")


def person(**said) -> Asked:
    return asks(about=About(**said))


WOMAN, MAN = Gender.WOMAN, Gender.MAN
VETERAN = frozenset({"veterans"})
ADMISSION = [
    Case("prison_admits_nobody", only("prison"), person(), "no"),
    Case("women_only_a_woman", only("women_only"), person(gender=WOMAN), "yes"),
    Case("women_only_a_man", only("women_only"), person(gender=MAN), "no"),
    *(
        Case(f"{code}_{gender}", only(code), person(gender=gender), "ask", "admission", admission(f"restricted={code}"))
        for code in ("women_only", "men_only")
        for gender in (None, Gender.NONBINARY, Gender.OTHER)
    ),
    Case("men_only_a_man", only("men_only"), person(gender=MAN), "yes"),
    Case("men_only_a_woman", only("men_only"), person(gender=WOMAN), "no"),
    Case("youth_only_an_adult", only("youth_only"), person(age_years=18), "no"),
    Case(
        "youth_only_nothing_said", only("youth_only"), person(), "ask", "admission", admission("restricted=youth_only")
    ),
    Case(
        "youth_only_a_minor",
        program("restricted=youth_only population=adolescents"),
        person(age_years=17),
        "yes",
    ),
    *(
        Case(f"{code}_{group}", only(code), person(groups=frozenset({group})), "yes")
        for code, group in [
            ("veterans_only", "veterans"),
            ("military_only", "active_duty"),
            ("military_only", "military_families"),
            ("tribal_only", "native"),
            ("justice_only", "justice"),
            ("justice_only", "dui"),
            ("dui_only", "dui"),
        ]
    ),
    *(
        Case(f"{code}_other_group", only(code), person(groups=frozenset({"lgbtq"})), "no")
        for code in ("veterans_only", "military_only", "tribal_only", "justice_only", "dui_only")
    ),
    *(
        Case(f"{code}_nothing_said", only(code), person(), "ask", "admission", admission(f"restricted={code}"))
        for code in ("veterans_only", "military_only", "tribal_only", "justice_only", "dui_only", "opioid_only")
    ),
    Case("opioid_only_opioids", only("opioid_only"), person(substances=frozenset({"opioids"})), "yes"),
    Case("opioid_only_alcohol", only("opioid_only"), person(substances=frozenset({"alcohol"})), "no"),
    Case("alcohol_only_alcohol", only("alcohol_only"), person(substances=frozenset({"alcohol"})), "yes"),
    Case("alcohol_only_opioids", only("alcohol_only"), person(substances=frozenset({"opioids"})), "no"),
    Case(
        "alcohol_only_unsaid", only("alcohol_only"), person(), "ask", "admission", admission("restricted=alcohol_only")
    ),
    Case(
        "members_only_asks_everybody",
        only("members_only"),
        person(groups=VETERAN),
        "ask",
        "admission",
        admission("restricted=members_only"),
    ),
    Case(
        "families_only_asks_everybody",
        only("families_only"),
        person(),
        "ask",
        "admission",
        admission("restricted=families_only"),
    ),
    Case(
        "contradictory_restriction_is_ask",
        program(facts=facts(conflict="restricted=women_only")),
        person(gender=WOMAN),
        "ask",
        "admission",
        admission("restricted=women_only"),
    ),
    Case("minor_where_adolescents_are_stated", program("population=adolescents"), person(age_years=17), "yes"),
    Case(
        "minor_where_adolescents_are_not_stated",
        program("population=adults"),
        person(age_years=17),
        "ask",
        "admission",
        admission("population=adolescents"),
    ),
    Case("minor_where_adolescents_are_denied", program(no="population=adolescents"), person(age_years=17), "no"),
    Case("adult_where_nothing_is_stated", program(), person(age_years=18), "yes"),
    Case("adult_where_adults_are_denied", program(no="population=adults"), person(age_years=30), "no"),
    Case("woman_where_women_are_denied", program(no="population=women"), person(gender=WOMAN), "no"),
    Case("man_where_men_are_denied", program(no="population=men"), person(gender=MAN), "no"),
    Case("nonbinary_where_women_are_denied", program(no="population=women"), person(gender=Gender.NONBINARY), "yes"),
    Case("nobody_said_anything", program(no="population=women population=adults"), person(), "yes"),
    Case(
        "admission_no_beats_other_questions",
        program("restricted=men_only restricted=members_only"),
        person(gender=WOMAN),
        "no",
    ),
]

SEARCH = [
    *(
        Case(f"search_leaves_out_{code}", only(code), asks(), "no")
        for code in (
            "prison",
            "youth_only",
            "tribal_only",
            "justice_only",
            "military_only",
            "veterans_only",
            "members_only",
        )
    ),
    *(
        Case(f"search_shows_{code}", only(code), asks(), "yes")
        for code in ("women_only", "men_only", "opioid_only", "alcohol_only", "dui_only", "families_only")
    ),
    *(
        Case(f"search_brings_{code}_for_{group}", program(f"restricted={code} population={group}"), ask, "yes")
        for code, group, ask in [
            (code, group, asks(f"population={group}"))
            for code, group in [
                ("youth_only", "adolescents"),
                ("tribal_only", "native"),
                ("justice_only", "justice"),
                ("justice_only", "dui"),
                ("military_only", "active_duty"),
                ("military_only", "military_families"),
                ("veterans_only", "veterans"),
            ]
        ]
    ),
    Case("search_brings_members_only_when_asked", only("members_only"), asks("restricted=members_only"), "yes"),
    Case("search_brings_youth_only_when_asked", only("youth_only"), asks("restricted=youth_only"), "yes"),
    Case("search_never_shows_prison", only("prison"), asks("restricted=prison population=justice"), "no"),
    Case(
        "search_still_leaves_out_a_second_restriction",
        program("restricted=youth_only restricted=tribal_only population=adolescents"),
        asks("population=adolescents"),
        "no",
    ),
    Case(
        "search_for_another_population_leaves_youth_out",
        program("restricted=youth_only population=women"),
        asks("population=women"),
        "no",
    ),
]

CASES = FACETS + ADMISSION + SEARCH


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_fit_is_as_the_contract_says(case: Case) -> None:
    assert written(fit(case.listing, case.asked)) == (case.fit, case.not_stated, case.reasons)


def test_cases_have_names_of_their_own() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


def test_matched_names_the_asked_facets_that_are_yes() -> None:
    answer = fit(
        program("level=iop payment=private"), asks("level=iop payment=medicaid payment=private treats=alcohol")
    )
    assert answer.matched == ("level=iop", "payment=private")


@pytest.mark.parametrize(
    ("listing", "rank", "schedule"),
    [
        (program("level=iop payment=private", tracks=(EVENING_TRACK,)), 0, FitClass.YES),
        (program("level=iop payment=private", hours=hours("MO-FR 08:00-22:00")), 1, FitClass.OPEN),
        (program("level=iop", tracks=(EVENING_TRACK,)), 2, FitClass.YES),
        (program("level=iop", hours=hours("MO-FR 08:00-22:00")), 2, FitClass.OPEN),
        (program("level=iop payment=private", hours=hours("MO-FR 08:00-19:30")), 3, FitClass.ASK),
        (program("level=iop payment=private"), 3, FitClass.ASK),
        (program("level=iop", no="payment=private"), 4, None),
    ],
)
def test_rank_puts_yes_then_open_then_ask_with_fitting_hours_first(
    listing: Listing, rank: int, schedule: FitClass | None
) -> None:
    answer = fit(listing, asks("level=iop payment=private", free=EVENINGS))
    assert (answer.rank, answer.schedule) == (rank, schedule)


def test_rank_of_ask_without_a_schedule_question_is_that_of_fitting_hours() -> None:
    assert fit(program(), asks("level=iop")).rank == 2


def test_answer_group_of_a_no_names_nothing() -> None:
    assert answer_group(program(no="level=iop"), "level", frozenset({"iop"})) == (Answer.NO, ())


def test_depends_on_conflict_sees_only_the_facets_asked() -> None:
    listing = program(facts=facts("medication=naltrexone", conflict="medication=buprenorphine"))
    assert depends_on_conflict(listing, frozenset({"medication=buprenorphine"}))
    assert not depends_on_conflict(listing, frozenset({"medication=naltrexone", "medication=methadone"}))
