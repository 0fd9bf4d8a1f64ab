"""Link-SF: structured hours, nights cut at midnight, and who is admitted."""

import json
from pathlib import Path
from typing import Any

import pytest

from referral.domain.errors import BadFile
from referral.domain.listing import Location, PhoneRole
from referral.domain.place import Point, Precision
from referral.domain.record import PhoneText, Record, Rejection
from referral.formats.linksf import LinkSf

Doc = dict[str, Any]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def opens(day: str, opens_at: int, closes_at: int) -> Doc:
    return {"id": 1, "weekday": day, "opens_at": opens_at, "closes_at": closes_at}


def service(*schedules: Doc, **fields: object) -> Doc:
    base = {
        "id": "s1",
        "name": "Food pantry",
        "taxonomy": "food",
        "description": "",
        "application_process": "Bring a bag.",
    }
    return {**base, "eligibility": {"gender": ""}, "schedules": list(schedules), **fields}


def load(folder: Path, *services: Doc, phones: list[Doc] | None = None, **fields: object) -> list[Record | Rejection]:
    location = {
        "id": "l1",
        "name": "Fern Hall",
        "organization_id": "o1",
        "latitude": 37.75,
        "longitude": -122.41,
        "physical_address": {"id": 1, "address_1": "12 Fern St.", "city": "San Franicsco"},
        "services": {each["id"]: each for each in services},
        **fields,
    }
    organization = {"id": "o1", "name": "Fern Street Church", "url": "https://fern.example.org", "phones": phones or []}
    (folder / "linksf__locations.json").write_text(json.dumps({"l1": location}), "utf-8")
    (folder / "linksf__organizations.json").write_text(json.dumps({"o1": organization}), "utf-8")
    return list(LinkSf().loads(folder, "sf"))


def one(folder: Path, *args: Doc, phones: list[Doc] | None = None, **fields: object) -> Record:
    (record,) = load(folder, *args, phones=phones, **fields)
    assert isinstance(record, Record)
    return record


def shown(record: Record) -> list[str]:
    return [f"{each.span.day.name} {each.span.start_clock}-{each.span.end_clock}" for each in record.listing.hours]


def test_service_is_a_record(tmp_path: Path) -> None:
    record = one(tmp_path, service())
    listing = record.listing
    assert (record.row, listing.id, listing.name) == ("location 1, service 1", "sf:s1", "Food pantry")
    assert (listing.organization, listing.website) == ("Fern Street Church", "https://fern.example.org")
    assert listing.location == Location(
        name="Fern Hall",
        streets=("12 Fern St.",),
        town="San Francisco",
        state="CA",
        point=Point(37.75, -122.41),
        precision=Precision.STREET,
        time_zone="America/Los_Angeles",
    )


def test_nameless_service_takes_the_name_of_who_gives_it(tmp_path: Path) -> None:
    assert one(tmp_path, service(name="")).listing.name == "Fern Street Church"


@pytest.mark.parametrize(
    "schedules, expected",
    [
        ([opens("Monday", 900, 1200), opens("Monday", 1300, 1700)], ["MO 09:00-12:00", "MO 13:00-17:00"]),
        ([opens("Friday", 1900, 2359), opens("Saturday", 0, 700)], ["FR 19:00-07:00"]),
        ([opens("Friday", 1900, 2359), opens("Saturday", 1, 700)], ["FR 19:00-07:00"]),
        ([opens("Sunday", 2200, 2359), opens("Monday", 0, 400)], ["SU 22:00-04:00"]),
        ([opens("Tuesday", 0, 2359)], ["TU 00:00-00:00"]),
        ([opens(day, 0, 2359) for day in DAYS[:2]], ["MO 00:00-00:00", "TU 00:00-00:00"]),
        ([opens("Monday", 700, 900), opens("Monday", 900, 1100)], ["MO 07:00-11:00"]),
    ],
)
def test_hours_are_joined(tmp_path: Path, schedules: list[Doc], expected: list[str]) -> None:
    assert shown(one(tmp_path, service(*schedules))) == expected


def test_impossible_times_are_left_out_with_a_warning(tmp_path: Path) -> None:
    record = one(tmp_path, service(opens("Monday", 975, 1200), opens("Tuesday", 900, 1200)))
    assert (shown(record), record.warnings) == (["TU 09:00-12:00"], ("hours_typo",))


@pytest.mark.parametrize(
    "fields, yes, left_open",
    [
        ({}, "topic=food", None),
        ({"taxonomy": "medical", "name": "Clinic"}, "topic=health", "topic=mental_health"),
        ({"taxonomy": "medical", "name": "Mental Health Services"}, "topic=mental_health", None),
        ({"taxonomy": "housing", "name": "Family shelter"}, "topic=shelter", None),
        ({"taxonomy": "technology", "name": "Computer Lab"}, "topic=phone_internet", None),
    ],
)
def test_topics_are_closed(tmp_path: Path, fields: Doc, yes: str, left_open: str | None) -> None:
    facts = one(tmp_path, service(**fields)).listing.facts
    assert {facet for facet in facts.yes if facet.startswith("topic=")} == {yes}
    assert facts.answer("topic=hygiene") == "no"
    assert facts.answer("topic=legal") == "not_stated"
    if left_open:
        assert facts.answer(left_open) == "not_stated"


def test_stated_gender_is_a_restriction(tmp_path: Path) -> None:
    facts = one(tmp_path, service(eligibility={"gender": "F", "age": ["S", "C"]})).listing.facts
    assert {"restricted=women_only", "population=women", "population=seniors", "eligibility=age"} <= facts.yes
    assert facts.answer("restricted=men_only") == "no"
    assert facts.answer("population=adults") == "not_stated"


def test_phones_keep_extensions_and_no_names(tmp_path: Path) -> None:
    phones = [
        {"number": "(415) 555-0101", "department": "Dr. Example ext. 214"},
        {"number": "(415) 555-0102", "department": "24hr crisis hotline"},
        {"number": "(415) 555-0103", "department": "24hrs TDD."},
        {"number": "", "department": "No Phone Number"},
    ]
    record = one(tmp_path, service(), phones=phones)
    assert record.phones == (PhoneText("(415) 555-0101 ext. 214"), PhoneText("(415) 555-0102", PhoneRole.HOTLINE))
    assert "Example" not in json.dumps(record.raw)


def test_confidential_shelter_keeps_its_town_only(tmp_path: Path) -> None:
    record = one(tmp_path, service(description="Confidentially-located Emergency Shelter"))
    assert record.listing.location == Location(
        town="San Francisco", state="CA", time_zone="America/Los_Angeles", hidden=True
    )
    assert [part for part in ("12 Fern", "37.75") if part in json.dumps(record.raw)] == []


def test_city_centre_is_said_as_about(tmp_path: Path) -> None:
    place: Doc = {
        "latitude": 37.7749295,
        "longitude": -122.41941550000001,
        "physical_address": {"address_1": "San Francisco"},
    }
    location = one(tmp_path, service(), **place).listing.location
    assert (location.streets, location.precision) == ((), Precision.TOWN)


def test_location_without_services_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "linksf__organizations.json").write_text('{"o1": {"name": "Fern"}}', "utf-8")
    locations = {"l1": {"services": {}}, "l2": {"services": {"s1": service()}}}
    (tmp_path / "linksf__locations.json").write_text(json.dumps(locations), "utf-8")
    assert next(LinkSf().loads(tmp_path, "sf")) == Rejection("location 1", "l1", "no_service")


def test_other_json_is_refused(tmp_path: Path) -> None:
    for name in ("linksf__locations.json", "linksf__organizations.json"):
        (tmp_path / name).write_text('{"a": {"b": 1}}', "utf-8")
    with pytest.raises(BadFile, match="not Link-SF"):
        list(LinkSf().loads(tmp_path, "sf"))


@pytest.fixture(scope="session")
def feed(shared_data: Path) -> tuple[list[Doc], list[Record | Rejection]]:
    folder = shared_data / "community" / "linksf"
    locations = json.loads((folder / "linksf__locations.json").read_text("utf-8"))
    return list(locations.values()), list(LinkSf().loads(folder, "sf"))


def test_every_service_of_the_feed_is_a_record(feed: tuple[list[Doc], list[Record | Rejection]]) -> None:
    locations, items = feed
    stated = [each["id"] for location in locations for each in location.get("services", {}).values()]
    assert [item.outside_id for item in items if isinstance(item, Record)] == stated
    assert len(stated) == 242
    assert [item.reason for item in items if isinstance(item, Rejection)] == ["no_service"]


def test_hours_of_the_feed_hold_every_minute_stated(feed: tuple[list[Doc], list[Record | Rejection]]) -> None:
    locations, items = feed
    records = {item.outside_id: item for item in items if isinstance(item, Record)}
    stated = {
        each["id"]: each.get("schedules", [])
        for location in locations
        for each in location.get("services", {}).values()
    }
    differing = {key for key, rows in stated.items() if minutes_of(rows) != minutes_in(records[key])}
    assert differing == set()


def minutes_of(rows: list[Doc]) -> set[int]:
    minutes = set()
    for row in rows:
        first, last = (row[key] // 100 * 60 + row[key] % 100 for key in ("opens_at", "closes_at"))
        last = 1440 if last == 1439 else last
        minutes |= {DAYS.index(row["weekday"]) * 1440 + minute for minute in range(0 if first == 1 else first, last)}
    return minutes


def minutes_in(record: Record) -> set[int]:
    spans = [each.span for each in record.listing.hours]
    return {minute % 10080 for span in spans for minute in range(span.start_min, span.end_min)}


def test_nights_of_the_feed_are_whole(feed: tuple[list[Doc], list[Record | Rejection]]) -> None:
    shelter = next(
        item for item in feed[1] if isinstance(item, Record) and "Diamond Youth" in (item.listing.organization or "")
    )
    weekend = [f"{day} 16:00-07:30" for day in ("SA", "SU")]
    assert shown(shelter) == [*(f"{day} 18:30-07:30" for day in ("MO", "TU", "WE", "TH", "FR")), *weekend]
