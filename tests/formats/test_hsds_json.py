"""HSDS 3.x JSON: documents written here, valid by the published schemas."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from referral.domain.errors import BadFile
from referral.domain.listing import Area, Location, Online, PhoneRole
from referral.domain.place import Point, Precision
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.vocabulary import Kind
from referral.formats.hsds import Hsds
from referral.formats.hsds_place import read_area

MAPPING = Path(__file__).resolve().parents[2] / "seed" / "mappings" / "hsds.toml"
Doc = dict[str, Any]


def uid(number: int) -> str:
    return str(UUID(int=number))


ORGANIZATION: Doc = {
    "id": uid(1),
    "name": "Cedar Community",
    "description": "Neighbors.",
    "website": "https://cedar.example.org",
    "contacts": [{"id": uid(90), "name": "Pat Example", "email": "pat@example.org"}],
    "phones": [{"id": uid(2), "number": "303-555-0199"}],
}
LOCATION: Doc = {
    "id": uid(3),
    "location_type": "physical",
    "name": "Cedar House",
    "latitude": 39.7,
    "longitude": -104.9,
    "transportation": "Bus 15",
    "addresses": [
        {
            "id": uid(4),
            "address_1": "9 Cedar Ave",
            "city": "Denver",
            "state_province": "CO",
            "postal_code": "80205",
            "country": "US",
            "address_type": "physical",
        }
    ],
    "accessibility": [{"id": uid(5), "description": "Wheelchair ramp at the side door"}],
}


def schedule(**fields: object) -> Doc:
    return {"id": uid(6), "freq": "WEEKLY", "byday": "MO,TH", "opens_at": "09:00", "closes_at": "17:00", **fields}


def term(name: str, **fields: object) -> Doc:
    taxonomy_term = {"id": uid(8), "name": name, "description": name, "taxonomy": "Open Eligibility", **fields}
    return {"id": uid(9), "link_entity": "service", "taxonomy_term": taxonomy_term}


def place(**fields: object) -> Doc:
    return {"id": uid(20), "location": LOCATION, **fields}


def service(**fields: object) -> Doc:
    return {
        "id": uid(10),
        "name": "Work Readiness",
        "status": "active",
        "description": "Help with job search.",
        "organization": ORGANIZATION,
        "service_at_locations": [place()],
        **fields,
    }


def dump(folder: Path, value: object, name: str = "services.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def load(path: Path) -> list[Record | Rejection]:
    return list(Hsds.from_mapping(tomllib.loads(MAPPING.read_text("utf-8"))).loads(path, "co"))


def one(folder: Path, **fields: object) -> Record:
    (record,) = load(dump(folder, service(**fields)))
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="session")
def schemas(shared_data: Path) -> Path:
    return shared_data / "community" / "hsds-3.1-schema" / "compiled"


def faults(schemas: Path, name: str, document: Doc) -> Iterator[str]:
    validator = Draft202012Validator(json.loads((schemas / f"{name}.json").read_text("utf-8")))
    return (f"{error.json_path}: {error.message}" for error in validator.iter_errors(document))


FULL = service(
    alternate_name="Job Club",
    url="https://cedar.example.org/work",
    email="jobs@example.org",
    eligibility_description="Adults who look for work.",
    application_process="Call first.",
    fees_description="None",
    minimum_age=18,
    assured_date="2026-05-02",
    last_modified="2026-06-01T10:00:00Z",
    interpretation_services="By phone",
    contacts=[{"id": uid(91), "name": "Sam Example"}],
    languages=[{"id": uid(30), "code": "es", "name": "Spanish"}, {"id": uid(31), "code": "amh"}],
    cost_options=[{"id": uid(32), "option": "Everyone", "amount": 0, "currency": "usd"}],
    required_documents=[{"id": uid(33), "document": "Photo ID"}],
    service_areas=[{"id": uid(34), "name": "Colorado"}, {"id": uid(35), "name": "the Front Range"}],
    phones=[{"id": uid(36), "number": "303-555-0101", "extension": 12, "type": "voice", "description": "Intake line"}],
    schedules=[schedule(), schedule(id=uid(37), byday="MO", opens_at="18:00", closes_at="20:00")],
    attributes=[term("Work"), term("Vocational Training"), term("Ages 18+")],
    metadata=[
        {
            "id": uid(38),
            "last_action_date": "2026-06-01",
            "last_action_type": "update",
            "field_name": "name",
            "previous_value": "a",
            "replacement_value": "b",
            "updated_by": "Kim Example",
        }
    ],
)


def test_documents_of_these_tests_are_valid(schemas: Path) -> None:
    site = place(schedules=[schedule(freq="MONTHLY", byday="2MO,-1FR")])
    assert list(faults(schemas, "service", FULL)) == []
    assert list(faults(schemas, "service_at_location", site)) == []
    assert list(faults(schemas, "service", service(status="closed"))) != []  # the check can fail


def test_service_with_everything_is_read(tmp_path: Path) -> None:
    (record,) = load(dump(tmp_path, FULL))
    assert isinstance(record, Record)
    listing = record.listing
    assert (listing.id, listing.name, listing.organization) == (f"co:{uid(20)}", "Work Readiness", "Cedar Community")
    assert (listing.as_of, listing.website) == (date(2026, 5, 2), "https://cedar.example.org/work")
    assert listing.serves == (Area("state", "CO"),)
    assert listing.location == Location(
        name="Cedar House",
        streets=("9 Cedar Ave",),
        town="Denver",
        state="CO",
        zip5="80205",
        point=Point(39.7, -104.9),
        precision=Precision.EXACT,
    )
    assert record.phones == (PhoneText("303-555-0101 ext. 12", PhoneRole.INTAKE),)
    assert listing.description == "Help with job search.\nJob Club\nAdults who look for work.\nCall first.\nBy phone"
    assert [(each.span.day.name, each.span.start_clock) for each in listing.hours] == [
        ("MO", "09:00"),
        ("MO", "18:00"),
        ("TH", "09:00"),
    ]


def test_service_with_everything_states_its_facts(tmp_path: Path) -> None:
    (record,) = load(dump(tmp_path, FULL))
    assert isinstance(record, Record)
    facts = record.listing.facts
    assert sorted(facts.yes) == [
        *("access=interpreter", "access=transit", "access=wheelchair", "eligibility=age", "eligibility=documents"),
        *("language=am", "language=en", "language=es", "payment=free", "population=adults"),
        *("service=vocational", "topic=employment"),
    ]
    assert facts.answer("population=adolescents") == "no"
    assert facts.answer("topic=food") == "no"
    assert facts.answer("payment=medicaid") == "not_stated"


def test_persons_and_mail_addresses_are_not_kept(tmp_path: Path) -> None:
    (record,) = load(dump(tmp_path, FULL))
    assert isinstance(record, Record)
    kept = json.dumps(record.raw)
    assert [word for word in ("Pat", "Sam", "Kim", "@", "Intake line") if word in kept] == []


def test_monthly_schedules_keep_their_rule(tmp_path: Path) -> None:
    schedules = [schedule(freq="MONTHLY", byday="2MO,-1FR"), schedule(byday="WE")]
    hours = one(tmp_path, schedules=schedules).listing.hours
    assert [(each.span.day.name, each.rrule) for each in hours] == [
        ("WE", None),
        ("MO", "FREQ=MONTHLY;BYDAY=2MO"),
        ("FR", "FREQ=MONTHLY;BYDAY=-1FR"),
    ]


def test_schedules_of_the_place_come_first(tmp_path: Path) -> None:
    at_place = [place(schedules=[schedule(byday="SA")])]
    hours = one(tmp_path, schedules=[schedule()], service_at_locations=at_place).listing.hours
    assert [each.span.day.name for each in hours] == ["SA"]


def test_every_place_of_a_service_is_a_record(tmp_path: Path) -> None:
    second = place(id=uid(21), location={**LOCATION, "id": uid(22), "name": "Oak House"})
    found = load(dump(tmp_path, [service(service_at_locations=[place(), second])]))
    assert [(item.row, item.outside_id) for item in found] == [
        ("services.json object 1, place 1", uid(20)),
        ("services.json object 1, place 2", uid(21)),
    ]
    assert [item.listing.location.name for item in found if isinstance(item, Record)] == ["Cedar House", "Oak House"]


def test_service_without_places_is_a_record(tmp_path: Path) -> None:
    record = one(tmp_path, service_at_locations=[])
    assert (record.outside_id, record.listing.location) == (uid(10), Location())
    assert record.phones == (PhoneText("303-555-0199"),)


SITE = place(service=service(service_at_locations=[]), schedules=[schedule(byday="SU")])


def envelope(*contents: Doc) -> Doc:
    page = {"total_items": len(contents), "total_pages": 1, "page_number": 1, "size": len(contents)}
    return {**page, "first_page": True, "last_page": True, "empty": not contents, "contents": list(contents)}


@pytest.mark.parametrize(
    "value",
    [
        service(),
        [service()],
        envelope(service()),
        {"services": [service()]},
        [{**ORGANIZATION, "services": [service()]}],
    ],
    ids=["object", "array", "page", "wrapped", "organization"],
)
def test_every_shape_gives_the_same_listing(tmp_path: Path, value: object) -> None:
    (record,) = load(dump(tmp_path, value))
    assert isinstance(record, Record)
    assert record.listing == one(tmp_path).listing


@pytest.mark.parametrize("value", [SITE, [SITE], envelope(SITE)], ids=["object", "array", "page"])
def test_services_at_locations_are_read(tmp_path: Path, value: object) -> None:
    (record,) = load(dump(tmp_path, value))
    assert isinstance(record, Record)
    assert (record.outside_id, record.listing.name) == (uid(20), "Work Readiness")
    assert [each.span.day.name for each in record.listing.hours] == ["SU"]


@pytest.mark.parametrize("name", ["services.ndjson", "services.json"])
def test_json_lines_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    second = service(id=uid(11), service_at_locations=[], name="Second")
    path.write_text("".join(json.dumps(each) + "\n" for each in (service(), second)), encoding="utf-8")
    assert [item.outside_id for item in load(path)] == [uid(20), uid(11)]


def test_bad_line_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "services.ndjson"
    path.write_text(f"{json.dumps(service())}\n{{]\n", encoding="utf-8")
    assert load(path)[1] == Rejection("services.ndjson line 2", None, "not_json")


def test_lines_cut_short_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "services.ndjson"
    path.write_text(f"{json.dumps(service())}\n{json.dumps(service())[:200]}", encoding="utf-8")
    with pytest.raises(BadFile, match="cut short"):
        load(path)


def test_folder_of_pages_is_read_in_order(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in (2, 1):
        page = envelope(service(id=uid(number), service_at_locations=[]))
        dump(pages, page, f"page-{number}.json")
    assert [item.outside_id for item in load(pages)] == [uid(1), uid(2)]


def test_empty_page_has_no_records(tmp_path: Path) -> None:
    assert load(dump(tmp_path, envelope())) == []


@pytest.mark.parametrize("value", [[{"slug": "a", "name": "Meeting", "day": 1}], {"error": "no"}, 7, "services"])
def test_other_json_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(BadFile, match="not HSDS"):
        load(dump(tmp_path, value))


def test_json_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "services.json"
    path.write_text(json.dumps([service()])[:-40], encoding="utf-8")
    with pytest.raises(BadFile, match="cut short"):
        load(path)


def test_objects_that_cannot_be_records_are_rejected(tmp_path: Path) -> None:
    nameless = {key: value for key, value in service(id=uid(12), service_at_locations=[]).items() if key != "name"}
    found = load(
        dump(
            tmp_path, [service(), 5, service(), nameless, {"id": uid(13), "service_id": uid(10), "location": LOCATION}]
        )
    )
    assert found[1:] == [
        Rejection("services.json object 2", None, "not_an_object"),
        Rejection("services.json object 3, place 1", uid(20), "duplicate_id"),
        Rejection("services.json object 4", uid(12), "no_name"),
        Rejection("services.json object 5", uid(13), "no_service"),
    ]


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_service_that_is_not_given_is_rejected(tmp_path: Path, status: str) -> None:
    (found,) = load(dump(tmp_path, service(status=status)))
    assert found == Rejection("services.json object 1, place 1", uid(20), "inactive")


def test_virtual_place_has_a_way_to_join(tmp_path: Path) -> None:
    virtual = {"id": uid(3), "location_type": "virtual", "url": "https://meet.example.org/work"}
    listing = one(tmp_path, service_at_locations=[place(location=virtual)]).listing
    assert (listing.online, listing.location) == (Online("https://meet.example.org/work"), Location())


@pytest.mark.parametrize("kind, facet", [("physical", "attendance=in_person"), ("virtual", "attendance=online")])
def test_place_of_a_program_says_how_to_attend(tmp_path: Path, kind: str, facet: str) -> None:
    at_place = place(location={"id": uid(3), "location_type": kind})
    listing = one(tmp_path, service_at_locations=[at_place], attributes=[term("Sober Living")]).listing
    assert listing.kind is Kind.PROGRAM
    assert facet in listing.facts.yes


@pytest.mark.parametrize(
    "ages, yes, no",
    [
        ({"minimum_age": 18}, {"population=adults"}, {"population=adolescents"}),
        ({"minimum_age": 60}, {"population=seniors"}, {"population=adolescents"}),
        (
            {"minimum_age": 12, "maximum_age": 17},
            {"population=adolescents", "restricted=youth_only"},
            {"population=adults"},
        ),
        ({"minimum_age": 0}, set(), set()),
        ({"minimum_age": 18, "maximum_age": 25}, set(), {"population=adolescents"}),
    ],
)
def test_ages_say_who_is_admitted(tmp_path: Path, ages: Doc, yes: set[str], no: set[str]) -> None:
    facts = one(tmp_path, **ages).listing.facts
    people = ("population=", "restricted=youth_only")
    assert {facet for facet in facts.yes if facet.startswith(people)} == yes
    assert {facet for facet in facts.no if facet.startswith("population=")} == no


def test_terms_of_the_place_count_too(tmp_path: Path) -> None:
    at_place = place(attributes=[term("Food Pantry")])
    facts = one(tmp_path, attributes=[term("Clothing")], service_at_locations=[at_place]).listing.facts
    assert {"topic=food", "topic=clothing"} <= facts.yes


def test_term_is_known_by_its_code_before_its_name(tmp_path: Path) -> None:
    mapping = {"facets": {"BD-1800": ["topic=food"], "Other": ["topic=legal"]}}
    path = dump(tmp_path, service(attributes=[term("Other", code="BD-1800")]))
    (record,) = Hsds.from_mapping(mapping).loads(path, "co")
    assert isinstance(record, Record)
    assert {facet for facet in record.listing.facts.yes if facet.startswith("topic=")} == {"topic=food"}


def test_service_of_another_country_states_no_english(tmp_path: Path) -> None:
    address = {**LOCATION["addresses"][0], "country": "GB", "postal_code": "SW1A 1AA", "state_province": "London"}
    at_place = place(location={**LOCATION, "addresses": [address]})
    listing = one(tmp_path, service_at_locations=[at_place]).listing
    assert (listing.location.country, "language=en" in listing.facts.yes) == ("GB", False)


@pytest.mark.parametrize(
    "text, area",
    [
        ("Nationwide", Area("nation", "US")),
        ("United States", Area("nation", "US")),
        ("Colorado", Area("state", "CO")),
        ("State of Colorado", Area("state", "CO")),
        ("CO", Area("state", "CO")),
        ("Statewide", Area("state", "CO")),
        ("Boulder County", Area("county", "Boulder, CO")),
        ("Laramie County, Wyoming", Area("county", "Laramie, WY")),
        ("Denver, CO", Area("town", "Denver, CO")),
        ("City of Aurora, CO", Area("town", "Aurora, CO")),
        ("80203", Area("zip", "80203")),
        ("ZIP code 80203-1234", Area("zip", "80203")),
        ("the Front Range", None),
        ("Ward 8", None),
    ],
)
def test_service_areas_are_named(text: str, area: Area | None) -> None:
    assert read_area(text, "CO") == area
