"""The two snapshots of the DC resource directory: nothing is lost, and ids hold from one to the other."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from referral.domain.record import Record, Rejection
from referral.formats.hsds import Hsds

MAPPING = Path(__file__).resolve().parents[2] / "seed" / "mappings" / "dc.toml"
SNAPSHOTS = ("dc_2022-06", "dc_2023-04")


@dataclass(frozen=True)
class Snapshot:
    folder: Path
    items: tuple[Record | Rejection, ...]

    @property
    def records(self) -> dict[str, Record]:
        return {item.outside_id: item for item in self.items if isinstance(item, Record)}

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))


@cache
def read(folder: Path) -> Snapshot:
    mapping = tomllib.loads(MAPPING.read_text("utf-8"))
    return Snapshot(folder, tuple(Hsds.from_mapping(mapping).loads(folder, "dc")))


@pytest.fixture(scope="session", params=SNAPSHOTS)
def snapshot(request: pytest.FixtureRequest, shared_data: Path) -> Snapshot:
    return read(shared_data / "community" / request.param)


@pytest.fixture(scope="session")
def both(shared_data: Path) -> tuple[Snapshot, Snapshot]:
    older, newer = (read(shared_data / "community" / name) for name in SNAPSHOTS)
    return older, newer


def test_every_service_at_every_place_is_a_record(snapshot: Snapshot) -> None:
    places = snapshot.table("services_at_location")
    placed = {row["service_id"] for row in places}
    pairs = {f"{row['service_id']}-{row['location_id']}" for row in places}
    alone = {row["service_recordid"] for row in snapshot.table("services")} - placed
    assert set(snapshot.records) == pairs | alone
    assert len(snapshot.items) == len(places) + len(alone)


@pytest.mark.parametrize("name, places, alone", [("dc_2022-06", 1517, 147), ("dc_2023-04", 2107, 334)])
def test_counts_of_the_snapshots(shared_data: Path, name: str, places: int, alone: int) -> None:
    items = read(shared_data / "community" / name).items
    assert len(items) == places + alone
    assert [item for item in items if isinstance(item, Rejection)] == []
    assert sum("-" in (item.outside_id or "") for item in items) == places


def test_every_service_is_found_by_its_own_name(snapshot: Snapshot) -> None:
    stated = {row["service_recordid"]: " ".join(row["service_name"].split()) for row in snapshot.table("services")}
    shown = {outside_id.split("-")[0]: record.listing.name for outside_id, record in snapshot.records.items()}
    assert {key: name.strip() for key, name in stated.items() if shown[key] != name.strip()} == {}


def test_ids_hold_between_the_snapshots(both: tuple[Snapshot, Snapshot]) -> None:
    older, newer = (set(snapshot.records) for snapshot in both)
    assert (len(older & newer), len(older - newer), len(newer - older)) == (1622, 42, 819)


def test_numbers_of_rows_would_hold_less(both: tuple[Snapshot, Snapshot]) -> None:
    older, newer = (
        {row["id"]: (row["service_id"], row["location_id"]) for row in snapshot.table("services_at_location")}
        for snapshot in both
    )
    same_number = {number for number in older.keys() & newer.keys() if older[number] == newer[number]}
    same_pair = set(older.values()) & set(newer.values())
    assert (len(same_number), len(same_pair)) == (1476, 1477)


def test_no_contact_is_kept(snapshot: Snapshot) -> None:
    kept = {key for record in snapshot.records.values() for key in keys_of(record.raw)}
    assert [key for key in kept if re.search("contact|mail|department", key)] == []


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from keys_of(each)
    if isinstance(value, list):
        for each in value:
            yield from keys_of(each)


def test_every_term_of_the_data_is_mapped_or_ignored(snapshot: Snapshot) -> None:
    assert [record.outside_id for record in snapshot.records.values() if "unknown_term" in record.warnings] == []


def test_whole_taxonomy_is_mapped_or_ignored(snapshot: Snapshot) -> None:
    mapping = tomllib.loads(MAPPING.read_text("utf-8"))
    known = set(mapping["facets"]).union(*mapping["ignored"].values())
    terms = [
        (row["taxonomy_recordid"], row["taxonomy_name"].replace("’", "'")) for row in snapshot.table("taxonomy_terms")
    ]
    folded = {name.casefold() for name in known}
    assert [term for term in terms if not {part.casefold() for part in term} & folded] == []


def test_points_lie_in_the_region(snapshot: Snapshot) -> None:
    stated = {
        row["id"]: (float(row["latitude"]), float(row["longitude"]))
        for row in snapshot.table("locations")
        if row["latitude"]
    }
    inside = {key for key, (north, east) in stated.items() if 36.5 < north < 40.2 and -83.7 < east < -75.0}
    hidden = {key for key, record in snapshot.records.items() if record.listing.location.hidden}
    shown = {key for key, record in snapshot.records.items() if record.listing.location.point}
    assert shown == {key for key in snapshot.records if key.split("-")[-1] in inside} - hidden
    assert len(stated) - len(inside) > 30


def hours_of(snapshot: Snapshot, outside_id: str) -> list[str]:
    hours = snapshot.records[outside_id].listing.hours
    return [
        f"{each.span.day.name} {each.span.start_clock}-{each.span.end_clock} {each.rrule or ''}".strip()
        for each in hours
    ]


@pytest.mark.parametrize(
    "words, expected",
    [
        (("Monday-Friday", "8:30AM", "5:30PM"), ["MO", "TU", "WE", "TH", "FR"]),
        (("Mon - Tue & Thur - Fri", "8:30AM", "5:00PM"), ["MO", "TU", "TH", "FR"]),
        (("Tuesday, Thursday", "8:00AM", "8:00PM"), ["TU", "TH"]),
    ],
)
def test_services_with_one_schedule_in_words_have_its_days(
    snapshot: Snapshot, words: tuple[str, str, str], expected: list[str]
) -> None:
    rows = snapshot.table("schedules")
    found = {row["service_id"] for row in rows if (row["weekday"], row["dtstart"], row["until"]) == words}
    others = {
        row["service_id"] for row in rows if row["dtstart"] and (row["weekday"], row["dtstart"], row["until"]) != words
    }
    days = {
        tuple(each.span.day.name for each in record.listing.hours)
        for outside_id, record in snapshot.records.items()
        if outside_id.split("-")[0] in found - others and record.listing.hours
    }
    assert days <= {tuple(expected)}


def test_hours_in_lower_case_rows_are_read(both: tuple[Snapshot, Snapshot]) -> None:
    newer = both[1]
    rows = [row for row in newer.table("schedules") if row["service_id"] == "677821283847495"]
    assert {(row["byday"], row["opens_at"], row["closes_at"]) for row in rows} >= {("sunday", "12:00pm", "5:00pm")}
    (outside_id,) = [key for key in newer.records if key.startswith("677821283847495")]
    assert hours_of(newer, outside_id) == [
        *(f"{day} 09:00-17:00" for day in ("MO", "TU", "WE", "TH", "FR", "SA")),
        "SU 12:00-17:00",
    ]


MONTHLY = re.compile(r"\b(first|second|third|fourth|last|[1-5](st|nd|rd|th))\b", re.IGNORECASE)


def test_monthly_words_are_rules(snapshot: Snapshot) -> None:
    rows = [row for row in snapshot.table("schedules") if row["weekday"] and row["until"]]
    expected = set()
    for outside_id in snapshot.records:
        service_id, _, location_id = outside_id.partition("-")
        of_service = [row for row in rows if row["service_id"] == service_id]
        here = [row for row in of_service if location_id and location_id in row["location_id"]]
        anywhere = [row for row in of_service if not row["location_id"] or not location_id]
        if any(MONTHLY.search(row["weekday"]) for row in here or anywhere):
            expected.add(outside_id)
    ruled = {
        outside_id
        for outside_id, record in snapshot.records.items()
        if any((each.rrule or "").startswith("FREQ=MONTHLY") for each in record.listing.hours)
    }
    assert ruled == expected
    assert len(ruled) > 10


def test_confidential_places_are_hidden(snapshot: Snapshot) -> None:
    hidden = {record.listing.name for record in snapshot.records.values() if record.listing.location.hidden}
    assert {"Promise Place", "Betty's House Program", "Empowerment Project/Transitional to Permanent Housing"} <= hidden
    streets = [
        record.listing.location.address for record in snapshot.records.values() if record.listing.location.hidden
    ]
    assert [street for street in streets if re.search(r"\d", street)] == []


def test_oxford_houses_are_recovery_housing(both: tuple[Snapshot, Snapshot]) -> None:
    houses = [record.listing for record in both[1].records.values() if record.listing.name == "Men's Sober Housing"]
    assert len(houses) == sum(row["service_id"] == "1350703837532042" for row in both[1].table("services_at_location"))
    assert {(str(house.kind), house.facts.codes("level")) for house in houses} == {("program", ("recovery_housing",))}


def test_shelters_stay_shelters(both: tuple[Snapshot, Snapshot]) -> None:
    tagged = {
        row["service_id"]
        for row in both[1].table("service_attributes")
        if row["taxonomy_term_id"] == "1134365017275504"
    }
    found = [record.listing for key, record in both[1].records.items() if key.split("-")[0] in tagged]
    assert len(found) >= len(tagged) == 26
    assert {(str(each.kind), str(each.says("topic=shelter"))) for each in found} == {("resource", "yes")}


def test_service_without_any_place_is_for_the_district(snapshot: Snapshot) -> None:
    listings = [record.listing for record in snapshot.records.values()]
    nowhere = [one for one in listings if not (one.location.point or one.location.town or one.location.streets)]
    assert len(nowhere) > 100
    assert [one.id for one in nowhere if not one.serves] == []
