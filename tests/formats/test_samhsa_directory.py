import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from referral.domain.errors import BadFile
from referral.domain.facts import Answer
from referral.domain.listing import Location, PhoneRole
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.vocabulary import Kind
from referral.formats.samhsa_directory import SamhsaDirectory, edition_date
from referral.ingest.pipeline import digest

BOOK = "national-directory-su-facilities-2023.xlsx"
HEADER = (
    *("Name1", "Name2", "Street1", "Street2", "City", "State", "Zip", "Phone"),
    *("Intake1", "Intake2", "Intake1a", "Intake2a", "Service_code_info"),
)
Codes = set[str]
Loaded = list[Record | Rejection]


@pytest.fixture(scope="session")
def directory(shared_data: Path) -> Loaded:
    """Every row of the directory of 2023; read once, because it takes seconds."""
    return list(SamhsaDirectory().loads(shared_data / "treatment" / BOOK, "samhsa"))


@pytest.fixture(scope="session")
def raw_rows(shared_data: Path) -> list[tuple[str | None, ...]]:
    """The same rows as the workbook holds them."""
    book = load_workbook(shared_data / "treatment" / BOOK, read_only=True)
    rows = [
        tuple(None if value is None else str(value) for value in values)
        for values in book["Facilities List"].iter_rows(min_row=2, values_only=True)
    ]
    book.close()
    return rows


@pytest.fixture(scope="session")
def raw_codes(raw_rows: list[tuple[str | None, ...]]) -> list[Codes]:
    return [set((row[12] or "").replace("*", " ").split()) for row in raw_rows]


def row(codes: str, **cells: object) -> tuple[object, ...]:
    """A row of a made-up facility; cells by column name."""
    values = {
        "Name1": "Haven House",
        "Street1": "12 Main Street",
        "City": "Bangor",
        "State": "ME",
        "Zip": "04401",
        "Phone": "207-555-0100",
        "Service_code_info": codes,
        **cells,
    }
    return tuple(values.get(column) for column in HEADER)


def book_of(folder: Path, rows: Sequence[Sequence[object]], name: str = "directory.xlsx", title: str = "") -> Path:
    book = Workbook()
    book.properties.title = title or None
    book.properties.created = datetime(2024, 5, 6)  # noqa: DTZ001 - workbooks have no zones
    assert book.active is not None
    for values in rows:
        book.active.append(list(values))
    path = folder / name
    book.save(path)
    return path


def load(folder: Path, *rows: Sequence[object]) -> Loaded:
    return list(SamhsaDirectory().loads(book_of(folder, [HEADER, *rows]), "samhsa"))


def record(folder: Path, codes: str, **cells: object) -> Record:
    (loaded,) = load(folder, row(codes, **cells))
    assert isinstance(loaded, Record)
    return loaded


def outside_id(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


# The directory of 2023


def test_directory_every_row_becomes_a_record(directory: Loaded) -> None:
    assert Counter(type(one) for one in directory) == {Record: 12_744}
    assert [one.row for one in directory] == [f"row {number}" for number in range(2, 12_746)]
    assert len({one.outside_id for one in directory}) == 12_744
    warnings = Counter(warning for one in directory if isinstance(one, Record) for warning in one.warnings)
    assert warnings == {"conflicting_codes": 198}


def test_directory_ids_of_rows_with_one_key_are_numbered_by_record_hash(directory: Loaded) -> None:
    groups: dict[str, list[Record]] = {}
    for one in directory:
        if isinstance(one, Record) and one.listing.group_id:
            groups.setdefault(one.listing.group_id, []).append(one)
    assert sorted(len(group) for group in groups.values()) == [2, 2]
    for group in groups.values():
        first, second = sorted(group, key=lambda one: digest(one.raw))
        assert second.outside_id == f"{first.outside_id}-2"


def test_directory_names_an_id_by_its_address(directory: Loaded) -> None:
    expected = outside_id(
        "south central alabama mhc", "montezuma complex", "205 academy drive", "", "andalusia", "al", "36420"
    )
    found = directory[2]
    assert isinstance(found, Record)
    assert (found.outside_id, found.listing.id) == (expected, f"samhsa:{expected}")
    assert found.listing.name == "South Central Alabama MHC, Montezuma Complex"
    assert found.listing.organization == "South Central Alabama MHC"
    assert found.listing.kind is Kind.PROGRAM
    assert found.listing.as_of == date(2023, 6, 20)
    assert found.listing.location == Location(
        streets=("205 Academy Drive",), town="Andalusia", state="AL", zip5="36420"
    )
    assert found.phones == (PhoneText("334-428-5050"), PhoneText("877-530-0002", PhoneRole.INTAKE))


def test_directory_keeps_every_phone_with_its_extension(
    directory: Loaded, raw_rows: list[tuple[str | None, ...]]
) -> None:
    kept = Counter((phone.text, phone.role) for one in directory if isinstance(one, Record) for phone in one.phones)
    main = Counter((cells[7], PhoneRole.MAIN) for cells in raw_rows if cells[7])
    intake = Counter((text, PhoneRole.INTAKE) for cells in raw_rows for text in cells[8:12] if text)
    assert kept == main + intake
    assert sum(count for (text, _), count in kept.items() if " x" in text) == 3_192


def test_directory_withholds_what_the_source_withholds(directory: Loaded) -> None:
    hidden = [one for one in directory if isinstance(one, Record) and one.listing.location.hidden]
    assert len(hidden) == 11
    for one in hidden:
        place = one.listing.location
        assert place.address == f"{place.town}, {place.state}"
        assert not {"Zip", "Street2"} & set(one.raw)


def has(*codes: str) -> Callable[[Codes], bool]:
    """Any of these."""
    return lambda found: bool(found & set(codes))


OPIOID_MEDICINE = ("BU", "BUM", "BWN", "BWON", "BERI", "BSDM", "UB", "MU", "METH", "MM", "OTP")
YES: dict[str, Callable[[Codes], bool]] = {
    "level=iop": has("OIT"),
    "level=php": has("ODT"),
    "level=otp": has("OTP"),
    "level=withdrawal": lambda c: "DT" in c and not c & {"HID", "RD", "OD"},
    "level=withdrawal_hospital": has("HID"),
    "level=outpatient": lambda c: bool(c & {"ORT", "OMB"}) or ("OP" in c and not c & {"OIT", "ODT", "OD"}),
    "level=residential": lambda c: bool(c & {"RL", "RS"}) or ("RES" in c and "RD" not in c),
    "payment=medicaid": has("MD"),
    "payment=private": lambda c: "PI" in c and "NP" not in c,
    "payment=free": lambda c: "NP" in c and not c & {"MD", "MC", "PI", "MI", "SI", "SF", "SS"},
    "payment=va": has("VAMC"),
    "payment=military": has("MI"),
    "language=es": has("SP"),
    "language=en": lambda _: True,
    "attendance=hybrid": has("TELE"),
    "service=childcare": has("CCC"),
    "service=transport": has("TA"),
    "population=pregnant_postpartum": has("PW"),
    "population=adults": has("ADLT"),
    "population=adolescents": has("AD", "CHLD"),
    "medication=accepts": lambda c: "MOA" in c and "NMOA" not in c,
    "medication=excludes": lambda c: "NMOA" in c and not c & {"MOA", *OPIOID_MEDICINE},
    "restricted=opioid_only": lambda c: "OUDO" in c and not c & {"AUDO", "NOOP"},
    "restricted=women_only": lambda c: "FEM" in c and "MALE" not in c,
    "restricted=men_only": lambda c: "MALE" in c and "FEM" not in c,
    "restricted=tribal_only": has("TBG", "IH"),
    "restricted=youth_only": lambda _: False,
    "detox=alcohol": has("ADTX"),
    "treats=cannabis": lambda c: "SA" in c and not c & {"OUDO", "AUDO", "DUO"},
    "treats=alcohol": lambda c: "OUDO" not in c and "NAUT" not in c and ("AUDO" in c or ("SA" in c and "DUO" not in c)),
}


@pytest.mark.parametrize("facet", sorted(YES))
def test_directory_states_what_an_independent_count_finds(
    directory: Loaded, raw_codes: list[Codes], facet: str
) -> None:
    expected = [YES[facet](codes) for codes in raw_codes]
    assert [isinstance(one, Record) and facet in one.listing.facts.yes for one in directory] == expected


@pytest.mark.parametrize(
    "facet, count",
    [
        ("level=iop", 5_736),
        ("level=php", 1_874),
        ("payment=medicaid", 9_493),
        ("language=es", 2_794),
        ("service=childcare", 635),
        ("restricted=opioid_only", 1_229),
        ("medication=accepts", 7_367),
        ("medication=excludes", 549),
    ],
)
def test_directory_counts_are_those_known(directory: Loaded, facet: str, count: int) -> None:
    assert sum(facet in one.listing.facts.yes for one in directory if isinstance(one, Record)) == count


def test_directory_denies_other_treatment_where_opioids_only(directory: Loaded, raw_codes: list[Codes]) -> None:
    only = [one for one, codes in zip(directory, raw_codes, strict=True) if "OUDO" in codes and "AUDO" not in codes]
    assert len(only) == 1_230
    for one in only:
        assert isinstance(one, Record)
        assert {"treats=alcohol", "treats=cannabis", "treats=stimulants"} <= one.listing.facts.no


def test_directory_missing_ages_are_not_stated(directory: Loaded, raw_codes: list[Codes]) -> None:
    ages = ("population=adults", "population=young_adults", "population=seniors")
    silent = [
        one
        for one, codes in zip(directory, raw_codes, strict=True)
        if not codes & {"CHLD", "YAD", "ADLT", "SNR", "TAY", "SE", "AD"}
    ]
    assert len(silent) == 1_079
    for one in silent:
        assert isinstance(one, Record)
        assert {one.listing.says(facet) for facet in ages} == {Answer.NOT_STATED}


# Made-up rows


def test_ids_ignore_case_and_spacing_and_zip_plus_four(tmp_path: Path) -> None:
    expected = outside_id("haven house", "", "12 main street", "", "bangor", "me", "04401")
    assert record(tmp_path, "SA").outside_id == expected
    assert record(tmp_path, "SA", Name1="  HAVEN   house", Zip="04401-1234", Phone="").outside_id == expected
    assert record(tmp_path, "SA", Zip=4401).outside_id == expected
    assert record(tmp_path, "SA", Street2="Suite 3").outside_id != expected


def test_a_row_that_repeats_another_is_rejected_and_one_that_differs_is_numbered(tmp_path: Path) -> None:
    loaded = load(tmp_path, row("SA OIT"), row("SA"), row("SA OIT"), row("SA MD"))
    key = outside_id("haven house", "", "12 main street", "", "bangor", "me", "04401")
    records = [one for one in loaded if isinstance(one, Record)]
    by_hash = sorted(records, key=lambda one: digest(one.raw))
    assert [one.outside_id for one in by_hash] == [key, f"{key}-2", f"{key}-3"]
    assert {one.listing.group_id for one in records} == {f"samhsa:{key}"}
    assert loaded[2] == Rejection("row 4", loaded[0].outside_id, "duplicate_id")
    turned = [one for one in load(tmp_path, row("SA MD"), row("SA"), row("SA OIT")) if isinstance(one, Record)]
    assert {(one.outside_id, digest(one.raw)) for one in turned} == {
        (one.outside_id, digest(one.raw)) for one in records
    }


def test_a_row_without_a_name_is_rejected_and_costs_no_other(tmp_path: Path) -> None:
    loaded = load(tmp_path, row("SA", Name1=None), row("SA"))
    assert [type(one) for one in loaded] == [Rejection, Record]
    assert isinstance(loaded[0], Rejection)
    assert (loaded[0].row, loaded[0].reason) == ("row 2", "no_name")


@pytest.mark.parametrize(
    "name1, name2, name, organization",
    [
        ("Haven Inc", None, "Haven Inc", None),
        ("Haven Inc", "haven inc", "Haven Inc", None),
        ("Haven House of Bangor", "Haven House", "Haven House of Bangor", None),
        ("Haven Inc", "Bath Clinic", "Haven Inc, Bath Clinic", "Haven Inc"),
        ("HV LLC", "DBA Harbor View", "Harbor View", "HV LLC"),
        ("Haven", "Haven Bath Clinic", "Haven Bath Clinic", "Haven"),
        ("Indiana Community Addiction Network", "(ICAN)", "Indiana Community Addiction Network (ICAN)",
         "Indiana Community Addiction Network"),
    ],
)  # fmt: skip
def test_names_read_well(tmp_path: Path, name1: str, name2: str | None, name: str, organization: str | None) -> None:
    listing = record(tmp_path, "SA", Name1=name1, Name2=name2).listing
    assert (listing.name, listing.organization) == (name, organization)


def test_addresses_keep_suites_and_post_office_boxes_and_lose_html(tmp_path: Path) -> None:
    place = record(tmp_path, "SA", Street1="P.O. Box 27", Street2="Suite 3 &amp; <b>4</b>").listing.location
    assert place.streets == ("P.O. Box 27", "Suite 3 & 4")


@pytest.mark.parametrize("street", ["- - -", "Confidential", "Address not disclosed"])
def test_a_withheld_street_keeps_the_town_only(tmp_path: Path, street: str) -> None:
    found = record(tmp_path, "SA", Street1=street, Street2="Rear")
    assert found.listing.location == Location(town="Bangor", state="ME", hidden=True)
    assert set(found.raw) == {"Name1", "Street1", "City", "State", "Phone", "Service_code_info"}


def test_raw_drops_columns_that_are_not_known(tmp_path: Path) -> None:
    path = book_of(tmp_path, [(*HEADER, "Contact_person"), (*row("SA"), "Jane Doe")])
    (found,) = SamhsaDirectory().loads(path, "samhsa")
    assert isinstance(found, Record)
    assert "Jane Doe" not in found.raw.values()


def test_unknown_codes_are_counted_and_cost_nothing(tmp_path: Path) -> None:
    found = record(tmp_path, "SA OIT * QQQ")
    assert found.warnings == ("unknown_code",)
    assert "level=iop" in found.listing.facts.yes


@pytest.mark.parametrize(
    "title, name, day",
    [
        ("2024 SU Facilities", "directory.xlsx", date(2024, 5, 6)),
        ("2021 SU Facilities", "directory-2024.xlsx", date(2021, 1, 1)),
        ("", "directory-2022.xlsx", date(2022, 1, 1)),
        ("", "directory.xlsx", None),
        ("Facilities 120235", "directory.xlsx", None),
    ],
)
def test_edition_never_looks_fresher_than_it_is(tmp_path: Path, title: str, name: str, day: date | None) -> None:
    assert edition_date(book_of(tmp_path, [HEADER], name, title)) == day


@pytest.mark.parametrize(
    "rows, message",
    [
        ([("Name1", "City"), ("Haven", "Bangor")], "lacks the columns street1, state, zip, phone, service_code_info"),
        ([HEADER], "holds no facilities"),
        ([], "lacks the columns"),
    ],
)
def test_another_workbook_is_a_bad_file(tmp_path: Path, rows: list[tuple[object, ...]], message: str) -> None:
    with pytest.raises(BadFile, match=message):
        list(SamhsaDirectory().loads(book_of(tmp_path, rows), "samhsa"))


def test_the_directory_cut_short_is_a_bad_file(shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes((shared_data / "treatment" / BOOK).read_bytes()[:1_000_000])
    with pytest.raises(BadFile, match="cut short"):
        list(SamhsaDirectory().loads(path, "samhsa"))
