import json
import re
from pathlib import Path

import pytest

from referral.domain.facts import CONFLICT, Answer
from referral.domain.listing import Mode
from referral.domain.vocabulary import GROUPS
from referral.formats.meeting_type_tables import COMMON, TABLES
from referral.formats.meeting_types import code_table, meeting_facts, read_types
from referral.formats.naws_formats import LOCAL, LOCAL_IGNORED, WORLD, WORLD_IGNORED, facets_of_format, format_list

PROGRAMS = {
    "aa": "AA",
    "aca": "ACA",
    "al-anon": "AlAnon",
    "ca": "CA",
    "cma": "CMA",
    "coda": "CoDA",
    "da": "DA",
    "ga": "GA",
    "ha": "HA",
    "ma": "MA",
    "na": "NA",
    "oa": "OA",
    "rd": "RecoveryDharma",
    "rr": "RefugeRecovery",
    "saa": "SAA",
    "sca": "SCA",
    "slaa": "SLAA",
    "ua": "UA",
}
NO_FELLOWSHIP_OF_OURS = {"cea-how", "daa", "eda", "pal", "rca", "sa", "sg", "sia", "va"}

NAMES = {
    "Open": "meeting=open",
    "Closed": "meeting=closed",
    "Men": "meeting=men",
    "Women": "meeting=women",
    "Speaker": "meeting=speaker",
    "Meditation": "meeting=meditation",
    "Discussion": "meeting=discussion",
    "Newcomer": "meeting=beginner",
    "Newcomers": "meeting=beginner",
    "Beginner": "meeting=beginner",
    "Beginners": "meeting=beginner",
    "Step": "meeting=step",
    "Steps": "meeting=step",
    "Step Study": "meeting=step",
    "Step Meeting": "meeting=step",
    "Literature": "meeting=literature",
    "Literature Study": "meeting=literature",
    "Big Book": "meeting=literature",
    "Book Study": "meeting=literature",
    "Young People": "meeting=young_people",
    "Seniors": "meeting=seniors",
    "LGBTQ": "meeting=lgbtq",
    "LGBTQ+": "meeting=lgbtq",
    "Gay/Lesbian": "meeting=lgbtq",
    "Transgender": "meeting=transgender",
    "Non-Binary": "meeting=nonbinary",
    "People of Color": "meeting=people_of_color",
    "BIPOC": "meeting=people_of_color",
    "Native American": "meeting=native",
    "Secular": "meeting=secular",
    "Atheist / Agnostic": "meeting=secular",
    "Dual Diagnosis": "meeting=dual_diagnosis",
    "Proof of Attendance": "meeting=proof_of_attendance",
    "Attendance Voucher": "meeting=proof_of_attendance",
    "Parents of Alcoholics": "meeting=parents",
    "Babysitting Available": "meeting=childcare",
    "Child Care Available": "meeting=childcare",
    "Child-Friendly": "meeting=child_friendly",
    "Children Welcome": "meeting=child_friendly",
    "Outdoor": "meeting=outdoor",
    "Alateen": "fellowship=Alateen",
    "Sign Language": "language=asl",
    "American Sign Language": "language=asl",
    "Wheelchair Access": "access=wheelchair",
    "Wheelchair Accessible": "access=wheelchair",
    "Spanish": "language=es",
    "Persian": "language=fa",
    "Punjabi": "language=pa",
    "Norwegian": "language=no",
    "Korean": "language=ko",
}
"""English name of a type -> the facet that it must state, whatever its code is."""


@pytest.fixture(scope="module")
def code_lists(shared_data: Path) -> dict[str, dict[str, str]]:
    """Fellowship -> code -> English name, of all published lists."""
    programs = json.loads((shared_data / "meetings/tsml_program_types.json").read_text(encoding="utf-8"))["programs"]
    assert programs.keys() == PROGRAMS.keys() | NO_FELLOWSHIP_OF_OURS
    lists = {ours: dict(programs[theirs]["types"]) for theirs, ours in PROGRAMS.items()}
    guide = json.loads((shared_data / "meetings/mg_types.json").read_text(encoding="utf-8"))
    lists["AA"] |= guide["types"] | guide["proposed_new"]
    return lists


def test_tables_hold_every_code_of_every_list(code_lists: dict[str, dict[str, str]]) -> None:
    missing = {
        (fellowship, code)
        for fellowship, names in code_lists.items()
        for code in names
        if not {code.upper()} & (code_table(fellowship).facets.keys() | code_table(fellowship).ignored.keys())
    }
    assert missing == set()


def test_tables_hold_no_code_that_no_list_has(code_lists: dict[str, dict[str, str]]) -> None:
    common = {code for line in COMMON.splitlines() for code in line.partition(":")[2].split()}
    for table in set(TABLES.values()):
        codes = [code for line in table.splitlines() for code in line.partition(":")[2].split()]
        listed = {code for fellowship, names in code_lists.items() if TABLES[fellowship] == table for code in names}
        assert sorted(codes) == sorted(set(codes))
        assert set(codes) - listed == set()
    assert common - code_lists["AA"].keys() == {"ONL"}


def test_tables_agree_with_the_english_names(code_lists: dict[str, dict[str, str]]) -> None:
    seen = set()
    for fellowship, names in code_lists.items():
        for code, name in names.items():
            if name in NAMES:
                seen.add(name)
                assert NAMES[name] in code_table(fellowship).facets[code.upper()], (fellowship, code, name)
    assert seen == NAMES.keys()


@pytest.mark.parametrize(
    ("facet", "names"),
    [
        ("meeting=women", "Women"),
        ("meeting=men", "Men"),
        ("meeting=open", "Open|Open to Non-Addicts|Families Friends and Observers Welcome"),
        ("meeting=closed", "Closed|Families and Friends Only"),
        ("meeting=childcare", "(Babysitting|Child Care) Available"),
        ("meeting=proof_of_attendance", "Proof of Attendance|Attendance Voucher"),
        ("meeting=young_people", "Young People|Young Adults?.*|Teen Friendly"),
        ("restricted=youth_only", "Alateen|Teens?( .*)?"),
        ("restricted=prison", "Prison"),
        ("access=wheelchair", "Wheelchair Access(ible)?|Handicapped Accessible"),
    ],
)
def test_facet_comes_only_from_codes_that_say_it(code_lists: dict[str, dict[str, str]], facet: str, names: str) -> None:
    stating = {
        (fellowship, code, name)
        for fellowship, known in code_lists.items()
        for code, name in known.items()
        if facet in code_table(fellowship).facets.get(code.upper(), ())
    }
    assert stating
    assert [one for one in stating if not re.fullmatch(names, one[2])] == []


@pytest.mark.parametrize("fellowship", sorted(code.removeprefix("fellowship=") for code in GROUPS["fellowship"].codes))
def test_every_fellowship_has_a_table(fellowship: str) -> None:
    stated = read_types(fellowship, ["O", "W", "FR"]).facets
    own = {"OA": set(), "UA": {"meeting=women"}, "SCA": {"meeting=open"}}
    assert stated == {"language=fr"} | own.get(fellowship, {"meeting=open", "meeting=women"})


def test_same_code_means_different_things() -> None:
    assert read_types("AA", ["POA"]).facets == {"meeting=proof_of_attendance"}
    assert read_types("AlAnon", ["POA"]).facets == {"meeting=parents"}
    assert read_types("AA", ["Y"]).facets == {"meeting=young_people"}
    assert read_types("AlAnon", ["Y"]).facets == {"fellowship=Alateen", "restricted=youth_only"}
    assert read_types("ACA", ["Y"]).facets == {"meeting=literature"}
    assert read_types("AA", ["S"]).facets == {"language=es"}
    assert read_types("ACA", ["S"]).facets == {"meeting=speaker"}
    assert read_types("SCA", ["GL"]).facets == set()
    assert read_types("NA", ["GL"]).facets == {"meeting=lgbtq"}


def test_codes_compare_without_case_and_unknown_ones_warn() -> None:
    types = read_types("AA", ["onl", "o", "12X12", 11, "QQ", None, ["O"], True])
    assert types.facets == {"meeting=open", "meeting=step", "meeting=literature", "meeting=meditation"}
    assert types.codes == {"ONL", "O", "12X12", "11"}
    assert (types.online, types.location_closed) == (True, False)
    assert types.warnings == ("unknown_type", "bad_type", "bad_type", "bad_type")


@pytest.mark.parametrize(
    ("value", "codes"), [(None, set()), ([], set()), ("", set()), ("O, TC", {"O", "TC"}), (7, set())]
)
def test_types_are_read_from_any_value(value: object, codes: set[str]) -> None:
    assert read_types("AA", value).codes == codes


def test_women_or_men_restrict_but_not_both() -> None:
    def restricted(*facets: str) -> tuple[str, ...]:
        return meeting_facts("AA", facets, Mode.IN_PERSON).codes("restricted")

    assert restricted("meeting=women") == ("women_only",)
    assert restricted("meeting=men") == ("men_only",)
    assert restricted("meeting=women", "meeting=men") == ()
    assert restricted("meeting=lgbtq") == ()


@pytest.mark.parametrize(
    ("types", "languages"),
    [
        (["O"], ("en",)),
        (["EN"], ("en",)),
        (["S"], ("es",)),
        (["S", "EN"], ("en", "es")),
        (["FR", "POR"], ("fr", "pt")),
        (["ASL"], ("asl", "en")),
        (["ASL", "S"], ("asl", "es")),
    ],
)
def test_language_is_english_unless_codes_name_others_only(types: list[str], languages: tuple[str, ...]) -> None:
    facts = meeting_facts("AA", read_types("AA", types).facets, Mode.IN_PERSON)
    assert facts.codes("language") == languages


def test_english_is_not_assumed_elsewhere() -> None:
    assert meeting_facts("AA", (), Mode.IN_PERSON, english=False).codes("language") == ()


def test_fellowship_and_attendance_are_closed_and_other_groups_open() -> None:
    facts = meeting_facts("AA", ["meeting=open"], Mode.HYBRID)
    assert facts.answer("fellowship=AA") is Answer.YES
    assert facts.answer("fellowship=NA") is Answer.NO
    assert facts.answer("attendance=online") is Answer.NO
    assert facts.answer("meeting=closed") is Answer.NOT_STATED
    assert facts.answer("language=es") is Answer.NOT_STATED


def test_alateen_is_not_al_anon() -> None:
    facts = meeting_facts("AlAnon", read_types("AlAnon", ["Y"]).facets, Mode.IN_PERSON)
    assert facts.codes("fellowship") == ("Alateen",)
    assert facts.answer("fellowship=AlAnon") is Answer.NO
    assert facts.codes("restricted") == ("youth_only",)


def test_open_and_closed_contradict_each_other() -> None:
    facts = meeting_facts("AA", ["meeting=open", "meeting=closed"], Mode.IN_PERSON)
    assert facts.reasons == (("meeting=closed", CONFLICT), ("meeting=open", CONFLICT))
    assert facts.codes("meeting") == ()


def test_default_formats_of_bmlt_are_all_known(shared_data: Path) -> None:
    entries = json.loads((shared_data / "meetings/na_formats.json").read_text(encoding="utf-8"))["formats"]
    english = [entry for entry in entries if entry["lang"] == "en"]
    assert len(english) == 54
    assert [one for one in format_list(english) if facets_of_format(one)[1] is not None] == []
    misspelt = {"PI"}  # of the Portuguese entry for IP
    assert {
        one.world_id for one in format_list(entries) if one.world_id
    } - WORLD.keys() - WORLD_IGNORED.keys() == misspelt


def test_default_keys_state_what_their_world_codes_state(shared_data: Path) -> None:
    entries = json.loads((shared_data / "meetings/na_formats.json").read_text(encoding="utf-8"))["formats"]
    english = [entry for entry in entries if entry["lang"] == "en"]
    compared = 0
    for entry in english:
        by_world, warning = facets_of_format(format_list([entry])[0])
        by_key, _ = facets_of_format(format_list([{**entry, "world_id": ""}])[0])
        assert warning is None, entry
        assert by_key == by_world, entry
        compared += bool(by_world)
    assert compared == 36
    assert LOCAL.keys() & LOCAL_IGNORED.keys() == set()
