"""A person's own spreadsheet: the example mapping works, and mistakes in mappings are said."""

import csv
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from referral.domain.errors import BadFile, BadMapping
from referral.domain.facts import Answer
from referral.domain.listing import Location, PhoneRole, Track
from referral.domain.place import Point, Precision
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.source import Dating
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span
from referral.formats.spreadsheet import Spreadsheet

MAPPINGS = Path(__file__).resolve().parents[2] / "seed" / "mappings"

EXAMPLE_ROW: dict[str, object] = {
    "Program": "Prairie Women's Program",
    "Run by": "Prairie Care",
    "Street": "12 Main St",
    "Suite": "Suite 3",
    "Town": "Springfield",
    "ZIP": "62701",
    "Web page": "example.org",
    "Last checked": "11/20/2026",
    "Phone": "217-555-0101",
    "Intake line": "n/a",
    "Notes": "Ring twice",
    "Keep address secret": "",
    "Weekdays from": "9am",
    "Weekdays to": "5pm",
    "Saturday": "9am-noon",
    "Evening groups": "MO,WE 18:00-21:00; TH 18:00-20:00",
    "Care": "IOP; suboxone; Coffee",
    "Payment": "Medicaid; Barter",
    "Child care": "No",
    "Spanish": "",
    "Contact person": "Somebody",
}


def example() -> dict[str, Any]:
    return tomllib.loads((MAPPINGS / "example.toml").read_text(encoding="utf-8"))


def small(**more: Any) -> dict[str, Any]:
    return {"format": "spreadsheet", "kind": "resource", "columns": {"id": "Id", "name": "Name"}, **more}


def write_csv(path: Path, *rows: Mapping[str, object]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(path: Path, content: dict[str, Any]) -> list[Record | Rejection]:
    return list(Spreadsheet.from_mapping(content).loads(path, "mine"))


def load_one(path: Path, content: dict[str, Any]) -> Record:
    (record,) = load(path, content)
    assert isinstance(record, Record)
    return record


def read_example(tmp_path: Path, **changes: object) -> Record:
    return load_one(write_csv(tmp_path / "list.csv", EXAMPLE_ROW | changes), example())


def test_example_mapping_reads_a_row(tmp_path: Path) -> None:
    record = read_example(tmp_path)
    listing = record.listing
    assert (listing.id, listing.kind, listing.name) == (
        f"mine:{record.outside_id}",
        Kind.PROGRAM,
        "Prairie Women's Program",
    )
    assert (listing.organization, listing.website) == ("Prairie Care", "example.org")
    assert (listing.as_of, listing.description) == (date(2026, 11, 20), "Notes: Ring twice")
    assert record.phones == (PhoneText("217-555-0101", PhoneRole.MAIN),)
    assert listing.location == Location(
        streets=("12 Main St", "Suite 3"), town="Springfield", state="IL", zip5="62701", time_zone="America/Chicago"
    )
    opened = [(hours.span.day.name, hours.span.start_clock, hours.span.end_clock) for hours in listing.hours]
    weekdays = [(day.name, "09:00", "17:00") for day in Day if day <= Day.FR]
    assert opened == [*weekdays, ("SA", "09:00", "12:00")]
    assert record.warnings == ("unknown_value",)


def test_example_mapping_reads_a_track(tmp_path: Path) -> None:
    (track,) = read_example(tmp_path).listing.tracks
    spans = [Span.at(Day.MO, "18:00", "21:00"), Span.at(Day.WE, "18:00", "21:00"), Span.at(Day.TH, "18:00", "20:00")]
    assert isinstance(track, Track)
    assert (track.name, track.level, [session.span for session in track.sessions]) == ("evening", "iop", spans)


def test_example_mapping_never_blurs_yes_no_and_not_stated(tmp_path: Path) -> None:
    listing = read_example(tmp_path).listing
    assert {facet: listing.says(facet) for facet in ("level=iop", "medication=buprenorphine", "payment=medicaid")} == {
        "level=iop": Answer.YES,
        "medication=buprenorphine": Answer.YES,
        "payment=medicaid": Answer.YES,
    }
    assert listing.says("level=outpatient") is Answer.NO  # closed: the mapping could say it, the row does not
    assert listing.says("level=php") is Answer.NOT_STATED  # the mapping cannot say it
    assert listing.says("payment=private") is Answer.NOT_STATED  # open
    assert listing.says("service=childcare") is Answer.NO  # the cell says no
    assert listing.says("language=es") is Answer.NOT_STATED  # the cell is empty
    assert listing.says("restricted=women_only") is Answer.YES  # by rule, from the name
    assert listing.says("restricted=men_only") is Answer.NO  # no rule fired


def test_example_mapping_keeps_only_named_columns_with_content(tmp_path: Path) -> None:
    raw = read_example(tmp_path).raw
    assert set(raw) == EXAMPLE_ROW.keys() - {
        "Contact person",
        "Intake line",
        "Keep address secret",
        "Spanish",
    }


def test_hidden_address_keeps_its_town_in_listing_and_raw(tmp_path: Path) -> None:
    record = read_example(tmp_path, **{"Keep address secret": "YES"})
    assert record.listing.location == Location(town="Springfield", state="IL", time_zone="America/Chicago", hidden=True)
    assert not {"Street", "Suite", "ZIP"} & set(record.raw)
    assert "Town" in record.raw


def test_workbook_reads_as_the_same_records_as_csv(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    cells = EXAMPLE_ROW | {
        "ZIP": 62701,
        "Last checked": datetime(2026, 11, 20),  # noqa: DTZ001  cells have no zone
        "Weekdays from": time(9),
        "Weekdays to": time(17),
        "Child care": False,
    }
    sheet.append(list(cells))
    sheet.append(list(cells.values()))
    book.save(tmp_path / "list.xlsx")
    assert load_one(tmp_path / "list.xlsx", example()).listing == read_example(tmp_path).listing


def test_key_gives_stable_ids_and_numbers_rows_that_differ(tmp_path: Path) -> None:
    other = EXAMPLE_ROW | {"Phone": "217-555-0102"}
    moved = EXAMPLE_ROW | {"Street": "14 Main St"}
    shouted = EXAMPLE_ROW | {"Town": "  SPRINGFIELD "}
    read = load(write_csv(tmp_path / "a.csv", EXAMPLE_ROW, other, moved, EXAMPLE_ROW, shouted), example())
    ids = [item.outside_id or "" for item in read]
    key = min(ids[0], ids[1], ids[4])
    assert sorted({ids[0], ids[1], ids[4]}) == [key, f"{key}-2", f"{key}-3"]
    assert ids[2] not in {ids[0], ids[1], ids[4]}
    assert len(key) == 16
    assert read[3] == Rejection("row 5", ids[0], "duplicate_id")
    again = load(write_csv(tmp_path / "b.csv", moved, shouted, other, EXAMPLE_ROW), example())
    assert [item.outside_id for item in again] == [ids[2], ids[4], ids[1], ids[0]]


def test_rows_without_id_or_name_are_rejected_alone(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", {"Id": "1", "Name": " "}, {"Id": "", "Name": "Pantry"}, {"Id": "3", "Name": "Pantry"}
    )
    read = load(path, small())
    assert read[:2] == [Rejection("row 2", "1", "no_name"), Rejection("row 3", None, "no_id")]
    assert isinstance(read[2], Record)


def test_empty_key_is_no_id(tmp_path: Path) -> None:
    content = small(columns={"key": ["Name"], "name": "Name"})
    path = write_csv(tmp_path / "a.csv", {"Name": "", "Town": "Springfield"})
    assert load(path, content) == [Rejection("row 2", None, "no_id")]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("12 E Main, Suite 2, Denver, Colorado 80218", (("12 E Main, Suite 2",), "Denver", "CO", "80218")),
        ("8 W 20th St, Greeley, CO 80634-3036", (("8 W 20th St",), "Greeley", "CO", "80634")),
        ("3824 W. Princeton, Denver, CO. 80236", (("3824 W. Princeton",), "Denver", "CO", "80236")),
        ("2 Peoria St, AURORA, CO - Colorado 80014", (("2 Peoria St",), "Aurora", "CO", "80014")),
        ("5 Elm, Loveland CO, CO 80537", (("5 Elm",), "Loveland", "CO", "80537")),
        ("5 Elm, Kearney, Nebraska 68845", (("5 Elm",), "Kearney", "NE", "68845")),
        ("Springfield, IL 62701", ((), "Springfield", "IL", "62701")),
        ("Behind the old mill", (("Behind the old mill",), None, "CO", None)),
        ("", ((), None, "CO", None)),
    ],
)
def test_address_line_is_taken_apart(tmp_path: Path, line: str, parts: tuple[object, ...]) -> None:
    path = write_csv(tmp_path / "a.csv", {"Id": "1", "Name": "Pantry", "Address": line})
    record = load_one(path, small(state="CO", columns={"id": "Id", "name": "Name", "address": "Address"}))
    read = record.listing.location
    assert (read.streets, read.town, read.state, read.zip5) == parts
    assert record.warnings == (("bad_address",) if line == "Behind the old mill" else ())


@pytest.mark.parametrize(
    ("latitude", "longitude", "point", "warnings"),
    [
        ("39.74", "-104.98", Point(39.74, -104.98), ()),
        ("", "", None, ()),
        ("0", "0", None, ("bad_point",)),
        ("139.74", "-104.98", None, ("bad_point",)),
        ("39,74", "-104.98", None, ("bad_point",)),
        ("39.74", "", None, ("bad_point",)),
        ("nan", "-104.98", None, ("bad_point",)),
    ],
)
def test_point_is_taken_or_left_out(
    tmp_path: Path, latitude: str, longitude: str, point: Point | None, warnings: tuple[str, ...]
) -> None:
    content = small(precision="exact", columns={"id": "Id", "name": "Name", "latitude": "Y", "longitude": "X"})
    record = load_one(write_csv(tmp_path / "a.csv", {"Id": "1", "Name": "A", "Y": latitude, "X": longitude}), content)
    assert record.listing.location.point == point
    assert record.listing.location.precision is (Precision.EXACT if point else Precision.NONE)
    assert record.warnings == warnings


def test_contradicting_columns_leave_a_fact_open(tmp_path: Path) -> None:
    content = small(yes_no={"Spanish": "language=es", "Bilingual": "language=es"})
    row = {"Id": "1", "Name": "A", "Spanish": "yes", "Bilingual": "no"}
    record = load_one(write_csv(tmp_path / "a.csv", row), content)
    assert record.listing.says("language=es") is Answer.NOT_STATED
    assert record.listing.facts.reason("language=es") == "conflict"
    assert record.warnings == ("conflicting_facts",)


def test_odd_cells_warn_and_cost_no_row(tmp_path: Path) -> None:
    content = small(
        columns={"id": "Id", "name": "Name", "as_of": "Day"},
        hours={"MO": "Monday"},
        track=[{"column": "Groups"}],
        yes_no={"Bus": "access=transit"},
    )
    row = {"Id": "1", "Name": "A", "Day": "soon", "Monday": "9-5", "Groups": "evenings", "Bus": "perhaps"}
    record = load_one(write_csv(tmp_path / "a.csv", row), content)
    assert sorted(record.warnings) == ["bad_date", "bad_hours", "bad_track", "unknown_value"]
    assert (record.listing.as_of, record.listing.hours, record.listing.tracks) == (None, (), ())


def test_left_open_value_is_neither_yes_nor_no(tmp_path: Path) -> None:
    facts = {"A": "level=iop", "B": "level=outpatient level=iop?", "C": "level=php"}
    content = small(kind="program", values={"Care": {"facts": facts}})
    said = {}
    for value in facts:
        record = load_one(write_csv(tmp_path / "a.csv", {"Id": "1", "Name": "A", "Care": value}), content)
        said[value] = record.listing.says("level=iop")
    assert said == {"A": Answer.YES, "B": Answer.NOT_STATED, "C": Answer.NO}


def test_open_group_of_a_mapping_denies_nothing(tmp_path: Path) -> None:
    facts = {"A": "level=iop", "B": "level=php payment=free", "C": "payment=medicaid"}
    content = small(kind="program", facts={"open": ["level"], "closed": "payment"}, values={"Care": {"facts": facts}})
    record = load_one(write_csv(tmp_path / "a.csv", {"Id": "1", "Name": "A", "Care": "B"}), content)
    assert record.listing.says("level=iop") is Answer.NOT_STATED
    assert record.listing.says("payment=medicaid") is Answer.NO


def test_version_follows_the_content_of_the_mapping() -> None:
    assert Spreadsheet.from_mapping(example()).version == Spreadsheet.from_mapping(example()).version
    assert Spreadsheet.from_mapping(example()).version != Spreadsheet.from_mapping(example() | {"state": "WI"}).version


def test_table_without_rows_is_a_bad_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Id,Name\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"a\.csv has no rows below its column names\."):
        load(path, small())


def test_column_that_the_file_lacks_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", {"Id": "1", "Title": "A"})
    with pytest.raises(BadMapping) as caught:
        load(path, small())
    assert caught.value.message == (
        'The mapping names the column "Name", which a.csv does not have. Its columns are: Id, Title.'
    )


RULE = {"why": "x", "states": "restricted=prison"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, '"kind" in the file is "", but must be one of: program, resource.'),
        (small(kind="meeting"), '"kind" in the file is "meeting", but must be one of: program, resource.'),
        (small(format="hsds"), '"format" in the file is "hsds", but must be one of: spreadsheet.'),
        (small(columns={"id": "Id"}), '"name" in [columns] is missing.'),
        (small(columns={"name": "Name"}), '"id" in [columns] is needed, or else "key"'),
        (small(columns={"id": "Id", "name": "Name", "nmae": "x"}), '"nmae" in [columns] is not a known key; use:'),
        (small(columns={"id": 5, "name": "Name"}), '"id" in [columns] must be a text in quotation marks.'),
        (small(columns=[]), '"columns" in the file must be a table.'),
        (
            small(columns={"id": "Id", "name": "Name", "latitude": "Y"}),
            '"latitude" in [columns] and "longitude" come together.',
        ),
        (
            small(columns={"id": "Id", "name": "Name", "address": "A", "zip": "Z"}),
            '"address" in [columns] holds the whole address',
        ),
        (small(time_zone="Denver"), '"time_zone" in the file is "Denver", which is no IANA time zone'),
        (small(time_zone="../x"), '"time_zone" in the file is "../x", which is no IANA time zone'),
        (small(state="Colorado"), '"state" in the file must be two capital letters, like CO.'),
        (small(hours={"Monday": "M"}), '"Monday" in [hours] is not a known key; use:'),
        (small(hours={"MO": ["a", "b", "c"]}), '"MO" in [hours] takes one column, or two'),
        (small(facts={"always": "language=english"}), '"always" in [facts] holds "language=english": "english" is not'),
        (small(facts={"closed": ["levels"]}), '"closed" in [facts] names "levels"; groups are: level,'),
        (
            small(values={"Fees": {"facts": {"Cash": "payment=cash"}}}),
            '"Cash" in [values.Fees.facts] holds "payment=cash": "cash" is not a code of payment.',
        ),
        (small(values={"Fees": {"separater": ";"}}), '"separater" in [values.Fees] is not a known key; use:'),
        (small(yes_no={"Bus": "!access=transit"}), '"Bus" in [yes_no] takes plain facets'),
        (small(rule={}), '"rule" in the file must be written as tables in double brackets.'),
        (small(rule=[{"states": "restricted=prison"}]), '"why" in [rule] number 1 is missing.'),
        (small(rule=[RULE]), '"has" in [rule] number 1 or another condition is missing'),
        (small(rule=[{"why": "x", "name": "x"}]), '"states" in [rule] number 1 is missing'),
        (small(rule=[RULE, RULE | {"name": "("}]), '"has" in [rule] number 1'),
        (small(rule=[RULE | {"name": "("}]), '"name" in [rule] number 1 is not a regular expression:'),
        (
            small(values={"Who": {"facts": {"Men": "population=men"}}}, rule=[RULE | {"lacks": {"Who": ["Woman"]}}]),
            'names "Woman", which [values.Who] does not know.',
        ),
        (small(track=[{"column": "A", "level": "iops"}]), '"level" in [track] number 1 is "iops", which is no level'),
    ],
)
def test_mistake_in_a_mapping_names_the_key(content: dict[str, Any], message: str) -> None:
    with pytest.raises(BadMapping) as caught:
        Spreadsheet.from_mapping(content)
    assert message in caught.value.message


@pytest.mark.parametrize("name", ["example.toml", "ladders.toml"])
def test_mappings_that_come_with_us_can_be_read(name: str) -> None:
    assert Spreadsheet.from_mapping(tomllib.loads((MAPPINGS / name).read_text(encoding="utf-8"))).name == "spreadsheet"


def test_a_mapping_says_what_its_source_is_called_and_what_its_dates_mean() -> None:
    sheet = Spreadsheet.from_mapping(example())
    assert (sheet.title, sheet.dating) == ("Our own list", Dating.CHECKED)
    with pytest.raises(BadMapping, match='"dates"'):
        Spreadsheet.from_mapping({**example(), "dates": "often"})
