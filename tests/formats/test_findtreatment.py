import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from referral.domain.errors import BadFile
from referral.domain.listing import Location, PhoneRole
from referral.domain.place import Point, Precision
from referral.domain.record import PhoneText, Record, Rejection
from referral.formats.findtreatment import FindTreatment, edition_date

EXPORT = "loud_facility-detail.csv"
CODES = [
    *("sa", "oit", "md", "mc", "pi", "mi", "si", "sf", "ss", "np", "sp"),
    *("ah", "fem", "male", "moa", "nmoa", "bu", "noop", "tele", "ccc", "ta", "op"),
]
HEADER = [
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "zip4", "county", "phone"),
    *("intake_prompt", "intake1", "intake2", "website", "latitude", "longitude", "type_facility"),
]
Loaded = list[Record | Rejection]


@pytest.fixture(scope="session")
def export(shared_data: Path) -> Loaded:
    return list(FindTreatment().loads(shared_data / "treatment" / EXPORT, "ma"))


@pytest.fixture(scope="session")
def raw_rows(shared_data: Path) -> list[dict[str, str]]:
    text = (shared_data / "treatment" / EXPORT).read_text("utf-8-sig")
    return list(csv.DictReader(text.strip().splitlines()))


def load(folder: Path, codes: str, name: str = "export.csv", **cells: str) -> Record:
    values = {
        "name1": "Haven House",
        "street1": "12 Main Street",
        "city": "Bath",
        "state": "ME",
        "zip": "04530",
        "phone": "207-555-0100 x12",
        "type_facility": "SU",
        **dict.fromkeys(codes.split(), "1"),
        **cells,
    }
    columns = [*HEADER, *CODES, *(column for column in values if column not in {*HEADER, *CODES})]
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerow(values)
    (found,) = FindTreatment().loads(path, "ma")
    assert isinstance(found, Record)
    return found


# The export of Massachusetts


def test_export_every_row_becomes_a_record(export: Loaded) -> None:
    assert Counter(type(one) for one in export) == {Record: 662}
    assert [one.row for one in export] == [f"row {number}" for number in range(2, 664)]
    assert len({one.outside_id for one in export}) == 662
    warnings = Counter(warning for one in export if isinstance(one, Record) for warning in one.warnings)
    assert warnings == {"conflicting_codes": 4}


def test_export_rows_of_both_surveys_are_siblings(export: Loaded, raw_rows: list[dict[str, str]]) -> None:
    groups: dict[str, set[str]] = {}
    for one, row in zip(export, raw_rows, strict=True):
        assert isinstance(one, Record)
        if one.listing.group_id:
            groups.setdefault(one.listing.group_id, set()).add(row["type_facility"])
    assert len(groups) == 196
    assert set(map(frozenset, groups.values())) == {frozenset({"SU", "MH"})}


@pytest.mark.parametrize(
    "facet, column",
    [
        ("level=iop", "oit"),
        ("payment=medicaid", "md"),
        ("language=es", "sp"),
        ("medication=accepts", "moa"),
        ("service=childcare", "ccc"),
        ("service=transport", "ta"),
        ("population=pregnant_postpartum", "pw"),
        ("attendance=hybrid", "tele"),
        ("payment=va", "vamc"),
    ],
)
def test_export_states_what_its_columns_say(
    export: Loaded, raw_rows: list[dict[str, str]], facet: str, column: str
) -> None:
    said = [isinstance(one, Record) and facet in one.listing.facts.yes for one in export]
    assert said == [row[column] == "1" for row in raw_rows]


def test_export_has_80_intensive_outpatient_programs_and_none_with_child_care(export: Loaded) -> None:
    iop = [one.listing for one in export if isinstance(one, Record) and "level=iop" in one.listing.facts.yes]
    assert len(iop) == 80
    assert [listing for listing in iop if "service=childcare" in listing.facts.yes] == []


def test_export_mental_health_rows_claim_substance_treatment_only_when_stated(
    export: Loaded, raw_rows: list[dict[str, str]]
) -> None:
    without = [one for one, row in zip(export, raw_rows, strict=True) if row["mh"] == "1" and row["sa"] != "1"]
    assert len(without) == 41
    for one in without:
        assert isinstance(one, Record)
        assert one.listing.facts.codes("treats") == ("mental_health",)
        assert "level=iop" not in one.listing.facts.no


def test_export_points_are_of_the_street_and_never_of_a_withheld_address(
    export: Loaded, raw_rows: list[dict[str, str]]
) -> None:
    withheld = 0
    for one, row in zip(export, raw_rows, strict=True):
        assert isinstance(one, Record)
        place = one.listing.location
        if row["street1"] == "- - -":
            withheld += 1
            assert place == Location(town=row["city"], state=row["state"], hidden=True)
            assert not {"latitude", "longitude", "zip", "county"} & set(one.raw)
        else:
            assert place.point == Point(float(row["latitude"]), float(row["longitude"]))
            assert place.precision is Precision.STREET
    assert withheld == 18


def test_export_websites_that_are_broken_are_left_out(export: Loaded, raw_rows: list[dict[str, str]]) -> None:
    empty = [one for one, row in zip(export, raw_rows, strict=True) if row["website"] in ("http://", "https://")]
    assert len(empty) == 6
    assert [one.listing.website for one in export if one in empty and isinstance(one, Record)] == [None] * 6
    # one more has a tab in its host
    assert sum(one.listing.website is not None for one in export if isinstance(one, Record)) == 655


# Made-up rows


def test_a_row_keeps_address_phones_and_codes(tmp_path: Path) -> None:
    found = load(tmp_path, "sa oit md", intake1="207-555-0101", county="Sagadahoc", latitude="43.9", longitude="-69.8")
    assert found.listing.location == Location(
        streets=("12 Main Street",),
        town="Bath",
        state="ME",
        zip5="04530",
        county="Sagadahoc",
        point=Point(43.9, -69.8),
        precision=Precision.STREET,
    )
    assert found.phones == (PhoneText("207-555-0100 x12"), PhoneText("207-555-0101", PhoneRole.INTAKE))
    assert found.raw == {
        "name1": "Haven House",
        "street1": "12 Main Street",
        "city": "Bath",
        "state": "ME",
        "zip": "04530",
        "county": "Sagadahoc",
        "phone": "207-555-0100 x12",
        "intake1": "207-555-0101",
        "latitude": "43.9",
        "longitude": "-69.8",
        "type_facility": "SU",
        "sa": "1",
        "oit": "1",
        "md": "1",
    }


@pytest.mark.parametrize(
    "latitude, longitude", [("", ""), ("0", "0"), ("north", "-69"), ("143.9", "-69.8"), ("nan", "1")]
)
def test_a_point_that_is_none_is_left_out(tmp_path: Path, latitude: str, longitude: str) -> None:
    place = load(tmp_path, "sa", latitude=latitude, longitude=longitude).listing.location
    assert (place.point, place.precision) == (None, Precision.NONE)


@pytest.mark.parametrize(
    "website, kept",
    [
        ("http://", None),
        ("", None),
        ("javascript:alert(1)", None),
        ("http://Haven.example.org/a", "http://Haven.example.org/a"),
        ("HTTPS://example.org", "HTTPS://example.org"),
    ],
)
def test_only_web_addresses_are_kept(tmp_path: Path, website: str, kept: str | None) -> None:
    assert load(tmp_path, "sa", website=website).listing.website == kept


@pytest.mark.parametrize(
    "mark, states", [("1", True), ("1.0", True), ("Yes", True), ("", False), ("0", False), ("2", False)]
)
def test_a_column_states_its_code_when_marked(tmp_path: Path, mark: str, states: bool) -> None:
    assert ("level=iop" in load(tmp_path, "sa", oit=mark).listing.facts.yes) is states


def test_persons_are_never_kept_and_unknown_codes_are_counted(tmp_path: Path) -> None:
    found = load(tmp_path, "sa", director="Jane Doe", qqq="1")
    assert "Jane Doe" not in found.raw.values()
    assert found.warnings == ("unknown_code",)


@pytest.mark.parametrize(
    "name, day",
    [
        ("export.csv", None),
        ("export-2025-03-14.csv", date(2025, 3, 14)),
        ("export_20250314.csv", date(2025, 3, 14)),
        ("export 2025.csv", date(2025, 1, 1)),
        ("export-2025-02-31.csv", None),
        ("export-120250.csv", None),
    ],
)
def test_the_date_comes_from_the_name_of_the_file_or_not_at_all(tmp_path: Path, name: str, day: date | None) -> None:
    assert edition_date(Path(name)) == day
    assert load(tmp_path, "sa", name=name).listing.as_of == day


@pytest.mark.parametrize(
    "content, message",
    [
        (
            "name1,street1,city,state,zip,phone\nHaven,1 Main,Bath,ME,04530,1\n",
            "only 0 of its columns are service codes",
        ),
        ("name,day\nTuesday group,2\n", "lacks the columns name1, street1, city, state, zip, phone"),
        (",".join([*HEADER, *CODES]) + "\n", "holds no facilities"),
        ("", "is empty"),
    ],
)
def test_another_table_is_a_bad_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(content)
    with pytest.raises(BadFile, match=message):
        list(FindTreatment().loads(path, "ma"))
