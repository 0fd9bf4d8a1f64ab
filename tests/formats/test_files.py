import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from referral.domain.errors import BadFile
from referral.formats import csv_text, files
from referral.formats.files import csv_rows, json_value, plain_text, xlsx_properties, xlsx_rows

ROWS = "name,town\nHaven,Bangor\nHarbor,Bath\n"


def written(tmp_path: Path, content: bytes | str, name: str = "feed.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(tmp_path: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook(write_only=True)
    for at, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {at}")
        for row in rows:
            sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def with_sheet_xml(path: Path, xml: bytes) -> Path:
    """The workbook with the content of its first sheet replaced."""
    forged = path.with_name("forged.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(forged, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, xml if entry == "xl/worksheets/sheet1.xml" else old.read(entry))
    return forged


def sheet_xml(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><dimension ref="A1"/><sheetData>{body}</sheetData></worksheet>'.encode()


# CSV


def test_csv_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = written(tmp_path, 'name,notes\nHaven,"two\nlines"\n\n,\nHarbor,x\n')
    assert list(csv_rows(path)) == [
        (2, {"name": "Haven", "notes": "two\nlines"}),
        (5, {"name": "Harbor", "notes": "x"}),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff   name , town \nÉlan,Añasco\n".encode(),
        "   \ufeffname,town\nÉlan,Añasco\n".encode(),
        "name,town\nÉlan,Añasco\n".encode("cp1252"),
        "name;town\r\nÉlan;Añasco\r\n".encode("utf-8-sig"),
        "name\ttown\rÉlan\tAñasco".encode("utf-16"),
        '"name","town"\n"Élan","Añasco"'.encode(),
    ],
    ids=["bom and spaces", "spaces before bom", "windows-1252", "semicolons", "utf-16 tabs", "no last line end"],
)
def test_csv_header_and_letters_survive_encodings(tmp_path: Path, content: bytes) -> None:
    assert list(csv_rows(written(tmp_path, content))) == [(2, {"name": "Élan", "town": "Añasco"})]


def test_csv_with_a_few_old_cells_keeps_the_letters_of_both(tmp_path: Path) -> None:
    content = "name,town\nÉlan,".encode() + "Añasco".encode("cp1252") + b"\n"
    assert [row for _, row in csv_rows(written(tmp_path, content))] == [{"name": "Élan", "town": "Añasco"}]


def test_csv_of_a_named_encoding_is_read_strictly(tmp_path: Path) -> None:
    path = written(tmp_path, "name\nÉlan\n".encode("cp1252"))
    assert [row["name"] for _, row in csv_rows(path, encoding="cp1252")] == ["Élan"]
    with pytest.raises(BadFile, match="neither UTF-8 nor Windows-1252"):
        list(csv_rows(path, encoding="utf-8"))
    with pytest.raises(BadFile, match='"klingon" is not a known encoding'):
        list(csv_rows(path, encoding="klingon"))


def test_csv_short_and_long_rows_are_tolerated(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c\n1\n1,2,3,4\n5,6\n")
    assert [row for _, row in csv_rows(path)] == [
        {"a": "1", "b": "", "c": ""},
        {"a": "1", "b": "2", "c": "3"},
        {"a": "5", "b": "6", "c": ""},
    ]


def test_csv_of_equal_columns_keeps_the_first_and_drops_nameless_ones(tmp_path: Path) -> None:
    assert list(csv_rows(written(tmp_path, "a,,a\n1,2,3\n"))) == [(2, {"a": "1"})]


def test_csv_without_rows_below_the_header_is_no_fault(tmp_path: Path) -> None:
    assert list(csv_rows(written(tmp_path, "a,b\n"))) == []


@pytest.mark.parametrize(
    "content, message",
    [
        ("", "is empty"),
        ("\ufeff \n\n", "is empty"),
        ("name\nHa\0ven\n", "line 2 holds NUL bytes"),
        ("name\nHaven\n".encode("utf-16-le"), "NUL bytes"),
        (b"name\n\x81\x8d\n", "neither UTF-8 nor Windows-1252"),
        (b"PK\x03\x04rest", "an Excel workbook or zip archive, not CSV"),
        (b"%PDF-1.7", "a PDF, not CSV"),
        ("<!DOCTYPE html><html>", "a web page or XML"),
        ('name,town\nHaven,"Bangor\nHarbor,Bath\n', "cut short: it ends inside a cell"),
        ("name,town,zip\nHaven,Bangor,04401\nHarbor,Ba", "cut short: row 3 ends after 2 of 3 cells"),
        ("name\n" + "x" * 140_000 + "\n", "field larger than field limit"),
        ("name\n" + "x" * (csv_text.MAX_LINE_CHARS + 1), "over 8,388,608 characters"),
        (",".join(f"c{at}" for at in range(5_001)), "5,001 columns"),
    ],
)
def test_csv_that_is_none_is_a_bad_file(tmp_path: Path, content: bytes | str, message: str) -> None:
    with pytest.raises(BadFile, match=message):
        list(csv_rows(written(tmp_path, content)))


def test_csv_over_the_size_limit_is_a_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "MAX_CSV_BYTES", len(ROWS))
    assert len(list(csv_rows(written(tmp_path, ROWS)))) == 2
    with pytest.raises(BadFile, match="larger than"):
        list(csv_rows(written(tmp_path, ROWS + "\n")))


def test_readers_of_a_missing_file_or_a_folder_say_so(tmp_path: Path) -> None:
    for reader in (csv_rows, xlsx_rows):
        for path in (tmp_path, tmp_path / "none"):
            with pytest.raises(BadFile, match="cannot be read"):
                list(reader(path))
    with pytest.raises(BadFile, match="cannot be read"):
        json_value(tmp_path / "none")


def test_csv_of_the_real_export_cut_anywhere_is_never_taken_whole(shared_data: Path, tmp_path: Path) -> None:
    whole = (shared_data / "treatment" / "loud_facility-detail.csv").read_bytes()
    for cut in (30_001, 100_000, 250_007, len(whole) - 40):
        with pytest.raises(BadFile, match="cut short"):
            list(csv_rows(written(tmp_path, whole[:cut])))


# Excel


def test_xlsx_rows_keep_their_numbers_and_types(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["name", "zip"], [None, None], ["Haven", 4401.5], [None, True]], [["other"]])
    assert list(xlsx_rows(path)) == [(1, ("name", "zip")), (3, ("Haven", 4401.5)), (4, (None, True))]
    assert list(xlsx_rows(path, 1)) == list(xlsx_rows(path, "Sheet 1")) == [(1, ("other",))]


@pytest.mark.parametrize("sheet", ["Sheet 9", 7, -1])
def test_xlsx_without_the_sheet_names_those_there_are(tmp_path: Path, sheet: str | int) -> None:
    with pytest.raises(BadFile, match="It has: Sheet 0"):
        list(xlsx_rows(workbook(tmp_path, [["name"]]), sheet))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_xlsx_cut_short_is_a_bad_file(tmp_path: Path, share: float) -> None:
    whole = workbook(tmp_path, [["name", "town"]] * 50).read_bytes()
    with pytest.raises(BadFile, match="cut short or damaged"):
        list(xlsx_rows(written(tmp_path, whole[: int(len(whole) * share)], "cut.xlsx")))


@pytest.mark.parametrize("content", [b"", b"name,town\n", b"<html>", b"\xd0\xcf\x11\xe0old"])
def test_xlsx_of_another_type_is_a_bad_file(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadFile, match="is not an Excel workbook"):
        list(xlsx_rows(written(tmp_path, content, "book.xlsx")))


def test_xlsx_that_is_another_zip_is_a_bad_file(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(BadFile, match="not a readable Excel workbook"):
        list(xlsx_rows(path))


def test_xlsx_that_unpacks_to_far_more_than_its_size_is_not_opened(tmp_path: Path) -> None:
    bomb = with_sheet_xml(workbook(tmp_path, [["name"]]), b" " * 20_000_000)
    assert bomb.stat().st_size < 100_000
    with pytest.raises(BadFile, match="as no real workbook does"):
        list(xlsx_rows(bomb))


def test_xlsx_over_the_limits_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, [["name"]])
    for limit, message in (
        ("MAX_XLSX_BYTES", "larger than"),
        ("MAX_XLSX_ENTRIES", "more than a workbook may hold"),
        ("MAX_XLSX_UNPACKED_BYTES", "more than a workbook may hold"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(files, limit, 3)
            with pytest.raises(BadFile, match=message):
                list(xlsx_rows(path))
    assert list(xlsx_rows(path)) == [(1, ("name",))]


def test_xlsx_with_entities_is_a_bad_file(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + sheet_xml(
        '<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row>'
    )
    with pytest.raises(BadFile):
        list(xlsx_rows(with_sheet_xml(workbook(tmp_path, [["name"]]), laughs)))


@pytest.mark.parametrize(
    "body",
    ['<row r="999999999"><c r="A999999999"><v>1</v></c></row>', '<row r="1"><c r="ZZZ1"><v>1</v></c></row>'],
    ids=["row", "column"],
)
def test_xlsx_with_a_forged_place_is_a_bad_file(tmp_path: Path, body: str) -> None:
    with pytest.raises(BadFile, match="more rows or columns than a sheet can hold"):
        list(xlsx_rows(with_sheet_xml(workbook(tmp_path, [["name"]]), sheet_xml(body))))


def test_xlsx_damaged_inside_a_sheet_is_a_bad_file_after_the_rows_before(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 20_000))
    path = with_sheet_xml(workbook(tmp_path, [["name"]]), sheet_xml(rows).replace(b"</sheetData>", b"</oops>"))
    stream = xlsx_rows(path)
    assert next(stream) == (1, (1,))
    with pytest.raises(BadFile, match="damaged or cut short"):
        list(stream)


def test_xlsx_properties_are_what_the_workbook_says(shared_data: Path, tmp_path: Path) -> None:
    title, created = xlsx_properties(shared_data / "treatment" / "national-directory-su-facilities-2023.xlsx")
    assert (title, str(created)) == ("2023 SU Facilities for All Cities", "2023-06-20")
    assert xlsx_properties(workbook(tmp_path, [["name"]]))[0] is None


# JSON


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_value_is_read_in_every_encoding_of_json(tmp_path: Path, encoding: str) -> None:
    value = [{"name": "Élan", "day": 1}]
    path = written(tmp_path, json.dumps(value, ensure_ascii=False).encode(encoding), "feed.json")
    assert json_value(path) == value


@pytest.mark.parametrize(
    "content, message",
    [
        ("", "is empty"),
        ('[{"name": "Haven"},\n{"na', "cut short: it ends inside a value at line 2"),
        ('[{"name": "Haven"}', "cut short"),
        ('[{"name" "Haven"}]', r"is not JSON: Expecting ':' delimiter at line 1, column 10"),
        ("<!DOCTYPE html>", "is a web page or XML"),
        ("[NaN]", "NaN is not a JSON number"),
        (b'["\xff"]', "is not JSON text"),
        ("[" * 65 + "]" * 65, "nested over 64 deep"),
        ("[" * 200_000, "nested too deep"),
        ('{"a":' * 200_000, "nested too deep"),
        ("[" + "9" * 5_000 + "]", "is not JSON text"),
    ],
)
def test_json_that_is_none_is_a_bad_file(tmp_path: Path, content: bytes | str, message: str) -> None:
    with pytest.raises(BadFile, match=message):
        json_value(written(tmp_path, content, "feed.json"))


def test_json_nested_to_the_limit_is_read(tmp_path: Path) -> None:
    value = json_value(written(tmp_path, "[" * 64 + "]" * 64, "feed.json"))
    assert isinstance(value, list)


def test_json_over_the_size_limit_is_a_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_JSON_BYTES", 10)
    assert json_value(written(tmp_path, "[" + " " * 8 + "]", "feed.json")) == []
    with pytest.raises(BadFile, match="larger than"):
        json_value(written(tmp_path, "[" + " " * 9 + "]", "feed.json"))


# Text


@pytest.mark.parametrize(
    "html, text",
    [
        (None, None),
        ("  \r\n ", None),
        ("<p></p>", None),
        ("Bring a chair.", "Bring a chair."),
        ("<p>Ring&nbsp;bell &amp; wait</p><p>Side  door</p>", "Ring bell & wait\n\nSide door"),
        ("one<br>two<br/>three\r\nfour", "one\ntwo\nthree\nfour"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("ages < 18 & > 12, 5<6", "ages < 18 & > 12, 5<6"),
        ("<script>steal()</script>safe<style>p{}</style><!-- no -->", "safe"),
        ("Caf\u0065\u0301 \u200btonight\ufeff", "Café tonight"),
        ("bell\x07 tab\tend\x00", "bell tab end"),
        ("turn\u202egnorw", "turngnorw"),
        ("half \ud800pair", "half pair"),
        ("<![odd]>kept", "kept"),
        ("&lt;b&gt;not a tag&lt;/b&gt;", "<b>not a tag</b>"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ('<a href="https://example.org">Zoom</a> 555', "Zoom 555"),
    ],
)
def test_plain_text_keeps_words_and_lines(html: str | None, text: str | None) -> None:
    assert plain_text(html) == text


@given(st.text())
def test_plain_text_never_fails_and_is_clean(html: str) -> None:
    text = plain_text(html)
    if text is not None:
        assert text == text.strip() != ""
        text.encode()
        assert not any(ord(character) < 32 and character != "\n" for character in text)
