from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.facts import Answer, Facts
from referral.domain.vocabulary import canonical, facets_of
from referral.formats.files import csv_rows, xlsx_rows
from referral.formats.samhsa_codes import IGNORED, KNOWN, READ_BY_RULES, STATES
from referral.formats.samhsa_facts import RULES, Survey, facts_of, warnings_of

NEVER_ALONE = "treats=benzodiazepines treats=cannabis treats=gambling treats=mental_health treats=stimulants"
"""What a place for alcohol only or opioids only does not treat."""

KINDS_OF_WITHDRAWAL = "level=withdrawal_outpatient level=withdrawal_residential level=withdrawal_hospital"
OTHER_LEVELS = "level=inpatient level=otp level=php level=recovery_housing"

GENERAL = "treats=alcohol treats=cannabis treats=opioids treats=stimulants"


def facts(codes: str, survey: Survey = Survey.SUBSTANCE_USE) -> Facts:
    return facts_of(frozenset(codes.split()), survey)


def words(*texts: str) -> tuple[str, ...]:
    """Each text with its words in order, so that facets may be written in any."""
    return tuple(" ".join(sorted(text.split())) for text in texts)


def said(found: Facts, *groups: str) -> tuple[str, ...]:
    """(yes, no, conflict) of these groups as `words`; a no in "restricted" is left out, being the default."""
    in_groups = [
        sorted(facet for facet in facets if facet.split("=")[0] in groups)
        for facets in (found.yes, found.no, {facet for facet, reason in found.reasons if reason == "conflict"})
    ]
    no = [facet for facet in in_groups[1] if not facet.startswith("restricted=")]
    return words(" ".join(in_groups[0]), " ".join(no), " ".join(in_groups[2]))


# The table


def test_every_code_stands_in_one_place_and_states_known_facets() -> None:
    places = [frozenset(STATES), READ_BY_RULES, *IGNORED.values()]
    assert sum(map(len, places)) == len(KNOWN)
    for facets in STATES.values():
        assert facets
        assert facets == tuple(canonical(facet) for facet in facets)


def test_every_code_of_the_code_book_is_known(shared_data: Path) -> None:
    path = shared_data / "treatment" / "national-directory-su-facilities-2023.xlsx"
    book = [str(values[2]).strip() for number, values in xlsx_rows(path, "Service Code Reference") if number > 1]
    assert len(book) == 224
    assert sorted(set(book) - KNOWN) == []


def test_every_code_column_of_the_export_is_known(shared_data: Path) -> None:
    _, row = next(csv_rows(shared_data / "treatment" / "loud_facility-detail.csv"))
    columns = [column.upper() for column in row]
    codes = columns[columns.index("TYPE_FACILITY") + 1 :]
    assert len(codes) == 315
    assert sorted(set(codes) - KNOWN) == []


# What silence means


@pytest.mark.parametrize(
    "codes, yes, no",
    [
        (
            "SA OP OIT",
            "level=iop",
            f"{OTHER_LEVELS} {KINDS_OF_WITHDRAWAL} level=outpatient level=residential level=withdrawal",
        ),
        (
            "SA DT RES RD",
            "level=withdrawal_residential",
            (
                f"{OTHER_LEVELS} level=iop level=outpatient level=residential "
                f"level=withdrawal_hospital level=withdrawal_outpatient"
            ),
        ),
        (
            "SA DT RES RL",
            "level=residential level=withdrawal",
            f"{OTHER_LEVELS} level=iop level=outpatient",
        ),
        ("SA CBT", "", ""),
    ],
)
def test_levels_beside_a_stated_one_are_no_but_withdrawal_of_unknown_kind_stays_open(
    codes: str, yes: str, no: str
) -> None:
    assert said(facts(codes), "level") == words(yes, no, "")


def test_mental_health_survey_denies_only_the_levels_that_it_asks() -> None:
    found = facts("MH OP", Survey.MENTAL_HEALTH)
    assert said(found, "level") == words("level=outpatient", "level=inpatient level=php level=residential", "")


@pytest.mark.parametrize(
    "codes, levels",
    [
        ("OP", "level=outpatient"),
        ("OP ORT", "level=outpatient"),
        ("OP OMB", "level=outpatient"),
        ("OP OD", "level=withdrawal_outpatient"),
        ("OP OIT ODT", "level=iop level=php"),
        ("RES", "level=residential"),
        ("RES RS RD", "level=residential level=withdrawal_residential"),
        ("HI HID", "level=withdrawal_hospital"),
        ("HI HIT", "level=inpatient"),
        ("HI", "level=inpatient"),
        ("OTP OP OMB", "level=otp level=outpatient"),
        ("HH", "level=recovery_housing"),
    ],
)
def test_umbrella_settings_count_only_without_finer_ones(codes: str, levels: str) -> None:
    assert said(facts(codes), "level")[0] == levels


def test_attendance_is_in_person_and_telehealth_makes_it_hybrid() -> None:
    assert said(facts("SA"), "attendance") == words("attendance=in_person", "attendance=hybrid attendance=online", "")
    assert said(facts("SA TELE"), "attendance", "service") == words(
        "attendance=hybrid attendance=in_person service=telehealth",
        "attendance=online",
        "",
    )


def test_silence_elsewhere_is_not_stated() -> None:
    groups = ("payment", "population", "service", "medication", "language", "access", "approach", "detox")
    assert said(facts("SA"), *groups) == words("language=en", "", "")
    assert facts("SA CHLD").answer("population=adults") is Answer.NOT_STATED


# Rules


@pytest.mark.parametrize(
    "codes, yes, no, conflict",
    [
        ("SA", GENERAL, "", ""),
        ("OIT", "", "", ""),
        ("SA DUO", "restricted=dui_only", "", ""),
        ("SA NOOP", "treats=alcohol treats=cannabis treats=stimulants", "treats=opioids", ""),
        ("SA NAUT", "treats=cannabis treats=opioids treats=stimulants", "treats=alcohol", ""),
        ("SA NOOP BU", "treats=alcohol treats=cannabis treats=stimulants", "", "treats=opioids"),
        ("SA NOOP MOA", "treats=alcohol treats=cannabis treats=stimulants", "treats=opioids", ""),
        ("SA NAUT PMAT", "treats=cannabis treats=opioids treats=stimulants", "", "treats=alcohol"),
        ("SA ADTX BDTX CDTX ODTX", GENERAL, "", ""),
        ("ADTX", "", "", ""),
        (
            "SA OUDO SUMH TGD PMAT",
            "restricted=opioid_only treats=opioids",
            f"{NEVER_ALONE} treats=alcohol",
            "",
        ),
        (
            "SA AUDO",
            "restricted=alcohol_only treats=alcohol",
            f"{NEVER_ALONE} treats=opioids",
            "",
        ),
        (
            "SA OUDO AUDO",
            "",
            NEVER_ALONE,
            "restricted=alcohol_only restricted=opioid_only treats=alcohol treats=opioids",
        ),
        (
            "AUDO OTP",
            "treats=alcohol",
            NEVER_ALONE,
            "restricted=alcohol_only treats=opioids",
        ),
        (
            "OUDO NOOP",
            "",
            f"{NEVER_ALONE} treats=alcohol",
            "restricted=opioid_only treats=opioids",
        ),
        (
            "AUDO NAUT",
            "",
            f"{NEVER_ALONE} treats=opioids",
            "restricted=alcohol_only treats=alcohol",
        ),
        ("MH", "treats=mental_health", "", ""),
        ("VAMC", "restricted=veterans_only", "", ""),
        ("DDF", "restricted=military_only", "", ""),
        ("IH", "restricted=tribal_only", "", ""),
        ("TBG", "restricted=tribal_only", "", ""),
        ("FEM", "restricted=women_only", "", ""),
        ("MALE", "restricted=men_only", "", ""),
        ("FEM MALE", "", "", ""),
        ("FEM MN", "", "", "restricted=women_only"),
        ("MALE PW", "", "", "restricted=men_only"),
        ("CHLD AD", "", "", ""),
    ],
)
def test_treats_and_restrictions(codes: str, yes: str, no: str, conflict: str) -> None:
    assert said(facts(codes), "treats", "restricted") == words(yes, no, conflict)


@pytest.mark.parametrize(
    "codes, yes, no, conflict",
    [
        ("MOA", "medication=accepts", "", ""),
        ("NMOA", "medication=excludes", "medication=accepts medication=buprenorphine medication=methadone", ""),
        ("NMOA MOA", "", "", "medication=accepts medication=excludes"),
        ("NMOA BU", "", "", "medication=accepts medication=buprenorphine medication=excludes"),
        (
            "NMOA NU",
            "medication=excludes medication=naltrexone",
            "medication=accepts medication=buprenorphine medication=methadone",
            "",
        ),
        ("NOOP BU", "", "", "medication=buprenorphine"),
        ("NMAUT", "medication=no_alcohol_medication", "medication=alcohol_medication", ""),
        ("NMAUT PMAT", "", "", "medication=alcohol_medication medication=no_alcohol_medication"),
        (
            "NMAUT ACM",
            "",
            "",
            "medication=acamprosate medication=alcohol_medication medication=no_alcohol_medication",
        ),
        ("PMAT ACM DSF", "medication=acamprosate medication=alcohol_medication medication=disulfiram", "", ""),
        ("DB DM DLC CLND PAIN MDET", "", "", ""),
        ("ACMA", "", "", ""),
    ],
)
def test_medicines(codes: str, yes: str, no: str, conflict: str) -> None:
    assert said(facts(codes), "medication") == words(yes, no, conflict)


@pytest.mark.parametrize(
    "codes, yes, conflict",
    [
        ("NP", "payment=free", ""),
        ("NP PA ITU SAMF", "payment=assistance payment=block_grant payment=free payment=ihs", ""),
        ("NP PI", "", "payment=free payment=private"),
        ("NP MD", "payment=medicaid", "payment=free"),
        ("MI VAF", "payment=military", ""),
        ("VAMC MI", "payment=military payment=va", ""),
    ],
)
def test_payment(codes: str, yes: str, conflict: str) -> None:
    assert said(facts(codes), "payment") == words(yes, "", conflict)


@pytest.mark.parametrize(
    "codes, yes, no",
    [
        ("FEM", "population=women", "population=men"),
        ("MALE", "population=men", "population=women"),
        ("FEM MALE", "", ""),
        ("WN MALE FEM", "population=women", ""),
        ("AD CHLD SED", "population=adolescents", ""),
        ("DU", "population=dui", ""),
        ("TBG", "population=native", ""),
    ],
)
def test_groups_and_genders(codes: str, yes: str, no: str) -> None:
    assert said(facts(codes), "population") == words(yes, no, "")


def test_languages_are_those_that_staff_speak() -> None:
    assert said(facts("SP AH FX NX F17 F19 F37 N40 N24"), "language", "access")[0] == (
        "access=hearing language=asl language=en language=es language=oj language=zh"
    )


def test_general_treatment_carries_its_reason_and_a_stated_one_does_not() -> None:
    assert facts("SA").reasons == tuple((facet, "general_sud") for facet in GENERAL.split())
    assert facts("SA OTP").reason("treats=opioids") is None
    assert facts("SA OTP").answer("treats=opioids") is Answer.YES


def test_warnings_name_unknown_and_contradicting_codes() -> None:
    def warned(codes: str) -> tuple[str, ...]:
        return warnings_of(frozenset(codes.split()), facts(codes))

    assert warned("SA OIT") == ()
    assert warned("SA QQQ") == ("unknown_code",)
    assert warned("NP PI QQQ") == ("unknown_code", "conflicting_codes")


CODE_SETS = st.frozensets(st.sampled_from(sorted(KNOWN)), max_size=40)


@given(CODE_SETS)
def test_any_codes_make_facts_and_substances_come_only_from_treatment_codes(codes: frozenset[str]) -> None:
    found = facts_of(codes, Survey.SUBSTANCE_USE)
    assert {"attendance=in_person", "language=en"} <= found.yes
    if not codes & {"SA", "OTP", "OUDO", "AUDO", "MH", "MHS", "SUMH", "IDD", "TGD"}:
        assert not found.yes & facets_of("treats")
    if "OUDO" in codes and "AUDO" not in codes:
        assert facets_of("treats") - {"treats=opioids"} <= found.no
    if not codes & {"NP", "NMOA", "NMAUT", "NOOP", "NAUT", "OUDO", "AUDO", "FEM", "MALE"}:
        assert "conflicting_codes" not in warnings_of(codes, found)


@given(CODE_SETS, st.permutations(range(len(RULES))))
def test_the_order_of_rules_changes_nothing(codes: frozenset[str], order: list[int]) -> None:
    before = facts_of(codes, Survey.SUBSTANCE_USE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("referral.formats.samhsa_facts.RULES", tuple(RULES[at] for at in order))
        assert facts_of(codes, Survey.SUBSTANCE_USE) == before
