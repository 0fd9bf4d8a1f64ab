"""HSDS 2 as a folder of CSV tables, with the standard column names and with an export's own."""

import csv
import tomllib
from pathlib import Path

import pytest

from referral.domain.errors import BadFile, BadMapping
from referral.domain.listing import Area, Location, PhoneRole
from referral.domain.place import Point, Precision
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.vocabulary import Kind
from referral.formats.hsds import Hsds

MAPPINGS = Path(__file__).resolve().parents[2] / "seed" / "mappings"
Row = dict[str, str]
Tables = dict[str, list[Row]]

PANTRY: Row = {"id": "s1", "organization_id": "o1", "name": "Friday Pantry", "status": "active"}
TABLES: Tables = {
    "organizations": [
        {"id": "o1", "name": "Fern Street Church", "url": "https://fern.example.org", "email": "a@b.org"}
    ],
    "services": [PANTRY],
    "locations": [{"id": "l1", "name": "Fern Hall", "latitude": "39.74", "longitude": "-104.98"}],
    "services_at_location": [{"id": "sal1", "service_id": "s1", "location_id": "l1"}],
    "physical_addresses": [
        {
            "id": "a1",
            "location_id": "l1",
            "address_1": "12 Fern St",
            "address_2": "Suite 4",
            "city": "Denver",
            "state_province": "CO",
            "postal_code": "80203-1234",
            "country": "US",
        }
    ],
    "contacts": [{"id": "c1", "service_id": "s1", "name": "Pat Example", "email": "pat@example.org"}],
}


def write(folder: Path, tables: Tables) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def standard() -> Hsds:
    return Hsds.from_mapping(tomllib.loads((MAPPINGS / "hsds.toml").read_text("utf-8")))


def load(folder: Path, **tables: list[Row]) -> list[Record | Rejection]:
    return list(standard().loads(write(folder / "hsds", {**TABLES, **tables}), "co"))


def one(folder: Path, **tables: list[Row]) -> Record:
    (record,) = load(folder, **tables)
    assert isinstance(record, Record)
    return record


def service(**fields: str) -> list[Row]:
    return [{**PANTRY, **fields}]


def test_service_at_its_location_is_a_record(tmp_path: Path) -> None:
    record = one(tmp_path)
    listing = record.listing
    assert (record.row, record.outside_id) == ("services_at_location.csv row 2", "sal1")
    assert (listing.id, listing.name, listing.organization) == ("co:sal1", "Friday Pantry", "Fern Street Church")
    assert (listing.kind, listing.website) == (Kind.RESOURCE, "https://fern.example.org")
    assert listing.location == Location(
        name="Fern Hall",
        streets=("12 Fern St", "Suite 4"),
        town="Denver",
        state="CO",
        zip5="80203",
        point=Point(39.74, -104.98),
        precision=Precision.EXACT,
    )


def test_every_service_of_a_location_keeps_its_own_name(tmp_path: Path) -> None:
    names = ["Friday Pantry", "Winter Shelter", "Job Club"]
    found = load(
        tmp_path,
        services=[{"id": f"s{n}", "name": name, "status": "active"} for n, name in enumerate(names)],
        services_at_location=[{"id": f"sal{n}", "service_id": f"s{n}", "location_id": "l1"} for n in range(3)],
    )
    assert [item.listing.name for item in found if isinstance(item, Record)] == names


def test_service_without_location_is_a_record(tmp_path: Path) -> None:
    record = one(tmp_path, services_at_location=[{"id": "", "service_id": "", "location_id": ""}])
    assert (record.row, record.outside_id, record.listing.location) == ("services.csv row 2", "s1", Location())


def test_place_numbered_like_a_row_is_named_by_service_and_location(tmp_path: Path) -> None:
    record = one(tmp_path, services_at_location=[{"id": "1", "service_id": "s1", "location_id": "l1"}])
    assert record.outside_id == "s1-l1"


def test_contacts_and_mail_addresses_are_not_kept(tmp_path: Path) -> None:
    phones = [{"id": "p1", "service_id": "s1", "number": "303-555-0101", "description": "Ask for Pat Example"}]
    kept = repr(one(tmp_path, services=service(email="pantry@example.org"), phones=phones).raw)
    assert [secret for secret in ("Pat", "@") if secret in kept] == []


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed", "Inactive"])
def test_service_that_is_not_given_is_rejected(tmp_path: Path, status: str) -> None:
    assert load(tmp_path, services=service(status=status)) == [
        Rejection("services_at_location.csv row 2", "sal1", "inactive")
    ]


@pytest.mark.parametrize("status, warnings", [("active", ()), ("", ()), ("4", ("status_unknown",))])
def test_other_status_is_taken_in(tmp_path: Path, status: str, warnings: tuple[str, ...]) -> None:
    assert one(tmp_path, services=service(status=status)).warnings == warnings


def test_rows_that_cannot_be_records_are_rejected(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        services=[PANTRY, PANTRY, {"id": "", "name": "No id"}, {"id": "s2", "name": " "}],
        services_at_location=[*TABLES["services_at_location"], {"id": "sal9", "service_id": "s9", "location_id": "l1"}],
    )
    assert found[1:] == [
        Rejection("services.csv row 3", "s1", "duplicate_id"),
        Rejection("services.csv row 4", None, "no_id"),
        Rejection("services.csv row 5", "s2", "no_name"),
        Rejection("services_at_location.csv row 3", "sal9", "no_service"),
    ]


def test_place_without_its_location_is_kept_with_a_warning(tmp_path: Path) -> None:
    record = one(tmp_path, services_at_location=[{"id": "sal1", "service_id": "s1", "location_id": "l9"}])
    assert (record.listing.location, record.warnings) == (Location(), ("location_missing",))


def test_schedules_of_a_place_come_before_those_of_the_service(tmp_path: Path) -> None:
    here = {
        "id": "h1",
        "service_id": "s1",
        "location_id": "l1",
        "byday": "FR",
        "opens_at": "10:00",
        "closes_at": "12:00",
    }
    there = {**here, "id": "h2", "location_id": "l2", "byday": "SA"}
    anywhere = {**here, "id": "h3", "location_id": "", "byday": "MO"}
    days = [hours.span.day.name for hours in one(tmp_path, schedules=[anywhere, there, here]).listing.hours]
    assert days == ["FR"]
    days = [hours.span.day.name for hours in one(tmp_path, schedules=[anywhere, there]).listing.hours]
    assert days == ["MO"]
    assert one(tmp_path, schedules=[there]).listing.hours == ()


def test_rows_that_name_the_service_at_location_come_first(tmp_path: Path) -> None:
    record = one(
        tmp_path,
        schedules=[
            {"id": "h1", "service_at_location_id": "sal1", "byday": "WE", "opens_at": "10:00", "closes_at": "12:00"},
            {"id": "h2", "service_id": "s1", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"},
        ],
        phones=[
            {"id": "p1", "service_id": "s1", "number": "303-555-0101"},
            {"id": "p2", "service_at_location_id": "sal1", "number": "303-555-0102"},
        ],
    )
    assert [hours.span.day.name for hours in record.listing.hours] == ["WE"]
    assert record.phones == (PhoneText("303-555-0102"), PhoneText("303-555-0101"))


def test_hours_of_the_location_stand_in_for_a_service_without_any(tmp_path: Path) -> None:
    at_place = {"id": "h1", "location_id": "l1", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}
    assert [hours.span.day.name for hours in one(tmp_path, schedules=[at_place]).listing.hours] == ["TU"]


def test_ids_that_share_a_cell_and_rows_that_share_an_id(tmp_path: Path) -> None:
    record = one(
        tmp_path,
        services=service(organization_id="o9,o1"),
        schedules=[
            {
                "id": "h1",
                "service_id": "s1",
                "location_id": "l9, l1",
                "byday": "FR",
                "opens_at": "9:00",
                "closes_at": "12:00",
            },
            {
                "id": "h1",
                "service_id": "s7",
                "location_id": "l1",
                "byday": "SA",
                "opens_at": "9:00",
                "closes_at": "12:00",
            },
        ],
    )
    assert record.listing.organization == "Fern Street Church"
    assert [hours.span.day.name for hours in record.listing.hours] == ["FR"]


def test_phones_of_the_service_come_before_those_of_the_place(tmp_path: Path) -> None:
    record = one(
        tmp_path,
        phones=[
            {"id": "p1", "location_id": "l1", "number": "303-555-0101", "type": "voice", "description": "Front desk"},
            {"id": "p2", "service_id": "s1", "number": "303-555-0102", "extension": "7", "description": "Intake"},
            {"id": "p3", "service_id": "s1", "number": "303-555-0103", "description": "24-hour crisis hotline"},
            {"id": "p4", "service_id": "s1", "number": "303-555-0104", "type": "fax"},
            {"id": "p5", "service_id": "s8", "location_id": "l1", "number": "303-555-0105"},
            {"id": "p6", "organization_id": "o1", "number": "303-555-0106"},
        ],
    )
    assert record.phones == (
        PhoneText("303-555-0102 ext. 7", PhoneRole.INTAKE),
        PhoneText("303-555-0103", PhoneRole.HOTLINE),
        PhoneText("303-555-0101"),
    )


def test_phones_of_the_organization_stand_in(tmp_path: Path) -> None:
    record = one(tmp_path, phones=[{"id": "p6", "organization_id": "o1", "number": "303-555-0106"}])
    assert record.phones == (PhoneText("303-555-0106"),)


def terms(*names: str) -> Tables:
    return {
        "taxonomy_terms": [{"id": f"t{n}", "name": name} for n, name in enumerate(names)],
        "service_attributes": [
            {"id": str(n), "service_id": "s1", "taxonomy_term_id": f"t{n}"} for n in range(len(names))
        ],
    }


def test_terms_become_topics_and_the_others_are_denied(tmp_path: Path) -> None:
    facts = one(tmp_path, **terms("Food Pantry", "Veterans")).listing.facts
    assert sorted(facts.yes) == ["language=en", "population=veterans", "topic=food"]
    assert {"topic=shelter", "service=vocational", "service=transport"} <= facts.no
    assert not any(facet.startswith(("population", "payment", "eligibility", "level")) for facet in facts.no)


def test_broad_term_leaves_open_what_lies_in_it(tmp_path: Path) -> None:
    facts = one(tmp_path, **terms("Housing")).listing.facts
    assert (facts.answer("topic=housing"), facts.answer("topic=shelter"), facts.answer("topic=food")) == (
        "yes",
        "not_stated",
        "no",
    )


def test_broad_term_beside_a_narrow_one_leaves_nothing_open(tmp_path: Path) -> None:
    facts = one(tmp_path, **terms("Work", "Specialized Training", "Housing", "Emergency Shelter")).listing.facts
    assert {"topic=employment", "service=vocational", "topic=shelter"} <= facts.yes


def test_unknown_term_leaves_all_topics_open(tmp_path: Path) -> None:
    record = one(tmp_path, **terms("Food Pantry", "Beekeeping"))
    assert record.warnings == ("unknown_term",)
    assert record.listing.facts.answer("topic=shelter") == "not_stated"


def test_record_without_terms_states_no_topic(tmp_path: Path) -> None:
    facts = one(tmp_path).listing.facts
    assert facts.yes == {"language=en"}
    assert all(facet.startswith("restricted=") for facet in facts.no)


def test_recovery_home_is_a_program(tmp_path: Path) -> None:
    listing = one(tmp_path, **terms("Sober Living", "Housing")).listing
    assert (listing.kind, listing.facts.codes("level")) == (Kind.PROGRAM, ("recovery_housing",))
    assert listing.facts.answer("level=residential") == "no"
    assert listing.facts.answer("level=iop") == "not_stated"  # the source has no word for it


def test_shelter_tagged_as_recovery_home_stays_a_resource(tmp_path: Path) -> None:
    listing = one(tmp_path, **terms("Sober Living", "Emergency Shelter")).listing
    assert (listing.kind, listing.facts.codes("level")) == (Kind.RESOURCE, ())
    assert listing.facts.answer("topic=shelter") == "yes"


@pytest.mark.parametrize(
    "names, kind",
    [(["Residential Treatment"], Kind.RESOURCE), (["Residential Treatment", "Addiction & Recovery"], Kind.PROGRAM)],
)
def test_level_is_stated_only_beside_addiction(tmp_path: Path, names: list[str], kind: Kind) -> None:
    assert one(tmp_path, **terms(*names)).listing.kind is kind


def test_tables_of_2_0_state_facts(tmp_path: Path) -> None:
    record = one(
        tmp_path,
        services=service(fees="Free of charge.", interpretation_services="Phone interpreters"),
        languages=[
            {"id": "1", "service_id": "s1", "language": "Spanish"},
            {"id": "2", "location_id": "l1", "language": "am"},
        ],
        payments_accepted=[{"id": "1", "service_id": "s1", "payment": "Medicaid"}],
        required_documents=[{"id": "1", "service_id": "s1", "document": "Photo ID"}],
        accessibility_for_disabilities=[{"id": "1", "location_id": "l1", "accessibility": "Wheelchair accessible."}],
        eligibility=[{"id": "1", "service_id": "s1", "eligibility": "Residents of Denver"}],
        service_areas=[{"id": "1", "service_id": "s1", "service_area": "Denver County"}],
        metadata=[{"resource_id": "s1", "last_action_date": "2026-05-04"}],
    )
    assert sorted(record.listing.facts.yes) == [
        *("access=interpreter", "access=wheelchair", "eligibility=documents"),
        *("language=am", "language=en", "language=es", "payment=free", "payment=medicaid"),
    ]
    assert record.listing.serves == (Area("county", "Denver, CO"),)
    assert record.listing.description == "Residents of Denver\nFree of charge.\nPhone interpreters"
    assert str(record.listing.as_of) == "2026-05-04"


def test_denied_wheelchair_access_is_no(tmp_path: Path) -> None:
    rows = [{"id": "1", "location_id": "l1", "details": "Not wheelchair accessible. No ASL available."}]
    facts = one(tmp_path, accessibility_for_disabilities=rows).listing.facts
    assert facts.answer("access=wheelchair") == "no"


@pytest.mark.parametrize(
    "tables",
    [
        {"services": service(description="Safe homes. The exact location is kept confidential.")},
        {"services": service(description="We house families in undisclosed locations.")},
        {"physical_addresses": [{**TABLES["physical_addresses"][0], "attention": "Confidential"}]},
        {"locations": [{**TABLES["locations"][0], "name": "Confidential location"}]},
    ],
)
def test_confidential_place_keeps_its_town_only(tmp_path: Path, tables: Tables) -> None:
    record = one(tmp_path, **tables)
    assert record.listing.location == Location(town="Denver", state="CO", hidden=True)
    kept = repr(record.raw)
    assert [part for part in ("12 Fern", "39.74", "80203", "Fern Hall") if part in kept] == []


def test_refuge_from_violence_without_a_street_is_hidden(tmp_path: Path) -> None:
    town = [{"id": "a1", "location_id": "l1", "city": "Denver", "state_province": "CO"}]
    record = one(tmp_path, physical_addresses=town, **terms("Help Escape Violence", "Emergency Shelter"))
    assert record.listing.location == Location(town="Denver", state="CO", hidden=True)


def test_private_talk_hides_no_address(tmp_path: Path) -> None:
    record = one(tmp_path, services=service(description="Free and confidential counseling at our site."))
    assert record.listing.location.hidden is False


def test_names_and_descriptions_are_plain_text(tmp_path: Path) -> None:
    record = one(
        tmp_path, services=service(name="Loaves &amp; Fishes", description="<p>What they&rsquo;re</p><p>for</p>")
    )
    assert (record.listing.name, record.listing.description) == ("Loaves & Fishes", "What they’re\n\nfor")


def test_of_two_web_addresses_the_first_is_kept(tmp_path: Path) -> None:
    url = "https://a.example.org/lab ; https://b.example.org/lab"
    assert one(tmp_path, services=service(url=url)).listing.website == "https://a.example.org/lab"


def test_postal_address_gives_a_town_and_no_street(tmp_path: Path) -> None:
    record = one(
        tmp_path,
        physical_addresses=[{"id": "", "location_id": ""}],
        postal_addresses=[
            {"id": "1", "location_id": "l1", "address_1": "PO Box 7", "city": "Denver", "state_province": "Colorado"}
        ],
    )
    assert (record.listing.location.streets, record.listing.location.state) == ((), "CO")


def test_columns_of_another_export_are_renamed(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "export",
        {
            "services": [{"service_recordid": "77", "service_name": "Computer Lab", "service_organization": "9"}],
            "organizations": [{"id": "9", "name": "Library"}],
            "taxonomy_terms": [{"taxonomy_recordid": "5", "taxonomy_name": "Computer Class"}],
            "service_attributes": [{"id": "1", "service_id": "77", "taxonomy_term_id": "5"}],
        },
    )
    mapping = tomllib.loads((MAPPINGS / "dc.toml").read_text("utf-8"))
    (record,) = Hsds.from_mapping(mapping).loads(folder, "dc")
    assert isinstance(record, Record)
    assert (record.outside_id, record.listing.name, record.listing.organization) == ("77", "Computer Lab", "Library")
    assert record.listing.facts.answer("service=education") == "yes"


def test_point_outside_the_bounds_of_a_source_is_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "hsds", TABLES)
    (record,) = Hsds.from_mapping({"place": {"bounds": [36.5, -83.7, 40.2, -75.0]}}).loads(folder, "dc")
    assert isinstance(record, Record)
    assert (record.listing.location.point, record.warnings) == (None, ("point_out_of_bounds",))


def test_unknown_columns_name_the_mapping_to_give(tmp_path: Path) -> None:
    folder = write(tmp_path / "hsds", {"services": [{"service_recordid": "1", "service_name": "Lab"}]})
    with pytest.raises(BadFile, match=r"no column id or name.*--mapping"):
        list(standard().loads(folder, "dc"))


def test_folder_without_services_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"has no services\.csv"):
        list(standard().loads(write(tmp_path / "empty", {"locations": TABLES["locations"]}), "co"))


def test_single_table_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "hsds", TABLES)
    with pytest.raises(BadFile, match="Give the folder"):
        list(standard().loads(folder / "services.csv", "co"))


def test_same_tables_give_the_same_records(tmp_path: Path) -> None:
    assert load(tmp_path, **terms("Housing")) == load(tmp_path, **terms("Housing"))


@pytest.mark.parametrize(
    "mapping, message",
    [
        ({"facets": {"Food": ["topic=fodder"]}}, "fodder"),
        ({"facets": {"Food": "topic=food"}}, "list of texts"),
        ({"colums": {}}, "colums"),
        ({"format": "bmlt"}, "bmlt"),
        ({"place": {"bounds": [1, 2]}}, "south, west, north, east"),
        ({"areas": {"DC Resident": ["DC"]}}, "state:DC"),
        ({"columns": {"service": {"id": 1}}}, "quotation marks"),
    ],
)
def test_wrong_mapping_is_refused_by_name(mapping: dict[str, object], message: str) -> None:
    with pytest.raises(BadMapping, match=message):
        Hsds.from_mapping(mapping)


def test_version_changes_with_the_mapping() -> None:
    a, b = Hsds.from_mapping({}), Hsds.from_mapping({"facets": {"Food": ["topic=food"]}})
    assert (a.version != b.version, a.version == Hsds.from_mapping({}).version) == (True, True)
