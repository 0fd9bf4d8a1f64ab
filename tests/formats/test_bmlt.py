import json
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.domain.errors import BadFile, BadMapping
from referral.domain.facts import CLOSED_FOR_NOW, Answer
from referral.domain.place import Point, Precision
from referral.domain.record import Record, Rejection
from referral.formats.bmlt import Bmlt

GOOD = {
    "id_bigint": "12",
    "worldid_mixed": "G00100",
    "service_body_bigint": "1005",
    "weekday_tinyint": "1",
    "venue_type": "",
    "start_time": "19:30:00",
    "duration_time": "01:30:00",
    "formats": "O,St",
    "format_shared_id_list": "17,27",
    "longitude": "-73.88",
    "latitude": "40.88",
    "published": "1",
    "meeting_name": "Clean Start",
    "location_text": "Town Hall",
    "location_street": "3424 Kossuth Ave.",
    "location_municipality": "New York",
    "location_province": "NY",
    "location_postal_code_1": "10467",
    "location_nation": "USA",
}
ZOOM = "https://us02web.zoom.us/j/1"


def fmt(id: str, key: str, world_id: str = "", name: str = "", lang: str = "en") -> dict[str, str]:
    return {"id": id, "key_string": key, "world_id": world_id, "name_string": name, "lang": lang}


FORMATS = [
    fmt("17", "Å", "OPEN", "Öppet möte", "sv"),
    fmt("17", "O", "OPEN", "Open"),
    fmt("27", "St", "STEP", "Step"),
    fmt("9", "ES", "LANG", "Español"),
    fmt("47", "ENG", "LANG", "English speaking"),
    fmt("60", "KL", "LANG", "Klingon"),
    fmt("16", "NC", "", "No Children"),
    fmt("61", "SC", "", "Step Class"),
    fmt("54", "VM", "VM", "Virtual Meeting"),
    fmt("55", "TC", "TC", "Temporarily Closed Facility"),
    fmt("56", "HY", "HYBR", "Hybrid Meeting"),
    fmt("62", "Frauen", "W", "Women"),
]


def load(folder: Path, rows: object, formats: object = FORMATS, **others: object) -> list[Record | Rejection]:
    answers = {"GetSearchResults": rows, "GetFormats": formats, **others}
    folder.mkdir(exist_ok=True)
    for switcher, value in answers.items():
        (folder / f"here_{switcher}.json").write_text(json.dumps(value), encoding="utf-8")
    return list(Bmlt().loads(folder, "na"))


def one(folder: Path, **fields: object) -> Record:
    item = load(folder, [GOOD | fields])[0]
    assert isinstance(item, Record), item
    return item


class NewYork(TypedDict):
    raw: dict[str, dict[str, str]]
    items: list[Record | Rejection]
    records: list[Record]


@pytest.fixture(scope="module")
def new_york(shared_data: Path) -> NewYork:
    folder = shared_data / "meetings" / "new_york_na"
    raw = json.loads((folder / "new_york_GetSearchResults.json").read_text(encoding="utf-8"))
    items = list(Bmlt().loads(folder, "na"))
    return {
        "raw": {row["id_bigint"]: row for row in raw},
        "items": items,
        "records": [i for i in items if isinstance(i, Record)],
    }


def test_new_york_rows_are_all_accounted_for(new_york: NewYork) -> None:
    items, raw = new_york["items"], new_york["raw"]
    assert [item.outside_id for item in items] == list(raw)
    assert (len(items), len(new_york["records"])) == (1555, 1513)
    rejected = {item.outside_id for item in items if isinstance(item, Rejection) and item.reason == "unpublished"}
    assert rejected == {number for number, row in raw.items() if row["published"] == "0"}
    assert len(rejected) == 42


def test_new_york_sessions_are_those_of_an_independent_count(new_york: NewYork) -> None:
    expected: Counter[tuple[str, str, int]] = Counter()
    for row in new_york["raw"].values():
        if row["published"] == "1":
            day = {"1": "SU", "2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"}[row["weekday_tinyint"]]
            hours, minutes, _ = row["duration_time"].split(":")
            expected[day, row["start_time"][:5], int(hours) * 60 + int(minutes)] += 1
    sessions = [session for record in new_york["records"] for session in record.listing.sessions]
    assert Counter((s.span.day.name, s.span.start_clock, s.span.length_min) for s in sessions) == expected
    assert not any(session.end_assumed for session in sessions)


@pytest.mark.parametrize(
    ("facet", "keys"),
    [
        ("restricted=women_only", "W"),
        ("restricted=men_only", "M"),
        ("access=wheelchair", "WC"),
        ("meeting=beginner", "B"),
        ("meeting=discussion", "D SD To"),
        ("meeting=step", "St SG FD"),
        ("meeting=speaker", "So SD"),
        ("meeting=no_children", "NC"),
        ("meeting=cameras", "SC"),
        ("meeting=id_required", "ID"),
        ("meeting=young_people", "YP"),
        ("meeting=child_friendly", "CW CS"),
        ("language=es", "ES"),
        ("language=asl", "SL"),
    ],
)
def test_new_york_facets_are_those_of_its_format_keys(new_york: NewYork, facet: str, keys: str) -> None:
    wanted = set(keys.split())
    expected = set()
    for number, row in new_york["raw"].items():
        held = set(row["formats"].split(",")) & wanted
        if {"M", "W"} <= set(row["formats"].split(",")) and facet.startswith("restricted"):
            held = set()
        if held and row["published"] == "1":
            expected.add(number)
    assert expected
    assert {record.outside_id for record in new_york["records"] if facet in record.listing.facts.yes} == expected


def test_new_york_reads_without_unknown_formats(new_york: NewYork) -> None:
    assert Counter(warning for record in new_york["records"] for warning in record.warnings) == {"long_session": 2}
    assert {record.listing.facts.codes("fellowship") for record in new_york["records"]} == {("NA",)}
    assert len({record.merge_key for record in new_york["records"]}) == 1410
    assert len({record.listing.group_id for record in new_york["records"]}) == 1302


def test_new_york_reads_nearly_the_same_without_its_format_list(new_york: NewYork, shared_data: Path) -> None:
    path = shared_data / "meetings" / "new_york_na" / "new_york_GetSearchResults.json"
    bare = [item for item in Bmlt().loads(path, "na") if isinstance(item, Record)]
    pairs = zip(new_york["records"], bare, strict=True)
    assert [with_list.outside_id for with_list, alone in pairs if with_list.listing.facts != alone.listing.facts] == []


def test_row_becomes_a_listing(tmp_path: Path) -> None:
    bodies = [{"id": "1005", "name": "Bronx Area", "helpline": "212-555-0100"}]
    row = GOOD | {
        "location_info": "side door",
        "train_lines": "Train Lines#@-@#4 to Mosholu",
        "comments": "No pets<br>please",
    }
    record = load(tmp_path, [row], GetServiceBodies=bodies)[0]
    assert isinstance(record, Record)
    listing = record.listing
    assert (listing.id, listing.name, listing.organization) == ("na:12", "Clean Start", "Bronx Area")
    assert listing.location.address == "3424 Kossuth Ave., New York, NY 10467"
    assert (listing.location.point, listing.location.precision) == (Point(40.88, -73.88), Precision.STREET)
    assert listing.description == "side door\n4 to Mosholu"
    session = listing.sessions[0]
    assert (session.span.day.name, session.span.start_clock, session.span.end_clock) == ("SU", "19:30", "21:00")
    assert (session.notes, session.outside_id) == ("No pets\nplease", "12")
    assert [phone.text for phone in record.phones] == ["212-555-0100"]
    assert listing.facts.yes == {
        "meeting=open",
        "meeting=step",
        "language=en",
        "fellowship=NA",
        "attendance=in_person",
        "access=transit",
    }
    assert listing.facts.answer("fellowship=AA") is Answer.NO


def test_contacts_are_never_kept(tmp_path: Path) -> None:
    names = ["email_contact", "contact_name_1", "contact_phone_2", "contact_email_1", "our_chairperson"]
    record = one(tmp_path, **dict.fromkeys(names, "Pat P."), comments={"contact": "Pat P."})
    assert "Pat P." not in repr(record)
    assert record.raw == GOOD


@pytest.mark.parametrize(
    ("fields", "attendance"),
    [
        ({}, "in_person"),
        ({"venue_type": "1"}, "in_person"),
        ({"venue_type": 2}, "online"),
        ({"venue_type": "3"}, "hybrid"),
        ({"format_shared_id_list": "54"}, "online"),
        ({"format_shared_id_list": "56"}, "hybrid"),
        ({"format_shared_id_list": "54,56"}, "hybrid"),
        ({"format_shared_id_list": "54,55"}, "online"),
        ({"format_shared_id_list": "55,56"}, "online"),
        ({"venue_type": "1", "format_shared_id_list": "54"}, "in_person"),
        ({"virtual_meeting_link": ZOOM}, "hybrid"),
        ({"venue_type": "1", "virtual_meeting_link": ZOOM}, "in_person"),
        ({"venue_type": "1", "format_shared_id_list": "55", "virtual_meeting_link": ZOOM}, "online"),
        ({"format_shared_id_list": "55", "phone_meeting_number": "212-555-0100"}, "online"),
    ],
)
def test_venue_type_formats_and_links_decide_attendance(
    tmp_path: Path, fields: dict[str, object], attendance: str
) -> None:
    listing = one(tmp_path, **fields).listing
    assert listing.facts.codes("attendance") == (attendance,)
    assert {session.mode.value for session in listing.sessions} == {attendance}
    assert (listing.online is not None) == (
        attendance != "in_person" and bool({"virtual_meeting_link", "phone_meeting_number"} & fields.keys())
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"published": "0"}, "rejected unpublished"),
        ({"published": 0}, "rejected unpublished"),
        ({"id_bigint": ""}, "rejected no_id"),
        ({"id_bigint": "1"}, "rejected duplicate_id"),
        ({"meeting_name": " "}, "rejected no_name"),
        ({"weekday_tinyint": "0"}, "rejected bad_day"),
        ({"weekday_tinyint": "8"}, "rejected bad_day"),
        ({"start_time": ""}, "rejected bad_time"),
        ({"start_time": "25:00:00"}, "rejected bad_time"),
        ({"format_shared_id_list": "55"}, "rejected inactive"),
        ({"duration_time": "soon"}, "SU 60 bad_duration"),
        ({"duration_time": ""}, "SU 60"),
        ({"duration_time": "24:00:00"}, "SU 1440 long_session"),
        ({"weekday_tinyint": 7}, "SA 90"),
        ({"venue_type": "2", "virtual_meeting_link": "https://notzoom.us/1"}, "SU 90 bad_conference_url no_conference"),
        ({"time_zone": "Eastern"}, "SU 90 bad_time_zone"),
        ({"latitude": "x"}, "SU 90 bad_point"),
        ({"latitude": "", "longitude": ""}, "SU 90"),
        ({"formats": "QQ", "format_shared_id_list": "999"}, "SU 90 unknown_format"),
        ({"format_shared_id_list": "60"}, "SU 90 unknown_language"),
    ],
)
def test_one_bad_row_costs_only_itself(tmp_path: Path, fields: dict[str, object], expected: str) -> None:
    items = load(tmp_path, [GOOD | {"id_bigint": "1"}, GOOD | fields, None, GOOD | {"id_bigint": "3"}])
    assert [isinstance(item, Record) for item in (items[0], items[3])] == [True, True]
    assert items[2] == Rejection("meeting 3", None, "not_an_object")
    item = items[1]
    if isinstance(item, Rejection):
        assert f"rejected {item.reason}" == expected
    else:
        found = [f"{s.span.day.name} {s.span.length_min}" for s in item.listing.sessions]
        assert " ".join([*found, *item.warnings]) == expected


@pytest.mark.parametrize(
    ("ids", "codes"),
    [("17,9", ("es",)), ("9,47", ("en", "es")), ("17", ("en",)), ("", ("en",)), ("47", ("en",))],
)
def test_language_formats(tmp_path: Path, ids: str, codes: tuple[str, ...]) -> None:
    assert one(tmp_path, format_shared_id_list=ids, formats="").listing.facts.codes("language") == codes


def test_local_key_counts_only_with_its_usual_name(tmp_path: Path) -> None:
    record = one(tmp_path, format_shared_id_list="16,61,62")
    assert record.listing.facts.codes("meeting") == ("no_children", "women")
    assert record.warnings == ("unknown_format",)
    assert record.listing.facts.codes("restricted") == ("women_only",)


def test_rows_of_one_group_are_one_listing_until_they_differ(tmp_path: Path) -> None:
    rows = [
        GOOD,
        GOOD | {"id_bigint": "13", "weekday_tinyint": "3", "formats": "St,O", "format_shared_id_list": "27,17"},
        GOOD | {"id_bigint": "14", "format_shared_id_list": "17"},
        GOOD | {"id_bigint": "15", "worldid_mixed": "G00200"},
    ]
    found = [item for item in load(tmp_path, rows) if isinstance(item, Record)]
    keys, groups = [r.merge_key for r in found], [r.listing.group_id for r in found]
    assert (keys[0] == keys[1], len(set(keys))) == (True, 3)
    assert (groups[0] == groups[1] == groups[2], len(set(groups))) == (True, 2)


def test_town_falls_back_to_the_borough(tmp_path: Path) -> None:
    place = one(
        tmp_path, location_municipality="", location_city_subsection="Brooklyn", location_street=""
    ).listing.location
    assert (place.address, place.precision) == ("Brooklyn, NY 10467", Precision.TOWN)


def test_object_with_meetings_and_formats_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"meetings": [GOOD], "formats": FORMATS}), encoding="utf-8")
    record = next(iter(Bmlt("America/New_York").loads(path, "na")))
    assert isinstance(record, Record)
    assert record.listing.facts.codes("meeting") == ("open", "step")
    assert record.listing.location.time_zone == "America/New_York"


@pytest.mark.parametrize(
    "text", ["", "{}", "5", '{"meetings": 5}', '[{"slug": "a", "name": "b"}]', "<html>", '[{"id_bigint": "1"']
)
def test_file_of_another_kind_is_bad(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile):
        list(Bmlt().loads(path, "na"))


def test_folder_without_or_with_two_answers_is_bad(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        list(Bmlt().loads(tmp_path, "na"))
    for name in ("a", "b"):
        (tmp_path / f"{name}_GetSearchResults.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BadFile):
        list(Bmlt().loads(tmp_path, "na"))


def test_unknown_time_zone_is_refused() -> None:
    with pytest.raises(BadMapping):
        Bmlt("Eastern")


values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=10)
    | st.lists(st.integers(), max_size=2)
    | st.sampled_from([ZOOM, "VM,TC"])
)


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from([*GOOD, "virtual_meeting_link", "time_zone"]), values, max_size=8), max_size=3
    )
)
def test_any_objects_are_records_or_rejections(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    items = load(
        tmp_path_factory.getbasetemp() / "anything",
        [GOOD | row for row in rows] + list(rows),
        formats=[*FORMATS, {}, None],
    )
    assert [item.row for item in items] == [f"meeting {number}" for number in range(1, 2 * len(rows) + 1)]
    ids = [item.outside_id for item in items if isinstance(item, Record)]
    assert len(ids) == len(set(ids))


def test_a_room_that_is_closed_for_now_is_kept_as_the_reason(tmp_path: Path) -> None:
    closed = one(tmp_path, venue_type="2", format_shared_id_list="55", virtual_meeting_link=ZOOM).listing
    virtual = one(tmp_path, venue_type="2", format_shared_id_list="", virtual_meeting_link=ZOOM).listing
    assert (closed.online_only, closed.facts.reason("attendance=in_person")) == (True, CLOSED_FOR_NOW)
    assert (virtual.online_only, virtual.facts.reason("attendance=in_person")) == (True, None)
